"""A form of another subject is read as the first one is, without a line of Python about it: profile, gaps,
pages, workbooks and report come from its own sheets."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit_app.operations.act import practice
from audit_app.operations.act.ranking import expected_of, line_of
from audit_app.operations.audit import Audit
from audit_app.operations.case.summary import case_summary
from audit_app.operations.file import audits
from audit_app.operations.forms import check_form
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import read_gaps, read_profile
from audit_app.operations.share.exporting import export
from audit_app.paths import FORMS
from audit_app.results.figures import Figure, answers_of
from tests.operations.returns import FORM, N_CASES, RENAMED, audit_of_returns


@pytest.fixture(name="returns", scope="module")
def _returns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    audit = audit_of_returns(tmp_path_factory.mktemp("returns"))
    yield audit
    audits.close_audit(audit)


def test_the_form_is_clean() -> None:
    assert check_form(FORM) == ()


def test_every_measure_of_the_profile_counts_children(returns: Audit) -> None:
    figures = read_profile(returns).figures
    assert len(figures) == 12
    assert not [figure.id for figure in figures if figure.cannot or not figure.base]


def test_gaps_come_from_the_needs_of_the_form(returns: Audit) -> None:
    gaps = read_gaps(returns)
    assert len(gaps.rows) == 7
    assert gaps.overall.base
    parenting = next(row for row in gaps.rows if row.id == "parent_parenting")
    assert parenting.completed
    assert set(parenting.accepted) <= set(parenting.cases_with_need)


def test_its_four_pages_are_there_and_no_other_with_findings_in_numbers(returns: Audit) -> None:
    reading = pages.read(returns)
    assert pages.ids(returns) == ("children", "planning", "help", "after")
    for id_ in pages.ids(returns):
        page = pages.page(reading, id_)
        assert any(character.isdigit() for character in page.finding), page.finding
        assert [block.title for block in page.blocks if block.cannot] in (
            [],
            ["Dates that contradict each other"],
        )


def test_a_few_of_them_are_children_and_no_families(tmp_path: Path, returns: Audit) -> None:
    reading = pages.read(returns)
    some = pages.page(reading, "children")
    assert len(some.cohort.cases) == N_CASES
    assert "16" not in some.finding


@pytest.mark.parametrize("name", ["internal.xlsx", "shared.xlsx", "shared.pdf"])
def test_it_leaves_as_workbook_and_report(tmp_path: Path, returns: Audit, name: str) -> None:
    path = tmp_path / name
    export(returns, path, edition=path.stem)
    if path.suffix == ".pdf":
        assert path.read_bytes().startswith(b"%PDF")
    else:
        names = load_workbook(path).sheetnames
        assert {"Children", "Preparing", "Help", "After"} <= set(names)
        assert "Fathers" not in names


def test_the_one_page_of_a_case_tells_its_journey_and_help(returns: Audit) -> None:
    from audit_app.operations.case.open_case import open_case

    case = open_case(returns, next(iter(pages.read(returns).cohort.cases)))
    headings = dict(case_summary(case).headings)
    assert any(line.startswith("Return home: ") for line in headings["The journey"])


def test_its_practice_has_statements_stages_and_expectations_of_its_own(returns: Audit) -> None:
    reading = pages.read(returns)
    stated = practice.statements(returns)
    assert {each.stage for each in stated} == {
        "1 Deciding and preparing",
        "2 The return",
        "3 After the return",
    }
    named = {id_ for each in stated for id_ in each.statement.measures}
    assert named <= {*reading.ids, *reading.gap_rates}
    assert all(line_of(reading, each.figure) for each in expected_of(returns) if each.figure != "M8.2")


def test_a_renamed_question_keeps_its_role_and_its_figures(tmp_path: Path, returns: Audit) -> None:
    form = shutil.copytree(FORMS / FORM, tmp_path / "renamed")
    _edit(form / "survey.csv", _rename)
    problems = check_form(form)
    assert [str(problem) for problem in problems] == []
    audit = audit_of_returns(tmp_path, form)
    try:
        assert _counts(pages.measures(pages.read(audit))) == _counts(pages.measures(pages.read(returns)))
        assert len(_counts(read_gaps(audit).coordination)) == 1
    finally:
        audits.close_audit(audit)


def test_a_question_that_went_is_warned_of_and_leaves_its_page_out(tmp_path: Path) -> None:
    form = shutil.copytree(FORMS / FORM, tmp_path / "less")
    for sheet in ("findings", "planning", "orders", "derived", "parts"):
        _edit(form / f"{sheet}.csv", lambda rows: rows[:0])
    _edit(form / "measures.csv", lambda rows: [row for row in rows if row["page"] != "children"])
    said = [str(problem) for problem in check_form(form)]
    assert any("sheet blocks" in each and "no figure “R1_age”" in each for each in said)
    audit = audit_of_returns(tmp_path, form)
    try:
        assert pages.ids(audit) == ("planning", "help", "after")
    finally:
        audits.close_audit(audit)


def _edit(path: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*columns, "bind::audit:was"] if path.stem == "survey" else columns)
        writer.writeheader()
        writer.writerows(change(rows))


def _rename(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    for row in rows:
        for before, now in RENAMED.items():
            if row["name"] == before:
                row |= {"name": now, "bind::audit:was": before}
            for column, text in row.items():
                row[column] = text.replace(f"${{{before}}}", f"${{{now}}}")
    return rows


def _counts(figures: tuple[Figure, ...]) -> dict[str, tuple[int, int]]:
    """How many count of how many, for each figure and its rows."""
    found = {}
    for figure in figures:
        for each in (figure, *answers_of(figure)):
            found[each.id] = len(getattr(each, "numerator", ())), len(each.base)
    return found
