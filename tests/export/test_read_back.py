"""Every number of workbook and report is read back, and stands in what was released."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from audit_app.export.printed import PrintedGrid
from audit_app.export.report import printed_report
from audit_app.export.shared import shared_workbook
from audit_app.export.workbook import workbook
from audit_app.lines.line import Line
from audit_app.lines.released import Released
from audit_app.model import AuditInfo
from tests.export.test_report import MADE
from tests.once import Once
from tests.released import SOME, released


@pytest.fixture(scope="module", name="output")
def _output(once: Once) -> Released:
    return released(once, "dfe", SOME)


@pytest.fixture(scope="module", name="book")
def _book(output: Released) -> Workbook:
    return load_workbook(BytesIO(workbook(shared_workbook(output, AuditInfo("Sample"), MADE))))


def test_the_sheet_of_everything_holds_each_released_number_and_no_other(
    output: Released, book: Workbook
) -> None:
    sheet = book["Everything"]
    (table,) = sheet.tables.values()
    header, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    lines = [
        line for page in output.pages for block in page.blocks if block.table for line in block.table.rows
    ]
    assert len(rows) == len(lines) > 50
    compared = 0
    for row, line in zip(rows, lines, strict=True):
        written = dict(zip(header, row, strict=True))
        assert line.label in (written["Measure"], written["Answer"])
        for heading, value in _told(line).items():
            assert written[heading] == pytest.approx(value), (line.label, heading)
            compared += 1
        if (hidden := line.cell("n").hidden) and "n" in line.cells:
            assert written["Number"] in ("[c]", "[x]"), (line.label, hidden)
    assert compared > 100


def _told(line: Line) -> dict[str, float]:
    """The numbers of a line by the headings under which they have to stand."""
    number, share, interval = line.cell("n"), line.cell("share"), line.cell("interval")
    found = {
        "Number": None if number.hidden else number.value,
        "Share": share.value if share.text.endswith("%") else None,
        "From": interval.low,
        "To": interval.high,
    }
    return {heading: value for heading, value in found.items() if value is not None}


def test_the_tables_of_the_report_hold_released_numbers_alone(output: Released) -> None:
    printed = printed_report(output, AuditInfo("Sample"), MADE, None, most=2, definitions=True)
    rows = (
        line for page in output.pages for block in page.blocks if block.table for line in block.table.rows
    )
    known = {number for line in rows for cell in (*line.cells.values(),) for number in _numbers(cell.text)}
    grids = [part for part in printed.parts if isinstance(part, PrintedGrid) and part.numbers]
    told = [
        number for grid in grids for row in grid.rows for cell in row.cells[1:] for number in _numbers(cell)
    ]
    assert len(told) > 50
    assert set(told) <= known


def _numbers(words: str) -> list[str]:
    return re.findall(r"\d[\d.,+]*", words)


def test_each_table_has_a_name_and_its_sheet_leads_back(book: Workbook) -> None:
    names = [name.casefold() for sheet in book for name in sheet.tables]
    assert len(names) == len(set(names)) > 8
    for sheet in book:
        assert all(re.fullmatch(r"[^\W\d]\w*", name) for name in sheet.tables)
        links = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
        expected = {f"'{page}'!A1" for page in ("Parents", "Fathers", "Everything")}
        assert expected <= links if sheet.title == "Summary" else "'Summary'!A1" in links


def test_a_chart_has_eight_marks_at_most_and_no_print_runs_on(book: Workbook) -> None:
    charts = [chart for sheet in book for chart in sheet._charts]  # type: ignore[attr-defined]
    assert charts
    for chart in charts:
        for series in chart.series:
            first, last = re.findall(r"\$(\d+)", str(series.val.numRef.f))
            assert int(last) - int(first) < 8
    assert all(book[name].page_setup.fitToHeight == 1 for name in ("Parents", "Fathers"))
