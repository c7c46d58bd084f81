"""Ratings and actions as the workbooks and the report print them.

A summary refuses to be made for an edition that leaves the program with evidence, progress notes, persons or
counts in it: baselines then name measure, round and month, and the figure itself stands, as far as it is
released, on its page. Days are months there, and a text that names a case or an officer is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from audit_app.charts.practice_words import notice
from audit_app.model import RaterGroup, Rating
from audit_app.operations.act.actions import actions
from audit_app.operations.act.board import board
from audit_app.operations.audit import Audit
from audit_app.results.practice import (
    Board,
    FollowUp,
    Measured,
    PracticeAction,
    PracticeSummary,
    RatedStatement,
)
from audit_app.store import cases, people
from audit_app.words import _

Clean = Callable[[str], str]
_MONTH = len("2025-09")
_INITIALS = 3


def practice_summary(
    audit: Audit, *, internal: bool, group: RaterGroup = RaterGroup.AGREED
) -> PracticeSummary:
    """What outputs print. The internal edition holds all of it.

    For any other edition there are no evidence notes, no progress notes, no persons; days are months; a
    baseline names its measure, round and month, since its counts may be small and only the disclosure step
    decides about counts. A text that names a case or an officer is left out whole.
    """
    found, shown = board(audit, group), actions(audit)
    if internal:
        return PracticeSummary(notice(), found, shown, internal=True)
    held: list[str] = []
    clean = _cleaner(audit, held)
    return PracticeSummary(
        notice(),
        _shared_board(found, clean),
        tuple(_shared_action(each, clean) for each in shown),
        internal=False,
        held_back=len(held),
    )


def _cleaner(audit: Audit, held: list[str]) -> Clean:
    """Keeps a text unless it names a case or an officer; what it held back it adds to `held`."""
    named = {ref.reference for ref in cases.refs(audit.file)} | set(people.names(audit.file).values())
    patterns = [
        _any_of((name for name in named if len(name) > _INITIALS), re.IGNORECASE),
        # In any case of letters, initials such as AS would be words; and a single letter tells nobody apart.
        _any_of((name for name in named if 1 < len(name) <= _INITIALS), re.NOFLAG),
    ]

    def clean(text: str) -> str:
        if not any(pattern and pattern.search(text) for pattern in patterns):
            return text
        held.append(text)
        return _("(left out: it names a case or an officer)")

    return clean


def _any_of(names: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags) if either else None


def _shared_board(found: Board, clean: Clean) -> Board:
    last_of_month = {date[:_MONTH]: date for date in found.dates}
    return Board(
        found.group,
        tuple(last_of_month),
        tuple(
            replace(cell, date=cell.date[:_MONTH])
            for cell in found.cells
            if cell.date in last_of_month.values()
        ),
        tuple(_shared_statement(each, clean) for each in found.statements),
    )


def _shared_statement(rated: RatedStatement, clean: Clean) -> RatedStatement:
    return RatedStatement(
        replace(rated.statement, text=clean(rated.statement.text)),
        _shared_rating(rated.now) if rated.now else None,
        _shared_rating(rated.before) if rated.before else None,
        tuple(_shared_rating(each) for each in rated.groups),
    )


def _shared_rating(rating: Rating) -> Rating:
    return replace(rating, date=rating.date[:_MONTH], note="", person="", time=rating.time[:_MONTH])


def _shared_action(view: PracticeAction, clean: Clean) -> PracticeAction:
    action = view.action
    texts: dict[str, Any] = {
        name: clean(getattr(action, name))
        for name in ("what", "why", "target", "owner", "agency", "task_group")
    }
    days: dict[str, Any] = {name: getattr(action, name)[:_MONTH] for name in ("start", "due", "target_date")}
    return PracticeAction(
        replace(action, **texts, **days),
        _shared_value(view.baseline) if view.baseline else None,
        tuple(FollowUp(_shared_value(each.measured)) for each in view.follow_ups),
        overdue=view.overdue,
    )


def _shared_value(value: Measured) -> Measured:
    """Where a value stands, without the value."""
    return Measured(
        value.measure, value.label, value.date[:_MONTH], value.round, kind=value.kind, unit=value.unit
    )
