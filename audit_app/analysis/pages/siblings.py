"""Siblings and earlier proceedings: how many families were in court before, and what happened between."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, middle, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.results.figures import answers_of
from audit_app.words import _


def _finding(reading: Reading) -> str:
    mothers = reading.first("M2.1_mother", "M2.1", kind="proportion")
    gap = reading.first("M2.2", kind="number") or reading.first("M2.2", kind="duration")
    support = reading.first("M2.3", kind="ladder")
    return joined(
        counted(mothers, _("{k} of {n} mothers had an older child in earlier proceedings {share}")),
        untold(mothers),
        middle(
            gap,
            _("half of their babies were due within {median} {unit} of the end of those ({n} counted)"),
        ),
        counted(
            next(iter(answers_of(support)), None),
            _("an offer of support in between is evidenced in {k} of {n} files {share}"),
        ),
    )


SPEC = PageSpec(
    id="siblings",
    title="Siblings and earlier proceedings",
    question="How many have older children who were in proceedings, and what happened in between?",
    finding=_finding,
    blocks=(
        BlockSpec(
            "share",
            "Families who were in proceedings before",
            "dots",
            ("M2.1", "M2.4"),
            ("Mothers' and fathers' older children are counted apart.",),
            kinds=frozenset({"proportion"}),
        ),
        BlockSpec(
            "gap",
            "From the end of the last proceedings to this baby's expected date",
            "numbers",
            ("M2.2",),
            kinds=frozenset({"number", "duration"}),
        ),
        BlockSpec("gap_bands", "The same in bands", "bars", ("M2.2",), kinds=frozenset({"distribution"})),
        BlockSpec(
            "support",
            "Support in between: offered, accepted, started",
            "ladder",
            ("M2.3",),
            ("Each step is also given over those who came to the step before.",),
            kinds=frozenset({"ladder"}),
        ),
        BlockSpec(
            "kinds", "Kinds of support in between", "bars", ("M2.3",), kinds=frozenset({"distribution"})
        ),
        BlockSpec("removed", "Children removed before", "numbers", ("M2.1_previous_removals",)),
    ),
    cautions=(
        "National figures are about newborns in proceedings: they stand beside that part of these "
        "files only.",
        "This page does not show mothers whose later pregnancies were not referred.",
    ),
)
