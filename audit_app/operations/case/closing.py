"""What is to be seen of a case before it is locked: how much of it the file told, what it may lack, and texts
that may say who somebody is. Nothing here stops anybody: what stops stands in `finishing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.model import AnswerState, Key, Origin
from audit_app.operations.case.documents import documents
from audit_app.operations.case.empty_repeats import Caution, empty_repeats
from audit_app.operations.case.flags import case_note, flagged
from audit_app.operations.case.open_case import STATUS, OpenCase, is_finished
from audit_app.operations.case.personal import form_words, personal, personal_in, personal_words
from audit_app.operations.case.views import inputs
from audit_app.store import effort
from audit_app.words import _, plural
from audit_app.xforms.definition import Question

# Of what could be answered; below it a case says little, and its officer says why.
_LITTLE = 0.2
_FEW = 10  # questions of which a share says nothing


@dataclass(frozen=True)
class Closing:
    """A case before it is locked: of the questions asked how many stand in each state, how many were marked
    in bulk, how many of the answers say where they stand in the records, and for how many minutes somebody
    worked at it (as `store.effort` counts them)."""

    states: dict[AnswerState, int]
    bulk: int
    with_evidence: int
    minutes: float
    cautions: tuple[Caution, ...]

    @property
    def matters(self) -> tuple[str, ...]:
        """What it is locked with only when a reason is given, in sentences."""
        return tuple(caution.sentence for caution in self.cautions if caution.matters)


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
        minutes=_minutes(case),
        cautions=tuple(_cautions(case, states)),
    )


def unexplained(case: OpenCase) -> bool:
    """Whether it was finished without the reason that is asked for: by an earlier version of the program, or
    because something was taken out elsewhere meanwhile."""
    return is_finished(case.heads) and not case.heads[STATUS].why and bool(closing(case).matters)


def _cautions(case: OpenCase, states: Counter[AnswerState]) -> Iterator[Caution]:
    yield from _little(states)
    yield from _key_dates(case)
    yield from empty_repeats(case.audit.form, case.filling)
    for look in (_flagged, _copied, _unread, _personal):
        yield from look(case)


def _asked(case: OpenCase) -> Iterator[tuple[Key, Question]]:
    return ((key, question) for key, question in inputs(case) if case.filling.state(key).asked)


def _minutes(case: OpenCase) -> float:
    file, id_ = case.audit.file, case.ref.id
    return effort.active_seconds(file, effort.IDLE_SECONDS, case_audit=id_).get(id_, 0.0) / 60


def summary_words(found: Closing) -> str:
    """The counts in one line."""
    n = found.states
    silent, unseen = n.get(AnswerState.NOT_RECORDED, 0), n.get(AnswerState.SOURCE_NOT_SEEN, 0)
    answered, asked = n.get(AnswerState.ANSWERED, 0), sum(n.values())
    minutes = round(found.minutes)
    parts = [
        plural("{n} answered", "{n} answered", answered),
        _("{n} of them with evidence").format(n=found.with_evidence) if answered else "",
        _("{n} not in the file").format(n=silent) if silent else "",
        _("{n} in records not opened").format(n=unseen) if unseen else "",
        _("{n} of {of} marked in bulk").format(n=found.bulk, of=asked) if found.bulk else "",
        _("{n} in conflict").format(n=n[AnswerState.UNCLEAR]) if n.get(AnswerState.UNCLEAR) else "",
    ]
    counts = f"{', '.join(part for part in parts if part)}."
    worked = plural("{n} minute of work at the screen.", "{n} minutes of work at the screen.", minutes)
    return f"{counts} {worked}" if minutes else counts


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


def _unread(case: OpenCase) -> Iterator[Caution]:
    """Documents of the list in which no answer stands."""
    named = [
        head.answer.evidence for key, head in case.heads.items() if key.question in case.audit.form.questions
    ]
    idle = [each for each in documents(case) if not any(each.is_named_by(evidence) for evidence in named)]
    if idle:
        said = _("No answer stands in these documents: {names}.")
        yield Caution(said.format(names="; ".join(each.words for each in idle)))


def _personal(case: OpenCase) -> Iterator[Caution]:
    """Texts that may say who somebody is: of each answer, of the note and of each document the first mark."""
    known = form_words(case.audit.form)
    for key, question in _asked(case):
        mark = personal_in(case.heads[key].answer, question, known) if key in case.heads else None
        if mark:
            said = _("“{label}” may say who somebody is: {what}.")
            label = case.filling.label(key)
            yield Caution(said.format(label=label, what=personal_words(mark)), key, matters=True)
    if mark := personal(case_note(case).text, known):
        said = _("The note of the case may say who somebody is: {what}.")
        yield Caution(said.format(what=personal_words(mark)), matters=True)
    for document in documents(case):
        if mark := personal(document.kind, known, names=False):
            said = _("The list of documents may say who somebody is: {what}.")
            yield Caution(said.format(what=personal_words(mark)), matters=True)
