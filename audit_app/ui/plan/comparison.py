"""Extract against file as a grid of counts, each of which knows its cases."""

from __future__ import annotations

from collections.abc import Sequence

from audit_app.operations.plan.extract_comparison import ExtractComparison, Match, match_words
from audit_app.ui.models.counts import Behind, CountCell, CountsGrid
from audit_app.words import _


def comparison_grid(found: Sequence[ExtractComparison]) -> CountsGrid:
    """One question of one extract a row, one way of agreeing or not a column; a count of none is a dot."""
    several = len({each.extract for each in found}) > 1
    headings = (_("Question"), *(match_words(match).capitalize().replace(" ", "\n", 1) for match in Match))
    labels = tuple(f"{each.label} ({each.extract})" if several else each.label for each in found)
    return CountsGrid(headings, labels, tuple(tuple(_cell(each, match) for match in Match) for each in found))


def _cell(found: ExtractComparison, match: Match) -> CountCell:
    cases = tuple(case.case_audit for case in found.behind(match))
    if not cases:
        return CountCell("·")
    title = f"{found.label}: {match_words(match)}"
    return CountCell(str(len(cases)), Behind(title, cases, (found.question,)))
