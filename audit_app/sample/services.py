"""What was offered for each need, and the services: some match, some miss, some answer no need on file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.sample.chance import Chance, Odds
from audit_app.sample.draft import HARD, SURE, USUAL, Draft
from audit_app.sample.families import FATHER_NEEDS, NEEDS, OPEN
from audit_app.sample.story import Story

_MOST = 7

_OFFER = {
    "mother": Odds(
        ("offered", 53), ("already_in_place", 14), ("considered_not_offered", 9), ("no_offer_found", 24)
    ),
    "father": Odds(
        ("offered", 33), ("already_in_place", 6), ("considered_not_offered", 12), ("no_offer_found", 49)
    ),
}
_NOT_OFFERED = Odds(
    ("threshold", 30),
    ("waiting_list", 20),
    ("not_wanted", 16),
    ("too_late", 14),
    ("none_local", 12),
    ("other_help_first", 8),
)
_TYPES = {
    "mental_health": Odds(("perinatal_mh", 48), ("talking_therapy", 38), ("peer_support", 14)),
    "substance_use": Odds(("substance", 100)),
    "domestic_abuse": Odds(("da_victim", 84), ("da_perpetrator", 16)),
    "disability_learning": Odds(
        ("advocacy", 40), ("ld_adult", 30), ("parenting_programme", 20), ("health_specialist", 10)
    ),
    "past_trauma": Odds(
        ("trauma_therapy", 34), ("recurrent_care_service", 26), ("care_leaver", 22), ("peer_support", 18)
    ),
    "housing": Odds(("housing", 100)),
    "money": Odds(("benefits_debt", 100)),
}
_FATHER_TYPES = {
    **_TYPES,
    "mental_health": Odds(("talking_therapy", 74), ("fathers_worker", 26)),
    "domestic_abuse": Odds(("da_perpetrator", 88), ("da_victim", 12)),
    "past_trauma": Odds(("trauma_therapy", 60), ("fathers_worker", 40)),
}
_UNNEEDED = Odds(
    ("antenatal_education", 34), ("parenting_programme", 36), ("contraception", 20), ("peer_support", 10)
)
_RESPONSE = Odds(("accepted", 72), ("declined", 18), ("undecided", 10))
_DECLINED = Odds(
    ("not_wanted", 36), ("trust", 22), ("timing", 16), ("travel", 10), ("childcare", 8), ("waiting_list", 8)
)
_END = Odds(
    ("ongoing", 34),
    ("completed", 25),
    ("stopped_attending", 16),
    ("baby_born", 9),
    ("discharged_no_contact", 8),
    ("other", 8),
)
_COORDINATION = Odds(("coordinated", 38), ("some_overlap", 30), ("several_not_coordinated", 32))


@dataclass(frozen=True)
class _Service:
    type: str
    needs: str
    in_place: bool = False


def services_offered(draft: Draft, story: Story) -> None:
    """Offers for every current or suspected need, the services that follow from them, and how they fitted."""
    planned = _offers(draft, "mother", NEEDS, "", "")
    for number, role in enumerate(story.fathers, start=1):
        if role != "not_identified":
            planned += _offers(
                draft, "father", FATHER_NEEDS, f"fathers[{number}]/", f"father_offers[{number}]/"
            )
    if draft.chance.yes(0.28):
        planned.append(_Service(draft.chance.of(_UNNEEDED), "none"))
    planned = _joined(planned)
    if planned and draft.chance.yes(0.08):
        planned.append(planned[0])  # two agencies doing the same: an overlap to be found
    planned = planned[:_MOST]
    for number, service in enumerate(planned, start=1):
        draft.row = f"services[{number}]/"
        _service(draft, story, service)
    draft.row = ""
    _coordination(draft, len(planned))
    draft.end_section()


def _offers(draft: Draft, person: str, needs: tuple[str, ...], needs_row: str, row: str) -> list[_Service]:
    found = []
    for need in needs:
        draft.row = needs_row
        state = draft.value(f"{person}_need_{need}")
        draft.row = row
        if state not in OPEN:
            continue
        offer = draft.put(
            f"{person}_offer_{need}", draft.chance.of(_OFFER[person]), "no_offer_found", (0.015, 0.03)
        )
        if offer == "considered_not_offered":
            draft.put(f"{person}_offer_{need}_reason", draft.chance.of(_NOT_OFFERED), odds=HARD)
        elif offer in ("offered", "already_in_place"):
            types = _TYPES if person == "mother" else _FATHER_TYPES
            found.append(
                _Service(draft.chance.of(types[need]), f"{person}_{need}", offer == "already_in_place")
            )
    draft.row = ""
    return found


def _joined(planned: list[_Service]) -> list[_Service]:
    """The same service for two needs is one row."""
    by_type: dict[tuple[str, bool], _Service] = {}
    for service in planned:
        key = service.type, service.in_place
        known = by_type.get(key)
        if known is None:
            by_type[key] = service
        elif service.needs not in ("none", *known.needs.split()):
            by_type[key] = _Service(service.type, f"{known.needs} {service.needs}", service.in_place)
    return list(by_type.values())


def _service(draft: Draft, story: Story, service: _Service) -> None:
    chance = draft.chance
    offered, started, ended = _dates(chance, story, service.in_place)
    draft.day = offered
    draft.put("service_type", service.type, odds=SURE)
    if draft.put("service_needs", service.needs, odds=(0.02, 0.0)) == "none":
        draft.put("service_recipient", "mother" if chance.yes(0.75) else "mother father")
    draft.put_date("service_offered_date", offered, HARD)
    answer = "accepted" if service.in_place else chance.of(_RESPONSE)
    response = draft.put("service_response", answer, "undecided", USUAL)
    if response == "declined":
        draft.put("service_decline_reason", chance.of(_DECLINED), odds=HARD)
    if response != "accepted":
        return
    if started >= story.last_day and chance.yes(0.5):
        draft.skip("service_started_date", "Still waiting when the baby was born.")
        draft.put("service_end_reason", "not_started", odds=SURE)
        return
    draft.put_date("service_started_date", started)
    if draft.put("service_end_reason", chance.of(_END), odds=HARD) != "ongoing":
        draft.put_date("service_ended_date", ended, HARD)


def _dates(chance: Chance, story: Story, in_place: bool) -> tuple[date, date, date]:
    """Offered, started, ended."""
    if in_place:
        offered = story.referred - timedelta(days=chance.between(40, 300))
    else:
        room = max((story.last_day - story.referred).days - 7, 10)
        offered = story.referred + timedelta(days=chance.between(3, min(room, 110)))
    started = offered + timedelta(days=chance.between(4, 63))
    return offered, started, started + timedelta(days=chance.between(28, 170))


def _coordination(draft: Draft, n_services: int) -> None:
    chance = draft.chance
    draft.put("lead_coordinator", "yes" if chance.yes(0.48) else "no", "yes", HARD)
    draft.put("one_shared_plan", "yes" if chance.yes(0.4) else "no", "no", HARD)
    draft.put("coordination_judgement", chance.of(_COORDINATION) if n_services else "no_services", odds=SURE)
