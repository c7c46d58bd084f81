"""Extracts against case files, question by question: a finding about the records, with the cases behind
it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from audit_app.dates import PartialDate, parse_iso
from audit_app.model import AnswerState, CaseRef, Role
from audit_app.operations.audit import Audit
from audit_app.store import cases, prefill
from audit_app.store.prefill import Prefilled
from audit_app.words import _
from audit_app.xforms.definition import Question, QuestionType


class Match(StrEnum):
    """How an extract and a case file stand to each other on one question. `NOT_COMPARED`: nobody has looked,
    the record was not opened, it isn't asked, or it doesn't apply; `NEITHER`: both are silent."""

    AGREE = "agree"
    DIFFER = "differ"
    ONLY_EXTRACT = "only_extract"
    ONLY_FILE = "only_file"
    NEITHER = "neither"
    UNCLEAR = "unclear"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True)
class ComparedCase:
    """One case behind a comparison: its audit (id, reference), how both stand, and the file's state."""

    case_audit: str
    reference: str
    match: Match
    state: AnswerState


@dataclass(frozen=True)
class ExtractComparison:
    """One question of one extract: the cases that stand in the extract, each with how both stand to each
    other; the other states are never merged with a difference."""

    question: str
    label: str
    extract: str
    cases: tuple[ComparedCase, ...]

    def behind(self, match: Match) -> tuple[ComparedCase, ...]:
        """The cases of one count."""
        return tuple(case for case in self.cases if case.match is match)


def compare_extract(audit: Audit, extract: str = "") -> tuple[ExtractComparison, ...]:
    """Every question that extracts, or the one named, speak of: by extract, then in the order of the form. Of
    a case audited twice the agreed audit counts, else the first."""
    refs = _standing(cases.refs(audit.file))
    said = [each for each in prefill.read_all(audit.file, extract) if each.case in refs]
    order = {name: place for place, name in enumerate(audit.form.questions)}
    known = [each for each in said if each.key.question in order]
    answers = prefill.answers_beside(audit.file, {each.key.question for each in known})
    known.sort(key=lambda each: (each.extract, order[each.key.question]))
    return tuple(
        _comparison(audit.form.questions[question], name, list(group), refs, answers[question])
        for (name, question), group in groupby(known, key=lambda each: (each.extract, each.key.question))
    )


def match_words(match: Match) -> str:
    """How both stand to each other, in words."""
    return {
        Match.AGREE: _("agree"),
        Match.DIFFER: _("differ"),
        Match.ONLY_EXTRACT: _("only in the extract"),
        Match.ONLY_FILE: _("only in the file"),
        Match.NEITHER: _("in neither"),
        Match.UNCLEAR: _("records conflict"),
        Match.NOT_COMPARED: _("not compared"),
    }[match]


_Answers = Mapping[str, tuple[AnswerState, str]]  # by case audit, of one question
_SILENT: tuple[AnswerState, str] = (AnswerState.NOT_LOOKED_AT, "")


def _standing(refs: Iterable[CaseRef]) -> dict[str, CaseRef]:
    """The audit that stands for each case, by the case's id."""
    found: dict[str, CaseRef] = {}
    for ref in refs:
        if ref.role is Role.AGREED or (ref.role is Role.FIRST and ref.case not in found):
            found[ref.case] = ref
    return found


def _comparison(
    question: Question, extract: str, said: list[Prefilled], refs: Mapping[str, CaseRef], answers: _Answers
) -> ExtractComparison:
    compared = tuple(_compared(question, said, refs, answers))
    return ExtractComparison(
        question=question.name,
        label=question.label.plain() or question.name,
        extract=extract,
        cases=tuple(sorted(compared, key=lambda case: case.reference)),
    )


def _compared(
    question: Question, said: Iterable[Prefilled], refs: Mapping[str, CaseRef], answers: _Answers
) -> Iterator[ComparedCase]:
    for each in said:
        ref = refs[each.case]
        state, value = answers.get(ref.id, _SILENT)
        yield ComparedCase(
            ref.id,
            ref.reference,
            _match(question, each.value, state, value),
            state,
        )


def _match(question: Question, extract: str, state: AnswerState, value: str) -> Match:
    if state is AnswerState.UNCLEAR:
        return Match.UNCLEAR
    if state is AnswerState.NOT_RECORDED:
        return Match.ONLY_EXTRACT if extract else Match.NEITHER
    if state is not AnswerState.ANSWERED:
        return Match.NOT_COMPARED
    if not extract:
        return Match.ONLY_FILE
    return Match.AGREE if extract == value or _is_same_time(question, extract, value) else Match.DIFFER


def _is_same_time(question: Question, extract: str, value: str) -> bool:
    """Whether one date is the other, less exactly said."""
    if question.type is not QuestionType.DATE:
        return False
    one, other = parse_iso(extract), parse_iso(value)
    return bool(one and other and (_holds(one, other) or _holds(other, one)))


def _holds(wide: PartialDate, narrow: PartialDate) -> bool:
    return wide.first <= narrow.first and narrow.last <= wide.last
