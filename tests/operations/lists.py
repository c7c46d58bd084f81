"""Lists of cases taken in, for tests that are about something else."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence

from audit_app.operations.audit import Audit
from audit_app.operations.plan import case_lists


def import_cases(audit: Audit, rows: Sequence[Mapping[str, str]]) -> case_lists.ImportedList:
    """Take in these rows as a list whose references are the audit's own."""
    path = audit.path.with_name("list of cases.csv")
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, dict.fromkeys(name for row in rows for name in row))
        writer.writeheader()
        writer.writerows(rows)
    return case_lists.import_list(audit, case_lists.preview(audit, path, keep_references=True))
