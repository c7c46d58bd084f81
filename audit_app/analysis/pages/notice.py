"""Notice of court: how much of it parents had, and how it came about."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, middle, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.words import _


def _finding(reading: Reading) -> str:
    short = reading.first("M5.1_short", "M5.1", kind="proportion")
    days = reading.first("M5.3", kind="number") or reading.first("M5.3", kind="duration")
    lived = reading.first("M5.5_told_to_birth", "M5.5")
    return joined(
        counted(short, _("{label}: {k} of {n} {share}").replace("{label}", short.label)) if short else "",
        untold(short) if short else "",
        middle(days, _("the middle notice was {median} {unit} ({n} counted)")) if days else "",
        middle(lived, _("parents knew of the plan {median} {unit} before, in the middle ({n} counted)"))
        if lived and lived.median is not None
        else "",
    )


SPEC = PageSpec(
    id="notice",
    title="Notice of court",
    question="How much notice did parents have of the first hearing, and how planned was it?",
    finding=_finding,
    blocks=(
        BlockSpec(
            "short",
            "Short notice, and hearings the same day",
            "dots",
            ("M5.1", "M5.2"),
            (
                "It is not clear whether the published share of urgent hearings is about all newborn "
                "cases or about interim care orders sought urgently: both are worked out here, and the "
                "published one only quoted.",
            ),
        ),
        BlockSpec("days", "Days of notice", "bars", ("M5.3",), kinds=frozenset({"distribution"})),
        BlockSpec(
            "median",
            "Days of notice in the middle",
            "numbers",
            ("M5.3",),
            kinds=frozenset({"number", "duration"}),
        ),
        BlockSpec(
            "planned",
            "Planned and unplanned, by when the referral came",
            "stacked",
            ("M5.4",),
            ("What an application was called is the file's word.",),
        ),
        BlockSpec(
            "lived",
            "Notice as parents lived it",
            "numbers",
            ("M5.5", "M5.6"),
            kinds=frozenset({"number", "duration"}),
        ),
        BlockSpec(
            "day",
            "Day of the application after the birth",
            "bars",
            ("M5.6",),
            kinds=frozenset({"distribution", "proportion"}),
        ),
        BlockSpec(
            "part", "Taking part in the first hearing", "dots", ("M5.7",), kinds=frozenset({"proportion"})
        ),
        BlockSpec(
            "postpartum",
            "Days after birth at the first hearing",
            "numbers",
            ("M5.7",),
            kinds=frozenset({"number", "duration"}),
        ),
    ),
    cautions=(
        "Definitions of short notice differ; the one used is set for the area and printed with each figure.",
        "These are few cases in most areas: read the counts first.",
        "This page does not show what families would have wanted to be told, and when.",
    ),
)
