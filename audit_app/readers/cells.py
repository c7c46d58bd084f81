"""The rows of a list below its headings, each cell read as its column's kind; what can't be is kept out and
said with its row and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from audit_app.errors import Problem, Severity
from audit_app.readers.cleaning import clean_code, clean_date, clean_number, clean_text, is_lettered
from audit_app.readers.files import shown
from audit_app.readers.headings import Headed
from audit_app.readers.lists import ColumnKind, ListRow
from audit_app.words import _, plural

_CLEANERS: Mapping[ColumnKind, Callable[[str], str | None]] = {
    ColumnKind.NUMBER: clean_number,
    ColumnKind.DATE: clean_date,
    ColumnKind.CODE: clean_code,
    ColumnKind.TEXT: clean_text,
}
_MOST_PROBLEMS = 500
_LOOKED_AT = 300  # cells by which a column of unknown kind is judged
_NEARLY_ALL = 0.8


def read_rows(
    file: str, sheet: str, headed: Headed, columns: Mapping[str, tuple[str, ColumnKind]]
) -> tuple[list[ListRow], list[Problem]]:
    """The rows with something in the columns wanted: heading -> (the name it is kept under, its kind)."""
    wanted = [
        (place, *columns[heading], _CLEANERS[columns[heading][1]])
        for place, heading in enumerate(headed.headings)
        if heading in columns
    ]
    rows: list[ListRow] = []
    problems: list[Problem] = []
    for number, cells in headed.body:
        values: dict[str, str] = {}
        for place, name, kind, clean in wanted:
            text = cells[place] if place < len(cells) else ""
            value = clean(text) if text else ""
            if value is None and len(problems) <= _MOST_PROBLEMS:
                problems.append(_unread(text, kind, file, sheet, number, headed.headings[place]))
            elif value is None:  # a million of them would fill the memory, and only their number is said
                problems.append(problems[-1])
            values[name] = value or values.get(name, "")
        if any(values.values()):
            rows.append(ListRow(number, sheet, values))
    return rows, problems


def read_cell(
    kind: ColumnKind, text: str, file: str, sheet: str, row: int, column: str
) -> tuple[str, list[Problem]]:
    """One cell, and what is wrong with it."""
    value = _CLEANERS[kind](text)
    return ("", [_unread(text, kind, file, sheet, row, column)]) if value is None else (value, [])


def guess_kind(heading: str, cells: Sequence[str]) -> ColumnKind:
    """How a column that nobody knows is read, by the words of its (folded) heading and by its cells."""
    said = [cell for cell in map(clean_text, cells[:_LOOKED_AT]) if cell]
    dates = sum(bool(clean_date(cell)) for cell in said if not cell.isdigit())
    if _says_date(heading) and (len(said) < 5 or any(map(clean_date, said))):
        return ColumnKind.DATE
    if said and dates >= _NEARLY_ALL * len(said):
        return ColumnKind.DATE
    lettered = sum(map(is_lettered, said))
    return ColumnKind.CODE if said and lettered >= _NEARLY_ALL * len(said) else ColumnKind.TEXT


def _says_date(heading: str) -> bool:
    words = heading.split()
    return bool(words) and ("date" in (words[0], words[-1]) or words[-1] in ("dob", "edd"))


def at_most(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first of many problems, and how many more there are."""
    if len(problems) <= _MOST_PROBLEMS:
        return tuple(problems)
    n = len(problems) - _MOST_PROBLEMS
    rest = plural("{n} more problem like these.", "{n} more problems like these.", n)
    return (*problems[:_MOST_PROBLEMS], warning(rest, file=problems[0].file))


def warning(
    message: str, action: str = "", *, file: str = "", sheet: str = "", row: int = 0, column: str = ""
) -> Problem:
    """A problem that stops nothing."""
    return Problem(message, action, file, sheet, row, column, Severity.WARNING)


def _unread(text: str, kind: ColumnKind, file: str, sheet: str, row: int, column: str) -> Problem:
    said = shown(clean_text(text))
    if kind is ColumnKind.NUMBER:
        message = _("“{value}” is a number that a spreadsheet has shortened, so digits are lost.")
        action = _("Make the column text in the case system's export, and use that.")
    else:
        message = _("“{value}” is not a date, so it is left out.")
        action = _("Mend it in the list, or look it up in the file.")
    return warning(message.format(value=said), action, file=file, sheet=sheet, row=row, column=column)
