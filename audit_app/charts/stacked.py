"""Counts by category: a bar a figure, a segment for each of its rows, told apart by shade and hatching."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch

from audit_app.charts.distribution import draw_bars
from audit_app.charts.theme import Theme, broken, fills, height, rows_down, sheet
from audit_app.results import Figure

_LETTERS = 78  # what fits on a line of the legend


def draw_stacked(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """One bar a distribution, as long as its count, with the categories of all as segments in their order.

    A single distribution, or one with more categories than can be told apart, is drawn as bars.
    """
    drawn = [figure for figure in figures if figure.rows and not figure.cannot]
    categories = list(dict.fromkeys(row.label for figure in drawn for row in figure.rows))
    if len(drawn) < 2 or len(categories) > len(fills(theme)):
        return draw_bars(figures, theme)
    labels = [figure.label for figure in drawn]
    tall = [height(label, least=2) for label in labels]
    columns = max(1, _LETTERS // (max(map(len, categories)) + 8))
    canvas, axes = sheet(theme, 0, extra=0.5 + 0.2 * sum(tall) + 0.24 * -(-len(categories) // columns))
    places = rows_down(axes, labels, tall)
    looks = dict(zip(categories, fills(theme), strict=False))
    totals = [sum(len(row.numerator) for row in figure.rows) for figure in drawn]
    for place, figure, total in zip(places, drawn, totals, strict=True):
        left = 0
        for row in figure.rows:
            count = len(row.numerator)
            axes.barh(place, count, left=left, height=1.1, linewidth=0.8 * theme.scale, **looks[row.label])
            if count >= max(totals) * 0.03:
                _number(axes, left + count / 2, place, count, theme)
            left += count
        axes.text(
            total + max(totals) * 0.02,
            place,
            f"{total}",
            va="center",
            color=theme.foreground,
            size=theme.font_size,
        )
    axes.set_xlim(0, max([*totals, 1]) * 1.12)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    legend: Any = canvas.legend  # its stub knows no keywords beside the handles
    legend(
        [Patch(linewidth=0.8 * theme.scale, **look) for look in looks.values()],
        [broken(label, 40) for label in looks],
        loc="outside lower left",
        ncols=columns,
        frameon=False,
        fontsize=theme.font_size,
        labelcolor=theme.foreground,
    )
    return canvas


def _number(axes: Axes, across: float, place: float, count: int, theme: Theme) -> None:
    """On a patch of the ground, so that it can be read over any fill."""
    axes.text(
        across,
        place,
        str(count),
        ha="center",
        va="center",
        color=theme.foreground,
        size=theme.font_size,
        bbox={"facecolor": theme.background, "edgecolor": "none", "pad": 1.5 * theme.scale},
    )
