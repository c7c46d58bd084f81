"""Drawing a sample: seen first with its seed, kept on purpose, a case replaced with its reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.operations import audits
from audit_app.operations.sampling import Method, SamplePlan
from audit_app.ui.planning.plan_page import PlanPage
from audit_app.ui.planning.sample_part import SamplePart
from tests.ui.planning.conftest import cells
from tests.ui.told import Told


@pytest.fixture
def part(listed: PlanPage) -> SamplePart:
    """The sample part, with its form in front."""
    listed.show_part(listed.sample)
    return listed.sample


@pytest.fixture
def drawn(qtbot: QtBot, part: SamplePart) -> SamplePart:
    """Nine cases, three of each team."""
    choose(part, Method.FIXED, 3, by=("team",), seed="7")
    part.form._show.click()
    part.keep()
    at_rest(qtbot, part)
    return part


def choose(
    part: SamplePart, method: Method, size: int, *, by: tuple[str, ...] = (), seed: str = "", second: int = 10
) -> None:
    part.form.fill_in(method, size, by=by, seed=int(seed) if seed else None)
    part.form._second.set_value(second)


def at_rest(qtbot: QtBot, part: SamplePart) -> None:
    qtbot.wait_until(lambda: not part._desk.busy, timeout=20_000)


def statement(part: SamplePart) -> str:
    return part._desk.now(audits.summary, part._audit).info.sample_statement


def test_the_form_says_what_it_will_draw(part: SamplePart) -> None:
    choose(part, Method.PROPORTIONAL, 12, by=("team",), seed="5", second=25)
    part.form._basis.setText("date of referral")
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
    fields = (part.form._size_field, part.form._by_field, part.form._chosen_field)
    assert tuple(field.isVisible() for field in fields) == (size, by, chosen)


def test_a_draw_is_seen_before_it_is_kept_and_keeps_its_seed(qtbot: QtBot, part: SamplePart) -> None:
    choose(part, Method.RANDOM, 6)
    part.form._show.click()
    seed = part.form._seed.text()
    assert part._what.text() == f"This would be drawn: 6 cases, seed {seed}"
    assert statement(part) == ""
    seen = cells(part.cases)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    at_rest(qtbot, part)
    assert part._what.text() == f"The sample: 6 cases, seed {seed}"
    assert cells(part.cases) == seen
    assert f"seed {seed}" in statement(part)


def test_groups_stand_with_their_numbers_on_the_list_and_in_the_sample(drawn: SamplePart) -> None:
    rows = zip(cells(drawn.strata), cells(drawn.strata, 1), cells(drawn.strata, 2), strict=True)
    assert list(rows) == [("Assessment", "10", "3"), ("North", "10", "3"), ("South", "10", "3")]


def test_a_case_that_cannot_be_audited_is_replaced_with_its_reason(drawn: SamplePart, told: Told) -> None:
    told.will_answer({"why": "file is with the court"})
    first = cells(drawn.cases)[0]
    drawn._replace()
    assert first not in cells(drawn.cases)
    assert cells(drawn.cases, 4)[-1] == first
    assert "file is with the court" in statement(drawn)


def test_a_case_left_out_beforehand_is_in_the_statement(part: SamplePart, told: Told) -> None:
    case = part._desk.now(_first_case, part._audit)
    told.will_answer({"case": case, "why": "moved away"})
    part.form._leave_out.click()
    assert part.form._out.text() == f"1 case is left out beforehand: {case} (moved away)"
    choose(part, Method.ALL, 0)
    part.form._show.click()
    assert "moved away 1" in part._statement.text()
    assert case not in cells(part.cases)


def test_what_cannot_be_drawn_is_said_in_place(part: SamplePart) -> None:
    choose(part, Method.RANDOM, 500)
    part.form._show.click()
    assert "The list holds 30 cases" in part.trouble.text()
    assert part.form.isVisible()


def test_drawing_again_is_asked_and_stays_in_the_statement(
    qtbot: QtBot, drawn: SamplePart, told: Told
) -> None:
    told.will_answer(True)
    drawn._again()
    choose(drawn, Method.RANDOM, 4, seed="8")
    drawn.form._show.click()
    drawn.keep()
    at_rest(qtbot, drawn)
    assert "replaces an earlier draw of 9 cases (seed 7)" in statement(drawn)


def test_the_sample_that_stands_can_be_left_as_it_is(drawn: SamplePart, told: Told) -> None:
    told.will_answer(True)
    drawn._again()
    drawn.form._back.click()
    assert drawn._what.text() == "The sample: 9 cases, seed 7"


def _first_case(audit: object) -> str:
    from audit_app.operations.cases import list_cases

    return list_cases(audit)[0].reference
