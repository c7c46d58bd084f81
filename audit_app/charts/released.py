"""Pictures of released tables: what the table prints and nothing else, so that they may be shared with it."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from audit_app.charts.dots import draw_hidden, draw_lines
from audit_app.charts.lines import SHARES, Line
from audit_app.charts.released_grid import draw_grid
from audit_app.charts.released_lines import COUNTS, crossed, released_lines
from audit_app.charts.theme import Theme, beside, height, panels, rows_down, saying, share_axis, underneath
from audit_app.lines.wording import amount, percent, unit_words
from audit_app.results.released import ReleasedTable
from audit_app.words import _

MEDIANS = ("numbers", "journey", "curves")
"""Pictures of which a median with its middle half is what may be released."""
_LABEL_WIDE, _WIDTH = 40, 8.0  # letters, and inches at 10 points
BARS = ("bars", "runs", "overlap", "stacked", "matrix", "chain")


def draw(table: ReleasedTable, picture: str, theme: Theme) -> Canvas:
    """The picture of a released table: `picture` is that of its block. TypeError for anything else, since
    only what went through the disclosure step may be drawn here. A table without any number to draw is a
    sentence.
    """
    if not isinstance(table, ReleasedTable):
        raise TypeError("only a ReleasedTable is drawn here")
    if grid := crossed(table, picture):
        return draw_grid(grid, theme)
    lines, left_out = _lines(table, picture)
    if not any(line.value is not None or line.hidden for line in lines):
        return saying(theme, [_("There is nothing here that can be drawn.")])
    canvas = _bars(lines, theme) if picture in BARS else _dots(lines, theme)
    underneath(canvas, [left_out_words(left_out)], theme, width=90)
    return canvas


def left_out_words(labels: Sequence[str]) -> str:
    """What a picture leaves out, by name."""
    return _("Nobody to count, so not drawn: {labels}.").format(labels="; ".join(labels)) if labels else ""


def reading_words(table: ReleasedTable, picture: str) -> str:
    """How to read the picture, for its caption: what its marks stand for."""
    if crossed(table, picture):
        return _("The darker, the larger. A dotted outline is a number that is held back.")
    lines, _left_out = _lines(table, picture)
    marks = [
        (picture in BARS, _("Bars begin at nought.")),
        (
            picture not in BARS and any(line.scale == SHARES for line in lines),
            _("Dots are shares with their 95% intervals."),
        ),
        (picture in MEDIANS, _("Dots are medians with the middle half.")),
        (any(line.published for line in lines), _("Hollow squares are published.")),
        (any(line.hidden for line in lines), _("A dotted outline is a number that is held back.")),
    ]
    return " ".join(words for holds, words in marks if holds)


def describe_released(table: ReleasedTable, picture: str = "") -> str:
    """The picture in words, for people who don't see it: every line with its number, or that it is hidden."""
    lines, left_out = _lines(table, picture)
    told = "; ".join(_told(line) for line in lines)
    return f"{table.title}. {told}. {left_out_words(left_out)}".strip()


def _lines(table: ReleasedTable, picture: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    return released_lines(table, medians=picture in MEDIANS, counts=picture in BARS)


def _told(line: Line) -> str:
    if line.heading:
        return f"{line.label} ({line.words})" if line.words else line.label
    if line.hidden:
        return _("{label}: hidden ({words})").format(label=line.label, words=line.words)
    return f"{line.label}: {_value(line)}"


def _value(line: Line) -> str:
    if line.scale == COUNTS:
        return f"{line.value:,.0f}"
    if line.scale == SHARES:
        words = percent(line.value)
        if line.count is not None and line.base is not None:
            n, of = (f"{count:,.0f}" for count in (line.count, line.base))
            words = _("{n} of {of}, {share}").format(n=n, of=of, share=words)
        if line.low is None:
            return words
        return _("{words} (95% interval {low} to {high})").format(
            words=words, low=percent(line.low), high=percent(line.high)
        )
    words = f"{amount(line.value, line.scale)} {unit_words(line.scale)}"
    if line.low is None:
        return words
    return _("{words} ({low} to {high})").format(
        words=words, low=amount(line.low, line.scale), high=amount(line.high, line.scale)
    )


def _dots(lines: Sequence[Line], theme: Theme) -> Canvas:
    """Dots with their intervals; where all are hidden, their open marks."""
    if any(line.value is not None for line in lines):
        return draw_lines(lines, theme, label_wide=_LABEL_WIDE, width=_WIDTH, extra=0.6)
    return _bars(lines, theme)


def _bars(lines: Sequence[Line], theme: Theme) -> Canvas:
    """A bar from zero for each line, a part for each scale."""
    scales = list(dict.fromkeys(line.scale for line in lines))
    parts = [(scale, [line for line in lines if line.scale == scale]) for scale in scales]
    tall = [sum(_tall(line) for line in within) for _scale, within in parts]
    canvas, axes = panels(theme, tall, width=_WIDTH, extra=0.4)
    for part, (scale, within) in zip(axes, parts, strict=True):
        _bars_on(part, scale, within, theme)
    return canvas


def _tall(line: Line) -> float:
    return height(line.label, _LABEL_WIDE, least=1.2)


def _bars_on(axes: Axes, scale: str, lines: Sequence[Line], theme: Theme) -> None:
    places = rows_down(axes, [line.label for line in lines], [_tall(line) for line in lines], _LABEL_WIDE)
    for label, line in zip(axes.get_yticklabels(), lines, strict=True):
        label.set_fontweight("bold" if line.heading or line.own else "normal")
    if scale == SHARES:
        share_axis(axes, theme)
    else:
        ends = [end for line in lines for end in (line.value, line.high if line.hidden else None) if end]
        axes.set_xlim(0, max([*ends, 1]) * 1.05)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
    for place, line in zip(places, lines, strict=True):
        if line.hidden:
            draw_hidden(axes, place, line, theme)
        elif line.value is not None:
            fill = theme.background if line.published else theme.accent
            axes.barh([place], [line.value], height=0.7, facecolor=fill, edgecolor=theme.accent)
            beside(axes, place, _beside(line), theme)
        else:
            beside(axes, place, line.words, theme, fontstyle="italic")


def _beside(line: Line) -> str:
    if line.scale != SHARES or line.count is None or line.base is None:
        return _value(line)
    return f"{line.count:,.0f}/{line.base:,.0f}  {percent(line.value)}"
