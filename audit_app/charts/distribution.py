"""Distributions as bars from zero, each with its count and share; numbers as dots over a box of the
quartiles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

from audit_app.charts.dots import draw_dots
from audit_app.charts.theme import (
    Theme,
    height,
    panels,
    rows_down,
    saying,
    sheet,
    underneath,
)
from audit_app.lines.line import OF, SHARE, FigureLines, Line, LinePlace, N
from audit_app.lines.of_figures import groups_of
from audit_app.lines.wording import amount, is_gestation, nothing, percent, unit_words
from audit_app.results.figures import Figure, Summary
from audit_app.words import _


def draw_bars(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """A part for each distribution: one bar for each answer, as long as its count. Proportions stand together
    in one part, a bar each.
    """
    groups = groups_of(figures)
    if any(line.typed for group in groups for line in (group.head, *group.parts)):
        return draw_dots(figures, theme)  # shares of totals of their own have no common bar
    heads = [group.head for group in groups]
    parts = [part for part in _parts(groups) if part[1]]
    if not parts:
        return saying(theme, _sentences(heads))
    tall = [bars_lines(title if len(parts) > 1 else "", rows) for title, rows in parts]
    canvas, axes = panels(theme, tall, width=7.2, extra=0.3)
    greyed = {head.label for head in heads if head.greyed}
    for part, (title, rows) in zip(axes, parts, strict=True):
        over = title if len(parts) > 1 else ""
        draw_bars_on(part, rows, theme, title=over, hollow=title in greyed)
    said = [group.head for group in groups if group.head.cannot or _is_empty(group)]
    lean = _("{label}: known for too few to lean on, so drawn hollow.")
    hollow = [lean.format(label=group.head.label) for group in groups if group.head.greyed and group.parts]
    underneath(canvas, [*(_sentences(said) if said else []), *hollow], theme)
    return canvas


def _is_empty(group: FigureLines) -> bool:
    return group.head.place is LinePlace.HEAD and not group.parts


def draw_number_lines(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """Every value of one number; of several their medians and middle halves."""
    only = figures[0] if len(figures) == 1 else None
    if isinstance(only, Summary) and not only.cannot:
        return draw_numbers(only, theme)
    return draw_dots(figures, theme)


def _parts(groups: Sequence[FigureLines]) -> list[tuple[str, Sequence[Line]]]:
    made = [group for group in groups if not group.head.cannot]
    single = [group.head for group in made if not group.parts and group.head.size(OF)]
    return [*((group.head.label, group.parts) for group in made), ("", single)]


def _sentences(heads: Sequence[Line]) -> list[str]:
    said = [_("{label}: {words}").format(label=head.label, words=head.cannot or nothing()) for head in heads]
    return said or [nothing()]


def bars_lines(title: str, rows: Sequence[Line]) -> float:
    """How many lines of text a part of bars takes, its title included."""
    return sum(height(label) for label in ([title] if title else []) + [row.label for row in rows])


def draw_bars_on(
    axes: Axes, rows: Sequence[Line], theme: Theme, *, title: str = "", hollow: bool = False
) -> None:
    """One bar for each row, with its count and share, under a title among the labels; only outlined where too
    little is known to lean on.
    """
    labels = ([title] if title else []) + [row.label for row in rows]
    places = rows_down(axes, labels, [height(label) for label in labels])
    if title:
        axes.get_yticklabels()[0].set_fontweight("bold")
    counts = [row.size(N) for row in rows]
    fill = theme.background if hollow else theme.accent
    style: dict[str, Any] = {"facecolor": fill, "edgecolor": theme.accent, "linewidth": 1.2 * theme.scale}
    bars = axes.barh(places[len(places) - len(rows) :], counts, height=0.95, **style)
    words = [(row.cannot and "–") or f"{row.size(N)}  {percent(row.cell(SHARE).value)}" for row in rows]
    axes.bar_label(bars, words, padding=4 * theme.scale, color=theme.foreground, fontsize=theme.font_size)
    axes.set_xlim(0, max([*counts, 1]) * 1.5)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def draw_numbers(figure: Summary, theme: Theme) -> Canvas:
    """Every value as a dot, stacked where equal; under them the quartiles as a box with the median in it."""
    canvas, axes = sheet(theme, 4, extra=0.6)
    axes.set_yticks([])
    axes.set_ylim(-1.5, 2.2)
    if figure.median is None or figure.q1 is None or figure.q3 is None:
        axes.text(
            0.5, 0.5, _("nothing to count yet"), transform=axes.transAxes, ha="center", color=theme.muted
        )
        axes.set_xticks([])
        return canvas
    axes.add_patch(
        Rectangle(
            (figure.q1, -0.75),
            figure.q3 - figure.q1,
            0.5,
            facecolor=theme.background,
            edgecolor=theme.accent,
            linewidth=2 * theme.scale,
        )
    )
    axes.plot([figure.median] * 2, [-0.75, -0.25], color=theme.accent, linewidth=4 * theme.scale)
    axes.plot([figure.values[0], figure.q1], [-0.5, -0.5], color=theme.accent, linewidth=theme.scale)
    axes.plot([figure.q3, figure.values[-1]], [-0.5, -0.5], color=theme.accent, linewidth=theme.scale)
    _stack(axes, figure, theme)
    axes.annotate(
        _("median {median}").format(median=amount(figure.median, figure.unit)),
        (figure.median, -0.85),
        ha="center",
        va="top",
        color=theme.foreground,
        fontsize=theme.font_size,
    )
    axes.set_xlabel(unit_words(figure.unit), color=theme.foreground, fontsize=theme.font_size)
    _number_axis(axes, figure)
    return canvas


def _stack(axes: Axes, figure: Summary, theme: Theme) -> None:
    """Dots piled up where values are equal; piles are pressed together when they would leave the chart."""
    seen: Counter[float] = Counter()
    heights = []
    for value in figure.values:
        heights.append(seen[value])
        seen[value] += 1
    step = min(0.3, 2.0 / max(seen.values()))
    axes.set_ylim(-1.5, 0.4 + step * max(seen.values()))
    axes.plot(
        figure.values,
        [0.05 + step * height for height in heights],
        "o",
        color=theme.accent,
        alpha=0.75,
        markersize=5 * theme.scale,
        markeredgewidth=0,
    )


def _number_axis(axes: Axes, figure: Summary) -> None:
    low, high = figure.min or 0.0, figure.max or 0.0
    room = max((high - low) * 0.06, 1)
    axes.set_xlim(low - room, high + room)
    if is_gestation(figure.unit):
        axes.xaxis.set_major_locator(MultipleLocator(28))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda days, _place: f"{days / 7:.0f}"))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
