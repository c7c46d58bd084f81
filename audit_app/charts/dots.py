"""Shares, rates and medians as dots with their intervals, in the order in which they are given.

Each scale (shares, rates of one unit, medians of one unit) is a part of its own. The area's own mark is told
by a diamond and heavier strokes; what is known too little to lean on by a hollow dot; what is published by a
hollow square with its country and year.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

from audit_app.charts.marks import ChartMark, marks_of
from audit_app.charts.theme import Theme, beside, broken, height, panels, rows_down, saying, share_axis
from audit_app.lines.wording import SHARES, amount, interval_words, is_gestation, nothing, percent, unit_words
from audit_app.results.figures import Figure
from audit_app.words import _

_LABEL_WIDE, _WORDS_WIDE, _DIFFERENCE_WIDE, _CAPTION_WIDE = 27, 34, 29, 40
_ROOM_FOR_WORD = 0.25  # of the axis: a mark as wide holds its word
_COUNTS_POINTS = 60  # how far the counts at the right reach


def draw_dots(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """One mark for each figure or each of its rows; comparisons with their difference at the right."""
    return draw_marks(list(marks_of(figures)), theme)


def draw_marks(
    marks: Sequence[ChartMark],
    theme: Theme,
    *,
    label_wide: int = _LABEL_WIDE,
    width: float = 7.2,
    extra: float = 0.9,
) -> Canvas:
    """The marks in their order, each scale in a part of its own; sentences where no mark has a value. Labels
    are broken after `label_wide` letters; the canvas is `width` inches wide, `extra` are for each axis.
    """
    if not any(mark.value is not None for mark in marks):
        return saying(
            theme, [": ".join(filter(None, (mark.label, mark.words))) for mark in marks] or [nothing()]
        )
    parts = [(scale, [mark for mark in marks if mark.scale == scale]) for scale in _scales(marks)]
    tall = [
        sum(_tall(mark, label_wide) for mark in within) + _caption(scale, within).count("\n")
        for scale, within in parts
    ]
    canvas, axes = panels(theme, tall, width=width, extra=extra)
    for part, (scale, within) in zip(axes, parts, strict=True):
        _draw(part, scale, within, theme, label_wide)
    return canvas


def _scales(marks: Sequence[ChartMark]) -> list[str]:
    return list(dict.fromkeys(mark.scale for mark in marks))


def _tall(mark: ChartMark, label_wide: int) -> float:
    words = (
        broken(mark.words, _DIFFERENCE_WIDE if mark.heading else _WORDS_WIDE).count("\n") + 1.5
        if mark.words
        else 1.0
    )
    return max(height(mark.label, label_wide), words)


def _draw(axes: Axes, scale: str, marks: Sequence[ChartMark], theme: Theme, label_wide: int) -> None:
    tall = [_tall(mark, label_wide) for mark in marks]
    places = rows_down(axes, [mark.label for mark in marks], tall, label_wide)
    for label, mark in zip(axes.get_yticklabels(), marks, strict=True):
        label.set_color(theme.foreground)
        label.set_fontweight("bold" if mark.own or mark.heading else "normal")
    _axis(axes, scale, marks, theme)
    for place, mark in zip(places, marks, strict=True):
        if mark.hidden:
            draw_hidden(axes, place, mark, theme)
        elif mark.value is None:
            _say(axes, place, mark, theme)
        else:
            _dot(axes, place, mark, mark.value, theme)
    axes.set_xlabel(_caption(scale, marks), color=theme.foreground, fontsize=theme.font_size)


def _axis(axes: Axes, scale: str, marks: Sequence[ChartMark], theme: Theme) -> None:
    """Shares from 0% to 100%; others from zero, or from the lowest week of pregnancy."""
    if scale == SHARES:
        share_axis(axes, theme)
        return
    ends = [end for mark in marks for end in (mark.value, mark.low, mark.high) if end is not None]
    most, least = max([*ends, 1e-9]), min([*ends, 0.0])
    if is_gestation(scale):
        least = min(ends, default=0.0) - 14
        axes.xaxis.set_major_locator(MultipleLocator(7 * max(1, round((most - least) / 7 / 6))))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda days, _place: f"{days / 7:.0f}"))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.set_xlim(least, most + (most - least) * 0.05)
    axes.grid(axis="x", color=theme.muted, alpha=0.3, linewidth=0.8)
    axes.set_axisbelow(True)


def _caption(scale: str, marks: Sequence[ChartMark]) -> str:
    """What the axis counts and how its intervals were worked out."""
    unit = [] if scale == SHARES else [unit_words(scale)]
    shown = [mark for mark in marks if mark.value is not None]
    if unit and not any(mark.interval for mark in shown):
        unit = [_("{unit}: median and middle half").format(unit=unit[0])]
    names = dict.fromkeys(mark.interval for mark in shown if mark.interval)
    beyond = dict.fromkeys(mark.interval for mark in marks if mark.heading and mark.interval)
    differences = [_("difference: {interval}").format(interval=interval_words(name)) for name in beyond]
    if any(mark.greyed for mark in shown):
        unit.append(_("hollow: known for too few to lean on"))
    said = [*unit, *(interval_words(name) for name in names), *(words for words in differences if words)]
    return "\n".join(broken(words, _CAPTION_WIDE) for words in said)


def _say(axes: Axes, place: float, mark: ChartMark, theme: Theme) -> None:
    """Words in the place of a dot; a heading's difference at the right, over the counts of its rows."""
    if not mark.words:
        return
    far = _COUNTS_POINTS * theme.scale if mark.heading else 0.0
    axes.annotate(
        broken(mark.words, _DIFFERENCE_WIDE if mark.heading else _WORDS_WIDE),
        (1.0 if mark.heading else 0.01, place),
        xycoords=axes.get_yaxis_transform(),
        xytext=(far, 0),
        textcoords="offset points",
        ha="right" if mark.heading else "left",
        va="center",
        color=theme.foreground if mark.heading else theme.muted,
        fontsize=theme.font_size * (0.9 if mark.heading else 1),
        annotation_clip=False,
    )


def draw_hidden(axes: Axes, place: float, mark: ChartMark, theme: Theme) -> None:
    """An open mark where a value was held back: over all that it can be, with the word for it. It is nowhere
    near a value, so that it can't be read as one.
    """
    left, right = axes.get_xlim()
    low, high = (left, right) if mark.low is None else (mark.low, right if mark.high is None else mark.high)
    axes.barh(
        [place],
        [high - low],
        left=low,
        height=0.62,
        facecolor="none",
        edgecolor=theme.muted,
        linestyle=(0, (2, 2)),
        linewidth=theme.scale,
    )
    axes.set_xlim(left, right)
    far = low > left + (right - left) / 2
    at, across = (low, "right") if far else (high, "left")
    if high - low > (right - left) * _ROOM_FOR_WORD:
        at, across = (low + high) / 2, "center"
    axes.annotate(
        _("hidden"),
        (at, place),
        xytext=(0 if across == "center" else (-4 if far else 4) * theme.scale, 0),
        textcoords="offset points",
        ha=across,
        va="center",
        color=theme.foreground,
        fontsize=theme.font_size * 0.9,
    )
    beside(axes, place, mark.words, theme)


def _dot(axes: Axes, place: float, mark: ChartMark, value: float, theme: Theme) -> None:
    scale = theme.scale
    colour = theme.foreground if mark.published else theme.accent
    if mark.low is not None and mark.high is not None:
        width = (3.4 if mark.own else 1.8) * scale
        axes.plot([mark.low, mark.high], [place, place], color=colour, linewidth=width)
    axes.plot(
        [value],
        [place],
        "D" if mark.own else "s" if mark.published else "o",
        color=colour,
        markersize=(10 if mark.own else 8) * scale,
        markerfacecolor=theme.background if mark.greyed or mark.published else colour,
        markeredgewidth=1.6 * scale,
        clip_on=False,
        zorder=3,
    )
    beside(axes, place, _counts(mark), theme, fontweight="bold" if mark.own else "normal")


def _counts(mark: ChartMark) -> str:
    """What stands at the right of a mark: `9/30  30%`, `41/11,650  35.2` or `21  (n 14)`."""
    if mark.scale == SHARES:
        value = percent(mark.value)
    elif mark.count is None and (mark.base is not None or mark.words):
        behind = mark.words or f"{mark.base:.0f}"
        return f"{amount(mark.value, mark.scale)}  (n {behind})"
    else:
        value = f"{mark.value:,.1f}"
    if mark.count is None or mark.base is None:
        return value
    return f"{mark.count:,.0f}/{mark.base:,.0f}  {value}"
