"""Shares and rates from the area's own table, which no case file can give.

By year for the area itself, and for one year beside the other places in the order in which they were typed:
never ranked. These figures have no cases behind them; `counted` is (events, population).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.intervals import pooled, rate, wilson
from audit_app.model import AreaFigure
from audit_app.results.figures import Distribution, Proportion, Rate, as_kind
from audit_app.words import _

BIRTHS = "live_births"
AREA = "area"
PER = 10_000


@dataclass(frozen=True)
class Pair:
    """The two numbers of a figure for one place and year: events out of a population."""

    place: str
    kind: str
    year: str
    events: float
    population: float


def pairs(area: Iterable[AreaFigure], events: str, population: str) -> Iterator[Pair]:
    """The places and years for which both numbers were typed, places in typed order and years ascending."""
    area = tuple(area)
    typed = {(each.place, each.year, each.what): each.value for each in area}
    kinds = {each.place: each.kind for each in area}
    for place, kind in kinds.items():
        for year in sorted({each.year for each in area if each.place == place}):
            found = typed.get((place, year, events)), typed.get((place, year, population))
            if found[0] is not None and found[1]:
                yield Pair(place, kind, year, found[0], found[1])


def share_by_year(frame: Frame, shell: Distribution, row: Derived) -> Distribution:
    """The area's share, a row a year; kind `distribution`, since a year's row is a share of its own total."""
    own = _own(frame, *row.using)
    rows = [_share(shell, f"{shell.id}.{_slug(pair.year)}", pair.year, pair) for pair in own]
    return _parted(shell, rows, frame)


def share_by_place(frame: Frame, shell: Distribution, row: Derived) -> Distribution:
    """The share of each place in the area's latest year, in typed order."""
    rows = [_share(shell, id_, label, pair) for id_, label, pair in _places(frame, shell.id, *row.using)]
    return _parted(shell, rows, frame)


def rate_by_year(frame: Frame, shell: Rate, row: Derived) -> Rate:
    """The area's rate, a row a year; where a year has under 20 events, of the three years that end in it.
    The figure's own rate is the latest row's."""
    own = _own(frame, row.using[0], BIRTHS)
    rows = [
        _rate(replace(shell, id=f"{shell.id}.{_slug(pair.year)}"), own[:number], "")
        for number, pair in enumerate(own, 1)
    ]
    return _latest(shell, rows, frame)


def rate_by_place(frame: Frame, shell: Rate, row: Derived) -> Rate:
    """The rate of each place in the area's latest year, pooled as for years, in typed order."""
    rows = []
    for id_, label, pair in _places(frame, shell.id, row.using[0], BIRTHS):
        line = replace(shell, id=id_)
        known = [each for each in pairs(frame.cohort.area, row.using[0], BIRTHS) if each.place == pair.place]
        years = [each for each in known if each.year <= pair.year]
        rows.append(_rate(line, years, f"{pair.place}, ") if years else _rate(line, [], label))
    return _latest(shell, rows, frame)


def _own(frame: Frame, events: str, population: str) -> list[Pair]:
    """The area's own years."""
    return [pair for pair in pairs(frame.cohort.area, events, population) if pair.kind == AREA]


def _places(frame: Frame, id_: str, events: str, population: str) -> Iterator[tuple[str, str, Pair]]:
    """A row's id, its words and its numbers for each place that has the area's latest year."""
    own = _own(frame, events, population)
    if not own:
        return
    seen: dict[str, int] = {}
    for pair in pairs(frame.cohort.area, events, population):
        if pair.year == own[-1].year:
            seen[pair.kind] = number = seen.get(pair.kind, 0) + 1
            end = pair.kind if number == 1 else f"{pair.kind}-{number}"
            yield f"{id_}.{end}", f"{pair.place}, {pair.year}", pair


def _share(shell: Distribution, id_: str, label: str, pair: Pair) -> Proportion:
    limits = wilson(round(pair.events), round(pair.population))
    low, high = limits or (None, None)
    return as_kind(
        shell,
        Proportion,
        id=id_,
        label=label,
        proportion=pair.events / pair.population,
        low=low,
        high=high,
        interval="wilson",
        counted=(pair.events, pair.population),
    )


def _rate(shell: Rate, years: list[Pair], before: str) -> Rate:
    """One rate over the latest of these years, or over as many as are pooled."""
    found = pooled([(each.year, round(each.events), each.population) for each in _running(years)])
    if found is None:
        return shell
    worked = rate(found.events, found.exposure, PER)
    label = found.years[0] if len(found.years) == 1 else _("{first} to {last}").format(
        first=found.years[0], last=found.years[-1]
    )  # fmt: skip
    return replace(
        shell,
        label=f"{before}{label}",
        rate=worked.value,
        low=worked.low,
        high=worked.high,
        interval=worked.interval,
        counted=(found.events, found.exposure),
    )


def _running(years: list[Pair]) -> list[Pair]:
    """The latest of these years with those that run up to it without a gap."""
    kept = years[-1:]
    for earlier in reversed(years[:-1]):
        if int(kept[0].year[:4]) - int(earlier.year[:4]) != 1:
            break
        kept.insert(0, earlier)
    return kept


def _parted(shell: Distribution, rows: list[Proportion], frame: Frame) -> Distribution:
    return replace(shell, rows=tuple(rows)) if rows else replace(shell, cannot=_missing(frame))


def _latest(shell: Rate, rows: list[Rate], frame: Frame) -> Rate:
    """The rates, and as the figure's own that of the area, or the last."""
    if not rows:
        return replace(shell, cannot=_missing(frame))
    own = next((row for row in rows if row.id.endswith(f".{AREA}")), rows[-1])
    return replace(own, id=shell.id, label=shell.label, rows=tuple(rows), population=own.label)


def _missing(frame: Frame) -> str:
    if any(each.kind == AREA for each in frame.cohort.area):
        return _(
            "The area's table doesn't hold both numbers that this needs for any one year. They are typed "
            "under Plan, in “Area figures and events”."
        )
    return _(
        "No case file holds this. It needs the area's own figures, which are typed under Plan, in “Area "
        "figures and events”."
    )


def _slug(year: str) -> str:
    return year.replace("/", "-")
