"""Of a return, the children who belong in an audit are listed, and it is said who is left out and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_app.operations.audit import Audit
from audit_app.operations.case.cases import list_cases
from audit_app.operations.plan.case_lists import Preview, import_list, preview, remap
from audit_app.operations.plan.list_cohort import choose_children
from audit_app.operations.plan.list_mapping import guess
from audit_app.readers.lists import CaseList, ColumnKind, Layout, ListRow
from audit_app.store import cases, info
from audit_app.store.writing import transaction
from tests.operations.conftest import MakeAudit
from tests.readers.test_systems import SPECIMENS, SSD

YEAR = "2025-04-01..2026-03-31"


@pytest.fixture
def year(make_audit: MakeAudit) -> Audit:
    """An audit of the year to 31 March 2026."""
    audit = make_audit("year")
    audit.clock = lambda: datetime(2026, 4, 20, tzinfo=UTC)
    with transaction(audit.file):
        info.write_info(audit.file, replace(info.read_info(audit.file), period=YEAR))
    return audit


def taken(audit: Audit, shown: Preview) -> set[tuple[str, str]]:
    """Birth and expected dates of the cases that an import brings."""
    import_list(audit, shown)
    found = [ref.attributes for ref in list_cases(audit)]
    return {(each.get("birth date", ""), each.get("expected date", "")) for each in found}


def test_an_extract_gives_the_babies_of_the_period_and_says_who_is_left_out(year: Audit) -> None:
    shown = preview(year, SSD)
    assert (shown.n_rows, shown.n_new, shown.n_left_out) == (8, 5, 3)
    assert shown.belonging == (
        "Listed are children born from 1 April 2025 on, the first day of the audit's period, or due up to "
        "nine months after its last, 31 March 2026.",
        "2 are left out who were born, or due, before that.",
        "One is left out who was born, or is due, later than that.",
        "One has neither a date of birth nor an expected date, and stays in the list: look it up.",
    )
    assert taken(year, shown) == {("2025-06-10", ""), ("", "2026-05-20"), ("", ""), ("", "2025-08-01")}
    twins = [
        case.pregnancy for case in cases.case_files(year.file) if "2026-05-20" in case.attributes.values()
    ]
    assert len(twins) == 2
    assert len(set(twins)) == 1  # of one mother
    assert "Unborn Baby Team" in {ref.attributes["team"] for ref in list_cases(year)}


def test_children_of_every_age_come_when_they_are_wanted(year: Audit) -> None:
    shown = preview(year, SSD)
    everyone = remap(year, shown, {}, everyone=True)
    assert (everyone.n_new, everyone.n_left_out) == (8, 0)
    assert "Children of every age are listed, as you asked." in everyone.belonging
    assert remap(year, everyone, {}, everyone=False).n_new == 5


def test_an_audit_without_a_period_lists_all_and_says_so(audit: Audit) -> None:
    shown = preview(audit, SSD)
    assert (shown.n_new, shown.chooses) == (8, False)
    assert "The audit has no period, so children of every age are listed." in shown.belonging


def test_what_is_wrong_with_children_who_are_left_out_is_not_told(year: Audit) -> None:
    shown = preview(year, SPECIMENS / "cin_2026.xml")
    assert (shown.n_new, shown.n_left_out) == (3, 1)
    assert shown.problems == ()  # the referral date that is none is a teenager's
    (problem,) = remap(year, shown, {}, everyone=True).problems
    assert "“soon” is not a date" in str(problem)


def test_a_census_of_another_year_is_told(year: Audit) -> None:
    shown = preview(year, SPECIMENS / "cin_2027.xml")
    assert shown.belonging[0] == (
        "It is of 1 April 2026 to 31 March 2027, the audit of 1 April 2025 to 31 March 2026: no day lies in "
        "both. Look for the return of the right year."
    )
    longer = replace(info.read_info(year.file), period="2025-10-01..2026-09-30")
    with transaction(year.file):
        info.write_info(year.file, longer)
    said = preview(year, SPECIMENS / "cin_2026.xml").belonging[0]
    assert said.endswith("the rest of the audit's period needs another year's return.")


def test_the_welsh_census_gives_unborn_children_with_their_due_date(year: Audit) -> None:
    shown = preview(year, SPECIMENS / "crcs.csv")
    assert (shown.n_new, shown.n_left_out) == (2, 1)
    assert taken(year, shown) == {("2025-06-10", ""), ("", "2026-05-20")}


@pytest.mark.parametrize(
    ("birth", "expected", "is_listed"),
    [
        ("2025-03-31", "", False),
        ("2025-04-01", "", True),
        ("2025-03-31", "2025-04-02", False),  # a birth counts before what was expected
        ("", "2025-03-31", False),
        ("", "2027-01-05", True),  # 280 days after the last day
        ("", "2027-01-06", False),
        ("", "", True),
    ],
)
def test_the_days_at_which_children_begin_and_cease_to_belong(
    birth: str, expected: str, is_listed: bool
) -> None:
    values = {"LAchildID": "1", "PersonBirthDate": birth, "ExpectedPersonBirthDate": expected}
    kinds = dict.fromkeys(values, ColumnKind.DATE)
    listed = CaseList(Layout.CIN_CENSUS, tuple(values), (ListRow(2, "", values),), kinds=kinds)
    assert bool(choose_children(listed, guess(listed), YEAR).listed.rows) is is_listed


def test_a_list_of_ones_own_is_taken_as_it_stands(year: Audit, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Case id,DOB\n1,1/2/2010\n")
    shown = preview(year, path)
    assert (shown.n_new, shown.n_left_out, shown.belonging) == (1, 0, ())
