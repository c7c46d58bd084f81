"""From a first and a blind second audit of a case to the one that is agreed between them.

The agreed audit is a third audit of the case, beside the two, which stay as they are. It begins with what
both say alike; every other place needs a decision: the first officer's answer, the second's, or one of its
own. What one decision hides or asks follows from the form. Once it is finished, it is the one that counts.

It belongs to nobody, is there from the first decision, and can be opened like any case. A row that only one
of the two has is a place of its own (`services[3]`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.model import Answer, AnswerState, CaseRef, Change, Key, Role
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.closing import closing
from audit_app.operations.case.finishing import finish
from audit_app.operations.case.open_case import (
    STATUS,
    Edit,
    is_finished,
    now_text,
    open_case,
    person_id,
    row_key,
    rows_of,
)
from audit_app.operations.case.refilling import filling_as_of, keep
from audit_app.operations.gather.agreeing import twice_audited
from audit_app.operations.gather.conflicts import answer_words
from audit_app.operations.gather.decision_file import DecisionRow, read_decisions, refused
from audit_app.operations.gather.decisions import AgreedOn, alike, decided
from audit_app.operations.gather.pairing import (
    Audited,
    AuditPair,
    PairedKey,
    PairedRow,
    pair_up,
    read_audited,
)
from audit_app.readers.files import shown
from audit_app.store import cases, changes
from audit_app.store.writing import transaction
from audit_app.words import _


@dataclass(frozen=True)
class Side:
    """What one officer says at a place, also in words; `answer` is None where the audit doesn't ask, or has
    no such row."""

    person: str
    answer: Answer | None
    words: str


@dataclass(frozen=True)
class Disagreement:
    """A place that needs a decision. `question` names it as files do; it is a row (`services[3]`) where
    only one of the two has it. `key` is its key in the agreed audit."""

    case: str
    round: str
    case_id: str
    question: str
    key: Key
    label: str
    section: str
    first: Side
    second: Side


@dataclass(frozen=True)
class TwiceAudited:
    """A case with both audits finished, the agreed one if there is one, and how many decisions it needs."""

    case: str
    round: str
    case_id: str
    first: CaseRef
    second: CaseRef
    agreed: CaseRef | None
    n_left: int


@dataclass(frozen=True)
class Decided:
    """What a file of decisions did: how many, the cases whose agreed audit is finished now, and a sentence
    for each that is not."""

    decisions: int
    finished: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def twice(audit: Audit, progress: Progress = no_progress) -> tuple[TwiceAudited, ...]:
    """The cases that were audited twice, by reference."""
    agreed = _agreed_refs(audit)
    both = twice_audited(audit)
    found = []
    for number, (first, second) in enumerate(both):
        progress(number, len(both))
        n_left = len(_left(audit, _pair(audit, first, second, agreed)))
        found.append(
            TwiceAudited(
                *(first.reference, first.round, first.case, first, second),
                agreed=agreed.get(first.case),
                n_left=n_left,
            )
        )
    progress(len(both), len(both))
    return tuple(found)


def disagreements(audit: Audit, case_id: str | None = None) -> tuple[Disagreement, ...]:
    """The places of one case or of all that need a decision now, in the order of the form."""
    agreed = _agreed_refs(audit)
    return tuple(
        each
        for first, second in twice_audited(audit)
        if case_id in (None, first.case)
        for each in _left(audit, _pair(audit, first, second, agreed))
    )


def agree(
    audit: Audit,
    case_id: str,
    question: str,
    *,
    choice: AgreedOn | None = None,
    answer: Answer | None = None,
    why: str = "",
) -> tuple[Disagreement, ...]:
    """Agree on one place: an officer's answer, or one of its own; what the case still needs. The first
    decision of a case makes its agreed audit. AuditError when the case wasn't audited twice, the place
    isn't there, the officer chosen says nothing, the answer is of the wrong kind, or the agreed audit is
    finished."""
    pair = _pair_of(audit, case_id)
    edits = decided(audit, pair, question, choice, answer, why)
    with transaction(audit.file):
        _keep(audit, pair, edits)
    return _left(audit, pair)


def agree_from_file(audit: Audit, path: Path, progress: Progress = no_progress) -> Decided:
    """Agree on what a file decides (`decision_file`; `choose` is first or second), and finish each agreed
    audit that needs nothing more. All of the file or none of it. AuditError that lists what is wrong by
    row."""
    rows = read_decisions(audit.form, path, tuple(AgreedOn))
    agreed = _agreed_refs(audit)
    pairs = {first.case: _pair(audit, first, second, agreed) for first, second in twice_audited(audit)}
    edits: dict[str, list[Edit]] = {}
    problems = []
    for row in rows:
        try:
            pair = _meant(pairs, row)
            choice = AgreedOn(row.choose) if row.choose else None
            edits.setdefault(pair.first.ref.case, []).extend(
                decided(audit, pair, row.question, choice, row.answer, row.note)
            )
        except AuditError as error:
            problems.append(Problem(error.sentence, file=path.name, row=row.number, column="question"))
    if problems:
        raise refused(path.name, problems)
    with transaction(audit.file):
        for number, (case, of_case) in enumerate(edits.items()):
            progress(number, len(edits))
            _keep(audit, pairs[case], of_case)
        progress(len(edits), len(edits))
    return _finished(audit, [pairs[case] for case in edits], len(rows))


def finish_agreed(audit: Audit, case_id: str, why: str = "") -> None:
    """Finish the agreed audit of a case, so that it counts; where a reason is asked for, for those that its
    officers gave for the same, or `why`. AuditError that lists what is left, or as `finish` has it."""
    pair = _pair_of(audit, case_id)
    if left := _left(audit, pair):
        raise AuditError(
            _("This case can't be finished yet: some places need a decision."),
            [Problem(f"{each.question}: {each.label}") for each in left],
        )
    if not changes.heads(audit.file, pair.id):
        with transaction(audit.file):
            _keep(audit, pair, [])
    case = open_case(audit, pair.id)
    finish(case, why or _reasons(audit, pair, frozenset(closing(case).matters)))


def _reasons(audit: Audit, pair: AuditPair, matters: frozenset[str]) -> str:
    """Why the officers finished, if what they were asked about is all that is asked now: a reason given for
    something else is none for a father that was agreed not to be there."""
    given, explained = [], set[str]()
    for side in (pair.first, pair.second):
        case = open_case(audit, side.ref.id)
        why, asked = case.heads[STATUS].why, matters.intersection(closing(case).matters)
        if why and asked:
            given.append(why)
            explained |= asked
    return " ".join(dict.fromkeys(given)) if explained == matters else ""


def _pair_of(audit: Audit, case_id: str) -> AuditPair:
    for first, second in twice_audited(audit):
        if first.case == case_id:
            return _pair(audit, first, second, _agreed_refs(audit))
    raise AuditError(_("This case doesn't have two finished audits, so there is nothing to agree on yet."))


def _pair(audit: Audit, first: CaseRef, second: CaseRef, agreed_refs: Mapping[str, CaseRef]) -> AuditPair:
    known = agreed_refs.get(first.case)
    # One agreed audit for a case, whoever agrees: it belongs to nobody, so that its id is the same
    # everywhere.
    agreed = known.id if known else cases.case_audit_id(first.case, "", Role.AGREED)
    return pair_up(audit.form, read_audited(audit, first), read_audited(audit, second), agreed)


def _agreed_refs(audit: Audit) -> dict[str, CaseRef]:
    return {ref.case: ref for ref in cases.refs(audit.file) if ref.role is Role.AGREED}


def _meant(pairs: dict[str, AuditPair], row: DecisionRow) -> AuditPair:
    found = [
        pair
        for pair in pairs.values()
        if pair.first.ref.reference == row.case and row.round in ("", pair.first.ref.round)
    ]
    if len(found) > 1:
        raise AuditError(
            _("{case} stands in several rounds. Say which is meant.").format(case=shown(row.case))
        )
    if not found:
        raise AuditError(_("{case} doesn't have two finished audits.").format(case=shown(row.case)))
    return found[0]


def _left(audit: Audit, pair: AuditPair) -> tuple[Disagreement, ...]:
    """What the agreed audit asks and nobody decided, and rows that only one of the two has."""
    heads = changes.heads(audit.file, pair.id)
    if is_finished(heads):
        return ()
    heads = heads or _as_heads(pair, alike(pair))
    filling = filling_as_of(audit, heads, {})
    asked = {key for key in filling.keys() if filling.state(key).asked}  # noqa: SIM118
    blank = {key for key in asked if filling.state(key).state is AnswerState.NOT_LOOKED_AT}
    by_hand = {row.agreed for row in pair.rows.values() if row.by_hand}
    settled = {uuid for uuid in by_hand if row_key(uuid) in heads}
    there = {row.uuid for row in rows_of(heads)}
    rows = [
        _row_disagreement(audit, pair, row)
        for row in pair.rows.values()
        # A row nested in one that isn't agreed on comes or goes with it.
        if row.agreed in by_hand - settled and (row.parent in there or row.parent not in by_hand)
    ]
    return (
        *rows,
        *(_disagreement(audit, pair, key) for key in pair.keys.values() if key.agreed in blank),
    )


def _as_heads(pair: AuditPair, edits: Iterable[Edit]) -> dict[Key, Change]:
    """Edits as the heads that they would be, for looking ahead."""
    return {
        edit.key: Change("", pair.id, *edit.key, edit.answer, "", "", pair.first.ref.changed, "", edit.origin)
        for edit in edits
    }


def _keep(audit: Audit, pair: AuditPair, edits: Sequence[Edit]) -> None:
    """Inside the transaction; the agreed audit is made, with what both say alike, when there is none."""
    time, batch, person = now_text(audit), audit.new_id(), person_id(audit)
    if not changes.heads(audit.file, pair.id):
        cases.add_case_audit(audit.file, pair.first.ref.case, "", Role.AGREED)
        edits = [*alike(pair), *edits]
    last = {edit.key: edit for edit in edits}
    keep(audit, pair.id, list(last.values()), person=person, time=time, batch=batch)


def _finished(audit: Audit, pairs: Sequence[AuditPair], decisions: int) -> Decided:
    finished, said = [], []
    for pair in pairs:
        case = pair.first.ref.reference
        try:
            finish_agreed(audit, pair.first.ref.case)
            finished.append(case)
        except AuditError as error:
            left = "; ".join(str(problem) for problem in error.problems)
            said.append(f"{case}: {error.sentence} {left}".strip())
    return Decided(decisions, tuple(finished), tuple(said))


def _disagreement(audit: Audit, pair: AuditPair, key: PairedKey) -> Disagreement:
    return Disagreement(
        *(pair.first.ref.reference, pair.first.ref.round, pair.first.ref.case, key.place, key.agreed),
        label=key.question.label.plain() or key.question.name,
        section=key.question.section,
        first=_said(audit, pair.first, key.first),
        second=_said(audit, pair.second, key.second),
    )


def _said(audit: Audit, side: Audited, key: Key | None) -> Side:
    answer = side.answer(key)
    words = answer_words(audit, key, answer) if key and answer else _("Not asked")
    return Side(side.ref.person, answer, words)


def _row_disagreement(audit: Audit, pair: AuditPair, row: PairedRow) -> Disagreement:
    group = audit.form.repeats[row.repeat]
    return Disagreement(
        *(
            pair.first.ref.reference,
            pair.first.ref.round,
            pair.first.ref.case,
            row.place,
            row_key(row.agreed),
        ),
        label=_("Whether there is such an entry of “{name}”").format(name=group.label.plain() or row.repeat),
        section=group.section,
        first=Side(pair.first.ref.person, None, _("There") if row.first else _("Not there")),
        second=Side(pair.second.ref.person, None, _("There") if row.second else _("Not there")),
    )
