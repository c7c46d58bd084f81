"""Rows of a sheet that are no rows of its list: totals, headings given again, what a report prints
at its end. They are left out, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit_app.errors import Problem, Severity
from audit_app.readers.cleaning import clean_text, folded
from audit_app.readers.grid import Grid
from audit_app.words import _

# How such a row begins, folded.
_TOTALS = (
    *("total", "totals", "grand total", "sub total", "subtotal", "sum", "overall total"),
    *("count", "row count", "record count", "number of", "no of", "records", "rows"),
)
_ENDS = ("end of", "report run", "run date", "printed on", "produced by", "generated on", "exported on")


def without_decoration(headings: Sequence[str], body: Grid) -> tuple[Grid, list[Problem]]:
    """The rows of the list, and a warning for each other one, by row."""
    kept: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    kinds: tuple[tuple[Callable[[Sequence[str], Sequence[str]], bool], str], ...] = (
        (_repeats, _("The row repeats the headings, and is left out.")),
        (_totals, _("The row is a total, and is left out.")),
        (_ends, _("The row is what a report prints at its end, and is left out.")),
    )
    for number, cells in body:
        plain = [folded(clean_text(cell)) for cell in cells]
        said = next((words for is_it, words in kinds if is_it(headings, plain)), "")
        if said:
            problems.append(Problem(said, "", row=number, severity=Severity.WARNING))
        else:
            kept.append((number, cells))
    return kept, problems


def _repeats(headings: Sequence[str], cells: Sequence[str]) -> bool:
    pairs = [(cell, folded(heading)) for cell, heading in zip(cells, headings, strict=False) if cell]
    return len(pairs) > 1 and all(cell == heading for cell, heading in pairs)


def _totals(headings: Sequence[str], cells: Sequence[str]) -> bool:
    """Begins with such a word, and has nothing beside it but numbers, or hardly anything."""
    filled = [cell for cell in cells if cell]
    if not filled or not _begins(filled[0], _TOTALS):
        return False
    others = filled[1:]
    return len(filled) * 2 <= len(headings) or all(_is_number(cell) for cell in others)


def _ends(_headings: Sequence[str], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return 0 < len(filled) <= 2 and _begins(filled[0], _ENDS)


def _begins(cell: str, beginnings: Sequence[str]) -> bool:
    return any(cell == each or cell.startswith(f"{each} ") for each in beginnings)


def _is_number(cell: str) -> bool:
    return cell.replace(" ", "").isdigit()
