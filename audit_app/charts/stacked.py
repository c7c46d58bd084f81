"""Counts by category: a bar a figure, a segment for each of its rows, told apart by shade and hatching."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch

from audit_app.charts.distribution import bars_lines, draw_bars, draw_bars_on
from audit_app.charts.theme import (
    MOST_FILLS,
    Theme,
    broken,
    fills,
    height,
    panels,
    rows_down,
    underneath,
)
from audit_app.lines.line import FigureLines, N
from audit_app.lines.of_figures import groups_of
from audit_app.results.figures import Figure
from audit_app.words import _

_LETTERS = 60  # what fits on a line of the legend


def draw_stacked(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """One bar a distribution, as long as its count, with its categories as segments; those of the same
    categories stand together over their legend.

    A distribution by itself, or with more categories than can be told apart, is drawn as bars.
    """
    groups = together(groups_of(figures))
    if not any(_stackable(group) for group in groups):
        return draw_bars(figures, theme)
    parts = [[group] if _stackable(group) else [[one] for one in group] for group in groups]
    each = [part for part_of in parts for part in part_of]
    canvas, axes = panels(theme, [_lines(part) for part in each], width=7.2, extra=0.35)
    for place, part in zip(axes, each, strict=True):
        if len(part) > 1:
            _stack(place, part, theme)
        else:
            draw_bars_on(place, part[0].parts, theme, title=part[0].head.label)
    told = _("{label}: {why}")
    underneath(canvas, [told.format(label=one.label, why=one.cannot) for one in figures if one.cannot], theme)
    return canvas


def together(figures: Sequence[FigureLines]) -> list[list[FigureLines]]:
    """The distributions in groups that share most of their categories, in the order of the first of each."""
    groups: list[list[FigureLines]] = []
    for figure in figures:
        if not figure.parts or figure.head.cannot:
            continue
        own = set(categories([figure]))
        alike = (group for group in groups if 2 * len(own & set(categories(group))) > len(own))
        group = next(alike, None)
        if group is None:
            groups.append([figure])
        else:
            group.append(figure)
    return groups


def _stackable(group: Sequence[FigureLines]) -> bool:
    return len(group) > 1 and len(categories(group)) <= MOST_FILLS


def _lines(group: Sequence[FigureLines]) -> float:
    if len(group) == 1:
        return bars_lines(group[0].head.label, group[0].parts)
    return sum(_tall(group)) + 1.3 * _legend_lines(group)


def categories(group: Sequence[FigureLines]) -> list[str]:
    """The answers of a group, each once, in order."""
    return list(dict.fromkeys(row.label for figure in group for row in figure.parts))


def _tall(group: Sequence[FigureLines]) -> list[float]:
    return [height(figure.head.label, least=2) for figure in group]


def _columns(group: Sequence[FigureLines]) -> int:
    return max(1, _LETTERS // (max(map(len, categories(group))) + 6))


def _legend_lines(group: Sequence[FigureLines]) -> int:
    return -(-len(categories(group)) // _columns(group))


def _stack(axes: Axes, group: Sequence[FigureLines], theme: Theme) -> None:
    places = rows_down(axes, [figure.head.label for figure in group], _tall(group))
    looks = dict(zip(categories(group), fills(theme), strict=False))
    totals = [sum(row.size(N) for row in figure.parts) for figure in group]
    most = max([*totals, 1])
    for place, figure, total in zip(places, group, totals, strict=True):
        left = 0
        for row in figure.parts:
            count = row.size(N)
            axes.barh(place, count, left=left, height=1.1, linewidth=0.8 * theme.scale, **looks[row.label])
            if count >= most * 0.03:
                _number(axes, left + count / 2, place, count, theme)
            left += count
        style: dict[str, Any] = {"va": "center", "color": theme.foreground, "size": theme.font_size}
        axes.text(total + most * 0.02, place, str(total), **style)
    axes.set_xlim(0, most * 1.15)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    _legend(axes, group, looks, theme)


def _legend(axes: Axes, group: Sequence[FigureLines], looks: dict[str, dict[str, Any]], theme: Theme) -> None:
    legend: Any = axes.legend  # its stub knows no keywords beside the handles
    legend(
        [Patch(linewidth=0.8 * theme.scale, **look) for look in looks.values()],
        [broken(label, 40) for label in looks],
        loc="upper right",
        bbox_to_anchor=(1, 0),
        ncols=_columns(group),
        frameon=False,
        fontsize=theme.font_size,
        labelcolor=theme.foreground,
    )


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
