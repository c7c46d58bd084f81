"""Shares, rates and medians as dots with their intervals, in the order in which they are given.

Each scale (shares, rates of one unit, medians of one unit) is a part of its own. The area's own line is told
by a diamond and heavier strokes; what is known too little to lean on by a hollow dot; what is published by a
hollow square with its country and year.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

from audit_app.charts.lines import SHARES, Line, lines_of, nothing
from audit_app.charts.theme import Theme, beside, broken, height, panels, rows_down, saying, share_axis
from audit_app.lines.wording import amount, interval_words, is_gestation, percent, unit_words
from audit_app.results.figures import Figure
from audit_app.words import _

_LABEL_WIDE, _WORDS_WIDE, _DIFFERENCE_WIDE, _CAPTION_WIDE = 27, 34, 29, 40
_ROOM_FOR_WORD = 0.25  # of the axis: a mark as wide holds its word
_COUNTS_POINTS = 60  # how far the counts at the right reach


def draw_dots(figures: Sequence[Figure], theme: Theme, **_more: object) -> Canvas:
    """One line for each figure or each of its rows; comparisons with their difference at the right."""
    return draw_lines([line for figure in figures for line in lines_of(figure)], theme)


def draw_lines(
    lines: Sequence[Line],
    theme: Theme,
    *,
    label_wide: int = _LABEL_WIDE,
    width: float = 7.2,
    extra: float = 0.9,
) -> Canvas:
    """The lines in their order, each scale in a part of its own; sentences where no line has a value. Labels
    are broken after `label_wide` letters; the canvas is `width` inches wide, `extra` are for each axis.
    """
    if not any(line.value is not None for line in lines):
        return saying(
            theme, [": ".join(filter(None, (line.label, line.words))) for line in lines] or [nothing()]
        )
    parts = [(scale, [line for line in lines if line.scale == scale]) for scale in _scales(lines)]
    tall = [
        sum(_tall(line, label_wide) for line in within) + _caption(scale, within).count("\n")
        for scale, within in parts
    ]
    canvas, axes = panels(theme, tall, width=width, extra=extra)
    for part, (scale, within) in zip(axes, parts, strict=True):
        _draw(part, scale, within, theme, label_wide)
    return canvas


def _scales(lines: Sequence[Line]) -> list[str]:
    return list(dict.fromkeys(line.scale for line in lines))


def _tall(line: Line, label_wide: int) -> float:
    words = (
        broken(line.words, _DIFFERENCE_WIDE if line.heading else _WORDS_WIDE).count("\n") + 1.5
        if line.words
        else 1.0
    )
    return max(height(line.label, label_wide), words)


def _draw(axes: Axes, scale: str, lines: Sequence[Line], theme: Theme, label_wide: int) -> None:
    tall = [_tall(line, label_wide) for line in lines]
    places = rows_down(axes, [line.label for line in lines], tall, label_wide)
    for label, line in zip(axes.get_yticklabels(), lines, strict=True):
        label.set_color(theme.foreground)
        label.set_fontweight("bold" if line.own or line.heading else "normal")
    _axis(axes, scale, lines, theme)
    for place, line in zip(places, lines, strict=True):
        if line.hidden:
            draw_hidden(axes, place, line, theme)
        elif line.value is None:
            _say(axes, place, line, theme)
        else:
            _dot(axes, place, line, line.value, theme)
    axes.set_xlabel(_caption(scale, lines), color=theme.foreground, fontsize=theme.font_size)


def _axis(axes: Axes, scale: str, lines: Sequence[Line], theme: Theme) -> None:
    """Shares from 0% to 100%; others from zero, or from the lowest week of pregnancy."""
    if scale == SHARES:
        share_axis(axes, theme)
        return
    ends = [end for line in lines for end in (line.value, line.low, line.high) if end is not None]
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


def _caption(scale: str, lines: Sequence[Line]) -> str:
    """What the axis counts and how its intervals were worked out."""
    unit = [] if scale == SHARES else [unit_words(scale)]
    shown = [line for line in lines if line.value is not None]
    if unit and not any(line.interval for line in shown):
        unit = [_("{unit}: median and middle half").format(unit=unit[0])]
    names = dict.fromkeys(line.interval for line in shown if line.interval)
    beyond = dict.fromkeys(line.interval for line in lines if line.heading and line.interval)
    differences = [_("difference: {interval}").format(interval=interval_words(name)) for name in beyond]
    if any(line.greyed for line in shown):
        unit.append(_("hollow: known for too few to lean on"))
    said = [*unit, *(interval_words(name) for name in names), *(words for words in differences if words)]
    return "\n".join(broken(words, _CAPTION_WIDE) for words in said)


def _say(axes: Axes, place: float, line: Line, theme: Theme) -> None:
    """Words in the place of a dot; a heading's difference at the right, over the counts of its rows."""
    if not line.words:
        return
    far = _COUNTS_POINTS * theme.scale if line.heading else 0.0
    axes.annotate(
        broken(line.words, _DIFFERENCE_WIDE if line.heading else _WORDS_WIDE),
        (1.0 if line.heading else 0.01, place),
        xycoords=axes.get_yaxis_transform(),
        xytext=(far, 0),
        textcoords="offset points",
        ha="right" if line.heading else "left",
        va="center",
        color=theme.foreground if line.heading else theme.muted,
        fontsize=theme.font_size * (0.9 if line.heading else 1),
        annotation_clip=False,
    )


def draw_hidden(axes: Axes, place: float, line: Line, theme: Theme) -> None:
    """An open mark where a value was held back: over all that it can be, with the word for it. It is nowhere
    near a value, so that it can't be read as one.
    """
    left, right = axes.get_xlim()
    low, high = (left, right) if line.low is None else (line.low, right if line.high is None else line.high)
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
    beside(axes, place, line.words, theme)


def _dot(axes: Axes, place: float, line: Line, value: float, theme: Theme) -> None:
    scale = theme.scale
    colour = theme.foreground if line.published else theme.accent
    if line.low is not None and line.high is not None:
        width = (3.4 if line.own else 1.8) * scale
        axes.plot([line.low, line.high], [place, place], color=colour, linewidth=width)
    axes.plot(
        [value],
        [place],
        "D" if line.own else "s" if line.published else "o",
        color=colour,
        markersize=(10 if line.own else 8) * scale,
        markerfacecolor=theme.background if line.greyed or line.published else colour,
        markeredgewidth=1.6 * scale,
        clip_on=False,
        zorder=3,
    )
    beside(axes, place, _counts(line), theme, fontweight="bold" if line.own else "normal")


def _counts(line: Line) -> str:
    """What stands at the right of a line: `9/30  30%`, `41/11,650  35.2` or `21  (n 14)`."""
    if line.scale == SHARES:
        value = percent(line.value)
    elif line.count is None and (line.base is not None or line.words):
        behind = line.words or f"{line.base:.0f}"
        return f"{amount(line.value, line.scale)}  (n {behind})"
    else:
        value = f"{line.value:,.1f}"
    if line.count is None or line.base is None:
        return value
    return f"{line.count:,.0f}/{line.base:,.0f}  {value}"
