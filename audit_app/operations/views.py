"""What practitioner and family say to the summary of a case.

It is added after the conversation, so also to a finished case, and kept as a change like any answer: who
wrote it down, when, and what stood there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audit_app.model import Answer, AnswerState, Key, Reserved
from audit_app.operations.open_case import Edit, OpenCase, Saved, write
from audit_app.words import _


class Who(StrEnum):
    """Whose view it is; the `row` of its change."""

    PRACTITIONER = "practitioner"
    FAMILY = "family"


@dataclass(frozen=True)
class View:
    """What one of them says, empty when nothing has been added; `by` wrote it down, `at` (UTC, ISO)."""

    who: Who
    label: str
    text: str = ""
    by: str = ""
    at: str = ""


def view_label(who: str) -> str:
    """`What the practitioner says`."""
    labels = {Who.PRACTITIONER: _("What the practitioner says"), Who.FAMILY: _("What the family says")}
    return labels[Who(who)]


def views(case: OpenCase) -> tuple[View, ...]:
    """Both views as they stand."""
    return tuple(_view(case, who) for who in Who)


def save_view(case: OpenCase, who: Who, text: str) -> Saved:
    """Keep what one of them says, in a finished case too; empty takes it away. The same text again changes
    nothing."""
    text = text.strip()
    if text == _view(case, who).text:
        return write(case, [], [])
    state = AnswerState.ANSWERED if text else AnswerState.NOT_LOOKED_AT
    return write(case, [Edit(Key(Reserved.VIEWS, who), Answer(state, text))], [])


def _view(case: OpenCase, who: Who) -> View:
    head = case.heads.get(Key(Reserved.VIEWS, who))
    if head is None or not head.answer.value:
        return View(who, view_label(who))
    return View(who, view_label(who), head.answer.value, case.names.get(head.person, ""), head.time)
