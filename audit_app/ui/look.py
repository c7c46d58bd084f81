"""Sizes and colours of the window: an 8-pixel grid, the platform's palette, a text size to choose."""

from __future__ import annotations

from string import Template
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from audit_app.paths import RESOURCES
from audit_app.ui.spoken import announce

GRID = 8
_ROLES = QPalette.ColorRole
AnyLayout = TypeVar("AnyLayout", bound=QLayout)
# How much larger than ordinary text a heading is, by level.
_SCALE = {1: 1.6, 2: 1.25, 3: 1.08}


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of the second colour in the first."""
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * (1 - share) + b * share) for a, b in parts))


def muted(palette: QPalette) -> QColor:
    """For hints: quieter than text, with a contrast of 5:1 or more on the palettes tried."""
    return mixed(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), 0.32)


def line(palette: QPalette) -> QColor:
    """For frames and rules."""
    return mixed(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), 0.78)


def edge(palette: QPalette) -> QColor:
    """For the outlines of what can be clicked or typed into, 3:1 or more on what they stand on."""
    return mixed(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), 0.45)


def shaded(palette: QPalette, share: float) -> QColor:
    """The ground of a table's cell by how much of a whole it stands for; text on it can always be read."""
    roles = QPalette.ColorRole
    return mixed(palette.color(roles.Base), palette.color(roles.Highlight), 0.4 * share)


def link(palette: QPalette) -> QColor:
    """For words that lead somewhere: the colour of what is chosen, mixed with text until it can be read."""
    text, ground = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window)
    found = palette.color(QPalette.ColorRole.Highlight)
    for _step in range(8):
        if contrast(found, ground) >= 5:
            break
        found = mixed(found, text, 0.15)
    return found


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of two colours' brightness, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_brightness(one), _brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _brightness(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than what it stands on."""
    text, window = QPalette.ColorRole.WindowText, QPalette.ColorRole.Window
    return palette.color(text).lightness() > palette.color(window).lightness()


def apply_style(app: QApplication) -> None:
    """Read the style sheet with the colours of the palette in use; again whenever the palette changes."""
    style = _style_name(app)
    if style == "fusion":
        _let_choice_be_read(app)
    palette = app.palette()
    dark = is_dark(palette)
    sheets = ["fusion.qss"] * (style == "fusion") + ["style.qss"]  # what the program says of a kind holds
    dot = QFontMetrics(app.font()).height() // 2 * 2  # even, so that what is round has a middle
    template = Template("".join((RESOURCES / name).read_text(encoding="utf-8") for name in sheets))
    app.setStyleSheet(
        template.substitute(
            muted=muted(palette).name(),
            line=line(palette).name(),
            edge=edge(palette).name(),
            link=link(palette).name(),
            error="#ff9d94" if dark else "#a61b12",
            warning="#f0c674" if dark else "#7a4b00",
            notice="#3a3320" if dark else "#fff6d9",
            notice_text="#ffffff" if dark else "#1c1c1c",
            mark="light" if dark else "dark",
            dot=dot,
            radius=dot // 2 + 1,  # of the dot with its outline
            pictures=RESOURCES.as_posix(),
        )
    )
    _fit_widgets(app)


def _let_choice_be_read(app: QApplication) -> None:
    """Fusion's own ground of what is chosen leaves the words on it 3.7:1."""
    palette = app.palette()
    ink, ground = (palette.color(role) for role in (_ROLES.HighlightedText, _ROLES.Highlight))
    other = QColor("#000000" if ink.lightness() > ground.lightness() else "#ffffff")
    if contrast(ink, ground) < 4.5:
        while contrast(ink, ground) < 4.5 and ground != other:
            ground = mixed(ground, other, 0.1)
        palette.setColor(_ROLES.Highlight, ground)
        app.setPalette(palette)


def _style_name(app: QApplication) -> str:
    """The style that the program began with: under a style sheet, Qt tells no name of it any more."""
    name = app.property("base_style") or app.style().name()
    app.setProperty("base_style", name)
    return name


def set_text_size(app: QApplication, percent: int) -> None:
    """Text at 100 to 200 per cent of the platform's size; widgets follow at once."""
    base = app.property("base_point_size")
    if base is None:
        base = app.font().pointSizeF()
        app.setProperty("base_point_size", base)
    font = QFont(app.font())
    font.setPointSizeF(base * percent / 100)
    is_styled = bool(app.styleSheet())
    app.setStyleSheet("")  # under a style sheet, what is there already would keep its size
    app.setFont(font)
    if is_styled:
        apply_style(app)
    else:
        _fit_widgets(app)


def _fit_widgets(app: QApplication) -> None:
    # What is sized by the text has a font of its own, which a new style sheet sets back, or sizes of its own.
    for widget in app.allWidgets():
        if hasattr(widget, "fit_text"):
            widget.fit_text()


class Heading(QLabel):
    """A heading of level 1 to 3, which follows the text size."""

    spoken_role = QAccessible.Role.Heading

    def __init__(self, text: str = "", level: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._level = level
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.fit_text()

    def fit_text(self) -> None:
        """Take the text size in use."""
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * _SCALE[self._level])
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)


def text_label(text: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """A paragraph of plain text that wraps. `role` is one of the style sheet's."""
    return _as_text(QLabel(text, parent), role)


def _as_text(label: QLabel, role: str) -> QLabel:
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label


class _Alert(QLabel):
    """A label that is read out when it comes to be seen, and when it then says something else."""

    def setVisible(self, visible: bool) -> None:
        was = self.isVisible()
        super().setVisible(visible)
        if visible and not was:
            announce(self, self.text(), at_once=True)

    def setText(self, text: str) -> None:
        other = text != self.text()
        super().setText(text)
        if other and self.isVisible():
            announce(self, text, at_once=True)


def alert_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Says what is wrong, at the place that it is about; a screen reader says it at once."""
    return _as_text(_Alert(text, parent), "error")


def hint(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A paragraph quieter than the text around it."""
    return text_label(text, "hint", parent)


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line across."""
    made = QFrame(parent)
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


def spaced(layout: AnyLayout, margin: int = 0, spacing: int = 1) -> AnyLayout:
    """The layout with its margin and spacing on the grid, in steps of 8 pixels."""
    layout.setContentsMargins(*(margin * GRID,) * 4)
    layout.setSpacing(spacing * GRID)
    return layout


class ColumnPage(QScrollArea):
    """A page as one column of a readable width that scrolls when it must. Put things into `body`."""

    def __init__(self, width: int = 90, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = outer = QWidget(self)
        # The least height of wrapped words, reckoned for the narrowest page, would leave blank room below.
        outer.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column = QWidget(outer)
        column.setMaximumWidth(width * GRID)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sides = QHBoxLayout(outer)
        spaced(sides)
        sides.addStretch(1)
        sides.addWidget(column, 100)
        sides.addStretch(1)
        self.body = QVBoxLayout(column)
        spaced(self.body, 3, 2)
        self.setWidget(outer)
