"""The cells of one sheet of an `.xlsx`, row by row as its XML streams by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from audit_app.readers.grid import as_text
from audit_app.readers.xlsx_parts import Attributes, Book, PartHandler

_OUTSIDE = "#VALUE!"  # what Excel shows for a day beyond its calendar
_LONGEST_NUMBER = 100


@dataclass(frozen=True)
class SheetRow:
    """A row with something in it: its cells as text up to the last that isn't blank, and the columns (from 0)
    of those whose formula was never worked out."""

    number: int
    cells: list[str]
    never_worked_out: tuple[int, ...] = ()


class SheetHandler(PartHandler):
    """Tells of each row that isn't blank. ValueError and the like for what no sheet holds."""

    def __init__(self, book: Book, tell: Callable[[SheetRow], None]) -> None:
        super().__init__(book.left)
        self._book = book
        self._tell = tell
        self.row = 0
        self._column = -1
        self._cells: dict[int, str] = {}
        self._empty: list[int] = []
        self._kind = self._style = self._value = ""
        self._pieces: list[str] = []
        self._has_formula = self._aside = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            place = attributes.get("r")
            self._column = _column(place) if place else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._value, self._pieces, self._has_formula = "", [], False
        elif name == "row":
            number = int(attributes.get("r") or self.row + 1)
            if number <= self.row:
                raise ValueError("rows out of order")
            self.row, self._column, self._cells, self._empty = number, -1, {}, []
        elif name == "rPh":
            self._aside = True

    def end(self, name: str, text: str) -> None:
        if name == "v":
            self._value = text
        elif name == "t" and not self._aside:
            self._pieces.append(text)
        elif name == "f":
            self._has_formula = True
        elif name == "c":
            self._cell_ends()
        elif name == "row":
            self._row_ends()
        elif name == "rPh":
            self._aside = False

    def _cell_ends(self) -> None:
        if self._has_formula and not self._value and self._kind != "str":
            self._empty.append(self._column)
        elif text := self._as_text():
            self._cells[self._column] = text

    def _row_ends(self) -> None:
        if self._cells or self._empty:
            cells = [""] * (max(self._cells, default=-1) + 1)
            for column, text in self._cells.items():
                cells[column] = text
            self._tell(SheetRow(self.row, cells, tuple(self._empty)))

    def _as_text(self) -> str:
        if self._kind == "inlineStr":
            return "".join(self._pieces)
        if not self._value:
            return ""
        match self._kind:
            case "n":
                return self._number()
            case "s":
                return self._book.texts[int(self._value)]
            case "b":
                return as_text(bool(int(self._value)))
            case "d":
                from openpyxl.utils.datetime import from_ISO8601

                return as_text(from_ISO8601(self._value))  # type: ignore[no-untyped-call]
            case _:
                return self._value

    def _number(self) -> str:
        if len(self._value) > _LONGEST_NUMBER:
            raise ValueError("no number has as many digits")
        number = float(self._value) if set(self._value) & set(".eE") else int(self._value)
        return self._day(number) if self._style in self._book.dates else as_text(number)

    def _day(self, number: float) -> str:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        epoch = MAC_EPOCH if self._book.from_1904 else WINDOWS_EPOCH
        try:
            return as_text(from_excel(number, epoch, timedelta=self._style in self._book.lengths))
        except (OverflowError, ValueError):
            return _OUTSIDE


def _column(place: str) -> int:
    """The column (from 0) of a place such as B12."""
    return _column_of(place.rstrip("0123456789"))


@lru_cache(maxsize=20_000)
def _column_of(letters: str) -> int:
    from openpyxl.utils.cell import column_index_from_string

    return column_index_from_string(letters) - 1
