"""Small parts that all native charts are made of: titles, letters, grid lines, references to cells."""

from __future__ import annotations

from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumDataSource, NumRef, StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

DARK, FAINT = "1F5F8B", "DDE2E7"


def faint_lines() -> ChartLines:
    """Grid lines that stay behind what is drawn."""
    return ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=FAINT)))


def letters_of(points: int, *, whole: bool = False) -> RichText:
    """The size of the words of an axis or of labels; `whole` on one line each."""
    letters = ParagraphProperties(defRPr=CharacterProperties(sz=points * 100))
    body = RichTextProperties(wrap="none") if whole else None
    return RichText(bodyPr=body, p=[Paragraph(pPr=letters, endParaRPr=CharacterProperties())])


def title_of(words: str, hundredths: int) -> Title:
    """A title in the given size, beside what is drawn and not over it."""
    letters = CharacterProperties(sz=hundredths, b=True)
    line = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=words)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def cells_of(page: Worksheet, column: int, first: int, last: int) -> str:
    """A column's cells from row to row as charts name them; columns count from 0."""
    letter = get_column_letter(column + 1)
    return f"{quote_sheetname(page.title)}!${letter}${first}:${letter}${last}"


def numbers_of(page: Worksheet, column: int, first: int, last: int) -> NumDataSource:
    """The numbers of those cells."""
    return NumDataSource(numRef=NumRef(f=cells_of(page, column, first, last)))


def name_from(page: Worksheet, column: int, row: int) -> SeriesLabel:
    """A series named by a cell."""
    return SeriesLabel(strRef=StrRef(f=cells_of(page, column, row, row)))
