"""Two hundred made-up cases with answers and states at random, twice: for the plain calculations, and as the
analysis reads them. Questions are those that the hand-worked cohort has, in the same repeats.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from audit_app.analysis.frames import companion_row
from audit_app.analysis.steps import plausible, read_steps
from audit_app.model import AreaFigure, CaseRef, CaseStatus, Role
from audit_app.operations.declared import Declared
from audit_app.results.inputs import CohortInput, Column, Cuts, Variable
from audit_app.xforms.definition import QuestionType
from tests.acceptance.derived import cohort as families
from tests.acceptance.plain_computed import LAW_FROM
from tests.analysis.plain_record import prepared
from tests.analysis.plainly import Cell, Limits, Plain
from tests.form.filled import form, roles, sheets

SIZE, BEGIN, DAYS = 200, date(2023, 9, 15), 300
RECORDS_TO = "2025-03-31"
SILENT = ("not_recorded", "unclear", "not_applicable", "source_not_seen", "not_looked_at", "not_asked")
COMPANIONS = {name: each.companion_of for name, each in form().repeats.items() if each.companion_of}
COUNTS = {
    "mother_age_at_edd": (14, 44),
    "mother_deprivation_decile": (1, 10),
    "mother_older_children": (0, 4),
    "placement_distance_miles": (0, 60),
    "previous_removals_n": (0, 3),
    "days_without_worker": (0, 40),
    "notice_days": (-1, 14),
    "days_birth_to_application": (-2, 12),
    "referral_weeks": (4, 40),
    "months_since_last_proceedings_end": (-3, 60),
    "days_separation_to_support": (-9, 40),
}
NOT_NUMBERS = {
    **dict.fromkeys(("sibling_previous_proceedings", "preterm", "low_birthweight"), "yes no"),
    **dict.fromkeys(("mother_care_experienced", "father_care_experienced"), "yes no"),
    **dict.fromkeys(("separated_within_7_days", "conceived_during_proceedings"), "yes no"),
    **dict.fromkeys(("placement_parent_child", "placement_ended_together"), "yes no"),
    **dict.fromkeys((f"father_rung_{rung}" for rung in ("contacted", "assessed", "in_plan")), "yes no"),
    "father_rung_offered_services": "yes no",
    "assessment_complete_before_birth": "yes no",
    "father_rung_meetings": "attended invited_absent sent_views not_invited",
    "service_for_whom": "mother father mother_father",
    "outcome_point": "6w 6m 12m",
}


DATES = ("edd", "first_service_date")
"""Dates that the form works out."""
WINDOWS = {"referral_date": (0, 40), "strategy_date": (0, 90), "birth_date": (90, 200), "edd": (110, 190)}
"""Between how many days after a case's own beginning a date lies, so that enough waits can be counted."""


@cache
def known() -> Mapping[str, Variable]:
    """What the form says of its questions."""
    return Declared(form(), sheets()).variables


class Twice(NamedTuple):
    """One cohort, read in two ways, and what the area typed."""

    plain: Plain
    read: CohortInput


@cache
def cohort(seed: int, size: int = SIZE, names: str = "") -> Twice:
    """A cohort of its own for each seed; all names in it begin with `names`."""
    chance = Random(seed)
    shape = families(form(), known())
    cases = [f"{names}c{number:03}" for number in range(size)]
    pregnancy = {
        case: f"{names}P{number // 20}" if number % 20 in (3, 4) else "" for number, case in enumerate(cases)
    }
    repeats = dict(shape.repeats)
    rows = {
        repeat: {case: [f"{repeat}-{case}-{n}" for n in range(chance.randint(0, 3))] for case in cases}
        for repeat in sorted(set(repeats.values()) - {""})
    }
    silence = {question: chance.choice((0.1, 0.3)) for question in repeats} | dict.fromkeys(WINDOWS, 0.08)
    starts = {case: BEGIN + timedelta(days=chance.randint(0, DAYS)) for case in cases}
    cells = {
        question: {
            (case, row): _cell(chance, question, silence[question], starts[case])
            for case in cases
            for row in (rows[repeat][case] if repeat else [""])
        }
        for question, repeat in repeats.items()
    }
    options = {name: [(each.name, each.groups) for each in known()[name].options] for name in repeats}
    return Twice(
        prepared(Plain(cases, pregnancy, rows, cells, repeats, options, limits()), known()),
        _read(chance, cases, pregnancy, cells),
    )


RESTING = {"preterm": "birth_gestation", "referral_weeks": "referral_gestation"}
"""Calculations that the measures read, and the gestations they rest on."""


def limits() -> dict[str, Limits]:
    """The days of pregnancy of the sheet of steps."""
    own = {
        row["gestation"]: Limits(row["gestation"], row["earliest"], row["latest"])
        for row in sheets()["steps"]
    }
    return own | {name: own[gestation] for name, gestation in RESTING.items()}


def area(seed: int) -> tuple[AreaFigure, ...]:
    """Four years of an area's own figures, and one of its region's."""
    chance = Random(seed)
    made = []
    for place, kind, years in (("Here", "area", (2021, 2022, 2023, 2024)), ("All", "region", (2024,))):
        for year in years:
            children = chance.randint(40, 300)
            infants = chance.randint(20, children)
            under_14 = chance.randint(4, infants)
            typed = {
                "children_in_proceedings": children,
                "infants_in_proceedings": infants,
                "newborns_14_in_proceedings": under_14,
                "live_births": chance.randint(900, 9000),
                "newborns_7_in_proceedings": chance.randint(0, under_14),
            }
            for wait in ("allocation", "assessment_start", "assessment_end"):
                typed[f"median_referral_to_{wait}_days"] = chance.randint(1, 90)
            typed["median_icpc_working_days"] = chance.randint(5, 30)
            made += [AreaFigure(place, kind, str(year), what, float(value)) for what, value in typed.items()]
    return tuple(made)


def _cell(chance: Random, question: str, silence: float, start: date) -> Cell:
    draw = chance.random()
    if draw < silence:
        return Cell(chance.choice(SILENT))
    type_ = form().questions[question].type
    is_date = type_ is QuestionType.DATE or question in DATES
    if draw < silence + 0.03 and (is_date or type_ is QuestionType.CALCULATE):
        return Cell("answered", f"2024-{chance.randint(1, 12):02}" if is_date else "", True)
    if is_date:
        after = timedelta(days=chance.randint(*WINDOWS.get(question, (-10, 250))))
        return Cell("answered", (start + after).isoformat())
    variable = known()[question]
    names = [option.name for option in variable.options]
    if names and variable.multiple:
        return Cell("answered", " ".join(chance.sample(names, min(len(names), chance.randint(1, 3)))))
    if names:
        return Cell("answered", chance.choice(names))
    if question in NOT_NUMBERS:
        return Cell("answered", chance.choice(NOT_NUMBERS[question].split()).replace("_father", " father"))
    return Cell("answered", str(chance.randint(*COUNTS.get(question, (-20, 300)))))


def _read(
    chance: Random,
    cases: list[str],
    pregnancy: Mapping[str, str],
    cells: Mapping[str, Mapping[tuple[str, str], Cell]],
) -> CohortInput:
    refs = {
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
    }
    return CohortInput(
        cases=refs,
        columns={question: _column(chance, question, told) for question, told in cells.items()},
        variables=known(),
        companions=COMPANIONS,
        roles=roles(),
        cuts=Cuts(records_to=RECORDS_TO, family_offer_from=LAW_FROM),
        plausible=plausible(
            read_steps(sheets()["steps"]), {name: (gestation,) for name, gestation in RESTING.items()}
        ),
    )


def _column(chance: Random, question: str, told: Mapping[tuple[str, str], Cell]) -> Column:
    repeat = known()[question].repeat
    companion = repeat if repeat in COMPANIONS else ""
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
