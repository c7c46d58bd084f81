"""What changed since the round before leaves with an output: decided together with it, from released
lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit_app.analysis.released_rounds import changed_between
from audit_app.errors import AuditError
from audit_app.export.changed_words import changed_finding, changed_table
from audit_app.lines.line import Line, LineCell
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import exporting
from audit_app.store import releases
from tests.once import Once
from tests.samples import copied, made_up

LATER = Filters(round="follow_up_1")


@pytest.fixture(name="audit")
def _audit(once: Once, tmp_path: Path) -> Iterator[Audit]:
    audit = copied(made_up(once), tmp_path / "a.audit")
    yield audit
    close_audit(audit)


def test_both_rounds_are_decided_together_and_both_stand_in_the_ledger(audit: Audit, tmp_path: Path) -> None:
    out = tmp_path / "s.xlsx"
    exporting.export(
        *(audit, out),
        edition="shared",
        page_ids=["fathers"],
        filters=LATER,
        with_round_before=True,
    )
    sheet = load_workbook(out)["Rounds"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert any("chance alone would make about" in cell for cell in cells)
    sent = releases.read_releases(audit.file)
    assert len(sent) == 2
    assert not sent[0].cases & sent[1].cases
    assert len({tuple(each.sha256.values()) for each in sent}) == 1


def test_without_a_round_before_a_sentence_says_so(audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="no round before “baseline”"):
        exporting.export(
            *(audit, tmp_path / "s.xlsx"),
            edition="shared",
            filters=Filters(round="baseline"),
            with_round_before=True,
        )
    assert releases.read_releases(audit.file) == ()


def row(n: int, of: int, low: float, high: float) -> Line:
    """A line as it is printed."""
    cells = {
        "n": LineCell(f"{n}", n),
        "of": LineCell(f"{of}", of),
        "share": LineCell(f"{n / of:.0%}", round(n / of, 2)),
        "interval": LineCell("", low=low, high=high),
    }
    return Line("M", "Father assessed", "proportion", 0, cells)


def test_a_difference_is_worked_out_from_what_is_printed_of_both() -> None:
    earlier, later = row(3, 40, 0.03, 0.20), row(18, 24, 0.55, 0.88)
    change = changed_between([earlier], [later], ("first", "second"))
    # 75.0 − 7.5 = 67.5 points, from 67.5 − √((75 − 55)² + (20 − 7.5)²) to 67.5 + √((88 − 75)² + (7.5 − 3)²)
    assert changed_table(change) == (
        ("Measure", "first", "second", "Difference"),
        (
            (
                "Father assessed",
                "3 of 40 (8%)",
                "18 of 24 (75%)",
                "difference 67.5 percentage points (43.9 to 81.3)",
            ),
        ),
    )
    assert changed_finding(change) == (
        "The difference is larger than its uncertainty for 1 of 1 measures; chance alone would make about 1 "
        "look so."
    )
    same = changed_between([later], [later], ("first", "second"))
    assert (same.n, same.moved) == (1, ())
