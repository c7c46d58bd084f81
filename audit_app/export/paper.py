"""How a sheet is printed: on A4, as wide as the paper, and no further than is worth it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.export.sheets import WorkbookDocument
from audit_app.words import _

# Between the margins, less what programs with wider letters need: (cm wide, points tall).
_PORTRAIT, _LANDSCAPE = (17.2, 690.0), (25.0, 455.0)
_LEAST_UPRIGHT = 0.65  # a sheet that would be set smaller is turned on its side
_SIDE_INCHES = 0.4


@dataclass(frozen=True)
class Reached:
    """How far a sheet has come after one of its tables: its last row, the last column that the table and its
    chart take and where that ends in cm, and how tall all is so far in points."""

    row: int
    column: int
    cm: float
    points: float


def set_paper(
    page: Worksheet, document: WorkbookDocument, reached: Sequence[Reached], pages: int | None
) -> None:
    """Print up to the last table that `pages` pages hold (None: all; 0: nothing); what people want more of
    they choose by clearing the print area."""
    shown = _shown(reached, pages)
    wide = max((each.cm for each in shown), default=_PORTRAIT[0])
    upright = wide * _LEAST_UPRIGHT <= _PORTRAIT[0]
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "portrait" if upright else "landscape"
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = pages or 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = _SIDE_INCHES
    if pages == 0 and reached:
        empty = f"{get_column_letter(max(each.column for each in reached) + 2)}1"
        page.print_area = f"{empty}:{empty}"
    elif pages and reached:
        page.print_area = f"A1:{get_column_letter(max(each.column for each in shown))}{shown[-1].row}"
    _set_edges(page, document)


def _shown(reached: Sequence[Reached], pages: int | None) -> Sequence[Reached]:
    """The tables that so many pages on their side hold, at least one."""
    if not pages:
        return reached
    width, height = _LANDSCAPE
    for n in range(len(reached), 1, -1):
        scale = min(1.0, width / max(each.cm for each in reached[:n]))
        if reached[n - 1].points * scale <= pages * height:
            return reached[:n]
    return reached[:1]


def _set_edges(page: Worksheet, document: WorkbookDocument) -> None:
    numbers = _("Page {page} of {pages}").format(page="&P", pages="&N")
    page.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(_escaped(document.header)))
    page.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(_escaped(document.footer)), right=_HeaderFooterPart(numbers)
    )


def _escaped(words: str) -> str | None:
    """Text for a header or footer, in which a single ampersand would begin a code."""
    return words.replace("&", "&&") or None
