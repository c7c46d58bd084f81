"""Answers as a CSV file, in and out: `case,auditor,question,state,value,note,evidence` (the export adds
`status`).

One answer a row. A file is read and checked whole before anything is written, and written in one transaction.

A row of a repeat without any answer is one line `not_looked_at`; lines with neither state nor value say
nothing. Two further columns are understood, and written where they matter: `round` (a reference in several
rounds) and `pregnancy` (twins).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.model import Answer, CaseRef, CaseStatus, Change, Key, Role
from audit_app.operations.answer_paths import PlacedRows, walk
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.answer_rows import (
    COLUMNS,
    PREGNANCY_COLUMN,
    ROUND_COLUMN,
    CaseInFile,
    read_cases,
)
from audit_app.operations.case.bulk import GivenCase, take_in
from audit_app.operations.case.foreign import read_foreign
from audit_app.operations.case.open_case import now_text, rows_of, status_of
from audit_app.operations.case.views import is_read_only
from audit_app.operations.outputs import put_out
from audit_app.readers.table_file import read_table
from audit_app.store import cases, changes, info, people
from audit_app.store.cases import CaseFile
from audit_app.store.writing import transaction
from audit_app.words import _
from audit_app.xforms.definition import Form


@dataclass(frozen=True)
class ImportedAnswers:
    """What an import of answers did; `lacking_rows` are the references of cases that the file calls
    finished and that have no row where one is asked for (a father's)."""

    cases_added: int
    answers: int
    unchanged: int
    lacking_rows: tuple[str, ...] = ()


def import_answers(audit: Audit, path: Path, progress: Progress = no_progress) -> ImportedAnswers:
    """Take in answers, all of them or none: a file as `export_answers` writes it, or what another ODK tool
    wrote (ODK Central's CSV files or submissions: a folder, an archive, or one of them). Cases and auditors
    that are missing are added, rows of repeats made as the file speaks of them; finished audits may be
    corrected, with the file's name as the reason. What the file doesn't mention stays. AuditError lists what
    is wrong by row and column."""
    files = cases.case_files(audit.file)
    usual_round = info.read_info(audit.file).round
    foreign = read_foreign(audit.form, path)
    if foreign is not None:
        found = foreign.cases(_rounds(files), usual_round)
    else:
        found = read_cases(audit.form, read_table(path), path.name, _rounds(files), usual_round)
    with transaction(audit.file):
        book = _CaseBook(audit, files, cases.refs(audit.file))
        answers = unchanged = 0
        lacking: list[str] = []
        time = now_text(audit)
        seen: set[str] = set()
        for number, case in enumerate(found):
            progress(number, len(found))
            given = book.given(case, path.name)
            _require_once(given.case_audit, seen, case, path.name)
            taken = take_in(audit, given, time=time)
            answers += taken.answers
            unchanged += taken.unchanged
            lacking += [case.reference] if taken.lacks_rows else []
        progress(len(found), len(found))
    return ImportedAnswers(book.added, answers, unchanged, tuple(lacking))


def export_answers(audit: Audit, path: Path, progress: Progress = no_progress) -> int:
    """Write every answer given, in case and form order; how many. A case, and a row of a repeat, without an
    answer of its own stands there as one question not looked at, so that it isn't lost. AuditError when the
    file can't be written."""
    refs = cases.refs(audit.file)
    extra = _extra_columns(refs)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *extra])
    n = 0
    for number, ref in enumerate(refs):
        progress(number, len(refs))
        heads = changes.heads(audit.file, ref.id)
        status = status_of(heads).value
        for place, answer in [*_answers(audit.form, heads)] or _nothing(audit.form):
            texts = [answer.state.value, answer.value, answer.note, answer.evidence.to_text()]
            further = [texts_by_case[ref.case] for texts_by_case in extra.values()]
            writer.writerow([ref.reference, ref.person, place, *texts, status, *further])
            n += answer != Answer()
    progress(len(refs), len(refs))
    put_out(path, out.getvalue().encode())
    return n


def _extra_columns(refs: tuple[CaseRef, ...]) -> dict[str, dict[str, str]]:
    """The columns beyond the usual ones that this audit needs, each with its text by case."""
    rounds = {ref.case: ref.round for ref in refs}
    pregnancies = {ref.case: ref.attributes.get(PREGNANCY_COLUMN, "") for ref in refs}
    several_rounds = len({ref.reference for ref in refs}) < len(rounds)
    given = [pregnancy for pregnancy in pregnancies.values() if pregnancy]
    twins = len(set(given)) < len(given)
    columns = ((ROUND_COLUMN, rounds, several_rounds), (PREGNANCY_COLUMN, pregnancies, twins))
    return {name: texts for name, texts, needed in columns if needed}


def _answers(form: Form, heads: Mapping[Key, Change]) -> Iterator[tuple[str, Answer]]:
    if not heads:
        return
    said = {key: head.answer for key, head in heads.items() if head.answer != Answer()}
    answered = {key.row for key in said if key.question in form.questions}
    rows = PlacedRows(form, rows_of(heads), answered=answered)
    silent = {row.uuid for row in rows.all()} - answered
    for place, key in walk(rows):
        question = form.questions[key.question]
        if key in said and question.is_input:
            yield place, said[key]
        elif key.row in silent and question.is_input:
            silent.discard(key.row)
            yield place, Answer()


def _nothing(form: Form) -> list[tuple[str, Answer]]:
    """What stands for a case in which nobody has answered anything."""
    inputs = (each for each in form.questions.values() if each.is_input and not each.repeat)
    return [(each.name, Answer()) for each in inputs if not is_read_only(each)][:1]


def _require_once(case_audit: str, seen: set[str], case: CaseInFile, file: str) -> None:
    if case_audit in seen:
        raise AuditError(
            _(
                "{file} names an auditor in some rows of {case} and none in others. Name one in all of them."
            ).format(file=file, case=case.reference)
        )
    seen.add(case_audit)


def _rounds(files: tuple[CaseFile, ...]) -> dict[str, frozenset[str]]:
    rounds: dict[str, frozenset[str]] = {}
    for case in files:
        rounds[case.reference] = rounds.get(case.reference, frozenset()) | {case.round}
    return rounds


@dataclass(frozen=True)
class _Own:
    """An officer's audit of a case: its id, whose, and what else decides where further answers belong."""

    id: str
    person: str
    role: Role
    is_started: bool = True
    was_here: bool = False


class _CaseBook:
    """The cases and officers' audits known so far, growing as a file speaks of further ones."""

    def __init__(self, audit: Audit, files: tuple[CaseFile, ...], refs: tuple[CaseRef, ...]) -> None:
        self.added = 0
        self._audit = audit
        self._cases = {(case.reference, case.round): case.id for case in files}
        self._audits: dict[str, list[_Own]] = {}
        self._people: dict[str, str] = {}
        for ref in refs:
            is_started = ref.status is not CaseStatus.NOT_STARTED
            self._audits.setdefault(ref.case, []).append(_Own(ref.id, ref.person, ref.role, is_started, True))

    def given(self, case: CaseInFile, why: str) -> GivenCase:
        """The case of the file as one to be taken in; it and its officer are made when missing."""
        own = self._audits.setdefault(self._case(case), [])
        # Only what was here before counts, so that the order of a file's rows decides nothing.
        before = [each.person for each in own if each.was_here]
        name = case.auditor or (before[0] if len(before) == 1 else "")
        if not name and case.says_something:
            name = self._audit.person
        person = self._person(name)
        known = next((each for each in own if each.person.casefold() == name.casefold()), None)
        found = known or self._add_audit(self._case(case), own, name, person)
        return GivenCase(found.id, person, case.answers, case.status, why, is_new=known is None)

    def _case(self, case: CaseInFile) -> str:
        place = (case.reference, case.round)
        if place not in self._cases:
            new = CaseFile(self._audit.new_id(), case.reference, case.pregnancy, case.round)
            cases.add_case(self._audit.file, new)
            self._cases[place] = new.id
            self.added += 1
        return self._cases[place]

    def _person(self, name: str) -> str:
        if name and name not in self._people:
            self._people[name] = people.add(self._audit.file, people.new_id(name), name)
        return self._people.get(name, "")

    def _add_audit(self, case_id: str, own: list[_Own], name: str, person: str) -> _Own:
        unassigned = next((each for each in own if not each.person and not each.is_started), None)
        if unassigned:
            own.remove(unassigned)
            new = _Own(cases.assign(self._audit.file, unassigned.id, person), name, unassigned.role)
        else:
            role = Role.SECOND if any(each.role is Role.FIRST for each in own) else Role.FIRST
            new = _Own(cases.add_case_audit(self._audit.file, case_id, person, role), name, role)
        own.append(new)
        return new
