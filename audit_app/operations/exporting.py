"""Taking results out: the workbook."""

from __future__ import annotations

from pathlib import Path

from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.cohort import Filters


def export_workbook(
    audit: Audit,
    path: Path,
    *,
    edition: str = "internal",
    filters: Filters = Filters(),
    progress: Progress = no_progress,
) -> None:
    """Write the Excel workbook. Only the internal edition exists yet; AuditError for the others, which need the
    disclosure step, and when `path` can't be written."""
    raise NotImplementedError
