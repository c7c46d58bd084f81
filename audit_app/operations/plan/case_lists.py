"""Bringing in a list of cases: what was understood is shown first, then all of it is taken in, or nothing.

The case system's numbers never enter the audit: each is replaced by a random reference (see `pseudonyms`),
unless the list holds pseudonyms already. A list that comes again updates its cases; what an earlier list said
stays where the new one is silent, since case systems drop the expected date once a baby is born.

Cases of one mother share a pregnancy when their expected dates lie within two weeks, their births within
three days, or one's birth fits the other's expected date. Of several rows of a child the returns give the
latest (of the census's assessments the first); in a list of one's own the first row counts and others are
refused. A return lists every child: those are taken who belong in the audit (see `list_cohort`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from audit_app.errors import AuditError, Problem, Severity
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case import pseudonyms
from audit_app.operations.case.cases import mother_of
from audit_app.operations.plan.import_undo import with_import
from audit_app.operations.plan.list_cohort import ListCohort, choose_children
from audit_app.operations.plan.list_mapping import Meanings, column_of, combined, guess, remember, remembered
from audit_app.operations.plan.list_places import next_list, place_text
from audit_app.operations.plan.list_preview import ColumnView, ImportedList, Preview, layout_words
from audit_app.operations.plan.list_rows import (
    BIRTH_ATTRIBUTE,
    EXPECTED_ATTRIBUTE,
    TEAM_ATTRIBUTE,
    Candidate,
    read_candidates,
)
from audit_app.operations.plan.pregnancies import Expecting, name_pregnancies
from audit_app.readers.cleaning import alike
from audit_app.readers.layouts import read_case_list
from audit_app.readers.lists import CaseList, ColumnKind, ListRow, Meaning
from audit_app.store import cases, info
from audit_app.store.cases import PLACE, CaseFile
from audit_app.store.writing import transaction
from audit_app.words import _

_SHOWN_ROWS, _EXAMPLES = 20, 3

__all__ = [
    "ColumnKind",
    "ColumnView",
    "ImportedList",
    "ListRow",
    "Meaning",
    "Preview",
    "import_list",
    "layout_words",
    "preview",
    "remap",
]


def preview(
    audit: Audit,
    path: Path,
    mapping: Meanings | None = None,
    *,
    sheet: str = "",
    keep_references: bool = False,
    everyone: bool = False,
    progress: Progress = no_progress,
) -> Preview:
    """Read a list and say what importing it would do; nothing is written. `mapping` (meanings by column) goes
    over what is remembered or guessed; with `everyone` a return's children of every age come. AuditError when
    the file can't be understood at all, or has no such column."""
    listed = read_case_list(path, sheet, progress)
    before = remembered(info.read_info(audit.file), listed)
    meanings = combined(listed, combined(listed, guess(listed), before), mapping or {})
    return _preview(audit, listed, meanings, bool(before), keep_references, everyone)


def remap(
    audit: Audit,
    shown: Preview,
    mapping: Meanings,
    *,
    keep_references: bool | None = None,
    everyone: bool | None = None,
) -> Preview:
    """The same list with other meanings, without reading the file again."""
    keep = shown.keep_references if keep_references is None else keep_references
    all_ages = shown.everyone if everyone is None else everyone
    meanings = combined(shown.listed, shown.meanings, mapping)
    return _preview(audit, shown.listed, meanings, shown.remembered, keep, all_ages)


def import_list(audit: Audit, shown: Preview, progress: Progress = no_progress) -> ImportedList:
    """Take in the list of a preview, all that isn't refused together or, when cancelled, nothing; its
    meanings are remembered. AuditError when a column must be mapped first."""
    if shown.missing:
        raise AuditError(shown.missing)
    progress(0, len(shown.listed.rows))
    cohort = _cohort(audit, shown.listed, shown.meanings, shown.everyone)
    candidates, problems = _candidates(audit, cohort.listed, shown.meanings)
    drawn = None if shown.keep_references else _drawn(audit, candidates)
    taken: list[CaseFile] = []
    with transaction(audit.file):
        plans = _plans(audit, candidates, _drawn_references(drawn) if drawn else _as_they_stand(candidates))
        for done, plan in enumerate(plans):
            progress(done, len(plans))
            taken.append(_take_in(audit, plan))
        about = info.read_info(audit.file)
        about = replace(about, settings=remember(about, shown.listed, shown.meanings))
        info.write_info(audit.file, with_import(about, shown.file, *_what_was_done(taken, plans)))
        progress(len(plans), len(plans))
        if drawn:  # the key file isn't part of the transaction: nobody can cancel once it is written
            pseudonyms.keep(audit, drawn)
    n = Counter(plan.outcome for plan in plans)
    return ImportedList(
        n[_Outcome.NEW],
        n[_Outcome.UPDATED],
        n[_Outcome.UNCHANGED],
        _n_refused(problems),
        (*problems, *cohort.listed.problems),
        cohort.notes,
        shown.notes,
    )


class _Outcome(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class _Plan:
    """What becomes of a candidate: the case as it will be, and as it is (None: it isn't here yet)."""

    case: CaseFile
    known: CaseFile | None

    @property
    def outcome(self) -> _Outcome:
        if self.known is None:
            return _Outcome.NEW
        return _Outcome.UNCHANGED if self.case == self.known else _Outcome.UPDATED


@dataclass(frozen=True)
class _References:
    """What stands for the list's numbers in the audit: of cases, of mothers and of pregnancies. A number that
    has none yet stands for itself, in a preview only."""

    cases: Mapping[str, str] = field(default_factory=dict)
    mothers: Mapping[str, str] = field(default_factory=dict)

    def case(self, candidate: Candidate) -> str:
        return self.cases.get(candidate.number, "")

    def mother(self, candidate: Candidate) -> str:
        return self.mothers.get(candidate.mother, candidate.mother)

    def pregnancy(self, candidate: Candidate) -> str:
        return (
            self.mothers.get(_pregnancy_number(candidate), candidate.pregnancy) if candidate.pregnancy else ""
        )


def _preview(
    audit: Audit,
    listed: CaseList,
    meanings: Mapping[str, Meaning],
    was_remembered: bool,
    keep: bool,
    everyone: bool,
) -> Preview:
    missing = _missing(meanings, listed)
    cohort = _cohort(audit, listed, meanings, everyone)
    chosen = cohort.listed
    candidates, problems = ([], []) if missing else _candidates(audit, chosen, meanings)
    plans = _plans(audit, candidates, _as_they_stand(candidates) if keep else _linked(audit, candidates))
    n = Counter(plan.outcome for plan in plans)
    return Preview(
        file=listed.file,
        layout=listed.layout,
        layout_words=layout_words(listed.layout),
        columns=tuple(_column_view(chosen, name, meanings[name]) for name in listed.columns),
        sample=chosen.rows[:_SHOWN_ROWS],
        problems=(*problems, *chosen.problems),
        n_rows=len(listed.rows),
        n_new=n[_Outcome.NEW],
        n_updated=n[_Outcome.UPDATED],
        n_unchanged=n[_Outcome.UNCHANGED],
        n_refused=_n_refused(problems),
        sheets=listed.sheets,
        missing=missing,
        remembered=was_remembered,
        keep_references=keep,
        n_left_out=cohort.n_left_out,
        belonging=cohort.notes,
        notes=listed.notes,
        chooses=cohort.chooses,
        everyone=everyone,
        listed=listed,
    )


def _cohort(audit: Audit, listed: CaseList, meanings: Meanings, everyone: bool) -> ListCohort:
    return choose_children(listed, meanings, info.read_info(audit.file).period, everyone=everyone)


def _missing(meanings: Meanings, listed: CaseList) -> str:
    if column_of(meanings, Meaning.CASE):
        return ""
    return _("No column of {file} is known to hold the case number. Choose the one that does.").format(
        file=listed.file
    )


def _column_view(listed: CaseList, name: str, meaning: Meaning) -> ColumnView:
    filled = [row.values[name] for row in listed.rows if row.values[name]]
    examples = tuple(dict.fromkeys(filled[:100]))[:_EXAMPLES]
    return ColumnView(name, meaning, listed.kinds[name], len(filled), examples)


def _candidates(audit: Audit, listed: CaseList, meanings: Meanings) -> tuple[list[Candidate], list[Problem]]:
    usual = info.read_info(audit.file).round
    teams = {_attribute(case, TEAM_ATTRIBUTE) for case in cases.case_files(audit.file)} - {""}
    today = audit.today.isoformat()
    return read_candidates(listed, meanings, usual_round=usual, today=today, teams=sorted(teams))


def _n_refused(problems: Sequence[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)


def _as_they_stand(candidates: Sequence[Candidate]) -> _References:
    return _References({candidate.number: candidate.number for candidate in candidates})


def _linked(audit: Audit, candidates: Sequence[Candidate]) -> _References:
    return _References(
        pseudonyms.references_for(audit, [candidate.number for candidate in candidates]),
        pseudonyms.references_for(audit, _mothers(candidates), pseudonyms.PseudonymKind.MOTHER),
    )


def _drawn(audit: Audit, candidates: Sequence[Candidate]) -> pseudonyms.Draw:
    numbers = [candidate.number for candidate in candidates]
    return pseudonyms.draw(
        audit, {pseudonyms.PseudonymKind.CASE: numbers, pseudonyms.PseudonymKind.MOTHER: _mothers(candidates)}
    )


def _drawn_references(drawn: pseudonyms.Draw) -> _References:
    return _References(
        drawn.references[pseudonyms.PseudonymKind.CASE], drawn.references[pseudonyms.PseudonymKind.MOTHER]
    )


def _mothers(candidates: Sequence[Candidate]) -> list[str]:
    """The numbers of mothers and of pregnancies, which are replaced alike."""
    mothers = {candidate.mother for candidate in candidates} | {
        _pregnancy_number(candidate) for candidate in candidates
    }
    return sorted(mothers - {""})


def _pregnancy_number(candidate: Candidate) -> str:
    # No mother's number looks like this, so one file of links holds both.
    return f"pregnancy:{candidate.pregnancy}" if candidate.pregnancy else ""


def _plans(audit: Audit, candidates: Sequence[Candidate], references: _References) -> list[_Plan]:
    here = cases.case_files(audit.file)
    known = {(alike(case.reference), case.round): case for case in here}
    list_number = next_list(here)
    pairs = [
        (candidate, known.get((alike(references.case(candidate)), candidate.round)))
        for candidate in candidates
    ]
    pregnancies = _pregnancies(pairs, here, references)
    return [
        _Plan(
            _case(
                candidate,
                case,
                references.case(candidate),
                pregnancy,
                place_text(list_number, candidate.place),
            ),
            case,
        )
        for (candidate, case), pregnancy in zip(pairs, pregnancies, strict=True)
    ]


def _case(
    candidate: Candidate, known: CaseFile | None, reference: str, pregnancy: str, place: str
) -> CaseFile:
    if known is None:
        return CaseFile("", reference, pregnancy, candidate.round, {**candidate.attributes, PLACE: place})
    said = {name: text for name, text in candidate.attributes.items() if text or name not in known.attributes}
    return replace(known, pregnancy=pregnancy or known.pregnancy, attributes={**known.attributes, **said})


def _pregnancies(
    pairs: Sequence[tuple[Candidate, CaseFile | None]], here: Sequence[CaseFile], references: _References
) -> list[str]:
    """The pregnancy of each candidate: the one that the list names, else what its mother and dates say,
    together with the cases that are here already."""
    again = {case.id for _candidate, case in pairs if case}
    others = [_expecting(case, mother_of(case.pregnancy)) for case in here if case.id not in again]
    expecting = [
        Expecting(
            references.mother(candidate),
            candidate.attributes.get(EXPECTED_ATTRIBUTE, "") or _attribute(case, EXPECTED_ATTRIBUTE),
            candidate.attributes.get(BIRTH_ATTRIBUTE, "") or _attribute(case, BIRTH_ATTRIBUTE),
            case.pregnancy if case else "",
        )
        for candidate, case in pairs
    ]
    named = name_pregnancies([*expecting, *others])
    return [
        references.pregnancy(candidate) or name
        for (candidate, _case), name in zip(pairs, named, strict=False)
    ]


def _expecting(case: CaseFile, mother: str) -> Expecting:
    return Expecting(
        mother, _attribute(case, EXPECTED_ATTRIBUTE), _attribute(case, BIRTH_ATTRIBUTE), case.pregnancy
    )


def _attribute(case: CaseFile | None, name: str) -> str:
    return case.attributes.get(name, "") if case else ""


def _take_in(audit: Audit, plan: _Plan) -> CaseFile:
    if plan.known is not None:
        if plan.outcome is _Outcome.UPDATED:
            cases.update_case(audit.file, plan.case)
        return plan.case
    new = replace(plan.case, id=audit.new_id())
    cases.add_case(audit.file, new)
    cases.add_case_audit(audit.file, new.id, "")
    return new


def _what_was_done(
    taken: Sequence[CaseFile], plans: Sequence[_Plan]
) -> tuple[list[str], list[tuple[CaseFile, CaseFile]]]:
    """The ids of the cases that are new, and those that were updated, before and after."""
    pairs = list(zip(taken, plans, strict=True))
    added = [case.id for case, plan in pairs if plan.known is None]
    updated = [(plan.known, case) for case, plan in pairs if plan.known and plan.outcome is _Outcome.UPDATED]
    return added, updated
