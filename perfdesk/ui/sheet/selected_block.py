"""The block of cells a clerk has chosen: by Shift and arrows, by Shift and a click, or by drawing the mouse.

It lies over the sheet as a pale blue sheet of glass. The current cell stays where it was; everything that
goes elsewhere or types ends the block.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from perfdesk.ui.looks import Paper
from perfdesk.ui.sheet import moves
from perfdesk.ui.sheet.blocks import Area, area_of, around, between, cells_in
from perfdesk.ui.sheet.view import SheetView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.documents.address import Address
    from perfdesk.documents.sheet import Cell

_Key = Qt.Key
_ARROWS = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}
_HELD = {_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_Meta}
_EMPTYING = {_Key.Key_Delete, _Key.Key_Backspace}
_SHIFT, _KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
_LEFT = Qt.MouseButton.LeftButton
_GLASS = 40
"""Of 255: texts and findings below stay what they are."""


class SelectedBlock(QWidget):
    """The chosen block of one view.

    Signals: `emptied()` when its cells are to be emptied; `reached(rect)` when a key made it grow to a cell;
    `drawn(place)` while the mouse draws it, with a place on the screen, and `released()` after that.
    """

    emptied = Signal()
    reached = Signal(QRect)
    drawn = Signal(QPoint)
    released = Signal()

    def __init__(self, view: SheetView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._end: tuple[int, int] | None = None
        self._drawn_from: tuple[int, int] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.current_moved.connect(self.clear)
        view.sheet_model.laid_out.connect(self.clear)
        view.height_changed.connect(self.update)

    # --- what is chosen ---------------------------------------------------------------------------------

    @property
    def is_chosen(self) -> bool:
        """Whether more than the current cell is chosen."""
        return self._end is not None

    def area(self) -> Area | None:
        """The chosen block, or what the current cell covers; None without a current cell."""
        sheet, here = self._view.sheet_model.sheet, self._view.current_cell()
        if not sheet or not here:
            return None
        end = sheet.cover.get(self._end) if self._end else None
        return between(sheet, here, end) if end else area_of(here)

    def clear(self, *_: object) -> None:
        """Choose nothing but the current cell."""
        self._end = None
        self.hide()

    def choose(self, addresses: "Sequence[Address]") -> None:
        """Choose the cells that show some addresses; the first of them is the current one."""
        sheet = self._view.sheet_model.sheet
        cells = [sheet.places[address] for address in addresses if address in sheet.places] if sheet else []
        if not sheet or not cells:
            return
        self._view.go_to(cells[0])
        whole = around(cells)
        corner = (whole.bottom - 1, whole.right - 1)
        self._extend(sheet.cover[corner], corner)

    def draw_to(self, mouse: QPoint) -> None:
        """Let the block reach to a place on the screen while it is drawn."""
        if self._drawn_from:
            self._extend_to(self._view.viewport().mapFromGlobal(mouse))

    def _extend(self, end: "Cell", place: tuple[int, int]) -> None:
        if end is self._view.current_cell():
            self.clear()
            return
        self._end = place
        self.setGeometry(self._view.viewport().rect())
        self.raise_()
        self.show()
        self.update()

    def _extend_by_key(self, down: int, right: int) -> None:
        sheet, here = self._view.sheet_model.sheet, self._view.current_cell()
        if not sheet or not here:
            return
        lane = self._end or (here.row, here.column)
        if place := moves.neighbour(sheet, sheet.cover[lane], lane, down, right):
            end = sheet.cover[place]
            self._extend(end, place)
            self.reached.emit(self._view.visualRect(self._view.sheet_model.index_of(end)))

    def _extend_to(self, position: QPoint) -> None:
        """To the cell under the mouse; beside the paper, to the nearest."""
        area = self._view.viewport().rect().adjusted(1, 1, -2, -2)
        x = min(max(position.x(), area.left()), area.right())
        y = min(max(position.y(), area.top()), area.bottom())
        index = self._view.indexAt(QPoint(x, y))
        if end := self._view.sheet_model.cell(index):
            self._extend(end, (end.row, end.column))

    # --- keys and mouse ---------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What chooses is taken here; what types or goes elsewhere ends the block and passes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return watched is self._view and not self._view.editor and self._key(event)
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            return self._mouse(event)
        if event.type() == QEvent.Type.InputMethod:
            self.clear()
        elif event.type() == QEvent.Type.Resize and self.is_chosen:
            self.setGeometry(self._view.viewport().rect())
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & ~_KEYPAD
        if key in _ARROWS and held == _SHIFT:
            self._extend_by_key(*_ARROWS[key])
            return True
        if self.is_chosen and key in _EMPTYING and not held:
            self.emptied.emit()
            return True
        if key not in _HELD and not held & Qt.KeyboardModifier.ControlModifier:
            self.clear()
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        position = event.position().toPoint()
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == _LEFT:
                return self._press(position, shift=bool(event.modifiers() & _SHIFT))
            case QEvent.Type.MouseMove if event.buttons() & _LEFT:
                if self._drawn_from:
                    self._extend_to(position)
                    self.drawn.emit(self._view.viewport().mapToGlobal(position))
                return True  # Qt would take the current cell along
            case QEvent.Type.MouseButtonRelease:
                self._drawn_from = None
                self.released.emit()
        return False

    def _press(self, position: QPoint, *, shift: bool) -> bool:
        cell = self._view.sheet_model.cell(self._view.indexAt(position))
        self._drawn_from = (cell.row, cell.column) if cell and cell.addresses else None
        if shift and cell and not self._view.editor:
            self._extend_to(position)
            self._drawn_from = (cell.row, cell.column)
            return True
        self.clear()
        return False

    # --- drawing ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Glass over all cells but the current one, and a frame around the whole."""
        sheet, area = self._view.sheet_model.sheet, self.area()
        if not sheet or not area or not self.is_chosen:
            return
        whole = QRegion()
        for cell in cells_in(sheet, area):
            whole += self._view.visualRect(self._view.sheet_model.index_of(cell))
        painter = QPainter(self)
        frame = whole.boundingRect().adjusted(-1, -1, -1, -1)
        painter.setPen(Paper.current)
        painter.drawRect(frame)
        if here := self._view.current_cell():
            whole -= self._view.visualRect(self._view.sheet_model.index_of(here))
        painter.setClipRegion(whole)
        glass = QColor(Paper.current)
        glass.setAlpha(_GLASS)
        painter.fillRect(frame, glass)
