"""Fathers: how far practice reached them, beside how far it reached mothers."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, tells, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.results.figures import Figure, Ladder, answers_of
from audit_app.words import _


def _finding(reading: Reading) -> str:
    known = reading.first("M7.1_father_identified", "M7.1", kind="proportion")
    assessed = _rung(reading, "assessed")
    return joined(
        counted(known, _("a father or other parent was identified for {k} of {n} families {share}")),
        untold(known),
        counted(assessed, _("that he was assessed himself is evidenced in {k} of {n} files {share}")),
    )


def _rung(reading: Reading, name: str) -> Figure | None:
    ladder = next((each for each in reading.matching(("M7.2",)) if isinstance(each, Ladder)), None)
    rungs = [row for row in answers_of(ladder) if name in row.id and tells(row)]
    return rungs[0] if rungs else reading.first(f"M7.2_father_{name}", kind="proportion")


SPEC = PageSpec(
    id="fathers",
    title="Fathers",
    question="Are fathers included?",
    finding=_finding,
    blocks=(
        BlockSpec(
            "ladder",
            "How far practice reached fathers, beside mothers",
            "ladder",
            ("M7.2",),
            (
                "Every step is counted over the families to whom it could apply, as in the list below; a "
                "conference or a hearing also over all families.",
                "Of several possible fathers the confirmed one counts, else any; possible fathers also "
                "stand apart.",
            ),
            kinds=frozenset({"ladder"}),
        ),
        BlockSpec(
            "steps",
            "Each step by itself",
            "dots",
            ("M7.1", "M7.2"),
            (
                "The published share of fathers missing from proceedings is about court records: it is "
                "another thing and is only quoted.",
            ),
            kinds=frozenset({"proportion"}),
        ),
        BlockSpec(
            "who",
            "Who he is, and when he was identified",
            "bars",
            ("M7.1",),
            kinds=frozenset({"distribution"}),
        ),
        BlockSpec("left_out", "Left out, and why", "bars", ("M7.3",), kinds=frozenset({"distribution"})),
        BlockSpec(
            "safely",
            "Left out for a recorded reason of safety",
            "dots",
            ("M7.3",),
            kinds=frozenset({"proportion"}),
        ),
        BlockSpec("seen_as", "How records see him", "bars", ("M7.4",)),
        BlockSpec(
            "family", "Family-led meetings and his family", "dots", ("M7.5",), kinds=frozenset({"proportion"})
        ),
        BlockSpec(
            "heard",
            "Offered help in pregnancy, heard, advised, represented",
            "dots",
            ("M7.6", "M5.7_father"),
            kinds=frozenset({"proportion"}),
        ),
        BlockSpec(
            "needs",
            "His needs: current, suspected and past",
            "stacked",
            ("Q6_father",),
            kinds=frozenset({"distribution"}),
        ),
        BlockSpec("meetings", "Family-led meetings", "bars", ("M7.5",), kinds=frozenset({"distribution"})),
    ),
    cautions=(
        "What is not on the file is not evidenced, which is not to say that it was not done.",
        "A father whom nobody knows counts as not reached.",
        "This page does not show how a father himself found it.",
    ),
)
