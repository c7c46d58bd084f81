"""The list of cases: seeing it, adding to it, importing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.model import CaseRef
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.open_case import person_id
from audit_app.operations.places import next_list, place_text
from audit_app.readers.table_file import read_table
from audit_app.store import cases, info
from audit_app.store.cases import OWN_ATTRIBUTES, PLACE, CaseFile
from audit_app.store.writing import transaction
from audit_app.words import _

REFERENCE_COLUMNS = ("case", "case_ref", "reference")
ROUND_COLUMN, PREGNANCY_COLUMN = "round", "pregnancy"


@dataclass(frozen=True)
class ImportedCases:
    """What an import of cases did; `problems` names the rows refused."""

    added: int
    updated: int
    refused: int
    problems: tuple[Problem, ...] = ()


def list_cases(audit: Audit) -> tuple[CaseRef, ...]:
    """Every officer's audit of every case, by reference, with status and what is left."""
    return cases.refs(audit.file)


def add_case(
    audit: Audit, reference: str, *, round_: str = "", attributes: Mapping[str, str] | None = None
) -> CaseRef:
    """Add a case with a reference of the audit's own (a pseudonym), for whoever works now to audit; without a
    round it belongs to the audit's. AuditError when it exists already in the round."""
    reference = reference.strip()
    if not reference:
        raise AuditError(_("A case needs a reference. Use one of your own, never a name."))
    new = CaseFile(
        audit.new_id(),
        reference,
        pregnancy=(attributes or {}).get(PREGNANCY_COLUMN, ""),
        round=round_.strip() or info.read_info(audit.file).round,
        attributes={name: text for name, text in (attributes or {}).items() if name != PREGNANCY_COLUMN},
    )
    with transaction(audit.file):
        cases.add_case(audit.file, new)
        case_audit = cases.add_case_audit(audit.file, new.id, person_id(audit))
    return cases.ref(audit.file, case_audit)


def import_cases(
    audit: Audit, rows: Sequence[Mapping[str, str]], *, file: str = "", progress: Progress = no_progress
) -> ImportedCases:
    """Add or update cases from rows with a `case` column (`round` and `pregnancy` are understood); other
    columns are kept as attributes. A row that can't be taken is refused with its reason, blank ones are
    passed over; the first row stands in row 2 of its file. All that can be taken is kept together or, when
    cancelled, none of it. AuditError when no column holds the case."""
    listed = {(case.reference, case.round): case for case in cases.case_files(audit.file)}
    usual_round = info.read_info(audit.file).round
    added = updated = 0
    problems: list[Problem] = []
    first_row: dict[tuple[str, str], int] = {}
    _require_reference_column(rows, file)
    list_number = next_list(listed.values())
    with transaction(audit.file):
        for number, row in enumerate(rows, 2):
            progress(number - 2, len(rows))
            if not any(text.strip() for text in row.values()):
                continue
            case = _case_of(row, usual_round)
            place = (case.reference, case.round)
            if refusal := _refusal(place, first_row):
                problems.append(Problem(refusal, file=file, row=number, column=_reference_column(row)))
                continue
            first_row[place] = number
            if known := listed.get(place):
                cases.update_case(audit.file, _updated(known, case))
                updated += 1
            else:
                _add(audit, case, place_text(list_number, number))
                added += 1
        progress(len(rows), len(rows))
    return ImportedCases(added, updated, len(problems), tuple(problems))


def read_case_list(path: Path, sheet: str = "") -> list[dict[str, str]]:
    """The rows of a CSV or Excel list, as text, the row below the headings first and blank ones empty, so
    that a row's number is its place plus 2. AuditError with file, row, column when it can't be understood."""
    table = read_table(path, sheet)
    found: list[dict[str, str]] = [
        {} for _row in range(max((row.number for row in table.rows), default=1) - 1)
    ]
    for row in table.rows:
        found[row.number - 2] = dict(row.values)
    return found


def _reference_column(row: Mapping[str, str]) -> str:
    by_name = {name.strip().lower(): name for name in row}
    return next((by_name[name] for name in REFERENCE_COLUMNS if name in by_name), "")


def _require_reference_column(rows: Sequence[Mapping[str, str]], file: str) -> None:
    if rows and not any(_reference_column(row) for row in rows):
        raise AuditError(
            _("{file} has no column “case”. Give the column that holds the references this name.").format(
                file=file or _("The list")
            )
        )


def _case_of(row: Mapping[str, str], usual_round: str) -> CaseFile:
    own = _reference_column(row)
    known = {name.strip().lower(): text.strip() for name, text in row.items()}
    attributes = {
        name: text.strip()
        for name, text in row.items()
        if name != own and name.strip().lower() not in (ROUND_COLUMN, PREGNANCY_COLUMN, *OWN_ATTRIBUTES)
    }
    return CaseFile(
        "",
        row.get(own, "").strip(),
        known.get(PREGNANCY_COLUMN, ""),
        known.get(ROUND_COLUMN) or usual_round,
        attributes,
    )


def _refusal(place: tuple[str, str], first_row: Mapping[tuple[str, str], int]) -> str:
    if not place[0]:
        return _("The row has no case reference. Give it one, or delete the row.")
    if place in first_row:
        return _("{case} stands in row {row} already. Delete one of them, or tell the rounds apart.").format(
            case=place[0], row=first_row[place]
        )
    return ""


def _updated(known: CaseFile, case: CaseFile) -> CaseFile:
    return CaseFile(
        known.id,
        known.reference,
        case.pregnancy or known.pregnancy,
        known.round,
        {**known.attributes, **case.attributes},
    )


def _add(audit: Audit, case: CaseFile, place: str) -> None:
    attributes = {**case.attributes, PLACE: place}
    new = CaseFile(audit.new_id(), case.reference, case.pregnancy, case.round, attributes)
    cases.add_case(audit.file, new)
    cases.add_case_audit(audit.file, new.id, "")
