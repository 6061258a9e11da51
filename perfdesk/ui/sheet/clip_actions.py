"""Copying, cutting, pasting and emptying cells. An open editor or a line to type in has its own clipboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QApplication, QLineEdit

from perfdesk.ui import asking
from perfdesk.ui.sheet.drag_scroll import DragScroll
from perfdesk.ui.sheet.selected_block import SelectedBlock

if TYPE_CHECKING:
    from perfdesk.documents.edits import SetText
    from perfdesk.documents.sheet import Cell
    from perfdesk.ui.panes import Panes
    from perfdesk.ui.session import Opened, Session
    from perfdesk.ui.sheet.pasting import Paste

_SHOWN = 12
"""Letters of a text that has no place, in a question."""


class ClipActions(QObject):
    """The commands 剪切, 复制 and 粘贴, and Delete on a block."""

    def __init__(self, panes: "Panes") -> None:
        super().__init__(panes)
        self._panes = panes
        self.block = SelectedBlock(panes.view)
        self.block.emptied.connect(lambda: panes.perform(lambda: self._empty("清空")))
        self.block.reached.connect(panes.desk.show_rect)
        DragScroll(panes.desk, self.block)

    def is_done_in_editor(self, name: str) -> bool:
        """Let an open editor that has the keys copy, cut or paste by itself; whether it did."""
        editor = self._panes.view.editor
        if not editor or name not in {"cut", "copy", "paste"} or self._line():
            return False
        editor.settle_composition()
        {"cut": editor.cut, "copy": editor.copy, "paste": editor.paste}[name]()
        return True

    def copy(self) -> None:
        """Lay the chosen block on the clipboard, as TSV and as an HTML table."""
        if line := self._line():
            line.copy()
        elif self._panes.tray.list.hasFocus():
            QApplication.clipboard().setText(self._panes.tray.chosen_text())
        elif self._is_on_sheet():
            self._copy_block()

    def cut(self) -> None:
        """Copy, then empty, as one step."""
        if line := self._line():
            line.cut()
        elif self._is_on_sheet() and self._is_writable() and self._copy_block():
            self._empty("剪切")

    def paste(self) -> None:
        """Lay down what is on the clipboard, from the upper left cell of the chosen block on."""
        if line := self._line():
            line.paste()
        elif self._is_on_sheet() and self._is_writable():
            self._paste()

    # --- where ------------------------------------------------------------------------------------------

    def _line(self) -> QLineEdit | None:
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, QLineEdit) else None

    def _is_on_sheet(self) -> bool:
        """Whether the keys are on the sheet; elsewhere nobody sees which cell would be meant."""
        view, focused = self._panes.view, QApplication.focusWidget()
        if focused and (focused is view or view.isAncestorOf(focused)):
            return True
        self._panes.desk.say("复制和粘贴的是表格里的格子，请先点一下要用的格子。")
        return False

    def _is_writable(self) -> bool:
        session = self._panes.session
        if session and not session.read_only:
            return True
        self._panes.say_locked()
        return False

    # --- out --------------------------------------------------------------------------------------------

    def _copy_block(self) -> bool:
        from perfdesk.exchange.clipboard import write_html, write_text
        from perfdesk.ui.sheet.blocks import pieces

        session, sheet, area = self._panes.session, self._panes.model.sheet, self.block.area()
        if not session or not sheet or not area:
            return False
        block = pieces(sheet, area, session.text_of)
        data = QMimeData()
        # one text alone is what an editor or a mail takes as it is; quotation marks would be letters there
        alone = block[0][0] if not self.block.is_chosen else None
        data.setText(alone.text if alone else write_text(block))
        data.setData("text/html", write_html(block).encode())
        QApplication.clipboard().setMimeData(data)
        return True

    def _empty(self, label: str) -> None:
        from perfdesk.documents.edits import SetText
        from perfdesk.ui.sheet.blocks import addresses_in

        opened, sheet, area = self._panes.opened, self._panes.model.sheet, self.block.area()
        if not self._is_writable() or not opened or not sheet or not area:
            return
        edits = [SetText(at, "") for at in addresses_in(sheet, area) if opened.document.text(at)]
        self._do(label, edits)

    def _do(self, label: str, edits: "list[SetText]") -> None:
        if edits and self._panes.session:
            self._panes.session.do_here(label, tuple(edits))

    # --- in ---------------------------------------------------------------------------------------------

    def _paste(self) -> None:
        from perfdesk.exchange.clipboard import read

        mime: QMimeData | None = QApplication.clipboard().mimeData()  # None when nothing is there
        page = bytes(mime.data("text/html").data()) if mime else b""
        text = mime.text() if mime else ""
        session, sheet, area = self._panes.session, self._panes.model.sheet, self.block.area()
        if not (page or text) or not session or not session.opened or not sheet or not area:
            self._panes.desk.say("剪贴板上没有可以粘贴的文字。")
            return
        rows, is_table = read(page, text)
        at = sheet.cover[area.top, area.left]
        if not is_table and not (at.address and at.address.row) and "\t" not in text:
            rows = [[text.rstrip("\r\n") if len(rows) == 1 else text]]  # lines of one text, not cells
        if len(rows) == len(rows[0]) == 1:
            self._paste_one(session, rows[0][0])
        else:
            self._paste_block(session.opened, at, rows)

    def _paste_one(self, session: "Session", text: str) -> None:
        """One text goes into every chosen cell, a merged one as a whole."""
        from perfdesk.documents.document import clean
        from perfdesk.documents.edits import SetText
        from perfdesk.ui.sheet.blocks import addresses_in

        sheet, area, opened = self._panes.model.sheet, self.block.area(), session.opened
        if sheet and area and opened:
            kept, _ = clean(text)
            addresses = addresses_in(sheet, area)
            edits = [SetText(at, kept) for at in addresses if (opened.document.text(at) or "") != kept]
            self._do("粘贴", edits)
            self.block.choose(addresses)

    def _paste_block(self, opened: "Opened", at: "Cell", rows: list[list[str]]) -> None:
        from perfdesk.ui.sheet.pasting import paste

        if not opened.form or not opened.sheet or not self._panes.session:
            return
        pasted = paste(opened.form, opened.document, opened.sheet, at, rows)
        if self._is_agreed(pasted) and pasted.edits:
            self._panes.session.do_here("粘贴", pasted.edits)
            self.block.choose(pasted.filled)

    def _is_agreed(self, pasted: "Paste") -> bool:
        """Ask, once, about rows to be added and texts without a place."""
        sentences = []
        if pasted.added:
            sentences.append(f"下面的指标行不够，要添加 {pasted.added} 行吗？")
        if pasted.homeless:
            first = " ".join(pasted.homeless[0].split())
            first = first if len(first) <= _SHOWN else f"{first[:_SHOWN]}…"
            sentences.append(
                f"有 {len(pasted.homeless)} 处文字会超出表格或落在印好的栏目上（第一处：「{first}」）。"
                "只粘贴放得下的吗？"
            )
        if not sentences:
            return True
        accept = "只粘贴放得下的" if pasted.homeless else "添加并粘贴"
        return asking.yes(self._panes.window(), "\n".join(sentences), accept)
