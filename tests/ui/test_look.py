"""The style sheet follows the palette, however often that changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from audit_app.ui.look import apply_style

LIGHT, DARK = ("#ffffff", "#000000"), ("#000000", "#ffffff")


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = QPalette(qapp.palette())
    yield qapp
    qapp.setPalette(before)
    apply_style(qapp)


def use(app: QApplication, window: str, text: str) -> str:
    palette = QPalette(app.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(window))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    app.setPalette(palette)
    apply_style(app)
    return app.styleSheet()


def test_outlines_are_drawn_on_a_dark_window_also_after_a_light_one(app: QApplication) -> None:
    drawn = ["QCheckBox::indicator" in use(app, *colours) for colours in (LIGHT, DARK, LIGHT, DARK)]
    assert drawn == [False, True, False, True]
