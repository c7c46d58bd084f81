"""What a question says of its answer: beside it, beneath it, and to a screen reader at its field."""

from __future__ import annotations

from audit_app.operations.case.answering import QuestionView
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.case.state_buttons import PRESSED
from audit_app.ui.parts.said import answer_words, by_words, evidence_words, is_given, state_words
from audit_app.words import _


def state_line(view: QuestionView, *, locked: bool, has_buttons: bool) -> str:
    """The state in words, where neither the editor nor a pressed button says it; of a finished case all."""
    answer = view.answer
    if locked and has_buttons:
        said = _("Answer: {words}").format(words=answer_words(view))
        by = given_by(view)
        return f"{said}  ({by})" if by else said
    state = state_words(answer.state)
    if not state or (answer.state in PRESSED and has_buttons):
        return ""
    return _("Recorded as: {state}").format(state=f"{state}: {answer.value}" if answer.value else state)


def given_by(view: QuestionView) -> str:
    """Who gave the answer and when; empty while there is none."""
    return by_words(view) if is_given(view.answer) else ""


def beneath(view: QuestionView, sitting: Sitting) -> str:
    """A line each: the flag, the evidence, the note, what may say who somebody is, what an extract says."""
    evidence = evidence_words(view.answer.evidence, sitting.found_in)
    lines = (
        _("⚑ Flagged to come back to") if view.flagged else "",
        _("Evidence: {words}").format(words=evidence) if evidence else "",
        _("Note: {words}").format(words=view.answer.note) if view.answer.note else "",
        sitting.personal(view),
        "" if view.to_confirm else view.from_extract,
    )
    return "\n".join(line for line in lines if line)


def records_line(view: QuestionView) -> str:
    """In which records the answer would be; empty where the form doesn't say."""
    return _("Look in: {records}").format(records=view.record) if view.record else ""


def description(view: QuestionView, wrong: str) -> str:
    """What belongs to the field: what is `wrong` with what was typed, the state, whether it must be answered,
    the hint and the records."""
    state = state_words(view.answer.state)
    parts = (
        _("Not right yet: {what}").format(what=wrong) if wrong else "",
        f"{state}." if state else "",
        _("Must be answered.") if view.required else "",
        view.hint,
        records_line(view),
    )
    return " ".join(part for part in parts if part)
