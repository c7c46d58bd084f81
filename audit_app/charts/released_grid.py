"""Several figures with the same answers as one grid: a number in each cell, as dark as it is large."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from audit_app.charts.released_marks import Crossed
from audit_app.charts.theme import LINE, Theme, bare, broken, mixed
from audit_app.lines.line import Line
from audit_app.words import _

_LABEL_WIDE, _WIDTH = 44, 8.0
_PALE = 0.1  # beside shares, a count without one says nothing by its shade
_DARK = 0.8  # from this share on, a cell's number is written in the ground's colour


def draw_grid(grid: Crossed, theme: Theme) -> Canvas:
    """The grid: cells as dark as their share is large, or their count where no share is released; hidden ones
    open, with what stands for the number.
    """
    labels = [_broken(label, _LABEL_WIDE) for label in grid.down]
    across = [_broken(label, 60 // max(len(grid.across), 4)) for label in grid.across]
    tall = [label.count("\n") + 1.5 for label in labels]
    head = max(label.count("\n") for label in across) + 1.5
    size = (_WIDTH * theme.scale, ((sum(tall) + head) * LINE + 0.2) * theme.scale)
    canvas = Canvas(figsize=size, layout="constrained", facecolor=theme.background)
    axes = canvas.add_subplot()
    bare(axes, theme)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(0, len(across))
    axes.set_xticks([place + 0.5 for place in range(len(across))], across)
    axes.xaxis.tick_top()
    tops = [sum(tall[:place]) for place in range(len(tall))]
    axes.set_yticks([top + lines / 2 for top, lines in zip(tops, tall, strict=True)], labels)
    axes.set_ylim(sum(tall), 0)
    _cells(axes, grid, tops, tall, theme)
    return canvas


def _broken(label: str, width: int) -> str:
    return "\n".join(broken(line, width) for line in label.split("\n"))


def _cells(axes: Axes, grid: Crossed, tops: Sequence[float], tall: Sequence[float], theme: Theme) -> None:
    shares = any("share" in row.cells for row in grid.cells.values())
    most = 0 if shares else max(row.cells["n"].value or 0 for row in grid.cells.values())
    for down, (top, lines) in enumerate(zip(tops, tall, strict=True)):
        for across in range(len(grid.across)):
            box, size = (across + 0.03, top + 0.1), (0.94, lines - 0.2)
            row = grid.cells.get((down, across))
            if row:
                words, ink = _cell(axes, box, size, row, most, theme)
            else:
                words, ink = _("gathered") if (down, across) in grid.gathered else "–", theme.muted
            place = (box[0] + size[0] / 2, box[1] + size[1] / 2)
            axes.text(*place, words, ha="center", va="center", color=ink, fontsize=theme.font_size)


def _cell(
    axes: Axes,
    box: tuple[float, float],
    size: tuple[float, float],
    row: Line,
    most: float,
    theme: Theme,
) -> tuple[str, str]:
    """Draws the box of a cell; its words and their colour."""
    n, share = row.cells["n"], row.cells.get("share")
    if n.hidden or n.value is None:
        axes.add_patch(Rectangle(box, *size, fill=False, edgecolor=theme.muted, linestyle=(0, (2, 2))))
        a_range = any(letter.isdigit() for letter in n.text)
        return n.text if a_range else _("hidden: {n}").format(n=n.text), theme.foreground
    dark = share.value if share and share.value is not None else n.value / most if most else _PALE
    dark = dark if n.value else 0.0
    fill = mixed(theme.background, theme.accent, dark)
    axes.add_patch(Rectangle(box, *size, facecolor=fill, edgecolor=theme.accent, linewidth=0.6))
    words = f"{n.text}  {share.text}" if share and share.text else n.text
    return words, theme.background if dark >= _DARK else theme.foreground
