"""Two rounds that leave together beside each other: worked out from the numbers that are printed of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit_app.analysis.intervals import difference
from audit_app.analysis.rounds import LEAST, cautions
from audit_app.lines.changed import Moved, RoundsChange
from audit_app.lines.line import INTERVAL, OF, SHARE, Line, LineCell, LinePlace, N
from audit_app.lines.released import Released
from audit_app.lines.wording import SHARES
from audit_app.words import _

_ROUNDING = 0.006  # a share is printed as a whole per cent


def changed(earlier: Released, later: Released, rounds: tuple[str, str]) -> RoundsChange:
    """What differs by more than its uncertainty between two outputs that were decided together."""
    return changed_between(_rows(earlier), _rows(later), rounds)


def changed_between(earlier: Iterable[Line], later: Iterable[Line], rounds: tuple[str, str]) -> RoundsChange:
    """What differs between these lines, first what moved furthest at least. Shares alone: of both rounds they
    must be printed, with intervals, over five or more."""
    before, now = ({row.id: row for row in rows if _can_be_compared(row)} for rows in (earlier, later))
    pairs = [(before[id_], row) for id_, row in now.items() if id_ in before]
    compared = [Moved(one, other, _difference(one, other)) for one, other in pairs]
    clear = [each for each in compared if _sure(each.difference)]
    moved = sorted(clear, key=lambda each: -_sure(each.difference))
    return RoundsChange(rounds, len(compared), tuple(moved), tuple(cautions()))


def _rows(released: Released) -> Iterator[Line]:
    for page in released.pages:
        for block in page.blocks:
            yield from block.table.rows if block.table else ()


def _can_be_compared(row: Line) -> bool:
    share, limits, of = row.cell(SHARE), row.cell(INTERVAL), row.cell(OF)
    return (
        row.place is LinePlace.ALONE
        and not row.among
        and row.scale == SHARES
        and share.value is not None
        and limits.low is not None
        and limits.high is not None
        and (of.value or 0) >= LEAST
    )


def _difference(before: Line, now: Line) -> Line:
    value, low, high = difference(_share(now), _limits(now), _share(before), _limits(before))
    cells = {SHARE: LineCell(value=value), INTERVAL: LineCell("newcombe", low=low, high=high)}
    return Line(now.id, _("Difference"), "comparison", 1, cells, place=LinePlace.DIFFERENCE, above=now.label)


def _share(row: Line) -> float:
    """As exact as it is printed: from the counts, where it is theirs."""
    n, of, share = row.cell(N).value, row.cell(OF).value, row.cell(SHARE).value or 0.0
    return n / of if n is not None and of and abs(n / of - share) < _ROUNDING else share


def _limits(row: Line) -> tuple[float, float]:
    found = row.cell(INTERVAL)
    return found.low or 0.0, found.high or 0.0


def _sure(line: Line) -> float:
    found = line.cell(INTERVAL)
    return max(found.low or 0.0, -(found.high or 0.0), 0.0)
