"""The tables of a block, as rows of words: one line a figure, and each count with its cases."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from audit_app.results.figures import (
    Comparison,
    Duration,
    Estimate,
    Figure,
    Ladder,
    Proportion,
    Rate,
    States,
    Wait,
)
from audit_app.results.pages import Answerable, Block, Contradiction
from audit_app.ui.models.blocks import (
    answerable_grid,
    block_grids,
    contradictions_grid,
    doing_grid,
    grid_text,
    states_grid,
)
from audit_app.ui.models.counts import CountsGrid
from audit_app.ui.parts.grid_table import GridTable
from audit_app.ui.read.beside import cannot_lines, definition_lines, greyed_lines
from audit_app.ui.read.page_view import has_something

ABCD = ("a", "b", "c", "d")


def share(label: str, numerator: tuple[str, ...] = ("a",), **more: object) -> Figure:
    """A quarter of four, and one file that does not say."""
    given: dict[str, object] = {
        "states": States(known=ABCD, not_recorded=("e",)),
        "base": ABCD,
        "numerator": numerator,
        "proportion": len(numerator) / 4,
        "low": 0.1,
        "high": 0.9,
    }
    return Proportion(label.lower(), label, "fact", **{**given, **more})  # type: ignore[arg-type]


def amounts(label: str, median: float, **more: object) -> Figure:
    known = States(known=ABCD)
    return Duration(
        label.lower(), label, "fact", known, base=ABCD, median=median, q1=1, q3=9, min=0, max=20,
        unit="days", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def wait(label: str) -> Figure:
    found = share(label)
    return Wait(**{**vars(found), "at": 28.0, "unit": "days"}, median=12.0, still=("d",))


def none(_id: str) -> tuple[str, ...]:
    return ()


def shown(grid: CountsGrid) -> list[list[str]]:
    return [[label, *(cell.text for cell in row)] for label, row in zip(grid.labels, grid.rows, strict=True)]


def compared(first: Figure, second: Figure, difference: Estimate) -> Figure:
    return Comparison("m", "Help", "fact", States(known=ABCD), rows=(first, second), difference=difference)


def ladder() -> Figure:
    rungs = share("Known", ABCD), share("Met", ("a", "b"))
    step = share("Met", ("a", "b"), base=("a", "b"), proportion=1.0)
    return Ladder("l", "Fathers", "practice", States(known=ABCD), base=ABCD, rows=rungs, steps=(step,))


def rate(label: str, **more: object) -> Figure:
    return Rate(label, label, "fact", States(), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figures", "rows"),
    [
        (
            [share("Early"), share("Late", ABCD)],
            [["Early", "1", "4", "25%", "10% – 90%"], ["Late", "4", "4", "100%", "10% – 90%"]],
        ),
        (
            [amounts("First", 3), amounts("Second", 4.5)],
            [["First", "4", "3", "1 – 9", "0 – 20"], ["Second", "4", "4.5", "1 – 9", "0 – 20"]],
        ),
        (
            [wait("Start"), share("In time")],
            [
                ["Start, longer than 28 days", "1", "4", "25%", "10% – 90%", "12", "1"],
                ["In time", "1", "4", "25%", "10% – 90%", "", ""],
            ],
        ),
        (
            [ladder()],
            [
                ["Fathers", "", "4", "", "", ""],
                ["    Known", "4", "4", "100%", "10% – 90%", ""],
                ["    Met", "2", "4", "50%", "10% – 90%", "2 of 2 (100%)"],
            ],
        ),
        (
            [compared(share("Early", ABCD), share("Late"), Estimate(0.75, 0.2, 0.95, "newcombe"))],
            [
                ["Help", "", "", "", ""],
                ["    Early", "4", "4", "100%", "10% – 90%"],
                ["    Late", "1", "4", "25%", "10% – 90%"],
                ["    Difference", "", "", "+75 points", "+20 to +95"],
            ],
        ),
        (
            [compared(amounts("Early", 12), amounts("Late", 14.5), Estimate(-2.5, -4, 1))],
            [
                ["Help", "", "", "", ""],
                ["    Early", "", "4", "12 days", ""],
                ["    Late", "", "4", "14.5 days", ""],
                ["    Difference", "", "", "−2.5 days", "−4 to +1"],
            ],
        ),
        (
            [rate("Ours", rate=75.0, low=47, high=113.6, counted=(22, 2931), unit="per 10,000")],
            [["Ours (per 10,000)", "22", "2,931", "75", "47 – 113.6"]],
        ),
        (
            [rate("Years", rows=(rate("2024", rate=60.0, counted=(12, 2000)), rate("2025", cannot="None.")))],
            [
                ["Years", "", "", "", ""],
                ["    2024", "12", "2,000", "60", ""],
                ["    2025", "–", "", "", ""],
            ],
        ),
        ([share("Only", cannot="The module is off.")], None),
    ],
    ids=[
        "shares", "amounts", "waits", "ladder", "compared shares", "compared medians", "rate", "rates",
        "none",
    ],
)  # fmt: skip
def test_the_figures_of_a_block_are_lines_of_one_table(
    figures: list[Figure], rows: list[list[str]] | None
) -> None:
    found = block_grids(figures, none)
    assert [shown(grid) for grid in found] == ([] if rows is None else [rows])


def test_neighbours_of_one_family_stand_in_one_table() -> None:
    figures = [share("One"), amounts("Two", 1), share("Three"), share("Four")]
    assert [len(grid.rows) for grid in block_grids(figures, none)] == [1, 1, 2]


def test_a_figure_by_itself_has_its_states_in_its_own_table() -> None:
    (grid,) = block_grids([share("Only")], none)
    assert shown(grid) == [
        ["Yes", "1", "25%", "10% – 90%"],
        ["Out of known", "4", "", ""],
        ["Not in the file", "1", "", ""],
    ]
    assert states_grid([share("Only")], none) is None


def test_what_the_files_leave_open_has_a_column_for_each_state_that_there_is() -> None:
    other = share("Other", states=States(known=ABCD, unclear=("f", "g")), inexact=("a",))
    grid = states_grid([share("One"), other], none)
    assert grid is not None
    assert [" ".join(heading.split()) for heading in grid.headings] == [
        "What the files leave open", "Not in the file", "Records conflict", "Date not exact",
    ]  # fmt: skip
    assert shown(grid) == [["One", "1", "·", "·"], ["Other", "·", "2", "1"]]


def test_every_count_knows_its_cases_and_what_they_rest_on() -> None:
    (grid,) = block_grids([share("One"), share("Two")], lambda id_: (f"q_{id_}",))
    behind = grid.rows[1][0].behind
    assert behind is not None
    assert (behind.title, behind.cases, behind.questions) == ("Two", ("a",), ("q_two",))


def test_a_grey_figure_is_dimmed_and_says_why() -> None:
    grey = share("Grey", greyed=True, states=States(known=("a",), not_recorded=("b", "c")))
    (grid,) = block_grids([grey, share("Clear")], none)
    assert grid.dimmed == {0}
    assert greyed_lines([grey, share("Clear")]) == [
        "In grey, since the files that don't say it are too many to lean on those that do: Grey (2 of 3)."
    ]


def test_figures_with_one_reason_are_named_together() -> None:
    figures = [share("A", cannot="Off."), share("B"), share("C", cannot="Off."), share("D", cannot="Few.")]
    assert cannot_lines(figures) == ["A, C: Off.", "D: Few."]


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        (("Same.", "Same."), ["Same."]),
        (("One.", "Two."), ["A: One.", "B: Two."]),
        (("", ""), []),
        (("One.", ""), ["A: One."]),
    ],
)
def test_definitions_are_named_unless_all_are_the_same(texts: tuple[str, str], lines: list[str]) -> None:
    figures = [share(name, definition=text) for name, text in zip("AB", texts, strict=True)]
    assert definition_lines(figures) == lines


def test_planning_questions_say_where_answers_were_found_and_what_to_add() -> None:
    lines = [
        Answerable("waits", "How long?", "now", ABCD, {"field": ABCD}, ()),
        Answerable(
            "notice", "How short?", "new_field", ABCD, {"field": ("a",), "": ("b",)}, ("c", "d"), "Add."
        ),
    ]  # fmt: skip
    grid = answerable_grid(lines, {"field": "In a field", "": "Nobody said"})
    assert grid.headings == ("Question", "The records", "Files", "In a field", "Nobody said", "Not on\nfile")
    assert shown(grid) == [
        ["How long?", "Answerable now", "4", "4", "·", "·"],
        ["How short?", "Needs a new field", "4", "1", "1", "2"],
    ]
    assert shown(doing_grid(lines)) == [["How short?", "Add."]]


def test_contradictions_open_their_cases() -> None:
    grid = contradictions_grid([Contradiction("Born before the referral", ("a",))])
    assert shown(grid) == [["Born before the referral", "1"]]
    assert grid.rows[0][0].behind is not None


def test_a_copied_table_says_first_that_it_is_not_for_sharing() -> None:
    text = grid_text(block_grids([share("One"), share("Two")], none)[0])
    assert text.splitlines() == [
        "Not for sharing: contains small numbers",
        "\tCases\tOut of\tShare\t95% interval",
        "One\t1\t4\t25%\t10% – 90%",
        "Two\t1\t4\t25%\t10% – 90%",
    ]


@pytest.mark.parametrize(
    ("block", "has"),
    [
        (Block("b", "B", "dots", ()), False),
        (Block("b", "B", "dots", (share("A", cannot="Off."),)), False),
        (Block("b", "B", "dots", (share("A", cannot="Off."), share("B"))), True),
        (Block("b", "B", "", (), contradictions=(Contradiction("x", ("a",)),)), True),
    ],
)
def test_a_block_of_reasons_alone_has_nothing_to_show(block: Block, has: bool) -> None:
    assert has_something(block) is has


def test_a_table_is_as_high_as_its_rows_and_breaks_labels_before_it_cuts_numbers(qapp: QApplication) -> None:
    long = "A label that goes on for far longer than any column of a narrow window could hold in one line"
    (grid,) = block_grids([share(long), share("Short")], none)
    table = GridTable("Shares", grid)
    table.resize(table.needed_width, 400)
    table.show()
    heights = [table.rowHeight(row) for row in range(2)]
    assert heights[0] > 2 * heights[1] - 8
    assert table.height() >= sum(heights) + table.horizontalHeader().height()
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert table.model().index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Short, Cases: 1"
    table.close()
