"""IMP: what the import guessed, mended or could not place, until somebody has compared it with the source."""

from collections.abc import Iterator

from perfdesk.documents.address import ROWS, Address, group
from perfdesk.documents.edits import SetMark
from perfdesk.documents.finding import Fix
from perfdesk.rules.case import Case
from perfdesk.rules.rule import PRACTICE, Verdict, rule
from perfdesk.rules.structure import SHIFTED

_SHOWN = 3
"""Texts of the tray that are told; the rest are counted."""


@rule(
    "IMP-01", "导入时有需要核对的地方", severity="info", basis=PRACTICE, fixable=True,
    why="来源的版式不规范时，导入只能推断文字属于哪一栏；推断错了而没有核对，会带着错误的内容盖章。",
    example="对照来源看过这一处，改正或确认无误后点“已核对”",
)  # fmt: skip
def imported_with_remarks(case: Case) -> Iterator[Verdict]:
    """Remarks of the import, STR-01's apart; guesses and repairs weigh more than mere notes."""
    for mark in case.document.marks:
        if mark.kind in {"note", "compare", "repair"} and mark.code != SHIFTED and mark.message:
            address = _place(case, Address.parse(mark.address))
            yield Verdict(
                address,
                _told(case, address, mark.message),
                Fix("已核对", (SetMark(mark.slot, None),), safe=False),
                words=f"{mark.message}{mark.before}",
                severity="info" if mark.kind == "note" else "warning",
            )
    if tray := [stray.text for stray in case.document.tray]:
        told = "」「".join(tray[:_SHOWN])
        rest = f"等 {len(tray)} 处" if len(tray) > _SHOWN else ""
        message = f"来源中的「{told}」{rest}没有放进表里，已随表保存；如需要请填到相应的栏目。"
        yield Verdict(group(), message, words="\n".join(tray))


def _told(case: Case, address: Address, message: str) -> str:
    """Where, what the import says, and what to do."""
    where = "" if address.is_group else f"{case.label(address.key)}："
    return (
        f"{where}{message}" if "请" in message else f"{where}{message.removesuffix('。')}，请对照来源核对。"
    )


def _place(case: Case, address: Address) -> Address:
    """The place of a mark, or the rows when that is gone."""
    is_there = address.is_group or case.document.text(address) is not None
    return address if is_there else Address("", ROWS)
