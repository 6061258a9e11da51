"""What is done about a finding: gone to, explained, let stand, mended. Many at once: `fixing_many`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfdesk.ui.review.cards import ACKNOWLEDGE, EXPLAIN, FIX, FIX_KIND, UNREPAIR, WITHDRAW
from perfdesk.ui.review.lines import Card

if TYPE_CHECKING:
    from perfdesk.documents.finding import Finding
    from perfdesk.documents.repairs import Repair
    from perfdesk.ui.commands.guide import Guide
    from perfdesk.ui.panes import Panes
    from perfdesk.ui.review.fixing_many import FixingMany


class FindingActions:
    """The commands of the menu 检查 that are about the open form, and what fills its panel."""

    def __init__(self, panes: "Panes", fixing: "FixingMany", guide: "Guide") -> None:
        self._panes = panes
        self._guide = guide
        self._acts = {
            FIX: self.apply_fix,
            EXPLAIN: self._explain,
            ACKNOWLEDGE: self._ask_reason,
            WITHDRAW: self._withdraw,
            FIX_KIND: fixing.kind_here,
            UNREPAIR: self._unrepair,
        }
        review = panes.review
        review.chosen.connect(lambda finding: panes.perform(lambda: self.go_to(finding)))
        review.acted.connect(lambda name, finding: panes.perform(lambda: self._acts[name](finding)))
        review.answered.connect(
            lambda finding, reason: panes.perform(lambda: self._acknowledge(finding, reason))
        )

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session = self._panes.session
        writable = bool(session and not session.read_only)
        finding = self._panes.review.current()
        some = bool(session and session.opened and session.opened.said)
        return {
            "next_finding": some,
            "previous_finding": some,
            "fix": writable and bool(finding and finding.fix and not finding.acknowledged),
            "acknowledge": writable and bool(finding),
            "unrepair": writable and bool(finding and self._repair(finding)),
        }

    def words(self) -> dict[str, str]:
        """What commands are called for the finding that is looked at."""
        finding = self._panes.review.current()
        return {
            "acknowledge": "撤回确认" if finding and finding.acknowledged else "确认无误…",
            "help": "帮助：说明当前意见" if finding else "帮助：快捷键",
        }

    # --- what the panel shows ---------------------------------------------------------------------------

    def cards(self, findings: "tuple[Finding, ...]") -> list[Card]:
        """Findings of the open document, each with its place."""
        from perfdesk.documents.finding import WEIGHTS
        from perfdesk.ui.sheet.places import finding_places

        opened = self._panes.opened
        if not opened or not opened.form:
            return []
        places = finding_places(opened.form, opened.document, (found.address for found in findings))
        mended = {mark.address for mark in opened.document.marks if mark.kind == "repair"}
        return [
            Card(
                found,
                place,
                WEIGHTS[found.severity],
                self._names(found.others),
                str(found.address) in mended and bool(self._repair(found)),
            )
            for found, place in zip(findings, places, strict=True)
        ]

    def _names(self, uids: "Sequence[str]") -> tuple[str, ...]:
        """Of other forms; of each name one."""
        session = self._panes.session
        entries = [session.library.entry(uid) for uid in uids] if session else []
        return tuple(dict.fromkeys(entry.name or "未填项目名称" for entry in entries if entry))

    def show(self) -> str:
        """Fill the panel; how many findings there are, and how much has yet to be filled in."""
        opened, summary = self._panes.opened, self._summary()
        said, kept = (opened.said, opened.acknowledged) if opened else ((), ())
        self._panes.review.show_cards(self.cards(said), self.cards(kept), summary)
        return summary

    def _summary(self) -> str:
        from perfdesk.ui.sheet.places import counted

        opened = self._panes.opened
        if not opened or not opened.form:
            return ""
        waiting = f"待填 {len(opened.waiting)} 项" if opened.waiting else ""
        found = counted(found.severity for found in opened.said)
        return " · ".join(part for part in (found, waiting) if part) or "未发现问题"

    def show_here(self) -> None:
        """Mark the finding of the current cell: the chosen one if it is here, else the gravest."""
        session, cell = self._panes.session, self._panes.view.current_cell()
        review, chosen = self._panes.review, self._panes.review.current()
        here = session.findings_at(cell) if session and cell else ()
        review.show_here({finding.id for finding in here})
        is_about = session and cell and chosen and session.cell_of(chosen) == cell
        is_kept = bool(chosen and (chosen.address.is_group or chosen.acknowledged)) and is_about
        if is_kept or (chosen and chosen.id in {finding.id for finding in here}):
            review.show_current(chosen)
        else:
            review.show_current(here[0] if here else None)

    # --- going there ------------------------------------------------------------------------------------

    def go_to(self, finding: "Finding") -> None:
        """Go to the cell of a finding."""
        session = self._panes.session
        if session and (cell := session.cell_of(finding)):
            self._panes.review.show_current(finding)
            self._panes.view.go_to(cell)
            self._panes.review.show_current(finding)
            self._panes.view.setFocus()

    def walk(self, by: int) -> None:
        """The next finding, or the one before; round and round, errors and warnings first."""
        review = self._panes.review
        if not (found := review.walked()):
            return
        current = review.current()
        places = [each.id for each in found]
        if current and current.id in places:
            place = (places.index(current.id) + by) % len(found)
        else:
            place = 0 if by > 0 else -1
        self.go_to(found[place])

    # --- one finding ------------------------------------------------------------------------------------

    def fix_current(self) -> None:
        """Mend the finding that is looked at."""
        if finding := self._panes.review.current():
            self.apply_fix(finding)

    def apply_fix(self, finding: "Finding") -> None:
        """Mend a finding, as one step."""
        session = self._panes.session
        if session and session.read_only:
            self._panes.say_locked()
        elif session and finding.fix:
            self.go_to(finding)
            session.do_here(finding.fix.label, finding.fix.edits)

    def unrepair_current(self) -> None:
        """Take back what the import has mended where the finding that is looked at is."""
        if finding := self._panes.review.current():
            self._unrepair(finding)

    def _unrepair(self, finding: "Finding") -> None:
        session, repair = self._panes.session, self._repair(finding)
        if session and session.read_only:
            self._panes.say_locked()
        elif session and repair:
            self.go_to(finding)
            session.do_here("恢复来源的写法", repair.edits)

    def _repair(self, finding: "Finding") -> "Repair | None":
        """What the import has mended where a finding is."""
        from perfdesk.documents.repairs import repair_at

        opened = self._panes.opened
        if not opened or not opened.form:
            return None
        return repair_at(opened.document, finding.address, opened.form.row_keys())

    def help(self) -> None:
        """Explain the finding that is looked at; without one, or when it is explained already, the keys."""
        review = self._panes.review
        finding = review.current() if review.isVisible() else None
        if finding and not review.page.finding:
            self._explain(finding)
        else:
            self._guide.show_keys()

    def _explain(self, finding: "Finding") -> None:
        self._panes.review.show_current(finding)
        self._panes.review.explain(finding)

    def acknowledge_current(self) -> None:
        """Let the finding that is looked at stand, or take that back."""
        if finding := self._panes.review.current():
            (self._withdraw if finding.acknowledged else self._ask_reason)(finding)

    def _ask_reason(self, finding: "Finding") -> None:
        session, review = self._panes.session, self._panes.review
        if session and session.read_only:
            self._panes.say_locked()
        elif session:
            review.show_current(finding)
            review.ask_reason(finding)

    def _acknowledge(self, finding: "Finding", reason: str) -> None:
        from datetime import datetime

        from perfdesk.documents.finding import acknowledge
        from perfdesk.person import person

        session = self._panes.session
        opened = session.opened if session else None
        if not session or not opened:
            return
        if finding.id not in {each.id for each in opened.said + opened.waiting}:
            self._panes.desk.say("这条意见所指的文字已经改变，没有记为确认无误。")
            return
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        session.do_here("确认无误", (acknowledge(finding, reason, person(), at),))
        self._panes.desk.say("已确认无误，列在意见末尾，可撤销。")

    def _withdraw(self, finding: "Finding") -> None:
        from perfdesk.documents.finding import withdraw

        session = self._panes.session
        if session and session.read_only:
            self._panes.say_locked()
        elif session:
            session.do_here("撤回确认", (withdraw(finding),))
