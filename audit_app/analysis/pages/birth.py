"""Birth, separation, support afterwards."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.words import _


def _finding(reading: Reading) -> str:
    told = [
        reading.first(name, kind="proportion")
        for name in ("M3.2", "M10.4_prepared", "M10.5_offered_in_28_days", "M10.5_offered")
    ]
    said = [
        counted(figure, _("{label}: {k} of {n} {share}"), label=figure.label) for figure in told[:3] if figure
    ]
    return joined(*said, untold(told[0]))


SPEC = PageSpec(
    id="birth",
    title="Birth, separation, support afterwards",
    question="What happened at the birth, were parents prepared for separation, and what came afterwards?",
    finding=_finding,
    blocks=(
        BlockSpec("birth", "The birth", "dots", ("Q6_preterm", "Q6_multiple", "M10.4_low")),
        BlockSpec("apart", "How babies came to live apart", "bars", ("M10.4_separated",)),
        BlockSpec("told", "When parents were told of the plan", "numbers", ("M5.5_told_to_birth",)),
        BlockSpec(
            "plan",
            "The plan for the birth",
            "dots",
            ("M10.4_birth_plan", "M10.4_plan"),
        ),
        BlockSpec(
            "prepared",
            "Prepared for separation",
            "dots",
            (
                *("M3.2", "M10.4_prepared", "M10.4_separation_planned", "M10.4_together_on_ward"),
                *("M10.4_hope_box_offered", "M10.4_hope_box_given"),
            ),
        ),
        BlockSpec("kept", "Keepsakes", "bars", ("M10.4_keepsakes",)),
        BlockSpec("support", "Support afterwards", "dots", ("M10.5",), kinds=frozenset({"proportion"})),
        BlockSpec("kinds", "Kinds of support", "bars", ("M10.5",), kinds=frozenset({"distribution"})),
        BlockSpec("contact", "Days to the first contact", "curves", ("M10.5",), kinds=frozenset({"wait"})),
    ),
    cautions=(
        "Few families: read the counts first.",
        "What is not on the file is not evidenced, which is not to say that it was not done.",
        "This page does not show what parents would have needed.",
    ),
)
