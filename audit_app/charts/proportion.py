"""Proportions as dots with their intervals: what `dots` draws, under its earlier name."""

from __future__ import annotations

from audit_app.charts.dots import draw_dots as draw_proportions
from audit_app.charts.lines import national_share

__all__ = ["draw_proportions", "national_share"]
