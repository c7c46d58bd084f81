"""Random cohorts on the shipped form: every declared measure beside a plain calculation of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame, companion_row
from audit_app.analysis.measures import figure
from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.operations.declared import Declared
from audit_app.results.figures import Figure, Proportion, answers_of
from audit_app.results.inputs import CohortInput, Column
from tests.analysis.plain_record import prepared
from tests.analysis.plainly import Cell, Plain, Told, tell
from tests.form.filled import form, roles, sheets

COMPANIONS = {name: each.companion_of for name, each in form().repeats.items() if each.companion_of}
COLUMNS = (
    "id",
    "kind",
    "denominator",
    "question",
    "from",
    "numerator",
    "population",
    "rows",
    "per",
    "bands",
    "group_by",
)
SHEET = [{name: row.get(name, "") for name in COLUMNS} for row in sheets()["measures"]]
# The time between two dates, and waits, have plain calculations of their own.
PLAIN = [row for row in SHEET if row["kind"] != "wait" and not row["from"]]
WAITS = {row["question"] for row in SHEET if row["kind"] == "duration"}
KNOWN = Declared(form(), sheets()).variables
MEASURES = {measure.id: measure for measure in read_measures(sheets()["measures"], KNOWN)}
SIZE = 40


def _repeat(question: str) -> str:
    repeat = KNOWN[question].repeat
    return COMPANIONS.get(repeat, repeat)


def _questions() -> list[str]:
    named = {row["question"] for row in PLAIN} | {"father_role"}
    for row in PLAIN:
        named |= {clause.name for clause in MEASURES[row["id"]].population}
    return sorted(named)


def _cell(chance: Random, question: str) -> Cell:
    draw = chance.random()
    if draw < 0.3:
        return Cell(
            chance.choice(
                ("not_recorded", "unclear", "not_applicable", "source_not_seen", "not_looked_at", "not_asked")
            )
        )
    if draw < 0.33:
        return Cell("answered", "", inexact=True)
    if draw < 0.36:
        return Cell("answered", "")
    options = [option.name for option in KNOWN[question].options]
    if options and KNOWN[question].multiple:
        return Cell("answered", " ".join(chance.sample(options, min(len(options), chance.randint(1, 3)))))
    if options:
        return Cell("answered", chance.choice(options))
    if any(row["question"] == question and MEASURES[row["id"]].numeric for row in PLAIN):
        return Cell("answered", str(chance.choice((-3, 0, 1, 5, 7, 8, 15, 21, 45, 90, 140, 196, 260, 2600))))
    values = ("6w", "6m", "12m") if question == "outcome_point" else ("yes", "no", "early")
    return Cell("answered", chance.choice(values))


@cache
def cohort(seed: int) -> tuple[Plain, Frame]:
    """One random cohort, twice: as dictionaries, and as the analysis reads it."""
    chance = Random(seed)
    cases = [f"c{number}" for number in range(SIZE)]
    pregnancy = {case: "P" if number % 9 == 4 else "" for number, case in enumerate(cases)}
    repeats = {question: _repeat(question) for question in _questions()}
    rows = {
        repeat: {case: [f"{repeat}-{case}-{n}" for n in range(chance.randint(0, 3))] for case in cases}
        for repeat in sorted(set(repeats.values()) - {""})
    }
    cells = {
        question: {
            (case, row): _cell(chance, question)
            for case in cases
            for row in (rows[repeat][case] if repeat else [""])
        }
        for question, repeat in repeats.items()
    }
    options = {name: [(each.name, each.groups) for each in KNOWN[name].options] for name in repeats}
    read = CohortInput(
        roles=roles(),
        cases={
            case: CaseRef(
                case,
                case,
                case,
                "AB",
                Role.FIRST,
                CaseStatus.FINISHED,
                attributes={"pregnancy": pregnancy[case]},
            )
            for case in cases
        },
        columns={question: _column(chance, question, told) for question, told in cells.items()},
        variables=KNOWN,
        companions=COMPANIONS,
    )
    return prepared(Plain(cases, pregnancy, rows, cells, repeats, options), KNOWN), Frame(read)


def _column(chance: Random, question: str, told: dict[tuple[str, str], Cell]) -> Column:
    companion = KNOWN[question].repeat if KNOWN[question].repeat in COMPANIONS else ""
    items = list(told.items())
    chance.shuffle(items)
    return Column(
        cases=[case for (case, _row), _cell in items],
        rows=[companion_row(row, companion) if companion else row for (_case, row), _cell in items],
        states=["not_looked_at" if cell.state == "not_asked" else cell.state for _at, cell in items],
        values=[cell.value for _at, cell in items],
        asked=[cell.state != "not_asked" for _at, cell in items],
        inexact=[cell.inexact for _at, cell in items],
    )


def _found(made: Figure) -> Told:
    states = {
        ("answered" if name == "known" else name): sorted(cases) for name, cases in vars(made.states).items()
    }
    lines = {row.id.removeprefix(f"{made.id}."): sorted(row.numerator) for row in answers_of(made)}
    if isinstance(made, Proportion):
        lines = {"": sorted(made.numerator)}
    return Told(
        states,
        sorted(made.base),
        lines,
        list(getattr(made, "values", ())),
        sorted(made.inexact),
        sorted(made.errors),
    )


def _sorted(told: Told) -> Told:
    return Told(
        {state: sorted(cases) for state, cases in told.states.items()},
        sorted(told.base),
        {name: sorted(cases) for name, cases in told.lines.items()},
        told.values,
        sorted(told.inexact),
        sorted(told.errors),
    )


def _pairs() -> Iterator[tuple[dict[str, str], int]]:
    for number, row in enumerate(PLAIN):
        yield row, number % 5


@pytest.mark.parametrize(("row", "seed"), list(_pairs()), ids=[row["id"] for row in PLAIN])
def test_a_declared_measure_is_what_a_plain_calculation_makes_of_it(row: dict[str, str], seed: int) -> None:
    data, frame = cohort(seed)
    usual = {**row, "rows": row["rows"] or "any", "denominator": row["denominator"] or "fact"}
    assert _found(figure(frame, MEASURES[row["id"]])) == _sorted(tell(usual, data, WAITS))
