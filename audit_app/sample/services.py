"""The services that follow from what was offered: some match a need, some answer none on file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.sample.chance import Chance
from audit_app.sample.facts import Absent, Truths
from audit_app.sample.odds import OddsTable
from audit_app.sample.story import Story

_MOST = 14
_UNNEEDED = 0.28
_OVERLAPPING = 0.08
_IN_PLACE = "already_in_place"
_BEGUN = ("offered", _IN_PLACE)


@dataclass(frozen=True)
class _Service:
    type: str
    needs: tuple[str, ...]
    in_place: bool = False


def services(
    read: Callable[[str], str], needs: Sequence[str], chance: Chance, story: Story, table: OddsTable
) -> tuple[Truths, ...]:
    """The rows of services. `read` gives an answer by its path; `needs` are such as `mother_housing`. The
    type is drawn by the table's lines `service_type/NEED`."""
    if read("services_recorded") == "no":
        return ()
    planned = _joined(_wanted(read, needs, chance, story, table))
    if not planned:
        planned.append(_unneeded(chance, table))
    if chance.yes(_OVERLAPPING):
        planned.append(planned[0])  # two agencies doing the same: an overlap to be found
    return tuple(_truths(chance, story, service) for service in planned[:_MOST])


def _wanted(
    read: Callable[[str], str], needs: Sequence[str], chance: Chance, story: Story, table: OddsTable
) -> Iterator[_Service]:
    for need in needs:
        person, _, what = need.partition("_")
        rows = range(1, len(story.fathers) + 1) if person == "father" else (0,)
        for row in rows:
            offer = read(f"{f'father_offers[{row}]/' if row else ''}{person}_offer_{what}")
            if offer in _BEGUN:
                yield _Service(table.one(f"service_type/{need}", chance), (need,), offer == _IN_PLACE)
    if chance.yes(_UNNEEDED):
        yield _unneeded(chance, table)


def _unneeded(chance: Chance, table: OddsTable) -> _Service:
    return _Service(table.one("service_type/none", chance), ("none",))


def _joined(wanted: Iterator[_Service]) -> list[_Service]:
    """The same service for two needs is one row; one for no need stands by itself."""
    found: dict[tuple[str, bool], _Service] = {}
    for service in wanted:
        key = service.type, service.in_place
        if key not in found:
            found[key] = service
        elif service.needs != ("none",):
            needs = tuple(dict.fromkeys((*found[key].needs, *service.needs)))
            found[key] = _Service(service.type, needs, service.in_place)
    return list(found.values())


def _truths(chance: Chance, story: Story, service: _Service) -> Truths:
    offered = _offered(chance, story, service.in_place)
    started = offered + timedelta(days=chance.between(4, 63))
    told: Truths = {
        "service_type": service.type,
        "service_needs": " ".join(service.needs),
        "service_offered_date": offered,
        "service_started_date": started,
    }
    if service.in_place:
        return {**told, "service_response": "accepted"}
    if started >= story.last_day and chance.yes(0.5):
        waiting = Absent("Still waiting when the baby was born.")
        return {**told, "service_started_date": waiting, "service_end_reason": "not_started"}
    return told


def _offered(chance: Chance, story: Story, in_place: bool) -> date:
    if in_place:
        return story.referred - timedelta(days=chance.between(40, 300))
    room = max(story.to_birth - 7, 10)
    return story.referred + timedelta(days=chance.between(3, min(room, 110)))
