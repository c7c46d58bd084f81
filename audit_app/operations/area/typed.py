"""Figures as they are typed into a table, cell by cell: what can be kept, and what can't, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit_app.errors import AuditError
from audit_app.model import AreaFigure
from audit_app.operations.area.figures import read_number, with_figures, wrong_figures
from audit_app.operations.area.items import BY_NAME
from audit_app.words import _

Cell = tuple[str, str, str]
"""Place, year, and the name of an item."""


@dataclass(frozen=True)
class TypedFigures:
    """`figures` with all that could be taken in; `wrong` are the cells that couldn't, with a sentence."""

    figures: tuple[AreaFigure, ...]
    wrong: Mapping[Cell, str] = field(default_factory=dict)


def with_typed(
    figures: Iterable[AreaFigure], kinds: Mapping[str, str], typed: Mapping[Cell, str]
) -> TypedFigures:
    """Figures with the texts that were typed into cells; an empty one takes its figure away. `kinds` says
    what each place is. A cell that contradicts the others waits until they allow it."""
    kept, waiting = tuple(figures), dict(typed)
    while True:
        wrong: dict[Cell, str] = {}
        for cell, text in list(waiting.items()):
            try:
                kept = _with(kept, cell, kinds[cell[0]], text)
            except AuditError as error:
                wrong[cell] = error.sentence
            else:
                del waiting[cell]
        if len(wrong) in (0, len(typed)):
            return TypedFigures(kept, wrong)
        typed = waiting.copy()


def usual_years(today: date, n: int = 3) -> tuple[str, ...]:
    """The last reporting years (April to March) that are over, to begin a table with."""
    last = today.year - (2 if today.month < 4 else 1)
    return tuple(f"{year}/{(year + 1) % 100:02}" for year in range(last - n + 1, last + 1))


def _with(figures: tuple[AreaFigure, ...], cell: Cell, kind: str, text: str) -> tuple[AreaFigure, ...]:
    place, year, what = cell
    try:
        value = read_number(text, BY_NAME[what])
    except AuditError as error:
        where = _("{year}, {what}: {sentence}")
        raise AuditError(where.format(year=year, what=BY_NAME[what].words, sentence=error.sentence)) from None
    if value is None:
        return with_figures(figures, (), [cell])
    changed = with_figures(figures, [AreaFigure(place, kind, year, what, value)])
    wrong = wrong_figures(changed)
    if wrong:
        raise AuditError(wrong[0].sentence)
    return changed
