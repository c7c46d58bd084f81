"""Reading agreement: the files audited twice, answer beside answer, with both officers' evidence.

Both audits of a case must be finished. Rows of repeats are paired by their position; that one officer has
more rows is said once for the repeat, and not again for every question in it. Worked-out values aren't
compared, because they follow from the answers. A question that neither was asked, or that one hasn't looked
at, makes no pair; else every state is an answer. Free text agrees when both wrote something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseRef, CaseStatus, Key, Role
from audit_app.operations.answer_paths import PlacedRows, walk
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.open_case import rows_of
from audit_app.results import Agreement, AgreementLine, Estimate
from audit_app.store import answers, cases, changes
from audit_app.words import _
from audit_app.xforms.definition import Form, Question, QuestionType, Repeat
from audit_app.xforms.filling import Filled

if TYPE_CHECKING:
    from audit_app.analysis.agreement import Pairs

ROWS = "@rows:"
"""What the id of a repeat's number of rows begins with."""
_STATE, _NOT_ASKED, _GIVEN = "@", "@not_asked", "@given"
_NUMBERS = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE})
_SETS = frozenset({QuestionType.SELECT_MULTIPLE})
_YES = frozenset({"yes", "true", "1"})


@dataclass(frozen=True)
class Said:
    """What one officer said: in words, with note and evidence. `case_audit` and `key` open it."""

    case_audit: str
    key: Key
    person: str
    asked: bool
    answer: Answer
    value: str


@dataclass(frozen=True)
class Beside:
    """Two officers' answers to one question of a case. `place` is the answer's place as files write it, such
    as `services[2]/service_type`."""

    case: str
    reference: str
    place: str
    label: str
    agree: bool
    first: Said
    second: Said


@dataclass(frozen=True)
class _Audited:
    """One finished audit of a case: its answers by their place, and the places of each question."""

    ref: CaseRef
    keys: Mapping[str, Key]
    places: Mapping[str, Sequence[str]]
    filled: Mapping[Key, Filled]
    n_rows: Mapping[str, int]


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
        read.append((_read(audit, first), _read(audit, second)))
    progress(len(both), len(both))
    sections = {each.name: each.label.plain() or each.name for each in audit.form.sections}
    return agreement(
        _pairs(audit.form, read), {first.case: first.reference for first, _second in both}, sections
    )


def answers_beside(audit: Audit, question: str, *, differing_only: bool = True) -> tuple[Beside, ...]:
    """The pairs of answers to a question, those that differ unless all are wanted, by case. AuditError when
    the form has no such question."""
    asked = audit.form.questions.get(question)
    if asked is None:
        raise AuditError(_("The form has no question “{name}”.").format(name=question))
    found = (
        _beside(audit, asked, place, first, second)
        for one, other in twice_audited(audit)
        for first, second in ((_read(audit, one), _read(audit, other)),)
        for place in _places(asked, first, second)
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


def _read(audit: Audit, ref: CaseRef) -> _Audited:
    heads = changes.heads(audit.file, ref.id)
    filled = answers.read_filled(audit.file, ref.id)
    rows = rows_of(heads)
    placed = PlacedRows(audit.form, rows, answered=frozenset(key.row for key in filled))
    n_rows = {repeat.name: sum(row.repeat == repeat.name for row in rows) for repeat in _counted(audit.form)}
    keys = dict(walk(placed))
    places: dict[str, list[str]] = {}
    for place, key in keys.items():
        places.setdefault(key.question, []).append(place)
    return _Audited(ref, keys, places, filled, n_rows)


def _counted(form: Form) -> Iterator[Repeat]:
    """The repeats whose number of rows an officer decides."""
    return (repeat for repeat in form.repeats.values() if not repeat.is_fixed and not repeat.companion_of)


def _pairs(form: Form, read: Iterable[tuple[_Audited, _Audited]]) -> list[Pairs]:
    from audit_app.analysis.agreement import Pairs

    read = list(read)
    found = [
        Pairs(
            ROWS + repeat.name,
            _("How many: {repeat}").format(repeat=repeat.label.plain() or repeat.name),
            repeat.section,
            tuple(first.ref.case for first, _second in read),
            tuple(str(first.n_rows[repeat.name]) for first, _second in read),
            tuple(str(second.n_rows[repeat.name]) for _first, second in read),
            "interval",
        )
        for repeat in _counted(form)
    ]
    asked = [question for question in form.questions.values() if question.is_input]
    return found + [_pairs_of(question, read) for question in asked]


def _pairs_of(question: Question, read: Iterable[tuple[_Audited, _Audited]]) -> Pairs:
    from audit_app.analysis.agreement import Pairs

    pairs = [
        (first.ref.case, _category(question, first, place), _category(question, second, place))
        for first, second in read
        for place in _places(question, first, second)
    ]
    return Pairs(
        question.name,
        question.label.plain() or question.name,
        question.section,
        tuple(case for case, _first, _second in pairs),
        tuple(first for _case, first, _second in pairs),
        tuple(second for _case, _first, second in pairs),
        _scale(question),
        tuple(choice.name for choice in question.choices),
    )


def _places(question: Question, first: _Audited, second: _Audited) -> list[str]:
    """Where both have an answer that can be compared, in form order."""
    return [
        place
        for place in first.places.get(question.name, ())
        if place in second.keys and _is_pair(question, place, first, second)
    ]


def _is_pair(question: Question, place: str, first: _Audited, second: _Audited) -> bool:
    both = {_category(question, each, place) for each in (first, second)}
    return both != {_NOT_ASKED} and _STATE + AnswerState.NOT_LOOKED_AT not in both


def _category(question: Question, audited: _Audited, place: str) -> str:
    """An answer as agreement counts it: its value, or its state under a name that no value has."""
    filled = audited.filled.get(audited.keys[place])
    if filled is None or not filled.asked:
        return _NOT_ASKED
    if filled.state is not AnswerState.ANSWERED:
        return _STATE + filled.state
    if question.type is QuestionType.TEXT:
        return _GIVEN
    if question.type in _SETS:
        return " ".join(sorted(filled.value.split()))
    return _number(filled.value) if question.type in _NUMBERS else filled.value


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


def _beside(audit: Audit, question: Question, place: str, first: _Audited, second: _Audited) -> Beside:
    return Beside(
        case=first.ref.case,
        reference=first.ref.reference,
        place=place,
        label=question.label.plain() or question.name,
        agree=_category(question, first, place) == _category(question, second, place),
        first=_said(audit, question, first, place),
        second=_said(audit, question, second, place),
    )


def _said(audit: Audit, question: Question, audited: _Audited, place: str) -> Said:
    key = audited.keys[place]
    head = changes.heads(audit.file, audited.ref.id).get(key)
    filled = audited.filled.get(key)
    answer = head.answer if head else Answer(filled.state, filled.value) if filled else Answer()
    labels = {choice.name: choice.label.plain() for choice in question.choices}
    words = ", ".join(labels.get(part, part) for part in answer.value.split()) if labels else answer.value
    asked = filled is not None and filled.asked
    return Said(audited.ref.id, key, audited.ref.person, asked, answer, words)
