"""A list of cases taken in."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from audit_app.model import AuditInfo
from audit_app.operations.file import audits
from audit_app.operations.plan import case_lists
from tests.bench.timing import Measured, compare

LISTED = 50_000


def importing() -> Iterator[Measured]:
    """A list of 50,000 cases previewed and taken in, against reading the same file into dicts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "list.csv"
        lines = [f"{n},{n // 2},0{n % 9 + 1}/11/2024,Team {n % 7}" for n in range(LISTED)]
        path.write_text("\n".join(["case,mother id,EDD,team", *lines]), encoding="utf-8")
        number = iter(range(100))

        def take_in() -> None:
            new = folder / f"{next(number)}.audit"
            audit, _code = audits.create_audit(new, "bench", form="prebirth_case_audit", info=AuditInfo())
            shown = case_lists.preview(audit, path, keep_references=True)
            assert case_lists.import_list(audit, shown).added == LISTED
            audits.close_audit(audit)

        def read() -> None:
            with path.open(encoding="utf-8", newline="") as file:
                list(csv.DictReader(file))

        yield compare(
            f"{LISTED:,} rows of a list taken into a new audit",
            take_in,
            "csv.DictReader of the same file",
            read,
            times=3,
            warm=0,
            limit="under 20 s",
        )
