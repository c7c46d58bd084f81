"""Answers, states and evidence in the words of the screen, the same everywhere in a case. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from audit_app.dates import moment_words, parse_iso
from audit_app.model import Answer, AnswerState, Evidence
from audit_app.operations.case.answering import QuestionView, SectionLine, SectionState
from audit_app.words import _, plural
from audit_app.xforms.definition import CHOICE_TYPES, DATE_TYPES, QuestionType


def state_words(state: AnswerState) -> str:
    """The state as it stands on the screen; empty for an answer, whose words are its own."""
    return {
        AnswerState.ANSWERED: "",
        AnswerState.NOT_RECORDED: _("Not in the file"),
        AnswerState.UNCLEAR: _("Records conflict"),
        AnswerState.NOT_APPLICABLE: _("Doesn’t apply"),
        AnswerState.SOURCE_NOT_SEEN: _("Record not opened"),
        AnswerState.NOT_LOOKED_AT: "",
    }[state]


def value_words(view: QuestionView, value: str | None = None) -> str:
    """A kept value as a person reads it: labels of choices, dates in words."""
    text = view.answer.value if value is None else value
    kind = view.question.type
    if kind in CHOICE_TYPES:
        labels = {choice.name: choice.label for choice in view.choices}
        joint = " › " if kind is QuestionType.RANK else "; "
        names = [text] if kind is QuestionType.SELECT_ONE else text.split()
        return joint.join(labels.get(name, name) for name in names)
    if kind in DATE_TYPES:
        day, _t, time = text.partition("T")
        date = parse_iso(day)
        return f"{date.words} {time[:5]}".strip() if date else text
    if kind is QuestionType.ACKNOWLEDGE and text:
        return _("Yes, noted")
    return text


def answer_words(view: QuestionView) -> str:
    """State and value in one line; “Not looked at yet” when there is neither."""
    answer = view.answer
    if answer.state is AnswerState.ANSWERED:
        words = value_words(view)
        return f"{words} · {view.beside}" if view.beside else words
    if answer.state is AnswerState.NOT_LOOKED_AT:
        return _("Not looked at yet")
    parts = [state_words(answer.state), answer.value]
    return ": ".join(part for part in parts if part)


def evidence_words(evidence: Evidence, found: Mapping[str, str]) -> str:
    """Evidence in one line: document, date, page, quote, where found."""
    date = parse_iso(evidence.date)
    parts = [
        evidence.document,
        date.words if date else evidence.date,
        _("page {page}").format(page=evidence.page) if evidence.page else "",
        f"“{evidence.quote}”" if evidence.quote else "",
        _("found in: {place}").format(place=found.get(evidence.found_in, evidence.found_in))
        if evidence.found_in
        else "",
    ]
    return ", ".join(part for part in parts if part)


def section_words(line: SectionLine) -> str:
    """The status of a page in words."""
    return {
        SectionState.NOT_STARTED: _("Not yet started"),
        SectionState.IN_PROGRESS: plural("In progress, {n} left", "In progress, {n} left", line.n_left),
        SectionState.COMPLETED: _("Completed"),
        SectionState.NOT_NEEDED: _("Not needed for this case"),
    }[line.state]


def clock(at: str) -> str:
    """A moment of the log (UTC, ISO) as this computer's clock shows it: `14:02` today, else with its date."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at).astimezone()
    today = moment.date() == datetime.now().astimezone().date()
    return moment.strftime("%H:%M") if today else moment_words(moment)


def by_words(view: QuestionView) -> str:
    """Who gave the answer and when, and whether it was one of many marked at once."""
    if not view.by:
        return ""
    said = _("{person}, {time}").format(person=view.by, time=clock(view.at))
    return f"{said} · {_('marked together with others')}" if view.bulk else said


def is_given(answer: Answer) -> bool:
    """Whether anything stands there."""
    return answer.state is not AnswerState.NOT_LOOKED_AT
