"""Reading agreement: the files audited twice, answer beside answer, with both officers' evidence.

Both audits of a case must be finished. Rows of repeats are paired by their position; that one officer has
more rows is said once for the repeat, and not again for every question in it. Worked-out values aren't
compared, because they follow from the answers. A question is compared where both officers were asked it and
have looked; every state is an answer then. That one was asked and the other not comes from another answer, at
which they differ: it is counted once, there. Free text agrees when both wrote something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseRef, CaseStatus, Key, Role
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.extracts import value_words
from audit_app.operations.gather.pairing import Audited, AuditPair, PairedKey, pair_up, read_audited
from audit_app.results.agreement import Agreement, AgreementLine
from audit_app.results.figures import Estimate
from audit_app.store import cases
from audit_app.words import _
from audit_app.xforms.definition import Form, Question, QuestionType, Repeat

if TYPE_CHECKING:
    from audit_app.analysis.agreement import Pairs

ROWS = "@rows:"
"""What the id of a repeat's number of rows begins with."""
_STATE, _GIVEN = "@", "@given"
_NUMBERS = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE})
_YES = frozenset({"yes", "true", "1"})


@dataclass(frozen=True)
class SaidAnswer:
    """What one officer said: in words, with note and evidence. `case_audit` and `key` open it."""

    case_audit: str
    key: Key
    person: str
    asked: bool
    answer: Answer
    value: str


@dataclass(frozen=True)
class AnswerPair:
    """Two officers' answers to one question of a case. `place` is the answer's place as files write it, such
    as `services[2]/service_type`."""

    case: str
    reference: str
    place: str
    label: str
    agree: bool
    first: SaidAnswer
    second: SaidAnswer


def twice_audited(audit: Audit) -> tuple[tuple[CaseRef, CaseRef], ...]:
    """The first and second audits that can be compared, by reference: both are finished."""
    finished = [ref for ref in cases.refs(audit.file) if ref.status is CaseStatus.FINISHED]
    firsts: dict[str, CaseRef] = {}
    for ref in finished:
        if ref.role is Role.FIRST and (ref.case not in firsts or ref.changed > firsts[ref.case].changed):
            firsts[ref.case] = ref
    seconds = (ref for ref in finished if ref.role is Role.SECOND and ref.case in firsts)
    return tuple((firsts[ref.case], ref) for ref in seconds)


def read_agreement(audit: Audit, progress: Progress = no_progress) -> Agreement:
    """Agreement on each question, section and all together; empty when no file is audited twice yet."""
    from audit_app.analysis.agreement import agreement

    both = twice_audited(audit)
    read = []
    for number, (first, second) in enumerate(both):
        progress(number, len(both))
        read.append(_read(audit, first, second))
    progress(len(both), len(both))
    sections = {each.name: each.label.plain() or each.name for each in audit.form.sections}
    references = {first.case: first.reference for first, _second in both}
    return agreement(_pairs(audit.form, read), references, sections)


def answers_beside(audit: Audit, question: str, *, differing_only: bool = True) -> tuple[AnswerPair, ...]:
    """The pairs of answers to a question, those that differ unless all are wanted, by case. AuditError when
    the form has no such question."""
    asked = audit.form.questions.get(question)
    if asked is None:
        raise AuditError(_("The form has no question “{name}”.").format(name=question))
    found = (
        _beside(pair, key)
        for first, second in twice_audited(audit)
        for pair in (_read(audit, first, second),)
        for key in _comparable(pair)
        if key.question.name == question
    )
    return tuple(each for each in found if not (differing_only and each.agree))


def agreement_as_json(found: Agreement) -> dict[str, Any]:
    """Agreement as the command line prints it; cases by reference."""
    return {
        "n_cases": len(found.cases),
        "questions": [_line_as_json(line, found.cases) for line in found.questions],
        "sections": [_line_as_json(line, found.cases) for line in found.sections],
        "overall": _line_as_json(found.overall, found.cases) if found.overall else None,
        "caution": found.caution,
    }


def _line_as_json(line: AgreementLine, references: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": line.id,
        "label": line.label,
        "section": line.section,
        "scale": line.scale,
        "weighted": line.scale in ("ordinal", "interval"),
        "n_pairs": len(line.cases),
        "n_agree": len(line.cases) - len(line.differ),
        **_estimate("proportion", "", line.share),
        **_estimate("kappa", "kappa_", line.kappa),
        **_estimate("ac1", "ac1_", line.ac),
        **_estimate("alpha", "alpha_", line.alpha),
        "differ": sorted({references[case] for case in line.differ}),
        "caution": line.caution,
    }


def _estimate(name: str, prefix: str, estimate: Estimate) -> dict[str, Any]:
    return {
        name: estimate.value,
        f"{prefix}low": estimate.low,
        f"{prefix}high": estimate.high,
        f"{prefix}interval": estimate.interval,
    }


def _read(audit: Audit, first: CaseRef, second: CaseRef) -> AuditPair:
    # No audit is agreed here, so the ids that it would have don't matter.
    return pair_up(audit.form, read_audited(audit, first), read_audited(audit, second), "")


def _pairs(form: Form, read: Sequence[AuditPair]) -> list[Pairs]:
    by_question: dict[str, list[tuple[AuditPair, PairedKey]]] = {}
    for pair in read:
        for key in _comparable(pair):
            by_question.setdefault(key.question.name, []).append((pair, key))
    by_hand = [repeat for repeat in form.repeats.values() if not repeat.is_fixed]
    return [
        *(_pairs_of_rows(repeat, read) for repeat in by_hand),
        *(_pairs_of(form.questions[name], keys) for name, keys in by_question.items()),
    ]


def _pairs_of_rows(repeat: Repeat, read: Sequence[AuditPair]) -> Pairs:
    from audit_app.analysis.agreement import Pairs

    rows = [[row for row in pair.rows.values() if row.repeat == repeat.name] for pair in read]
    return Pairs(
        ROWS + repeat.name,
        _("How many: {repeat}").format(repeat=repeat.label.plain() or repeat.name),
        repeat.section,
        cases=tuple(pair.first.ref.case for pair in read),
        first=tuple(str(sum(bool(row.first) for row in own)) for own in rows),
        second=tuple(str(sum(bool(row.second) for row in own)) for own in rows),
        scale="interval",
    )


def _pairs_of(question: Question, keys: Sequence[tuple[AuditPair, PairedKey]]) -> Pairs:
    from audit_app.analysis.agreement import Pairs

    return Pairs(
        question.name,
        question.label.plain() or question.name,
        question.section,
        cases=tuple(pair.first.ref.case for pair, _key in keys),
        first=tuple(_category(question, pair.first.answer(key.first)) for pair, key in keys),
        second=tuple(_category(question, pair.second.answer(key.second)) for pair, key in keys),
        scale=_scale(question),
        order=tuple(choice.name for choice in question.choices),
    )


def _comparable(pair: AuditPair) -> Iterator[PairedKey]:
    """The places that both have and were asked about, both having looked."""
    for key in pair.keys.values():
        both = pair.first.answer(key.first), pair.second.answer(key.second)
        unseen = any(answer and answer.state is AnswerState.NOT_LOOKED_AT for answer in both)
        if key.first and key.second and all(both) and not unseen:
            yield key


def _category(question: Question, answer: Answer | None) -> str:
    """An answer as agreement counts it: its value, or its state under a name that no value has."""
    assert answer is not None  # both were asked
    if answer.state is not AnswerState.ANSWERED:
        return _STATE + answer.state
    if question.type is QuestionType.TEXT:
        return _GIVEN
    if question.type is QuestionType.SELECT_MULTIPLE:
        return " ".join(sorted(answer.value.split()))
    return _number(answer.value) if question.type in _NUMBERS else answer.value


def _number(value: str) -> str:
    try:
        return str(float(value))
    except ValueError:
        return value


def _scale(question: Question) -> str:
    """Choices are ordered when the column `ordered` of the choices sheet says so on any of them."""
    if question.type in _NUMBERS:
        return "interval"
    ordered = any(choice.columns.get("ordered", "").casefold() in _YES for choice in question.choices)
    return "ordinal" if ordered and question.type is QuestionType.SELECT_ONE else "nominal"


def _beside(pair: AuditPair, key: PairedKey) -> AnswerPair:
    question = key.question
    first, second = (
        _said(question, audited, own)
        for audited, own in ((pair.first, key.first), (pair.second, key.second))
        if own
    )
    return AnswerPair(
        case=pair.first.ref.case,
        reference=pair.first.ref.reference,
        place=key.place,
        label=question.label.plain() or question.name,
        agree=_category(question, pair.first.answer(key.first))
        == _category(question, pair.second.answer(key.second)),
        first=first,
        second=second,
    )


def _said(question: Question, audited: Audited, key: Key) -> SaidAnswer:
    answer = audited.answer(key)
    words = value_words(question, answer.value) if answer else ""
    return SaidAnswer(audited.ref.id, key, audited.ref.person, answer is not None, answer or Answer(), words)
