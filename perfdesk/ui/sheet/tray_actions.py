"""What is done with the texts in the tray: laid into the current cell and the ones after it, or dropped."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.documents.address import Address
    from perfdesk.documents.edits import SetText, SetTray
    from perfdesk.ui.panes import Panes


class TrayActions:
    """The commands 放入当前格 and 不需要, and what fills the tray."""

    def __init__(self, panes: "Panes") -> None:
        self._panes = panes
        panes.tray.wanted.connect(lambda: panes.perform(self.place))
        panes.tray.dropped.connect(lambda: panes.perform(self.drop))

    def able(self) -> dict[str, bool]:
        """Which commands make sense now."""
        session, opened = self._panes.session, self._panes.opened
        some = bool(session and opened and opened.document.tray and not session.read_only)
        return {"place_stray": some and bool(self._panes.view.current_cell()), "drop_stray": some}

    def show(self) -> None:
        """Show what lies in the tray of the open form."""
        opened, tray = self._panes.opened, self._panes.tray
        had_keys = tray.list.hasFocus()
        tray.show_strays(opened.document.tray if opened else (), able=self.able()["drop_stray"])
        if had_keys and tray.isHidden():
            self._panes.view.setFocus()

    def drop(self) -> None:
        """Take the chosen texts out: nobody needs them."""
        from perfdesk.documents.tray import taken_out

        session, chosen = self._panes.session, self._panes.tray.chosen()
        if session and session.opened and chosen and self.able()["drop_stray"]:
            self._do("移出待放栏", (taken_out(session.opened.document, chosen),))

    def place(self) -> None:
        """Lay the current text down as if it were pasted; what stood there takes its place in the tray."""
        from perfdesk.documents.edits import SetText
        from perfdesk.documents.tray import laid_down
        from perfdesk.ui.sheet.pasting import paste
        from perfdesk.ui.sheet.places import field_place

        opened, at = self._panes.opened, self._panes.view.current_cell()
        place = self._panes.tray.current()
        if place is None or not opened or not opened.form or not opened.sheet or not at:
            return
        if not self.able()["place_stray"]:
            self._panes.say_locked()
            return
        form, document, cells = opened.form, opened.document, opened.document.tray[place].text.split("\t")
        pasted = paste(form, document, opened.sheet, at, [cells])
        if len(pasted.homeless) == len([text for text in cells if text.strip()]):
            self._panes.desk.say("当前格放不下这段文字，请先点一下要放入的格子。")
            return

        def name_of(address: "Address") -> str:
            return field_place(form, document, address)

        edits = [edit for edit in pasted.edits if isinstance(edit, SetText)]
        self._do("放入待放的文字", laid_down(document, place, edits, pasted.homeless, name_of))

    def _do(self, label: str, edits: "tuple[SetText | SetTray, ...]") -> None:
        if self._panes.session:
            self._panes.session.do_here(label, edits)
