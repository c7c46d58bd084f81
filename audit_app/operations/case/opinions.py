"""What practitioner and family say to the summary of a case.

It is added after the conversation, so also to a finished case, and kept as a change like any answer: who
wrote it down, when, and what stood there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audit_app.model import Answer, AnswerState, Key, Reserved
from audit_app.operations.case.open_case import Edit, OpenCase, Saved, write
from audit_app.words import _


class Who(StrEnum):
    """Whose opinion it is; the `row` of its change."""

    PRACTITIONER = "practitioner"
    FAMILY = "family"


@dataclass(frozen=True)
class Opinion:
    """What one of them says, empty when nothing has been added; `by` wrote it down, `at` (UTC, ISO)."""

    who: Who
    label: str
    text: str = ""
    by: str = ""
    at: str = ""


def opinion_label(who: str) -> str:
    """`What the practitioner says`."""
    labels = {Who.PRACTITIONER: _("What the practitioner says"), Who.FAMILY: _("What the family says")}
    return labels[Who(who)]


def opinions(case: OpenCase) -> tuple[Opinion, ...]:
    """Both opinions as they stand."""
    return tuple(_opinion(case, who) for who in Who)


def save_opinion(case: OpenCase, who: Who, text: str) -> Saved:
    """Keep what one of them says, in a finished case too; empty takes it away. The same text again changes
    nothing."""
    text = text.strip()
    if text == _opinion(case, who).text:
        return write(case, [], [])
    state = AnswerState.ANSWERED if text else AnswerState.NOT_LOOKED_AT
    return write(case, [Edit(Key(Reserved.VIEWS, who), Answer(state, text))], [])


def _opinion(case: OpenCase, who: Who) -> Opinion:
    head = case.heads.get(Key(Reserved.VIEWS, who))
    if head is None or not head.answer.value:
        return Opinion(who, opinion_label(who))
    return Opinion(who, opinion_label(who), head.answer.value, case.names.get(head.person, ""), head.time)
