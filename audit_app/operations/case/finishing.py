"""Finishing a case: what is still wrong or left, accepting what is unlikely, locking, and reopening with a
reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.errors import AuditError, Problem, Severity
from audit_app.model import Answer, AnswerState, Key, Reserved
from audit_app.operations.case.closing import closing
from audit_app.operations.case.open_case import (
    FINISHED,
    OPEN,
    STATUS,
    Edit,
    OpenCase,
    Saved,
    is_finished,
    require_open,
    write,
)
from audit_app.operations.case.unlikely_days import unlikely_days
from audit_app.operations.case.views import inputs, is_left, left_words
from audit_app.words import _
from audit_app.xforms.filling import Trouble as Found


class NoReasonError(AuditError):
    """Nothing stands in the way of finishing a case but a reason."""


@dataclass(frozen=True)
class CaseTrouble:
    """An error or warning of one answer, in the words of the form; `accepted` holds the reason given for a
    warning."""

    key: Key
    section: str
    label: str
    severity: Severity
    message: str
    accepted: str = ""


def troubles(case: OpenCase, section_name: str | None = None) -> tuple[CaseTrouble, ...]:
    """Errors and warnings of a page or the whole case. A warning stays accepted while the value it was
    accepted for stands."""
    questions = case.audit.form.questions
    return tuple(
        CaseTrouble(
            found.key,
            questions[found.key.question].section,
            case.filling.label(found.key),
            found.severity,
            found.message,
            _accepted(case, found.key, found.message) if found.severity is Severity.WARNING else "",
        )
        for found in _problems(case, section_name)
    )


def _problems(case: OpenCase, section: str | None) -> tuple[Found, ...]:
    """What the form finds wrong or unlikely, and steps on a day that can't be one of this pregnancy's."""
    found = case.filling.problems(section)
    told = {each.key for each in found}
    return (*found, *(each for each in unlikely_days(case, section) if each.key not in told))


def accept_warning(case: OpenCase, key: Key, reason: str) -> Saved:
    """Keep an unlikely value, with the reason. AuditError without one, for a finished case, or when there is
    nothing to accept."""
    require_open(case)
    if not reason.strip():
        raise AuditError(_("Say why this value is right, so that a reader can follow it."))
    section = case.audit.form.questions[key.question].section
    messages = [
        found.message
        for found in _problems(case, section)
        if found.key == key and found.severity is Severity.WARNING
    ]
    if not messages:
        raise AuditError(_("There is no warning about this answer any more."))
    value = case.filling.state(key).value
    edits = [
        Edit(_acceptance(key), Answer(AnswerState.ANSWERED, message, value), why=reason.strip())
        for message in messages
    ]
    return write(case, edits, [key])


def require_finishable(case: OpenCase) -> None:
    """AuditError that lists what is left: questions not looked at, errors, warnings not accepted, or
    immediate concern unanswered."""
    require_open(case)
    left = list(_left(case))
    if left:
        raise AuditError(_("This audit can't be finished yet."), left)


def finish(case: OpenCase, why: str = "") -> Saved:
    """Lock the case; `why` although `closing` says that something may be missing. AuditError as
    `require_finishable` has it; `NoReasonError` where one is asked for and none is given: whoever finishes a
    case, in the window or by a command, says it."""
    require_finishable(case)
    matters = closing(case).matters
    if matters and not why.strip():
        said = _("Look at this once more, or say why it is right so: the reason is kept.")
        raise NoReasonError(said, [Problem(sentence) for sentence in matters])
    return write(case, [Edit(STATUS, Answer(AnswerState.ANSWERED, FINISHED), why=why.strip())], [])


def reopen(case: OpenCase, why: str) -> Saved:
    """Unlock a finished case; the reason is kept. AuditError without one, or when the case isn't finished."""
    if not is_finished(case.heads):
        raise AuditError(
            _("The audit of {case} isn't finished, so it is open already.").format(case=case.ref.reference)
        )
    if not why.strip():
        raise AuditError(_("Say why the audit is reopened; the reason is kept with it."))
    return write(case, [Edit(STATUS, Answer(AnswerState.ANSWERED, OPEN), why=why.strip())], [])


def _acceptance(key: Key) -> Key:
    return Key(Reserved.ACCEPTED, f"{key.question}/{key.row}")


def _accepted(case: OpenCase, key: Key, message: str) -> str:
    head = case.heads.get(_acceptance(key))
    if head is None or head.answer.value != message or head.answer.note != case.filling.state(key).value:
        return ""
    return head.why


def _left(case: OpenCase) -> Iterator[Problem]:
    concern = _concern(case)
    if concern and case.filling.state(concern).state is not AnswerState.ANSWERED:
        yield Problem(
            _("“{label}” isn't answered yet.").format(label=case.filling.label(concern)),
            _("Every case says so before it is finished."),
        )
    yield from _sections_left(case, concern)
    for trouble in troubles(case):
        if is_left(case, trouble.key) or trouble.accepted:
            continue
        accept = trouble.severity is Severity.WARNING
        yield Problem(
            f"{trouble.label}: {trouble.message}",
            _("Change the answer, or accept it with a reason.") if accept else _("Change the answer."),
            severity=trouble.severity,
        )


def _concern(case: OpenCase) -> Key | None:
    """The question whether there is an immediate concern: the first of those on every page."""
    group = case.audit.form.every_page
    first = next((question for question in group.questions() if question.is_input), None) if group else None
    return Key(first.name) if first and case.filling.state(Key(first.name)).asked else None


def _sections_left(case: OpenCase, concern: Key | None) -> Iterator[Problem]:
    form = case.audit.form
    left: dict[str, int] = {}
    for key, question in inputs(case):
        if is_left(case, key) and key != concern:
            left[question.section] = left.get(question.section, 0) + 1
    for name, n in left.items():
        yield Problem(
            f"{form.groups[name].label.plain() or name}: {left_words(n)}.",
            _("Answer what is left, or mark it Not in the file."),
        )
