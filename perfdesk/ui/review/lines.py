"""What stands in the panel of the review, line by line: cards, and folds that keep quiet what can wait.

Errors and warnings are cards. Hints (提示) are folded into one line, but those of the current cell are seen
among the others. What somebody let stand comes last, folded too.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from perfdesk.documents.finding import Finding

FoldName: TypeAlias = Literal["infos", "acknowledged"]
FOLDS: tuple[FoldName, ...] = ("infos", "acknowledged")
_CALLED: dict[FoldName, str] = {"infos": "提示", "acknowledged": "已确认"}
_NAMED = 2
"""Other forms that are named"""
_DAY = 10
"""Signs of a date, without its time"""


class Card(NamedTuple):
    """A finding and where it is, in a clerk's words."""

    finding: "Finding"
    where: str
    weight: str
    """错误, 提醒 or 提示"""
    others: tuple[str, ...] = ()
    """The names of other forms that it is about"""
    is_repair: bool = False
    """Whether it is about something that was mended while it was read, and can be taken back"""

    @property
    def words(self) -> str:
        """What it says, also of which other forms; if somebody let it stand, why, who and when."""
        said = self.finding.message + self._named()
        if not (answer := self.finding.acknowledged):
            return said
        who = "，".join(part for part in (answer.by, answer.at[:_DAY]) if part)
        return f"{said}\n保留：{answer.message}{f'（{who}）' if who else ''}"

    def _named(self) -> str:
        """The other forms, where the message does not name them itself."""
        if not self.others or any(name in self.finding.message for name in self.others):
            return ""
        more = f" 等 {len(self.others)} 张表" if len(self.others) > _NAMED else ""
        return f"\n涉及：{'、'.join(self.others[:_NAMED])}{more}"

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        weight = "已确认" if self.finding.acknowledged else self.weight
        return f"{self.where}，{weight}：{self.words}"


class Fold(NamedTuple):
    """A line that stands for others, open or shut."""

    name: FoldName
    number: int
    is_open: bool

    @property
    def words(self) -> str:
        """How many there are: 提示 9 条."""
        return f"{_CALLED[self.name]} {self.number} 条"

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.words}，{'已展开，按 Enter 收起' if self.is_open else '已收起，按 Enter 展开'}"


Line: TypeAlias = Card | Fold


def arranged(
    said: Sequence[Card], kept: Sequence[Card], opened: Collection[FoldName], here: Collection[str]
) -> tuple[Line, ...]:
    """The lines of the panel; `here`: the ids of the findings of the current cell."""
    infos = [card for card in said if card.finding.severity == "info"]
    is_open = "infos" in opened
    lines: list[Line] = [
        card for card in said if card.finding.severity != "info" or (not is_open and card.finding.id in here)
    ]
    if infos:
        lines += [Fold("infos", len(infos), is_open), *(infos if is_open else ())]
    if kept:
        lines += [Fold("acknowledged", len(kept), "acknowledged" in opened)]
        lines += kept if "acknowledged" in opened else ()
    return tuple(lines)


def walked(lines: Sequence[Line], opened: Collection[FoldName]) -> list["Finding"]:
    """The findings that F7 and F8 go to: errors and warnings, and hints while they are open."""
    cards = [line for line in lines if isinstance(line, Card) and not line.finding.acknowledged]
    return [card.finding for card in cards if card.finding.severity != "info" or "infos" in opened]
