"""What is said about the audit as a whole: the one row of table `audit`."""

from __future__ import annotations

from audit_app.model import AuditInfo
from audit_app.store.audit_file import AuditFile


def read_info(file: AuditFile) -> AuditInfo:
    """What is said about the audit."""
    raise NotImplementedError


def write_info(file: AuditFile, info: AuditInfo) -> None:
    """Say it anew."""
    raise NotImplementedError
