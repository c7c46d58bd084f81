"""Finding the headings of a list in a sheet that people have decorated: titles above, a second row of
headings, merged cells, columns without a heading, a heading given twice.

A merged cell holds its text at its beginning only: the rest of it is blank here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit_app.errors import Problem, Severity
from audit_app.readers.cleaning import clean_date, clean_text, folded
from audit_app.readers.decoration import without_decoration
from audit_app.readers.grid import Grid, letters
from audit_app.words import _

_LOOKED_THROUGH = 30  # rows at the top among which the headings must stand
_NEARLY = 0.7
Cells = Sequence[str]


@dataclass(frozen=True)
class Headed:
    """A sheet's list: its headings, one for each column from the first, none twice; the rows below them with
    their numbers; and what was unusual, as warnings."""

    headings: tuple[str, ...]
    row: int
    body: Grid
    problems: tuple[Problem, ...] = ()


def find_headings(grid: Grid, known: Callable[[str], bool] = lambda _heading: False) -> Headed | None:
    """The list in a sheet; None when no row can be its headings. `known` tells (folded) headings that the
    reader looks for, which decide where there are at least three of them."""
    lines = [(number, [clean_text(cell) for cell in cells]) for number, cells in grid[:_LOOKED_THROUGH]]
    place = _place(lines, known)
    if place is None:
        return None
    top, cells = lines[place]
    below = 1
    upper = lines[place - 1][1] if place and _is_upper(lines[place - 1], lines[place]) else []
    if not upper and place + 1 < len(lines) and _is_lower(lines, place):
        upper, (top, cells), below = cells, lines[place + 1], 2
    body = [(number, row) for number, row in grid[place + below :] if any(cell.strip() for cell in row)]
    width = max([len(cells), len(upper), *(_width(row) for _number, row in body)])
    body, left_out = without_decoration(_padded(cells, width), body)
    headings, problems = _named(_padded(cells, width), _padded(upper, width), body, top)
    return Headed(tuple(headings), top, body, (*problems, *left_out))


def _place(lines: Grid, known: Callable[[str], bool]) -> int | None:
    """The first row that looks like headings: with the most known ones, else words in nearly as many cells as
    any row of words has (a title has few)."""
    recognised = [sum(known(folded(cell)) for cell in cells if cell) for _number, cells in lines]
    if max(recognised, default=0) >= 3:
        return recognised.index(max(recognised))
    filled = [_filled(cells) if _is_words(cells) else 0 for _number, cells in lines]
    most = max(filled, default=0)
    return next((place for place, n in enumerate(filled) if n >= _NEARLY * most), None) if most else None


def _is_words(cells: Cells) -> bool:
    """Whether the cells could be headings: no dates, hardly a number."""
    said = [cell for cell in cells if cell]
    numbers = sum(cell.replace(".", "").isdigit() for cell in said)
    dates = any(clean_date(cell) for cell in said if not cell.isdigit())
    return bool(said) and not dates and numbers <= len(said) // 5


def _is_upper(line: tuple[int, list[str]], lower: tuple[int, list[str]]) -> bool:
    """Whether a row right above the headings is part of them: it groups several, or heads what they don't."""
    (number, cells), (top, headings) = line, lower
    if number + 1 != top or not _is_words(cells):
        return False
    gaps = zip(cells, _padded(headings, len(cells)), strict=False)
    fills_a_gap = any(cell and not below for cell, below in gaps)
    return _filled(cells) > 1 or (fills_a_gap and len(cells) > 1)


def _is_lower(lines: Grid, place: int) -> bool:
    """Whether the row below the fullest one is a second row of headings: words, some of them under a blank,
    as merged cells above leave it, and none at the start."""
    (top, above), (number, below) = lines[place], lines[place + 1]
    if number != top + 1 or not _is_words(below) or _filled(below) < 2 or (below[0] if below else "x"):
        return False
    above = _padded(above, len(below))
    return any(cell and not over for cell, over in zip(below, above, strict=False))


def _named(cells: list[str], upper: list[str], body: Grid, top: int) -> tuple[list[str], list[Problem]]:
    """The cells as headings, told apart by the group above them where one stands twice."""
    headings = [cell or above for cell, above in zip(cells, upper, strict=True)]
    times = Counter(folded(heading) for heading in headings if heading)
    headings = [
        f"{group}: {heading}" if group and heading != group and times[folded(heading)] > 1 else heading
        for heading, group in zip(headings, _spread(upper), strict=True)
    ]
    return headings, _mend(headings, body, top)


def _mend(headings: list[str], body: Grid, top: int) -> list[Problem]:
    """Give a name to each column that has none or another's; what was done."""
    problems = []
    used = {column for _number, row in body for column, cell in enumerate(row) if cell.strip()}
    seen: Counter[str] = Counter()
    for column, heading in enumerate(headings):
        if not heading and column in used:
            headings[column] = _("Column {letters}").format(letters=letters(column))
            problems.append(_warning(_("The column has cells but no heading."), top, letters(column)))
        elif heading:
            seen[folded(heading)] += 1
            if (n := seen[folded(heading)]) > 1:
                headings[column] = f"{heading} ({n})"
                problems.append(_warning(_("The heading stands {n} times.").format(n=n), top, heading))
    return problems


def _warning(message: str, row: int, column: str) -> Problem:
    return Problem(
        message, _("Check what this column is."), row=row, column=column, severity=Severity.WARNING
    )


def _spread(cells: list[str]) -> list[str]:
    """A row of merged headings, each said over all the columns that it spans."""
    said = ""
    return [said := cell or said for cell in cells]


def _padded(cells: Cells, width: int) -> list[str]:
    return [*cells, *([""] * (width - len(cells)))]


def _filled(cells: Cells) -> int:
    return sum(bool(cell) for cell in cells)


def _width(cells: Cells) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
