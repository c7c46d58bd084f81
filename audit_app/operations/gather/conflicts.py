"""Answers on which two files disagree: each version with who said it, when and where, and settling them.

A conflict is an answer whose history has two ends that differ in state, value, note or evidence. Settling
it is one more change that replaces both, so that the other version stays in the log.

So are an end that says finished and one that says open, and a row taken out and kept. The order of rows is
none: the latest stands. Versions are in the order in which they came into this file, so that `mine` is the
first of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.model import Answer, AnswerState, CaseRef, Key, Origin, Reserved, Role
from audit_app.operations.answer_paths import PlacedRows, walk
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.closing import closing, unexplained
from audit_app.operations.case.documents import document_of
from audit_app.operations.case.extracts import value_words
from audit_app.operations.case.open_case import (
    FINISHED,
    STATUS,
    Edit,
    now_text,
    open_case,
    person_id,
    rows_of,
)
from audit_app.operations.case.opinions import Who, opinion_label
from audit_app.operations.case.refilling import keep
from audit_app.operations.case.summary import state_words
from audit_app.operations.gather.decision_file import DecisionRow, read_decisions, refused
from audit_app.store import cases, changes, merging, packs, people
from audit_app.store.merging import Head
from audit_app.store.writing import transaction
from audit_app.words import _


@dataclass(frozen=True)
class Version:
    """One of the answers of a conflict. `change` is its id, `words` the answer in words, `person` a name,
    `pack` the id of the pack in which it was given (empty: in the audit itself), and `why` the reason that
    came with it."""

    change: str
    answer: Answer
    words: str
    person: str
    time: str
    origin: Origin
    pack: str = ""
    pack_person: str = ""
    why: str = ""


@dataclass(frozen=True)
class Conflict:
    """An answer with several versions, in the order in which they came into this file: the first is the one
    that stood here. `question` is its place as files write it, `label` the question's words."""

    case: str
    round: str
    case_audit: str
    person: str
    role: Role
    key: Key
    question: str
    label: str
    section: str
    versions: tuple[Version, ...]

    @property
    def place(self) -> tuple[str, Key]:
        """What tells it from every other conflict."""
        return self.case_audit, self.key


class SettlingRule(StrEnum):
    """A way to choose: the version given last; the one that stood here before; the one that came to it."""

    NEWEST = "newest"
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Settlement:
    """How to settle one conflict: with one of its versions (`change`), or with an answer of one's own."""

    place: tuple[str, Key]
    change: str = ""
    answer: Answer | None = None
    why: str = ""


def conflicts(audit: Audit, case_audits: Sequence[str] | None = None) -> tuple[Conflict, ...]:
    """The open conflicts of some case audits or of all, by case and in the order of the form."""
    rivals = {
        place: heads
        for place, heads in merging.rival_heads(audit.file, case_audits).items()
        if _differ(place[1], heads) and _is_known(audit, place[1])
    }
    if not rivals:
        return ()
    named = _Names(audit, {case_audit for case_audit, _key in rivals})
    found = [_conflict(named, case_audit, key, heads) for (case_audit, key), heads in rivals.items()]
    return tuple(sorted(found, key=named.order))


def choose(conflict: Conflict, rule: SettlingRule) -> Version:
    """The version that a rule chooses."""
    first, *others = conflict.versions
    if rule is SettlingRule.MINE:
        return first
    return max(
        conflict.versions if rule is SettlingRule.NEWEST else others,
        key=lambda each: (each.time, each.change),
    )


def settle_by_rule(
    audit: Audit, rule: SettlingRule, *, why: str = "", progress: Progress = no_progress
) -> int:
    """Settle every open conflict by a rule; how many. All or, when cancelled, none."""
    decisions = [Settlement(each.place, choose(each, rule).change, why=why) for each in conflicts(audit)]
    return settle(audit, decisions, progress)


def settle_from_file(audit: Audit, path: Path, progress: Progress = no_progress) -> int:
    """Settle what a file decides (`decision_file`; `choose` is a rule's name); how many. All of it or none.
    AuditError that lists what is wrong by row, a row about what is no open conflict too."""
    rows = read_decisions(audit.form, path, tuple(SettlingRule))
    is_open = conflicts(audit)
    decisions, problems = [], []
    for row in rows:
        meant = [each for each in is_open if _is_meant(each, row)]
        if len(meant) == 1:
            change = choose(meant[0], SettlingRule(row.choose)).change if row.choose else ""
            decisions.append(Settlement(meant[0].place, change, row.answer, row.note))
        else:
            problems.append(
                Problem(
                    _("There are several conflicts of this name.")
                    if meant
                    else _("There is no such conflict."),
                    _("Say which auditor and round is meant.") if meant else _("Delete the row."),
                    file=path.name,
                    row=row.number,
                    column="question",
                )
            )
    if problems:
        raise refused(path.name, problems)
    return settle(audit, decisions, progress)


def settle(audit: Audit, decisions: Iterable[Settlement], progress: Progress = no_progress) -> int:
    """Settle conflicts one by one; how many. All or none. AuditError when one of them is no conflict any
    more, has no such version, or would leave a case finished without something that matters
    and without a reason."""
    wanted = {decision.place: decision for decision in decisions}
    if not wanted:
        return 0
    case_audits = tuple(dict.fromkeys(case_audit for case_audit, _key in wanted))
    is_open = {conflict.place: conflict for conflict in conflicts(audit, case_audits)}
    edits: dict[str, list[Edit]] = {}
    for place, decision in wanted.items():
        edits.setdefault(place[0], []).append(_edit(is_open.get(place), decision))
    with transaction(audit.file):
        person, time, batch = person_id(audit), now_text(audit), audit.new_id()
        for number, (case_audit, of_case) in enumerate(edits.items()):
            progress(number, len(edits))
            keep(audit, case_audit, of_case, person=person, time=time, batch=batch)
            _require_explained(audit, case_audit, of_case)
        progress(len(edits), len(edits))
    return len(wanted)


def _is_meant(conflict: Conflict, row: DecisionRow) -> bool:
    return (
        (conflict.case, conflict.question) == (row.case, row.question)
        and row.auditor.casefold() in ("", conflict.person.casefold())
        and row.round in ("", conflict.round)
    )


def _edit(conflict: Conflict | None, decision: Settlement) -> Edit:
    if conflict is None:
        raise AuditError(_("One of these conflicts is settled already. Look at the list again."))
    chosen = next((each for each in conflict.versions if each.change == decision.change), None)
    answer = decision.answer or (chosen.answer if chosen else None)
    if answer is None:
        raise AuditError(
            _("{case}, {question}: there is no such version. Look at the list again.").format(
                case=conflict.case, question=conflict.question
            )
        )
    why = decision.why or (chosen.why if chosen and conflict.key == STATUS else "")
    return Edit(conflict.key, answer, Origin.SETTLED, why)


def _require_explained(audit: Audit, case_audit: str, edits: Iterable[Edit]) -> None:
    """A row taken out, or a case locked, by settling: nobody was asked what finishing it asks."""
    if not any(_takes_out(edit) or edit.answer.value == FINISHED for edit in edits):
        return
    case = open_case(audit, case_audit)
    if unexplained(case):
        said = _(
            "So {case} would be finished although something that matters is missing, and nobody said why. "
            "Keep the entry, or leave the case open and finish it again."
        )
        matters = [Problem(sentence) for sentence in closing(case).matters]
        raise AuditError(said.format(case=case.ref.reference), matters)


def _takes_out(edit: Edit) -> bool:
    return edit.key.question == Reserved.ROW and bool(json.loads(edit.answer.value).get("removed"))


def _differ(key: Key, heads: Iterable[Head]) -> bool:
    answers = {head.change.answer for head in heads}
    if key.question == Reserved.ROW:  # where a row stands is no answer: the latest order holds
        return len({bool(json.loads(answer.value).get("removed")) for answer in answers}) > 1
    return key.question not in (Reserved.ACCEPTED, Reserved.FLAG) and len(answers) > 1


def _is_known(audit: Audit, key: Key) -> bool:
    """What the form doesn't ask any more is kept, but nobody has to settle it."""
    return key.question in audit.form.questions or key.question.startswith("@")


class _Names:
    """What conflicts are called: cases, officers, packs, places. Read once for all."""

    def __init__(self, audit: Audit, case_audits: set[str]) -> None:
        self.audit = audit
        self.people = people.names(audit.file)
        self.packs = {pack.id: self.people.get(pack.person, "") for pack in packs.read_packs(audit.file)}
        self.refs = {id_: cases.ref(audit.file, id_) for id_ in case_audits}
        self.places = {id_: _places(audit, id_) for id_ in case_audits}

    def place(self, case_audit: str, key: Key) -> str:
        """Its place as files write it; of a row that was taken out, the question and the row's first
        letters."""
        found = self.places[case_audit].get(key)
        return found or (f"{key.question} ({key.row[:8]})" if key.row else key.question)

    def order(self, conflict: Conflict) -> tuple[str, str, str, int]:
        """Where a conflict stands in the list."""
        places = list(self.places[conflict.case_audit])
        number = places.index(conflict.key) if conflict.key in places else len(places)
        return conflict.case, conflict.round, conflict.case_audit, number


def _conflict(named: _Names, case_audit: str, key: Key, heads: tuple[Head, ...]) -> Conflict:
    ref: CaseRef = named.refs[case_audit]
    return Conflict(
        case=ref.reference,
        round=ref.round,
        case_audit=case_audit,
        person=ref.person,
        role=ref.role,
        key=key,
        question=named.place(case_audit, key),
        label=_label(named.audit, key, heads),
        section=_section(named.audit, key),
        versions=tuple(_version(named, head) for head in heads),
    )


def _version(named: _Names, head: Head) -> Version:
    change = head.change
    return Version(
        change=change.id,
        answer=change.answer,
        words=answer_words(named.audit, Key(change.question, change.row), change.answer),
        person=named.people.get(change.person, ""),
        time=change.time,
        origin=change.origin,
        pack=head.pack,
        pack_person=named.packs.get(head.pack, ""),
        why=change.why,
    )


def answer_words(audit: Audit, key: Key, answer: Answer) -> str:
    """An answer in words: the labels of its choices, or its state."""
    if key.question == Reserved.STATUS:
        return _("Finished") if answer.value == "finished" else _("Open")
    if key.question == Reserved.ROW:
        return _("Taken out") if json.loads(answer.value).get("removed") else _("Kept")
    if key.question == Reserved.DOCUMENT:
        document = document_of(key.row, answer)
        return document.words if document else _("Taken out")
    if answer.state is not AnswerState.ANSWERED:
        said = state_words(answer) or _("Not looked at")
        return f"{said}: {answer.value}" if answer.value else said
    question = audit.form.questions.get(key.question)
    return value_words(question, answer.value) if question else answer.value


def _label(audit: Audit, key: Key, heads: Sequence[Head]) -> str:
    if key.question == Reserved.STATUS:
        return _("Whether the audit of this case is finished")
    if key.question == Reserved.VIEWS:
        return opinion_label(key.row)
    if key.question == Reserved.NOTE:
        return _("The note of the case")
    if key.question == Reserved.DOCUMENT:
        return _("A document in the list of the case")
    if key.question == Reserved.ROW:
        name = json.loads(heads[0].change.answer.value)["repeat"]
        repeat = audit.form.repeats.get(name)
        return _("Whether an entry of “{name}” belongs to the case").format(
            name=(repeat and repeat.label.plain()) or name
        )
    return audit.form.questions[key.question].label.plain() or key.question


def _section(audit: Audit, key: Key) -> str:
    question = audit.form.questions.get(key.question)
    return question.section if question else ""


def _places(audit: Audit, case_audit: str) -> Mapping[Key, str]:
    heads = changes.heads(audit.file, case_audit)
    rows = PlacedRows(audit.form, rows_of(heads), answered={key.row for key in heads})
    places = {Key(Reserved.STATUS): str(Reserved.STATUS)}
    places |= {Key(Reserved.VIEWS, who): f"{Reserved.VIEWS}/{who}" for who in Who}
    for place, key in walk(rows):
        if key.row:
            places.setdefault(Key(Reserved.ROW, key.row), place.rpartition("/")[0])
        places[key] = place
    return places
