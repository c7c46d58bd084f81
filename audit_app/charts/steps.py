"""A ladder of proportions (how far fathers were included) and the journey by gestation, each on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure as Canvas

from audit_app.charts.describe import amount
from audit_app.charts.theme import Theme, lines_down, sheet
from audit_app.results import Figure
from audit_app.words import _


def draw_ladder(rungs: Sequence[Figure], theme: Theme) -> Canvas:
    """Rungs as bars within an outline of their denominator, so that those not reached are seen too."""
    canvas, axes = sheet(theme, max(1, len(rungs)) * 1.2, extra=0.4)
    lines_down(axes, [rung.label for rung in rungs], theme)
    widest = max([len(rung.base) for rung in rungs] + [1])
    places = range(len(rungs))
    bases = [len(rung.base) for rung in rungs]
    axes.barh(places, bases, height=0.62, facecolor="none", edgecolor=theme.muted, linewidth=theme.scale)
    axes.barh(places, [len(rung.numerator) for rung in rungs], height=0.62, color=theme.accent)
    for place, rung in enumerate(rungs):
        axes.text(
            len(rung.base) + widest * 0.02,
            place,
            _("{k} of {n}").format(k=len(rung.numerator), n=len(rung.base)),
            va="center",
            color=theme.foreground,
            fontsize=theme.font_size,
        )
    axes.set_xlim(0, widest * 1.2)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return canvas


def draw_journey(steps: Sequence[Figure], theme: Theme) -> Canvas:
    """The gestation at each step: a dot at the median, a line over the middle half, from 0 to 42 weeks or
    later.
    """
    canvas, axes = sheet(theme, max(1, len(steps)) * 1.2)
    lines_down(axes, [step.label for step in steps], theme)
    for place, step in enumerate(steps):
        if step.median is None or step.q1 is None or step.q3 is None:
            continue
        axes.plot([step.q1, step.q3], [place, place], color=theme.accent, linewidth=3 * theme.scale)
        axes.plot([step.median], [place], "o", color=theme.accent, markersize=8 * theme.scale)
        axes.annotate(
            f"{amount(step.median, step.unit)}  (n {len(step.values)})",
            (step.q3, place),
            xytext=(8 * theme.scale, 0),
            textcoords="offset points",
            va="center",
            color=theme.foreground,
            fontsize=theme.font_size,
        )
    known = [value for step in steps for value in (step.q1, step.q3) if value is not None]
    axes.set_xlim(min([0.0, *known]), max([42 * 7 + 28.0, *(value + 56 for value in known)]))
    axes.set_xticks(range(0, 43 * 7, 28), [str(week) for week in range(0, 43, 4)])
    axes.set_xlabel(_("weeks of pregnancy"), color=theme.foreground, fontsize=theme.font_size)
    axes.grid(axis="x", color=theme.muted, alpha=0.3, linewidth=0.8)
    return canvas
