"""Answers as a CSV file, in and out: `case,auditor,question,state,value,note,evidence` (the export adds `status`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audit_app.operations.audit import Audit, Progress, no_progress


@dataclass(frozen=True)
class ImportedAnswers:
    """What an import of answers did."""

    cases_added: int
    answers: int
    unchanged: int


def import_answers(audit: Audit, path: Path, progress: Progress = no_progress) -> ImportedAnswers:
    """Take in a file of answers, all of it or none. AuditError lists what is wrong by row and column."""
    raise NotImplementedError


def export_answers(audit: Audit, path: Path, progress: Progress = no_progress) -> int:
    """Write every answer given, in case and form order; how many."""
    raise NotImplementedError
