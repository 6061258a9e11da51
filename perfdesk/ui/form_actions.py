"""What is done on the open form: undo, rows, findings. Edits are made in `rows` and kept by the session."""

from typing import TYPE_CHECKING

from perfdesk.ui.review_panel import Card

if TYPE_CHECKING:
    from perfdesk.documents.address import Address
    from perfdesk.documents.edits import CellEdit
    from perfdesk.documents.finding import Finding
    from perfdesk.ui.bench import Bench


class FormActions:
    """The commands of the menus 编辑, 指标 and 检查."""

    def __init__(self, bench: "Bench") -> None:
        self._bench = bench

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session, at = self._bench.session, self._here()
        writable = bool(session and not session.read_only)
        on_row = writable and bool(at and at.row)
        some = bool(self._bench.review.model.cards)
        return {
            "undo": bool(session and session.stack.canUndo()),
            "redo": bool(session and session.stack.canRedo()),
            "insert_row": writable,
            "remove_row": on_row,
            "row_up": on_row,
            "row_down": on_row,
            "next_finding": some,
            "previous_finding": some,
            "fix": writable and some,
        }

    # --- undo -------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back."""
        if session := self._bench.session:
            session.undo()

    def redo(self) -> None:
        """Make it again."""
        if session := self._bench.session:
            session.redo()

    # --- rows -------------------------------------------------------------------------------------------

    def insert_row(self) -> None:
        """A row below the current one; the clerk goes on in its first own cell."""
        from perfdesk.documents.address import Address
        from perfdesk.ui.rows import inserted

        session = self._bench.session
        if session and session.opened and session.opened.form:
            form = session.opened.form
            edit = inserted(form, session.opened.document, self._here())
            self._do("插入指标", edit)
            own = [cell.key for cell in form.rows.cells if not cell.merge] or list(form.row_keys())
            self._go(Address(edit.row.uid, own[0]))

    def remove_row(self) -> None:
        """Take the current row away."""
        from perfdesk.ui.rows import removed

        session = self._bench.session
        if session and session.opened:
            self._do("删除指标", removed(session.opened.document, self._here()))

    def move_row(self, by: int) -> None:
        """The current row one place up or down."""
        from perfdesk.ui.rows import moved

        session, here = self._bench.session, self._here()
        if session and session.opened:
            self._do("移动指标", moved(session.opened.document, here, by))
            self._go(here)

    def _do(self, label: str, edit: "CellEdit | None") -> None:
        if edit and (session := self._bench.session):
            session.do_here(label, (edit,))

    # --- findings ---------------------------------------------------------------------------------------

    def cards(self) -> list[Card]:
        """The findings of the open document, each with its place."""
        from perfdesk.ui.places import WEIGHT, finding_place

        session = self._bench.session
        if not session or not session.opened or not session.opened.form:
            return []
        form, document = session.opened.form, session.opened.document
        return [
            Card(found, finding_place(form, document, found.address), WEIGHT[found.severity])
            for found in session.opened.findings
        ]

    def summary(self) -> str:
        """How many findings, in words; empty without a document."""
        from perfdesk.ui.places import counted

        session = self._bench.session
        if not session or not session.opened or not session.opened.form:
            return ""
        return counted(found.severity for found in session.opened.findings) or "未发现问题"

    def finding_here(self, chosen: "Finding | None") -> "Finding | None":
        """The finding to mark for the current cell: the chosen one if it is here, else the gravest."""
        session, cell = self._bench.session, self._bench.view.current_cell()
        if not session or not cell:
            return None
        here = session.findings_at(cell)
        is_about = chosen and chosen.address.is_group and session.cell_of(chosen) == cell
        if is_about or chosen in here:
            return chosen
        return here[0] if here else None

    def go_to(self, finding: "Finding") -> None:
        """Go to the cell of a finding."""
        session = self._bench.session
        if session and (cell := session.cell_of(finding)):
            self._bench.review.show_current(finding)
            self._bench.view.go_to(cell)
            self._bench.review.show_current(finding)
            self._bench.view.setFocus()

    def walk(self, by: int) -> None:
        """The next finding, or the one before; round and round."""
        review = self._bench.review
        if count := len(review.model.cards):
            row = review.list.currentIndex().row()
            row = (row + by) % count if row >= 0 else (0 if by > 0 else count - 1)
            self.go_to(review.model.cards[row].finding)

    def fix_current(self) -> None:
        """Mend the finding that is looked at."""
        if finding := self._bench.review.current():
            self.apply_fix(finding)

    def apply_fix(self, finding: "Finding") -> None:
        """Mend a finding, as one step."""
        session = self._bench.session
        if session and finding.fix and not session.read_only:
            self.go_to(finding)
            session.do_here(finding.fix.label, finding.fix.edits)

    # --- where ------------------------------------------------------------------------------------------

    def where(self) -> str:
        """The current cell, for the status line."""
        from perfdesk.ui.places import field_place

        session, at = self._bench.session, self._here()
        if not at or not session or not session.opened or not session.opened.form:
            return ""
        return field_place(session.opened.form, session.opened.document, at)

    def _here(self) -> "Address | None":
        cell = self._bench.view.current_cell()
        return cell.address if cell else None

    def _go(self, address: "Address | None") -> None:
        session = self._bench.session
        sheet = session.opened.sheet if session and session.opened else None
        if sheet and address and (cell := sheet.places.get(address)):
            self._bench.view.go_to(cell)
