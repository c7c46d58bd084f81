"""How far an audit has come, from changes made at known times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answers_file import import_answers
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.file.audits import set_person
from audit_app.operations.gather.progress import read_progress, read_today, set_minutes_per_day
from audit_app.operations.plan.sampling import Method, SamplePlan, draw
from tests.operations.lists import import_cases

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAGES = ("start", "parents", "timing")  # the others have nothing before a row is added


class Clock:
    """A clock that tests move by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock(audit: Audit) -> Clock:
    clock = Clock()
    audit.clock = clock
    return clock


def work(audit: Audit, clock: Clock, reference: str, *gaps: float, finish: bool = True) -> None:
    """Audit a case with these minutes between one step and the next; the first steps mark the pages."""
    known = [ref for ref in list_cases(audit) if ref.reference == reference]
    case = answering.open_case(audit, (known[0] if known else add_case(audit, reference)).id)
    answering.save_answer(case, Key("records_seen"), Answer(AnswerState.ANSWERED, "case_system"))
    for gap, page in zip(gaps, PAGES, strict=False):
        clock.wait(gap)
        answering.mark_rest(case, page)
    if finish:
        answering.save_answer(case, Key("immediate_concern"), Answer(AnswerState.ANSWERED, "no"))
        answering.finish(case, "Checked twice")


def test_active_minutes_leave_idle_time_out(audit: Audit, clock: Clock) -> None:
    work(audit, clock, "C1", 2, 4, 60)  # 6 active
    work(audit, clock, "C2", 1, 1, 1)  # 3
    work(audit, clock, "C3", 5, 5, 5.1)  # 10
    found = read_progress(audit)
    assert (found.median_minutes, found.n_timed) == (pytest.approx(6), 3)


def test_work_on_another_case_in_between_is_not_counted_twice(audit: Audit, clock: Clock) -> None:
    work(audit, clock, "C1", 1, finish=False)
    clock.wait(3)
    work(audit, clock, "C2", 1, 1, 1)
    assert read_today(audit).active_minutes == pytest.approx(4)


def test_officers_stand_by_name_and_nobodys_last(audit: Audit, clock: Clock) -> None:
    import_cases(audit, [{"case": "U1"}])
    work(audit, clock, "C1", 1, 1, 1)
    work(audit, clock, "C2", 1, 1, finish=False)
    set_person(audit, "aa")
    add_case(audit, "C3")
    lines = [
        (line.name, line.not_started, line.in_progress, line.finished)
        for line in read_progress(audit).officers
    ]
    assert lines == [("aa", 1, 0, 0), ("AB", 0, 1, 1), ("", 1, 0, 0)]


def test_sections_left_are_all_pages_before_the_first_answer(audit: Audit, clock: Clock) -> None:
    add_case(audit, "C1")
    work(audit, clock, "C2", 1, 1, finish=False)
    found = read_progress(audit)
    (new, begun) = sorted(read_today(audit).cases, key=lambda case: case.ref.reference)
    assert new.sections == ("First page", "Parents", "Own care history", "Help", "Timing")
    assert new.n_left is None
    assert begun.sections == ("Timing",)
    assert begun.n_left == 4  # three dates, and the concern that stands on every page
    assert found.sections_left == 6


def test_a_forecast_says_how_it_was_worked_out(audit: Audit, clock: Clock) -> None:
    for place in range(3):
        work(audit, clock, f"C{place}", 2, 4, 4)
    import_cases(audit, [{"case": f"N{place}"} for place in range(30)])
    set_minutes_per_day(audit, 100)
    forecast = read_progress(audit).forecast
    assert (forecast.files_left, forecast.minutes_per_file) == (30, pytest.approx(10))
    assert forecast.days == pytest.approx(3)
    assert "30 not begun and 0 part done" in forecast.words
    assert "100 minutes a day" in forecast.words


def test_there_is_no_forecast_from_two_files(audit: Audit, clock: Clock) -> None:
    for place in range(2):
        work(audit, clock, f"C{place}", 2, 4, 4)
    found = read_progress(audit)
    assert (found.median_minutes, found.forecast.days) == (None, None)
    assert found.forecast.words.startswith("No forecast yet")


def test_an_imported_answer_says_nothing_about_time(audit: Audit, clock: Clock, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    for age in (20, 21, 22):
        clock.wait(1)
        path.write_text(f"case,question,state,value\nC1,mother_age,answered,{age}\n", encoding="utf-8")
        import_answers(audit, path)
    assert read_today(audit).active_minutes == 0


def test_today_holds_the_officers_own_cases_with_those_begun_first(audit: Audit, clock: Clock) -> None:
    work(audit, clock, "Z1", 1, finish=False)
    work(audit, clock, "C9", 1, 1, 1)
    add_case(audit, "C1")
    set_person(audit, "CD")
    add_case(audit, "C2")
    today = read_today(audit, "ab")
    assert [case.ref.reference for case in today.cases] == ["Z1", "C1"]
    assert today.finished_today == 1
    assert [case.ref.reference for case in read_today(audit).cases] == ["C2"]


def test_yesterdays_work_is_not_todays(audit: Audit, clock: Clock) -> None:
    work(audit, clock, "C1", 1, 1, 1)
    clock.wait(24 * 60)
    assert (read_today(audit).finished_today, read_today(audit).active_minutes) == (0, 0)


def test_cases_outside_the_sample_are_not_left(audit: Audit, clock: Clock) -> None:
    import_cases(audit, [{"case": f"C{place}"} for place in range(10)])
    draw(audit, SamplePlan(Method.RANDOM, 3, seed=1))
    assert read_progress(audit).not_started == 3


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_an_impossible_day_is_refused(audit: Audit, minutes: int) -> None:
    with pytest.raises(AuditError, match="1440"):
        set_minutes_per_day(audit, minutes)


def test_an_empty_audit_has_nothing_left(audit: Audit) -> None:
    found = read_progress(audit)
    assert (found.sections_left, found.officers, found.forecast.files_left) == (0, (), 0)
    assert read_today(audit).cases == ()
