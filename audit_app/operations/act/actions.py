"""Actions: what is to be done, by which role, and what the audit's own figures said before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any

from audit_app.errors import AuditError
from audit_app.model import STAGES, Action, ActionStatus
from audit_app.operations.act.measures import difference, measure, measure_labels, own_round, rounds
from audit_app.operations.act.statements import current, make_own, read_day, require_own, stages
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.open_case import now_text, person_id
from audit_app.results.practice import ActionNote, FollowUp, Measured, PracticeAction
from audit_app.store import people
from audit_app.store import practice as stored
from audit_app.store.writing import transaction
from audit_app.words import _

_CLOSED = (ActionStatus.DONE, ActionStatus.STOPPED)
FILTERS: dict[str, Callable[[PracticeAction], bool]] = {
    "all": lambda action: True,  # noqa: ARG005
    "open": lambda action: action.action.status not in _CLOSED,
    "without_owner": lambda action: action.without_owner and action.action.status not in _CLOSED,
    "without_measure": lambda action: action.without_measure and action.action.status not in _CLOSED,
    "overdue": lambda action: action.overdue,
}
"""What a list of actions can be narrowed to."""


def actions(audit: Audit, only: str = "all") -> tuple[PracticeAction, ...]:
    """The actions as they stand: open ones first, then by priority and day due. `only` is in `FILTERS`."""
    latest = {each.id: each for each in stored.read_actions(audit.file)}
    notes, values = stored.read_notes(audit.file), stored.read_measured(audit.file)
    views = (_view(audit, each, notes, values) for each in latest.values())
    return tuple(filter(FILTERS[only], sorted(views, key=_urgency)))


def action_history(audit: Audit, action: str) -> tuple[Action, ...]:
    """Every version of an action, the latest first."""
    return tuple(each for each in reversed(stored.read_actions(audit.file)) if each.id == action)


def check_action(audit: Audit, action: Action) -> Action:
    """The action as it would be kept. AuditError as `save_action`."""
    require_own(audit)
    action = _tidy(action)
    _must_be(audit, action)
    return action


def save_action(audit: Audit, action: Action, progress: Progress = no_progress) -> PracticeAction:
    """Keep an action, in a new version where it is known already; how it then stands. Where it has a measure
    without a baseline, the baseline is taken from the audit's own round as it reads today.

    AuditError, in a sentence: nothing to do, an unknown statement, stage or measure, a day that is none, due
    before it starts, a person's name as owner, and in a pack.
    """
    action = check_action(audit, action)
    before = _latest(audit, action.id)
    kept = replace(action, id=action.id or audit.new_id(), version=before.version + 1 if before else 1)
    taken = None
    if kept.measure and not _baseline(kept, stored.read_measured(audit.file)):
        taken = _take(audit, kept.measure, own_round(audit), progress)
    changed = before is None or replace(kept, version=before.version) != before
    with transaction(audit.file):
        make_own(audit)
        if changed:
            stored.add_action(audit.file, kept, person_id(audit), now_text(audit))
        if taken:
            stored.add_measured(audit.file, kept.id, taken, is_baseline=True)
    return _found(audit, kept.id)


def take_baseline(
    audit: Audit, action: str, round_: str | None = None, progress: Progress = no_progress
) -> PracticeAction:
    """Take an action's baseline anew, from a round (None: the audit's own). Earlier ones are kept, and no
    longer shown. AuditError as `follow_up`."""
    about = _measured_action(audit, action)
    where = own_round(audit) if round_ is None else _known_round(audit, round_)
    return _keep_measured(audit, about, _take(audit, about.measure, where, progress), is_baseline=True)


def follow_up(audit: Audit, action: str, round_: str, progress: Progress = no_progress) -> PracticeAction:
    """Fill in what a later round shows: the same measure over that round's finished cases, beside the
    baseline. AuditError when the action is unknown or has no measure, there is no such round or it is the
    baseline's, and in a pack."""
    about = _measured_action(audit, action)
    baseline = _baseline(about, stored.read_measured(audit.file))
    if baseline and baseline.round == round_:
        raise AuditError(
            _("The baseline is of round “{round}” itself. Choose another round.").format(round=round_)
        )
    taken = _take(audit, about.measure, _known_round(audit, round_), progress)
    return _keep_measured(audit, about, taken, is_baseline=False)


def without_follow_up(audit: Audit, round_: str) -> tuple[PracticeAction, ...]:
    """The open actions with a baseline of another round, and no follow-up from this one yet."""
    return tuple(
        each
        for each in actions(audit, "open")
        if each.baseline
        and each.baseline.round != round_
        and all(follow.measured.round != round_ for follow in each.follow_ups)
    )


def follow_all_up(audit: Audit, round_: str, progress: Progress = no_progress) -> int:
    """Fill in what a round shows for each of these actions, from one reading; how many. AuditError when there
    is no such round, and in a pack."""
    require_own(audit)
    due = without_follow_up(audit, _known_round(audit, round_))
    found = measure(audit, [each.action.measure for each in due], round_, progress) if due else {}
    with transaction(audit.file):
        taken = [(each.action.id, found[each.action.measure]) for each in due if each.action.measure in found]
        for id_, value in taken:
            stored.add_measured(audit.file, id_, value, is_baseline=False)
    return len(taken)


def add_note(audit: Audit, action: str, text: str, date: str = "") -> ActionNote:
    """Say how far an action has come, on a day (ISO; empty: today). AuditError for no words, an unknown
    action, a day yet to come, and in a pack."""
    require_own(audit)
    _found(audit, action)
    day = read_day(audit, date, past=True) or audit.today.isoformat()
    if not text.strip():
        raise AuditError(_("The note has no words. Say in a few how far the action has come."))
    note = ActionNote(audit.new_id(), action, day, text.strip(), audit.person, now_text(audit))
    with transaction(audit.file):
        stored.add_note(audit.file, replace(note, person=person_id(audit)))
    return note


def _view(
    audit: Audit,
    action: Action,
    notes: Iterable[ActionNote],
    values: Iterable[tuple[str, bool, Measured]],
) -> PracticeAction:
    values = tuple(values)
    baseline = _baseline(action, values)
    by_round = {
        value.round: value
        for id_, is_baseline, value in values
        if id_ == action.id and not is_baseline and value.measure == action.measure
    }
    return PracticeAction(
        action,
        baseline,
        tuple(
            FollowUp(value, difference(baseline, value))
            for value in sorted(by_round.values(), key=lambda value: (value.date, value.round))
            if not (baseline and value.round == baseline.round)
        ),
        tuple(note for note in notes if note.action == action.id),
        overdue=bool(action.due) and action.due < audit.today.isoformat() and action.status not in _CLOSED,
        stage=stages(audit)[action.stage],
    )


def _baseline(action: Action, values: Iterable[tuple[str, bool, Measured]]) -> Measured | None:
    """The latest baseline of the measure that the action has now."""
    found = [
        value
        for id_, is_baseline, value in values
        if id_ == action.id and is_baseline and value.measure == action.measure
    ]
    return found[-1] if found else None


def _urgency(view: PracticeAction) -> tuple[object, ...]:
    action = view.action
    return (action.status in _CLOSED, action.priority or 10_000, action.due or "9999", action.what.casefold())


def _tidy(action: Action) -> Action:
    """Without stray blanks."""
    texts: dict[str, Any] = {
        each.name: " ".join(getattr(action, each.name).split())
        for each in fields(Action)
        if each.name not in ("statements", "stage", "status", "priority", "version")
    }
    return replace(action, **texts, statements=tuple(dict.fromkeys(action.statements)))


def _must_be(audit: Audit, action: Action) -> None:
    if not action.what:
        raise AuditError(_("The action says nothing yet. Say in a sentence what is to be done."))
    known = current(audit)
    unknown = [id_ for id_ in action.statements if id_ not in known]
    if unknown:
        raise AuditError(_("There is no statement {id}. Choose one of the list.").format(id=unknown[0]))
    if action.stage not in (0, *STAGES):
        raise AuditError(_("There is no stage {stage}. Choose 1, 2 or 3.").format(stage=action.stage))
    if action.measure and action.measure not in measure_labels(audit, one_value=True):
        raise AuditError(
            _(
                "“{id}” is no measure that comes to one value, so it can't be followed. Choose another."
            ).format(id=action.measure)
        )
    if action.priority < 0:
        raise AuditError(_("A priority counts from 1. Leave it empty for none."))
    for day in (action.start, action.due, action.target_date):
        read_day(audit, day)
    if action.start and action.due and action.due < action.start:
        raise AuditError(_("The action is due before it starts. Change one of the two days."))
    if action.owner.casefold() in map(str.casefold, people.names(audit.file).values()):
        raise AuditError(
            _("The owner is a role, such as “Head of service”, because actions are shared. Leave names out.")
        )


def _take(audit: Audit, id_: str, round_: str, progress: Progress) -> Measured:
    found = measure(audit, [id_], round_, progress).get(id_)
    if found is None:
        raise AuditError(_("This form has no measure “{id}” any more. Choose another.").format(id=id_))
    return found


def _measured_action(audit: Audit, action: str) -> Action:
    require_own(audit)
    about = _found(audit, action).action
    if not about.measure:
        raise AuditError(_("This action has no measure yet. Choose one, and its baseline is taken."))
    return about


def _known_round(audit: Audit, round_: str) -> str:
    known = rounds(audit)
    if round_ not in known:
        raise AuditError(
            _("This audit has no round “{round}”. Its rounds: {known}.").format(
                round=round_, known=", ".join(known) or "–"
            )
        )
    return round_


def _keep_measured(audit: Audit, action: Action, value: Measured, *, is_baseline: bool) -> PracticeAction:
    with transaction(audit.file):
        stored.add_measured(audit.file, action.id, value, is_baseline=is_baseline)
    return _found(audit, action.id)


def _latest(audit: Audit, action: str) -> Action | None:
    found = [each for each in stored.read_actions(audit.file) if each.id == action]
    if action and not found:
        raise AuditError(_("There is no such action any more. Choose one of the list."))
    return found[-1] if found else None


def _found(audit: Audit, action: str) -> PracticeAction:
    found = next((each for each in actions(audit) if each.action.id == action), None)
    if found is None:
        raise AuditError(_("There is no such action any more. Choose one of the list."))
    return found
