"""Why a question was not asked: outside, can't tell, or not put; and the fathers whom nobody entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.model import CaseStatus
from audit_app.results.figures import Figure, Share
from audit_app.results.inputs import CohortInput, Cuts, Option, Variable
from tests.analysis.small import cohort, computed, counts, letters

VARIABLES = {
    "hearing": Variable("hearing", asked_after=("pathway",), module="court"),
    "lawyer": Variable("lawyer", asked_after=("pathway", "hearing"), module="court"),
    "days": Variable("days", worked_out_of=("hearing",), module="court"),
}
# Of B nobody knows how far it went, of C nobody looked; D never came to court; E's hearing isn't in the file.
TABLE = """
question  A     B  C D     E
pathway   court ?  . plan  court
hearing   3     -  - -     ?
lawyer    yes   -  - -     -
days      3     -  - -     ?
"""
COURT = cohort(TABLE, VARIABLES)


def told(read: CohortInput, question: str, **columns: str) -> Figure:
    row = {"id": "M", "label": "x", "kind": "proportion", "question": question, "numerator": "yes"} | columns
    (declared,) = read_measures([row], read.variables)
    return figure(Frame(read), declared)


def states(found: Figure) -> dict[str, str]:
    return {name: letters(cases) for name, cases in vars(found.states).items() if cases}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("hearing", {"known": "A", "not_recorded": "E", "not_applicable": "D", "population_unknown": "BC"}),
        ("lawyer", {"known": "A", "not_applicable": "D", "population_unknown": "BCE"}),
        ("days", {"known": "A", "not_recorded": "E", "not_applicable": "D", "population_unknown": "BC"}),
    ],
)
def test_who_is_outside_and_of_whom_nobody_can_tell(question: str, expected: dict[str, str]) -> None:
    assert states(told(COURT, question)) == expected


def test_what_was_not_put_stands_apart_from_both() -> None:
    off = cohort("question A B\npathway court ?\nhearing - -\nlawyer - -", VARIABLES, modules=frozenset())
    assert states(told(off, "lawyer")) == {"not_asked": "AB"}


def test_a_condition_that_is_not_known_leaves_it_open_who_belongs() -> None:
    found = told(COURT, "pathway", population="hearing >= 1", numerator="court")
    assert states(found) == {"known": "A", "not_applicable": "D", "population_unknown": "BCE"}


# None of the three families had a family meeting, so that nobody was asked when it was.
MEETING = cohort(
    """
question                 A           B           C
family_meeting           not_offered not_offered not_offered
family_meeting_date      -           -           -
family_meeting_gestation -           -           -
""",
    {
        "family_meeting_date": Variable("family_meeting_date", asked_after=("family_meeting",)),
        "family_meeting_gestation": Variable(
            "family_meeting_gestation", worked_out_of=("family_meeting_date",)
        ),
    },
    cuts=Cuts(by_weeks=(28,)),
)


def test_three_families_without_a_meeting_are_three_that_did_not_come_to_one() -> None:
    found = computed("M4.8_reached_family_meeting", MEETING)
    assert counts(found.rows) == ["28:  of ABC"]
    alone = replace(MEETING, cases={"A": MEETING.cases["A"]})
    assert counts(computed("M4.8_reached_family_meeting", alone).rows) == ["28:  of A"]


# B entered nobody and is finished, C entered that nobody is known, D is not finished.
FATHERS = cohort("""
question                                        A                B C              D
father_rung                                     -                - -              -
fathers[1]/father_role                          father_confirmed - not_identified -
father_inclusion_rows[1]/father_rung_contacted  yes              - no             -
""")
NOBODY = {"fathers": {"father_role": "not_identified", "father_rung_contacted": "no"}}
DONE = {"A": CaseStatus.FINISHED, "B": CaseStatus.FINISHED, "C": CaseStatus.FINISHED}
READ = replace(
    FATHERS,
    unentered=NOBODY,
    cases={
        case: replace(ref, status=DONE.get(case, CaseStatus.IN_PROGRESS))
        for case, ref in FATHERS.cases.items()
    },
)


def test_a_father_whom_nobody_entered_is_not_identified() -> None:
    found = told(READ, "father_role", numerator="father_confirmed", denominator="practice")
    assert isinstance(found, Share)
    assert (letters(found.numerator), letters(found.base)) == ("A", "ABC")
    assert states(found) == {"known": "ABC", "not_looked_at": "D"}
    contacted = told(READ, "father_rung_contacted", denominator="practice", rows="confirmed")
    assert isinstance(contacted, Share)
    assert (letters(contacted.numerator), letters(contacted.base)) == ("A", "ABC")
    roles = told(READ, "father_role", kind="distribution", numerator="", rows="each")
    assert counts(roles.rows) == ["father_confirmed: A of ABC", "not_identified: BC of ABC"]  # type: ignore[attr-defined]


def test_nobody_is_not_identified_where_another_file_of_the_pregnancy_names_him() -> None:
    twins = {
        case: replace(ref, attributes={"pregnancy": "P"} if case in "AB" else {})
        for case, ref in READ.cases.items()
    }
    found = told(replace(READ, cases=twins), "father_role", numerator="father_confirmed", rows="each")
    assert states(found) == {"known": "AC"}


def test_a_choice_that_means_that_nobody_said_is_no_known_value() -> None:
    options = (Option("white", "White"), Option("declined", "Did not say", {"unsaid": "yes"}))
    said = cohort(
        "question A B C\nethnicity white declined ?", {"ethnicity": Variable("ethnicity", options=options)}
    )
    found = told(said, "ethnicity", kind="distribution", numerator="")
    assert states(found) == {"known": "A", "not_recorded": "BC"}
    assert counts(found.rows) == ["white: A of A"]  # type: ignore[attr-defined]


def decided_by(variables: Mapping[str, Variable], question: str) -> tuple[str, ...]:
    """The questions, in the form's order, whose answers decide whether a question is asked.

    Of a calculation those that decide about what it is worked out of too.
    """
    found: set[str] = set()
    reached, waiting = {question}, [question]
    while waiting:
        variable = variables.get(waiting.pop())
        if variable is None:
            continue
        found.update(variable.asked_after)
        waiting += [name for name in variable.worked_out_of if name not in reached]
        reached.update(variable.worked_out_of)
    return tuple(name for name in variables if name in found and name != question)


def test_the_sheet_names_what_settles_who_is_asked() -> None:
    """`settled_by` of each measure is what the form's own relevance reads."""
    from audit_app.operations.declared import Declared
    from tests.form.filled import form, sheets

    known = Declared(form(), sheets()).variables
    wrong = {
        row["id"]: (row["settled_by"], decided_by(known, row["question"]))
        for row in sheets()["measures"]
        if tuple(row["settled_by"].split()) != decided_by(known, row["question"])
    }
    assert wrong == {}
