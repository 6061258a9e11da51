"""How large the paper is shown: the slider in the status line, the wheel, and the commands."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from perfdesk.ui.sheet.desk import Desk

LEAST, MOST = 60, 200
_NOTCH = 10
_WIDTH = 96
_PERCENT = 60


class ZoomSlider(QWidget):
    """A small slider and the percentage. Signals: `chosen(percent)`."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LEAST, MOST)
        self.slider.setSingleStep(_NOTCH)
        self.slider.setPageStep(_NOTCH)
        self.slider.setFixedWidth(_WIDTH)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys stay in the form
        self.slider.setAccessibleName("显示比例")
        self.slider.setToolTip("显示比例（Ctrl+滚轮；Ctrl+0 恢复 100%）")
        self.percent = QLabel()
        self.percent.setFixedWidth(_PERCENT)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.slider)
        row.addWidget(self.percent)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetFixedSize)
        self.show_percent(100)
        self.slider.valueChanged.connect(self.chosen)

    def show_percent(self, percent: int) -> None:
        """Stand where the paper is; nobody is told."""
        self.slider.blockSignals(True)
        self.slider.setValue(percent)
        self.slider.blockSignals(False)
        self.percent.setText(f"{percent}%")


class Zoom(QObject):
    """Keeps desk and slider alike. An open editor stays open: it grows with the paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.slider = ZoomSlider()
        self.slider.chosen.connect(self.to)
        desk.zoom_turned.connect(lambda notches: self.to(self.percent + notches * _NOTCH))

    @property
    def percent(self) -> int:
        """How large the paper is now."""
        return round(self._desk.zoom * 100)

    def to(self, percent: int) -> None:
        """Show the paper so large, as far as that goes."""
        percent = min(max(percent, LEAST), MOST)
        if percent != self.percent:
            self._desk.set_zoom(percent / 100)
        self.slider.show_percent(percent)

    def whole(self) -> None:
        """Back to 100 %."""
        self.to(100)

    def fit_width(self) -> None:
        """As large as it may be without being scrolled sideways."""
        self.to(int(self._desk.zoom_to_fit * 100))
