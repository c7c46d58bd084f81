"""Colours and sizes of charts, taken from whoever shows them, so that dark, high contrast and large text
work.

Nothing is told by colour alone: dots, bars and cells carry their numbers, and the accent stays legible in
grey.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas


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
    axes.set_facecolor(theme.background)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(theme.muted)
    axes.tick_params(length=0, colors=theme.foreground, labelsize=theme.font_size)
    return canvas, axes


def lines_down(axes: Axes, labels: list[str], theme: Theme) -> None:
    """One line for each label, the first on top; long labels are broken."""
    axes.set_yticks(range(len(labels)), [broken(label) for label in labels])
    axes.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    axes.tick_params(axis="y", colors=theme.foreground)


def share_axis(axes: Axes, theme: Theme) -> None:
    """An axis from 0% to 100%, never cut, with light lines at the quarters."""
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.grid(axis="x", color=theme.muted, alpha=0.3, linewidth=0.8)
    axes.set_axisbelow(True)


def broken(label: str, width: int = 30) -> str:
    """A label over as many lines as it needs."""
    return "\n".join(textwrap.wrap(label, width)) or label
