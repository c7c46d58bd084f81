"""Parents: who they are, what they carry, and which needs come together."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, tells, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.results.figures import Figure, answers_of
from audit_app.words import _

_MOTHERS_NEEDS = (
    *("Q6_mother_mental_health", "Q6_mother_alcohol", "Q6_mother_drugs", "Q6_mother_domestic_abuse_harmed"),
    *("Q6_mother_disability_learning", "Q6_mother_past_trauma", "Q6_mother_housing", "Q6_mother_money"),
)
_FATHERS_NEEDS = (
    *("Q6_father_mental_health", "Q6_father_alcohol", "Q6_father_drugs", "Q6_father_domestic_abuse_harmed"),
    *("Q6_father_domestic_abuse_caused", "Q6_father_disability_learning", "Q6_father_past_trauma"),
)


def _finding(reading: Reading) -> str:
    care = reading.first("Q6_mother_care_experienced", kind="proportion")
    said = counted(care, _("{k} of {n} mothers are care-experienced {share}"))
    return joined(said, untold(care), _need(reading))


def _need(reading: Reading) -> str:
    """The need that most mothers had at the time."""
    current = [
        (figure, row)
        for figure in reading.matching(_MOTHERS_NEEDS)
        for row in answers_of(figure)
        if row.id.endswith(".current") and tells(row) and row.numerator
    ]
    if not current:
        return ""
    figure, row = max(current, key=lambda each: len(each[1].numerator))
    words = _("the need found most often is “{need}”, current for {k} of {n} {share}")
    return counted(row, words, need=_topic(figure))


def _topic(figure: Figure) -> str:
    return figure.label.partition(": ")[2] or figure.label


SPEC = PageSpec(
    id="parents",
    title="Parents",
    question="Who are the parents, and which needs come together?",
    finding=_finding,
    blocks=(
        BlockSpec("age", "Mothers' ages at the expected date", "bars", ("Q6_mother_age",)),
        BlockSpec(
            "care",
            "Parents who were in care themselves",
            "dots",
            (
                *("Q6_mother_care_experienced", "Q6_father_care_experienced"),
                *("Q6_mother_personal_adviser", "Q6_mother_history_as_risk", "Q6_father_history_as_risk"),
            ),
            (
                "Care-experienced is wider than care leaver by law, so that published figures about "
                "care leavers are only quoted.",
            ),
        ),
        BlockSpec(
            "mothers_needs",
            "Mothers' needs: current, suspected and past",
            "stacked",
            _MOTHERS_NEEDS,
            ("A past or suspected need is not a current one, and is counted apart.",),
        ),
        BlockSpec("fathers_needs", "Fathers' and partners' needs", "stacked", _FATHERS_NEEDS),
        BlockSpec(
            "together",
            "Needs that come together",
            "overlap",
            ("Q6_overlap", "Q6_together", "Q6_needs", "Q6_combinations"),
            ("Combinations are of needs that are current and known. Few families share one exactly.",),
        ),
        BlockSpec(
            "ethnicity",
            "Ethnicity",
            "bars",
            ("Q6_mother_ethnicity",),
            (
                "Whether a group stands here more often than among births of the area can be said only "
                "from 30 families and with the area's births beside them.",
            ),
        ),
        BlockSpec(
            "home",
            "Home, money and deprivation",
            "bars",
            ("Q6_housing", "Q6_hardship_kinds", "Q6_deprivation"),
        ),
        BlockSpec("furthest", "How far the cases went", "bars", ("C1_pathway",)),
        BlockSpec(
            "childhood",
            "Known to children's services as children",
            "bars",
            ("Q6_mother_known_as_child", "Q6_mother_care_leaver", "Q6_relationship", "Q6_disability_kinds"),
        ),
    ),
    cautions=(
        "Published figures are mostly about parents in care proceedings: they stand beside the part of "
        "these files that went to court, or are only quoted.",
        "What a file calls a need is what somebody wrote down. This page does not show what parents "
        "themselves would say, nor their strengths.",
    ),
)
