"""What changed between two rounds, as a table of words for workbook and report."""

from __future__ import annotations

from audit_app.charts.describe import difference_words
from audit_app.lines.changed import RoundsChange, clear_words
from audit_app.lines.line import OF, SHARE, Line, N
from audit_app.words import _


def changed_title(change: RoundsChange) -> str:
    """The heading over it."""
    return _("What changed since “{round}”").format(round=change.rounds[0])


def changed_finding(change: RoundsChange) -> str:
    """How many measures changed beyond their uncertainty, and how many by chance."""
    if not change.n:
        return _("No measure is printed of both rounds, so that none can be compared.")
    said = clear_words(len(change.moved), change.n)
    return f"{said[:1].upper()}{said[1:]}."


def changed_table(change: RoundsChange) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Header and rows: each measure in both rounds, with the difference."""
    header = (_("Measure"), *change.rounds, _("Difference"))
    rows = tuple(
        (
            each.now.label,
            _counted(each.before),
            _counted(each.now),
            difference_words(each.difference, named=False),
        )
        for each in change.moved
    )
    return header, rows


def _counted(line: Line) -> str:
    return _("{k} of {n} ({share})").format(
        k=line.cell(N).text, n=line.cell(OF).text, share=line.cell(SHARE).text
    )
