"""Dated local events: a service that closed, a threshold that moved. They stand beside figures over time, and
explain nothing by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from audit_app.dates import parse_iso
from audit_app.errors import AuditError
from audit_app.model import LocalEvent
from audit_app.operations.area.cut_offs import require_own_audit
from audit_app.operations.audit import Audit
from audit_app.store import area as stored
from audit_app.store.writing import transaction
from audit_app.words import _

LONGEST = 200


def events(audit: Audit) -> tuple[LocalEvent, ...]:
    """The events in the order of their days."""
    return tuple(stored.read_events(audit.file).values())


def set_events(audit: Audit, events: Iterable[LocalEvent]) -> tuple[LocalEvent, ...]:
    """Keep these events, each once, and no others; what is kept, in the order of their days. AuditError for a
    day that isn't exact or hasn't been, for missing or very long words, and in a pack."""
    require_own_audit(audit)
    given = tuple(dict.fromkeys(replace(each, text=" ".join(each.text.split())) for each in events))
    for event in given:
        _must_be(event, audit.today)
    known = {event: id_ for id_, event in stored.read_events(audit.file).items()}
    with transaction(audit.file):
        stored.write_events(audit.file, {known.get(event) or audit.new_id(): event for event in given})
        return tuple(stored.read_events(audit.file).values())


def change_events(
    audit: Audit, *, add: Iterable[LocalEvent] = (), remove: Iterable[LocalEvent] = ()
) -> tuple[LocalEvent, ...]:
    """Add some events and take out others; what is kept. AuditError as `set_events`, and when an event to
    take out isn't there."""
    gone, there = set(remove), events(audit)
    missing = sorted(event.date for event in gone - set(there))
    if missing:
        raise AuditError(
            _("There is no such event on {date}. Give its date and words as they are listed.").format(
                date=missing[0]
            )
        )
    return set_events(audit, [*(event for event in there if event not in gone), *add])


def _must_be(event: LocalEvent, today: date) -> None:
    day = parse_iso(event.date)
    if day is None or day.exact is None:
        raise AuditError(
            _("“{date}” is no exact day. Give day, month and year of the event.").format(date=event.date)
        )
    if day.exact > today:
        raise AuditError(
            _("{date} hasn't been yet. Give the day of something that happened.").format(date=day.words)
        )
    if not event.text:
        raise AuditError(_("Say in a few words what happened on {date}.").format(date=day.words))
    if len(event.text) > LONGEST:
        raise AuditError(
            _("What happened on {date} takes more than {n} letters. Say it in a few words.").format(
                date=day.words, n=LONGEST
            )
        )
