"""GOAL: the goals in words."""

from collections.abc import Iterator

from perfdesk.documents.address import field
from perfdesk.rules.case import Case
from perfdesk.rules.rule import SYSTEM, Verdict, rule


@rule(
    "GOAL-01", "绩效目标未填写", severity="error", basis=SYSTEM,
    why="绩效目标是指标的来源，实施期目标和年度目标都要写明做什么、达到什么效果。",
    example="完成12个系统的运行维护，保障业务系统全年稳定运行，故障2小时内修复。",
)  # fmt: skip
def no_goal(case: Case) -> Iterator[Verdict]:
    """One of the goals is blank."""
    for key in ("goal.total", "goal.annual"):
        if case.has(key) and not case.text(key):
            yield Verdict(field(key), f"{case.label(key)}未填写，请写明主要工作内容、产出数量和预期效果。")
