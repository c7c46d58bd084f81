"""Where practice stands: stage by level by date, for one group of raters.

A rating stands until its statement is rated again, so a date shows every statement in use as it stood at the
end of that day, and says which of them were rated on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from audit_app.model import STAGES, Level, Rag, RaterGroup, Rating
from audit_app.operations.act.statements import standing, statements
from audit_app.operations.audit import Audit
from audit_app.results.practice import Board, BoardCell, RatedStatement
from audit_app.store import practice as stored

Standing = Mapping[str, tuple[Rating, ...]]


def board(audit: Audit, group: RaterGroup = RaterGroup.AGREED) -> Board:
    """The board of one group. A day on which only statements were rated that are now switched off is none."""
    return board_of(statements(audit, group), stored.read_ratings(audit.file), group)


def board_of(rated: tuple[RatedStatement, ...], ratings: Iterable[Rating], group: RaterGroup) -> Board:
    """The board of one group, from statements as they stand for it and all ratings."""
    said = [each for each in ratings if each.group == group]
    by_statement = {
        each.statement.id: standing(rating for rating in said if rating.statement == each.statement.id)
        for each in rated
    }
    dates = tuple(sorted({rating.date for ratings in by_statement.values() for rating in ratings}))
    cells = (cell for date in dates for cell in _cells(rated, by_statement, date))
    return Board(group, dates, tuple(cells), rated)


def _cells(rated: Iterable[RatedStatement], by_statement: Standing, date: str) -> Iterator[BoardCell]:
    places: dict[tuple[int, Level], list[str]] = {}
    for each in rated:
        places.setdefault((each.statement.stage, each.statement.level), []).append(each.statement.id)
    for stage in STAGES:
        for level in Level:
            if ids := places.get((stage, level)):
                yield _cell(stage, level, date, {id_: by_statement[id_] for id_ in ids})


def _cell(stage: int, level: Level, date: str, by_statement: Standing) -> BoardCell:
    counts: dict[Rag, tuple[str, ...]] = dict.fromkeys(Rag, ())
    moves: dict[int, list[str]] = {1: [], -1: [], 0: []}
    rated = []
    for id_, ratings in by_statement.items():
        until = [each for each in ratings if each.date <= date]
        now, before = until[-1] if until else None, until[-2] if len(until) > 1 else None
        counts[now.rating if now else Rag.NOT_RATED] += (id_,)
        if now and now.date == date:
            rated.append(id_)
            step = _step(before, now)
            if step is not None:
                moves[step].append(id_)
    return BoardCell(stage, level, date, counts, tuple(rated), *(tuple(moves[step]) for step in (1, -1, 0)))


def _step(before: Rating | None, now: Rating) -> int | None:
    """1 towards green, -1 towards red, 0 neither; None where either is no colour."""
    colours = (Rag.RED, Rag.AMBER, Rag.GREEN)
    if before is None or before.rating not in colours or now.rating not in colours:
        return None
    steps = colours.index(now.rating) - colours.index(before.rating)
    return (steps > 0) - (steps < 0)
