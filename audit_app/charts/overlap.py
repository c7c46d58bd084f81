"""Needs that come together: what each combination is made of as joined dots, its count as a bar above them.

The needs stand down the side, where their names have room, and the combinations side by side, in the order in
which they are given.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from audit_app.charts.theme import Theme, height, mixed, panels, rows_down, saying_none, underneath
from audit_app.lines.line import Line, N
from audit_app.lines.of_figures import groups_of
from audit_app.results.figures import Figure
from audit_app.words import _

JOINT, REST = " + ", ".other"
_MOST = 14


def draw_overlap(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """The first distribution's rows as combinations, their labels joined by ` + `; at most 14 are drawn. The
    others, and a row whose id ends in `.other`, are told in words.
    """
    groups = groups_of(figures)
    whole = next((group for group in groups if group.parts and not group.head.cannot), None)
    if whole is None:
        return saying_none(theme, groups)
    combinations = [row for row in whole.parts if not row.id.endswith(REST)]
    rows = combinations[:_MOST]
    needs = list(dict.fromkeys(need for row in rows for need in row.label.split(JOINT)))
    tall = [height(need) for need in needs]
    canvas, (bars, dots) = panels(theme, [8, sum(tall)], extra=0.25)
    _bars(bars, rows, theme)
    places = dict(zip(needs, rows_down(dots, needs, tall), strict=True))
    for across, row in enumerate(rows):
        within = [places[need] for need in row.label.split(JOINT)]
        others = [place for place in places.values() if place not in within]
        faint = mixed(theme.muted, theme.background, 0.6)
        dots.plot([across] * len(others), others, "o", color=faint, markersize=3.5 * theme.scale)
        dots.plot([across] * len(within), within, "o-", color=theme.accent, markersize=9 * theme.scale)
    for axes in (bars, dots):
        axes.set_xlim(-0.6, len(rows) - 0.4)
        axes.set_xticks([])
    dots.spines["bottom"].set_visible(False)
    dots.set_xlabel(_("with exactly these"), color=theme.foreground, fontsize=theme.font_size)
    rest = [row for row in whole.parts if row not in rows]
    told = _("Not drawn: {label}, {n}.")
    underneath(canvas, [told.format(label=row.label, n=row.size(N)) for row in rest], theme)
    return canvas


def _bars(axes: Axes, rows: Sequence[Line], theme: Theme) -> None:
    counts = [row.size(N) for row in rows]
    bars = axes.bar(range(len(rows)), counts, width=0.6, color=theme.accent)
    axes.bar_label(bars, counts, padding=2 * theme.scale, color=theme.foreground, fontsize=theme.font_size)
    axes.set_ylim(0, max([*counts, 1]) * 1.2)
    axes.set_yticks([])
