"""The cells of a sheet as the file holds them: written as text straight away.

openpyxl makes an object of each cell and a tree of each object, which is most of the time that a workbook
takes; what stands in our cells is known.
"""

from __future__ import annotations

import re

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from audit_app.export.sheets import SheetCell

_EMPTY = re.compile(rb"<sheetData ?/>|<sheetData></sheetData>")
_OUTER_SPACE = re.compile(r"^\s|\s$|\n|\t")


class SheetCells:
    """Rows of cells with their looks, in any order."""

    def __init__(self) -> None:
        self.links: list[Hyperlink] = []
        self._rows: dict[int, list[str]] = {}
        self._heights: dict[int, float] = {}
        self._letters: dict[int, str] = {}
        self._widest = 1

    def put(self, row: int, column: int, described: SheetCell, look: int) -> None:
        """A cell; in a row they are put from left to right."""
        value, place = described.value, f"{self._letter(column)}{row}"
        if value is None:
            written = f'<c r="{place}" s="{look}"/>'
        elif isinstance(value, str):
            said = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
            kept = ' xml:space="preserve"' if _OUTER_SPACE.search(said) else ""
            written = f'<c r="{place}" s="{look}" t="inlineStr"><is><t{kept}>{_escaped(said)}</t></is></c>'
        else:
            written = f'<c r="{place}" s="{look}"><v>{value!r}</v></c>'
        self._rows.setdefault(row, []).append(written)

    def set_height(self, row: int, points: float) -> None:
        """The height of a row."""
        self._heights[row] = points

    @property
    def reach(self) -> str:
        """The range that holds all cells."""
        return f"A1:{get_column_letter(self._widest)}{max(self._rows, default=1)}"

    def within(self, sheet: bytes) -> bytes:
        """A sheet's text that has no cells yet, with these."""
        before, after = _EMPTY.split(sheet)  # ValueError where openpyxl has cells of its own
        rows = "".join(self._row(row) for row in sorted(self._rows))
        return b"".join((before, b"<sheetData>", rows.encode("utf-8", "replace"), b"</sheetData>", after))

    def _row(self, row: int) -> str:
        height = self._heights.get(row)
        high = f' ht="{height:g}" customHeight="1"' if height else ""
        return f'<row r="{row}"{high}>{"".join(self._rows[row])}</row>'

    def _letter(self, column: int) -> str:
        if column not in self._letters:
            self._letters[column] = get_column_letter(column)
            self._widest = max(self._widest, column)
        return self._letters[column]


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
