from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from audit_app.lines.of_figures import groups_of
from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.results.figures import Duration, Figure, Proportion, States
from audit_app.results.pages import GapRow
from audit_app.ui.models.cases import CasesFilter, columns_for, local_time, natural
from audit_app.ui.models.counts import BEHIND_ROLE, Behind, GridModel, figure_grid, gaps_grid
from audit_app.ui.models.rows import ROW_ROLE, SORT_ROLE, RowsModel


def case(
    reference: str, status: CaseStatus = CaseStatus.NOT_STARTED, person: str = "AB", left: int = 0
) -> CaseRef:
    return CaseRef(f"id-{reference}", f"file-{reference}", reference, person, Role.FIRST, status, "", left)


CASES = (
    case("C10", CaseStatus.IN_PROGRESS, "Ann", 12),
    case("C2", CaseStatus.FINISHED, "Bea"),
    case("C1", CaseStatus.NOT_STARTED, "Ann"),
)


@pytest.fixture
def found(qapp: QApplication) -> CasesFilter:
    model = RowsModel(columns_for(CASES))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(CASES)
    return CasesFilter(model)


def references(kept: CasesFilter) -> list[str]:
    return [kept.index(row, 0).data(ROW_ROLE).reference for row in range(kept.rowCount())]


def test_references_are_sorted_as_people_count(found: CasesFilter) -> None:
    found.sort(0, Qt.SortOrder.AscendingOrder)
    assert references(found) == ["C1", "C2", "C10"]


def test_status_is_sorted_by_progress_not_by_alphabet(found: CasesFilter) -> None:
    found.sort(1, Qt.SortOrder.AscendingOrder)
    assert [found.index(row, 1).data() for row in range(3)] == ["Not yet started", "In progress", "Finished"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("c1", ["C10", "C1"]),
        ("ann progress", ["C10"]),
        ("  BEA ", ["C2"]),
        ("nobody", []),
        ("", ["C10", "C2", "C1"]),
    ],
)
def test_search_finds_every_word_in_what_is_shown(found: CasesFilter, typed: str, shown: list[str]) -> None:
    found.look_for(typed)
    assert references(found) == shown


def test_the_status_filter_keeps_one_status(found: CasesFilter) -> None:
    found.keep_status(CaseStatus.FINISHED)
    assert references(found) == ["C2"]


def test_display_and_sort_are_roles_apart(found: CasesFilter) -> None:
    index = found.index(0, 2)
    assert (index.data(), index.data(SORT_ROLE)) == ("12", 12)


def test_a_cell_is_read_aloud_with_its_row_and_its_column(found: CasesFilter) -> None:
    spoken = [found.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(2)]
    assert spoken == ["Case: C2", "C2, Status: Finished"]


def test_a_model_has_no_children(found: CasesFilter) -> None:
    assert found.sourceModel().rowCount(found.sourceModel().index(0, 0)) == 0
    assert found.sourceModel().data(QModelIndex()) is None


@pytest.mark.parametrize(
    ("one", "other"), [("C2", "C10"), ("a", "B"), ("2024-9", "2024-10"), ("", "a"), ("C2b", "C10a")]
)
def test_natural_order(one: str, other: str) -> None:
    assert natural(one) < natural(other)


def test_a_time_that_is_not_there_is_blank() -> None:
    assert local_time("") == ""


PRACTICE = Proportion(
    "M7.1_father_assessed", "Father assessed", "practice",
    States(known=("a", "b"), not_recorded=("c",), source_not_seen=("d",)),
    base=("a", "b", "c"), numerator=("a",), proportion=1 / 3, low=0.06, high=0.79, interval="wilson",
)  # fmt: skip


def text_of(figure: Figure) -> list[tuple[str, ...]]:
    grid = figure_grid(groups_of([figure])[0])
    return [(label, *(cell.text for cell in row)) for label, row in zip(grid.labels, grid.rows, strict=True)]


def test_a_practice_figure_says_its_denominator_and_every_other_state() -> None:
    assert text_of(PRACTICE) == [
        ("Evidenced", "1", "33%", "6% – 79%"),
        ("Out of files whose record was seen", "3", "", ""),
        ("Not in the file", "1", "", ""),
        ("Record not opened", "1", "", ""),
    ]


def test_what_counts_needs_or_services_says_so() -> None:
    of_needs = figure_grid(groups_of([replace(PRACTICE, per="need")])[0])
    assert of_needs.headings[1] == "Needs"
    assert of_needs.labels[1] == "Out of needs whose record was seen"


def test_a_duration_says_its_quartiles_and_what_was_left_out() -> None:
    wait = Duration(
        "M4.2_wait", "Referral to allocation", "fact", States(known=("a", "b", "c")),
        base=("a",), median=3.0, q1=2.0, q3=4.5, min=1, max=9, values=(3.0,), unit="days", inexact=("b",),
        errors=("c",),
    )  # fmt: skip
    assert text_of(wait) == [
        ("Median", "3", ""),
        ("Middle half", "2 – 4.5", ""),
        ("Least to most", "1 – 9", ""),
        ("Counted", "", "1"),
        ("Left out: date not exact", "", "1"),
        ("Left out: dates run backwards", "", "1"),
    ]
    assert figure_grid(groups_of([wait])[0]).headings == ("", "Days", "Cases")


def test_every_count_opens_its_cases(qapp: QApplication) -> None:
    model = GridModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(figure_grid(groups_of([PRACTICE])[0], ("father_assessed",)))
    behind = model.index(1, 1).data(BEHIND_ROLE)
    title = "Father assessed: Out of files whose record was seen"
    assert behind == Behind(title, ("a", "b", "c"), ("father_assessed",))
    assert model.index(0, 2).data(BEHIND_ROLE) is None


def test_a_screen_reader_hears_row_and_column_with_a_count(qapp: QApplication) -> None:
    model = GridModel()
    model.show(figure_grid(groups_of([PRACTICE])[0]))
    assert model.index(2, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Not in the file, Cases: 1"


def test_gaps_show_a_dot_where_nobody_is() -> None:
    row = GapRow(
        "mother_housing", "housing", "mother", "Housing – mother",
        **dict.fromkeys(GapRow.__dataclass_fields__.keys() - _NOT_CASES, ()) | {"offered": ("a", "b")},
        rate=PRACTICE,
    )  # fmt: skip
    grid = gaps_grid((row,), {"mother_housing": ("mother_offer_housing",)})
    assert [cell.text for cell in grid.rows[0]][:3] == ["·", "2", "·"]
    assert grid.rows[0][1].behind == Behind(
        "Housing – mother: Offered or in place", ("a", "b"), ("mother_offer_housing",)
    )


_NOT_CASES = {"id", "need", "person", "label", "rate", "decline_reasons", "not_offered_reasons"}
