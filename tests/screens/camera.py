"""The camera: how a picture of a window is taken, and when the window is at rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.operations.audit import Audit
from audit_app.ui.look import apply_style, set_text_size
from audit_app.ui.main_window import MainWindow
from audit_app.ui.parts.chart_view import ChartView
from audit_app.ui.read.page_view import PageView
from audit_app.ui.workspace import Workspace

Shoot = Callable[[QWidget, str], None]
"""What is done with a widget that is shown, and the name of the picture."""

WIDE, NARROW = (1280, 720), (720, 720)
_PATIENCE_MS = 30_000


@dataclass(frozen=True)
class Look:
    """How a picture is taken: the file's ending, the window's size, text size and colours."""

    name: str = ""
    size: tuple[int, int] = WIDE
    text: int = 100
    colours: tuple[str, str, str, str] | None = None  # window, base, text, highlight


LOOKS = (
    Look("-large", text=200),
    Look("-dark", colours=("#2b2b2b", "#1e1e1e", "#e8e8e8", "#4aa3df")),
    Look("-contrast", colours=("#000000", "#000000", "#ffffff", "#ffd500")),
    Look("-narrow", size=NARROW),
)


def opened(window: MainWindow) -> tuple[Workspace, Audit]:
    """What the window shows of the open audit, and the audit."""
    assert window.workspace is not None
    assert window.workspace.audit is not None
    return window.workspace, window.workspace.audit


def use(app: QApplication, window: MainWindow, look: Look) -> None:
    """Show the window in this look from now on."""
    palette = app.style().standardPalette()
    if look.colours is not None:
        window_, base, text, highlight = map(QColor, look.colours)
        roles = QPalette.ColorRole
        for role, colour in (
            (roles.Window, window_), (roles.Base, base), (roles.AlternateBase, window_),
            (roles.Button, window_),
            (roles.WindowText, text), (roles.Text, text), (roles.ButtonText, text), (roles.BrightText, text),
            (roles.Highlight, highlight), (roles.HighlightedText, window_), (roles.Link, highlight),
            (roles.ToolTipBase, base), (roles.ToolTipText, text), (roles.PlaceholderText, text),
        ):  # fmt: skip
            palette.setColor(role, colour)
    app.setPalette(palette)
    set_text_size(app, look.text)
    apply_style(app)
    window.resize(*look.size)


def take(window: MainWindow, shoot: Shoot, name: str) -> None:
    """A picture of the window, once it is at rest."""
    settle(window)
    shoot(window, name)


def keep(widget: QWidget, path: Path) -> None:
    """A picture of a widget as it is. OSError when it can't be written."""
    if not widget.grab().save(str(path)):
        raise OSError(f"{path} could not be written.")
    _shrink(path)


def settle(window: MainWindow) -> None:
    """Wait until nothing is being read or drawn any more."""
    let_pass(150)
    waited = 0
    while waited < _PATIENCE_MS and (_at_work(window) or _undrawn(window)):
        let_pass(50)
        waited += 50
    let_pass(100)


def _shrink(path: Path) -> None:
    """Pages have few colours: half the size, and nothing that an eye could miss."""
    from PIL import Image

    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def _at_work(window: MainWindow) -> bool:
    unfinished = (view for view in window.findChildren(PageView) if view.isVisible() and not view.complete)
    return window._desk.busy or window._drawing.busy or any(unfinished)


def _undrawn(window: MainWindow) -> bool:
    return any(chart.in_sight and not chart.drawn for chart in window.findChildren(ChartView))


def let_pass(milliseconds: int) -> None:
    """Let the window work for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
