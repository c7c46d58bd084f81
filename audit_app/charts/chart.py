"""The chart that suits a figure, and every picture of a page by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matplotlib.figure import Figure as Canvas

from audit_app.charts.curves import draw_curves
from audit_app.charts.distribution import draw_bars, draw_number_lines
from audit_app.charts.dots import draw_dots
from audit_app.charts.matrix import draw_gaps
from audit_app.charts.overlap import draw_overlap
from audit_app.charts.records import draw_answerable
from audit_app.charts.runs import draw_runs
from audit_app.charts.stacked import draw_stacked
from audit_app.charts.steps import draw_chain, draw_journey, draw_ladders
from audit_app.charts.theme import Theme, saying
from audit_app.lines.pictures import picture_of
from audit_app.results.figures import Figure
from audit_app.results.pages import Block

# Each takes (figures, theme, *, gaps, answerable, annotations, weeks) and leaves out what it doesn't need.
PICTURES: Mapping[str, Callable[..., Canvas]] = {
    "dots": draw_dots,
    "bars": draw_bars,
    "numbers": draw_number_lines,
    "stacked": draw_stacked,
    "curves": draw_curves,
    "ladder": draw_ladders,
    "chain": draw_chain,
    "journey": draw_journey,
    "matrix": draw_gaps,
    "overlap": draw_overlap,
    "runs": draw_runs,
    "answerable": draw_answerable,
}


def draw(figure: Figure, theme: Theme) -> Canvas:
    """The picture that suits a figure by its kind: dots with intervals where no other fits better."""
    return PICTURES[picture_of(figure)]([figure], theme)


def draw_block(block: Block, theme: Theme) -> Canvas:
    """A block's picture with all it needs. KeyError for a picture that there isn't; a block of sentences
    alone is drawn as its sentences.
    """
    if not (block.figures or block.gaps or block.answerable):
        return saying(theme, block.cannot or [block.title])
    return PICTURES[block.picture](
        block.figures,
        theme,
        gaps=block.gaps,
        answerable=block.answerable,
        annotations=block.annotations,
        weeks=block.weeks,
    )
