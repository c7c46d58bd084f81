"""The style sheet follows the palette, however often that changes, and what is drawn can be seen on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from audit_app.ui.look import apply_style, contrast, edge, link, muted

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


ROLES = QPalette.ColorRole


def palette(window: str, base: str, text: str, highlight: str) -> QPalette:
    made = QPalette(QColor(window))
    for role, colour in (
        (ROLES.Window, window), (ROLES.Base, base), (ROLES.Button, window), (ROLES.WindowText, text),
        (ROLES.Text, text), (ROLES.ButtonText, text), (ROLES.Highlight, highlight),
    ):  # fmt: skip
        made.setColor(role, QColor(colour))
    return made


WHITE = ("#efefef", "#ffffff", "#000000", "#308cc6")
GREY = ("#2b2b2b", "#1e1e1e", "#e8e8e8", "#4aa3df")
CONTRAST = ("#000000", "#000000", "#ffffff", "#ffd500")


@pytest.mark.parametrize("colours", [WHITE, GREY, CONTRAST])
def test_words_and_outlines_stand_out(colours: tuple[str, str, str, str]) -> None:
    made = palette(*colours)
    ground = made.color(ROLES.Window)
    assert contrast(link(made), ground) >= 4.5
    assert contrast(muted(made), ground) >= 4.5
    assert contrast(edge(made), ground) >= 3


@pytest.mark.parametrize("colours", [GREY, CONTRAST])
@pytest.mark.parametrize("kind", [QRadioButton, QCheckBox, QLineEdit])
def test_what_is_not_chosen_yet_has_an_outline_on_a_dark_window(
    qtbot: QtBot, app: QApplication, colours: tuple[str, str, str, str], kind: type[QWidget]
) -> None:
    for each in (WHITE, colours):  # a style sheet in place hides the name of the style beneath it
        app.setPalette(palette(*each))
        apply_style(app)
    widget = kind()
    qtbot.addWidget(widget)
    widget.show()
    picture = widget.grab().toImage()
    row = picture.height() // 2
    seen = [QColor(picture.pixelColor(x, row)) for x in range(3)]
    assert max(contrast(colour, QColor(colours[1])) for colour in seen) >= 3


def test_contrast_is_that_of_the_web() -> None:
    assert contrast(QColor("#ffffff"), QColor("#000000")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)
