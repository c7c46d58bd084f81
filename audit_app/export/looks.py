"""How cells look: a handful of named styles, made once a workbook, so that people can change a look in one
place."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Written
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from audit_app.export.sheets import SheetCell, Style

FONT = "Calibri"
FORMATS = {Style.COUNT: "0", Style.SHARE: "0%", Style.NUMBER: "0.0"}
_HEADER_FILL = PatternFill("solid", fgColor="E3EAF0")
_LINE = Side("thin", color="8A949E")
_HAIR = Side("hair", color="B8C0C8")
_QUIET, _LINK = "4A5560", "1F5F8B"
# Light, so that the letter and the word on them are read first.
_FILLS = {
    Style.RED: PatternFill("solid", fgColor="F6D5D0"),
    Style.AMBER: PatternFill("solid", fgColor="FBE8C3"),
    Style.GREEN: PatternFill("solid", fgColor="D5EAD8"),
}
_LINES: dict[Style, dict[str, Any]] = {
    Style.WARNING: {"bold": True},
    Style.FINDING: {"bold": True, "size": 13},
    Style.NOTE: {"italic": True},
    Style.TITLE: {"bold": True, "size": 16},
    Style.HEADING: {"bold": True, "size": 12},
}


class Looks:
    """The looks of one workbook by number, as a sheet's cells name them."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[Any, int] = {}

    def line(self, described: SheetCell) -> int:
        """Of a cell that stands in no table."""
        key = "line", described.style, bool(described.link)
        return self._number(key, lambda: _line(described))

    def header(self, *, words: bool) -> int:
        """Of a heading over words, or over numbers."""
        return self._number(("header", words), lambda: _header(words))

    def cell(self, described: SheetCell) -> int:
        """Of a cell of a table."""
        is_number = described.value is not None and not isinstance(described.value, str)
        key = described.style, is_number, bool(described.link)
        return self._numbers.get(key) or self._number(key, lambda: _cell(described, is_number))

    def _number(self, key: Any, make: Any) -> int:
        if key not in self._numbers:
            style = make()
            if style.name not in self._book.named_styles:
                self._book.add_named_style(style)
            page: Any = self._book.worksheets[0]
            cell = Written(page, 1, 1)
            cell.style = style.name
            self._numbers[key] = cell.style_id
        return self._numbers[key]


def is_text(described: SheetCell) -> bool:
    """Whether a cell stands to the left, as words do."""
    return described.style not in (Style.COUNT, Style.SHARE, Style.NUMBER, Style.PLAIN, Style.HIDDEN)


def further(described: SheetCell) -> int:
    """How much further in a cell begins than others of its column."""
    return 2 if described.style is Style.INDENT else 0


def _line(described: SheetCell) -> NamedStyle:
    font = dict(_LINES.get(described.style, {}))
    if described.link:
        font |= {"color": _LINK, "underline": "single"}
    name = f"Audit {described.style}" + (" link" if described.link else "")
    return NamedStyle(f"{name} line", font=Font(name=FONT, **({"size": 11} | font)))


def _header(words: bool) -> NamedStyle:
    return NamedStyle(
        "Audit header" if words else "Audit header of numbers",
        font=Font(name=FONT, bold=True, size=11),
        fill=_HEADER_FILL,
        border=Border(bottom=_LINE),
        alignment=Alignment("left" if words else "right", "bottom", indent=1, wrap_text=True),
    )


def _cell(described: SheetCell, is_number: bool) -> NamedStyle:
    """Words to the left, numbers to the right, with a little room, because both may stand side by side."""
    words, quiet = is_text(described), described.style is Style.HIDDEN
    colour = _LINK if described.link else _QUIET if quiet else None
    side, indent = "left" if words else "right", 1 + further(described)
    name = f"Audit {described.style}" + (" link" if described.link else "")
    own = described.style in FORMATS and not is_number
    return NamedStyle(
        f"{name} in words" if own else name,
        font=Font(
            name=FONT, size=11, italic=quiet, color=colour, underline="single" if described.link else None
        ),
        fill=_FILLS.get(described.style),
        border=Border(bottom=_HAIR),
        alignment=Alignment(side, "top", indent=indent, wrap_text=words),
        number_format=FORMATS.get(described.style, "General") if is_number else "General",
    )
