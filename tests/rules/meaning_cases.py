"""Forms on which the rules that read words and meaning speak and are silent; `cases` takes them in."""

from dataclasses import replace

from perfdesk.documents.document import Document
from perfdesk.forms.profile import Profile
from tests.rules.example import (
    BENEFIT,
    COST,
    GOOD,
    GOOD_ROWS,
    PLEASED,
    QUALITY,
    QUANTITY,
    TIME,
    Speaks,
    and_row,
    fields,
    indicator,
    row,
    weighed,
    with_rows,
    without,
)

STRICT = Profile(
    "strict", "strict", on=("FUND-10",), numbers={"each-least": 0.01, "each-most": 0.3}
)  # a profile under which every rule can speak
COUNTED = Profile("counted", "counted", on=("SEM-18",))
LONG = {"period": "2023年1月至2025年12月", "funds.total.sum": "150", "funds.total.fiscal": "140"}


def goals(text: str) -> Document:
    """GOOD with another annual goal."""
    return fields({"goal.annual": text})


def named(name: str) -> Document:
    """GOOD with another project name."""
    return fields({"project.name": name})


def time(name: str, value: str) -> Document:
    """GOOD with another 时效指标."""
    return row(3, name=name, value=value)


def benefit(name: str, value: str, level2: str = "社会效益指标") -> Document:
    """GOOD with a second benefit."""
    return with_rows(*GOOD_ROWS[:5], ("效益指标", level2, name, value), *GOOD_ROWS[5:])


def output(name: str, value: str, level2: str = "数量指标") -> Document:
    """GOOD with a second 数量指标, or an indicator elsewhere among the outputs."""
    at = {"数量指标": 1, "质量指标": 2, "时效指标": 3, "成本指标": 4}[level2]
    return with_rows(*GOOD_ROWS[:at], ("产出指标", level2, name, value), *GOOD_ROWS[at:])


def pleased(name: str) -> Document:
    """GOOD with another satisfaction."""
    return row(6, name=name)


SPEAKS: dict[str, tuple[Speaks, ...]] = {
    "STR-04": (
        Speaks(row(5, level1="效果指标"), "5/level1"),
        Speaks(row(5, level2="社会效益"), "5/level2"),
        Speaks(row(6, level2="满意度指标"), "6/level2"),
    ),
    "STR-06": (Speaks(and_row("效益指标", "生态效益指标", "", ""), "7/name"),),
    "STR-07": (
        Speaks(and_row("产出指标", "数量指标", "举办培训期数", "=2期"), "7/level2"),
        Speaks(
            with_rows(*GOOD_ROWS[:2], ("产出指标", "数量指标", "举办培训期数", "=2期"), *GOOD_ROWS[2:]),
            "3/level2",
        ),
    ),
    "STR-08": (Speaks(fields({"department": None, "unit": None}), "rows"),),
    "STR-09": (Speaks(with_rows(("成本指标", "经济成本指标", "教材单价", "≤40元"), *GOOD_ROWS), "1/level1"),),
    "HDR-09": (
        Speaks(fields({"period": "2024年1月1日至2024年12月31日"}), "period"),
        Speaks(fields({"period": "2024.01-2024.12"}), "period"),
        Speaks(fields({"period": "全年"}), "period"),
    ),
    "HDR-12": (Speaks(named("20231000060707 乡镇财务人员培训经费"), "project.name", ("HDR-10",)),),
    "HDR-13": (
        Speaks(fields({"attribute": "", "category": ""}), "attribute"),
        Speaks(fields({"attribute": "经常性项目", "category": ""}), "category"),
    ),
    "HDR-14": (
        Speaks(named("乡镇财务人员培训经费(三保外刚性)"), "project.name"),
        Speaks(named("乡镇财务人员培训经费【上年结转】"), "project.name"),
    ),
    "HDR-15": (
        Speaks(named("财政局工作业务经费"), "project.name"),
        Speaks(named("海州市财政局专项资金"), "project.name"),
        Speaks(named("专项经费"), "project.name"),
    ),
    "HDR-17": (
        Speaks(
            fields(
                {
                    key: text.replace("50", "5000000").replace("40", "4999990")
                    for key, text in GOOD.texts.items()
                    if key.startswith("funds")
                }
            ),
            "funds.total.sum",
        ),
    ),
    "HDR-18": (
        Speaks(fields({"department": "海州市财政干部教育中心", "unit": "海州市财政局"}), "department"),
        Speaks(fields({"department": "海州市财政局国库支付分局", "unit": "海州市财政局"}), "department"),
    ),
    "FUND-04": (Speaks(fields({"funds.total.sum": "80", "funds.total.fiscal": "70"}), "funds.annual.sum"),),
    "FUND-06": (
        Speaks(
            fields(
                {
                    "funds.total.sum": "2,050",
                    "funds.total.fiscal": "2,040",
                    "funds.annual.sum": "2050",
                    "funds.annual.fiscal": "2040",
                }
            ),
            "funds.total.sum",
        ),
        Speaks(fields({"funds.total.sum": "50.00"}), "funds.total.sum"),
    ),
    "FUND-07": (Speaks(fields({"funds.total.fiscal": "40.00000001"}), "funds.total.fiscal"),),
    "FUND-09": (Speaks(fields({"period": "2023年1月至2025年12月"}), "funds.annual.sum"),),
    "FUND-10": (
        Speaks(
            fields({"funds.annual.other": "", "funds.annual.fiscal": "50"}),
            "funds.annual.other",
            profile=STRICT,
        ),
    ),
    "GOAL-02": (
        Speaks(fields({"goal.total": GOOD.texts["goal.annual"]}), "goal.annual"),
        Speaks(fields({**LONG, "goal.total": GOOD.texts["goal.annual"]}), "goal.annual"),
    ),
    "GOAL-03": (
        Speaks(goals("组织乡镇财务人员培训，提高业务水平，规范会计核算和票据管理。"), "goal.annual"),
        Speaks(goals("按照海财〔2023〕15号文件，2024年组织乡镇财务人员培训，提高业务水平。"), "goal.annual"),
    ),
    "GOAL-04": (
        Speaks(goals("组织乡镇财务人员培训2期，培训120人次，编印教材和讲义。"), "goal.annual"),
        Speaks(goals("组织乡镇财务人员培训2期，培训120人次，保障工作顺利开展。"), "goal.annual"),
    ),
    "GOAL-05": (
        Speaks(goals("培训120人次，提高水平。"), "goal.annual"),
        Speaks(goals("举办培训班2期，提高乡镇财务人员业务水平。" * 30), "goal.annual"),
    ),
    "GOAL-06": (
        Speaks(goals("2023年举办两期培训班，培训120人次，考核合格率95%以上。"), "goal.annual"),
        Speaks(goals("完成2022年度培训计划，培训120人次，考核合格率95%以上。"), "goal.annual"),
    ),
    "GOAL-07": (Speaks(goals("适当组织两期培训班，培训120人次，进一步提高业务水平。"), "goal.annual"),),
    "GOAL-09": (
        Speaks(goals("120人次"), "goal.annual"),
        Speaks(goals("50万元"), "goal.annual"),
        Speaks(goals("95%"), "goal.annual"),
    ),
    "CMP-09": (Speaks(named("产业扶持专项资金"), "rows:效益指标"),),
    "CMP-10": (
        Speaks(with_rows(QUANTITY, QUALITY, BENEFIT, PLEASED), "rows", ("CMP-06", "CMP-07")),
        Speaks(
            with_rows(
                *(("产出指标", "数量指标", f"第{number}批学员结业人数", "≥8人") for number in range(1, 17)),
                *GOOD_ROWS[1:],
            ),
            "rows",
        ),
    ),
    "CMP-11": (
        Speaks(row(5, value="85分以上者评为优良"), "rows:效益指标"),
        Speaks(
            with_rows(
                *GOOD_ROWS[:4],
                ("效益指标", "社会效益指标", "乡镇财务工作规范化情况", "检查评分85分以上评为良好"),
                PLEASED,
            ),
            "rows:效益指标",
        ),
    ),
    "CMP-12": (
        Speaks(
            with_rows(
                QUANTITY,
                ("产出指标", "质量指标", "参训人员考核等次", "考试85分以上评为优秀"),
                ("产出指标", "时效指标", "培训进度", "上下半年各一期"),
                COST,
                BENEFIT,
                ("满意度指标", "服务对象满意度指标", "参训人员满意情况", "问卷九成以上选满意"),
            ),
            "rows",
        ),
    ),
    "VAL-05": (
        Speaks(output("教学安全事故数", "≤0起", "质量指标"), "3/value"),
        Speaks(row(2, value="≥100%"), "2/value"),
    ),
    "VAL-07": (
        Speaks(benefit("乡镇财务规范化情况", "良好"), "6/value"),
        Speaks(benefit("乡镇财务规范化情况", "达到优秀"), "6/value"),
        Speaks(benefit("乡镇财务规范化情况", "高"), "6/value"),
        Speaks(benefit("乡镇财务规范化情况", "效果显著"), "6/value"),
    ),
    "VAL-08": (
        Speaks(benefit("乡镇财务报账差错", "降低"), "6/value"),
        Speaks(benefit("乡镇财务核算质量", "明显提升"), "6/value"),
        Speaks(benefit("乡镇财务核算质量", "有所改善"), "6/value"),
    ),
    "VAL-09": (
        Speaks(benefit("乡镇票据归档及时性", "及时"), "6/value"),
        Speaks(output("讲课补助足额发放", "足额", "质量指标"), "3/value"),
    ),
    "VAL-10": (
        Speaks(
            with_rows(
                *GOOD_ROWS[:5],
                ("效益指标", "社会效益指标", "乡镇财务规范化情况", "优"),
                ("效益指标", "社会效益指标", "票据管理情况", "好"),
                PLEASED,
            ),
            "rows:效益指标",
            ("VAL-07",),
        ),
    ),
    "VAL-11": (
        Speaks(output("培训总结报告数量", "≥2个"), "2/value"),
        Speaks(output("教学软件数", "=3个"), "2/value"),
    ),
    "VAL-14": (
        Speaks(row(2, value="292%"), "2/value"),
        Speaks(indicator("参训人数", "2120人次"), "1/value"),
    ),
    "VAL-15": (
        Speaks(time("培训完成时间", "45473"), "3/value"),
        Speaks(time("培训完成时间", "45,473"), "3/value"),
    ),
    "VAL-16": (
        Speaks(output("学员所在农户户数", "≥36家"), "2/value"),
        Speaks(output("骨干学员结业率", "≥36人", "质量指标"), "3/value"),
        Speaks(output("编印教材册数", "≥36%"), "2/value"),
    ),
    "VAL-17": (Speaks(benefit("节约培训场地租金总额", "≥5000元", "经济效益指标"), "6/value"),),
    "VAL-18": (
        Speaks(output("举办培训期数", "3-2期"), "2/value"),
        Speaks(row(2, value="≥90%、≥95%"), "2/value"),
        Speaks(output("编印教材册数", "上半年60册，下半年80册"), "2/value"),
    ),
    "VAL-19": (
        Speaks(output("村级财务人员培训≥80人次", "≥90人次"), "2/value"),
        Speaks(output("编印教材300册", "≥200册"), "2/value"),
    ),
    "SEM-01": (
        Speaks(time("教学软件使用年限", "≥1年"), "3/name"),
        Speaks(time("培训场地租赁期限", "=1年"), "3/name"),
    ),
    "SEM-02": (
        Speaks(time("跟踪辅导持续时间", "≥3年"), "3/value"),
        Speaks(time("培训完成时间", "2025年3月底前"), "3/value"),
        Speaks(time("培训完成日期", "2025.06.30"), "3/value"),
        Speaks(time("培训完成时间", "2023年11月底前"), "3/value"),
    ),
    "SEM-03": (Speaks(benefit("教学软件使用年限", "≥5年", "可持续影响指标"), "6/value"),),
    "SEM-04": (
        Speaks(output("学员食宿成本", "由学员单位承担", "成本指标"), "5/value"),
        Speaks(output("培训投入成本", "≥20人", "成本指标"), "5/value", ("VAL-04",)),
    ),
    "SEM-05": (
        Speaks(output("培训支出金额", "=50万元"), "2/value"),
        Speaks(output("培训支出金额", "=500000元"), "2/value", ("VAL-17",)),
    ),
    "SEM-06": (
        Speaks(benefit("金融生态评价得分", "≥85分", "生态效益指标"), "6/name"),
        Speaks(benefit("营商环境评价得分", "≥85分", "生态效益指标"), "6/name"),
    ),
    "SEM-07": (
        Speaks(pleased("财政局对培训机构满意度"), "6/name"),
        Speaks(pleased("本单位对培训教师满意度"), "6/name"),
        Speaks(pleased("市财政局对授课质量满意度"), "6/name"),
    ),
    "SEM-08": (
        Speaks(
            replace(
                pleased("海州会计学院满意度"),
                texts={
                    **GOOD.texts,
                    "goal.annual": "委托海州会计学院举办两期培训班，培训120人次，合格率95%以上。",
                },
            ),
            "6/name",
        ),
    ),
    "SEM-09": (
        Speaks(benefit("提升乡镇财务核算能力", "抽查多数达到良好"), "6/name"),
        Speaks(output("按计划组织培训", "上下半年各一期", "时效指标"), "4/name"),
    ),
    "SEM-10": (
        Speaks(output("参训人数", "≥60人次"), "2/name"),
        Speaks(output("参训的人数", "≥60人次"), "2/name"),
    ),
    "SEM-11": (Speaks(benefit("优化乡镇财务核算流程", "改善"), "6/name", ("SEM-09", "VAL-08")),),
    "SEM-12": (
        Speaks(output("任务完成率", "=100%", "质量指标"), "3/name"),
        Speaks(output("培训机构工作完成情况", "检查多数达到良好", "质量指标"), "3/name"),
    ),
    "SEM-13": (Speaks(output("教材政府采购率", "=100%", "质量指标"), "3/name"),),
    "SEM-14": (
        Speaks(output("讲课补助发放及时率", "=100%", "质量指标"), "3/level2"),
        Speaks(benefit("参训单位满意度", "≥90%"), "6/level2"),
        Speaks(output("教材验收合格率", "=100%"), "2/level2"),
        Speaks(output("学员成材率", "≥80%"), "2/level2"),
        Speaks(time("教材印刷费", "≤40元/册"), "3/level2"),
        Speaks(row(6, name="参训人员满意卡", value="≥120张"), "6/level2"),
    ),
    "SEM-15": (
        Speaks(benefit("税务申报系统使用率", "≥90%"), "6/name"),
        Speaks(benefit("沈阳学员结业率", "≥90%"), "6/name"),
    ),
    "SEM-16": (Speaks(goals("举办财务培训、票据检查、账簿评比3项活动，考核合格率95%以上。"), "goal.annual"),),
    "SEM-17": (Speaks(indicator("培训人次", "≥120人次"), "1/value", profile=STRICT),),
    "SEM-18": (
        Speaks(
            with_rows(("产出指标", "数量指标", "培训人次", "≥120人次"), QUALITY, TIME, BENEFIT, PLEASED),
            "1/value",
            ("CMP-07",),
            profile=COUNTED,
        ),
    ),
    "SEM-19": (
        Speaks(
            replace(
                output("教学软件升级数量", "=8套"),
                texts={
                    **GOOD.texts,
                    "goal.annual": "升级账务软件、票据软件、报表软件，培训120人次，合格率95%以上。",
                },
            ),
            "2/value",
        ),
    ),
    "SEM-20": (
        Speaks(output("培训内容与岗位契合度", "≥90%", "质量指标"), "3/name"),
        Speaks(benefit("基层财务人员职业获得感", "≥90%"), "6/name"),
    ),
    "TXT-01": (
        Speaks(pleased("参训人员满意"), "6/name"),
        Speaks(benefit("乡镇财务公共服", "≥85%"), "6/name"),
        Speaks(output("教材内容准确", "≥98%", "质量指标"), "3/name"),
        Speaks(time("培训完工时", "2024年11月底前"), "3/name"),
        Speaks(output("学员辅导记录整理", "≥95%", "质量指标"), "3/name"),
        Speaks(output("集中演练场", "≥2场"), "2/name"),
    ),
    "TXT-02": (
        Speaks(output("参训人员考核合恪人数", "≥110人"), "2/name"),
        Speaks(goals("举办两期培圳班，培训120人次，考核合格率95%以上。"), "goal.annual"),
    ),
    "TXT-03": (
        Speaks(
            goals("举办两期培训班，培训120人次，交纳场地费，足额缴纳讲课税费，提高业务水平。"), "goal.annual"
        ),
        Speaks(pleased("参训人员满意率"), "6/name"),
    ),
    "TXT-04": (
        Speaks(goals("举办两期培训班, 培训120人次,考核合格率95%以上。"), "goal.annual"),
        Speaks(row(2, name="参训人员 考核合格率"), "2/name"),
    ),
    "TXT-05": (
        Speaks(
            goals("按照海财【2023】15号文件，举办两期培训班，培训120人次，合格率95%以上。"), "goal.annual"
        ),
        Speaks(goals("按照海财[2023]15号文件，举办两期培训班，培训120人次，合格率95%以上。"), "goal.annual"),
    ),
    "TXT-06": (Speaks(row(2, name="参训人员\n考核合格率"), "2/name"),),
    "TXT-07": (Speaks(output("受训企业家数", "≥30家"), "2/name"),),
    "TXT-09": (Speaks(output("高新企业财务人员参训人数", "≥30人"), "2/name"),),
    "TXT-10": (
        Speaks(row(2, name="参训人员" + "及其所在单位财务岗位人员" * 4 + "考核合格率"), "2/name"),
        Speaks(goals("举办培训班2期，提高乡镇财务人员业务水平。" * 60), "goal.annual"),
    ),
    "TXT-11": (
        Speaks(goals("（请填写主要工作内容）举办两期培训班，培训120人次，合格率95%以上。"), "goal.annual"),
        Speaks(named("乡镇财务人员培训经费（示例）"), "project.name"),
    ),
    "POL-01": (
        Speaks(goals("举办两期培训班，培训120人次，讲课税费以补贴形式返还，合格率95%以上。"), "goal.annual"),
    ),
    "POL-02": (
        Speaks(goals("举办两期培训班，培训120人次，由劳务派遣人员承担会务，合格率95%以上。"), "goal.annual"),
    ),
    "POL-03": (
        Speaks(
            goals("举办两期培训班，培训120人次，化解庙山村历史债务12万元，合格率95%以上。"), "goal.annual"
        ),
    ),
    "POL-04": (
        Speaks(goals("举办两期培训班，培训120人次，合格率95%以上，联系电话13800000000。"), "goal.annual"),
        Speaks(goals("举办两期培训班，培训120人次，合格率95%以上，经办人：张三。"), "goal.annual"),
    ),
    "POL-05": (
        Speaks(
            goals("按照海财〔2016〕15号文件，举办两期培训班，培训120人次，合格率95%以上。"), "goal.annual"
        ),
    ),
    "WGT-01": (
        Speaks(weighed("15", "15", "10", "10", "30", "15"), "rows"),
        Speaks(weighed("15分", "15", "10", "10", "30", "12.5"), "rows"),
    ),
    "WGT-02": (
        Speaks(
            weighed("15", "15", "10", "10", "30", "10", start=row(1, level1="产出指标(40分)")), "1/level1"
        ),
        Speaks(
            weighed("15", "15", "10", "10", "30", "10", start=row(2, level2="质量指标（20）")), "2/level2"
        ),
    ),
    "WGT-03": (Speaks(weighed("15", "15", "15", "10", "25", "10"), "rows:产出指标"),),
    "WGT-04": (
        Speaks(weighed("25", "15", "10", "0", "30", "10"), "4/weight"),
        Speaks(weighed("35", "5", "5", "5", "30", "10"), "1/weight"),
    ),
}

SILENT: dict[str, tuple[Document, ...]] = {
    "STR-04": (
        row(5, level1="效益指标(30分)"),
        row(5, level1="社会", level2="社会效益指标"),
        row(2, level1=""),
    ),
    "STR-06": (with_rows(("产出指标", "数量指标", "", "")), and_row("", "", "", "")),
    "STR-07": (
        row(2, level1="", level2=""),
        with_rows(*GOOD_ROWS, ("满意度指标", "", "学员单位满意度", "≥90%")),
    ),
    "STR-08": (fields({"attribute": None}), fields({"title": None})),
    "STR-09": (with_rows(*GOOD_ROWS[:3], ("成本指标", "经济成本指标", "教材单价", "≤40元"), *GOOD_ROWS[4:]),),
    "HDR-09": (
        fields({"period": "2024年3月15日至2024年11月20日"}),
        fields({"period": "长期"}),
        fields({"period": "2024年12月至2024年1月"}),
        fields({"period": "2024年 1月至2024年12月"}),
    ),
    "HDR-12": (
        named("20241000060707 乡镇财务人员培训经费"),
        named("37000060707 乡镇财务人员培训经费"),
        fields({"project.name": "20231000060707 乡镇财务人员培训经费", "period": "2023年1月至2024年12月"}),
    ),
    "HDR-13": (fields({"attribute": "经常性项目", "category": "其他运转类"}), GOOD),
    "HDR-14": (named("乡镇财务人员培训经费(第二期)"), named("三保政策宣传经费"), named("(三保)")),
    "HDR-15": (
        named("产业扶持专项资金"),
        named("财政局委托服务经费"),
        named("财政局系统及软件运维费"),
        named("2024年春节慰问"),
        named("乡镇财务人员培训经费"),
        named("乡镇财政局"),
    ),
    "HDR-17": (
        fields({"funds.total.sum": "0"}),
        fields({"funds.total.sum": "0.05"}),
        fields({"funds.annual.sum": "999999"}),
    ),
    "HDR-18": (
        fields({"department": "海州市财政局", "unit": "海州市财政局"}),
        fields({"department": "海州市教育局", "unit": "海州市教育局电教中心"}),
        fields({"department": "海州市疾病预防控制中心", "unit": "海州市疾病预防控制中心"}),
        fields({"department": "", "unit": ""}),
    ),
    "FUND-04": (
        fields({"funds.total.sum": "80", "period": "2023年1月至2025年12月"}),
        fields({"funds.total.sum": "很多"}),
        fields({"funds.annual.sum": "60"}),
    ),
    "FUND-06": (
        GOOD,
        fields({"funds.total.sum": "50.5", "funds.total.fiscal": "40.5"}),
        fields({key: f"{text}.00" for key, text in GOOD.texts.items() if key.startswith("funds")}),
    ),
    "FUND-07": (fields({"funds.total.sum": "10606.752233"}), fields({"funds.total.sum": "50.0000000000"})),
    "FUND-09": (fields(LONG), GOOD),
    "FUND-10": (GOOD, fields({"funds.annual.other": None})),
    "GOAL-02": (GOOD, fields({"goal.total": "", "goal.annual": ""})),
    "GOAL-03": (
        goals("举办两期培训班，提高乡镇财务人员业务水平。"),
        goals("乡镇财务人员全部轮训一遍，提高业务水平。"),
        goals("120"),
    ),
    "GOAL-04": (
        goals("组织乡镇财务人员培训2期，培训120人次，提高核算水平。"),
        goals("组织培训2期120人次，保障乡镇财务人员会用新系统。"),
    ),
    "GOAL-05": (goals(GOOD.texts["goal.annual"] * 2), goals("")),
    "GOAL-06": (
        goals("举办两期培训班，培训120人次，较2023年增加20人次。"),
        goals("依据海财〔2019〕95号文件举办两期培训班，培训120人次。"),
        goals("依据《海州市干部教育培训规划2023-2027年》举办两期培训班，培训120人次。"),
        goals("2024年举办两期培训班，培训120人次，合格率95%以上。"),
        goals("到2027年轮训一遍，当年培训120人次，合格率95%以上。"),
        fields({"period": "2023年1月至2025年12月", "goal.total": "2023年至2025年举办六期培训班。"}),
        fields({"year": "", "goal.annual": "2019年举办两期培训班，培训120人次。"}),
    ),
    "GOAL-07": (GOOD,),
    "GOAL-09": (GOOD, goals("培训120人次"), goals("每年培训120人次")),
    "CMP-09": (
        replace(
            benefit("带动投资额", "≥100万元", "经济效益指标"),
            texts={**GOOD.texts, "project.name": "产业扶持专项资金"},
        ),
        named("高龄老人补贴资金"),
    ),
    "CMP-10": (GOOD, without(QUANTITY, QUALITY, TIME, COST), with_rows()),
    "CMP-11": (
        benefit("乡镇财务规范化情况", "良好"),
        row(5, value="××"),
        row(5, value=""),
        row(5, value="不适用"),
    ),
    "CMP-12": (benefit("乡镇财务规范化情况", "良好"), GOOD),
    "VAL-05": (
        output("教学安全事故数", "=0起", "质量指标"),
        output("成本超支率", "≤0%", "成本指标"),
        benefit("扶持企业营业收入增长率", "≥100%", "经济效益指标"),
        row(2, value="=100%"),
    ),
    "VAL-07": (
        benefit("乡镇财务规范化情况", "良好(抽查85分以上)"),
        benefit("培训评估情况良好", "良好"),
        benefit("乡镇财务规范化情况", "降低"),
        benefit("乡镇财务规范化情况", "全部通过抽查"),
    ),
    "VAL-08": (
        benefit("乡镇财务报账差错", "较上年降低≥5%"),
        benefit("乡镇报账差错降低", "降低"),
        benefit("乡镇财务核算质量", "提高(抽查得分比上年高5分)"),
    ),
    "VAL-09": (
        output("第三方专业性提高程度", "高", "质量指标"),
        row(5, name="无", value="无"),
        benefit("乡镇财务规范化情况", "良好"),
    ),
    "VAL-10": (
        with_rows(
            *GOOD_ROWS[:5],
            ("效益指标", "社会效益指标", "票据管理情况", "好"),
            ("效益指标", "社会效益指标", "核算情况", "较好"),
            PLEASED,
        ),
    ),
    "VAL-11": (
        output("培训项目数量", "≥2个"),
        output("功能模块开发数量", "≥6个"),
        output("培训总结报告数量", "≥2份"),
    ),
    "VAL-14": (
        row(2, value="≥92%"),
        benefit("扶持企业营业收入增长率", "250%", "经济效益指标"),
        indicator("参训人数", "=2120人次"),
        indicator("系统故障率", "25%"),
    ),
    "VAL-15": (
        time("培训完成时间", "2024年6月底前"),
        output("发放资料数量", "45473"),
        time("培训课时", "45473课时"),
    ),
    "VAL-16": (
        output("享受补贴企业户数", "≥36户"),
        output("参训人数", "≥120名"),
        output("举办培训场次", "≥6次"),
        benefit("企业平均融资利率下降幅度", "≥0.3个百分点", "经济效益指标"),
        output("化肥使用量", "较上年降低≥5%"),
        output("绿化面积", "≥3万平方米"),
    ),
    "VAL-17": (
        output("教材印刷单价", "≤40元", "成本指标"),
        benefit("农户年均增收", "≥1500元", "经济效益指标"),
        GOOD,
    ),
    "VAL-18": (
        output("举办培训期数", "2-3期"),
        output("编印教材册数", "88 | 100"),
        benefit("乡镇财务规范化情况", "良好(抽查85分以上、合格90%)"),
    ),
    "VAL-19": (
        output("村级财务人员培训≥90人次", "≥90人次"),
        output("3岁以下婴幼儿托位数", "≥60个"),
        output("100人以上单位参训人数", "≥60人"),
        output("第2期培训人数", "≥60人"),
    ),
    "SEM-01": (
        time("培训完成时间", "2024年6月底前"),
        time("问题整改期限", "≤30天"),
        benefit("教学软件使用年限", "≥1年", "可持续影响指标"),
    ),
    "SEM-02": (
        time("培训完成时间", "2024年12月底前"),
        time("跟踪辅导持续时间", "≥1年"),
        time("故障响应时间", "≤20分钟"),
        fields({"period": "长期"}),
        time("培训完成时间", "11月30日前"),
    ),
    "SEM-03": (
        benefit("教学软件使用年限", "≥1年", "可持续影响指标"),
        benefit("教学软件使用年限", "≥5年(以验收报告为准)", "可持续影响指标"),
    ),
    "SEM-04": (
        output("工程造价控制率", "≤100%", "成本指标"),
        output("项目总成本", "不超过批复概算", "成本指标"),
        output("绿化苗木补助", "≤28.40元/株", "成本指标"),
        output("教材印制成本", "≤40", "成本指标"),
        with_rows(*GOOD_ROWS[:3], ("产出指标", "成本指标", "无", "无"), *GOOD_ROWS[4:]),
    ),
    "SEM-05": (
        output("新增贷款金额", "≥3000万元"),
        output("培训支出金额", "=50元"),
        output("培训支出金额", "=50万元", "成本指标"),
    ),
    "SEM-06": (
        benefit("生态环境质量指数", "≥85", "生态效益指标"),
        benefit("产业园区污水处理率", "≥98%", "生态效益指标"),
        benefit("金融生态评价得分", "≥85分"),
    ),
    "SEM-07": (
        pleased("海创集团对补贴满意度"),
        pleased("接受劳务派遣人员服务单位满意度"),
        pleased("参训人员对授课质量满意度"),
        fields({"unit": "", "filler": ""}),
    ),
    "SEM-08": (pleased("海州会计学院学员满意度"), pleased("海州会计学院满意度"), pleased("参训人员满意度")),
    "SEM-09": (
        benefit("减轻企业租金负担金额", "≥5万元", "经济效益指标"),
        output("扶持企业户数", "≥30户"),
        output("按岗位需求派驻的劳务派遣人数", "=2人"),
        benefit("软件系统提高工作效率情况", "抽查85分以上"),
    ),
    "SEM-10": (
        output("参训单位数", "≥60家"),
        with_rows(
            *GOOD_ROWS, ("效益指标", "生态效益指标", "无", "无"), ("效益指标", "经济效益指标", "无", "无")
        ),
    ),
    "SEM-11": (
        benefit("企业融资成本", "降低"),
        benefit("降低乡镇报账差错", "降低"),
        benefit("优化营商环境得分", "≥85分"),
    ),
    "SEM-12": (output("植树造林任务完成率", "=100%", "质量指标"), time("项目按期完成率", "=100%")),
    "SEM-13": (output("资金兑现合规率", "=100%", "质量指标"), output("软件验收合格率", "=100%", "质量指标")),
    "SEM-14": (
        time("讲课补助发放及时率", "=100%"),
        benefit("投诉处理及时率", "≥98%"),
        benefit("受益居民人数", "≥8000人"),
        pleased("参训人员满意率"),
    ),
    "SEM-15": (
        output("教学软件系统可用率", "≥99%", "质量指标"),
        benefit("海州学员结业率", "≥90%"),
        fields({"goal.total": "", "goal.annual": ""}),
        replace(
            benefit("税务申报系统使用率", "≥90%"),
            texts={**GOOD.texts, "goal.annual": "开展税务申报培训两期，培训120人次，考核合格率95%以上。"},
        ),
    ),
    "SEM-16": (
        goals("举办财务培训、政策宣讲、考核测试3项活动，考核合格率95%以上。"),
        goals("完成省委、市委、市政府布置的培训任务120人次，合格率95%以上。"),
        GOOD,
    ),
    "SEM-17": (indicator("培训人次", "≥500人次"), GOOD),
    "SEM-18": (GOOD, without(COST)),
    "SEM-19": (
        replace(
            output("教学软件升级数量", "=3套"),
            texts={
                **GOOD.texts,
                "goal.annual": "升级账务软件、票据软件、报表软件，培训120人次，合格率95%以上。",
            },
        ),
    ),
    "SEM-20": (
        output("培训内容与岗位契合度测评得分", "≥90分", "质量指标"),
        pleased("参训人员对服务水平满意度"),
    ),
    "TXT-01": (
        benefit("优化科技金融生态环境", "≥85%"),
        benefit("乡镇账务差错下降", "≥5%"),
        output("教材内容准确", "全部准确", "质量指标"),
        output("教材宣传册", "≥20册"),
        GOOD,
    ),
    "TXT-02": (
        output("墙体拔高层数", "≥2层"),
        output("安装定位器数量", "≥20个"),
        output("房租凭证装订份数", "≥20份"),
    ),
    "TXT-03": (GOOD, goals("举办两期培训班，培训120人次，足额缴纳讲课税费，合格率95%以上。")),
    "TXT-04": (
        goals("举办2期培训班（每期60人，共120人次），比例1:2，合格率95.5%以上。"),
        named("37000060707 乡镇财务人员培训经费"),
        row(2, name="参训人员考核合格率(%)", value="≥95"),
    ),
    "TXT-05": (
        goals("按照海财〔2023〕15号文件，举办两期培训班，培训120人次，合格率95%以上。"),
        goals("[2023]年举办两期培训班"),
    ),
    "TXT-06": (row(2, name="参训人员考核合格率\n"), GOOD),
    "TXT-07": (output("受训企业户数", "≥30户"), output("受训企业数量", "≥30家")),
    "TXT-09": (
        output("高新技术企业财务人员参训人数", "≥30人"),
        goals("举办两期培训班，培训高新企业（即高新技术企业）财务人员120人次，合格率95%。"),
    ),
    "TXT-10": (GOOD, row(1, value="≥120人次(含线上)")),
    "TXT-11": (GOOD, goals("举办两期培训班，指导学员填写报表，培训120人次，合格率95%以上。")),
    "POL-01": (goals("举办两期税收政策培训班，培训120人次，合格率95%以上。"),),
    "POL-02": (GOOD,),
    "POL-03": (goals("举办两期债务管理培训班，培训120人次，合格率95%以上。"),),
    "POL-04": (
        named("20241000060707 乡镇财务人员培训经费"),
        goals("开通12345热线，接听13800件，合格率95%以上。"),
        GOOD,
    ),
    "POL-05": (
        goals("按照海财〔2023〕15号文件，举办两期培训班，培训120人次，合格率95%以上。"),
        fields({"year": ""}),
    ),
    "WGT-01": (
        weighed("15", "15", "10", "10", "30", "10"),
        weighed("20", "15", "10", "10", "35", "10"),
        weighed("", "", "", "", "", ""),
        weighed("15", "15", "10", "10", "30", ""),
    ),
    "WGT-02": (
        weighed("15", "15", "10", "10", "30", "10", start=row(1, level1="产出指标(50分)")),
        weighed("15", "", "10", "10", "30", "10", start=row(1, level1="产出指标(40分)")),
    ),
    "WGT-03": (weighed("20", "10", "10", "10", "30", "10"), weighed("20", "15", "10", "10", "35", "10")),
    "WGT-04": (weighed("15", "15", "10", "10", "30", "10"), weighed("免", "15", "10", "10", "30", "10")),
}
