"""Auditing one case: reading a section, saving an answer with all that depends on it, taking it back.

An `OpenCase` holds the case's `Filling` in memory, which is only ever what the file says: each function here writes
first, in one transaction (change, parents, answer rows, relevance and calculations touched), and only then lets the
Filling stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from audit_app.errors import Severity
from audit_app.model import Answer, CaseRef, Change, Key
from audit_app.operations.audit import Audit
from audit_app.xforms.definition import Choice, Question
from audit_app.xforms.filling import Filling


@dataclass
class OpenCase:
    """A case being audited. Mutable: `filling` follows the file."""

    audit: Audit
    ref: CaseRef
    filling: Filling


class SectionState(StrEnum):
    """How far a page of a case has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class SectionLine:
    """A line of the section list. `n_left` counts questions asked and not looked at."""

    name: str
    label: str
    state: SectionState
    n_left: int
    n_asked: int


@dataclass(frozen=True)
class ChoiceView:
    """A choice as shown; `key` is the digit that picks it, 1 to 9, else empty."""

    name: str
    label: str
    key: str = ""


@dataclass(frozen=True)
class QuestionView:
    """One question as the screen shows it. `beside` is the check shown next to a date (weekday, gestation)."""

    key: Key
    question: Question
    label: str
    hint: str
    guidance: str
    record: str
    choices: tuple[ChoiceView, ...]
    answer: Answer
    asked: bool
    read_only: bool
    required: bool
    record_opened: bool
    beside: str = ""
    by: str = ""
    at: str = ""
    bulk: bool = False
    from_extract: str = ""


@dataclass(frozen=True)
class RepeatRowView:
    """A row of a repeat: its summary line, and what stands in it."""

    uuid: str
    number: int
    summary: str
    n_left: int
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class RepeatView:
    """A repeat on a page. `fixed` rows follow another repeat (or a count) and can't be added or removed here."""

    name: str
    label: str
    hint: str
    parent: str
    fixed: bool
    rows: tuple[RepeatRowView, ...]


@dataclass(frozen=True)
class GroupView:
    """A group inside a page, or the page itself."""

    name: str
    label: str
    items: tuple[ItemView, ...]


ItemView = QuestionView | RepeatView | GroupView


@dataclass(frozen=True)
class Trouble:
    """An error or warning of one answer, in the words of the form; `accepted` holds the reason given for a warning."""

    key: Key
    section: str
    label: str
    severity: Severity
    message: str
    accepted: str = ""


@dataclass(frozen=True)
class Saved:
    """What a change did: the keys whose asking, state or value changed, when, and a sentence if it did more than asked."""

    changed: tuple[Key, ...]
    at: str
    batch: str
    said: str = ""
    structure: bool = False  # rows came, went or moved


@dataclass(frozen=True)
class CaseSummary:
    """The one page for the conversation with practitioner and family: headings with their lines."""

    reference: str
    headings: tuple[tuple[str, tuple[str, ...]], ...] = field(default_factory=tuple)


def open_case(audit: Audit, case_audit: str) -> OpenCase:
    """Read one case from the file."""
    raise NotImplementedError


def sections(case: OpenCase) -> tuple[SectionLine, ...]:
    """The pages of the case in order, with their status; the every-page group is not among them."""
    raise NotImplementedError


def section(case: OpenCase, name: str) -> GroupView:
    """One page with its questions, asked ones and those waiting to be asked (`asked` False)."""
    raise NotImplementedError


def every_page(case: OpenCase) -> GroupView | None:
    """The group that stands on every page (immediate concern), if the form has one."""
    raise NotImplementedError


def question_view(case: OpenCase, key: Key) -> QuestionView:
    """One question as it now stands."""
    raise NotImplementedError


def save_answer(case: OpenCase, key: Key, answer: Answer) -> Saved:
    """Save one answer with all that depends on it. Opening a record (`records_seen`) sets answers that were *record not
    opened* because of it back to not looked at, and says so. AuditError for a value of the wrong kind, or a finished
    case."""
    raise NotImplementedError


def not_in_the_file(case: OpenCase, key: Key, note: str = "") -> Saved:
    """*Not in the file*: not recorded, or source not seen when none of the records it would stand in was opened."""
    raise NotImplementedError


def mark_rest(case: OpenCase, section_name: str) -> Saved:
    """*Not in the file* for all that is asked and not looked at on a page, as one batch marked as done in bulk."""
    raise NotImplementedError


def rest(case: OpenCase, section_name: str) -> tuple[QuestionView, ...]:
    """The questions that `mark_rest` would mark."""
    raise NotImplementedError


def next_unanswered(case: OpenCase, after: Key | None = None) -> tuple[str, Key] | None:
    """The next question asked and not looked at: its section and key."""
    raise NotImplementedError


def add_row(case: OpenCase, repeat: str, parent: str = "") -> tuple[Saved, str]:
    """Add a row at the end; what changed and the row's uuid."""
    raise NotImplementedError


def remove_row(case: OpenCase, row: str) -> Saved:
    """Take a row out (undo brings it back with its answers)."""
    raise NotImplementedError


def move_row(case: OpenCase, row: str, by: int) -> Saved:
    """Move a row up (-1) or down (+1)."""
    raise NotImplementedError


def undo(case: OpenCase) -> Saved | None:
    """Take back the last batch of this case by this officer not yet taken back, also after moving on or reopening the
    file; None when there is nothing left."""
    raise NotImplementedError


def troubles(case: OpenCase, section_name: str | None = None) -> tuple[Trouble, ...]:
    """Errors and warnings of a page or the whole case."""
    raise NotImplementedError


def accept_warning(case: OpenCase, key: Key, reason: str) -> Saved:
    """Keep an unlikely value, with the reason."""
    raise NotImplementedError


def history(case: OpenCase, key: Key) -> tuple[Change, ...]:
    """Every change of one answer, newest first; `person` is the name."""
    raise NotImplementedError


def finish(case: OpenCase) -> Saved:
    """Lock the case. AuditError that lists what is left: questions not looked at, errors, warnings not accepted, or
    immediate concern unanswered."""
    raise NotImplementedError


def reopen(case: OpenCase, why: str) -> Saved:
    """Unlock a finished case; the reason is kept. AuditError without one."""
    raise NotImplementedError


def case_summary(case: OpenCase) -> CaseSummary:
    """The one-page summary: strengths, worries, needs and what was offered, what was missed, actions with owners."""
    raise NotImplementedError


def case_log(audit: Audit, case_audit: str | None = None) -> tuple[Change, ...]:
    """Every change of a case, or of the audit, oldest first; `person` is the name."""
    raise NotImplementedError
