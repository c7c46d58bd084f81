"""Placements and who has the baby."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.results.figures import Figure, answers_of
from audit_app.words import _


def _finding(reading: Reading) -> str:
    together = reading.first("M10.1_together", kind="proportion")
    who = reading.first("M10.6_12m", "M10.6_6m", "M10.6_6w", kind="distribution")
    said = counted(
        together,
        _("{k} of {n} parent-and-child placements that ended did so with the family together {share}"),
    )
    return joined(said, untold(together), _living(who) if who else "")


def _living(figure: Figure) -> str:
    rows = [row for row in answers_of(figure) if row.numerator]
    parts = ", ".join(f"{row.label} {len(row.numerator)}" for row in rows)
    if not parts:
        return ""
    return _("{label} ({n} followed that far): {parts}").format(
        label=figure.label, n=len(figure.base), parts=parts
    )


SPEC = PageSpec(
    id="placements",
    title="Placements and who has the baby",
    question="How did placements go, and who has the baby later on?",
    finding=_finding,
    blocks=(
        BlockSpec(
            "together",
            "Parent-and-child placements that ended together",
            "dots",
            ("M10.1_together", "M10.1_by_care"),
        ),
        BlockSpec(
            "kinds",
            "The placements, and how they ended",
            "bars",
            ("M10.1",),
            kinds=frozenset({"distribution"}),
        ),
        BlockSpec("distance", "Distance from home", "numbers", ("M10.2",), kinds=frozenset({"number"})),
        BlockSpec("far", "More than 20 miles from home", "dots", ("M10.2",), kinds=frozenset({"proportion"})),
        BlockSpec(
            "wait", "From needed to offered", "numbers", ("M10.3",), kinds=frozenset({"number", "duration"})
        ),
        BlockSpec("waits", "Waiting for a placement", "curves", ("M10.3",), kinds=frozenset({"wait"})),
        BlockSpec(
            "living",
            "Who has the baby at 6 weeks, 6 and 12 months",
            "stacked",
            ("M10.6_6w", "M10.6_6m", "M10.6_12m"),
            (
                "Counted among those followed that far, which are fewer at each point. Children go "
                "back and forth, so that there is no curve. Deaths stand apart.",
            ),
            kinds=frozenset({"distribution"}),
        ),
        BlockSpec("followed", "Followed so far", "dots", ("M10.6_followed",)),
        BlockSpec("deaths", "Deaths", "", ("M10.6_deaths",)),
    ),
    cautions=(
        "Few placements: expect counts and words here, and lean on no share.",
        "This page does not show how a placement felt, nor whether it was the right one.",
    ),
)
