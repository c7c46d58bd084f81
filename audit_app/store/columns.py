"""Reading for analysis: one column for each question, over many cases at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from audit_app.results import Column
from audit_app.store.audit_file import AuditFile


def read_columns(
    file: AuditFile, questions: Iterable[str], case_audits: Collection[str] | None = None
) -> dict[str, Column]:
    """The column of each question, over these case audits or all, in no special order; removed rows excluded. A
    question without any answer row has no column."""
    raise NotImplementedError
