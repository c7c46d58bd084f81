"""Case files, and each officer's audit of one. In the store a person is always an id, `""` for nobody yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit_app.model import CaseRef, Role
from audit_app.store.audit_file import AuditFile


@dataclass(frozen=True)
class CaseFile:
    """A case of the list. `reference` is a pseudonym, unique within its round; `attributes` what the list says."""

    id: str
    reference: str
    pregnancy: str = ""
    round: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def add_case(file: AuditFile, case: CaseFile) -> None:
    """Add a case to the list. AuditError when the round has one with its reference."""
    raise NotImplementedError


def update_case(file: AuditFile, case: CaseFile) -> None:
    """Change what the list says about the case with this id."""
    raise NotImplementedError


def case_files(file: AuditFile) -> tuple[CaseFile, ...]:
    """All cases, by reference."""
    raise NotImplementedError


def find_case(file: AuditFile, reference: str, round_: str = "") -> CaseFile | None:
    """The case with this reference in this round."""
    raise NotImplementedError


def case_audit_id(case: str, person: str, role: Role) -> str:
    """The id of an officer's audit of a case: the same wherever and how often it is made."""
    raise NotImplementedError


def add_case_audit(file: AuditFile, case: str, person: str, role: Role = Role.FIRST) -> str:
    """Give a case to an officer (an id, `""` for nobody yet); the case audit's id. Harmless when it exists."""
    raise NotImplementedError


def refs(file: AuditFile) -> tuple[CaseRef, ...]:
    """Every officer's audit of every case, by reference; `person` is the name here. `n_left` counts the stored rows
    asked and not looked at, so it is 0 for a case audit whose answers were never written."""
    raise NotImplementedError


def ref(file: AuditFile, case_audit: str) -> CaseRef:
    """One of them. AuditError when there is none."""
    raise NotImplementedError
