"""The list of cases: seeing it, adding to it, importing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import Problem
from audit_app.model import CaseRef
from audit_app.operations.audit import Audit, Progress, no_progress


@dataclass(frozen=True)
class ImportedCases:
    """What an import of cases did; `problems` names the rows refused."""

    added: int
    updated: int
    refused: int
    problems: tuple[Problem, ...] = ()


def list_cases(audit: Audit) -> tuple[CaseRef, ...]:
    """Every officer's audit of every case, by reference, with status and what is left."""
    raise NotImplementedError


def add_case(
    audit: Audit, reference: str, *, round_: str = "", attributes: Mapping[str, str] | None = None
) -> CaseRef:
    """Add a case with a reference of the audit's own (a pseudonym). AuditError when it exists already in the round."""
    raise NotImplementedError


def import_cases(
    audit: Audit, rows: Sequence[Mapping[str, str]], *, file: str = "", progress: Progress = no_progress
) -> ImportedCases:
    """Add or update cases from rows with a `case` column (`round` and `pregnancy` are understood); other columns are
    kept as attributes. All of it or none."""
    raise NotImplementedError


def read_case_list(path: Path, sheet: str = "") -> list[dict[str, str]]:
    """The rows of a CSV or Excel list, as text. AuditError with file, row, column when it can't be understood."""
    raise NotImplementedError
