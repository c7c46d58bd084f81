"""sqlite-utils finds SQLCipher, and nothing heavy comes with it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("sqlite_utils.utils.OperationalError is sqlcipher3.dbapi2.OperationalError", "True"),
        ("[name for name in ('numpy', 'pandas', 'pysqlite3') if name in sys.modules]", "[]"),
        ("__import__('pandas').__name__", "pandas"),
    ],
)
def test_after_importing_the_connection(expression: str, expected: str) -> None:
    script = (
        f"import sys, audit_app.store.connection, sqlite_utils.utils, sqlcipher3.dbapi2; print({expression})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == expected
