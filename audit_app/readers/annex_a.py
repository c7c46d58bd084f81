"""The child-level workbook of an Ofsted inspection (Annex A, 2019 and later): lists 1 to 11, joined by child.

A child stands once in what is read, however often in the lists. Of several rows in one list the latest
counts, by the list's first date. An unborn child has the age -1, and then the date of birth is the expected
date of delivery; where another list has the child already born, both dates are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit_app.errors import Problem
from audit_app.readers.cells import at_most, read_rows, warning
from audit_app.readers.cleaning import folded
from audit_app.readers.grid import Grid
from audit_app.readers.headings import Headed, find_headings
from audit_app.readers.known_columns import ADOPTERS, KnownColumn, find_column, known_columns
from audit_app.readers.lists import CaseList, ColumnKind, Layout, ListRow
from audit_app.words import _, plural

CHILD, BIRTH, AGE = "Child Unique ID", "Date of Birth", "Age of Child (Years)"
EXPECTED = "Expected date of delivery"
_FAMILY = "Family identifier"
_ADOPTERS_FAMILY = f"{_FAMILY} (list {ADOPTERS})"
_TITLE = re.compile(r"\blist ?(\d\d?)\b")


@dataclass(frozen=True)
class _List:
    """One list of the workbook: its number, its rows, and the column by which the latest row is known."""

    number: int
    sheet: str
    rows: tuple[ListRow, ...]
    date: str


def read_annex_a(file: str, sheets: Mapping[str, Grid]) -> CaseList | None:
    """The children of a workbook, or of one of its lists saved by itself; None when no sheet is such a
    list."""
    headed = [(title, find_headings(grid, _is_known)) for title, grid in sheets.items()]
    found = sorted(
        (number, title, each) for title, each in headed if each and (number := _number(title, each))
    )
    if not found:
        return None
    lists: list[_List] = []
    problems: list[Problem] = []
    for number, title, each in found:
        rows, wrong = read_rows(file, title, each, _columns(number, each))
        lists.append(_List(number, title, tuple(rows), _first_date(number)))
        problems += [*_in_sheet(each.problems, file, title), *wrong]
    children = _Children(file)
    for each_list in lists:
        children.add(each_list)
    rows_of_children = children.rows({row.values[_ADOPTERS_FAMILY]: row for row in _adopters(lists)})
    columns, kinds = _kept(rows_of_children)
    return CaseList(
        Layout.ANNEX_A,
        columns,
        tuple(_padded(rows_of_children, columns)),
        at_most([*problems, *children.problems]),
        kinds,
        file,
        tuple(each.sheet for each in lists if each.sheet),
    )


def _is_known(words: str) -> bool:
    return any(words in column.spellings for column in known_columns(Layout.ANNEX_A))


def _of_list(number: int) -> tuple[KnownColumn, ...]:
    """The columns of one list: its own, and but for the adopters those that every list has."""
    return tuple(
        column
        for column in known_columns(Layout.ANNEX_A)
        if column.list == number or (not column.list and number != ADOPTERS)
    )


def _number(title: str, headed: Headed) -> int:
    """Which list a sheet is, by its name where that can be, else by its headings; 0 for none."""
    named = _TITLE.search(folded(title))
    marks = {n: _n_own(n, headed) for n in range(1, ADOPTERS + 1) if _has_first_column(n, headed)}
    if named and int(named[1]) in marks:
        return int(named[1])
    best = max(marks, key=lambda n: marks[n], default=0)
    return best if best and marks[best] >= 2 else 0


def _has_first_column(number: int, headed: Headed) -> bool:
    first = _of_list(number)[0]
    return any(find_column([first], heading) for heading in headed.headings)


def _n_own(number: int, headed: Headed) -> int:
    """How many headings are this list's alone."""
    shared = {"Allocated Team", "Allocated Worker", _FAMILY}
    own = [
        column
        for column in known_columns(Layout.ANNEX_A)
        if column.list == number and column.name not in shared
    ]
    return sum(find_column(own, heading) is not None for heading in headed.headings)


def _columns(number: int, headed: Headed) -> dict[str, tuple[str, ColumnKind]]:
    wanted: dict[str, tuple[str, ColumnKind]] = {}
    for heading in headed.headings:
        column = find_column(_of_list(number), heading)
        if column and all(column.kept_as != name for name, _kind in wanted.values()):
            wanted[heading] = (column.kept_as, column.kind)
    return wanted


def _first_date(number: int) -> str:
    dates = (c.name for c in known_columns(Layout.ANNEX_A) if c.list == number and c.kind is ColumnKind.DATE)
    return next(dates, "")


def _in_sheet(problems: Iterable[Problem], file: str, sheet: str) -> Iterator[Problem]:
    return (
        warning(each.message, each.action, file=file, sheet=sheet, row=each.row, column=each.column)
        for each in problems
    )


def _adopters(lists: Iterable[_List]) -> Iterator[ListRow]:
    """The first adopter of each family, so that a couple doesn't stand twice."""
    seen: set[str] = set()
    for each in lists:
        for row in each.rows if each.number == ADOPTERS else ():
            family = row.values.get(_ADOPTERS_FAMILY, "")
            if family and family not in seen:
                seen.add(family)
                yield row


class _Children:
    """The children found so far, in the order of the lists."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._children: dict[str, tuple[ListRow, dict[str, str]]] = {}

    def add(self, each: _List) -> None:
        """Take in one list."""
        if each.number == ADOPTERS:
            return
        latest: dict[str, ListRow] = {}
        again = [row for row in each.rows if self._is_again(row, latest, each.date)]
        if again:
            n = len({row.values[CHILD] for row in again})
            self.problems.append(
                warning(
                    plural(
                        "{n} child stands here more than once: the latest row counts.",
                        "{n} children stand here more than once: the latest row of each counts.",
                        n,
                    ),
                    file=self._file,
                    sheet=each.sheet,
                    row=again[0].number,
                    column=CHILD,
                )
            )
        for row in latest.values():
            self._join(row)

    def _is_again(self, row: ListRow, latest: dict[str, ListRow], date: str) -> bool:
        number = row.values.get(CHILD, "")
        if not number:
            self.problems.append(
                warning(
                    _("The row has no child's number, so it is left out."),
                    _("Give it one, or delete the row."),
                    file=self._file,
                    sheet=row.sheet,
                    row=row.number,
                    column=CHILD,
                )
            )
            return False
        known = latest.get(number)
        if known is None or row.values.get(date, "") >= known.values.get(date, ""):
            latest[number] = row
        return known is not None

    def _join(self, row: ListRow) -> None:
        values = _with_expected(row.values)
        first, joined = self._children.setdefault(row.values[CHILD], (row, {}))
        for name, value in values.items():
            known = joined.get(name, "")
            if value and known and name in (BIRTH, EXPECTED) and value != known:
                self.problems.append(
                    warning(
                        _("The date differs from the one in sheet {sheet}, row {row}, which is used.").format(
                            sheet=first.sheet, row=first.number
                        ),
                        file=self._file,
                        sheet=row.sheet,
                        row=row.number,
                        column=name,
                    )
                )
            # The later list knows the present team; all else that lists share, the first one says.
            joined[name] = value or known if name.startswith("Allocated") else known or value

    def rows(self, adopters: Mapping[str, ListRow]) -> list[ListRow]:
        """Each child's row, with what the list of adopters says of the family that adopts."""
        return [
            ListRow(first.number, first.sheet, {**_adopter(values, adopters), **values})
            for first, values in self._children.values()
        ]


def _adopter(values: Mapping[str, str], adopters: Mapping[str, ListRow]) -> Mapping[str, str]:
    found = adopters.get(values.get(_FAMILY, ""))
    return found.values if found else {}


def _with_expected(values: Mapping[str, str]) -> dict[str, str]:
    """The values with the expected date in a column of its own."""
    if not _is_unborn(values.get(AGE, "")):
        return dict(values)
    return {**values, BIRTH: "", EXPECTED: values.get(BIRTH, "")}


def _is_unborn(age: str) -> bool:
    try:
        return float(age.replace("−", "-")) < 0
    except ValueError:
        return "unborn" in age.casefold()


def _kept(rows: Iterable[ListRow]) -> tuple[tuple[str, ...], dict[str, ColumnKind]]:
    """The columns that the lists at hand have, in the order of the workbook."""
    present = {name for row in rows for name in row.values}
    names = {column.kept_as: column.kind for column in known_columns(Layout.ANNEX_A)}
    kinds = {name: kind for name, kind in names.items() if name in present}
    return tuple(kinds), kinds


def _padded(rows: Iterable[ListRow], columns: tuple[str, ...]) -> Iterator[ListRow]:
    for row in rows:
        yield ListRow(row.number, row.sheet, {name: row.values.get(name, "") for name in columns})
