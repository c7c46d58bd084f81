"""No byte of what was typed is in any file but the encrypted one, whatever happens to the program."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from audit_app.model import Origin
from audit_app.operations.case.answering import case_log
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file.audits import close_audit, open_audit
from tests.planted import MARKER, run_apart
from tests.ui.case.conftest import Made, shipped
from tests.ui.planter import AGE, BORN

__all__ = ["shipped"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="nothing can be killed as hard on Windows")


def test_a_marker_typed_into_the_window_is_found_nowhere(tmp_path: Path, shipped: Made) -> None:
    path = Path(shutil.copy(shipped[0], tmp_path / "north.audit"))
    left = run_apart(tmp_path, "-m", "tests.ui.planter", str(path), shipped[1])
    assert (left.code, left.printed) == (-signal.SIGKILL, "planted")
    assert {"north.audit", "north.audit-wal", "log.txt"} <= left.files.keys()
    assert b"bug: KeyError" in left.files["log.txt"]
    for text in (MARKER, MARKER.lower(), MARKER.split("-")[0]):
        assert left.holding(text) == []

    audit = open_audit(path, shipped[1])
    assert MARKER in {ref.reference for ref in list_cases(audit)}
    log = case_log(audit)
    close_audit(audit)
    assert MARKER in {change.answer.evidence.document for change in log}
    typed = {change.question for change in log if MARKER.split("-")[0] in change.answer.note}
    assert typed == {AGE, BORN}
    assert Origin.UNDO in {change.origin for change in log}
