"""Birth, separation, support afterwards."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec


def _finding(reading: Reading) -> str:
    told = [
        figure
        for figure in (
            reading.first("M3.2", kind="proportion"),
            reading.first("M10.4_prepared", "M10.4", kind="proportion"),
            reading.first("M10.5", kind="proportion"),
        )
        if figure is not None
    ]
    said = [
        counted(figure, "{label}: {k} of {n} {share}".replace("{label}", figure.label)) for figure in told
    ]
    return joined(*said, untold(told[0]) if told else "")


SPEC = PageSpec(
    id="birth",
    title="Birth, separation, support afterwards",
    question="What happened at the birth, were parents prepared for separation, and what came afterwards?",
    finding=_finding,
    blocks=(
        BlockSpec("birth", "The birth", "dots", ("Q6_preterm",)),
        BlockSpec("apart", "How babies came to live apart", "", ("M3.2",)),
        BlockSpec(
            "prepared",
            "Prepared for separation",
            "dots",
            ("M10.4",),
            kinds=frozenset({"proportion", "ladder"}),
        ),
        BlockSpec(
            "kept",
            "Keepsakes and the plan for the birth",
            "bars",
            ("M10.4",),
            kinds=frozenset({"distribution"}),
        ),
        BlockSpec(
            "support",
            "Support offered within 7 and 28 days",
            "dots",
            ("M10.5",),
            kinds=frozenset({"proportion"}),
        ),
        BlockSpec(
            "contact", "Days to the first contact afterwards", "curves", ("M10.5",), kinds=frozenset({"wait"})
        ),
        BlockSpec("days", "Days to support", "numbers", ("M10.5",), kinds=frozenset({"duration", "number"})),
    ),
    cautions=(
        "Few families: read the counts first.",
        "What is not on the file is not evidenced, which is not to say that it was not done.",
        "This page does not show what parents would have needed.",
    ),
)
