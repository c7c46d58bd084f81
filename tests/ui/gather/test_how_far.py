from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.operations.gather import progress
from audit_app.operations.gather.progress import CaseLeft, Today
from audit_app.ui.gather.gather_page import GatherPage
from audit_app.ui.gather.how_far import HowFar
from audit_app.ui.gather.left_today import LeftToday, case_words
from tests.ui.conftest import PATIENCE, Ask
from tests.ui.screen import press, says
from tests.ui.told import Told


@pytest.fixture
def how_far(gather: GatherPage) -> HowFar:
    gather.show_part(gather.how_far)
    return gather.how_far


def test_officers_stand_in_the_order_of_their_names(how_far: HowFar) -> None:
    assert [line.name for line in how_far.table.shown.rows] == ["A.B.", "J.K.", "T.W."]
    assert QApplication.focusWidget() is how_far.table


def test_the_forecast_says_how_it_is_worked_out_or_why_there_is_none(how_far: HowFar) -> None:
    assert says(how_far, "forecast") or says(how_far, "officer-days")


@pytest.mark.parametrize(
    ("typed", "said"), [("lots", "“lots” is no number"), ("0", "between 1 and 1440"), ("240", "")]
)
def test_minutes_a_day_can_be_changed(ask: Ask, how_far: HowFar, told: Told, typed: str, said: str) -> None:
    told.will_answer(typed)
    press(how_far, "Minutes a day…")
    assert said in how_far.trouble.text() if said else how_far.trouble.isHidden()
    assert ask(progress.read_progress).forecast.minutes_per_day == (300 if said else 240)


def left(reference: str, n_left: int | None, *sections: str) -> CaseLeft:
    ref = CaseRef(reference, reference, reference, "AB", Role.FIRST, CaseStatus.IN_PROGRESS)
    return CaseLeft(ref, n_left, sections)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (left("C1", None, "Parents"), "C1: not yet started"),
        (left("C1", 1, "Parents"), "C1: 1 question left · Parents"),
        (left("C1", 4, "Parents", "Timing"), "C1: 4 questions left · Parents, Timing"),
    ],
)
def test_what_is_left_of_a_case_is_said(case: CaseLeft, words: str) -> None:
    assert case_words(case) == words


def test_an_officer_sees_what_is_left_today(qtbot) -> None:
    card = LeftToday()
    qtbot.addWidget(card)
    card.show()
    card.show_today(Today("AB", tuple(left(f"C{n}", n) for n in range(1, 8)), 1, 34.6))
    assert says(card, "Left for you: 7 cases")
    assert len(card.buttons) == 5
    assert says(card, "and 2 more")
    assert says(card, "1 case finished today · 35 active minutes")
    with qtbot.wait_signal(card.case_opened, timeout=PATIENCE) as opened:
        card.buttons[1].click()
    assert opened.args == ["C2"]
    card.show_today(Today("AB", (), 0, 0.0))
    assert card.isHidden()
