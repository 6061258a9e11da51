"""What is done on the open form: undo and rows. Edits are made in `rows` and kept by the session."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.documents.address import Address
    from perfdesk.documents.edits import CellEdit, Edit, Step
    from perfdesk.ui.panes import Panes


class FormActions:
    """The commands of the menus 编辑 and 指标."""

    def __init__(self, panes: "Panes") -> None:
        self._panes = panes

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session = self._panes.session
        writable = bool(session and not session.read_only)
        on_row = writable and bool(self._row_here())
        return {
            "undo": bool(session and session.stack.canUndo()),
            "redo": bool(session and session.stack.canRedo()),
            "insert_row": writable,
            "remove_row": on_row,
            "row_up": on_row,
            "row_down": on_row,
        }

    # --- undo -------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back."""
        if session := self._panes.session:
            self._go_to_change(session.undo())

    def redo(self) -> None:
        """Make it again."""
        if session := self._panes.session:
            self._go_to_change(session.redo())

    def _go_to_change(self, step: "Step | None") -> None:
        """Go to the first cell that a Step has changed, so that it is seen."""
        from perfdesk.documents.edits import InsertRow, MoveRow, SetText

        opened = self._panes.opened
        if not step or not opened or not opened.sheet:
            return
        edits = [edit for uid, edit in step.edits if uid == opened.document.uid]
        if self._is_about_row_here(edits):
            return
        for edit in edits:
            match edit:
                case SetText(address):
                    self._go(address)
                case InsertRow(row):
                    self._go_to_row(row.uid)
                case MoveRow(row_uid):
                    self._go_to_row(row_uid)
                case _:
                    continue
            return

    def _is_about_row_here(self, edits: "list[Edit]") -> bool:
        """Whether the row of the current cell is led to another block or place: the clerk goes with it."""
        from perfdesk.documents.edits import MoveRow, SetText

        opened, here = self._panes.opened, self._row_here()
        if not here or not opened or not opened.form:
            return False
        levels = {cell.key for cell in opened.form.rows.cells if cell.merge}
        return any(
            (isinstance(edit, MoveRow) and edit.row == here.row)
            or (isinstance(edit, SetText) and edit.address.row == here.row and edit.address.key in levels)
            for edit in edits
        )

    # --- rows -------------------------------------------------------------------------------------------

    def insert_row(self) -> None:
        """A row below the current cell, all of a merged one; the clerk goes on in its first own cell."""
        from perfdesk.ui.sheet.rows import inserted

        session = self._panes.session
        if session and session.opened and session.opened.form:
            form = session.opened.form
            cell = self._panes.view.current_cell()
            last = cell.addresses[-1] if cell and cell.addresses else None
            edit = inserted(form, session.opened.document, last)
            self._do("插入指标", edit)
            self._go_to_row(edit.row.uid)

    def remove_row(self) -> None:
        """Take the current row away."""
        from perfdesk.ui.sheet.rows import removed

        session = self._panes.session
        if session and session.opened:
            self._do("删除指标", removed(session.opened.document, self._row_here()))

    def move_row(self, by: int) -> None:
        """The current row one place up or down, or into the block above or below."""
        from perfdesk.ui.sheet.rows import moved

        session, here = self._panes.session, self._row_here()
        if session and session.opened and session.opened.form:
            if edits := moved(session.opened.form, session.opened.document, here, by):
                session.do_here("移动指标", edits)
            self._go(here)

    def _row_here(self) -> "Address | None":
        """The current cell, if it is one indicator's alone."""
        cell = self._panes.view.current_cell()
        return cell.address if cell and cell.address and cell.address.row and not cell.addresses[1:] else None

    def _go_to_row(self, uid: str) -> None:
        from perfdesk.documents.address import Address

        if (opened := self._panes.opened) and opened.form:
            form = opened.form
            own = [cell.key for cell in form.rows.cells if not cell.merge] or list(form.row_keys())
            self._go(Address(uid, own[0]))

    def _do(self, label: str, edit: "CellEdit | None") -> None:
        if edit and (session := self._panes.session):
            session.do_here(label, (edit,))

    # --- where ------------------------------------------------------------------------------------------

    def where(self) -> str:
        """The current cell, for the status line."""
        from perfdesk.ui.sheet.places import field_place

        session, at = self._panes.session, self._here()
        if not at or not session or not session.opened or not session.opened.form:
            return ""
        return field_place(session.opened.form, session.opened.document, at)

    def _here(self) -> "Address | None":
        cell = self._panes.view.current_cell()
        return cell.address if cell else None

    def _go(self, address: "Address | None") -> None:
        session = self._panes.session
        sheet = session.opened.sheet if session and session.opened else None
        if sheet and address and (cell := sheet.places.get(address)):
            self._panes.view.go_to(cell)
