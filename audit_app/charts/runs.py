"""Counts in the order of time. From 12 points a run chart with its median; below that plain counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import MaxNLocator

from audit_app.charts.describe import event_words
from audit_app.charts.theme import Theme, beside, broken, panels, saying_none, underneath
from audit_app.lines.line import Line, N
from audit_app.lines.of_figures import groups_of
from audit_app.lines.wording import amount
from audit_app.model import LocalEvent
from audit_app.results.figures import Figure
from audit_app.words import _

ENOUGH_POINTS = 12
_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})))?$")


def draw_runs(
    figures: Sequence[Figure], theme: Theme, *, annotations: Sequence[LocalEvent] = (), **_more: object
) -> Canvas:
    """A part for each distribution, whose rows are periods in order. Dated events are numbered lines, told in
    words underneath.
    """
    groups = groups_of(figures)
    drawn = [group for group in groups if group.parts and not group.head.cannot]
    if not drawn:
        return saying_none(theme, groups)
    canvas, axes = panels(theme, [9] * len(drawn), extra=0.9)
    for part, group in zip(axes, drawn, strict=True):
        _run(part, group.parts, theme)
        _mark(part, group.parts, annotations, theme)
        if len(drawn) > 1:
            part.set_title(
                broken(group.head.label, 42), loc="left", color=theme.foreground, size=theme.font_size
            )
    told = [f"{number}  {event_words(event)}" for number, event in enumerate(annotations, start=1)]
    underneath(canvas, told, theme)
    return canvas


def period_start(identity: str) -> float | None:
    """When the period that an id ends with begins, in years: `M.2024-Q3` is 2024.5. None for other ids."""
    found = _PERIOD.search(identity)
    if not found:
        return None
    year, quarter, month = (int(part) if part else 0 for part in found.groups())
    return year + (quarter - 1) / 4 if quarter else year + (month - 1) / 12 if month else float(year)


def _run(axes: Axes, periods: Sequence[Line], theme: Theme) -> None:
    counts = [row.size(N) for row in periods]
    places = range(len(counts))
    if len(counts) >= ENOUGH_POINTS:
        axes.plot(
            places, counts, "o-", color=theme.accent, markersize=6 * theme.scale, linewidth=1.4 * theme.scale
        )
        middle = median(counts)
        axes.axhline(middle, color=theme.foreground, linewidth=1.2 * theme.scale, linestyle=(0, (6, 3)))
        beside(axes, middle, _("median {n}").format(n=amount(middle)), theme)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    else:
        bars = axes.bar(places, counts, width=0.6, color=theme.accent)
        axes.bar_label(
            bars, counts, padding=2 * theme.scale, color=theme.foreground, fontsize=theme.font_size
        )
        axes.set_yticks([])
    axes.set_ylim(0, max([*counts, 1]) * 1.25)
    axes.tick_params(axis="x", pad=7 * theme.scale)
    axes.set_xlim(-0.6, len(counts) - 0.4)
    every = -(-len(counts) // 7)
    axes.set_xticks(list(places)[::every], [_period_words(row.label) for row in periods][::every])


def _period_words(label: str) -> str:
    """A period's name in little room; one so long that it is no period's is cut, so that the counts stay."""
    lines = broken(label, 6).split("\n")
    return "\n".join(lines if len(lines) <= 4 else [*lines[:3], "\N{HORIZONTAL ELLIPSIS}"])


def _mark(axes: Axes, periods: Sequence[Line], annotations: Sequence[LocalEvent], theme: Theme) -> None:
    starts = [period_start(row.id) for row in periods]
    for number, event in enumerate(annotations, start=1):
        across = _across(starts, event.date)
        if across is None:
            continue
        axes.axvline(across, color=theme.foreground, linewidth=theme.scale, linestyle=(0, (1, 2)), zorder=0)
        axes.text(
            across,
            1.0,
            str(number),
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="bottom",
            color=theme.foreground,
            size=theme.font_size,
        )


def _across(starts: Sequence[float | None], day: str) -> float | None:
    """Where a day falls among periods, in places: a period reaches half a place to either side."""
    known = [start for start in starts if start is not None]
    if len(known) != len(starts) or not known:
        return None
    long = known[1] - known[0] if len(known) > 1 else 1.0
    year, month, date = (int(part) for part in f"{day}-01-01".split("-")[:3])
    when = year + (month - 1) / 12 + (date - 1) / 366
    if not known[0] <= when < known[-1] + long:
        return None
    place = max(index for index, start in enumerate(known) if start <= when)
    return place - 0.5 + min((when - known[place]) / long, 1.0)
