"""Made-up cases, dealt from a seed. Nothing in them comes from a real file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from audit_app.model import CaseStatus
from audit_app.sample.afterwards import after_birth
from audit_app.sample.chance import Chance, Odds
from audit_app.sample.children import older_children
from audit_app.sample.course import follow
from audit_app.sample.facts import SampleAnswer, SampleCase, Truths
from audit_app.sample.homes import homes
from audit_app.sample.odds import OddsTable, read_odds
from audit_app.sample.pregnancy import before_birth
from audit_app.sample.services import services
from audit_app.sample.story import LOOKED, Story, tell
from audit_app.sample.walk import Foreknown, fill_in
from audit_app.xforms.definition import Form

ROUNDS = ("baseline", "follow_up_1")
OFFICERS = ("A.B.", "J.K.", "T.W.")
TEAMS = Odds(("Pre-birth team", 40), ("North locality", 32), ("South locality", 28))

# In every sixty cases these places are fixed, so that each kind of family and of progress can be seen.
_EVERY = 60
_KINDS: dict[int, tuple[str, ...]] = {
    3: ("not_identified",),
    8: ("father_putative", "father_putative"),
    13: ("father_confirmed", "partner_not_parent"),
    21: ("father_putative",),
    27: ("other_legal_parent",),
    34: ("not_identified", "partner_not_parent"),
    44: ("father_confirmed",),
}
# How many of the sixty went how far; enough of each that every page has something to show.
_PATHWAYS = (
    *("proceedings_issued",) * 19,
    *("pre_proceedings",) * 11,
    *("cp_plan",) * 15,
    *("cin_s17",) * 9,
    *("early_help",) * 4,
    *("closed_nfa",) * 2,
)
_STRIDE = 7
"""Shares no divisor with sixty, so that it deals each of them once, well mixed."""
_TWINS = (44, 45)
_PAGES_DONE = {16: 3, 37: 5, 51: 6, 56: 2}
"""Of unfinished cases."""
_NOT_STARTED = 59
_IN_BULK = {11: "father_inclusion", 30: "father_inclusion", 49: "father_inclusion"}
_DIED = {26: "mother"}
# Dates that contradict another one, as files have them: question, the other date, and days after it.
_CONTRADICTIONS = {
    6: ("allocation_date", "referral_date", -4),
    24: ("contact_date", "referral_date", 6),
    33: ("assessment_start_date", "referral_date", -3),
    46: ("first_pre_pro_meeting_date", "letter_before_proceedings_date", -5),
}
_WHY_UNLIKELY = "Both dates stand in the file like this; nobody could say which is right."
_CONCERNS = {
    19: "Bruising seen on an older child at the last visit, with no note of what was done.",
    40: "The mother wrote that she could not go on; no reply is on the file.",
}


def make_cases(
    form: Form, n: int = 60, seed: int = 1, *, table: OddsTable | None = None
) -> tuple[SampleCase, ...]:
    """All of `each_case`."""
    return tuple(each_case(form, n, seed, table=table))


def each_case(
    form: Form, n: int = 60, seed: int = 1, *, table: OddsTable | None = None
) -> Iterator[SampleCase]:
    """`n` made-up cases of a form, one after the other, drawn by a table of odds (the shipped one without).
    The same seed gives the same cases on any machine, and the first of many are the same as the first of
    few."""
    odds = table or read_odds()
    return (_case(form, odds, seed, place) for place in range(n))


def _case(form: Form, table: OddsTable, seed: int, place: int) -> SampleCase:
    kind = place % _EVERY
    twin = kind == _TWINS[1]
    # The second twin has the first one's parents, so all that is said of them.
    first = place - twin
    story = _story(seed, first)
    attributes = {
        "team": Chance(f"{seed}/{first}/team").of(TEAMS),
        "referral_year": str(story.referred.year),
    }
    if kind in _TWINS:
        attributes["pregnancy"] = f"MADE-UP-TWINS-{place // _EVERY + 1:03d}"
    return SampleCase(
        reference=f"MADE-UP-{place + 1:03d}",
        round=ROUNDS[(kind - twin) % 3 == 2],
        status=_status(kind),
        officer=OFFICERS[first % len(OFFICERS)],
        attributes=attributes,
        answers=_answers(form, table, seed, first, story) if kind != _NOT_STARTED else (),
        why_unlikely=_WHY_UNLIKELY if kind in _CONTRADICTIONS else "",
    )


def _status(kind: int) -> CaseStatus:
    if kind == _NOT_STARTED:
        return CaseStatus.NOT_STARTED
    return CaseStatus.IN_PROGRESS if kind in _PAGES_DONE else CaseStatus.FINISHED


def _story(seed: int, place: int) -> Story:
    kind = place % _EVERY
    pathway = _PATHWAYS[kind * _STRIDE % _EVERY]
    multiple = "twins" if kind in _TWINS else "single"
    return tell(Chance(f"{seed}/{place}/story"), pathway, _KINDS.get(kind, ()), multiple)


def _answers(form: Form, table: OddsTable, seed: int, place: int, story: Story) -> tuple[SampleAnswer, ...]:
    kind = place % _EVERY
    truths, sure = _truths(seed, place, story)
    needs = form.lists.get("need_rows", ())
    told = Foreknown(
        subject=f"{seed}/{place}",
        truths=truths,
        days=(story.referred, story.last_day, LOOKED),
        rows={
            "services": partial(
                services,
                needs=tuple(choice.name for choice in needs if choice.name != "none"),
                chance=Chance(f"{seed}/{place}/services"),
                story=story,
                table=table,
            )
        },
        sure=sure,
        in_bulk=_IN_BULK.get(kind, ""),
        pages=_PAGES_DONE.get(kind),
        birth_page="birth_and_discharge",
    )
    return fill_in(form, table, told)


def _truths(seed: int, place: int, story: Story) -> tuple[Truths, frozenset[str]]:
    """All that is true of a case, and what is surely on file."""
    kind = place % _EVERY
    course = follow(Chance(f"{seed}/{place}/course"), story, _DIED.get(kind, ""))
    truths = {
        **before_birth(Chance(f"{seed}/{place}/before"), story, course),
        **older_children(Chance(f"{seed}/{place}/children"), story),
        **after_birth(Chance(f"{seed}/{place}/after"), story, course),
        **homes(Chance(f"{seed}/{place}/homes"), story, course),
        **_concern(kind),
    }
    question, other, days = _CONTRADICTIONS.get(kind, ("", "", 0))
    day = truths.get(other)
    if not isinstance(day, date):
        return truths, frozenset()
    return {**truths, question: day + timedelta(days=days)}, frozenset({question, other})


def _concern(kind: int) -> Truths:
    what = _CONCERNS.get(kind, "")
    return {
        "immediate_concern": "yes" if what else "no",
        "immediate_concern_what": what,
        "immediate_concern_told": "Duty service manager",
        "immediate_concern_date": LOOKED,
    }
