from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.forms.target_value import TargetValue, canonical, read_target

FIRST_FORMS = """
    ≥5000份 ≥ 5000 份|≥2次 ≥ 2 次|1人 - 1 人|100% - 100 %|95% - 95 %|≥100家 ≥ 100 家|
    ≥3000万元 ≥ 3000 万元|≥30家 ≥ 30 家|
    ≥95% ≥ 95 %|2栋 - 2 栋|≥36家 ≥ 36 家|≥3年 ≥ 3 年|≥90% ≥ 90 %|≤1880万元 ≤ 1880 万元|
    ≤0件 ≤ 0 件|≤0元 ≤ 0 元|
    644万元 - 644 万元|90% - 90 %|4个 - 4 个|≥1000个 ≥ 1000 个|8个 - 8 个|≤5% ≤ 5 %|≤2小时 ≤ 2 小时|
    ≤20分钟 ≤ 20 分钟|≥5年 ≥ 5 年|2个 - 2 个|5% - 5 %|2 - 2|1 - 1
"""


def reading(text: str) -> TargetValue:
    value = read_target(text)
    assert value is not None
    return value


@pytest.mark.parametrize("line", [line.strip() for line in FIRST_FORMS.split("|")])
def test_the_measured_values_of_the_published_forms(line: str) -> None:
    text, operator, number, unit = [*line.split(), ""][:4]

    value = reading(text)

    assert value.kind == "quantitative"
    assert (value.operator or "-", str(value.number), value.unit) == (operator, number, unit)
    assert canonical(value) == text


@pytest.mark.parametrize(
    "text",
    [
        "优秀", "降低", "提高", "减少", "按时", "足额", "好", "优", "高", "良好", "本项目不适用此指标",
        "无", "不适用", "/", "—", "XX", "按月安排", "明显改善(附标准)", "4个月按安排", "100多家",
        "100余家", "90%、95%", "≥80%且≤90%", "80%≤满意度≤95%", "第1名", "20 20", "1,23", "1,2345", "1e3",
        "1_000", "007次", "٣次", ">=", "=5以上", "不低于5%以内", "不超过≥5", "%=5", "三次", "20%-30",
        "20天-30%", "≥±3%", "2024年13月", "一般项目5个", "1:3", "88 | 100", "≥**个", "5年以前", "5" * 81,
    ],
)  # fmt: skip
def test_what_is_not_a_measure_stays_words(text: str) -> None:
    assert reading(text) == TargetValue("qualitative", words=text)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u3000", "\u200b"])
def test_a_blank_cell_has_no_value(text: str) -> None:
    assert read_target(text) is None


@pytest.mark.parametrize(
    ("sign", "spellings"),
    [
        ("≥", "≥ >= ＞= ＞＝ => =＞ 》= ≧ ⩾ 不低于 不少于 不小于 不得低于 不得少于 未低于"),
        ("≥", "至少 达到 达 大于等于 大于或等于 达到≥"),
        ("≤", "≤ <= ＜＝ =< 《= ≦ ⩽ 不超过 不高于 不大于 不多于 不得超过 不能超过 不超"),
        ("≤", "至多 最多 小于等于 低于或等于"),
        ("=", "= ＝ ﹦ == 等于 二 达到="),
        (">", "> ＞ ﹥ 》 超过 超 高于 大于 多于"),
        ("<", "< ＜ ﹤ 《 低于 小于 少于"),
    ],
)
def test_the_spellings_of_an_operator_in_front(sign: str, spellings: str) -> None:
    for spelling in spellings.split():
        value = reading(f"{spelling}95％")

        assert (value.operator, value.number, value.unit, value.as_written) == (
            sign,
            Decimal(95),
            "%",
            spelling,
        )
        assert canonical(value) == f"{sign}95%"


@pytest.mark.parametrize(
    ("text", "sign", "as_written"),
    [
        ("5天以上", "≥", "以上"),
        ("5天及以上", "≥", "及以上"),
        ("5天以内", "≤", "以内"),
        ("5天内", "≤", "内"),
        ("5天以下", "≤", "以下"),
        ("达到5天以上", "≥", "达到…以上"),
        ("超过5天以上", ">", "超过…以上"),
        ("低于5天以下", "<", "低于…以下"),
    ],
)
def test_an_operator_may_stand_behind(text: str, sign: str, as_written: str) -> None:
    value = reading(text)

    assert (value.operator, value.number, value.unit, value.as_written) == (
        sign,
        Decimal(5),
        "天",
        as_written,
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"), ("2020", "2020"), ("５０００", "5000"), ("5,000", "5000"), ("1，234.50", "1234.50"),
        ("-5", "-5"), ("10606.7522", "10606.7522"), ("２．５", "2.5"), (" 5 ", "5"),
    ],
)  # fmt: skip
def test_the_number_is_the_plain_one_as_written(text: str, number: str) -> None:
    value = reading(text)

    assert (str(value.number), value.unit, value.operator) == (number, "", "")


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("份", "份"), ("％", "%"), ("百分比", "%"), ("‰", "‰"), ("M", "米"), ("m2", "m2"), ("㎡", "㎡"),
        ("人/次", "人/次"), ("人次", "人次"), ("元/人*月", "元/人*月"), ("元／人·月", "元/人·月"),
        ("元每人每月", "元每人每月"), ("/株", "/株"), ("个百分点", "个百分点"),
        ("万平方公里", "万平方公里"), ("个工作日", "个工作日"), ("mg/L", "mg/L"), ("℃", "℃"),
        ("万", "万"), ("次/季度", "次/季度"),
    ],
)  # fmt: skip
def test_the_units(written: str, unit: str) -> None:
    value = reading(f"≤28.40{written}")

    assert (value.kind, str(value.number), value.unit) == ("quantitative", "28.40", unit)


@pytest.mark.parametrize(
    ("text", "base", "operator", "number", "unit"),
    [
        ("较上年降低≥5%", "较上年降低", "≥", 5, "%"),
        ("较上年≥10%", "较上年", "≥", 10, "%"),
        ("较上年5%", "较上年", "", 5, "%"),
        ("较2023年≥5%", "较2023年", "≥", 5, "%"),
        ("成本降低5%以上", "成本降低", "≥", 5, "%"),
        ("每年≥2次", "每年", "≥", 2, "次"),
        ("每季度2次", "每季度", "", 2, "次"),
        ("约500人", "约", "", 500, "人"),
        ("满意度95%", "满意度", "", 95, "%"),
        ("达标率95%", "达标率", "", 95, "%"),
        ("时间不超过3天", "时间", "≤", 3, "天"),
        ("力争达到95%", "力争", "≥", 95, "%"),
        ("村组干部230人≥230个", "村组干部230人", "≥", 230, "个"),
    ],
)
def test_words_in_front_are_what_the_number_is_measured_against(
    text: str, base: str, operator: str, number: int, unit: str
) -> None:
    value = reading(text)

    assert value.kind == "quantitative"
    assert (value.base, value.operator, value.number, value.unit) == (base, operator, Decimal(number), unit)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("854万(高标准农田500亩)", "(高标准农田500亩)"), ("854万（高标准…）", "（高标准…）"),
        ("500人左右", "左右"), ("5份。", "。"), ("≥95%，按季度考核", "，按季度考核"),
        ("100%完成", "完成"),
    ],
)  # fmt: skip
def test_words_behind_are_a_note(text: str, note: str) -> None:
    value = reading(text)

    assert (value.kind, value.note) == ("quantitative", note)


@pytest.mark.parametrize(
    ("text", "number", "upper", "unit"),
    [
        ("20-30家", 20, 30, "家"), ("20至30家", 20, 30, "家"), ("20～30家", 20, 30, "家"),
        ("20家—30家", 20, 30, "家"), ("20％-30%", 20, 30, "%"), ("30-20家", 30, 20, "家"),
        ("3-6个月", 3, 6, "个月"), ("5-8", 5, 8, ""), ("2000-2100家", 2000, 2100, "家"),
    ],
)  # fmt: skip
def test_a_range(text: str, number: int, upper: int, unit: str) -> None:
    value = reading(text)

    assert (value.kind, value.number, value.upper, value.unit) == (
        "range",
        Decimal(number),
        Decimal(upper),
        unit,
    )


@pytest.mark.parametrize("text", ["±3%以内", "±3％", "+-3%", "正负3%", "≤±3%", "控制在±3%以内", "误差±3%"])
def test_a_deviation(text: str) -> None:
    value = reading(text)

    assert (value.kind, value.number, value.unit) == ("deviation", Decimal(3), "%")


@pytest.mark.parametrize(
    ("text", "operator", "words"),
    [
        ("2024年12月底前", "≤", "2024年12月底前"), ("2024年12月31日前", "≤", "2024年12月31日前"),
        ("≤2024年12月31日", "≤", "2024年12月31日"), ("不晚于2024年12月", "≤", "2024年12月"),
        ("2024年底前", "≤", "2024年底前"), ("12月31日前", "≤", "12月31日前"),
        ("12月底前", "≤", "12月底前"), ("12月以前", "≤", "12月前"), ("2024年以内", "≤", "2024年"),
        ("2024.12", "", "2024.12"), ("2024-12-31", "", "2024-12-31"), ("2024/12", "", "2024/12"),
        ("2024年", "", "2024年"), ("２０２４年", "", "2024年"), ("12月", "", "12月"),
        ("12月底", "", "12月底"), ("2024年6月中旬", "", "2024年6月中旬"),
        ("2023.07-2024.01", "", "2023.07-2024.01"), ("2024年1-12月", "", "2024年1-12月"),
        ("1-12月", "", "1-12月"), ("2024-2026年", "", "2024-2026年"),
    ],
)  # fmt: skip
def test_a_date(text: str, operator: str, words: str) -> None:
    value = reading(text)

    assert (value.kind, value.operator, value.words, value.number) == ("date", operator, words, None)


def test_a_date_may_have_a_base_and_a_note() -> None:
    value = reading("每月10日前发放")

    assert (value.base, value.words, value.note) == ("每月", "10日前", "发放")


@pytest.mark.parametrize(
    ("text", "unit"), [("≤12月", "月"), ("12个月", "个月"), ("3年内", "年"), ("≥5年", "年")]
)
def test_a_length_is_no_date(text: str, unit: str) -> None:
    value = reading(text)

    assert (value.kind, value.unit) == ("quantitative", unit)


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("不低于 5,000 份", "≥5000份"), ("95％以上", "≥95%"), (">=80M", "≥80米"),
        ("20至30家", "20-30家"), ("28.40/株", "28.40/株"), ("控制在±3%之内", "控制在±3%以内"),
        ("较上年降低不低于5%", "较上年降低≥5%"), ("2024年12月31日之前", "2024年12月31日前"),
        ("不晚于2024年12月", "≤2024年12月"), ("优秀 ", "优秀"),
    ],
)  # fmt: skip
def test_the_standard_spelling(text: str, standard: str) -> None:
    assert canonical(reading(text)) == standard


def test_two_spellings_of_one_demand_are_equal() -> None:
    assert reading("不低于95％") == reading("95%以上") == reading("≥95%") != reading("95%")


NUMBERS = st.decimals("0", "99999999", places=2).map(str) | st.integers(0, 10**9).map(lambda n: f"{n:,}")
OPERATORS = st.sampled_from(["", "≥", "<=", "＝", "＞", "不低于", "不超过", "达到", "超过", "低于"])
UNITS = st.sampled_from(["", "份", "％", "元/人*月", "万元", "/株", "个月", "个百分点"])


@given(OPERATORS, NUMBERS, UNITS)
def test_operator_number_and_unit_are_found_wherever_they_stand_together(
    op: str, number: str, unit: str
) -> None:
    value = reading(f"{op}{number}{unit}")

    if value.kind != "date":
        assert (value.as_written, value.number) == (op, Decimal(number.replace(",", "")))
        assert value.unit == unit.replace("％", "%")


SPELLINGS = """
    ≥ ≤ = > < >= => 》 不 不超过 不低于 达到 达 超 以上 以内 前 内 以下 2024 2024年 12 12月 31日 月 年 日 底
    . , - ~ 至 1,234 2,024 0 5 00 .12 % ％ 家 元 / * M 百分比 万 m2 ± +- 较上年 降低 每年 满意度 二 ( ）
    左右 完成 ； 。 １ ② 余 起 于
"""
PIECES = st.sampled_from(SPELLINGS.split())
MIXED = st.lists(PIECES | st.sampled_from([" ", "\n", "\u200b"]), max_size=7).map("".join)


@settings(max_examples=500)
@given(MIXED | st.text())
def test_the_standard_spelling_reads_back_to_an_equal_value(text: str) -> None:
    value = read_target(text)

    if value is not None:
        assert read_target(canonical(value)) == value
