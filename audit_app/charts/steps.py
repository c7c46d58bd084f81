"""What happens in steps: ladders (how far adults were included), the chain of each need, the journey along
the pregnancy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MultipleLocator

from audit_app.charts.theme import (
    LINE,
    Theme,
    bare,
    beside,
    broken,
    height,
    rows_down,
    saying,
    saying_none,
    sheet,
    underneath,
)
from audit_app.lines.line import MEDIAN, OF, QUARTILES, SHARE, SUMMED, FigureLines, Line, N
from audit_app.lines.of_figures import groups_of
from audit_app.lines.wording import amount, is_gestation, nothing, percent
from audit_app.results.figures import Cases, Figure
from audit_app.results.pages import GapRow, Gaps
from audit_app.words import _

_WIDE = 32  # letters of a ladder's rung
_WEEKS = (4, 42)


def draw_ladders(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """Ladders side by side, two and two, the same rungs level; proportions that stand by themselves are the
    rungs of one. A rung is a bar within the outline of its denominator, so that those not reached are seen.
    """
    groups = groups_of(figures)
    made = [group for group in groups if not group.head.cannot]
    drawn = [_Ladder(group.head.label, group.parts) for group in made if group.parts]
    single = tuple(group.head for group in made if not group.parts)
    drawn += [_Ladder("", single)] if single else []
    if not drawn:
        return saying_none(theme, groups)
    pairs = [_levels(drawn[first : first + 2]) for first in range(0, len(drawn), 2)]
    across = min(len(drawn), 2)
    tall = [[_level_lines(level) for level in levels] for levels in pairs]
    inches = LINE * sum(map(sum, tall)) + 0.6 * len(pairs)
    canvas = Canvas(
        figsize=(max(4.2 * across, 5.4) * theme.scale, inches * theme.scale),
        layout="constrained",
        facecolor=theme.background,
    )
    canvas.get_layout_engine().set(wspace=0.04)  # type: ignore[call-arg, union-attr]
    parts = canvas.subplots(len(pairs), across, squeeze=False, height_ratios=[sum(lines) for lines in tall])
    for levels, lines, row in zip(pairs, tall, parts, strict=True):
        for number, part in enumerate(row):
            bare(part, theme)
            _ladder(part, [level[number] for level in levels if number < len(level)], lines, theme)
    underneath(canvas, [f"{figure.label}: {figure.cannot}" for figure in figures if figure.cannot], theme)
    return canvas


def _level_lines(level: _Level) -> float:
    return max(_rung_lines(ladder, place) for ladder, place in level if place is not None)


@dataclass(frozen=True)
class _Ladder:
    label: str
    rungs: tuple[Line, ...]


_Level = list[tuple[_Ladder, int | None]]


def _levels(ladders: Sequence[_Ladder]) -> list[_Level]:
    """Which rung of each of one or two ladders stands at each level: rungs of one name level with each other
    (where both have them in the same order), those between them by place.
    """
    one, other = ladders[0], ladders[-1]
    if one is other:
        return [[(one, place)] for place in range(len(one.rungs))]
    names, others = ([rung.label for rung in ladder.rungs] for ladder in ladders)
    shared = [name for name in names if name in others]
    if shared != [name for name in others if name in names]:
        shared = []
    pairs: list[tuple[int | None, int | None]] = []
    left = right = 0
    for name in shared:
        here, there = names.index(name), others.index(name)
        pairs += [*zip_longest(range(left, here), range(right, there)), (here, there)]
        left, right = here + 1, there + 1
    pairs += zip_longest(range(left, len(names)), range(right, len(others)))
    return [[(one, place), (other, beside_it)] for place, beside_it in pairs]


def _rung_words(ladder: _Ladder, place: int) -> str:
    rung = ladder.rungs[place]
    if rung.cannot or not rung.size(OF):
        return broken(rung.cannot or nothing(), _WIDE)
    words = _("{k} of {n} ({share})").format(
        k=rung.size(N), n=rung.size(OF), share=percent(rung.cell(SHARE).value)
    )
    step = rung.step
    if not place or step is None or not step.size(OF):
        return words
    before = _("of the {n} before: {k} ({share})").format(
        k=step.size(N), n=step.size(OF), share=percent(step.cell(SHARE).value)
    )
    return f"{words}\n{before}"


def _rung_lines(ladder: _Ladder, place: int) -> float:
    return broken(ladder.rungs[place].label, _WIDE).count("\n") + _rung_words(ladder, place).count("\n") + 3.8


def _ladder(axes: Axes, level: _Level, tall: Sequence[float], theme: Theme) -> None:
    rungs = [
        (top, ladder, place)
        for (ladder, place), top in zip(level, accumulate(tall, initial=0.0), strict=False)
        if place is not None
    ]
    axes.set_xlim(0, max([ladder.rungs[place].size(OF) for _top, ladder, place in rungs] + [1]))
    axes.set_ylim(sum(tall), 0)
    axes.set_axis_off()
    title = broken(level[0][0].label, _WIDE) if level else ""
    axes.set_title(title, loc="left", color=theme.foreground, size=theme.font_size * 1.1, weight="bold")
    style: dict[str, Any] = {
        "color": theme.foreground,
        "size": theme.font_size,
        "va": "top",
        "clip_on": False,
    }
    outline: dict[str, Any] = {"facecolor": "none", "edgecolor": theme.muted, "linewidth": theme.scale}
    for top, ladder, place in rungs:
        rung, label = ladder.rungs[place], broken(ladder.rungs[place].label, _WIDE)
        bar = top + label.count("\n") + 1.25
        axes.text(0, top, label, weight="bold", **style)
        axes.add_patch(Rectangle((0, bar), rung.size(OF), 0.8, **outline))
        axes.add_patch(Rectangle((0, bar), rung.size(N), 0.8, facecolor=theme.accent))
        axes.text(0, bar + 1.0, _rung_words(ladder, place), **style)


@dataclass(frozen=True)
class _Chain:
    """One need: at each stage the cases that reached it, of those that could. The first is the need."""

    label: str
    stages: tuple[tuple[Cases, Cases], ...]


def draw_chain(
    figures: Sequence[Figure], theme: Theme, *, gaps: Gaps | None = None, **_more: object
) -> Canvas:
    """Needs down and stages across, each cell a bar within the outline of the cases that could reach it."""
    groups = groups_of(figures)
    stages, chains = _of_ladders(groups) if any(group.parts for group in groups) else _of_gaps(gaps)
    if not chains:
        return saying(theme, [figure.cannot for figure in figures if figure.cannot] or [nothing()])
    tall = [height(chain.label, 26, least=2.2) for chain in chains]
    heads = [broken(stage, 13) for stage in stages]
    above = max(head.count("\n") + 1 for head in heads)
    canvas, axes = sheet(
        theme, 0, width=max(8.4, 3 + 1.1 * len(stages)), extra=0.5 + LINE * (above + sum(tall))
    )
    places = rows_down(axes, [chain.label for chain in chains], tall, 26)
    axes.set_xlim(-0.02, len(stages))
    axes.set_xticks([place + 0.46 for place in range(len(stages))], heads)
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


def _of_ladders(groups: Sequence[FigureLines]) -> tuple[list[str], list[_Chain]]:
    ladders = [group for group in groups if group.parts and not group.head.cannot]
    stages = list(dict.fromkeys(rung.label for group in ladders for rung in group.parts))
    chains = []
    for group in ladders:
        first, *later = group.parts
        rungs = {first.label: first, **{rung.label: rung.step or rung for rung in later}}
        found = [
            (rungs[stage].cases(N), rungs[stage].cases(OF)) if stage in rungs else ((), ())
            for stage in stages
        ]
        chains.append(_Chain(group.head.label, tuple(found)))
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
    """Each stage among those of the stage before; files may show a later stage without the earlier."""
    pairs = (
        (row.cases_with_need, row.cases_with_need),
        (row.offered, row.cases_with_need),
        (row.accepted, row.offered),
        (row.started_before_birth, row.accepted),
        (row.completed, row.started),
    )
    return tuple((tuple(case for case in reached if case in set(base)), base) for reached, base in pairs)


def draw_journey(
    figures: Sequence[Figure], theme: Theme, *, weeks: Sequence[int] = (), **_more: object
) -> Canvas:
    """The gestation at each step from 4 to 42 weeks (or further): a dot at the median, a bar over the middle
    half. The area's own weeks are dashed lines.
    """
    if not figures:
        return saying(theme, [nothing()])
    steps = [group.head for group in groups_of(figures)]
    tall = [max(height(step.label, 27), height(_said(step), 30)) for step in steps]
    canvas, axes = sheet(theme, 0, width=7.8, extra=0.9 + LINE * sum(tall))
    places = rows_down(axes, [step.label for step in steps], tall, 27)
    _weeks(axes, steps, weeks, theme)
    for place, step in zip(places, steps, strict=True):
        _step(axes, place, step, theme)
    return canvas


def _said(step: Line) -> str:
    return (step.cannot or nothing()) if step.cannot or MEDIAN not in step.cells else ""


def _weeks(axes: Axes, steps: Sequence[Line], cuts: Sequence[int], theme: Theme) -> None:
    ends = ((step.cell(MEDIAN).value, *_half(step)) for step in steps)
    known = [value for values in ends for value in values if value is not None]
    first, last = (week * 7.0 for week in _WEEKS)
    axes.set_xlim(min([first, *known]), max([last, *(value + 7 for value in known)]))
    axes.xaxis.set_major_locator(MultipleLocator(56))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda days, _place: f"{days / 7:.0f}"))
    words = [_("weeks of pregnancy"), *([_("dashed: the weeks that the area has set")] if cuts else [])]
    axes.set_xlabel("\n".join(words), color=theme.foreground, fontsize=theme.font_size)
    for week in cuts:
        style: dict[str, Any] = {"linewidth": theme.scale, "linestyle": (0, (3, 3)), "alpha": 0.7}
        axes.axvline(week * 7, color=theme.foreground, zorder=0, **style)
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


def _half(step: Line) -> tuple[float | None, float | None]:
    return step.cell(QUARTILES).low, step.cell(QUARTILES).high


def _step(axes: Axes, place: float, step: Line, theme: Theme) -> None:
    if _said(step):
        axes.text(
            0.01,
            place,
            broken(_said(step), 30),
            transform=axes.get_yaxis_transform(),
            va="center",
            color=theme.foreground,
            size=theme.font_size,
            bbox={"facecolor": theme.background, "edgecolor": "none", "pad": 1},
        )
        return
    q1, q3 = _half(step)
    if q1 is not None and q3 is not None:
        axes.plot([q1, q3], [place, place], color=theme.accent, linewidth=5 * theme.scale, alpha=0.45)
    fill = theme.background if step.greyed else theme.accent  # hollow: known for too few to lean on
    style: dict[str, Any] = {"markerfacecolor": fill, "markeredgewidth": 1.6 * theme.scale, "clip_on": False}
    median = step.cell(MEDIAN).value
    axes.plot([median or 0], [place], "o", color=theme.accent, markersize=8 * theme.scale, **style)
    unit = step.unit if is_gestation(step.unit) else "gestation"
    beside(axes, place, f"{amount(median, unit)}  (n {step.size(SUMMED)})", theme)
