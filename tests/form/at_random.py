"""Random cases all the way: answers, filled in by the form, and read as columns by the analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from audit_app.model import Answer, AnswerState, CaseRef, CaseStatus, Key, Role
from audit_app.operations.declared import Declared
from audit_app.results.inputs import CohortInput, Column, Cuts, Variable
from audit_app.xforms.filling import Filling
from tests.form.filled import filling, form, roles, sheets
from tests.second.sheets import form as sheet
from tests.second.world import Case, Place

RECORDS_TO = "2025-03-31"


@cache
def known() -> Mapping[str, Variable]:
    """What the form says of its questions."""
    return Declared(form(), sheets()).variables


def cohort(cases: Sequence[Filling]) -> CohortInput:
    """The cases as an analysis reads them, by their place: `c0`, `c1`, ..."""
    ids = [f"c{number}" for number in range(len(cases))]
    stands: dict[str, list[tuple[str, Key, Filling]]] = {}
    for id_, case in zip(ids, cases, strict=True):
        for key in case.keys():  # noqa: SIM118 (a filling is no dictionary)
            stands.setdefault(key.question, []).append((id_, key, case))
    return CohortInput(
        cases={id_: CaseRef(id_, id_, id_, "AB", Role.FIRST, CaseStatus.FINISHED) for id_ in ids},
        columns={question: _column(found) for question, found in stands.items()},
        variables=known(),
        roles=roles(),
        companions={name: each.companion_of for name, each in form().repeats.items() if each.companion_of},
        cuts=Cuts(records_to=RECORDS_TO),
    )


def filled(case: Case) -> Filling:
    """A random case as the form fills it in."""
    answers = {
        path(place): Answer(AnswerState(state), value) for place, (state, value) in case.answers.items()
    }
    return filling(answers, case.modules, case.country)


def path(place: Place) -> str:
    """A place of a random case as a file of answers writes it."""
    repeat = sheet()[place.name].repeat
    return f"{repeat}[{place.row}]/{place.name}" if place.row else place.name


def _column(stands: Sequence[tuple[str, Key, Filling]]) -> Column:
    found = [case.state(key) for _id, key, case in stands]
    return Column(
        cases=[id_ for id_, _key, _case in stands],
        rows=[key.row for _id, key, _case in stands],
        states=[each.state.value for each in found],
        values=[each.value if each.state is AnswerState.ANSWERED else "" for each in found],
        asked=[each.asked for each in found],
        inexact=[each.inexact for each in found],
    )
