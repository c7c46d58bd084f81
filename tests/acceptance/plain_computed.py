"""The measures that no declaration says, in plain Python: each a loop over cases, by its words in
`docs/measures.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from audit_app.model import AreaFigure
from tests.acceptance.count import Count, shift
from tests.acceptance.derived import SILENT, ends
from tests.acceptance.plain import declared, told_of
from tests.analysis.plainly import BEFORE_CONCEPTION, HOLDS, ORDER, Cell, Plain, least_and_most, outcome

EARLY_BEFORE, WEEKS, NEWBORN_UNDER, LIMIT = 140, (20, 24, 28, 34), 7, 45
NEEDS = [
    "mother_need_mental_health",
    "mother_need_alcohol",
    "mother_need_drugs",
    "mother_need_domestic_abuse_harmed",
    "mother_need_disability_learning",
    "mother_need_past_trauma",
    "mother_need_housing",
    "mother_need_money",
]
"""The mother's own needs, of which it is counted how they come together."""
EVERY_NEED = [*NEEDS, "mother_need_domestic_abuse_caused"]
KNOWN = "answered"
SEEN = (KNOWN, "unclear", "not_recorded")
Make = Callable[[Plain], Count]


def computed(area: Sequence[AreaFigure], needs: Sequence[Mapping[str, str]]) -> dict[str, Make]:
    """Every such measure by id."""
    return {
        **_area(area),
        **_steps_of_the_journey(),
        **_notice(),
        **_early_and_later(),
        **{f"M8.1_chain_{need['id']}": partial(chain, need=need) for need in needs},
        **{f"M8.2_{need['id']}": partial(gap_rate, need=need) for need in needs},
        "M8.2_all_needs": partial(gap_rates, needs=needs),
        "M8.3_services_at_once": services_at_once,
        "M2.1_mother_previous_proceedings.national": partial(
            told_of,
            kind="proportion",
            question="sibling_previous_proceedings",
            numerator="yes",
            population=IS_NEWBORN,
        ),
        **{f"Q11_when_{name}": partial(exactness, question=name) for name in DATES},
        "Q6_needs_together": together,
        "M2.3_support_between": partial(
            ladder, rungs=BETWEEN, population="sibling_previous_proceedings = yes"
        ),
        "M4.3_assessment_in_time": in_time,
        **{
            f"M4.9_{name}": partial(beside, wait=wait, other=_median(area, what))
            for name, (*wait, what) in WAITS.items()
        },
        **{f"M7.8_duty_{name}": partial(duty, **said) for name, said in DUTIES.items()},
        "M7.2_ladder": father_ladder,
        "M7.2_mother_ladder": mother_ladder,
        "M7.2_possible_fathers_ladder": partial(
            ladder, rungs=FATHER[:7], population="father_role = father_putative", rows="each"
        ),
        "M8.4_share_of_weeks": partial(
            numbers, of=share_of_weeks, reads=("first_service_to_birth", "wait_referral_first_service")
        ),
        "M10.1_by_care_experience": by_care_experience,
        "Q11_due_date_lost": partial(
            told_of, kind="proportion", question="edd_still_on_system", numerator="no"
        ),
    }


LAW_FROM = "2024-06-03"
_UNFIT = "fgdm_reason != not_in_interests"
DUTIES = {
    "offered": {
        "question": "family_meeting",
        "numerator": "fgc_held other_held offered_not_held",
        "population": _UNFIT,
    },
    "in_letter": {"question": "fgdm_in_letter", "numerator": "yes", "population": _UNFIT},
    "held": {
        "question": "family_meeting",
        "numerator": "fgc_held other_held",
        "population": f"fgdm_accepted_by = mother father other_with_pr and {_UNFIT}",
    },
}


def duty(data: Plain, *, population: str, **said: str) -> Count:
    """What the law asks of an application, over those made since it is the law."""
    assert data.files
    cells = data.files.cells
    cells["applied_since"] = {place: _since(cell) for place, cell in cells["application_date"].items()}
    data.files.repeats["applied_since"] = ""
    return told_of(
        data, "proportion", denominator="practice", per="baby",
        population=f"applied_since = yes and {population}", **said,
    )  # fmt: skip


def _since(applied: Cell) -> Cell:
    if applied.state != KNOWN:
        return applied
    first, last = ends(applied.value)
    if not applied.value or first < LAW_FROM <= last:
        return Cell("unclear")
    return Cell(KNOWN, "yes" if first >= LAW_FROM else "no")


DATES = (
    *("edd", "booking_date", "referral_date", "allocation_date", "assessment_start_date"),
    *("assessment_end_date", "icpc_date", "legal_planning_meeting_date", "letter_before_proceedings_date"),
    *("application_date", "first_hearing_date", "birth_date"),
)


def states(cells: Mapping[str, Cell]) -> dict[str, list[str]]:
    """The cases by the state of one cell each."""
    found: dict[str, list[str]] = {}
    for case, cell in cells.items():
        found.setdefault("known" if cell.state == KNOWN else cell.state, []).append(case)
    return found


def share(base: Iterable[str], among: Iterable[str]) -> Count:
    """A share: who counts, of whom."""
    base, among = list(base), set(among)
    return Count("proportion", {}, base, [case for case in base if case in among])


def _cells(data: Plain, question: str) -> dict[str, Cell]:
    return {case: data.cell(question, case, "") for case in data.cases}


def _number(cell: Cell) -> float | None:
    return float(cell.value) if cell.state == KNOWN and not cell.inexact and not cell.wrong else None


# --- the area's own table


def _area(area: Sequence[AreaFigure]) -> dict[str, Make]:
    typed = {(each.kind, each.year, each.what.removesuffix("_in_proceedings")): each.value for each in area}
    made: dict[str, Make] = {}
    for number, events, population in (
        ("1", "infants", "children"),
        ("2", "newborns_7", "infants"),
        ("2", "newborns_14", "infants"),
    ):
        name = events.replace("newborns_", "newborns_under_")
        made[f"M1.{number}_{name}"] = partial(_shares, typed=typed, pair=(events, population))
        made[f"M1.4_{name}"] = partial(_places, typed=typed, pair=(events, population))
    for days in ("7", "14"):
        made[f"M1.3_newborn_rate_{days}"] = partial(_rates, typed=typed, events=f"newborns_{days}")
        made[f"M1.4_newborn_rate_{days}"] = partial(_place_rates, typed=typed, events=f"newborns_{days}")
    return made


Typed = Mapping[tuple[str, str, str], float]


def _years(typed: Typed, kind: str, *names: str) -> list[str]:
    years = sorted({year for _kind, year, _what in typed})
    return [year for year in years if all((kind, year, name) in typed for name in names)]


def _row(kind: str, events: float, population: float, per: float | None = None) -> Count:
    return Count(kind, {}, total=(events, population), rate=events / population * per if per else None)


def _shares(_data: Plain, typed: Typed, pair: tuple[str, str]) -> Count:
    lines = {
        year.replace("/", "-"): _row("proportion", *(typed["area", year, name] for name in pair))
        for year in _years(typed, "area", *pair)
    }
    return Count("distribution", {}, lines=lines)


def _places(_data: Plain, typed: Typed, pair: tuple[str, str]) -> Count:
    last = _years(typed, "area", *pair)[-1]
    kinds = [kind for kind in ("area", "region", "neighbour") if last in _years(typed, kind, *pair)]
    lines = {kind: _row("proportion", *(typed[kind, last, name] for name in pair)) for kind in kinds}
    return Count("distribution", {}, lines=lines)


def _rate(typed: Typed, kind: str, events: str, until: str) -> Count:
    """Events for each 10,000 births; fewer than 20 are put together with the two years before."""
    years = [year for year in _years(typed, kind, events, "live_births") if year <= until]
    kept = years[-1:] if typed[kind, until, events] >= 20 else years[-3:]
    total, births = (sum(typed[kind, year, name] for year in kept) for name in (events, "live_births"))
    return _row("rate", total, births, 10_000)


def _rates(_data: Plain, typed: Typed, events: str) -> Count:
    years = _years(typed, "area", events, "live_births")
    lines = {year.replace("/", "-"): _rate(typed, "area", events, year) for year in years}
    return Count("rate", {}, lines=lines)


def _place_rates(_data: Plain, typed: Typed, events: str) -> Count:
    last = _years(typed, "area", events, "live_births")[-1]
    kinds = [
        kind for kind in ("area", "region", "neighbour") if last in _years(typed, kind, events, "live_births")
    ]
    return Count("rate", {}, lines={kind: _rate(typed, kind, events, last) for kind in kinds})


def _median(area: Sequence[AreaFigure], what: str) -> float:
    """What the area typed for its latest year."""
    typed = [each for each in area if each.kind == "area" and each.what.endswith(what)]
    return max(typed, key=lambda each: each.year).value


# --- needs that come together, and the chain from a need to help


def together(data: Plain, most: int = 10) -> Count:
    """Mothers by all their current needs, commonest first."""
    read = {need: _cells(data, need) for need in NEEDS}
    order = (*SEEN[1:], "source_not_seen", "not_looked_at", "population_unknown", "not_asked")
    worst, found = {}, dict[str, list[str]]()
    for case in (case for case in data.cases):
        silent = [cell.state for cell in (read[need][case] for need in NEEDS)]
        silent = [state for state in silent if state not in (KNOWN, "not_applicable")]
        worst[case] = Cell(min(silent, key=order.index) if silent else KNOWN)
        if not silent:
            has = [need for need in NEEDS if read[need][case].value == "current"]
            found.setdefault("+".join(has) or "none", []).append(case)
    base = [case for case in worst if worst[case].state == KNOWN]
    ranked = sorted(found, key=lambda key: (-len(found[key]), _size(key)))
    lines = {key: share(base, found[key]) for key in ranked[:most]}
    rest = [case for key in ranked[most:] for case in found[key]]
    if rest:
        lines["other"] = share(base, rest)
    return Count("distribution", states(worst), base, lines=lines)


def _size(key: str) -> tuple[int, list[int]]:
    names = [] if key == "none" else key.split("+")
    return len(names), [NEEDS.index(name) for name in names]


def chain(data: Plain, need: Mapping[str, str]) -> Count:
    """Offered, accepted, started before the birth and completed, over current needs whose files could
    say."""
    offer = f"{need['question']} = current"
    base = told_of(data, "distribution", need["offer"], population=offer, denominator="practice")
    has = set(told_of(data, "proportion", need["question"], numerator="current").counted)
    reached: dict[str, set[str]] = {name: set() for name in ("accepted", "started", "completed")}
    for case in data.cases:
        born = data.cell("birth_date", case, "")
        for row in data.rows["services"].get(case, []):
            response, needs, began, end = (
                data.cell(f"service_{name}", case, row)
                for name in ("response", "needs", "started_date", "end_reason")
            )
            if need["id"] not in needs.value.split() or needs.state != KNOWN:
                continue
            reached["accepted"] |= {case} if response == Cell(KNOWN, "accepted") else set()
            reached["started"] |= {case} if _earlier(began, born) else set()
            reached["completed"] |= {case} if end == Cell(KNOWN, "completed") else set()
    offered = {case for name in ("offered", "already_in_place") for case in base.lines[name].counted}
    rungs = {"offered": offered, **{name: cases & has for name, cases in reached.items()}}
    return _built(base.states, {name: share(base.base, cases) for name, cases in rungs.items()})


def gap_rate(data: Plain, need: Mapping[str, str]) -> Count:
    """Current needs for which the file shows no offer, over those whose files could say."""
    population = f"{need['question']} = current"
    return told_of(
        data,
        "proportion",
        need["offer"],
        numerator="no_offer_found",
        population=population,
        denominator="practice",
    )


def gap_rates(data: Plain, needs: Iterable[Mapping[str, str]]) -> Count:
    """The same over all needs, each current need of a case counted once."""
    whole = Count("proportion", {})
    for need in needs:
        rate = gap_rate(data, need)
        has = told_of(data, "proportion", need["question"], numerator="current").counted
        whole.base += rate.base
        whole.counted += rate.counted
        for state, cases in rate.states.items():
            whole.states.setdefault(state, []).extend(case for case in cases if case in has)
    return whole


def services_at_once(data: Plain) -> Count:
    """The most services that ran on one day. One without a known end runs on its first day only, unless it
    goes on."""
    found = Count("number", {})
    for case in (case for case in data.cases):
        rows = data.rows["services"].get(case, [])
        starts = [data.cell("service_started_date", case, row) for row in rows]
        none = data.without_rows("service_started_date", case)
        state = min((start.state for start in starts), key=ORDER.index, default=none)
        found.states.setdefault("known" if state == KNOWN else state, []).append(case)
        runs = [
            (start.value, _until(data, case, row, start))
            for row, start in zip(rows, starts, strict=True)
            if _day(start)
        ]
        if runs:
            found.base.append(case)
            found.values.append(max(sum(a <= day < b or a == day for a, b in runs) for day, _end in runs))
        elif state == KNOWN:
            found.inexact.append(case)
    found.values.sort()
    return found


def _day(cell: Cell) -> bool:
    return cell.state == KNOWN and not cell.inexact


def _until(data: Plain, case: str, row: str, start: Cell) -> str:
    if data.cell("service_end_reason", case, row) == Cell(KNOWN, "ongoing"):
        return "9999-12-31"
    end = data.cell("service_ended_date", case, row)
    return end.value if _day(end) else start.value


# --- ladders

Rungs = Sequence[tuple[str, str, str, str]]
PLANNED = "highest_pathway_reached != early_help closed_nfa"
CONDITIONAL = ("invited_icpc", "attended_icpc", "told", "represented")
"""Rungs that can apply to some families only."""
A_PARENT = "father_role != partner_not_parent"
INVITED = "attended invited_absent sent_views"
FATHER: Rungs = (
    ("identified", "father_role", "father_confirmed father_putative other_legal_parent", ""),
    ("contacted", "father_rung_contacted", "yes", A_PARENT),
    ("assessed", "father_rung_assessed", "yes", A_PARENT),
    ("offered", "father_rung_offered_services", "yes", A_PARENT),
    ("in_plan", "father_rung_in_plan", "yes", A_PARENT),
    ("invited", "father_rung_meetings", INVITED, A_PARENT),
    ("attended", "father_rung_meetings", "attended", A_PARENT),
    ("invited_icpc", "father_invited_icpc", "yes", ""),
    ("attended_icpc", "father_attended_icpc", "yes", ""),
    ("told", "father_told_la_plan_date", "", f"{PLANNED} and father_known != no"),
    ("represented", "father_represented_hearing1", "yes", ""),
)
BETWEEN: Rungs = tuple(
    (name, f"support_between_{name}", "yes", "") for name in ("offered", "accepted", "started")
)


def ladder(data: Plain, rungs: Rungs, population: str = "", rows: str = "") -> Count:
    """Each rung over the first one's base, and over those on the rung before whose source was seen."""
    read = {name: _rung(data, rung, population, rows) for name, *rung in rungs}
    made = _built(next(iter(read.values())).states, read)
    if rows == "each":  # by row, since of two fathers of a case maybe one was on the rung before
        for (_name, question, numerator, _own), (name, *rung) in pairwise(rungs):
            there = f"{question} = {numerator}"
            made.steps[name] = _rung(data, rung, " and ".join(filter(None, (population, there))), rows)
    return made


def father_ladder(data: Plain) -> Count:
    """The father's rungs, each over its own base."""
    read = {name: _rung(data, rung, "", "confirmed") for name, *rung in FATHER}
    return _by_measure(read)


def _by_measure(read: Mapping[str, Count]) -> Count:
    made = _built(next(iter(read.values())).states, read)
    over_all, made.lines = made.lines, {}
    for name, rung in read.items():
        made.lines[name] = rung
        if name in CONDITIONAL:
            made.lines[f"{name}_of_all"] = over_all[name]
    return made


def mother_ladder(data: Plain) -> Count:
    """The mother's rungs. A file without services offers her none."""
    read = {
        "assessed": _rung(data, ["adults_included", "mother", ""]),
        "offered": _rung(data, ["service_for_whom", "mother", ""]),
        "attended_icpc": _rung(data, ["mother_attended_icpc", "yes", ""]),
        "told": _rung(data, ["mother_told_la_plan_date", "", PLANNED]),
        "represented": _rung(data, ["mother_represented_hearing1", "yes", ""]),
    }
    read["offered"].base += read["offered"].states["not_applicable"]
    return _by_measure(read)


def _rung(data: Plain, rung: Sequence[str], population: str = "", rows: str = "") -> Count:
    question, numerator, own = rung
    made = told_of(
        data,
        "proportion",
        question,
        numerator=numerator or "anything",
        population=" and ".join(filter(None, (population, own))),
        rows=rows,
        denominator="practice",
    )
    if not numerator:  # a date, of which the month is enough; where it doesn't apply nobody was told
        belongs = [case for case in data.cases if outcome(own, data, "", case, "") == HOLDS]
        made.base += made.inexact + [case for case in made.states["not_applicable"] if case in belongs]
        made.counted = made.states["known"]
    return made


def _built(seen: dict[str, list[str]], rungs: Mapping[str, Count]) -> Count:
    names = list(rungs)
    base = rungs[names[0]].base
    steps = {}
    for before, name in pairwise(names):
        reached = set(rungs[before].counted) & set(base)
        steps[name] = share((case for case in rungs[name].base if case in reached), rungs[name].counted)
    inside = set(base)
    lines = {
        name: Count("proportion", {}, base, [case for case in rung.counted if case in inside])
        for name, rung in rungs.items()
    }
    return Count("ladder", seen, base, lines=lines, steps=steps)


# --- time

WAITS = {
    "allocation": ("referral_date", "allocation_date", "days", "to_allocation_days"),
    "assessment_start": ("referral_date", "assessment_start_date", "days", "to_assessment_start_days"),
    "assessment_end": ("referral_date", "assessment_end_date", "days", "to_assessment_end_days"),
    "conference": ("strategy_date", "icpc_date", "working_days", "icpc_working_days"),
}


def beside(data: Plain, wait: Sequence[str], other: float) -> Count:
    """The waits that are over, beside the median that the area typed."""
    begins, ends, unit = wait
    own = _span(data, "duration", begins, ends, unit)
    lines = {"files": own, "others": Count("duration", {}, values=[other])}
    return Count("comparison", own.states, own.base, lines=lines, inexact=own.inexact, errors=own.errors)


def in_time(data: Plain) -> Count:
    """Completed assessments within the limit of working days."""
    return _span(data, "proportion", "referral_date", "assessment_end_date", "working_days", f"<={LIMIT}")


def _span(data: Plain, kind: str, begins: str, ends: str, unit: str, numerator: str = "") -> Count:
    sheet = {"kind": kind, "question": ends, "from": begins, "unit": unit, "numerator": numerator}
    return declared(sheet, data, set(), "")


STEPS = {
    "booking": "booking",
    "referral": "referral",
    "allocation": "allocation",
    "assessment_start": "assessment_start",
    "assessment_end": "assessment_end",
    "first_service": "first_service",
    "family_meeting": "family_meeting",
    "icpc": "icpc",
    "legal_planning": "legal_planning_meeting",
    "letter": "letter_before_proceedings",
    "birth_planning": "birth_planning_meeting",
    "told_plan": "mother_told_la_plan",
}
BEFORE = ("earliest_concern", "contact", "referral")


def _steps_of_the_journey() -> dict[str, Make]:
    return {
        **{f"M4.8_reached_{step}": partial(reached, step=step) for step in STEPS},
        **{f"M4.8_before_pregnancy_{step}": partial(before_pregnancy, step=step) for step in BEFORE},
    }


def reached(data: Plain, step: str) -> Count:
    """Who had come to a step by which week, over all of whom it is known whether they came to it."""
    when, week = _cells(data, f"{STEPS[step]}_date"), _cells(data, f"{STEPS[step]}_gestation")
    base, known = [], {}
    for case, cell in week.items():
        before = _is_before(cell)
        counts = _number(cell) is not None or before or _never(data, step, case, when[case], cell)
        base += [case] * counts
        known[case] = Cell(KNOWN) if counts else cell
    lines = {
        str(weeks): share(
            base,
            [case for case in base if _came(week[case], weeks * 7) or _is_before(week[case])],
        )
        for weeks in WEEKS
    }
    inexact = [case for case in week if week[case].state == KNOWN and week[case].inexact]
    errors = [case for case in week if week[case].wrong]
    return Count("distribution", states(known), base, lines=lines, inexact=inexact, errors=errors)


def before_pregnancy(data: Plain, step: str) -> Count:
    """Whose step lay before this pregnancy, of those whose day of pregnancy is known."""
    week = _cells(data, f"{step}_gestation")
    before = [case for case in week if _is_before(week[case])]
    base = [case for case in week if _number(week[case]) is not None or case in before]
    known = {case: Cell(KNOWN) if case in base else cell for case, cell in week.items()}
    inexact = [case for case in week if week[case].state == KNOWN and week[case].inexact]
    errors = [case for case in week if week[case].wrong]
    return Count("proportion", states(known), base, before, inexact=inexact, errors=errors)


def _is_before(week: Cell) -> bool:
    return week.value == BEFORE_CONCEPTION


def _came(week: Cell, before: float) -> bool:
    day = _number(week)
    return day is not None and day < before


def _never(data: Plain, step: str, case: str, when: Cell, week: Cell) -> bool:
    """Whether the pregnancy is known to have ended without the step."""
    if when.state == KNOWN:
        return week.state in ("not_applicable", "not_asked")  # after the birth
    if step == "first_service":
        return when.state in ("not_applicable", "not_asked") and _without_service(data, case)
    return when.state == "not_applicable"


def _without_service(data: Plain, case: str) -> bool:
    """Whether the file tells that no service began after the referral: of each that it names, or, where it
    names none, of services as a whole."""
    rows = data.rows["services"].get(case, [])
    told = []
    for row in rows:
        response, began = (data.cell(f"service_{name}", case, row) for name in ("response", "started_date"))
        refused = response.state == KNOWN and response.value != "accepted"
        told.append(refused or began.state in (KNOWN, "not_applicable"))
    return all(told) if rows else data.cell("services_together", case, "").state == KNOWN


def exactness(data: Plain, question: str) -> Count:
    """How a key date stands in the files that were seen."""
    cells = _cells(data, question)
    base = [case for case, cell in cells.items() if cell.state in SEEN]
    ways: dict[str, list[str]] = {name: [] for name in ("exact", "approximate", "unclear", "not_recorded")}
    for case in base:
        cell = cells[case]
        ways[("approximate" if cell.inexact else "exact") if cell.state == KNOWN else cell.state].append(case)
    lines = {name: share(base, cases) for name, cases in ways.items()}
    return Count("distribution", states(cells), base, lines=lines)


def numbers(data: Plain, of: Callable[[Plain, str], float | None], reads: Sequence[str]) -> Count:
    """A number of each pregnancy that has one, beside the state of what it is worked out of."""
    order = (*SILENT, KNOWN)
    count = Count("number", {})
    for case in data.cases:
        cells = [data.cell(name, case, "") for name in reads]
        value, state = of(data, case), min((cell.state for cell in cells), key=order.index)
        if value is not None:
            count.base.append(case)
            count.values.append(value)
        elif state == KNOWN and any(cell.inexact for cell in cells):
            count.inexact.append(case)
        elif state == KNOWN:
            state = "not_applicable"
        count.states.setdefault("known" if state == KNOWN else state, []).append(case)
    count.values.sort()
    return count


def share_of_weeks(data: Plain, case: str) -> float | None:
    """The part of the days from referral to birth from the first service on, in per cent."""
    helped, before = (
        _number(data.cell(name, case, ""))
        for name in ("first_service_to_birth", "wait_referral_first_service")
    )
    if helped is None or before is None or min(helped, before) < 0 or helped + before == 0:
        return None
    return 100 * helped / (helped + before)


def weeks_with_help(data: Plain, case: str) -> float | None:
    """Weeks from the first service to the birth."""
    helped = _number(data.cell("first_service_to_birth", case, ""))
    return None if helped is None or helped < 0 else helped / 7


# --- notice of court

IS_NEWBORN = f"days_birth_to_application < {NEWBORN_UNDER} and days_birth_to_application >= 0"
SHORT = {
    "under_3": "<3",
    "under_7": "<7",
    "at_most_7": "<=7",
    "under_12": "<12",
    "2_to_5": ">=2 <=5",
}


def _notice() -> dict[str, Make]:
    short = partial(_in_court, kind="proportion", question="notice_days", numerator="<7")
    return {
        "M5.1_short_notice": short,
        "M5.1_short_notice_urgent_order": partial(short, further="urgent_ico_sought = yes"),
        "M5.1_definitions": definitions,
        "M5.2_emergency": partial(short, numerator="<3"),
        "M5.2_same_day": partial(short, numerator="<=0"),
        "M5.2_same_day_urgent_order": partial(short, numerator="<=0", further="urgent_ico_sought = yes"),
        "M5.3_notice_bands": partial(
            _in_court, kind="distribution", question="notice_days", bands="0 1 2 3-6 7-11 12+"
        ),
        "M5.3_notice_days": partial(_in_court, kind="duration", question="notice_days"),
        **{
            f"M5.4_planned_{name}": partial(
                _in_court, kind="distribution", question="planned_or_urgent", further=when
            )
            for name, when in (
                ("first", "referral_gestation < 98"),
                ("second", "referral_gestation >= 98 and referral_gestation < 196"),
                ("third", "referral_gestation >= 196"),
            )
        },
    }


def _in_court(data: Plain, kind: str, question: str, further: str = "", **columns: str) -> Count:
    population = " and ".join(filter(None, (IS_NEWBORN, further)))
    return told_of(data, kind, question, population=population, per="baby", waits=True, **columns)


def definitions(data: Plain) -> Count:
    """The same proceedings by each definition of short notice."""
    whole = _in_court(data, "proportion", "notice_days", numerator="<7")
    lines = {
        name: _in_court(data, "proportion", "notice_days", numerator=bounds) for name, bounds in SHORT.items()
    }
    return Count(
        "distribution",
        whole.states,
        whole.base,
        lines=lines,
        inexact=whole.inexact,
        errors=whole.errors,
    )


# --- early and later referral


def part(data: Plain, cases: Iterable[str]) -> Plain:
    """Some of the cases as a cohort of their own."""
    kept = [case for case in data.cases if case in set(cases)]
    assert data.files
    babies = {case for each in kept for case in data.members[each]}
    return replace(
        data,
        cases=kept,
        files=replace(data.files, cases=[case for case in data.files.cases if case in babies]),
    )


def groups(data: Plain) -> dict[str, list[str]]:
    """All cases by when they were referred."""
    found: dict[str, list[str]] = {name: [] for name in ("early", "later", "concealed", "unknown")}
    for case in data.cases:
        week, hidden = (data.cell(name, case, "") for name in ("referral_gestation", "late_disclosure"))
        if hidden.state == KNOWN and hidden.value in ("concealed", "denied"):
            found["concealed"].append(case)
        elif week.state != KNOWN or not week.value or week.wrong:
            found["unknown"].append(case)
        else:
            first, last = least_and_most(week.value)
            where = "early" if last < EARLY_BEFORE else "later" if first >= EARLY_BEFORE else "unknown"
            found[where].append(case)
    return found


def group_sizes(data: Plain) -> Count:
    """How many are in each group."""
    cells = _cells(data, "referral_gestation")
    lines = {name: share(list(cells), cases) for name, cases in groups(data).items()}
    return Count("distribution", states(cells), list(cells), lines=lines)


def compared(data: Plain, make: Make, stratum: str) -> Count:
    """A measure over early and later referrals, and the difference; nothing where fewer than five are on
    a side or every family came to court."""
    ways = [data.cell("highest_pathway_reached", case, "") for case in data.cases]
    told = [way.value for way in ways if way.state == KNOWN]
    if told and set(told) == {"proceedings_issued"}:
        return Count("comparison", {})
    sides = []
    for name in ("early", "later"):
        cases = groups(data)[name]
        if stratum != "all":
            before = Cell(KNOWN, "yes" if stratum == "known" else "no")
            cases = [case for case in cases if data.cell("sibling_previous_proceedings", case, "") == before]
        sides.append(part(data, cases))
    if min(len(side.cases) for side in sides) < 5:
        return Count("comparison", {})
    early, later = (make(side) for side in sides)
    cells = _cells(data, "referral_gestation")
    return Count(
        "comparison",
        states(cells),
        early.base + later.base,
        lines={"early": early, "later": later},
        difference=_difference(early, later),
    )


def _difference(early: Count, later: Count) -> float | None:
    if early.kind == "proportion":
        both_sides = early.base and later.base
        return (
            len(early.counted) / len(early.base) - len(later.counted) / len(later.base)
            if both_sides
            else None
        )
    return shift(early.values, later.values) if early.values and later.values else None


def needs_met(data: Plain) -> Count:
    """Mothers for all of whose current needs help was offered or in place."""
    base, met = [], []
    for case in data.cases:
        current = [need for need in EVERY_NEED if data.cell(need, case, "") == Cell(KNOWN, "current")]
        offers = [data.cell(need.replace("_need_", "_offer_"), case, "") for need in current]
        if offers and all(offer.state in SEEN for offer in offers):
            base.append(case)
            met += [case] * all(
                offer.state == KNOWN and offer.value in ("offered", "already_in_place") for offer in offers
            )
    return share(base, met)


def helped_before_birth(data: Plain) -> Count:
    """Families with an accepted service of which one started before the birth."""
    base, helped, known = [], [], list[str]()
    for case in data.cases:
        rows = data.rows["services"].get(case, [])
        responses = [data.cell("service_response", case, row) for row in rows]
        if Cell(KNOWN, "accepted") not in responses:
            continue
        known.append(case)
        born = data.cell("birth_date", case, "")
        starts = [data.cell("service_started_date", case, row) for row in rows]
        found = {_earlier(began, born) for began in starts}
        if True in found:
            helped.append(case)
        if True in found or None not in found:
            base.append(case)
    return replace(share(base, helped), inexact=[case for case in known if case not in base])


def _earlier(one: Cell, other: Cell) -> bool | None:
    """Whether a date comes before another; None where they leave that open."""
    if not (one.state == other.state == KNOWN):
        return False
    (first, last), (least, most) = ends(one.value), ends(other.value)
    return last < least if (last < least) == (first < most) else None


def _early_and_later() -> dict[str, Make]:
    practice = partial(partial, told_of, kind="proportion", denominator="practice")
    makes: dict[str, Make] = {
        "weeks_with_help": partial(numbers, of=weeks_with_help, reads=("first_service_to_birth",)),
        "share_of_weeks": partial(
            numbers, of=share_of_weeks, reads=("first_service_to_birth", "wait_referral_first_service")
        ),
        "time_to_help": partial(told_of, kind="duration", question="wait_referral_first_service", waits=True),
        "needs_met": needs_met,
        "helped_before_birth": helped_before_birth,
        "pre_proceedings": practice(
            question="pre_proceedings_used",
            numerator="yes",
            population="highest_pathway_reached = proceedings_issued",
        ),
        "notice": partial(told_of, kind="duration", question="notice_days", per="baby", waits=True),
        "father_contacted": practice(
            question="father_rung_contacted", numerator="yes", rows="confirmed", population=A_PARENT
        ),
        "father_assessed": practice(
            question="father_rung_assessed", numerator="yes", rows="confirmed", population=A_PARENT
        ),
        "family_meeting": practice(question="family_meeting", numerator="fgc_held other_held"),
        "separated": practice(question="separated_within_7_days", numerator="yes", per="baby"),
        "with_parent_12m": practice(
            question="outcome_living_with",
            numerator="mother father both parent_child_placement",
            population="outcome_point = 12m and outcome_followed = yes",
            per="baby",
        ),
    }
    return {
        "M9_groups": group_sizes,
        **{
            f"M9_{stratum}_{name}": partial(compared, make=make, stratum=stratum)
            for stratum in ("all", "known", "new")
            for name, make in makes.items()
        },
    }


# --- placements


def by_care_experience(data: Plain) -> Count:
    """Parent-and-child placements that ended together, by whether a parent was looked after as a child: the
    mother, or the confirmed father, or else any possible one. A partner who is no parent doesn't count."""
    whole = told_of(
        data,
        "proportion",
        "placement_ended_together",
        numerator="yes",
        population="placement_parent_child = yes",
        rows="each",
    )
    lines = {name: ([], []) for name in ("yes", "no", "unknown")}  # type: dict[str, tuple[list[str], list[str]]]
    for case in whole.base:
        lines[_experienced(data, case)][0].append(case)
    for case in whole.counted:
        lines[_experienced(data, case)][1].append(case)
    made = {name: Count("proportion", {}, base, among) for name, (base, among) in lines.items()}
    return Count("distribution", whole.states, whole.base, lines=made)


def _experienced(data: Plain, case: str) -> str:
    roles = {row: data.cell("father_role", case, row) for row in data.rows["fathers"].get(case, [])}
    confirmed = [row for row, role in roles.items() if role == Cell(KNOWN, "father_confirmed")]
    kept = confirmed or [row for row, role in roles.items() if role.value != "partner_not_parent"]
    told = [data.cell("mother_care_experienced", case, "")]
    told += [data.cell("father_care_experienced", case, row) for row in kept]
    if Cell(KNOWN, "yes") in told:
        return "yes"
    settled = [cell.state in (KNOWN, "not_asked", "not_applicable") and not cell.inexact for cell in told]
    return "no" if all(settled) else "unknown"
