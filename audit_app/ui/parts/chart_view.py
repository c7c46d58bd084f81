"""A chart as a picture, drawn on the drawing thread and shown as sharp as the screen is.

matplotlib takes half a second to import and longer to draw than a window should wait; none of it happens on
the interface's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from audit_app.ui.look import GRID, muted
from audit_app.ui.tasks import Desk, Task
from audit_app.words import _

_INCH = 96  # pixels, as Qt's points count them
_NARROWEST = 40 * GRID
_LEAST = 0.65


def render(draw: Callable[[Any], Any], colours: dict[str, Any], width: int, ratio: float) -> QImage:
    """The chart that `draw(theme)` makes, `width` logical pixels wide, with `ratio` real pixels in each."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from audit_app.charts.theme import Theme

    figure = draw(Theme(**colours))
    # A chart squeezed below this loses its axes; it is drawn at it and made smaller as a whole.
    across_inches = max(width / _INCH, figure.get_figwidth() * _LEAST)
    figure.set_dpi(width * ratio / across_inches)
    figure.set_size_inches(across_inches, figure.get_figheight())
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]  # as matplotlib leaves it
    across, down = canvas.get_width_height()
    pixels = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # as above
    image = QImage(pixels, across, down, across * 4, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(ratio)
    return image


def colours_of(widget: QWidget) -> dict[str, Any]:
    """The colours and text size of a widget as a chart's theme takes them."""
    palette = widget.palette()
    return {
        "foreground": palette.color(QPalette.ColorRole.Text).name(),
        "background": palette.color(QPalette.ColorRole.Base).name(),
        "accent": palette.color(QPalette.ColorRole.Highlight).name(),
        "muted": muted(palette).name(),
        "font_size": widget.font().pointSizeF(),
    }


class ChartView(QWidget):
    """One chart with its name. `words` says the same for those who do not see it."""

    def __init__(
        self,
        drawing: Desk,
        name: str,
        words: str,
        draw: Callable[[Any], Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._drawing, self._draw = drawing, draw
        self._image: QImage | None = None
        self._task: Task | None = None
        self._drawn_for: tuple[Any, ...] = ()
        self.setAccessibleName(_("Picture: {name}").format(name=name))
        self.setAccessibleDescription(words)
        self.setMinimumWidth(_NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(16 * GRID)
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self.redraw)

    def redraw(self) -> None:
        """Draw again if width or colours are other than those drawn for; a picture out of sight can wait."""
        wanted = self._wanted()
        if wanted == self._drawn_for or not self.in_sight:
            return
        self.stop()
        self._drawn_for = wanted
        self._task = self._drawing.later(
            render, self._draw, dict(wanted[2]), wanted[0], wanted[1], done=self._show
        )

    def stop(self) -> None:
        """Let go of a drawing that nobody waits for any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @property
    def drawn(self) -> bool:
        """Whether the picture is there."""
        return self._image is not None

    @property
    def in_sight(self) -> bool:
        """Whether any of it can be seen where the page is scrolled to."""
        return not self.visibleRegion().isEmpty()

    def _wanted(self) -> tuple[Any, ...]:
        return self.width(), self.devicePixelRatioF(), tuple(colours_of(self).items())

    def _show(self, image: QImage) -> None:
        self._task = None
        self._image = image
        self.setFixedHeight(round(image.height() / image.devicePixelRatio()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60 * GRID, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._task is not None:
            self.stop()
            self._drawn_for = ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._soon.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._drawn_for != self._wanted():
            self._soon.start()
        if self._image is not None:
            QPainter(self).drawImage(0, 0, self._image)
