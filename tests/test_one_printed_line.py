"""A new kind of figure is a type, its lines, its words, and what works it out; a new picture is what draws
it, and its name. Everything else prints them without knowing of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from matplotlib.figure import Figure as Canvas

from audit_app.analysis.as_json import figure_as_json
from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.analysis.disclosure.release import release
from audit_app.analysis.disclosure.ties import Ties
from audit_app.charts import chart
from audit_app.charts.describe import describe_block, finding, headline
from audit_app.charts.theme import Theme, saying
from audit_app.export.block_charts import block_tables
from audit_app.export.line_tables import figures_table
from audit_app.lines.line import OF, SHARE, Line, LineCell, N, counted
from audit_app.lines.of_figures import lines_of, own_lines
from audit_app.results.figures import KINDS, Cases, Figure, Proportion, States
from audit_app.results.pages import Block, Cohort, Page
from audit_app.ui.models.blocks import block_grids

CASES = tuple(f"case-{n}" for n in range(30))


@dataclass(frozen=True)
class Odds(Figure):
    """How many had it for each who had not."""

    kind = "odds"

    having: Cases = ()


@own_lines.register
def _lines(figure: Odds) -> Iterator[Line]:
    odds = len(figure.having) / (len(figure.base) - len(figure.having))
    cells = {N: counted(figure.having), OF: counted(figure.base), SHARE: LineCell(value=odds)}
    yield Line(figure.id, figure.label, figure.kind, 0, cells, unit="to 1", scale="to 1")


@finding.register
def _words(figure: Odds) -> str:
    return f"{len(figure.having)} of {len(figure.base)}"


ODDS = Odds("M.odds", "Met before the birth", "fact", States(known=CASES), base=CASES, having=CASES[:20])
BLOCK = Block("odds", "Odds", "dots", (ODDS,))


def test_a_new_kind_stands_in_the_table_on_screen() -> None:
    (grid,) = block_grids([ODDS], lambda _id: ())
    assert [cell.text for cell in grid.rows[0]] == ["20", "30", "2", ""]


def test_a_new_kind_stands_in_the_workbook_and_its_chart() -> None:
    table = figures_table([ODDS])
    assert dict(zip(table.header, (cell.value for cell in table.rows[0]), strict=True))["Count"] == 20
    (drawn,) = block_tables(BLOCK)
    assert [cell.value for cell in drawn.rows[0]][:4] == ["Met before the birth", 20, 30, 2]


def test_a_new_kind_is_drawn_and_told() -> None:
    assert chart.draw_block(BLOCK, Theme())
    assert describe_block(BLOCK) == "Odds. Met before the birth: 20 of 30."


def test_a_new_kind_goes_out_as_json() -> None:
    assert figure_as_json(ODDS)["having"] == 20


def test_a_new_kind_leaves_through_the_disclosure_step() -> None:
    page = Page("p", "Page", "", "", (BLOCK,), (), Cohort({case: case for case in CASES}))
    (block,) = release([page], PROFILES["dfe"], Ties()).pages[0].blocks
    assert block.table is not None
    assert [row.cells[N].text for row in block.table.rows] == ["20"]
    assert not any(cell.cases for row in block.table.rows for cell in row.cells.values())


def test_a_new_picture_is_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw_tally(_figures: object, theme: Theme, **_more: object) -> Canvas:
        return saying(theme, ["a tally"])

    monkeypatch.setitem(chart.PICTURES, "tally", draw_tally)  # type: ignore[arg-type]
    block = Block("tally", "Tally", "tally", (ODDS,))
    assert chart.draw_block(block, Theme())
    assert block_tables(block)


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_kind_has_lines_and_words(kind: type[Figure]) -> None:
    figure = kind("M", "Nobody", "fact", States())
    assert next(iter(lines_of(figure))).kind == kind.kind
    assert headline(figure)


def test_no_figure_is_without_a_kind() -> None:
    with pytest.raises(TypeError, match="no lines for Figure"):
        list(lines_of(Figure("M", "Nobody", "fact", States())))


def test_what_leaves_knows_no_cases() -> None:
    share = Proportion(
        "M", "Met", "fact", States(known=CASES), base=CASES, numerator=CASES[:20], proportion=2 / 3
    )
    page = Page("p", "Page", "", "", (Block("b", "Met", "dots", (share,)),), (), Cohort({}))
    released = release([page], PROFILES["restricted"], Ties())
    assert "case-" not in repr(released)
