"""Well-made indicators of many trades, in the spellings of many provinces: no error, no warning."""

import pytest

from perfdesk.rules.rulebook import judge
from tests.rules.cases import FORM, GOOD_ROWS, with_rows

QUANTITY, QUALITY, TIME, COST = (("产出指标", f"{word}指标") for word in ("数量", "质量", "时效", "成本"))
ECONOMY, SOCIETY, NATURE = (("效益指标", f"{word}效益指标") for word in ("经济", "社会", "生态"))
LASTING, PLEASED = ("效益指标", "可持续影响指标"), ("满意度指标", "服务对象满意度指标")


@pytest.mark.parametrize(
    ("levels", "name", "value"),
    [
        (QUANTITY, "召开会议次数", "≤4次"),
        (QUANTITY, "办公设备购置数量", "=20台"),
        (QUANTITY, "受理行政复议案件数", "≥60件"),
        (QUANTITY, "查处违法建设案件数量", "≥30件"),
        (QUANTITY, "化解信访积案数量", "≥12件"),
        (QUANTITY, "安全生产隐患排查次数", "≥24次"),
        (QUANTITY, "火灾事故应急演练场次", "≥6场"),
        (QUANTITY, "工程造价审核报告数量", "≥1000份"),
        (QUANTITY, "新建(改造)道路里程", "≥3.5公里"),
        (QUANTITY, "指标1:开通业务月份", "≥1个月"),
        (QUANTITY, "培训人数(人次)", "≥300"),
        (QUANTITY, "帮扶失业人员人数", "≥200人"),
        (QUANTITY, "保洁面积", "≥120万平方米"),
        (QUANTITY, "法律援助案件数", "150-180件"),
        (QUANTITY, "按期偿还本息笔数", "=4笔"),
        (QUALITY, "系统故障率", "≤5%"),
        (QUALITY, "系统可用率", "≥99.5%"),
        (QUALITY, "重大网络安全事件数", "=0起"),
        (QUALITY, "滞纳金金额", "=0元"),
        (QUALITY, "政府采购率", "=100%"),
        (QUALITY, "病死畜禽无害化处理率", "=100%"),
        (QUALITY, "不良贷款率", "＜3%"),
        (QUALITY, "检测误差", "±3%以内"),
        (QUALITY, "抽检不合格率", "≤1‰"),
        (QUALITY, "合同履约率", "＝100％"),
        (TIME, "故障响应时间", "≤20分钟"),
        (TIME, "采购完成时间", "2024年9月底前"),
        (TIME, "工程竣工时间", "≤2024年12月31日"),
        (TIME, "补助资金发放时间", "12月底前"),
        (TIME, "培训时间", "2023.07-2024.01"),
        (TIME, "投诉处理及时率", "≥98%"),
        (TIME, "逾期提醒及时率", "≥98%"),
        (COST, "工程造价控制率", "≤100%"),
        (COST, "人均会议费用", "≤400元/人天"),
        (COST, "生均公用经费标准", "≥650元/生年"),
        (COST, "人均补贴标准", "=200元/人月"),
        (COST, "成本超支率", "≤0%"),
        (COST, "绿化苗木补助", "≤28.40元/株"),
        (ECONOMY, "企业平均融资利率下降幅度", "≥0.3个百分点"),
        (ECONOMY, "财政资金带动投资倍数", "≥3倍"),
        (ECONOMY, "扶持企业营业收入增长率", "≥120%"),
        (ECONOMY, "能耗降低率", "≥2%"),
        (ECONOMY, "债务余额下降率", "≥10%"),
        (ECONOMY, "医疗费用增长率", "≤10%"),
        (SOCIETY, "有效投诉件数", "≤3件"),
        (SOCIETY, "安全生产事故起数下降率", "较上年≥5%"),
        (SOCIETY, "单笔业务办理时长缩短率", "≥10%"),
        (SOCIETY, "城镇登记失业率", "≤4.5%"),
        (SOCIETY, "高中阶段毛入学率", "≥102%"),
        (SOCIETY, "困难群众生活改善情况", "明显改善(低保对象人均收入较上年增长5%以上)"),
        (NATURE, "空气质量优良天数比例", "≥85%"),
        (NATURE, "施工扬尘投诉办结率", "≥98%"),
        (NATURE, "化学需氧量排放量", "≤120吨"),
        (LASTING, "系统设计使用年限", "≥5年"),
        (LASTING, "人员流失率", "≤8%"),
        (PLEASED, "家长满意度", "≥90%"),
        (PLEASED, "服务对象满意度指标", "≥90%"),
        (("满意度指标", "满意度指标"), "参训学员满意度", "≥90%"),
        (("满意度指标", ""), "群众不满意率", "≤5%"),
        (("效益指标", "生态效益指标"), "本项目不涉及", "无"),
    ],
)
def test_a_good_row_raises_neither_error_nor_warning(levels: tuple[str, str], name: str, value: str) -> None:
    # where it belongs: below the others of its kind, or else at the end
    rows = [*GOOD_ROWS, (*levels, name, value)]
    kinds = [row[:2] for row in rows]
    document = with_rows(*sorted(rows, key=lambda row: kinds.index(row[:2])))

    assert [finding.message for finding in judge(document, FORM) if finding.severity != "info"] == []
