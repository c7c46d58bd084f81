"""What left the program comes back as it was written down."""

from __future__ import annotations

import pytest

from audit_app.store import releases
from audit_app.store.audit_file import AuditFile
from audit_app.store.releases import PastRelease
from audit_app.store.writing import transaction

FIRST = PastRelease(
    "2026-03-02T10:00:00+00:00",
    "shared",
    "dfe",
    ("Finished audits", "Round: Ŵythnos"),
    frozenset({"a", "b", "c"}),
    {"M1 / of": frozenset({"a", "b"}), "M1 / n": frozenset(), "M2 / n": frozenset({"a row 0", "a row 1"})},
)
SECOND = PastRelease("2026-03-03T10:00:00+00:00", "restricted", "restricted", (), frozenset({"a"}), {})


def test_outputs_come_back_in_the_order_in_which_they_left(file: AuditFile) -> None:
    assert releases.read_releases(file) == ()
    with transaction(file):
        releases.add_release(file, FIRST)
        releases.add_release(file, SECOND)
    assert releases.read_releases(file) == (FIRST, SECOND)


def test_what_was_released_is_never_altered(file: AuditFile) -> None:
    with transaction(file):
        releases.add_release(file, FIRST)
    with pytest.raises(Exception, match="never altered"), transaction(file):
        file.run("UPDATE release SET profile = 'strict'")
