"""Writes a described workbook: the only place that writes with openpyxl.

The file is written beside its place and then put there in one step, so that there is never half a workbook.
"""

from __future__ import annotations

import io
import math
import textwrap
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from audit_app.export.archive import Timeless
from audit_app.export.looks import Looks, further, is_text
from audit_app.export.named_tables import add_table, headings
from audit_app.export.native_charts import WIDTH_CM, add_chart, height_cm
from audit_app.export.paper import Reached, set_paper
from audit_app.export.sheet_cells import SheetCells
from audit_app.export.sheets import Sheet, SheetCell, SheetTable, Style, WorkbookDocument
from audit_app.model import OUTPUT_MARK
from audit_app.words import _

_NO_TIME = datetime(1980, 1, 1)  # where a zip file's calendar begins; openpyxl can't leave the time out
_NARROW = 8
_LINE_POINTS = 15.0
_ROWS_BETWEEN = 2
# How many letters stand on the width of one digit: running text is narrower, bold headings are not.
_LETTERS, _BOLD_LETTERS = 1.2, 0.9
_LETTER_CM = 0.225  # a letter's column
_POINTS_IN_CM = 72 / 2.54
_LINE_CM, _MOST_COLUMNS = 17.0, 40  # how far lines of words reach; no printed sheet has more columns


def workbook(document: WorkbookDocument) -> bytes:
    """The workbook as a file holds it."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.title, book.properties.subject = document.title, document.header
    book.properties.language = document.language
    book.properties.creator = ""
    book.properties.category = OUTPUT_MARK
    pages = [_Page(book.create_sheet(sheet.name), Looks(book), document) for sheet in document.sheets]
    for page, sheet in zip(pages, document.sheets, strict=True):
        page.write(sheet)
    placed = {id(table): (page.page, row) for page in pages for table, row in page.tables}
    for page in pages:
        for table, row in page.tables:
            corner = f"{get_column_letter(len(table.header) + 2)}{row}"
            add_chart(page.page, corner, table, *placed[id(table.plotted)])
    return _as_bytes(book, pages)


def plain_workbook(sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """A workbook that people can edit and give back: each sheet's rows as text under their headings."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    pages = [_Page(book.create_sheet(name), Looks(book), WorkbookDocument("", ())) for name in sheets]
    for page, rows in zip(pages, sheets.values(), strict=True):
        columns = list(dict.fromkeys(column for row in rows for column in row))
        for column, heading in enumerate(columns, start=1):
            page.cells.put(1, column, SheetCell(heading), page.looks.line(SheetCell(heading, Style.HEADING)))
            longest = max((len(row.get(heading, "")) for row in rows), default=0)
            width = min(50, max(len(heading), longest) + 2)
            page.page.column_dimensions[get_column_letter(column)].width = width
        for number, row in enumerate(rows, start=2):
            for column, heading in enumerate(columns, start=1):
                if row.get(heading):
                    page.put_line(number, SheetCell(row[heading]), column)
        page.page.freeze_panes = "A2"
    return _as_bytes(book, pages)


class _InMemory(ExcelWriter):
    """Makes the parts of the file in memory.

    openpyxl itself writes each sheet to a temporary file first, and case references would lie there in plain
    text.
    """

    _archive: zipfile.ZipFile
    cells: Mapping[str, SheetCells]

    def write_worksheet(self, ws: Any) -> None:
        """As openpyxl does it, but for where the text goes."""
        ws._drawing = _drawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        text_of_sheet = io.BytesIO()
        writer: Any = WorksheetWriter(ws, out=text_of_sheet)
        ws._hyperlinks = self.cells[ws.title].links  # those of openpyxl's own cells were gathered there
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], self.cells[ws.title].within(text_of_sheet.getvalue()))
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


def _as_bytes(book: Workbook, pages: Sequence[_Page]) -> bytes:
    book.properties.created = book.properties.modified = _NO_TIME
    data = io.BytesIO()
    with Timeless(data, "w") as archive:
        writer = _InMemory(book, archive)
        writer.cells = {page.page.title: page.cells for page in pages}
        writer.write_data()
    return data.getvalue()


class _Page:
    """A sheet while it is written; `tables` are those on it, each with the row of its header."""

    def __init__(self, page: Worksheet, looks: Looks, document: WorkbookDocument) -> None:
        self.page, self.looks, self.document = page, looks, document
        self.cells = SheetCells()
        self.tables: list[tuple[SheetTable, int]] = []
        self.page.calculate_dimension = lambda: self.cells.reach  # type: ignore[method-assign]

    def write(self, sheet: Sheet) -> None:
        """Title, lines and tables under each other."""
        row = self._write_lines(sheet)
        widths = _widths(sheet)
        tall = row * _LINE_POINTS
        reached: list[Reached] = []
        for place, table in enumerate(sheet.tables):
            row += 1
            if table.title:
                self.put_line(row, SheetCell(table.title, Style.HEADING))
                row += 1
            if place == 0:
                self._keep_header(sheet, row)
            last = self._write_table(table, row, widths, sheet) if table.header else row - 1
            self.tables.append((table, row))
            points = _table_points(table, widths)
            beside = max(0.0, height_cm(table) * _POINTS_IN_CM - points)
            row = self._write_notes(table, last + math.ceil(beside / _LINE_POINTS)) + _ROWS_BETWEEN
            tall += points + beside + (len(table.notes) + _ROWS_BETWEEN + 1) * _LINE_POINTS
            reached.append(Reached(row - _ROWS_BETWEEN, *_end(table, widths), tall))
        for column, width in widths.items():
            self.page.column_dimensions[get_column_letter(column)].width = width
        set_paper(self.page, self.document, reached, sheet.pages)

    def put_line(self, row: int, described: SheetCell, column: int = 1) -> None:
        """A cell outside of tables."""
        self.cells.put(row, column, described, self.looks.line(described))
        self._link(row, column, described)

    def _write_lines(self, sheet: Sheet) -> int:
        """Title and lines at the top, and the way back; the number of the empty row under them."""
        lines = [SheetCell(sheet.title, Style.TITLE), *sheet.lines]
        if self.document.contents not in ("", sheet.name):
            lines.append(SheetCell(_("Back to the contents"), link=self.document.contents))
        for row, line in enumerate(lines, start=1):
            self.put_line(row, line)
        return 1 + len(lines)

    def _write_notes(self, table: SheetTable, row: int) -> int:
        """The notes under a table, after row `row`; the number of the last row used."""
        for words in table.notes:
            row += 1
            self.put_line(row, SheetCell(words, Style.NOTE))
        return row

    def _write_table(self, table: SheetTable, top: int, widths: Mapping[int, int], sheet: Sheet) -> int:
        """Header and rows; the number of the last row used."""
        header = tuple(headings(table.header))
        for column, words in enumerate(header, start=1):
            over_words = not table.rows or is_text(table.rows[0][column - 1])
            self.cells.put(top, column, SheetCell(words), self.looks.header(words=over_words))
        self.cells.set_height(top, _header_points(table, widths))
        for row, cells in enumerate(table.rows, start=top + 1):
            self.cells.set_height(row, _height(cells, widths))
            for column, described in enumerate(cells, start=1):
                self.cells.put(row, column, described, self.looks.cell(described))
                if described.link:
                    self._link(row, column, described)
        if table.rows:
            add_table(self.page, header, top, len(table.rows), filtered=sheet.filtered)
        return top + len(table.rows)

    def _keep_header(self, sheet: Sheet, row: int) -> None:
        """The first table's header stays in view, and is printed again on every page."""
        if sheet.frozen:
            self.page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{row + 1}"
            self.page.print_title_rows = f"{row}:{row}"

    def _link(self, row: int, column: int, described: SheetCell) -> None:
        if described.link:
            place, to = f"{get_column_letter(column)}{row}", f"{quote_sheetname(described.link)}!A1"
            self.cells.links.append(Hyperlink(ref=place, location=to, display=str(described.value)))


def _header_points(table: SheetTable, widths: Mapping[int, int]) -> float:
    return _height([SheetCell(words) for words in table.header], widths, letters=_BOLD_LETTERS)


def _table_points(table: SheetTable, widths: Mapping[int, int]) -> float:
    if not table.header:
        return 0.0
    return _header_points(table, widths) + sum(_height(cells, widths) for cells in table.rows)


def _height(cells: Sequence[SheetCell], widths: Mapping[int, int], letters: float = _LETTERS) -> float:
    """The height of a row in points. Programs disagree on when to work it out themselves, so it is given."""
    lines = [
        _lines(described.value, int((widths[column] - 1 - 2 * further(described)) * letters))
        for column, described in enumerate(cells, start=1)
        if isinstance(described.value, str)
    ]
    return _LINE_POINTS * max([1, *lines])


def _lines(text: str, letters: int) -> int:
    """How many lines of so many letters a text takes."""
    fits = len(text) <= letters and "\t" not in text  # most do, and wrapping takes its time
    return 1 if fits else len(textwrap.wrap(text, letters))


def _widths(sheet: Sheet) -> dict[int, int]:
    """The width of each column in characters: headers and long texts wrap, but no word is broken."""
    widths: dict[int, int] = {}
    for table in sheet.tables:
        for column, words in enumerate(table.header, start=1):
            longest = max((len(word) for word in words.split()), default=0)
            widths[column] = max(widths.get(column, _NARROW), longest + 4)
        for cells in table.rows:
            for column, described in enumerate(cells, start=1):
                if isinstance(described.value, str):
                    widths[column] = max(widths[column], min(sheet.widest, len(described.value) + 4))
    return widths


def _end(table: SheetTable, widths: Mapping[int, int]) -> tuple[int, float]:
    """The last column that a table and its chart take, and where it ends in cm; at least as many as a line of
    words needs."""
    columns = len(table.header)
    least = _LETTER_CM * sum(widths.get(column, _NARROW) for column in range(1, columns + 1))
    if table.chart and table.plotted.rows:
        least += _LETTER_CM * widths.get(columns + 1, _NARROW) + WIDTH_CM
    column, end = 0, 0.0
    while end < max(least, _LINE_CM) - 0.01 and column < max(columns, _MOST_COLUMNS):
        column += 1
        end += _LETTER_CM * widths.get(column, _NARROW)
    return max(column, 1), end
