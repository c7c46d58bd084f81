"""Colours and sizes of charts, taken from whoever shows them, so that dark, high contrast and large text
work.

Nothing is told by colour alone: dots, bars and cells carry their numbers, and the accent stays legible in
grey.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure as Canvas

from audit_app.lines.line import FigureLines
from audit_app.lines.wording import nothing

LINE = 0.2  # inches that a line of ordinary text takes, with the room between lines
# Told apart in grey and by people who see few colours; beyond these, curves stand in parts of their own.
MOST_FILLS = 10
STROKES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.4)), (0, (6, 2, 1, 2)))


@dataclass(frozen=True)
class Theme:
    """Colours as matplotlib reads them (`#rrggbb`); `font_size` in points. `muted` is for rules and second
    words.
    """

    foreground: str = "#1f2328"
    background: str = "#ffffff"
    accent: str = "#1f5f8b"
    muted: str = "#6a7078"
    font_size: float = 10.0

    @property
    def scale(self) -> float:
        """How much larger than the ordinary 10 points everything is drawn."""
        return self.font_size / 10


def sheet(theme: Theme, lines: float, *, width: float = 6.4, extra: float = 0.9) -> tuple[Canvas, Axes]:
    """An empty chart with room for so many lines of text, in the theme's colours and size."""
    size = (width * theme.scale, (lines * 0.36 + extra) * theme.scale)
    canvas = Canvas(figsize=size, layout="constrained", facecolor=theme.background)
    axes = canvas.add_subplot()
    bare(axes, theme)
    return canvas, axes


def panels(
    theme: Theme, lines: Sequence[float], *, width: float = 6.4, extra: float = 0.9
) -> tuple[Canvas, list[Axes]]:
    """An empty chart of several parts under each other, each with room for so many lines of text."""
    inches = sum(lines) * LINE + extra * len(lines)
    canvas = Canvas(
        figsize=(width * theme.scale, inches * theme.scale), layout="constrained", facecolor=theme.background
    )
    canvas.get_layout_engine().set(hspace=0.02)  # type: ignore[call-arg, union-attr]
    parts = canvas.subplots(len(lines), 1, squeeze=False, height_ratios=[max(line, 1) for line in lines])
    for axes in parts[:, 0]:
        bare(axes, theme)
    return canvas, list(parts[:, 0])


def bare(axes: Axes, theme: Theme) -> None:
    """The theme's colours, and no frame but the line at the bottom."""
    axes.set_facecolor(theme.background)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(theme.muted)
    axes.tick_params(length=0, colors=theme.foreground, labelsize=theme.font_size)
    axes.tick_params(axis="y", pad=7 * theme.scale)  # a dot at zero reaches beyond the axis


def saying_none(theme: Theme, groups: Sequence[FigureLines]) -> Canvas:
    """Why no figure is drawn, in the place of a picture."""
    told = [f"{group.head.label}: {group.head.cannot or nothing()}" for group in groups]
    return saying(theme, told or [nothing()])


def saying(theme: Theme, sentences: Sequence[str]) -> Canvas:
    """No chart, but why there is none: the sentences, on a page of their own."""
    words = "\n\n".join(broken(sentence, 72) for sentence in dict.fromkeys(sentences) if sentence)
    canvas, axes = sheet(theme, words.count("\n") + 1, extra=0.3)
    axes.set_axis_off()
    axes.text(0, 1, words, color=theme.foreground, size=theme.font_size, va="top", transform=axes.transAxes)
    return canvas


def rows_down(axes: Axes, labels: Sequence[str], tall: Sequence[float], width: int = 30) -> list[float]:
    """One row for each label, the first on top, each as tall in lines of text as it needs; their middles."""
    places, top = [], 0.0
    for lines in tall:
        places.append(top + lines / 2)
        top += lines
    axes.set_yticks(places, [broken(label, width) for label in labels])
    axes.set_ylim(max(top, 1), 0)
    return places


def height(label: str, width: int = 30, least: float = 1.5) -> float:
    """How many lines a label takes in a row, with the room around it."""
    return max(least, broken(label, width).count("\n") + 1.5)


def beside(axes: Axes, place: float, words: str, theme: Theme, **look: Any) -> None:
    """Words at the right of a row, outside the axes."""
    axes.annotate(
        words,
        (1, place),
        xycoords=axes.get_yaxis_transform(),
        xytext=(8 * theme.scale, 0),
        textcoords="offset points",
        va="center",
        color=theme.foreground,
        fontsize=theme.font_size,
        annotation_clip=False,
        **look,
    )


def underneath(canvas: Canvas, lines: Sequence[str], theme: Theme, width: int = 48) -> None:
    """Words under the picture, with room made for them."""
    words = "\n".join(broken(line, width) for line in lines if line)
    if words:
        canvas.set_figheight(canvas.get_figheight() + LINE * (words.count("\n") + 2) * theme.scale)
        canvas.supxlabel(words, color=theme.foreground, size=theme.font_size, x=0.01, ha="left")


def mixed(one: str, other: str, share: float) -> str:
    """A colour so far on the way from one to the other."""
    red, green, blue = (a + (b - a) * share for a, b in zip(to_rgb(one), to_rgb(other), strict=True))
    return to_hex((red, green, blue))


def fills(theme: Theme) -> list[dict[str, Any]]:
    """Fills of areas that can be told apart in grey: by shade, and by hatching where shades come near."""
    back = theme.background
    shades = [theme.accent, mixed(theme.accent, back, 0.45), mixed(theme.accent, back, 0.75), back]
    return [
        {"facecolor": shade, "edgecolor": theme.foreground, "hatch": hatch}
        for shade, hatch in (
            *((shades[0], ""), (shades[2], "///"), (shades[1], ""), (shades[3], "...")),
            *((shades[3], ""), (shades[2], "xxx"), (shades[1], "\\\\\\"), (shades[3], "---")),
            *((shades[2], "ooo"), (shades[3], "+++")),
        )
    ]


def lines_down(axes: Axes, labels: list[str], theme: Theme) -> None:
    """One line for each label, the first on top; long labels are broken."""
    axes.set_yticks(range(len(labels)), [broken(label) for label in labels])
    axes.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    axes.tick_params(axis="y", colors=theme.foreground)


def share_axis(axes: Axes, theme: Theme) -> None:
    """An axis from 0% to 100%, never cut, with light lines at the quarters."""
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "", "50%", "", "100%"])
    axes.grid(axis="x", color=theme.muted, alpha=0.3, linewidth=0.8)
    axes.set_axisbelow(True)


def broken(label: str, width: int = 30) -> str:
    """A label over as many lines as it needs."""
    return "\n".join(textwrap.wrap(label, width, break_on_hyphens=False, break_long_words=False)) or label
