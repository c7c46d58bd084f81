"""What stands out: the findings of all pages ranked (`analysis.ranking` has the rule), by what this audit
expects: targets of its actions, time limits that its form names, its statements of practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from audit_app.analysis.pages.spec import is_named
from audit_app.analysis.ranking import Expected, can_be_ranked, rank, read_expected
from audit_app.lines.line import SHARE, Line
from audit_app.lines.messages import Basis, Ranked, Way, Yardstick
from audit_app.lines.of_figures import lines_of
from audit_app.lines.wording import percent
from audit_app.operations.act.actions import actions
from audit_app.operations.act.measures import rounds
from audit_app.operations.act.statements import statements
from audit_app.operations.act.targets import target_of
from audit_app.operations.audit import Audit
from audit_app.operations.forms import rows_of
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.results.practice import PracticeAction, RatedStatement
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading

_OF_NEEDS = "M8.2_all_needs"  # counts needs and not families, so that it can't stand in one order with them


def ranking(
    audit: Audit, reading: Reading, filters: Filters = Filters(), earlier: Reading | None = None
) -> tuple[Ranked, ...]:
    """The findings of a reading in their order. `earlier` is a reading of the round before, with the same
    filters but for the round; without it nothing is said of change."""
    expected = expected_of(audit)
    candidates = _candidates(audit, expected, (*reading.ids, *reading.gap_rates))
    lines = [line for id_ in candidates if (line := line_of(reading, id_))]
    sticks = yardsticks(audit, lines, expected, candidates)
    since = round_before(audit, filters.round) if earlier else ""
    before = [line for id_ in sticks if earlier and (line := line_of(earlier, id_))]
    return rank(lines, sticks, {line.id: line for line in before}, since)


def round_before(audit: Audit, round_: str) -> str:
    """The round before this one, in the order of their names; empty where there is none, or where no round
    was chosen."""
    names = rounds(audit)
    place = names.index(round_) if round_ in names else 0
    return names[place - 1] if place else ""


def read_before(audit: Audit, filters: Filters) -> Reading | None:
    """A reading of the round before that of some filters, with the same filters else; None without one."""
    before = round_before(audit, filters.round)
    return pages.read(audit, replace(filters, round=before)) if before else None


def line_of(reading: Reading, id_: str) -> Line | None:
    """The line of a figure, a gap rate or a part of a figure by its id; None where the form has none."""
    if id_ in reading.gap_rates:
        return next(lines_of(reading.gap_rates[id_]))
    whole = next((name for name in reading.ids if id_ == name or id_.startswith(f"{name}.")), None)
    if whole is None:
        return None
    return next((line for line in lines_of(reading.figure(whole)) if line.id == id_), None)


def expected_of(audit: Audit) -> tuple[Expected, ...]:
    """What the audit's form expects of its figures."""
    return read_expected(rows_of(audit, "expected"))


def declared(expected: Sequence[Expected], id_: str) -> Expected | None:
    """What is said of a figure: by its own id before by the beginning of it."""
    found = (each for each in expected if is_named(id_, each.figure))
    return max(found, key=lambda each: len(each.figure), default=None)


def yardsticks(
    audit: Audit, lines: Sequence[Line], expected: Sequence[Expected], candidates: Mapping[str, None]
) -> dict[str, Yardstick]:
    """What each of these lines is measured against; those of which nobody says what to expect have none."""
    by_figure = statements_of(statements(audit), expected, candidates)
    followed = {each.action.measure: each for each in actions(audit, "open") if each.action.measure}
    found = {
        line.id: _yardstick(line, declared(expected, line.id), by_figure[line.id], followed.get(line.id))
        for line in lines
        if can_be_ranked(line)
    }
    return {id_: stick for id_, stick in found.items() if stick}


def statements_of(
    rated: Sequence[RatedStatement], expected: Sequence[Expected], ids: Iterable[str]
) -> dict[str, tuple[RatedStatement, ...]]:
    """By figure, those of some statements that lean on it."""
    ids = tuple(ids)
    named = {id_: each.statements if (each := declared(expected, id_)) else () for id_ in ids}
    return {
        id_: tuple(
            each for each in rated if id_ in each.statement.measures or each.statement.id in named[id_]
        )
        for id_ in ids
    }


def _candidates(audit: Audit, expected: Sequence[Expected], ids: Sequence[str]) -> dict[str, None]:
    """The figures of which something is expected, in the order of the form."""
    measures = {id_ for each in statements(audit) for id_ in each.statement.measures}
    measures |= {each.action.measure for each in actions(audit, "open")}
    return dict.fromkeys(
        id_ for id_ in ids if id_ != _OF_NEEDS and (id_ in measures or declared(expected, id_))
    )


def _yardstick(
    line: Line, says: Expected | None, rated: Sequence[RatedStatement], followed: PracticeAction | None
) -> Yardstick | None:
    way = says.way if says else _usual_way(line)
    return next(
        (stick for stick in _sticks(line, way, says.limit if says else "", rated, followed) if stick), None
    )


def _usual_way(line: Line) -> Way | None:
    """Practice is to be evidenced in more files, and fewer families are to wait long; of a fact about
    families nobody knows which way is nearer until the form says so."""
    if line.beyond:
        return Way.FEWER
    return Way.MORE if line.denominator == "practice" else None


def _sticks(
    line: Line,
    way: Way | None,
    limit: str,
    rated: Sequence[RatedStatement],
    followed: PracticeAction | None,
) -> Iterator[Yardstick | None]:
    if followed is not None:
        yield _of_target(line, way, followed)
    if way is None:
        return
    whole = 1.0 if way is Way.MORE else 0.0
    if limit:
        yield Yardstick(way, whole, Basis.LIMIT, limit)
    if rated:
        words = _("statement {id}").format(id=", ".join(each.statement.id for each in rated))
        yield Yardstick(way, whole, Basis.STATEMENT, words)


def _of_target(line: Line, way: Way | None, followed: PracticeAction) -> Yardstick | None:
    """The area's own target. Where the form doesn't say which way is nearer, it is that from the baseline to
    the target."""
    target = target_of(followed.action.target, line.kind)
    if target is None:
        return None
    begun = followed.baseline.value if followed.baseline and followed.baseline.value is not None else None
    before = begun if begun is not None else line.cell(SHARE).value
    nearer = way or (Way.MORE if target >= (before or 0) else Way.FEWER)
    words = _("the area’s own target of {share}").format(share=percent(target))
    return Yardstick(nearer, target, Basis.TARGET, words)
