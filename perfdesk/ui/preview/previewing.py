"""What the preview shows: the open document, with what is being typed in it but not kept yet."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from perfdesk.ui.preview.pane import Preview

if TYPE_CHECKING:
    from perfdesk.documents.address import Address
    from perfdesk.documents.document import Document
    from perfdesk.ui.panes import Panes
    from perfdesk.ui.session import Session

_WIDTH = 330
_BESIDE = 2
"""After the tree and the paper."""
_ROOM = 1200
"""The least width of the window that has room for the preview and the findings side by side."""


class Previewing(QObject):
    """Puts a preview among the panes, hidden at first, and keeps it up with the open document."""

    def __init__(self, panes: "Panes") -> None:
        super().__init__(panes)
        self._panes = panes
        self.preview = Preview()
        panes.insertWidget(_BESIDE, self.preview)
        panes.setTabOrder(panes.view, self.preview)
        self.preview.wanted.connect(self._show)
        self.preview.chosen.connect(self._go)
        panes.view.typed.connect(self.preview.ask_soon)
        panes.installEventFilter(self)

    def attend(self, session: "Session") -> None:
        """Follow the open document of a session."""
        session.document_opened.connect(self.preview.ask_soon)
        session.document_changed.connect(self.preview.ask_soon)

    def toggle(self) -> None:
        """Show the preview, or hide it."""
        if self.preview.isHidden():
            tree, paper, _, review = self._panes.sizes()
            paper += review if self._is_narrow() else 0
            self.preview.show()
            self._panes.setSizes([tree, paper - _WIDTH, _WIDTH, review])
            self._show()
        else:
            self.preview.hide()
            self.preview.show_nothing()
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room anew when the window becomes wide or narrow."""
        if event.type() == QEvent.Type.Resize:
            self._share()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        """In a narrow window the preview takes the place of the findings."""
        self._panes.review.setHidden(not self.preview.isHidden() and self._is_narrow())

    def _is_narrow(self) -> bool:
        return self._panes.width() < _ROOM

    def _show(self) -> None:
        opened = self._panes.opened
        if opened and opened.form and (document := self._document()):
            self.preview.show_document(opened.form, document)
        else:
            self.preview.show_nothing()

    def _document(self) -> "Document | None":
        """The open document as it would be if the open editor were left now."""
        opened, typed = self._panes.opened, self._panes.view.typed_text()
        if not opened or not typed:
            return opened.document if opened else None
        from perfdesk.documents.document import clean

        cell, text = typed
        document = opened.document
        for edit in cell.write(clean(text)[0]):
            document = edit.apply(document)
        return document

    def _go(self, address: "Address") -> None:
        """A click in the page goes to the cell; nothing that is typed is lost on the way."""
        self._panes.perform(lambda: self._go_to(address))

    def _go_to(self, address: "Address") -> None:
        opened = self._panes.opened
        if opened and opened.sheet and (cell := opened.sheet.places.get(address)):
            self._panes.view.go_to(cell)
            self._panes.view.setFocus()
