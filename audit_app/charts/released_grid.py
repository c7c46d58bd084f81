"""Several figures with the same answers as one grid: figures down, answers across, a number in each cell."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from audit_app.charts.released_lines import Group, beside_words, groups
from audit_app.charts.theme import LINE, Theme, bare, broken, mixed
from audit_app.results import ReleasedRow, ReleasedTable
from audit_app.words import _

_PICTURES = ("stacked", "matrix", "chain")
_MOST_ANSWERS, _LABEL_WIDE, _ANSWER_WIDE = 6, 30, 13
_DARK = 0.5  # from this share on, a cell's number is written in the ground's colour


def is_grid(table: ReleasedTable, picture: str) -> bool:
    """Whether a table is drawn as a grid: two or more figures, and few different answers."""
    parted = _parted(table)
    return picture in _PICTURES and len(parted) > 1 and len(_answers(parted)) <= _MOST_ANSWERS


def draw_grid(table: ReleasedTable, theme: Theme) -> Canvas:
    """The grid: cells as dark as their share is large (of the largest count where shares are hidden), hidden
    ones open, with what stands for the number.
    """
    parted = _parted(table)
    answers = _answers(parted)
    labels = [_label(group) for group in parted]
    tall = [max(2.0, label.count("\n") + 1.6) for label in labels]
    head = max(broken(answer, _ANSWER_WIDE).count("\n") for answer in answers) + 1.5
    inches = (sum(tall) + head) * LINE + 0.2
    canvas = Canvas(
        figsize=(7.2 * theme.scale, inches * theme.scale), layout="constrained", facecolor=theme.background
    )
    axes = canvas.add_subplot()
    bare(axes, theme)
    axes.spines["bottom"].set_visible(False)
    _axes(axes, answers, theme)
    places, top = [], 0.0
    most = max((row.cells["n"].value or 0 for group in parted for row in group.rows), default=1) or 1
    for group, lines in zip(parted, tall, strict=True):
        _row(axes, group, answers, (top, lines), most, theme)
        places.append(top + lines / 2)
        top += lines
    axes.set_yticks(places, labels)
    axes.set_ylim(top, 0)
    return canvas


def _parted(table: ReleasedTable) -> list[Group]:
    return [group for group in groups(table) if group.rows and all("n" in row.cells for row in group.rows)]


def _answers(parted: Sequence[Group]) -> list[str]:
    """The answers across; what was gathered stands last."""
    found = dict.fromkeys(_answer(row) for group in parted for row in group.rows)
    others = _others()
    return [*(answer for answer in found if answer != others), *([others] if others in found else [])]


def _answer(row: ReleasedRow) -> str:
    return _others() if row.merged else row.label


def _others() -> str:
    return _("Other answers, gathered")


def _label(group: Group) -> str:
    said = beside_words(group.head)
    return "\n".join(broken(words, _LABEL_WIDE) for words in (group.head.label, said) if words)


def _axes(axes: Axes, answers: Sequence[str], theme: Theme) -> None:
    axes.set_xlim(0, len(answers))
    middles = [place + 0.5 for place in range(len(answers))]
    axes.set_xticks(middles, [broken(answer, _ANSWER_WIDE) for answer in answers])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0, colors=theme.foreground)


def _row(
    axes: Axes,
    group: Group,
    answers: Sequence[str],
    at: tuple[float, float],
    most: float,
    theme: Theme,
) -> None:
    top, lines = at
    by_answer = {_answer(row): row for row in group.rows}
    gathered = _others() in by_answer
    for across, answer in enumerate(answers):
        row = by_answer.get(answer)
        box = (across + 0.03, top + 0.15)
        size = (0.94, lines - 0.3)
        if row is None:
            _write(axes, box, size, _("gathered") if gathered else "–", theme.muted, theme)
            continue
        n, share = row.cells["n"], row.cells.get("share")
        if n.hidden or n.value is None:
            axes.add_patch(Rectangle(box, *size, fill=False, edgecolor=theme.muted, linestyle=(0, (2, 2))))
            a_range = any(letter.isdigit() for letter in n.text)
            words = n.text if a_range else _("hidden: {n}").format(n=n.text)
            _write(axes, box, size, words, theme.foreground, theme)
            continue
        dark = share.value if share and share.value is not None else n.value / most
        fill = mixed(theme.background, theme.accent, dark)
        axes.add_patch(Rectangle(box, *size, facecolor=fill, edgecolor=theme.accent, linewidth=0.6))
        words = f"{n.text}  {share.text}" if share and share.text else n.text
        ink = theme.background if dark >= _DARK else theme.foreground
        _write(axes, box, size, words, ink, theme)


def _write(
    axes: Axes, box: tuple[float, float], size: tuple[float, float], words: str, ink: str, theme: Theme
) -> None:
    axes.text(
        box[0] + size[0] / 2,
        box[1] + size[1] / 2,
        words,
        ha="center",
        va="center",
        color=ink,
        fontsize=theme.font_size,
    )
