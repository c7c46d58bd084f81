"""What the form should work out from the hand-worked answers, said once more in plain Python.

A calculation has the first of its inputs' states in `SILENT`; only where all are answered is there a value.
Where a date is known by its month only, it is worked out for the days that it can be: exact if all give the
same, else known by its bounds, or not at all. A row that is asked and not answered could be any.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import product

from audit_app.results.inputs import Variable
from audit_app.xforms.definition import Form
from tests.acceptance.table import CASES, PREGNANCIES, answers, cell
from tests.analysis.plainly import Cell, Plain

SILENT = (
    *("not_asked", "not_applicable", "population_unknown", "not_looked_at"),
    *("source_not_seen", "unclear", "not_recorded"),
)
NOT_ASKED = Cell("not_asked")
OWN_REPEAT = dict.fromkeys(("father_care", "father_offers", "father_inclusion_rows", "fathers"), "fathers")
Make = Callable[..., object]


def cohort(form: Form, known: Mapping[str, Variable]) -> Plain:
    """The cohort with all that the form derives, for the plain calculations."""
    cells: dict[str, dict[tuple[str, str], Cell]] = defaultdict(dict)
    rows: dict[str, dict[str, list[str]]] = defaultdict(lambda: {case: [] for case in CASES})
    repeats: dict[str, str] = {}
    questions = form.questions
    for line in answers():
        repeat = OWN_REPEAT.get(line.place[:-3], line.place[:-3])
        repeats[line.question] = repeat
        for case, text in line.cells.items():
            row = f"{repeat}{line.place[-3:]}" if repeat else ""
            if row and text != "-" and row not in rows[repeat][case]:
                rows[repeat][case].append(row)
            cells[line.question][case, row] = cell(text, questions[line.question])
    for question, repeat in repeats.items():
        for case in CASES:
            for row in rows[repeat][case] if repeat else ():
                cells[question].setdefault((case, row), NOT_ASKED)
    rows["outcomes"] = {case: [f"outcomes[{n}]" for n in (1, 2, 3)] for case in CASES}
    options = {
        name: [(option.name, option.groups) for option in known[name].options]
        for name in cells
        if name in known
    }
    data = Plain(list(CASES), PREGNANCIES, rows, dict(cells), repeats, options)
    for case in CASES:
        _derive(data, case)
    return data


def both(make: Make, *inputs: Cell) -> Cell:
    """What rests on several answers."""
    silent = [each.state for each in inputs if each.state != "answered"]
    if silent:
        return Cell(min(silent, key=SILENT.index))
    if any(each.inexact and not each.value for each in inputs):
        return Cell("answered", "", True)
    choices = [[each.value] if not each.inexact else _days(each.value) for each in inputs]
    found = {str(make(*each)) for each in product(*choices)}
    if len(found) == 1:
        return Cell("answered", found.pop())
    if all(each.lstrip("-").isdigit() for each in found):
        return Cell("answered", f"{min(found, key=int)}/{max(found, key=int)}", True)
    dated = all(len(each) == len("2024-01-01") for each in found)
    return Cell("answered", f"{min(found)}/{max(found)}" if dated else "", True)


def _days(text: str) -> list[str]:
    """The days that a date can be, or the ends of a number."""
    first, last = ends(text)
    if "-" not in first[1:]:
        return [first, last]
    begin = date.fromisoformat(first)
    return [(begin + timedelta(days=n)).isoformat() for n in range(days(first, last) + 1)]


def ends(text: str) -> tuple[str, str]:
    """The first and the last that an inexact value can be."""
    if "/" in text:
        first, last = text.split("/")
        return first, last
    if len(text) == len("2024"):
        return f"{text}-01-01", f"{text}-12-31"
    if len(text) == len("2024-01"):
        year, month = map(int, text.split("-"))
        return f"{text}-01", f"{text}-{monthrange(year, month)[1]}"
    return text, text


def days(first: str, last: str) -> int:
    """Days from one to another, both in ISO form."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def later(one: Cell, other: Cell) -> bool | None:
    """Whether both are known, and the first comes after the second; None where they leave that open."""
    if any(each.state != "answered" or not each.value for each in (one, other)):
        return None if any(each.inexact and not each.value for each in (one, other)) else False
    (first, last), (least, most) = ends(one.value), ends(other.value)
    return first > most if (first > most) == (last > least) else None


OPEN = Cell("answered", "", True)


class _Case:
    """One case's answers, and what is put beside them."""

    def __init__(self, data: Plain, case: str) -> None:
        self.data, self.case = data, case

    def __call__(self, question: str, row: str = "") -> Cell:
        return self.data.cells[question].get((self.case, row), NOT_ASKED)

    def is_(self, value: str, question: str, row: str = "") -> bool:
        found = self(question, row)
        return found.state == "answered" and value in found.value.split()

    def put(self, question: str, found: Cell, row: str = "", repeat: str = "") -> None:
        self.data.repeats[question] = repeat
        self.data.cells.setdefault(question, {})[self.case, row] = found

    def rows(self, repeat: str) -> list[str]:
        return self.data.rows[repeat].get(self.case, []) if repeat in self.data.rows else []


def _derive(data: Plain, case: str) -> None:
    of = _Case(data, case)
    of.put("edd", _due(of))
    for step in (_services, _fathers, _timing, _assessed, _siblings, _court, _birth, _placements, _more):
        step(of)


def _due(of: _Case) -> Cell:
    if of.is_("derived_from_gestation", "edd_basis"):
        seen = [of(name) for name in ("edd_document_date", "edd_stated_weeks", "edd_stated_days")]
        return both(_from_gestation, *seen)
    if of.is_("no", "edd_changed"):
        return of("edd_original")
    answered = [each for each in (of("edd_latest"), of("edd_original")) if each.state == "answered"]
    return answered[0] if answered else both(str, of("edd_latest"), of("edd_original"))


def _from_gestation(seen: str, weeks: str, odd: str) -> str:
    pregnant = 7 * int(weeks) + int(odd)
    return date.fromordinal(date.fromisoformat(seen).toordinal() + 280 - pregnant).isoformat()


def _gestation(of: _Case, name: str, question: str) -> None:
    """The day of pregnancy of a step; one after the birth has none."""
    after = later(of(question), _born(of))
    made = both(lambda when, due: 280 - days(when, due), of(question), of("edd"))
    of.put(name, _unless(after, made))


def _unless(after: bool | None, made: Cell) -> Cell:
    """What is worked out unless something is so; open where nobody knows whether it is."""
    if after:
        return NOT_ASKED
    return OPEN if after is None and made.state == "answered" else made


def _born(of: _Case) -> Cell:
    """The birth, no earlier than at 22 weeks."""
    born, due = of("birth_date"), of("edd")
    if not (born.state == due.state == "answered") or due.inexact:
        return born
    least = date.fromordinal(date.fromisoformat(due.value).toordinal() - 126).isoformat()
    first, last = (max(end, least) for end in ends(born.value))
    return Cell("answered", first) if first == last else Cell("answered", f"{first}/{last}", True)


def _between(of: _Case, name: str, first: str, last: str, row: str = "", repeat: str = "") -> None:
    of.put(name, both(days, of(first, row), of(last, row)), row, repeat)


def _services(of: _Case) -> None:
    began, maybe = [], []
    for row in of.rows("services"):
        accepted = of.is_("accepted", "service_response", row)
        start = of("service_started_date", row) if accepted else NOT_ASKED
        _between(of, "service_wait_to_start", "service_offered_date", "service_started_date", row, "services")
        before = later(of("referral_date"), start)
        began.append(NOT_ASKED if before else start)
        maybe.append(before is None)
        of.put("service_started_day", _unless(before, both(_day_number, start)), row, "services")
        needs = of("service_needs", row)
        none = of.is_("none", "service_needs", row)
        whom = (
            both(_whom, needs) if not none else both(lambda _n, to: to, needs, of("service_recipient", row))
        )
        of.put("service_for_whom", whom, row, "services")
    of.put("first_service_date", _first(of("referral_date"), began, maybe) if began else NOT_ASKED)


def _first(referral: Cell, began: list[Cell], maybe: list[bool]) -> Cell:
    """The first of some starts, none before the referral; `maybe` says of which that is open."""
    answered = [(ends(each.value), open_) for each, open_ in zip(began, maybe, strict=True) if each.value]
    if not any(each.state == "answered" for each in began):
        return both(str, *began)
    sure = [last for (_first, last), open_ in answered if not open_]
    if not sure:
        return OPEN
    earliest, latest = ends(referral.value) if referral.value else ("1900-01-01", "1900-01-01")
    silent = [each for each in began if each.state not in ("answered", "not_asked", "not_applicable")]
    low = max(earliest, "" if silent else min(first for (first, _last), _open in answered))
    high = max(latest, min(sure))
    return Cell("answered", high) if low == high else Cell("answered", f"{low}/{high}", True)


def _day_number(day: str) -> int:
    """As XForms counts days: from 1 January 1970."""
    return date.fromisoformat(day).toordinal() - date(1970, 1, 1).toordinal()


def _whom(needs: str) -> str:
    return " ".join(person for person in ("mother", "father") if f"{person}_" in needs)


def _fathers(of: _Case) -> None:
    roles = [of("father_role", row) for row in of.rows("fathers")]
    known = _any([both(_is_a_father, role) for role in roles])
    of.put("father_known", known if roles else Cell("answered", "yes"))
    for row in of.rows("fathers"):
        nobody = of.is_("not_identified", "father_role", row)
        involved = of("father_childhood_involvement", row)
        lived = both(lambda told: "yes" if "looked_after" in told.split() else "no", involved)
        of.put("father_care_experienced", NOT_ASKED if nobody else lived, row, "fathers")
        for rung in ("contacted", "assessed", "offered_services", "in_plan", "meetings"):
            said = of(f"father_{rung}", row)
            if rung == "contacted" and said.state != "answered":
                # Who was assessed in his own right was reached.
                said = both(lambda _contacted, assessed: assessed, said, of("father_assessed", row))
                said = Cell("answered", "yes") if of.is_("yes", "father_assessed", row) else said
            told = both(lambda _role, said: said, of("father_role", row), said)
            reached = Cell("answered", "not_invited" if rung == "meetings" else "no") if nobody else told
            if of.is_("no_meetings", f"father_{rung}", row):
                reached = NOT_ASKED
            of.put(f"father_rung_{rung}", reached, row, "fathers")


def _any(cells: list[Cell]) -> Cell:
    """Whether one of some rows says 1; open where none does and one may."""
    if any(each.value == "1" for each in cells):
        return Cell("answered", "yes")
    if not any(each.state == "answered" for each in cells):
        return both(str, *cells)
    return OPEN if any(_is_open(each) for each in cells) else Cell("answered", "no")


def _is_open(cell: Cell) -> bool:
    return cell.inexact or cell.state not in ("answered", "not_asked", "not_applicable")


def _is_a_father(role: str) -> str:
    return "0" if role in ("not_identified", "partner_not_parent") else "1"


STEPS = (
    *("earliest_concern", "booking", "contact", "referral", "allocation", "assessment_start"),
    *("assessment_end", "first_service", "family_meeting", "strategy", "icpc", "legal_planning_meeting"),
    *("letter_before_proceedings", "first_pre_pro_meeting", "birth_planning_meeting", "mother_told_la_plan"),
)
WAITS = {
    "wait_concern_referral": ("earliest_concern_date", "referral_date"),
    "wait_contact_referral": ("contact_date", "referral_date"),
    "wait_referral_allocation": ("referral_date", "allocation_date"),
    "wait_referral_assessment_start": ("referral_date", "assessment_start_date"),
    "wait_referral_assessment_end": ("referral_date", "assessment_end_date"),
    "wait_referral_first_service": ("referral_date", "first_service_date"),
    "assessment_days": ("assessment_start_date", "assessment_end_date"),
    "told_plan_to_birth_days": ("mother_told_la_plan_date", "birth_date"),
    "father_told_plan_to_birth_days": ("father_told_la_plan_date", "birth_date"),
    "days_birth_to_application": ("birth_date", "application_date"),
    "notice_days": ("application_date", "first_hearing_date"),
    "days_separation_to_support": ("separation_at", "support_first_offered_date"),
}
IN_COURT = {
    "notice_parents_days": ("parents_told_hearing_date", "first_hearing_date"),
    "told_plan_to_hearing_days": ("mother_told_la_plan_date", "first_hearing_date"),
    "mother_days_postpartum": ("birth_date", "first_hearing_date"),
}


def _timing(of: _Case) -> None:
    for step in STEPS:
        _gestation(of, f"{step}_gestation", f"{step}_date")
    for name, (first, last) in {**WAITS, **IN_COURT}.items():
        _between(of, name, first, last)
    of.put("birth_gestation", both(lambda born, due: 280 - days(born, due), of("birth_date"), of("edd")))
    of.put("preterm", both(lambda told: "yes" if int(told) < 259 else "no", of("birth_gestation")))
    of.put("referral_weeks", both(lambda told: int(told) // 7, of("referral_gestation")))
    for name, began in (
        ("first_service_to_birth", "first_service_date"),
        ("assessment_end_to_birth", "assessment_end_date"),
    ):
        after = later(of(began), of("birth_date"))
        of.put(name, _unless(after, both(days, of(began), of("birth_date"))))


def _assessed(of: _Case) -> None:
    begun = of("assessment_start_date").state == "answered"
    in_time = both(
        lambda ended, born: "yes" if ended <= born else "no", of("assessment_end_date"), of("birth_date")
    )
    of.put("assessment_complete_before_birth", in_time if begun else NOT_ASKED)
    lived = both(
        lambda told: "yes" if "looked_after" in told.split() else "no", of("mother_childhood_involvement")
    )
    of.put("mother_care_experienced", lived)


def _siblings(of: _Case) -> None:
    before, older = of("mother_previous_proceedings"), of("mother_older_children")
    first_child = older.state == "answered" and older.value == "0"
    none = Cell("answered", "no") if first_child else both(lambda said, _n: said, before, older)
    of.put("sibling_previous_proceedings", before if before.state == "answered" else none)
    if not of.is_("yes", "mother_previous_proceedings"):
        of.put("months_since_last_proceedings_end", NOT_ASKED)
        of.put("conceived_during_proceedings", NOT_ASKED)
        return
    conception = both(lambda due: date.fromordinal(date.fromisoformat(due).toordinal() - 266), of("edd"))
    ended, running = [], []
    for row in of.rows("siblings"):
        start, end = of("sib_proceedings_start", row), of("sib_proceedings_end", row)
        ended.append(end)
        going = of.is_("ongoing", "sib_proceedings", row)
        last = Cell("answered", "9999-12-31") if going else end
        ran = both(lambda a, b, when: int(a <= when <= b), start, last, conception)
        running.append(NOT_ASKED if later(start, end) else ran)  # what ended before it began tells nothing
    of.put("months_since_last_proceedings_end", _since(of("edd"), ended))
    of.put("conceived_during_proceedings", _any(running))


def _since(due: Cell, ended: list[Cell]) -> Cell:
    """Months to the expected date since the last of some ends; no more than those where a row is open."""
    told = [ends(each.value) for each in ended if each.state == "answered"]
    if not told:
        return both(str, *ended)
    first, last = max(first for first, _last in told), max(last for _first, last in told)
    latest = Cell("answered", first) if first == last else Cell("answered", f"{first}/{last}", True)
    months = both(_months, due, latest)
    silent = [each for each in ended if each.state not in ("answered", "not_asked", "not_applicable")]
    if months.state != "answered" or not silent:
        return months
    return Cell("answered", f"../{ends(months.value)[1]}", True)


def _months(due: str, ended: str) -> int:
    return int(days(ended, due) / 30.4375)


def _court(of: _Case) -> None:
    if of("application_date").state == "not_asked":
        for name in IN_COURT:
            of.put(name, NOT_ASKED)


def _birth(of: _Case) -> None:
    weight = both(lambda grams: "yes" if int(grams) < 2500 else "no", of("birthweight_g"))
    of.put("low_birthweight", weight)
    apart, when = of("separated"), of("separation_at")
    within = both(lambda _a, at, born: "yes" if days(born, at) < 7 else "no", apart, when, of("birth_date"))
    never = of.is_("never", "separated")
    of.put("separated_within_7_days", Cell("answered", "no") if never else within)
    if of("suicide_risk_asked").state == "not_asked":
        of.put("days_separation_to_support", NOT_ASKED)
    for row, point in zip(of.rows("outcomes"), ("6w", "6m", "12m"), strict=True):
        asked = of("deaths_recorded").state != "not_asked"
        of.put("outcome_point", Cell("answered", point) if asked else NOT_ASKED, row, "outcomes")


PARENT_AND_CHILD = ["parent_child_foster", "residential_family_centre", "mother_baby_unit_health"]


def _placements(of: _Case) -> None:
    for row in of.rows("placements"):
        kind = of("placement_type", row)
        together = both(lambda told: "yes" if told in PARENT_AND_CHILD else "no", kind)
        of.put("placement_parent_child", together, row, "placements")
        who = both(
            lambda told: "yes" if told in ("mother", "father", "both") else "no",
            of("placement_who_had_baby_at_end", row),
        )
        ended = of("placement_end_date", row).state == "answered"
        counts = together.value == "yes" and ended
        of.put("placement_ended_together", who if counts else NOT_ASKED, row, "placements")


SPANS = {
    "birth_to_notified_days": ("birth_date", "birth_notified_to_csc"),
    "strategy_to_icpc_days": ("strategy_date", "icpc_date"),
    "baby_days_in_hospital": ("birth_date", "baby_discharge_date"),
    "days_support_offer_to_start": ("support_first_offered_date", "mother_support_started_date"),
}
WEEKS_OF = (
    *("hv_antenatal_contact", "assessment_shared_mother", "assessment_shared_father", "earliest_missed"),
)


def _more(of: _Case) -> None:
    for name, (first, last) in SPANS.items():
        _between(of, name, first, last)
    for step in WEEKS_OF:
        _gestation(of, f"{step}_gestation", f"{step}_date")
    drinks, drugs = of("mother_need_alcohol"), of("mother_need_drugs")
    pressing = Cell("answered", "current") if Cell("answered", "current") in (drinks, drugs) else None
    of.put("mother_alcohol_or_drugs", pressing or both(_more_pressing, drinks, drugs))
    none = of.is_("no", "services_recorded")
    fitted = both(lambda _said, judged: judged, of("services_recorded"), of("coordination_judgement"))
    of.put("services_together", Cell("answered", "no_services") if none else fitted)
    weeks = both(lambda begun, ended: days(begun, ended) // 7, of("application_date"), of("final_date"))
    of.put("weeks_to_final", weeks)
    met = both(
        lambda held, applied: "yes" if held < applied else "no",
        of("family_meeting_date"),
        of("application_date"),
    )
    held = of.is_("fgc_held", "family_meeting") or of.is_("other_held", "family_meeting")
    of.put("family_meeting_before_application", met if held else NOT_ASKED)
    times = [of(name) for name in ("birth_date", "separation_at", "birth_time", "separation_time")]
    apart = of.is_("temporary", "separated") or of.is_("ongoing", "separated")
    of.put("separation_age_hours", both(_hours, *times) if apart else NOT_ASKED)
    agreed, had = of("contact_agreed_per_week"), of("contact_delivered_per_week")
    of.put("contact_shortfall_per_week", both(lambda one, other: int(one) - int(other), agreed, had))
    worked_with = not (
        of.is_("early_help", "highest_pathway_reached") or of.is_("closed_nfa", "highest_pathway_reached")
    )
    born = of("birth_date").state == "answered"
    places = Cell("answered", str(len(of.rows("placements"))))
    of.put("n_placements", places if worked_with and born else NOT_ASKED)


def _more_pressing(one: str, other: str) -> str:
    return min(one, other, key=("current", "suspected", "historic", "no").index)


def _hours(born: str, apart: str, at: str, then: str) -> int:
    (hour, minute), (later_hour, later_minute) = (map(int, text.split(":")[:2]) for text in (at, then))
    return math.floor(24 * days(born, apart) + later_hour - hour + (later_minute - minute) / 60 + 0.5)
