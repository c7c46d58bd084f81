"""Writes a described workbook: the only place that writes with openpyxl.

The file is written beside its place and then put there in one step, so that there is never half a workbook.
"""

from __future__ import annotations

import io
import math
import textwrap
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as Written
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from audit_app.export.archive import Timeless
from audit_app.export.native_charts import WIDTH_CM, add_chart, height_cm
from audit_app.export.sheets import Cell, Document, Sheet, Style, Table
from audit_app.model import OUTPUT_MARK
from audit_app.placing import put_in_place
from audit_app.words import _

_NO_TIME = datetime(1980, 1, 1)  # where a zip file's calendar begins; openpyxl can't leave the time out
FORMATS = {Style.COUNT: "0", Style.SHARE: "0%", Style.NUMBER: "0.0"}
FONT = "Calibri"
_NARROW = 8
_LINE_POINTS = 15.0
_ROWS_BETWEEN = 2
# How many letters stand on the width of one digit: running text is narrower, bold headings are not.
_LETTERS, _BOLD_LETTERS = 1.2, 0.9
# With a fixed scale, so that pages can break between charts: about what an A4 sheet on its side holds.
_CHART_SCALE, _CHART_PAGE_POINTS = 54, 850
# The width of that sheet between its margins, less what programs with wider letters need; a letter's column.
_PAGE_CM, _LETTER_CM = 25.0, 0.225
_POINTS_IN_CM = 72 / 2.54
_HEADER_FILL = PatternFill("solid", fgColor="E3EAF0")
_LINE = Side("thin", color="8A949E")
_HAIR = Side("hair", color="B8C0C8")
_QUIET = "4A5560"
# Light, so that the letter and the word on them are read first.
_FILLS = {
    Style.RED: PatternFill("solid", fgColor="F6D5D0"),
    Style.AMBER: PatternFill("solid", fgColor="FBE8C3"),
    Style.GREEN: PatternFill("solid", fgColor="D5EAD8"),
}


def write_workbook(document: Document, path: Path) -> None:
    """Write the workbook to `path`, replacing what was there. AuditError when that can't be done."""
    put_in_place(workbook(document), path)


def workbook(document: Document) -> bytes:
    """The workbook as a file holds it."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.title = document.title
    book.properties.language = document.language
    book.properties.creator = ""
    book.properties.category = OUTPUT_MARK
    placed: dict[int, tuple[Worksheet, int]] = {}
    waiting: list[tuple[Worksheet, str, Table]] = []
    for sheet in document.sheets:
        page = book.create_sheet(sheet.name)
        for table, row in _write_sheet(page, sheet, document):
            placed[id(table)] = page, row
            waiting.append((page, f"{get_column_letter(len(table.header) + 2)}{row}", table))
    for page, corner, table in waiting:
        add_chart(page, corner, table, *placed[id(table.plotted)])
    return _as_bytes(book)


def plain_workbook(sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """A workbook that people can edit and give back: each sheet's rows as text under their headings."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    look: Any = None  # all cells have one: see `_write_table`
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        for column, heading in enumerate(columns, start=1):
            _put(page, 1, column, Cell(heading)).font = Font(name=FONT, bold=True)
            longest = max((len(row.get(heading, "")) for row in rows), default=0)
            width = min(50, max(len(heading), longest) + 2)
            page.column_dimensions[get_column_letter(column)].width = width
        for number, row in enumerate(rows, start=2):
            for column, heading in enumerate(columns, start=1):
                if row.get(heading):
                    cell = _value(page, number, column, described := Cell(row[heading]))
                    if look is None:
                        _dress(cell, described)
                        look = cell._style  # type: ignore[attr-defined]
                    cell._style = copy(look)  # type: ignore[attr-defined]
        page.freeze_panes = "A2"
    return _as_bytes(book)


class _InMemory(ExcelWriter):
    """Makes the parts of the file in memory.

    openpyxl itself writes each sheet to a temporary file first, and case references would lie there in plain
    text.
    """

    _archive: zipfile.ZipFile

    def write_worksheet(self, ws: Any) -> None:
        """As openpyxl does it, but for where the text goes."""
        ws._drawing = _drawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        text_of_sheet = io.BytesIO()
        writer: Any = WorksheetWriter(ws, out=text_of_sheet)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], text_of_sheet.getvalue())
        self.manifest.append(ws)


def _drawing() -> Any:
    """Drawings whose charts say in words what they show, which openpyxl leaves out.

    A subclass would be written without its parts: openpyxl collects them class by class.
    """
    drawing: Any = SpreadsheetDrawing()
    plain = drawing._chart_frame

    def described(place: int) -> Any:
        frame = plain(place)
        frame.nvGraphicFramePr.cNvPr.descr = getattr(drawing.charts[place - 1], "says", "")
        return frame

    drawing._chart_frame = described
    return drawing


def _as_bytes(book: Workbook) -> bytes:
    book.properties.created = book.properties.modified = _NO_TIME
    data = io.BytesIO()
    with Timeless(data, "w") as archive:
        _InMemory(book, archive).write_data()
    return data.getvalue()


def _write_sheet(page: Worksheet, sheet: Sheet, document: Document) -> Iterator[tuple[Table, int]]:
    """Write it; each table with the row of its header, because a chart may draw a table of a later sheet."""
    row = _write_lines(page, sheet)
    widths = _widths(sheet)
    on_page = row * _LINE_POINTS
    holds = _CHART_PAGE_POINTS * _CHART_SCALE / _scale(sheet, widths)
    has_charts = any(table.chart for table in sheet.tables)
    for place, table in enumerate(sheet.tables):
        row += 1
        tall = _table_points(table, widths)
        needed = max(tall, height_cm(table) * _POINTS_IN_CM) + _ROWS_BETWEEN * _LINE_POINTS
        needed += len(table.notes) * _LINE_POINTS
        # A sheet without charts is fitted to the page's width, and programs then break it by themselves.
        if has_charts and on_page + needed > holds and (table.chart or needed < holds):
            on_page = 0.0
            page.row_breaks.append(Break(id=row - 1))
        on_page += needed + _LINE_POINTS
        if table.title:
            _put(page, row, 1, Cell(table.title)).font = Font(name=FONT, bold=True, size=12)
            row += 1
        if place == 0:
            _keep_header(page, sheet, table, row)
        last = _write_table(page, table, row, widths) if table.header else row - 1
        yield table, row
        beside = max(0.0, height_cm(table) * _POINTS_IN_CM - tall)
        under = last + math.ceil(beside / _LINE_POINTS)
        row = _write_notes(page, table, under) + _ROWS_BETWEEN
    _set_widths(page, widths)
    _set_print(page, document, sheet, widths)


def _write_notes(page: Worksheet, table: Table, row: int) -> int:
    """The notes under a table, after row `row`; the number of the last row used."""
    for words in table.notes:
        row += 1
        _put(page, row, 1, Cell(words, Style.NOTE)).font = Font(name=FONT, italic=True)
    return row


def _write_lines(page: Worksheet, sheet: Sheet) -> int:
    """Title and lines at the top; the number of the empty row under them."""
    _put(page, 1, 1, Cell(sheet.title)).font = Font(name=FONT, bold=True, size=16)
    for row, line in enumerate(sheet.lines, start=2):
        cell = _put(page, row, 1, line)
        bold, large = line.style in (Style.WARNING, Style.FINDING), line.style is Style.FINDING
        cell.font = Font(name=FONT, bold=bold, italic=line.style is Style.NOTE, size=13 if large else 11)
    return 2 + len(sheet.lines)


def _write_table(page: Worksheet, table: Table, top: int, widths: Mapping[int, int]) -> int:
    """Header and rows; the number of the last row used."""
    for column, words in enumerate(table.header, start=1):
        cell = _put(page, top, column, Cell(words))
        cell.font = Font(name=FONT, bold=True)
        cell.fill = _HEADER_FILL
        cell.border = Border(bottom=_LINE)
        cell.alignment = _alignment(words=not table.rows or _is_text(table.rows[0][column - 1]), low=True)
    page.row_dimensions[top].height = _header_points(table, widths)
    looks: dict[tuple[Style, str], Any] = {}
    for row, cells in enumerate(table.rows, start=top + 1):
        page.row_dimensions[row].height = _height(cells, widths)
        for column, described in enumerate(cells, start=1):
            cell = _value(page, row, column, described)
            look = described.style, _format(described)
            # openpyxl makes and compares a font, a border and an alignment for each cell that is given them:
            # two thirds of the time of a workbook. There are a handful of looks.
            if look not in looks:
                _dress(cell, described)
                cell.border = Border(bottom=_HAIR)
                cell.alignment = _alignment(words=_is_text(described), further=_further(described))
                looks[look] = cell._style  # type: ignore[attr-defined]
            cell._style = copy(looks[look])  # type: ignore[attr-defined]
    return top + len(table.rows)


def _header_points(table: Table, widths: Mapping[int, int]) -> float:
    return _height([Cell(words) for words in table.header], widths, letters=_BOLD_LETTERS)


def _table_points(table: Table, widths: Mapping[int, int]) -> float:
    return _header_points(table, widths) + sum(_height(cells, widths) for cells in table.rows)


def _alignment(*, words: bool, low: bool = False, further: int = 0) -> Alignment:
    """Words to the left, numbers to the right, with a little room, because both may stand side by side."""
    side = "left" if words else "right"
    vertical = "bottom" if low else "top"
    return Alignment(horizontal=side, indent=1 + further, wrap_text=words or low, vertical=vertical)


def _further(described: Cell) -> int:
    """How much further in a cell begins than others of its column."""
    return 2 if described.style is Style.INDENT else 0


def _height(cells: Sequence[Cell], widths: Mapping[int, int], letters: float = _LETTERS) -> float:
    """The height of a row in points. Programs disagree on when to work it out themselves, so it is given."""
    lines = [
        _lines(described.value, int((widths[column] - 1 - 2 * _further(described)) * letters))
        for column, described in enumerate(cells, start=1)
        if isinstance(described.value, str)
    ]
    return _LINE_POINTS * max([1, *lines])


def _lines(text: str, letters: int) -> int:
    """How many lines of so many letters a text takes."""
    fits = len(text) <= letters and "\t" not in text  # most do, and wrapping takes its time
    return 1 if fits else len(textwrap.wrap(text, letters))


def _put(page: Worksheet, row: int, column: int, described: Cell) -> Written:
    cell = _value(page, row, column, described)
    _dress(cell, described)
    return cell


def _value(page: Worksheet, row: int, column: int, described: Cell) -> Written:
    cell = page.cell(row, column)
    assert isinstance(cell, Written)  # only merged ranges hold other cells, and there are none
    if isinstance(described.value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", described.value)
        cell.data_type = "s"  # else openpyxl makes a live formula of any text that begins with "="
    else:
        cell.value = described.value
    return cell


def _dress(cell: Written, described: Cell) -> None:
    quiet = described.style is Style.HIDDEN
    cell.font = Font(name=FONT, italic=quiet, color=_QUIET if quiet else None)
    cell.number_format = _format(described)
    if described.style in _FILLS:
        cell.fill = _FILLS[described.style]


def _format(described: Cell) -> str:
    is_number = described.value is not None and not isinstance(described.value, str)
    return FORMATS.get(described.style, "General") if is_number else "General"


def _is_text(described: Cell) -> bool:
    return described.style not in (Style.COUNT, Style.SHARE, Style.NUMBER, Style.PLAIN, Style.HIDDEN)


def _keep_header(page: Worksheet, sheet: Sheet, table: Table, row: int) -> None:
    """The first table's header stays in view, and is printed again on every page."""
    if not sheet.frozen:
        return
    page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{row + 1}"
    page.print_title_rows = f"{row}:{row}"
    if sheet.filtered and table.rows:
        corner = f"{get_column_letter(len(table.header))}{row + len(table.rows)}"
        page.auto_filter.ref = f"A{row}:{corner}"


def _set_widths(page: Worksheet, widths: Mapping[int, int]) -> None:
    for column, width in widths.items():
        page.column_dimensions[get_column_letter(column)].width = width


def _widths(sheet: Sheet) -> dict[int, int]:
    """The width of each column in characters: headers and long texts wrap, but no word is broken."""
    widths: dict[int, int] = {}
    for table in sheet.tables:
        for column, words in enumerate(table.header, start=1):
            longest = max((len(word) for word in words.split()), default=0)
            widths[column] = max(widths.get(column, _NARROW), longest + 6)
        for cells in table.rows:
            for column, described in enumerate(cells, start=1):
                if isinstance(described.value, str):
                    widths[column] = max(widths[column], min(sheet.widest, len(described.value) + 4))
    return widths


def _scale(sheet: Sheet, widths: Mapping[int, int]) -> int:
    """The per cent at which a sheet with charts is printed: tables and charts are as wide as a page at
    most.
    """
    charts = (_chart_end(table, widths) for table in sheet.tables if table.chart)
    wide = max([_LETTER_CM * sum(widths.values()), *charts])
    return max(10, min(_CHART_SCALE, int(100 * _PAGE_CM / wide))) if wide else _CHART_SCALE


def _chart_end(table: Table, widths: Mapping[int, int]) -> float:
    """Where the column ends, in cm, in which a table's chart does: pages end between columns."""
    before = range(1, len(table.header) + 2)
    chart = sum(_LETTER_CM * widths.get(column, _NARROW) for column in before) + WIDTH_CM
    column, end = 0, 0.0
    while end < chart:
        column += 1
        end += _LETTER_CM * widths.get(column, _NARROW)
    return end


def _set_print(page: Worksheet, document: Document, sheet: Sheet, widths: Mapping[int, int]) -> None:
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape"
    if any(table.chart for table in sheet.tables):
        page.page_setup.scale = _scale(sheet, widths)
    else:
        page.page_setup.fitToWidth = 1
        page.page_setup.fitToHeight = int(sheet.one_page)
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.4
    if not sheet.printed:
        page.print_area = (
            f"A1:{get_column_letter(max(map(len, _headers(sheet)), default=1))}{1 + len(sheet.lines)}"
        )
    numbers = _("Page {page} of {pages}").format(page="&P", pages="&N")
    page.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(_escaped(document.header)))
    page.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(_escaped(document.footer)), right=_HeaderFooterPart(numbers)
    )


def _headers(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    return (table.header for table in sheet.tables)


def _escaped(words: str) -> str | None:
    """Text for a header or footer, in which a single ampersand would begin a code."""
    return words.replace("&", "&&") or None
