"""The style sheet follows the palette, however often that changes, and what is drawn can be seen on it."""

from __future__ import annotations

import re
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


def test_marks_are_drawn_in_the_colour_of_text_however_often_that_changes(app: QApplication) -> None:
    drawn = [re.findall(r"tick-\w+", use(app, *colours)) for colours in (LIGHT, DARK, LIGHT, DARK)]
    assert drawn == [["tick-dark"], ["tick-light"], ["tick-dark"], ["tick-light"]]


# Words and outlines that need not stand out: of what can't be used, and rules that only part what is beside.
EXEMPT = re.compile(r":disabled|QFrame\[role=\"(rule|card)\"\]|QHeaderView|QMenuBar \{|-line")


def declared(sheet: str) -> list[tuple[str, dict[str, str]]]:
    """The rules of a style sheet: what each is about, and its values by their names."""
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    found = re.findall(r"([^{}]+)\{([^{}]*)\}", plain)
    return [(f"{who.strip()} {{", dict(re.findall(r"([\w-]+):\s*([^;]+);", what))) for who, what in found]


def colour(value: str, made: QPalette) -> QColor | None:
    """The colour in a value, of the palette where it says so."""
    named = {"window": ROLES.Window, "base": ROLES.Base, "text": ROLES.Text, "button": ROLES.Button,
             "highlight": ROLES.Highlight, "highlighted-text": ROLES.HighlightedText}  # fmt: skip
    if role := re.search(r"palette\(([\w-]+)\)", value):
        return made.color(named[role[1]])
    plain = re.search(r"#[0-9a-f]{6}", value)
    return QColor(plain[0]) if plain else None


def weak(sheet: str, made: QPalette) -> list[str]:
    """What of a style sheet doesn't stand out from its ground, with the ratio."""
    found = []
    for who, values in declared(sheet):
        own = colour(values.get("background", ""), made)
        grounds = [own] if own else [made.color(ROLES.Window), made.color(ROLES.Base)]
        outside = [made.color(ROLES.Window)]
        for name, least, against in (
            ("color", 4.5, grounds),
            ("border", 3, outside),
            ("border-color", 3, outside),
        ):
            drawn = colour(values.get(name, ""), made)
            if drawn is None or EXEMPT.search(who):
                continue
            ratio = min(contrast(drawn, ground) for ground in against)
            if ratio < least:
                found.append(f"{who} {name} {ratio:.1f}")
    return found


def test_all_words_have_4_5_and_all_outlines_3_to_1(app: QApplication) -> None:
    found = {}
    for name, colours in (("light", WHITE), ("dark", GREY), ("high contrast", CONTRAST)):
        made = palette(*colours)
        made.setColor(ROLES.HighlightedText, QColor("#ffffff" if name == "light" else colours[0]))
        app.setPalette(made)
        apply_style(app)
        found[name] = weak(app.styleSheet(), app.palette())
    assert found == {"light": [], "dark": [], "high contrast": []}


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


@pytest.mark.parametrize("colours", [WHITE, GREY, CONTRAST])
@pytest.mark.parametrize("kind", [QRadioButton, QCheckBox, QLineEdit])
def test_what_is_not_chosen_yet_has_an_outline(
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
