"""What is to be seen of a case before it is locked: how much of it the file told, what it may lack, and texts
that may say who somebody is. Nothing here stops anybody: what stops stands in `finishing`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from audit_app.identifying import NAME, Mark, identifying, kind_words
from audit_app.identifying.marks import EMAIL, NHS_NUMBER, PHONE, POSTCODE
from audit_app.model import AnswerState, Key, Origin
from audit_app.operations.case.documents import documents
from audit_app.operations.case.flags import case_note, flagged
from audit_app.operations.case.open_case import OpenCase
from audit_app.operations.case.views import inputs
from audit_app.words import _, plural
from audit_app.xforms.definition import Form, Question, QuestionType, Repeat

# Of what could be answered; below it a case says little, and its officer says why.
_LITTLE = 0.2
_FEW = 10  # questions of which a share says nothing
_TELLING = frozenset({NHS_NUMBER, EMAIL, PHONE, POSTCODE})
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True)
class Caution:
    """Something to look at once more, in a sentence; `key` is the answer that it is about, and `matters`
    whether a reason is asked for."""

    sentence: str
    key: Key | None = None
    matters: bool = False


@dataclass(frozen=True)
class Closing:
    """A case before it is locked: of the questions asked how many stand in each state, how many were marked
    in bulk, and how many of the answers say where they stand in the records."""

    states: dict[AnswerState, int]
    bulk: int
    with_evidence: int
    cautions: tuple[Caution, ...]

    @property
    def needs_reason(self) -> bool:
        """Whether it is locked with a reason only."""
        return any(caution.matters for caution in self.cautions)


def closing(case: OpenCase) -> Closing:
    """Read all of it from the case in memory."""
    asked = [key for key, _question in _asked(case)]
    answers = [case.filling.state(key) for key in asked]
    heads = [case.heads[key] for key in asked if key in case.heads]
    said = [head for head in heads if head.answer.state is AnswerState.ANSWERED]
    states = Counter(answer.state for answer in answers)
    return Closing(
        dict(states),
        bulk=sum(head.origin is Origin.BULK for head in heads),
        with_evidence=sum(bool(head.answer.evidence) for head in said),
        cautions=tuple(_cautions(case, states)),
    )


def _cautions(case: OpenCase, states: Counter[AnswerState]) -> Iterator[Caution]:
    yield from _little(states)
    for look in (_key_dates, _empty, _flagged, _copied, _personal):
        yield from look(case)


def _asked(case: OpenCase) -> Iterator[tuple[Key, Question]]:
    return ((key, question) for key, question in inputs(case) if case.filling.state(key).asked)


def summary_words(found: Closing) -> str:
    """The counts in one line."""
    n = found.states
    silent = n.get(AnswerState.NOT_RECORDED, 0) + n.get(AnswerState.SOURCE_NOT_SEEN, 0)
    answered = n.get(AnswerState.ANSWERED, 0)
    parts = [
        plural("{n} answered", "{n} answered", answered),
        _("{n} of them with evidence").format(n=found.with_evidence) if answered else "",
        _("{n} not in the file or not opened").format(n=silent) if silent else "",
        _("{n} marked in bulk").format(n=found.bulk) if found.bulk else "",
        _("{n} in conflict").format(n=n[AnswerState.UNCLEAR]) if n.get(AnswerState.UNCLEAR) else "",
    ]
    return f"{', '.join(part for part in parts if part)}."


def _little(states: Counter[AnswerState]) -> Iterator[Caution]:
    could = sum(n for state, n in states.items() if state is not AnswerState.NOT_APPLICABLE)
    answered = states[AnswerState.ANSWERED]
    if could >= _FEW and answered < _LITTLE * could:
        said = _("Only {n} of {of} questions have an answer; for the others the file says nothing.")
        yield Caution(said.format(n=answered, of=could), matters=True)


def _key_dates(case: OpenCase) -> Iterator[Caution]:
    for key, question in _asked(case):
        state = case.filling.state(key).state
        if question.found and state in (AnswerState.NOT_RECORDED, AnswerState.SOURCE_NOT_SEEN):
            said = _("A key date is missing: {label}").format(label=case.filling.label(key))
            yield Caution(said, key)


def _empty(case: OpenCase) -> Iterator[Caution]:
    """Repeats that ask for rows of the officer's own and have none."""
    for repeat in case.audit.form.repeats.values():
        if _is_open(case, repeat) and not case.filling.rows(repeat.name):
            label = repeat.label.plain() or repeat.name
            yield Caution(_("Nothing is entered under “{label}”.").format(label=label))


def _is_open(case: OpenCase, repeat: Repeat) -> bool:
    """Whether its rows are the officer's to add, and it is asked now."""
    if repeat.count or repeat.companion_of or repeat.repeat:
        return False
    return case.filling.is_on(repeat.module) and case.filling.relevant(repeat.name)


def _flagged(case: OpenCase) -> Iterator[Caution]:
    keys = flagged(case)
    if keys:
        said = plural(
            "{n} question is still flagged to come back to.",
            "{n} questions are still flagged to come back to.",
            len(keys),
        )
        yield Caution(said, keys[0])


def _copied(case: OpenCase) -> Iterator[Caution]:
    keys = [key for key, _q in _asked(case) if key in case.heads and case.heads[key].origin is Origin.COPIED]
    if keys:
        said = plural(
            "{n} answer was copied from another case, and nobody has looked at it here.",
            "{n} answers were copied from another case, and nobody has looked at them here.",
            len(keys),
        )
        yield Caution(said, keys[0], matters=True)


def _personal(case: OpenCase) -> Iterator[Caution]:
    """Texts that may say who somebody is: of each answer the first mark. A document is often called after a
    kind of paper, in capitals and with a date, so that of it only numbers and addresses are told."""
    known = _words_of(case.audit.form)
    for key, question in _asked(case):
        if key not in case.heads:
            continue
        answer = case.heads[key].answer
        typed = answer.value if question.type is QuestionType.TEXT else ""
        free = (typed, answer.note, answer.evidence.quote)
        found = [mark for text in free for mark in _telling(text, known) if mark.kind in _TELLING | {NAME}]
        found += [mark for mark in _telling(answer.evidence.document, known) if mark.kind in _TELLING]
        if found:
            said = _("“{label}” may say who somebody is: {kind} “{text}”.").format(
                label=case.filling.label(key), kind=kind_words(found[0].kind), text=found[0].text
            )
            yield Caution(said, key, matters=True)
    yield from _personal_beside(case, known)


def _personal_beside(case: OpenCase, known: Collection[str]) -> Iterator[Caution]:
    """The same of the note of the case and of the names in its list of documents."""
    note = case_note(case).text
    found = [mark for mark in _telling(note, known) if mark.kind in _TELLING | {NAME}]
    if found:
        said = _("The note of the case may say who somebody is: {kind} “{text}”.")
        yield Caution(said.format(kind=kind_words(found[0].kind), text=found[0].text), matters=True)
    for document in documents(case):
        found = [mark for mark in _telling(document.kind, known) if mark.kind in _TELLING]
        if found:
            said = _("The list of documents may say who somebody is: {kind} “{text}”.")
            yield Caution(said.format(kind=kind_words(found[0].kind), text=found[0].text), matters=True)


def _telling(text: str, known: Collection[str]) -> tuple[Mark, ...]:
    return identifying(text, known) if text else ()


def _words_of(form: Form) -> frozenset[str]:
    """The words of the form in small letters: what it says itself tells of nobody."""
    texts = [question.label.plain() for question in form.questions.values()]
    texts += [choice.label.plain() for question in form.questions.values() for choice in question.choices]
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))
