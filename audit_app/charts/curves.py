"""Waits as step curves: the share for whom it had happened by each time, with its limits and numbers at risk.

Curves are told apart by their strokes and named at their ends. Waits with too few cases for a curve are told
in words underneath.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from audit_app.charts.describe import headline
from audit_app.charts.dots import draw_dots
from audit_app.charts.theme import STROKES, Theme, broken, height, panels, rows_down, underneath
from audit_app.lines.wording import amount, unit_words
from audit_app.results.figures import Curve, Figure, Wait
from audit_app.words import _

_TALL = 13  # lines of text that the curves take
_MOST_TICKS = 6
_NAMES = 24  # letters of a curve's name on a line


def draw_curves(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """Curves of one time axis and origin together, at most four; under each part its numbers at risk.

    Where no wait has a curve, the shares that waited longer stand as dots instead.
    """
    groups = list(_groups([found for figure in figures if (found := _named(figure))]))
    if not groups:
        return draw_dots(figures, theme)
    heights = [tall for group in groups for tall in (_TALL, sum(_risk_heights(group)))]
    canvas, axes = panels(theme, heights, width=7.2, extra=0.45)
    for place, group in enumerate(groups):
        _curves(axes[2 * place], group, theme)
        _at_risk(axes[2 * place + 1], group, theme)
    told = [f"{figure.label}: {headline(figure)}." for figure in figures if not _named(figure)]
    underneath(canvas, [_("Without a curve:"), *told] if told else [], theme, 54)
    return canvas


def _risk_heights(curves: Sequence[Curve]) -> list[float]:
    return [1.3, *(height(curve.label, _NAMES) for curve in curves)]


def _named(figure: Figure) -> Curve | None:
    curve = figure.curve if isinstance(figure, Wait) and not figure.cannot else None
    return curve if curve and curve.times else None


def _groups(curves: Sequence[Curve]) -> Iterator[list[Curve]]:
    kinds = dict.fromkeys((curve.unit, curve.origin) for curve in curves)
    for kind in kinds:
        within = [curve for curve in curves if (curve.unit, curve.origin) == kind]
        for first in range(0, len(within), len(STROKES)):
            yield within[first : first + len(STROKES)]


def _curves(axes: Axes, curves: Sequence[Curve], theme: Theme) -> None:
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.grid(axis="y", color=theme.muted, alpha=0.3, linewidth=0.8)
    for place, curve in enumerate(curves):
        _step(axes, curve, place, theme)
    _name_ends(axes, curves, theme)
    _time_axis(axes, curves)
    axes.tick_params(axis="x", pad=8 * theme.scale)
    words = [broken(_time_words(curves[0]), 55), *(broken(line, 55) for line in _method_words(curves))]
    axes.set_xlabel("\n".join(words), color=theme.foreground, fontsize=theme.font_size)


def _step(axes: Axes, curve: Curve, place: int, theme: Theme) -> None:
    colour = (theme.accent, theme.foreground)[place % 2]
    first, last = _reach(curve)
    times = [first, *curve.times, last]
    axes.plot(
        times,
        [0.0, *curve.share, curve.share[-1]],
        drawstyle="steps-post",
        color=colour,
        linestyle=STROKES[place],
        linewidth=2 * theme.scale,
    )
    if len(curve.low) == len(curve.high) == len(curve.times):
        low, high = ([0.0, *limits, limits[-1]] for limits in (curve.low, curve.high))
        axes.fill_between(times, low, high, step="post", color=colour, alpha=0.13, linewidth=0)
        for limits in (low, high):
            axes.plot(times, limits, drawstyle="steps-post", color=colour, linewidth=0.6, alpha=0.6)
    if curve.median is not None:
        axes.plot(
            [curve.median],
            [0.5],
            "o",
            color=colour,
            markerfacecolor=theme.background,
            markeredgewidth=1.6 * theme.scale,
            markersize=8 * theme.scale,
            zorder=4,
        )


def _reach(curve: Curve) -> tuple[float, float]:
    """Where a curve begins (time zero, or the first week of pregnancy with anybody in view) and ends."""
    watched = [time for time, n in curve.at_risk if n > 0]
    first = min([*watched, curve.times[0]]) if curve.unit == "gestation" else 0.0
    return first, max([*watched, curve.times[-1]])


def _name_ends(axes: Axes, curves: Sequence[Curve], theme: Theme) -> None:
    """Each curve's name and median beside its end, moved apart where they would stand on each other."""
    names = ["\n".join((broken(curve.label, 22), _median_words(curve))) for curve in curves]
    tall = [(name.count("\n") + 1.4) / _TALL for name in names]
    order = sorted(range(len(curves)), key=lambda place: (curves[place].share[-1], -place))
    low = 0.0
    centres: dict[int, float] = {}
    for place in order:
        centres[place] = max(curves[place].share[-1], low + tall[place] / 2)
        low = centres[place] + tall[place] / 2
    over = max(0.0, low - 1.05)
    for place in order:
        axes.annotate(
            names[place],
            (_reach(curves[place])[1], curves[place].share[-1]),
            xytext=(1.04, centres[place] - over),
            textcoords="axes fraction",
            va="center",
            color=theme.foreground,
            fontsize=theme.font_size,
            arrowprops={
                "arrowstyle": "-",
                "color": theme.muted,
                "linewidth": 0.8 * theme.scale,
                "relpos": (0, 0.5),
                "shrinkB": 4 * theme.scale,
            },
            annotation_clip=False,
        )


def _median_words(curve: Curve) -> str:
    if curve.median is None:
        return _("half not reached")
    if curve.unit == "gestation":
        return _("half by {time}").format(time=amount(curve.median, "days of gestation"))
    return _("half by {n} {unit}").format(n=amount(curve.median), unit=curve.unit)


def _time_axis(axes: Axes, curves: Sequence[Curve]) -> None:
    first, last = min(_reach(curve)[0] for curve in curves), max(_reach(curve)[1] for curve in curves)
    axes.set_xlim(first, max(last, first + 1))
    ticks = _ticks(curves, last)
    axes.set_xticks(ticks, [_tick_words(time, curves[0].unit) for time in ticks])


def _ticks(curves: Sequence[Curve], last: float) -> list[float]:
    """The times of the numbers at risk, as many as have room."""
    times = sorted({time for curve in curves for time, _n in curve.at_risk if time <= last})
    return times[:: max(1, -(-len(times) // _MOST_TICKS))]


def _tick_words(time: float, unit: str) -> str:
    return amount(time / 7 if unit == "gestation" else time)


def _time_words(curve: Curve) -> str:
    if curve.unit == "gestation":
        return _("weeks of pregnancy")
    if curve.origin:
        return _("{unit} from: {origin}").format(unit=unit_words(curve.unit), origin=curve.origin)
    return _("{unit} from the beginning of the wait").format(unit=unit_words(curve.unit))


def _method_words(curves: Sequence[Curve]) -> list[str]:
    competing = any(curve.method == "aalen-johansen" for curve in curves)
    banded = any(len(curve.low) == len(curve.times) for curve in curves)
    words = [
        _("share for whom it had happened, with other ends (Aalen-Johansen)")
        if competing
        else _("share for whom it had happened (1 − Kaplan-Meier)")
    ]
    return [*words, _("bands: 95% log(-log) limits")] if banded else words


def _at_risk(axes: Axes, curves: Sequence[Curve], theme: Theme) -> None:
    """The row of numbers under the picture: how many were still being watched at each time."""
    first, last = min(_reach(curve)[0] for curve in curves), max(_reach(curve)[1] for curve in curves)
    labels = [_("Number still waiting"), *(curve.label for curve in curves)]
    places = rows_down(axes, labels, _risk_heights(curves), width=_NAMES)
    axes.tick_params(axis="y", pad=14 * theme.scale)
    axes.set_xlim(first, max(last, first + 1))
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    shown = _ticks(curves, last)
    for place, curve in zip(places[1:], curves, strict=True):
        for time, n in curve.at_risk:
            if time in shown:
                axes.text(
                    time,
                    place,
                    str(n),
                    ha="center",
                    va="center",
                    color=theme.foreground,
                    size=theme.font_size,
                )
