"""Need by stage as a table of numbers; a cell's shade repeats its share of the cases with the need, never
more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.colors import to_rgb
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from audit_app.charts.theme import Theme, lines_down, saying, sheet
from audit_app.lines.wording import stage_words
from audit_app.results.figures import Figure
from audit_app.results.pages import GapRow, Gaps
from audit_app.words import _


def draw_matrix(gaps: Gaps, theme: Theme) -> Canvas:
    """One line a need, one column a stage, the count in each cell."""
    stages = stage_words()
    canvas, axes = sheet(theme, len(gaps.rows) * 1.2 + 3.5, width=9)
    lines_down(axes, [row.label for row in gaps.rows], theme)
    axes.set_xlim(-0.5, len(stages) - 0.5)
    axes.set_xticks(range(len(stages)), list(stages.values()), rotation=40, ha="left", rotation_mode="anchor")
    axes.xaxis.tick_top()
    axes.spines["bottom"].set_visible(False)
    for line, row in enumerate(gaps.rows):
        for column, stage in enumerate(stages):
            count = len(getattr(row, stage))
            axes.add_patch(
                Rectangle(
                    (column - 0.47, line - 0.44),
                    0.94,
                    0.88,
                    facecolor=_shade(theme, _share(row, count)),
                    edgecolor=theme.muted,
                    linewidth=0.5 * theme.scale,
                )
            )
            axes.text(
                column,
                line,
                str(count),
                ha="center",
                va="center",
                color=theme.foreground,
                size=theme.font_size,
            )
    return canvas


def draw_gaps(
    _figures: Sequence[Figure], theme: Theme, *, gaps: Gaps | None = None, **_more: object
) -> Canvas:
    """The matrix of a block, without the needs that nobody has."""
    rows = tuple(row for row in gaps.rows if row.cases_with_need) if gaps else ()
    if not gaps or not rows:
        return saying(theme, [_("No case has a current need on file.")])
    return draw_matrix(replace(gaps, rows=rows), theme)


def _share(row: GapRow, count: int) -> float:
    return count / len(row.cases_with_need) if row.cases_with_need else 0.0


def _shade(theme: Theme, share: float) -> tuple[float, float, float]:
    """At most a third of the accent, so that the number on it stays legible."""
    back, accent = to_rgb(theme.background), to_rgb(theme.accent)
    red, green, blue = (b + (a - b) * 0.35 * min(share, 1.0) for a, b in zip(accent, back, strict=True))
    return red, green, blue
