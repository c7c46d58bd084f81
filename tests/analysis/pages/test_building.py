"""A block shows what it has, and says why where it has nothing; any one thing to show is enough."""

from __future__ import annotations

import pytest

from audit_app.analysis.computed.answerable import read_planning
from audit_app.analysis.computed.contradictions import read_orders
from audit_app.analysis.declared import Need, read_needs
from audit_app.analysis.pages.building import build
from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.model import LocalEvent
from audit_app.results.inputs import CohortInput, Variable
from audit_app.results.pages import Block, Cohort
from tests.analysis.small import cohort, options
from tests.form.filled import derived, sheets, specs

EVERYTHING = cohort(
    """
    case                  A          B
    application_date      2024-03-05 2024-03-05
    first_hearing_date    2024-03-04 2024-03-05
    mother_need_housing   current    no
    mother_offer_housing  offered    -
    """,
    {
        name: Variable(name, options=options("current", "offered", "no", "housing"))
        for name in ("mother_need_housing", "mother_offer_housing")
    },
    events=(LocalEvent("2024-03-01", "The team moved"),),
)
NEEDS = read_needs(
    [
        {
            "id": "housing",
            "label": "Housing",
            "question": "mother_need_housing",
            "offer": "mother_offer_housing",
        }
    ]
)
NOTHING = CohortInput(EVERYTHING.cases, {})


def reading(read: CohortInput, needs: tuple[Need, ...] = ()) -> Reading:
    """By the shipped form's own sheets."""
    return Reading(
        read,
        Cohort({case: case for case in read.cases}),
        needs=needs,
        derived=derived(),
        planning=read_planning(sheets()["planning"]),
        orders=read_orders(sheets()["orders"]),
    )


def block(spec: BlockSpec, read: CohortInput, needs: tuple[Need, ...] = ()) -> Block:
    page = PageSpec("one", "One", "What is there?", (spec,))
    (made,) = build(page, reading(read, needs=needs)).blocks
    return made


@pytest.mark.parametrize(
    ("spec", "shown"),
    [
        (BlockSpec("a", "A", figures=("Q11_when_application_date",)), "figures"),
        (BlockSpec("a", "A", adds=("gaps",)), "gaps"),
        (BlockSpec("a", "A", adds=("answerable",)), "answerable"),
        (BlockSpec("a", "A", adds=("contradictions",)), "contradictions"),
        (BlockSpec("a", "A", adds=("events",)), "annotations"),
    ],
)
def test_one_thing_to_show_is_enough(spec: BlockSpec, shown: str) -> None:
    made = block(spec, EVERYTHING, NEEDS)
    contents = ("figures", "gaps", "answerable", "contradictions", "annotations")
    assert [name for name in contents if getattr(made, name)] == [shown]
    assert made.cannot == ()


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (BlockSpec("a", "A", figures=("M1.1_none",)), "does not ask what this part needs"),
        (BlockSpec("a", "A", adds=("gaps",)), "declares no needs"),
        (BlockSpec("a", "A", adds=("contradictions",)), "No dates that contradict each other"),
        (BlockSpec("a", "A", adds=("events",)), "No events of the area are noted"),
    ],
)
def test_with_nothing_to_show_it_says_why(spec: BlockSpec, words: str) -> None:
    (sentence,) = block(spec, NOTHING).cannot
    assert words in sentence


def test_early_and_later_says_how_many_outcomes_are_compared_and_how_many_would_look_different() -> None:
    # Ten families on a side: who had a meeting differs (10 of 10 and none), the time to help doesn't.
    names = " ".join(f"F{n}" for n in range(20))
    meeting = " ".join(["fgc_held"] * 10 + ["not_offered"] * 10)
    table = f"""
question                     {names}
referral_gestation           {" ".join(["70"] * 10 + ["150"] * 10)}
highest_pathway_reached      {" ".join(["cp_plan"] * 20)}
family_meeting               {meeting}
wait_referral_first_service  {" ".join(str(n % 10) for n in range(20))}
"""
    cautions = build(specs()["early_late"], reading(cohort(table))).cautions
    assert any(
        "2 outcomes are compared here" in words and "about 0.1 of 2" in words and "nought; 1 do" in words
        for words in cautions
    )
