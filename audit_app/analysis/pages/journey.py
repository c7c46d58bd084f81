"""Journey: in which week of pregnancy each step came, and what share had reached it by the weeks set here."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, middle, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.words import _


def _finding(reading: Reading) -> str:
    when = reading.first("M4.8_referral", kind="number")
    early = reading.first("M4.8_referral_before", kind="proportion")
    ended = reading.first("M4.8_assessment_end", kind="number")
    words = _("half of referrals came by {median} {unit}, the middle half from {q1} to {q3} ({n} counted)")
    return joined(
        middle(when, words),
        untold(when),
        counted(early, _("{k} of {n} came before 20 weeks {share}")),
        middle(ended, _("half of the assessments that ended had done so by {median} {unit} ({n} counted)")),
    )


SPEC = PageSpec(
    id="journey",
    title="Journey",
    question="How far along was the pregnancy at each step?",
    finding=_finding,
    blocks=(
        BlockSpec(
            "steps",
            "Week of pregnancy at each step",
            "journey",
            ("M4.8",),
            (
                "Each step is counted over the families who came to it, so that the numbers differ "
                "from step to step.",
            ),
            kinds=frozenset({"number"}),
        ),
        BlockSpec(
            "by_weeks",
            "Share that had come to each step by the weeks set for this area",
            "dots",
            ("M4.8_reached", "M4.8_referral_before"),
            (
                "The weeks are the area's own; local procedures disagree about them. Counted are all "
                "families of whom it is known whether they came to the step.",
            ),
        ),
        BlockSpec("bands", "Gestation at referral in bands", "bars", ("M4.8_referral_bands",)),
        BlockSpec("booking", "Booking with midwives", "dots", ("K1",)),
        BlockSpec(
            "who",
            "Who referred, and what came late",
            "bars",
            ("Q3_referral_source_group", "Q3_late_disclosure"),
        ),
    ),
    cautions=(
        "Gestation is counted from the expected date of delivery on file; without one it is not known, "
        "and never taken for 40 weeks.",
        "A family referred at 24 weeks could not have reached a step before: earlier is not better done.",
        "This page does not show pregnancies that ended before they were referred.",
    ),
)
