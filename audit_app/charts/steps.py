"""What happens in steps: ladders (how far adults were included), the chain of each need, the journey along
the pregnancy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from audit_app.charts.describe import amount, is_gestation, percent
from audit_app.charts.dots import nothing
from audit_app.charts.theme import Theme, bare, beside, broken, height, rows_down, saying, sheet, underneath
from audit_app.results import Cases, Figure, GapRow, Gaps
from audit_app.words import _

_WIDE = 34  # letters of a ladder's rung
_WEEKS = (4, 42)


def draw_ladders(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """Ladders side by side; proportions that stand by themselves are the rungs of one. A rung is a bar within
    the outline of its denominator, so that those not reached are seen too.
    """
    ladders = [figure for figure in figures if figure.rows and not figure.cannot]
    rungs = tuple(figure for figure in figures if not figure.rows and not figure.cannot)
    drawn = [(figure.label, figure.rows, figure.steps) for figure in ladders]
    drawn += [("", rungs, ())] if rungs else []
    if not drawn:
        return saying(
            theme, [f"{figure.label}: {figure.cannot or nothing()}" for figure in figures] or [nothing()]
        )
    lines = max(
        sum(_rung_lines(rung, steps, place) for place, rung in enumerate(rows)) for _t, rows, steps in drawn
    )
    canvas = Canvas(
        figsize=(max(4.2 * len(drawn), 5.4) * theme.scale, (0.2 * lines + 0.6) * theme.scale),
        layout="constrained",
        facecolor=theme.background,
    )
    for part, (title, rows, steps) in zip(
        canvas.subplots(1, len(drawn), squeeze=False)[0], drawn, strict=True
    ):
        bare(part, theme)
        _ladder(part, rows, steps, lines, theme)
        if title:
            part.set_title(
                broken(title, _WIDE), loc="left", color=theme.foreground, size=theme.font_size, weight="bold"
            )
    said = [f"{figure.label}: {figure.cannot}" for figure in figures if figure.cannot]
    underneath(canvas, said, theme)
    return canvas


def _rung_words(rung: Figure, steps: Sequence[Figure], place: int) -> str:
    if rung.cannot or not rung.base:
        return rung.cannot or nothing()
    words = _("{k} of {n} ({share})").format(
        k=len(rung.numerator), n=len(rung.base), share=percent(rung.proportion)
    )
    step = next((step for step in steps if step.label == rung.label), None)
    if not place or step is None or not step.base:
        return words
    before = _("{k} of the {n} before ({share})")
    return (
        f"{words}; {before.format(k=len(step.numerator), n=len(step.base), share=percent(step.proportion))}"
    )


def _rung_lines(rung: Figure, steps: Sequence[Figure], place: int) -> float:
    return (
        sum(broken(words, _WIDE).count("\n") + 1 for words in (rung.label, _rung_words(rung, steps, place)))
        + 1.7
    )


def _ladder(axes: Axes, rungs: Sequence[Figure], steps: Sequence[Figure], lines: float, theme: Theme) -> None:
    axes.set_xlim(0, max([len(rung.base) for rung in rungs] + [1]))
    axes.set_ylim(lines, 0)
    axes.set_axis_off()
    top = 0.0
    for place, rung in enumerate(rungs):
        label, words = broken(rung.label, _WIDE), broken(_rung_words(rung, steps, place), _WIDE)
        bar = top + label.count("\n") + 1.15
        style: dict[str, Any] = {
            "color": theme.foreground,
            "size": theme.font_size,
            "va": "top",
            "clip_on": False,
        }
        axes.text(0, top, label, weight="bold", **style)
        outline: dict[str, Any] = {"facecolor": "none", "edgecolor": theme.muted, "linewidth": theme.scale}
        axes.add_patch(Rectangle((0, bar), len(rung.base), 0.8, **outline))
        axes.add_patch(Rectangle((0, bar), len(rung.numerator), 0.8, facecolor=theme.accent))
        axes.text(0, bar + 0.95, words, **style)
        top += _rung_lines(rung, steps, place)


@dataclass(frozen=True)
class _Chain:
    """One need: at each stage the cases that reached it, of those that could. The first is the need."""

    label: str
    stages: tuple[tuple[Cases, Cases], ...]


def draw_chain(
    figures: Sequence[Figure], theme: Theme, *, gaps: Gaps | None = None, **_more: object
) -> Canvas:
    """Needs down and stages across, each cell a bar within the outline of the cases that could reach it."""
    stages, chains = _of_ladders(figures) if any(figure.rows for figure in figures) else _of_gaps(gaps)
    if not chains:
        return saying(theme, [figure.cannot for figure in figures if figure.cannot] or [nothing()])
    tall = [height(chain.label, 26, least=2.2) for chain in chains]
    canvas, axes = sheet(theme, 0, width=8.4, extra=1.0 + 0.2 * sum(tall))
    places = rows_down(axes, [chain.label for chain in chains], tall, 26)
    axes.set_xlim(-0.02, len(stages))
    axes.set_xticks([place + 0.46 for place in range(len(stages))], [broken(stage, 13) for stage in stages])
    axes.xaxis.tick_top()
    axes.spines["bottom"].set_visible(False)
    for place, chain in zip(places, chains, strict=True):
        for column, (reached, base) in enumerate(chain.stages):
            _cell(axes, column, place, len(reached), len(base), theme)
    return canvas


def _cell(axes: Axes, column: int, place: float, k: int, n: int, theme: Theme) -> None:
    words = _("{k} of {n}").format(k=k, n=n) if n else "–"
    axes.text(
        column, place - 0.1, words, va="bottom", color=theme.foreground, size=theme.font_size, clip_on=False
    )
    if n:
        outline: dict[str, Any] = {"facecolor": "none", "edgecolor": theme.muted, "linewidth": theme.scale}
        axes.add_patch(Rectangle((column, place), 0.9, 0.6, **outline))
        axes.add_patch(Rectangle((column, place), 0.9 * min(k / n, 1), 0.6, facecolor=theme.accent))


def _of_ladders(figures: Sequence[Figure]) -> tuple[list[str], list[_Chain]]:
    ladders = [figure for figure in figures if figure.rows and not figure.cannot]
    stages = list(dict.fromkeys(row.label for figure in ladders for row in figure.rows))
    chains = []
    for figure in ladders:
        rungs = {row.label: row for row in (*figure.rows, *figure.steps[1:])}  # each over the rung before
        rungs |= {figure.rows[0].label: figure.rows[0]}
        found = [
            (rungs[stage].numerator, rungs[stage].base) if stage in rungs else ((), ()) for stage in stages
        ]
        chains.append(_Chain(figure.label, tuple(found)))
    return stages, chains


def _of_gaps(gaps: Gaps | None) -> tuple[list[str], list[_Chain]]:
    stages = [
        _("Need now"),
        _("Offered or in place"),
        _("Accepted"),
        _("Started before birth"),
        _("Completed"),
    ]
    rows = [row for row in gaps.rows if row.cases_with_need] if gaps else []
    return stages, [_Chain(row.label, _chain_of(row)) for row in rows]


def _chain_of(row: GapRow) -> tuple[tuple[Cases, Cases], ...]:
    return (
        (row.cases_with_need, row.cases_with_need),
        (row.offered, row.cases_with_need),
        (row.accepted, row.offered),
        (row.started_before_birth, row.accepted),
        (row.completed, row.started),
    )


def draw_journey(
    figures: Sequence[Figure], theme: Theme, *, weeks: Sequence[int] = (), **_more: object
) -> Canvas:
    """The gestation at each step from 4 to 42 weeks (or further): a dot at the median, a bar over the middle
    half; the area's own weeks as lines, with the share that reached the step by each.
    """
    if not figures:
        return saying(theme, [nothing()])
    cuts = list(weeks) or sorted({round(row.at / 7) for step in figures for row in step.rows if row.at})
    labels = [step.label for step in figures]
    tall = [
        max(height(step.label), 2.4 if step.rows and step.median is not None else 1.5) for step in figures
    ]
    canvas, axes = sheet(theme, 0, width=7.2, extra=0.8 + 0.2 * sum(tall))
    places = rows_down(axes, labels, tall)
    known = [value for step in figures for value in (step.q1, step.median, step.q3) if value is not None]
    axes.set_xlim(min([_WEEKS[0] * 7.0, *known]), max([_WEEKS[1] * 7.0, *(value + 7 for value in known)]))
    axes.set_xticks(range(28, round(axes.get_xlim()[1]) + 1, 28))
    axes.set_xticklabels([str(round(day / 7)) for day in axes.get_xticks()])
    axes.set_xlabel(_("weeks of pregnancy"), color=theme.foreground, fontsize=theme.font_size)
    for week in cuts:
        axes.axvline(
            week * 7, color=theme.foreground, linewidth=theme.scale, linestyle=(0, (3, 3)), alpha=0.6
        )
        axes.text(
            week * 7,
            1,
            str(week),
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="bottom",
            color=theme.foreground,
            size=theme.font_size,
        )
    for place, step in zip(places, figures, strict=True):
        _step(axes, place, step, theme)
    return canvas


def _step(axes: Axes, place: float, step: Figure, theme: Theme) -> None:
    if step.cannot or step.median is None:
        words = step.cannot or nothing()
        axes.text(
            0.01,
            place,
            broken(words, 44),
            transform=axes.get_yaxis_transform(),
            va="center",
            color=theme.foreground,
            size=theme.font_size,
            bbox={"facecolor": theme.background, "edgecolor": "none", "pad": 1},
        )
        return
    reached = [row for row in step.rows if row.at and row.proportion is not None]
    line = place - (0.4 if reached else 0)
    if step.q1 is not None and step.q3 is not None:
        axes.plot([step.q1, step.q3], [line, line], color=theme.accent, linewidth=5 * theme.scale, alpha=0.45)
    axes.plot([step.median], [line], "o", color=theme.accent, markersize=8 * theme.scale, clip_on=False)
    unit = step.unit if is_gestation(step.unit) else "gestation"
    words = f"{amount(step.median, unit)}  (n {len(step.values)})"
    beside(axes, line, words, theme)
    for row in reached:
        axes.text(
            row.at or 0,
            place + 0.6,
            percent(row.proportion),
            ha="center",
            va="center",
            color=theme.foreground,
            size=theme.font_size * 0.85,
            bbox={"facecolor": theme.background, "edgecolor": "none", "pad": 1},
        )
