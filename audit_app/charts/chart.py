"""The chart that suits a figure."""

from __future__ import annotations

from matplotlib.figure import Figure as Canvas

from audit_app.charts.distribution import draw_distribution, draw_numbers
from audit_app.charts.proportion import draw_proportions
from audit_app.charts.theme import Theme
from audit_app.results import Figure


def draw(figure: Figure, theme: Theme) -> Canvas:
    """Dots with intervals for a proportion, bars for a distribution, dots and quartiles for numbers."""
    if figure.kind == "proportion":
        return draw_proportions([figure], theme)
    if figure.kind == "distribution":
        return draw_distribution(figure, theme)
    return draw_numbers(figure, theme)
