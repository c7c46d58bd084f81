"""Two groups side by side: the same figure over each, and how far apart they are, with its interval.

What differs between groups may differ for many reasons; nothing here tests or ranks.
"""

from __future__ import annotations

from dataclasses import fields, replace

from audit_app.analysis.intervals import difference
from audit_app.analysis.medians import hodges_lehmann
from audit_app.results.figures import Comparison, Estimate, Figure, Share, States, Summary

FIRST, SECOND = "first", "second"


def side_by_side(first: Figure, second: Figure, labels: tuple[str, str]) -> Comparison:
    """Two figures of one measure over different cases (two groups, two rounds) as one of kind `comparison`.

    Its states and its denominator are those of both together, its difference that of the first from the
    second. The words are the first's.
    """
    rows = tuple(
        replace(each, id=f"{first.id}.{name}", label=label)
        for each, name, label in zip((first, second), (FIRST, SECOND), labels, strict=True)
    )
    return Comparison(
        id=first.id,
        label=first.label,
        denominator=first.denominator,
        states=_together(first.states, second.states),
        base=first.base + second.base,
        inexact=first.inexact + second.inexact,
        errors=first.errors + second.errors,
        unit=first.unit,
        rows=rows,
        section=first.section,
        definition=first.definition,
        caution=first.caution,
        population=first.population,
        page=first.page,
        difference=difference_of(first, second),
        cannot=first.cannot or second.cannot,
        greyed=first.greyed or second.greyed,
        per=first.per,
    )


def difference_of(first: Figure, second: Figure, correlation: float = 0.0) -> Estimate | None:
    """The first figure less the second: of shares by Newcombe's method (as shares of 1), of numbers and
    durations Hodges and Lehmann's shift in their unit. None where either has nothing to compare.

    Limits that fit the sample (`weights.for_sample`) are taken as they are, with how two shares of one sample
    go together (`design.correlation`); without them there are none.
    """
    if isinstance(first, Share) and isinstance(second, Share):
        return _of_shares(first, second, correlation)
    if isinstance(first, Summary) and isinstance(second, Summary) and first.values and second.values:
        return hodges_lehmann(first.values, second.values)
    return None


def _of_shares(first: Share, second: Share, correlation: float) -> Estimate | None:
    if first.proportion is None or second.proportion is None:
        return None
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return Estimate(first.proportion - second.proportion)
    limits = (first.low, first.high), (second.low, second.high)
    between = difference(first.proportion, limits[0], second.proportion, limits[1], correlation)
    return Estimate(*between, "newcombe")


def _together(one: States, other: States) -> States:
    return States(
        **{field.name: getattr(one, field.name) + getattr(other, field.name) for field in fields(States)}
    )
