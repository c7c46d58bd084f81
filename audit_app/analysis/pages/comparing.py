"""What is said of two groups beside each other: the difference with its interval, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from audit_app.analysis.pages.sentences import how_sure, joined_clauses, tells
from audit_app.lines.wording import amount, unit_words
from audit_app.results.figures import Comparison, Estimate, Figure, Share, Summary
from audit_app.words import _


def difference(compared: Sequence[Comparison]) -> str:
    """The first comparison of two groups that has something to say; empty where none has."""
    told = next((each for each in compared if tells(each) and len(each.rows) == 2), None)
    if told is None:
        return ""
    first, second = told.rows
    return joined_clauses(f"{told.label}: {_row(first)}, {_row(second)}", _difference(told))


def refused(compared: Sequence[Comparison]) -> str:
    """Why the groups can't be compared, in a sentence of its own."""
    return next((each.cannot for each in compared if each.cannot), "")


def by_chance(compared: Sequence[Comparison], words: str) -> str:
    """How many comparisons there are, and how many would look like a difference if there were none."""
    sure = [each for each in compared if each.difference and each.difference.low is not None]
    if not sure:
        return ""
    clear = sum(not _holds_nought(each.difference) for each in sure if each.difference)
    chance = f"{len(sure) / 20:.1f}".removesuffix(".0")
    return words.format(n=len(sure), chance=chance, clear=clear)


def _row(row: Figure) -> str:
    if isinstance(row, Share):
        words = _("{k} of {n} in “{group}” {share}")
        return words.format(k=len(row.numerator), n=len(row.base), group=row.label, share=how_sure(row))
    assert isinstance(row, Summary)
    return _("a median of {median} {unit} in “{group}” ({n} counted)").format(
        median=amount(row.median, row.unit), unit=unit_words(row.unit), n=len(row.values), group=row.label
    )


def _difference(figure: Comparison) -> str:
    """The difference with its interval; an interval that holds nought says that none was shown."""
    found = figure.difference
    if found is None or found.value is None:
        return _("the groups are too small to compare")
    share = isinstance(figure.rows[0], Share)
    value, low, high = (_signed(each, share) for each in (found.value, found.low, found.high))
    if found.low is None or found.high is None:
        return _("a difference of {value}, without an interval").format(value=value)
    words = _("a difference of {value}, between {low} and {high}").format(value=value, low=low, high=high)
    return words if not _holds_nought(found) else words + _(", so that these files show no clear difference")


def _signed(value: float | None, share: bool) -> str:
    if value is None:
        return "–"
    if share:
        return _("{n} points").format(n=_minus(f"{value * 100:+.0f}"))
    return _minus(f"{value:+.1f}".removesuffix(".0"))


def _minus(number: str) -> str:
    return number.replace("-", "\N{MINUS SIGN}")


def _holds_nought(found: Estimate) -> bool:
    return found.low is not None and found.high is not None and found.low <= 0 <= found.high
