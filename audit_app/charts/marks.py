"""What a picture or a native chart draws of lines: each a value with its reach, on a scale. No matplotlib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from audit_app.charts.describe import difference_words
from audit_app.lines.line import (
    INTERVAL,
    MEDIAN,
    OF,
    QUARTILES,
    SHARE,
    SUMMED,
    FigureLines,
    Line,
    LinePlace,
    N,
)
from audit_app.lines.of_figures import groups_of
from audit_app.lines.wording import SHARES, nothing
from audit_app.results.figures import Figure, National
from audit_app.words import _


@dataclass(frozen=True)
class ChartMark:
    """What one line shows: a value with its reach, or `words` in its stead. `scale` is `share` or a unit.

    `count` of `base` is what stands behind a share or a rate; a median has its n in `base`. `own` marks the
    area's own line among others, `greyed` what is known too little to lean on, `heading` a line over others.
    Of a `hidden` one the value was held back: `low` and `high` are then all that may be known of it.
    """

    label: str
    scale: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    count: float | None = None
    base: float | None = None
    words: str = ""
    interval: str = ""
    own: bool = False
    greyed: bool = False
    published: bool = False
    heading: bool = False
    hidden: bool = False


def marks_of(figures: Iterable[Figure]) -> Iterator[ChartMark]:
    """What some figures show, in order; the published figure after that which it stands beside."""
    for group in groups_of(figures):
        yield from _of_group(group)


def _of_group(group: FigureLines) -> Iterator[ChartMark]:
    head = group.head
    if head.place is LinePlace.HEAD and not head.cannot:
        apart = next((row for row in group.rows if row.place is LinePlace.DIFFERENCE), None)
        said = difference_words(apart, named=False) if apart else ""
        interval = apart.cell(INTERVAL).text if apart else ""
        yield ChartMark(head.label, head.scale, words=said, heading=True, interval=interval)
    else:
        yield _mark(head)
    for row in group.rows:
        if row.among:
            yield replace(_mark(row), label=row.among)
            yield from _published(row)
        elif row.place is LinePlace.PART:
            yield _mark(row)
    yield from _published(head)


def _published(line: Line) -> Iterator[ChartMark]:
    if line.national:
        yield published_mark(line.national, line.scale)


def national_share(national: National) -> float | None:
    """A published percentage as a share of 1; none when it is not a plain percentage."""
    try:
        value = float(national.value)
    except ValueError:
        return None
    return value / 100 if national.unit.startswith("%") and 0 <= value <= 100 else None


def _mark(line: Line) -> ChartMark:
    """Shares and rates with their intervals; numbers and waits without a share with their middle half."""
    own, median = line.id.endswith(".area"), line.scale != SHARES and MEDIAN in line.cells
    value, reach = (line.cell(column) for column in ((MEDIAN, QUARTILES) if median else (SHARE, INTERVAL)))
    if line.cannot or value.value is None:
        return ChartMark(line.label, line.scale, words=line.cannot or nothing(), own=own)
    n, of = (None, line.cell(SUMMED).value) if median else (line.cell(N).value, line.cell(OF).value)
    return ChartMark(
        f"{line.label}: {line.beyond}" if line.beyond and not median else line.label,
        line.scale,
        value.value,
        reach.low,
        reach.high,
        n,
        of,
        interval=reach.text,
        own=own,
        greyed=line.greyed,
    )


def published_mark(national: National, scale: str) -> ChartMark:
    """The published figure as a line of its own, with what it is about."""
    label = _("Published, {country} {period}: {label}").format(**vars(national))
    value = national_share(national) if scale == SHARES else _plain(national.value)
    if value is None:
        return ChartMark(label, scale, words=f"{national.value}{national.unit}", published=True)
    return ChartMark(label, scale, value, published=True)


def _plain(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
