"""Ratings and actions as the workbooks and the report print them.

A summary refuses to be made for an edition that leaves the program with evidence, progress notes, persons or
counts in it: baselines then name measure, round and month, and the figure itself stands, as far as it is
released, on its page. Days are months there, and a text that names a case or an officer is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

from audit_app.charts.practice_words import notice
from audit_app.model import RaterGroup, Rating, Statement
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

Said = Callable[[str, str, str], str]
"""How a text is printed, by its place, its place in words, and what it is."""
_MONTH = len("2025-09")
_LETTERS = 8  # of an action's id: enough to tell actions apart
_INITIALS = 3


def as_it_is(_place: str, _where: str, text: str) -> str:
    """Every text as somebody wrote it."""
    return text


def practice_summary(
    audit: Audit, *, internal: bool, group: RaterGroup = RaterGroup.AGREED, said: Said = as_it_is
) -> PracticeSummary:
    """What outputs print. The internal edition holds all of it.

    For any other edition there are no evidence notes, no progress notes, no persons; days are months; a
    baseline names its measure, round and month, since its counts may be small and only the disclosure step
    decides about counts. Each text is printed as it is `said` (by its place, its place in words, and what it
    is), and one that names a case or an officer is left out whole.
    """
    found, shown = board(audit, group), actions(audit)
    if internal:
        return PracticeSummary(notice(), found, shown, internal=True)
    held: list[str] = []
    clean = _cleaner(audit, held, said)
    return PracticeSummary(
        notice(),
        _shared_board(found, clean),
        tuple(_shared_action(each, n, clean) for n, each in enumerate(shown, start=1)),
        internal=False,
        held_back=len(held),
    )


def names_inside(audit: Audit) -> frozenset[str]:
    """The references of cases and the names of officers, which stay inside."""
    return frozenset(ref.reference for ref in cases.refs(audit.file)) | {*people.names(audit.file).values()}


def named_inside(names: Collection[str]) -> Callable[[str], str]:
    """Finds the first of these names that a text holds; empty for none."""
    patterns = [
        _any_of((name for name in names if len(name) > _INITIALS), re.IGNORECASE),
        # In any case of letters, initials such as AS would be words; and a single letter tells nobody apart.
        _any_of((name for name in names if 1 < len(name) <= _INITIALS), re.NOFLAG),
    ]

    def find(text: str) -> str:
        found = (pattern.search(text) for pattern in patterns if pattern)
        return next((each.group() for each in found if each), "")

    return find


def _cleaner(audit: Audit, held: list[str], said: Said) -> Said:
    """Keeps a text, as it is said, unless it names a case or an officer; what it held back it adds to
    `held`."""
    named = named_inside(names_inside(audit))

    def clean(place: str, where: str, text: str) -> str:
        words = said(place, where, text)
        if not named(words):
            return words
        held.append(text)
        return _("(left out: it names a case or an officer)")

    return clean


def _any_of(names: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags) if either else None


def _shared_board(found: Board, clean: Said) -> Board:
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


def _shared_statement(rated: RatedStatement, clean: Said) -> RatedStatement:
    about = rated.statement
    return RatedStatement(
        replace(about, text=_cleaned(about, clean)),
        _shared_rating(rated.now) if rated.now else None,
        _shared_rating(rated.before) if rated.before else None,
        tuple(_shared_rating(each) for each in rated.groups),
        rated.stage,
    )


def _shared_rating(rating: Rating) -> Rating:
    return replace(rating, date=rating.date[:_MONTH], note="", person="", time=rating.time[:_MONTH])


def _shared_action(view: PracticeAction, n: int, clean: Said) -> PracticeAction:
    action = view.action
    texts: dict[str, Any] = {
        name: clean(f"action.{action.id[:_LETTERS]}.{name}", words.format(n=n), getattr(action, name))
        for name, words in _places().items()
    }
    days: dict[str, Any] = {name: getattr(action, name)[:_MONTH] for name in ("start", "due", "target_date")}
    return PracticeAction(
        replace(action, **texts, **days),
        _shared_value(view.baseline, clean) if view.baseline else None,
        tuple(FollowUp(_shared_value(each.measured, clean)) for each in view.follow_ups),
        overdue=view.overdue,
        stage=view.stage,
    )


def _places() -> dict[str, str]:
    """The texts of an action, each with its place in words."""
    return {
        "what": _("Action {n}, what will be done"),
        "why": _("Action {n}, why"),
        "owner": _("Action {n}, owner"),
        "agency": _("Action {n}, agency"),
        "task_group": _("Action {n}, task group"),
        "target": _("Action {n}, target"),
    }


def _cleaned(about: Statement, clean: Said) -> str:
    """The words of a statement: the area's own are looked at before they leave, those that ship are not."""
    if not about.local:
        return about.words
    return clean(f"statement.{about.id}", _("Statement {id}").format(id=about.id), about.text)


def _shared_value(value: Measured, clean: Said) -> Measured:
    """Where a value stands, without the value."""
    label = clean("form", _("Words of the form"), value.label)
    round_ = clean("round", _("Round"), value.round)
    return Measured(value.measure, label, value.date[:_MONTH], round_, kind=value.kind, unit=value.unit)
