"""Notice of court: how much of it parents had, and how it came about."""

from __future__ import annotations

from audit_app.analysis.computed.notice import DEFINITIONS
from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, middle, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.words import _


def _finding(reading: Reading) -> str:
    short = reading.first("M5.1_short", kind="proportion")
    notice = reading.first("M5.3_notice_days", "M5.3", kind="duration")
    told = reading.first("M5.5_told_to_birth")
    definition = DEFINITIONS.get(reading.cohort.cuts.short_notice)
    return joined(
        counted(
            short,
            _("{k} of {n} first hearings about newborns came at short notice, {definition} {share}"),
            definition=_(definition.label) if definition else "",
        ),
        untold(short),
        middle(notice, _("half came within {median} {unit} of the application ({n} counted)")),
        middle(
            told,
            _("half of mothers were told of the plan {median} {unit} or less before the birth ({n} counted)"),
        ),
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
            ("M5.4_planned",),
            ("What an application was called is the file's word.",),
        ),
        BlockSpec("reasons", "Reasons for short notice on file", "bars", ("M5.4_reasons",)),
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
