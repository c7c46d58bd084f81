"""The type is the guard: nothing but the disclosure step makes what may leave the program."""

from __future__ import annotations

from pathlib import Path

import pytest

import audit_app
from audit_app.lines.released import HidingSummary, Released, ReleasedTable

SOURCES = Path(audit_app.__file__).parent


def test_no_other_module_signs() -> None:
    signing = {
        path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.py") if "_SEAL" in path.read_text()
    }
    assert signing == {"lines/released.py", "analysis/disclosure/release.py"}


def test_a_table_without_the_signature_is_refused() -> None:
    with pytest.raises(TypeError, match="only the disclosure step"):
        ReleasedTable("ages", "Ages", (), (), (), seal=object())


def test_an_output_without_the_signature_is_refused() -> None:
    with pytest.raises(TypeError, match="only the disclosure step"):
        Released("dfe", (), HidingSummary(0, 0, 0, 0, 0), (), (), 0, (), "", seal=None)
