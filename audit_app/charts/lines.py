"""Figures as lines of one picture or native chart: each a value with its reach, on a scale. No matplotlib."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from audit_app.charts.describe import beyond_words, difference_words
from audit_app.results.figures import Figure, National
from audit_app.words import _

SHARES = "share"


@dataclass(frozen=True)
class Line:
    """One line: a value with its reach, or `words` in its stead. `scale` is `share` or a unit.

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


def nothing() -> str:
    """What stands where a figure has nobody in it."""
    return _("nothing to count yet")


def lines_of(figure: Figure) -> Iterator[Line]:
    """The lines that a figure fills, in order."""
    scale = _scale(figure)
    if figure.cannot:
        yield Line(figure.label, scale, words=figure.cannot)
    elif figure.kind in ("comparison", "distribution", "ladder") or (figure.kind == "rate" and figure.rows):
        said = difference_words(figure, named=False) if figure.kind == "comparison" else ""
        found = figure.difference
        interval = found.interval if found and found.low is not None else ""
        yield Line(figure.label, scale, words=said, heading=True, interval=interval)
        for row in figure.rows:
            yield from (replace(line, scale=scale) for line in lines_of(row))
    else:
        yield _line(figure, scale)
        if figure.subset:
            words = _("of them: {population}").format(population=figure.subset.population)
            yield from lines_of(replace(figure.subset, label=words))
    if figure.national:
        yield published_line(figure.national, scale)


def national_share(national: National) -> float | None:
    """A published percentage as a share of 1; none when it is not a plain percentage."""
    try:
        value = float(national.value)
    except ValueError:
        return None
    return value / 100 if national.unit.startswith("%") and 0 <= value <= 100 else None


def _scale(figure: Figure) -> str:
    if figure.rows and figure.kind in ("comparison", "distribution", "ladder", "rate"):
        return _scale(figure.rows[0])
    if figure.kind in ("number", "duration") or (figure.kind == "wait" and figure.proportion is None):
        return figure.unit
    return figure.unit if figure.kind == "rate" else SHARES


def _line(figure: Figure, scale: str) -> Line:
    found, label = _value(figure, scale), figure.label
    own = figure.id.endswith(".area")
    if found[0] is None:
        return Line(label, scale, words=nothing(), own=own)
    if scale == SHARES:
        label = _longer(figure)
    median = scale != SHARES and figure.kind != "rate"
    return Line(
        label,
        scale,
        *found,
        *_behind(figure, scale),
        "",
        "" if median else figure.interval,
        own,
        figure.greyed,
    )


def _behind(figure: Figure, scale: str) -> tuple[float | None, float | None]:
    if figure.counted or figure.kind == "rate":
        return figure.counted or (None, None)
    return (len(figure.numerator), len(figure.base)) if scale == SHARES else (None, len(figure.values))


def _value(figure: Figure, scale: str) -> tuple[float | None, float | None, float | None]:
    if scale == SHARES:
        return figure.proportion, figure.low, figure.high
    if figure.kind == "rate":
        return figure.rate, figure.low, figure.high
    return figure.median, figure.q1, figure.q3


def _longer(figure: Figure) -> str:
    if figure.kind != "wait" or figure.at is None:
        return figure.label
    return f"{figure.label}: {beyond_words(figure)}"


def published_line(national: National, scale: str) -> Line:
    """The published figure as a line of its own, with what it is about."""
    label = _("Published, {country} {period}: {label}").format(**vars(national))
    value = national_share(national) if scale == SHARES else _plain(national.value)
    if value is None:
        return Line(label, scale, words=f"{national.value}{national.unit}", published=True)
    return Line(label, scale, value, published=True)


def _plain(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
