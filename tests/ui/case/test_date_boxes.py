from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from audit_app.ui.case.date_boxes import DateBoxes, joined, split, spread
from tests.ui.conftest import PATIENCE


@pytest.mark.parametrize(
    ("boxes", "value"),
    [
        (("", "", ""), ""),
        (("3", "11", "2024"), "2024-11-03"),
        (("03", "nov", "24"), "2024-11-03"),
        (("", "11", "2024"), "2024-11"),
        (("", "nov", "2024"), "2024-11"),
        (("", "", "2024"), "2024"),
        (("3 nov 2024", "", ""), "2024-11-03"),
        (("", "03/11/24", ""), "2024-11-03"),
        (("", "", "2024-11-03"), "2024-11-03"),
        (("nov 2024", "", ""), "2024-11"),
        (("2024", "", ""), "2024"),
        (("32", "nov", "2024"), "32/nov/2024"),
        (("3", "", "2024"), "3//2024"),
        (("3", "11", ""), "3/11/"),
        (("soon", "", ""), "soon//"),
    ],
)
def test_what_the_boxes_make(boxes: tuple[str, str, str], value: str) -> None:
    assert joined(boxes) == value


@pytest.mark.parametrize(
    ("value", "boxes"),
    [
        ("", ("", "", "")),
        ("2024-11-03", ("3", "11", "2024")),
        ("2024-11", ("", "11", "2024")),
        ("2024", ("", "", "2024")),
        ("32/nov/2024", ("32", "nov", "2024")),
        ("unknown", ("unknown", "", "")),
    ],
)
def test_how_a_kept_value_is_shown(value: str, boxes: tuple[str, str, str]) -> None:
    assert split(value) == boxes


def test_a_whole_date_spreads_over_the_boxes_and_a_year_stays_where_it_is() -> None:
    assert spread(("3 nov 2024", "", "")) == ("3", "11", "2024")
    assert spread(("3", "11", "2024")) == ("3", "11", "2024")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_comes_back_as_it_was(day: date) -> None:
    assert joined(split(day.isoformat())) == day.isoformat()


@given(st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12)))
def test_whatever_is_typed_is_kept(typed: tuple[str, str, str]) -> None:
    assert bool(joined(typed)) == any(part.strip() for part in typed)


@pytest.fixture
def boxes(qtbot: QtBot) -> Iterator[DateBoxes]:
    window = QWidget()
    layout = QVBoxLayout(window)
    made = DateBoxes("When was the referral?", window)
    layout.addWidget(made)
    layout.addWidget(QLineEdit(window))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made.boxes[0].setFocus()
    qtbot.waitUntil(made.boxes[0].hasFocus, timeout=PATIENCE)
    # The window would be gone with the last name for it.
    yield made
    window.close()


def test_typing_a_whole_date_fills_all_three_when_the_box_is_left(qtbot: QtBot, boxes: DateBoxes) -> None:
    qtbot.keyClicks(boxes.boxes[0], "3 nov 2024")
    qtbot.keyClick(boxes.boxes[0], Qt.Key.Key_Tab)
    assert [box.text() for box in boxes.boxes] == ["3", "11", "2024"]


def test_pasting_a_whole_date_fills_all_three_at_once(boxes: DateBoxes) -> None:
    QApplication.clipboard().setText("2024-11-03")
    boxes.boxes[0].paste()
    assert [box.text() for box in boxes.boxes] == ["3", "11", "2024"]


def test_nothing_jumps_while_typing(qtbot: QtBot, boxes: DateBoxes) -> None:
    qtbot.keyClicks(boxes.boxes[0], "31")
    assert boxes.boxes[0].hasFocus()
    assert [box.text() for box in boxes.boxes] == ["31", "", ""]


def test_it_is_said_once_when_all_three_are_left(qtbot: QtBot, boxes: DateBoxes) -> None:
    said: list[str] = []
    boxes.left.connect(lambda: said.append(boxes.value()))
    for box, text in zip(boxes.boxes, ("3", "11", "2024"), strict=True):
        assert said == []
        qtbot.keyClicks(box, text)
        qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert said == ["2024-11-03"]


def test_each_box_says_what_it_is_and_for_which_question(boxes: DateBoxes) -> None:
    assert boxes.accessibleName() == "When was the referral?"
    assert [box.accessibleName() for box in boxes.boxes] == [
        "Day, When was the referral?",
        "Month, When was the referral?",
        "Year, When was the referral?",
    ]
