"""The page as it will be printed, beside the paper: the printed PDF itself, in pixels.

Pages are made on another thread from frozen values, one job at a time; while one is under way only the
newest wish is kept, and what comes back for a document that is no longer open is dropped.
"""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QColor, QFocusEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from perfdesk.ui.looks import Paper, surroundings
from perfdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from perfdesk.documents.document import Document
    from perfdesk.errors import PerfdeskError
    from perfdesk.forms.spec import FormSpec
    from perfdesk.printing import Place

_MARGIN = 12
"""Around and between pages."""
_LEAST_WIDTH = 200
"""Beside the narrowest tree and paper in the smallest window."""
_SCROLL_BAR = 12
_AT_TOP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_PAUSE = 60
"""Milliseconds without a key before pages are made anew."""


class Pages(NamedTuple):
    """The pages of a document in pixels; sizes in points of paper."""

    document: str
    """Its uid."""
    pictures: tuple[QImage, ...]
    sizes: tuple[tuple[float, float], ...]
    places: "tuple[Place, ...]"


class Preview(QScrollArea):
    """Shows pages under each other, as wide as there is room.

    Signals: `wanted()` when pages should be made anew, after a pause; `pictured()` when new ones are shown;
    `chosen(address)` when a cell is clicked.
    """

    wanted = Signal()
    pictured = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys in the form
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setAccessibleName("页面预览")
        self.viewport().setAutoFillBackground(False)
        self._surface = _Surface(self.chosen, self)
        self.setWidget(self._surface)
        self._tasks = Tasks(self)
        self._next: tuple[FormSpec, Document] | None = None
        self._document = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.wanted)
        self.hide()

    @property
    def pages(self) -> Pages | None:
        """What is shown now."""
        return self._surface.pages

    @property
    def is_busy(self) -> bool:
        """Whether newer pages are on their way."""
        return self._pause.isActive() or not self._tasks.is_idle

    def ask_soon(self) -> None:
        """Something has changed: ask for it when the clerk pauses."""
        if self.isVisible():
            self._pause.start()

    def show_document(self, form: "FormSpec", document: "Document") -> None:
        """Make the pages of a document and show them."""
        self._document = document.uid
        self._next = (form, document)
        if not self._surface.pages or self._surface.pages.document != document.uid:
            self._surface.show_pages(None, is_waiting=True)
            self.verticalScrollBar().setValue(0)
        self._begin()

    def show_nothing(self) -> None:
        """There is no document."""
        self._document, self._next = "", None
        self._surface.show_pages(None)

    def wait(self) -> None:
        """Let a job come to its end."""
        self._pause.stop()
        self._next = None
        self._tasks.wait()

    def _begin(self) -> None:
        if not self._next or not self._tasks.is_idle:
            return
        (form, document), self._next = self._next, None
        pixels = round(self._surface.room * self.devicePixelRatioF())
        ratio = self.devicePixelRatioF()
        self._tasks.start("", lambda: make_pages(form, document, pixels, ratio), self._take, self._refuse)

    def _take(self, pages: Pages) -> None:
        if pages.document == self._document:
            self._surface.show_pages(pages)
            self.pictured.emit()
        self._begin()

    def _refuse(self, _error: "PerfdeskError") -> None:
        """What cannot be printed is said when it is printed; there is nothing to see of it."""
        self._surface.show_pages(self._surface.pages)
        self._begin()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys scroll the pages now; their edges say so."""
        super().focusInEvent(event)
        self._surface.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And no longer."""
        super().focusOutEvent(event)
        self._surface.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch the pages at once, and make sharp ones soon."""
        super().resizeEvent(event)
        # the same with and without a scroll bar: else a page that needs one would shrink until it does not
        self._surface.room = max(self.width() - _SCROLL_BAR - 2 * _MARGIN, 1)
        self._surface.place()
        self.ask_soon()


class _Surface(QWidget):
    """Grey desk, white pages."""

    def __init__(self, chosen: SignalInstance, area: QWidget) -> None:
        super().__init__()
        self._area = area
        self.pages: Pages | None = None
        self.is_waiting = False
        """Whether pages are being made, which takes a moment the first time"""
        self.room = _LEAST_WIDTH
        self._chosen = chosen
        self._frames: list[QRect] = []
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.minimumHeight())

    def show_pages(self, pages: Pages | None, *, is_waiting: bool = False) -> None:
        self.pages, self.is_waiting = pages, is_waiting
        self.place()

    def place(self) -> None:
        """Put the pages under each other."""
        self._frames, top = [], _MARGIN
        left = (self.width() - self.room) // 2
        for width, height in self.pages.sizes if self.pages else ():
            frame = QRect(left, top, self.room, round(self.room * height / width))
            self._frames.append(frame)
            top = frame.bottom() + 1 + _MARGIN
        self.setMinimumHeight(top if self._frames else 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(surroundings().desk))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colour, edge = (surroundings().accent, 2) if self._area.hasFocus() else (surroundings().line, 1)
        if self.is_waiting and not self.pages:
            painter.setPen(QColor(surroundings().quiet))
            painter.drawText(self.rect().adjusted(0, 2 * _MARGIN, 0, 0), _AT_TOP, "正在排版…")
        for frame, picture in zip(self._frames, self.pages.pictures if self.pages else (), strict=True):
            if frame.intersects(event.rect()):
                painter.fillRect(frame.adjusted(-edge, -edge, edge, edge), QColor(colour))
                painter.fillRect(frame, Paper.white)
                painter.drawImage(frame, picture)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to the cell under it."""
        at = event.position()
        for number, frame in enumerate(self._frames):
            if self.pages and frame.contains(at.toPoint()):
                points = self.pages.sizes[number][0] / frame.width()
                x, y = (at.x() - frame.x()) * points, (at.y() - frame.y()) * points
                for place in self.pages.places:
                    across = place.x <= x < place.x + place.width
                    if place.page == number and across and place.y <= y < place.y + place.height:
                        self._chosen.emit(place.address)
                        return


def make_pages(form: "FormSpec", document: "Document", pixels: int, ratio: float) -> Pages:
    """The pages of a document, as they are printed, so many pixels wide."""
    from perfdesk import pdfium
    from perfdesk.documents.paper import paper
    from perfdesk.printing import render_with_places

    rendered = render_with_places([paper(form, document)])
    pdf = rendered.pdf
    sizes = tuple(pdfium.page_size(pdf, number) for number in range(pdfium.page_count(pdf)))
    pictures = []
    for number, (width, _) in enumerate(sizes):
        shown = pdfium.render_page(pdf, number, pixels / width)
        image = QImage(shown.pixels, shown.width, shown.height, shown.stride, QImage.Format.Format_RGB32)
        pictures.append(image.copy())  # Qt does not keep the bytes
        pictures[-1].setDevicePixelRatio(ratio)
    return Pages(document.uid, tuple(pictures), sizes, rendered.places)
