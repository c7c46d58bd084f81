"""Whether the records can answer each planning question: now, with work, or once there is a field for it."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from audit_app.charts.theme import Theme, broken, height, mixed, rows_down, saying, sheet
from audit_app.lines.wording import verdict_words
from audit_app.results.figures import Figure
from audit_app.results.pages import Answerable
from audit_app.words import _


def draw_answerable(
    _figures: Sequence[Figure], theme: Theme, *, answerable: Sequence[Answerable] = (), **_more: object
) -> Canvas:
    """A row a question, a column a verdict; in the cell of its verdict, in how many files the answer was."""
    if not answerable:
        return saying(theme, [_("Nothing was asked that would say it.")])
    verdicts = verdict_words()
    tall = [height(found.label, least=2) for found in answerable]
    canvas, axes = sheet(theme, 0, width=7.5, extra=1.0 + 0.2 * sum(tall))
    places = rows_down(axes, [found.label for found in answerable], tall)
    axes.set_xlim(-0.5, len(verdicts) - 0.5)
    axes.set_xticks(range(len(verdicts)), [broken(words, 10) for words in verdicts.values()])
    axes.xaxis.tick_top()
    axes.set_xlabel(_("files in which it was found"), color=theme.foreground, fontsize=theme.font_size)
    axes.spines["bottom"].set_visible(False)
    for place, found in zip(places, answerable, strict=True):
        for column, verdict in enumerate(verdicts):
            here = verdict == found.verdict
            axes.add_patch(
                Rectangle(
                    (column - 0.46, place - 0.75),
                    0.92,
                    1.5,
                    facecolor=mixed(theme.background, theme.accent, 0.3) if here else theme.background,
                    edgecolor=theme.foreground if here else mixed(theme.muted, theme.background, 0.6),
                    linewidth=(1.6 if here else 0.6) * theme.scale,
                )
            )
        column = list(verdicts).index(found.verdict) if found.verdict in verdicts else 1
        axes.text(
            column,
            place,
            _said(found),
            ha="center",
            va="center",
            color=theme.foreground,
            size=theme.font_size,
        )
    return canvas


def _said(found: Answerable) -> str:
    if not found.verdict:
        return _("not asked")
    return _("{n} of {base}").format(n=len(set(found.base) - set(found.absent)), base=len(found.base))
