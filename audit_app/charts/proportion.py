"""Proportions as dots with their 95% intervals; a published figure, where it may be drawn, as a labelled
mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from audit_app.charts.describe import percent
from audit_app.charts.theme import Theme, lines_down, share_axis, sheet
from audit_app.results import Figure, National
from audit_app.words import _


def draw_proportions(figures: Sequence[Figure], theme: Theme) -> Canvas:
    """One line for each figure; one more for the part of the cohort that a national figure is about."""
    lines = [line for figure in figures for line in _lines(figure)]
    canvas, axes = sheet(theme, len(lines) * 1.5)
    lines_down(axes, [label for label, _figure in lines], theme)
    share_axis(axes, theme)
    for place, (_label, figure) in enumerate(lines):
        _dot(axes, place, figure, theme)
        if figure.national:
            _mark(axes, place, figure.national, theme)
    return canvas


def national_share(national: National) -> float | None:
    """A published percentage as a share of 1; none when it is not a plain percentage."""
    try:
        value = float(national.value)
    except ValueError:
        return None
    return value / 100 if national.unit.startswith("%") and 0 <= value <= 100 else None


def _lines(figure: Figure) -> list[tuple[str, Figure]]:
    lines = [(figure.label, figure)]
    if figure.subset:
        lines.append((_("of them: {population}").format(population=figure.subset.population), figure.subset))
    return lines


def _dot(axes: Axes, place: int, figure: Figure, theme: Theme) -> None:
    if figure.proportion is None or figure.low is None or figure.high is None:
        axes.text(
            0.01, place, _("nothing to count yet"), va="center", color=theme.muted, fontsize=theme.font_size
        )
        return
    scale = theme.scale
    axes.plot([figure.low, figure.high], [place, place], color=theme.accent, linewidth=2 * scale)
    axes.plot(
        [figure.proportion], [place], "o", color=theme.accent, markersize=8 * scale, clip_on=False, zorder=3
    )
    counts = f"{len(figure.numerator)}/{len(figure.base)}  {percent(figure.proportion)}"
    axes.annotate(
        counts,
        (1, place),
        xytext=(6 * scale, 0),
        textcoords="offset points",
        va="center",
        color=theme.foreground,
        fontsize=theme.font_size,
        annotation_clip=False,
    )


def _mark(axes: Axes, place: int, national: National, theme: Theme) -> None:
    share = national_share(national)
    if share is None:
        return
    axes.plot([share, share], [place - 0.3, place + 0.3], color=theme.foreground, linewidth=2 * theme.scale)
    axes.annotate(
        f"{national.country} {national.period}: {percent(share)}",
        (share, place + 0.3),
        xytext=(0, -2 * theme.scale),
        textcoords="offset points",
        ha="center" if 0.2 < share < 0.8 else "left" if share <= 0.2 else "right",
        va="top",
        color=theme.foreground,
        fontsize=theme.font_size * 0.85,
    )
