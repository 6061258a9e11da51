"""For every rule, forms on which it speaks and forms on which it is silent.

All are GOOD, on which no rule speaks, with something changed. To a new rule belong its lines in SPEAKS (the
place, and the other rules that rightly speak, too) and in SILENT. Those of the rules that read words and
meaning stand in `meaning_cases`.
"""

from dataclasses import replace

from perfdesk.documents.document import Document, Mark
from tests.rules import meaning_cases
from tests.rules.example import (
    BENEFIT,
    COST,
    FORM,
    GOOD,
    GOOD_ROWS,
    PLEASED,
    QUALITY,
    QUANTITY,
    TIME,
    Four,
    Speaks,
    and_row,
    fields,
    form_of,
    indicator,
    marked,
    row,
    with_rows,
    without,
)

__all__ = [
    "FORM", "GOOD", "GOOD_ROWS", "SILENT", "SPEAKS", "Four", "Speaks", "and_row", "fields", "form_of",
    "indicator", "marked", "row", "with_rows", "without",
]  # fmt: skip

SPEAKS: dict[str, tuple[Speaks, ...]] = {
    "STR-01": (
        Speaks(marked(Mark("repair", "5/level1", "STR-01", before="\t效益指标\t社会效益指标")), "5/level1"),
        Speaks(and_row("", "效益指标", "经济效益指标", "培训场地费用节约情况"), "7/level1", ("STR-05",)),
        Speaks(and_row("满意度指标", "效益指标", "经济效益指标", "场地利用情况"), "7/level1", ("STR-05",)),
        Speaks(and_row("产出指标", "", "质量指标", "教材准确情况"), "7/level1", ("STR-05", "STR-07")),
        Speaks(and_row("产出指标", "", "质量指标", "≥95%"), "7/level1", ("STR-05", "STR-07")),
        Speaks(and_row("", "效益指标", "业务熟练程度", "测试多数良好"), "7/level1", ("STR-03",)),
        Speaks(and_row("产出指标", "效益指标", "结业人数", "≥100人"), "7/level2"),
    ),
    "STR-02": (
        Speaks(row(5, level1="效益指示"), "5/level1"),
        Speaks(row(5, level1="社会"), "5/level1"),
        Speaks(
            with_rows(*GOOD_ROWS[:3], ("成本指标", "经济成本指标", "教材单价", "≤40元"), *GOOD_ROWS[4:]),
            "4/level1",
        ),
        Speaks(and_row("实施效果指标", "产出指标", "结业人数", "≥100人"), "7/level1"),
        Speaks(with_rows(("", "", "参训人数", "≥120人次"), *GOOD_ROWS[1:]), "1/level1", ("CMP-04",)),
    ),
    "STR-03": (
        Speaks(and_row("产出指标", "社会效益指标", "政策宣传覆盖率", "≥85%"), "7/level2"),
        Speaks(row(1, level2="数量指示"), "1/level2"),
        Speaks(and_row("产出指标", "完全两样的东西", "结业人数", "≥100人"), "7/level2"),
        Speaks(and_row("效益指标", "", "业务熟练程度", "测试多数良好"), "7/level2"),
        Speaks(row(5, level2="数量指标"), "5/level2"),
    ),
    "STR-05": (
        Speaks(row(1, value=""), "1/value"),
        Speaks(row(1, value=" \u3000\u200b"), "1/value", ("PRT-01",)),
        Speaks(row(1, name=""), "1/name"),
    ),
    "HDR-01": (
        Speaks(fields({"project.name": ""}), "project.name"),
        Speaks(fields({"project.name": "20241000060707"}), "project.name"),
    ),
    "HDR-02": (
        Speaks(fields({"filler": ""}), "filler"),
        Speaks(fields({"filler": " ", "unit": None}), "filler", ("STR-08",)),
    ),
    "HDR-03": (Speaks(fields({"department": ""}), "department"),),
    "HDR-04": (Speaks(fields({"unit": "\u3000"}), "unit"),),
    "HDR-05": (
        Speaks(fields({"year": ""}), "year"),
        Speaks(fields({"year": "1924"}), "year"),
        Speaks(fields({"year": "明年"}), "year"),
    ),
    "HDR-06": (
        Speaks(fields({"period": ""}), "period"),
        Speaks(fields({"period": "长期"}), "period"),
        Speaks(fields({"period": "3年"}), "period"),
    ),
    "HDR-07": (Speaks(fields({"period": "2024年12月至2024年1月"}), "period"),),
    "HDR-08": (
        Speaks(fields({"period": "2022年1月至2023年12月"}), "period"),
        Speaks(fields({"year": "2023"}), "period"),
    ),
    "HDR-10": (
        Speaks(fields({"project.name": "20241000060707 乡镇财务人员培训经费"}), "project.name"),
        Speaks(fields({"project.name": "(433001)乡镇财务人员培训经费"}), "project.name"),
    ),
    "HDR-16": (
        Speaks(fields({"money.unit": ""}), "money.unit"),
        Speaks(fields({"money.unit": "人次"}), "money.unit"),
    ),
    "FUND-01": (
        Speaks(fields({"funds.total.fiscal": "39.99"}), "funds.total.sum"),
        Speaks(fields({"funds.total.other": ""}), "funds.total.sum"),
        Speaks(fields({"funds.total.other": "/"}), "funds.total.sum"),
    ),
    "FUND-02": (
        Speaks(fields({"funds.annual.fiscal": "40.01"}), "funds.annual.sum"),
        Speaks(
            fields({"funds.annual.fiscal": "40万", "funds.annual.other": "1,000.00"}),
            "funds.annual.sum",
            ("FUND-06",),
        ),
    ),
    "FUND-03": (Speaks(fields({"funds.annual.sum": "60", "funds.annual.fiscal": "50"}), "funds.annual.sum"),),
    "FUND-05": (
        Speaks(fields({"funds.annual.sum": "五十左右"}), "funds.annual.sum"),
        Speaks(fields({"funds.annual.sum": ""}), "funds.annual.sum"),
        Speaks(fields({"funds.annual.other": "1e1"}), "funds.annual.other"),
        Speaks(fields({"funds.annual.fiscal": "60", "funds.annual.other": "-10"}), "funds.annual.other"),
        Speaks(
            fields({"funds.annual.sum": "0", "funds.annual.fiscal": "0", "funds.annual.other": "0"}),
            "funds.annual.sum",
        ),
    ),
    "FUND-08": (
        Speaks(fields({"funds.total.fiscal": "", "funds.total.other": ""}), "funds.total.fiscal"),
        Speaks(fields({"funds.annual.fiscal": "/", "funds.annual.other": "-"}), "funds.annual.fiscal"),
    ),
    "GOAL-01": (
        Speaks(fields({"goal.total": ""}), "goal.total"),
        Speaks(fields({"goal.annual": "\n"}), "goal.annual"),
    ),
    "CMP-01": (Speaks(without(QUANTITY, QUALITY, TIME, COST), "rows:产出指标"),),
    "CMP-02": (Speaks(without(BENEFIT), "rows:效益指标"),),
    "CMP-03": (Speaks(without(PLEASED), "rows:满意度指标"),),
    "CMP-04": (
        Speaks(without(QUANTITY), "rows:产出指标"),
        Speaks(indicator("无", "无"), "rows:产出指标"),
    ),
    "CMP-05": (Speaks(without(QUALITY), "rows:产出指标"),),
    "CMP-06": (Speaks(without(TIME), "rows:产出指标"),),
    "CMP-07": (
        Speaks(without(COST), "rows:产出指标"),
        Speaks(replace(without(COST), texts={**GOOD.texts, "category": "大型修缮类"}), "rows:产出指标"),
        Speaks(
            replace(without(COST), texts={**GOOD.texts, "funds.annual.sum": "很多"}),
            "rows:产出指标",
            ("FUND-05",),
        ),
    ),
    "CMP-08": (Speaks(row(5, level2="可持续影响指标"), "rows:效益指标"),),
    "VAL-01": (
        Speaks(indicator("参训人数", "≥"), "1/value"),
        Speaks(indicator("参训覆盖率", "≤％"), "1/value"),
    ),
    "VAL-02": (
        Speaks(indicator("参训人数", "≥120"), "1/value"),
        Speaks(indicator("学员复训率", "≥95"), "1/value"),
        Speaks(indicator("资料发放情况", "=20"), "1/value"),
        Speaks(indicator("资料发放数", "20-30"), "1/value"),
        Speaks(indicator("学员复训率", "=0.95"), "1/value"),
        Speaks(indicator("参训人数", "120"), "1/value", ("VAL-03c",)),
    ),
    "VAL-03a": (
        Speaks(indicator("学员复训率", "95%"), "1/value"),
        Speaks(indicator("本地学员占比", "60％"), "1/value"),
        Speaks(indicator("考核合格率(%)", "95"), "1/value"),
        Speaks(indicator("学员复训率", "95"), "1/value", ("VAL-02",)),
    ),
    "VAL-03b": (
        Speaks(indicator("系统故障率", "5%"), "1/value"),
        Speaks(indicator("有效投诉件数", "3件"), "1/value"),
        Speaks(indicator("故障修复时间", "20分钟"), "1/value"),
        Speaks(indicator("教材印刷费", "40元"), "1/value", ("SEM-14",)),
        Speaks(indicator("审核不合格率", "2%"), "1/value"),
    ),
    "VAL-03c": (
        Speaks(indicator("教室数量", "2间"), "1/value"),
        Speaks(indicator("学员复训率", "100%"), "1/value"),
        Speaks(indicator("安全事故数", "0起"), "1/value"),
        Speaks(indicator("资金支出率", "95%"), "1/value"),
        Speaks(indicator("系统故障率", "较上年降低5%"), "1/value"),
    ),
    "VAL-04": (
        Speaks(indicator("学员单位认可率", "≤90%"), "1/value"),
        Speaks(indicator("系统故障率", "≥2%"), "1/value"),
        Speaks(indicator("会均费用", ">400元/次"), "1/value", ("SEM-14",)),
        Speaks(indicator("全年应缴税费金额", "≤1880万元"), "1/value"),
        Speaks(indicator("学员复训率", "≤80%"), "1/value"),
        Speaks(row(4, name="师均课时补助", value="≥90元/课时"), "4/value"),
    ),
    "VAL-06": (
        Speaks(indicator("学员复训率", "≥950%"), "1/value"),
        Speaks(indicator("教学设备使用率", "≥900%"), "1/value"),
        Speaks(indicator("学历达标占比(%)", "≥120"), "1/value"),
        Speaks(indicator("学员复训率", "=200"), "1/value", ("VAL-02",)),
    ),
    "VAL-12": (
        Speaks(indicator("参训人数", ">=120人次"), "1/value"),
        Speaks(indicator("学员复训率", "95%以上"), "1/value"),
        Speaks(indicator("系统故障率", "不超过2%"), "1/value"),
        Speaks(indicator("学员复训率", "二100%"), "1/value"),
    ),
    "VAL-13": tuple(
        Speaks(indicator("参训人数", value), "1/value")
        for value in (
            "**",
            "××人次",
            "≥XX人次",
            "≥×万元",
            "≥**个",
            "/",
            "—",
            "88 | 100",
            "待定",
            "____",
            "#REF!",
            "……",
            "。",
        )
    ),
    "TXT-08": (
        Speaks(row(1, name="参训\ufffd数"), "1/name"),
        Speaks(fields({"goal.annual": "锟斤拷锟斤拷"}), "goal.annual"),
        Speaks(fields({"unit": "海州市\x07中心"}), "unit"),
    ),
    "IMP-01": (
        Speaks(marked(Mark("compare", "5/name", "READ-COMPARE", "该行有一格分不清属于哪一栏。")), "5/name"),
        Speaks(marked(Mark("note", "project.name", "IMPORT-NAMESAKE", "请核对留哪一份。")), "project.name"),
        Speaks(marked(Mark("repair", "5/level1", "READ-LEFT", "已按指标级次放回。")), "5/level1"),
    ),
    "PRT-01": (
        Speaks(row(1, name="参训😀人数"), "1/name"),
        Speaks(fields({"unit": "海州市\ue000中心"}), "unit"),
    ),
}

SILENT: dict[str, tuple[Document, ...]] = {
    "STR-01": (
        row(6, level2="满意度指标"),
        row(6, level1="服务对象满意度指标", level2="服务对象满意度指标"),
        row(6, name="服务对象满意度指标"),
        and_row("实施效果指标", "产出指标", "结业人数", "≥100人"),
        marked(Mark("repair", "gone/level1", "STR-01")),
        marked(Mark("repair", "5/value", "JOIN")),
    ),
    "STR-02": (
        row(5, level1=" 效 益 指标(30分)"),
        row(5, level1="效果指标"),
        row(2, level1=""),
        row(1, level1="", name="", value="", level2=""),
        row(1, level1="一、产出指标"),
    ),
    "STR-03": (
        row(5, level2="社会效益"),
        row(6, level2=""),
        row(2, level1="", level2="质量指标"),
        and_row("满意度指标", "", "学员单位满意度", "≥90%"),
        and_row("效益指标", "环境效益指标", "无纸化教材占比", "≥80%"),
        and_row("产出指标", "", "", ""),
    ),
    "STR-05": (
        and_row("效益指标", "生态效益指标", "", ""),
        and_row("效益指标", "生态效益指标", "", "本项目不适用此指标"),
        and_row("效益指标", "生态效益指标", "无", ""),
        and_row("效益指标", "生态效益指标", "本项目不涉及。", "无"),
    ),
    "HDR-01": (fields({"project.name": None}), fields({"project.name": "2024年春节慰问"})),
    "HDR-02": (fields({"filler": None}),),
    "HDR-03": (fields({"department": None}),),
    "HDR-04": (fields({"unit": None}),),
    "HDR-05": (fields({"year": None}), fields({"year": "二〇二四年"}), fields({"year": "2024年度"})),
    "HDR-06": (
        fields({"period": None}),
        fields({"period": "2024.1-12"}),
        fields({"period": "全年"}),
        fields({"period": "2023年7月1日至2026年6月30日"}),
    ),
    "HDR-07": (fields({"period": "2024年1月"}), fields({"period": None})),
    "HDR-08": (
        fields({"period": "2023年7月至2024年1月"}),
        fields({"period": "2022年1月至2023年12月", "year": None}),
        fields({"period": "2022年1月至2023年12月", "year": ""}),
        fields({"period": "2025年1月至2023年12月"}),
    ),
    "HDR-10": (fields({"project.name": "12345热线运行经费"}), fields({"project.name": "20241000060707"})),
    "HDR-16": (fields({"money.unit": None}), fields({"money.unit": "人民币万元"})),
    "FUND-01": (
        fields({"funds.total.sum": "50.004"}),
        fields({"funds.total.sum": "0"}),
        fields({"funds.total.fiscal": "50.00", "funds.total.other": ""}),
        fields({"funds.total.sum": None, "funds.total.fiscal": None, "funds.total.other": None}),
        fields({"funds.total.fiscal": "", "funds.total.other": ""}),
        fields({"funds.total.other": "若干"}),
        fields({"funds.total.other": None}),
    ),
    "FUND-02": (
        fields({"funds.annual.sum": "500,000元"}),
        fields({"money.unit": "元"}),
        fields({"funds.annual.sum": "１，００５．５", "funds.annual.fiscal": "995.5"}),
    ),
    "FUND-03": (
        fields({"funds.total.sum": "80", "funds.total.fiscal": "70"}),
        fields({"funds.total.sum": "-50"}),
        fields({"funds.annual.sum": "60", "funds.total.sum": None}),
        fields({"funds.annual.sum": "60", "funds.total.sum": "很多"}),
    ),
    "FUND-05": (
        fields({"funds.annual.other": "", "funds.annual.fiscal": "50"}),
        fields({"funds.annual.other": "/", "funds.annual.fiscal": "50"}),
        fields({"funds.annual.sum": None}),
        fields({"funds.annual.sum": "¥50.00万元"}),
        fields({"money.unit": ""}),
    ),
    "FUND-08": (
        fields({"funds.annual.fiscal": None, "funds.annual.other": None}),
        fields({"funds.annual.sum": "", "funds.annual.fiscal": "", "funds.annual.other": ""}),
        fields({"funds.annual.fiscal": ""}),
    ),
    "GOAL-01": (fields({"goal.total": None, "goal.annual": None}),),
    "CMP-01": (with_rows(("预期产出指标", "数量指标", "参训人数", "≥120人次"), *GOOD_ROWS[1:]),),
    "CMP-02": (row(5, level1="", level2="社会效益指标"),),
    "CMP-03": (
        row(6, level1="服务对象满意度指标", level2=""),
        row(6, name="无", value="无"),
        row(6, name="", value="本项目不适用此指标"),
    ),
    "CMP-04": (without(QUANTITY, QUALITY, TIME, COST), row(1, level2="产出数量指标")),
    "CMP-05": (without(QUANTITY, QUALITY, TIME, COST), row(2, name="不适用", value="")),
    "CMP-06": (without(QUANTITY, QUALITY, TIME, COST), row(3, level2="进度指标")),
    "CMP-07": (
        without(QUANTITY, QUALITY, TIME, COST),
        with_rows(*GOOD_ROWS[:3], ("成本指标", "经济成本指标", "教材单价", "≤40元"), *GOOD_ROWS[4:]),
    ),
    "CMP-08": (
        and_row("效益指标", "可持续影响指标", "教材使用年限", "≥2年"),
        without(BENEFIT),
    ),
    "VAL-01": (indicator("参训人数", "/"), indicator("参训人数", ""), indicator("参训质量", "好")),
    "VAL-02": (
        indicator("人均补贴标准", "元/人*月"),
        indicator("培训合格率(%)", "≥95"),
        indicator("环境质量指数", "≥80"),
        indicator("补助标准", "≥28.40/株"),
        indicator("系统上线时间", "2024年10月底前"),
        indicator("培训进度", "2023.07-2024.01"),
        indicator("参训质量", "良好"),
    ),
    "VAL-03a": (
        indicator("考核合格率", "≥95%"),
        indicator("系统故障率", "5%"),
        indicator("资产负债率", "60%"),
        indicator("预算执行率", "95%"),
        indicator("资料差错率", "±3%以内"),
        indicator("参训率", "90%-95%"),
    ),
    "VAL-03b": (
        indicator("系统故障率", "≤5%"),
        indicator("安全事故数", "0起"),
        indicator("故障修复及时率", "95%"),
        indicator("投诉处理满意度", "95%"),
        indicator("事故应急演练次数", "2次"),
        indicator("处理信访投诉件数", "300件"),
        indicator("工程造价审核报告数量", "20份"),
        indicator("安全事故下降率", "5%"),
        indicator("差错率", "较上年降低5%"),
    ),
    "VAL-03c": (
        indicator("教室数量", "=2间"),
        indicator("完成时间", "12月底前"),
        indicator("进度", "20-30天"),
    ),
    "VAL-04": (
        indicator("系统故障率", "≤5%"),
        indicator("故障修复时间", "≤2小时"),
        indicator("召开会议次数", "≤4次"),
        indicator("差错率", "较上年降低≥5%"),
        indicator("预算执行率", "≤100%"),
        indicator("处理信访投诉件数", "≥300件"),
        indicator("生均公用经费标准", "≥650元"),
        row(4, name="生均公用经费标准", value="≥650元/生"),
        indicator("教材折旧占比", "≤20%"),
        and_row("产出指标", "成本指标", "偿还本息金额", "≤644万元"),
        indicator("补贴发放人数", "≤300人"),
    ),
    "VAL-06": (
        indicator("营业收入增长率", "≥150%"),
        indicator("任务完成率", "≥110%"),
        indicator("考核合格率", "=100%"),
        indicator("资产负债率", "≤120%"),
        indicator("参训人数", "≥120人次"),
        indicator("财政资金带动投资比例", "≥300%"),
    ),
    "VAL-12": (
        indicator("考核合格率", "＝100％"),
        indicator("完成时间", "不晚于2024年12月"),
        indicator("资料差错率", "±3%以内"),
        indicator("教室数量", "2间"),
    ),
    "VAL-13": tuple(
        indicator("参训人数", value)
        for value in (
            "元/人*月",
            "3×4米的展板2块",
            "无",
            "本项目不适用此指标",
            "按时",
            "X光机2台",
            "好",
            "A级",
            "XL码服装",
        )
    ),
    "TXT-08": (row(1, name="参训\n人数\t合计"), row(1, name="䶮㛃𬱖𬶏")),
    "IMP-01": (
        marked(Mark("repair", "5/level1", "STR-01", "已左移一格。")),
        marked(Mark("status", "", "", "草稿")),
    ),
    "PRT-01": (row(1, name="䶮㛃𬱖𬶏"), row(1, name="参训\ufffd数"), row(1, name="面积㎡、温度℃①Ⅲ")),
}

SPEAKS |= meaning_cases.SPEAKS
SILENT |= meaning_cases.SILENT
