"""Drawing a sample: seen first with its seed, kept on purpose, a case replaced with its reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.operations.file import audits
from audit_app.operations.plan.sampling import Method, SamplePlan
from audit_app.ui.plan.plan_page import PlanPage
from audit_app.ui.plan.sample_part import SamplePart
from tests.ui.conftest import Ask, Rest
from tests.ui.plan.conftest import cells
from tests.ui.screen import fill, press, says
from tests.ui.told import Told

SHOW = "Show what would be drawn"


@pytest.fixture
def part(listed: PlanPage) -> SamplePart:
    """The sample part, with its form in front."""
    listed.show_part(listed.sample)
    return listed.sample


@pytest.fixture
def drawn(rest: Rest, part: SamplePart) -> SamplePart:
    """Nine cases, three of each team."""
    choose(part, Method.FIXED, 3, by=("team",), seed="7")
    press(part, SHOW)
    part.keep()
    rest()
    return part


def choose(
    part: SamplePart, method: Method, size: int, *, by: tuple[str, ...] = (), seed: str = "", second: int = 10
) -> None:
    part.form.fill_in(method, size, by=by, seed=int(seed) if seed else None)
    fill(part, "Audited twice, in %", str(second))


def statement(ask: Ask) -> str:
    return ask(audits.summary).info.sample_statement


def test_the_form_says_what_it_will_draw(part: SamplePart) -> None:
    choose(part, Method.PROPORTIONAL, 12, by=("team",), seed="5", second=25)
    fill(part, "The date by which the list was made", "date of referral")
    assert part.form.plan() == SamplePlan(
        Method.PROPORTIONAL, 12, by=("team",), seed=5, second=0.25, basis="date of referral"
    )


@pytest.mark.parametrize(
    ("method", "size", "by", "chosen"),
    [
        (Method.ALL, False, False, False),
        (Method.RANDOM, True, False, False),
        (Method.FIXED, True, True, False),
        (Method.PURPOSIVE, False, False, True),
    ],
)
def test_only_what_a_method_needs_is_asked(
    part: SamplePart, method: Method, size: bool, by: bool, chosen: bool
) -> None:
    choose(part, method, 5)
    asked = (says(part, "How many"), says(part, "Groups by"), says(part, "Cases, one reference a line"))
    assert asked == (size, by, chosen)


def test_a_draw_is_seen_before_it_is_kept_and_keeps_its_seed(
    rest: Rest, ask: Ask, qtbot: QtBot, part: SamplePart
) -> None:
    choose(part, Method.RANDOM, 6)
    press(part, SHOW)
    seed = part.form.plan().seed
    assert says(part, f"This would be drawn: 6 cases, seed {seed}")
    assert statement(ask) == ""
    seen = cells(part.cases)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    rest()
    assert says(part, f"The sample: 6 cases, seed {seed}")
    assert cells(part.cases) == seen
    assert f"seed {seed}" in statement(ask)


def test_groups_stand_with_their_numbers_on_the_list_and_in_the_sample(drawn: SamplePart) -> None:
    rows = zip(cells(drawn.strata), cells(drawn.strata, 1), cells(drawn.strata, 2), strict=True)
    assert list(rows) == [("Assessment", "10", "3"), ("North", "10", "3"), ("South", "10", "3")]


def test_a_case_that_cannot_be_audited_is_replaced_with_its_reason(
    ask: Ask, drawn: SamplePart, told: Told
) -> None:
    told.will_answer({"why": "file is with the court"})
    first = cells(drawn.cases)[0]
    press(drawn, "Replace the case…")
    assert first not in cells(drawn.cases)
    assert cells(drawn.cases, 4)[-1] == first
    assert "file is with the court" in statement(ask)


def test_a_case_left_out_beforehand_is_in_the_statement(ask: Ask, part: SamplePart, told: Told) -> None:
    case = ask(_first_case)
    told.will_answer({"case": case, "why": "moved away"})
    press(part, "Leave a case out beforehand…")
    assert says(part, f"1 case is left out beforehand: {case} (moved away)")
    choose(part, Method.ALL, 0)
    press(part, SHOW)
    assert says(part, "moved away 1")
    assert case not in cells(part.cases)


def test_what_cannot_be_drawn_is_said_in_place(part: SamplePart) -> None:
    choose(part, Method.RANDOM, 500)
    press(part, SHOW)
    assert "The list holds 30 cases" in part.trouble.text()
    assert part.form.isVisible()


def test_drawing_again_is_asked_and_stays_in_the_statement(
    rest: Rest, ask: Ask, drawn: SamplePart, told: Told
) -> None:
    told.will_answer(True)
    press(drawn, "Draw again…")
    choose(drawn, Method.RANDOM, 4, seed="8")
    press(drawn, SHOW)
    drawn.keep()
    rest()
    assert "replaces an earlier draw of 9 cases (seed 7)" in statement(ask)


def test_the_sample_that_stands_can_be_left_as_it_is(drawn: SamplePart, told: Told) -> None:
    told.will_answer(True)
    press(drawn, "Draw again…")
    press(drawn, "Keep the sample as it is")
    assert says(drawn, "The sample: 9 cases, seed 7")


def _first_case(audit: object) -> str:
    from audit_app.operations.case.cases import list_cases

    return list_cases(audit)[0].reference
