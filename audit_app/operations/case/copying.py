"""Copying from the case of a twin or of another child of the mother what is the same by nature, as the form
says in its sheet `alike`. Each answer is marked as copied until somebody has looked at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.model import Answer, AnswerState, CaseRef, Key, Origin, Role
from audit_app.operations.case.cases import PREGNANCY_COLUMN, mother_of
from audit_app.operations.case.extracts import value_words
from audit_app.operations.case.open_case import Edit, OpenCase, Saved, require_open, write
from audit_app.operations.case.rows import rows_brought
from audit_app.operations.case.views import inputs, is_left
from audit_app.store import answers, cases, changes
from audit_app.words import _

SHEET = "alike"
PREGNANCY, MOTHER = "pregnancy", "mother"


@dataclass(frozen=True)
class Alike:
    """An answer of another case that could be copied: its question and its value in words."""

    key: Key
    label: str
    words: str
    answer: Answer


@dataclass(frozen=True)
class Kin:
    """Another case of the same pregnancy, or else of the same mother, and what can be copied from it."""

    ref: CaseRef
    is_twin: bool
    answers: tuple[Alike, ...]


def kin(case: OpenCase) -> tuple[Kin, ...]:
    """The cases of the same pregnancy, then those of the same mother, that answer what nobody has looked at
    here. Questions in the rows of repeats are never copied. A second audit is only offered its own officer's
    work, an agreed one nothing."""
    pregnancy = case.ref.attributes.get(PREGNANCY_COLUMN, "")
    if not pregnancy or case.ref.role is Role.AGREED:
        return ()
    found = [
        Kin(ref, is_twin, tuple(_alike(case, ref, is_twin)))
        for ref in cases.refs(case.audit.file)
        if ref.case != case.ref.case and ref.changed and _is_offered(case.ref, ref)
        for is_twin in _kinship(pregnancy, ref.attributes.get(PREGNANCY_COLUMN, ""))
    ]
    return tuple(sorted((each for each in found if each.answers), key=lambda each: not each.is_twin))


def copy_alike(case: OpenCase, from_: Kin) -> Saved:
    """Copy what `kin` listed and is still asked and not looked at, as one deed. AuditError for a finished
    case."""
    require_open(case)
    edits: list[Edit] = []
    changed: list[Key] = []
    why = _("copied from {case}").format(case=from_.ref.reference)
    for alike in from_.answers:
        # What was copied before it may have meant that this isn't asked.
        if is_left(case, alike.key):
            edits.append(Edit(alike.key, alike.answer, Origin.COPIED, why))
            changed += case.filling.set(alike.key, alike.answer)
    brought, keys = rows_brought(case)
    return write(case, [*edits, *brought], [*changed, *keys], structure=bool(brought))


def _is_offered(mine: CaseRef, other: CaseRef) -> bool:
    return mine.role is other.role and (mine.role is Role.FIRST or mine.person == other.person)


def _kinship(mine: str, other: str) -> Iterator[bool]:
    """Whether it is a twin's; nothing where they are no kin."""
    if mine == other:
        yield True
    elif mother_of(mine) and mother_of(mine) == mother_of(other):
        yield False


def _alike(case: OpenCase, ref: CaseRef, is_twin: bool) -> Iterator[Alike]:
    said = _declared(case)
    heads = changes.heads(case.audit.file, ref.id)
    stood = answers.read_filled(case.audit.file, ref.id)
    for key, question in inputs(case):
        of = said.get(key.question)
        head, there = heads.get(key), stood.get(key)
        if key.row or of is None or (of == PREGNANCY and not is_twin) or head is None or there is None:
            continue
        given = head.answer
        is_free = case.filling.state(key).state is AnswerState.NOT_LOOKED_AT
        if is_free and there.asked and given.state is AnswerState.ANSWERED:
            copied = Answer(given.state, given.value, evidence=given.evidence)
            yield Alike(key, case.filling.label(key), value_words(question, given.value), copied)


def _declared(case: OpenCase) -> Mapping[str, str]:
    rows = case.audit.declared.get(SHEET, [])
    return {row["question"].strip(): row.get("of", "").strip() for row in rows if row.get("question")}
