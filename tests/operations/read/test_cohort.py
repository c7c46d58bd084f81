"""Which cases an output is about: each once, as the filters say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import AuditInfo, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case import answers_file
from audit_app.operations.file import audits
from audit_app.operations.plan.sampling import Method, SamplePlan, draw
from audit_app.operations.read.cohort import Filters, filter_choices, read_cohort, read_gaps, read_profile
from audit_app.store import cases
from audit_app.store.writing import transaction
from tests.cli.conftest import CHOICES, MEASURES, SETTINGS, SURVEY
from tests.operations.lists import import_cases

ANSWERS = """case,auditor,question,state,value,note,evidence,status
C1,A,father_known,answered,yes,,,finished
C1,A,services[1]/service_type,answered,housing,,,finished
C1,B,father_known,answered,no,,,finished
C2,A,father_known,answered,no,,,finished
C3,A,father_known,answered,yes,,,in_progress
"""


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    sheets = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, "measures": MEASURES}
    folder = tmp_path / "small"
    folder.mkdir()
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    info = AuditInfo(round="1", sample_statement="Every case of the year.")
    audit, _code = audits.create_audit(
        tmp_path / "a.audit", "nine calm herons", form=folder, info=info, person="A"
    )
    import_cases(audit, [{"case": f"C{n}", "area": area} for n, area in enumerate(("N", "S", "N", "S"), 1)])
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    answers_file.import_answers(audit, tmp_path / "answers.csv")
    yield audit
    audits.close_audit(audit)


def kept(audit: Audit, **filters: object) -> list[str]:
    cohort, heading = read_cohort(audit, Filters(**filters))  # type: ignore[arg-type]
    assert set(cohort.cases) == set(heading.cases)
    return sorted(heading.cases.values())


@pytest.mark.parametrize(
    ("filters", "references"),
    [
        ({}, ["C1", "C2"]),
        ({"status": "in_progress"}, ["C3"]),
        ({"status": "not_started"}, ["C4"]),
        ({"status": "all"}, ["C1", "C2", "C3", "C4"]),
        ({"round": "1"}, ["C1", "C2"]),
        ({"round": "2"}, []),
        ({"where": {"area": "N"}}, ["C1"]),
        ({"where": {"father_known": "no"}}, ["C2"]),
        ({"where": {"father_known": "No", "area": "S"}}, ["C2"]),
        ({"where": {"service_type": "housing"}}, ["C1"]),
        ({"where": {"father_known": "yes"}, "status": "all"}, ["C1", "C3"]),
    ],
)
def test_filters_choose_cases(audit: Audit, filters: dict[str, object], references: list[str]) -> None:
    assert kept(audit, **filters) == references


def test_a_second_audit_is_not_counted_and_an_agreed_one_counts_first(audit: Audit) -> None:
    first = next(ref for ref in cases.refs(audit.file) if ref.reference == "C1" and ref.role is Role.FIRST)
    with transaction(audit.file):
        agreed = cases.add_case_audit(audit.file, first.case, "", Role.AGREED)
    cohort, heading = read_cohort(audit, Filters(status="all"))
    assert agreed in cohort.cases
    assert first.id not in cohort.cases
    assert len(heading.cases) == 4
    assert first.id in read_cohort(audit, Filters())[0].cases


def test_the_heading_says_which_cases_and_how_many_are_left_out(audit: Audit) -> None:
    heading = read_profile(audit, Filters(round="1", where={"father_known": "no"})).cohort
    assert heading.filters == ("Finished audits", "Round: 1", "Is the father known?: No")
    assert heading.statement == "Every case of the year."
    assert read_profile(audit).cohort.n_unfinished == 2


@pytest.mark.parametrize(
    ("where", "said"), [({"nothing": "1"}, "nothing"), ({"father_known": "perhaps"}, "yes, no")]
)
def test_a_filter_that_nothing_has_is_told(audit: Audit, where: dict[str, str], said: str) -> None:
    with pytest.raises(AuditError, match=said):
        read_cohort(audit, Filters(where=where))


def test_rounds_columns_and_choice_questions_are_offered_as_filters(audit: Audit) -> None:
    offered = {choice.name: choice.values for choice in filter_choices(audit)}
    assert offered["round"] == (("1", "1"),)
    assert offered["area"] == (("N", "N"), ("S", "S"))
    assert offered["father_known"] == (("yes", "Yes"), ("no", "No"))
    assert "service_both" not in offered


def test_progress_is_told_and_can_stop_the_reading(audit: Audit) -> None:
    def stop(done: int, of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_profile(audit, progress=stop)


def test_a_form_without_needs_has_no_gaps(audit: Audit) -> None:
    assert read_gaps(audit).rows == ()


@pytest.mark.parametrize(
    ("plan", "interval", "n"),
    [
        (SamplePlan(Method.ALL), "wilson", 2),
        (SamplePlan(Method.RANDOM, 3, seed=2), "fpc-wilson", 2),
        (SamplePlan(Method.PURPOSIVE, chosen=("C1", "C2")), "none", 2),
        (SamplePlan(Method.PURPOSIVE, chosen=("C1", "C3")), "none", 1),
        (SamplePlan(Method.FIXED, 1, ("area",), seed=2, excluded={"C4": "closed"}), "fpc-wilson", 2),
    ],
)
def test_shares_and_intervals_are_those_of_the_sample(
    audit: Audit, plan: SamplePlan, interval: str, n: int
) -> None:
    assert {"C1", "C2"} <= {case.reference for case in draw(audit, plan).cases} or n == 1
    (figure,) = [each for each in read_profile(audit).figures if each.id == "M1.1_father_known"]
    assert (figure.interval, len(figure.base)) == (interval, n)
    if plan.method is Method.FIXED:  # C1 (yes) stands for two of the three listed
        assert figure.proportion == pytest.approx(2 / 3)
    if plan.method is Method.RANDOM:
        assert figure.low is not None
        shift, z = 0.5 - figure.low, 1.959963984540054
        variance = figure.low * (1 - figure.low) / 2 * (4 - 2) / (4 - 1)
        assert shift == pytest.approx(z * variance**0.5)


DATED = """case,auditor,question,state,value,note,evidence,status
C1,A,edd,answered,2024-03-31,,,finished
C2,A,edd,answered,2024-04,,,finished
C3,A,edd,answered,2024,,,finished
C4,A,edd,not_recorded,,,,finished
"""


@pytest.fixture
def dated(audit: Audit, tmp_path: Path) -> Audit:
    (tmp_path / "dated.csv").write_text(DATED, encoding="utf-8")
    answers_file.import_answers(audit, tmp_path / "dated.csv")
    return audit


@pytest.mark.parametrize(
    ("first", "last", "references", "said"),
    [
        ("2024-03-31", "2024-03-31", ["C1"], "Expected date: 31 March 2024 to 31 March 2024"),
        ("2024-04-01", "2024-04-30", ["C2"], "Expected date: 1 April 2024 to 30 April 2024"),
        ("2024-04-02", "", [], "Expected date: from 2 April 2024"),
        ("", "2024-12-31", ["C1", "C2", "C3"], "Expected date: up to 31 December 2024"),
        ("2025-01-01", "", [], "Expected date: from 1 January 2025"),
        ("", "", ["C1", "C2", "C3", "C4"], ""),
    ],
)
def test_a_date_lies_between_days_or_is_left_out(
    dated: Audit, first: str, last: str, references: list[str], said: str
) -> None:
    filters = {"between": {"edd": (first, last)}}
    assert kept(dated, **filters) == references
    assert said in (*read_cohort(dated, Filters(**filters))[1].filters, "")


@pytest.mark.parametrize(
    ("first", "left_out"), [("2024-03-01", "2 cases left out"), ("2025-01-01", "1 case left out")]
)
def test_dates_not_known_well_enough_are_counted_in_words(dated: Audit, first: str, left_out: str) -> None:
    heading = read_cohort(dated, Filters(between={"edd": (first, "")}))[1]
    assert any(words.startswith(left_out) for words in heading.filters)


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ({"nothing": ("2024-01-01", "")}, "no date “nothing”"),
        ({"edd": ("2024-02-30", "")}, "is no day"),
        ({"edd": ("2024", "")}, "is no day"),
        ({"edd": ("2024-02-02", "2024-02-01")}, "after the last"),
    ],
)
def test_days_that_are_none_are_told(audit: Audit, between: dict[str, tuple[str, str]], said: str) -> None:
    with pytest.raises(AuditError, match=said):
        read_cohort(audit, Filters(between=between))
