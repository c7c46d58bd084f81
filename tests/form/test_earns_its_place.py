"""Every question of the shipped form earns its place: a figure, a need, a step, a row's line or another
question reads it, or there is a reason to ask it all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit_app.xforms.definition import Output
from tests.form.filled import form, sheets

WORDS_OF_PEOPLE = (
    "what somebody said or saw, in words: it stands on the page of the case and in its text, uncounted"
)
ACTS = "what was done about it: it is read on the page of the case, and by whoever has to act"
REASONS = {
    "placement_end_date": "opens what is asked of a placement's end, and is the end of its length",
    "follow_up_possible_until": "decides which points in time are asked at all",
    "baby_died_date": "decides which points in time are asked at all",
    **dict.fromkeys(
        (
            "parents_say",
            "what_worked",
            "practitioner_reflection",
            "parent_feedback",
            "carer_said",
            "guardian_said",
        ),
        WORDS_OF_PEOPLE,
    ),
    **dict.fromkeys(
        (
            *("case_action_owner_role", "case_action_due_date"),
            *("immediate_concern_what", "immediate_concern_told", "immediate_concern_date"),
        ),
        ACTS,
    ),
}


def test_a_question_is_read_or_says_why_it_stands() -> None:
    read = _read()
    unread = {name for name, question in form().questions.items() if question.is_input} - read
    assert unread == set(REASONS)


def _read() -> set[str]:
    """All that figures, needs, steps and rows' lines read, with what is worked out on the way."""
    found: set[str] = set()
    waiting = list(_leant_on())
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _names(form().questions[name].calculation)
    return found


def _leant_on() -> Iterator[str]:
    for sheet, columns in (
        ("measures", ("question", "from", "population", "national_age", "competing", "censored")),
        ("needs", ("question", "offer", "reason")),
        ("steps", ("question", "gestation")),
        ("roles", ("question",)),
        ("derived", ("question", "from", "population", "reads")),
        ("parts", ("question", "population")),
    ):
        for row in sheets()[sheet]:
            for column in columns:
                yield from _names(row.get(column, ""))
    for repeat in form().repeats.values():
        for part in repeat.summary.parts(""):
            yield from _names(part.expression) if isinstance(part, Output) else ()


def _names(text: str) -> list[str]:
    return [name for name in re.findall(r"[A-Za-z_]\w*", text) if name in form().questions]
