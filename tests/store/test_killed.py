"""What was acknowledged is on the disk, however the program ends; and only there, and only encrypted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from audit_app.store import answers, audit_file, changes, integrity, keys
from tests.planted import MARKER, ROOT, run_apart
from tests.store.conftest import Writer

N_KILLS = 100

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the savers are forked")


@contextmanager
def nursery(path: Path, code: str, case_audit: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.store.nursery", str(path), code, case_audit]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.communicate()


def killed_after(process: subprocess.Popen[str], first: int, seconds: float) -> list[int]:
    """The numbers that a saver acknowledged until it was killed."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{first} {seconds}\n")
    process.stdin.flush()
    acknowledged = []
    while (line := process.stdout.readline()) not in ("dead\n", ""):
        acknowledged.append(int(line))
    assert line == "dead\n"
    return acknowledged


def test_every_acknowledged_answer_is_found_after_a_hundred_kills(writer: Writer, path: Path) -> None:
    random = Random(7)
    code, case_audit = keys.recovery_code(writer.file.key), writer.case_audit
    audit_file.close(writer.file)
    first = 1
    with nursery(path, code, case_audit) as process:
        for _ in range(N_KILLS):
            acknowledged = killed_after(process, first, random.uniform(0, 0.06))
            assert acknowledged == list(range(first, first + len(acknowledged)))
            file = audit_file.open_file(path, code)
            kept = len(changes.log(file))
            # The last answer may be saved but not yet acknowledged.
            assert kept in (acknowledged[-1], acknowledged[-1] + 1)
            now = answers.read_filled(file, case_audit)
            assert max(int(filled.value) for filled in now.values()) == kept
            audit_file.close(file)
            first = kept + 1
    file = audit_file.open_file(path, code)
    assert [change.answer.value for change in changes.log(file)] == [str(n) for n in range(1, first)]
    assert integrity.check(file) == ()
    audit_file.close(file)


_PLANT = f"""
import os, signal
from itertools import count
from pathlib import Path
from audit_app.model import Role
from audit_app.store import audit_file, cases, changes, integrity, making, people
from audit_app.store.writing import transaction
from tests.store.conftest import Writer

marker = {MARKER!r}
file, _ = making.create(Path("planted.audit"), "kettle-sparrow-1987")
with transaction(file):
    person = people.add(file, "p1", marker)
    cases.add_case(file, cases.CaseFile("c1", marker, attributes={{marker: marker}}))
    writer = Writer(file, cases.add_case_audit(file, "c1", person, Role.FIRST), person, count(1))
for number in range(300):
    writer.save(f"question_{{number % 40}}", f"{{marker}} {{number}} " * 100)
making.copy_to(file, Path("copy.audit"))
assert not integrity.check(file)
assert len(file.rows("SELECT * FROM change a JOIN change b ORDER BY a.value || b.value LIMIT 500")) == 500
try:
    making.create(Path("planted.audit"), "x")
except Exception:
    pass
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_byte_of_a_marker_is_in_any_file(tmp_path: Path) -> None:
    left = run_apart(tmp_path, "-c", _PLANT)
    assert (left.code, left.printed) == (-signal.SIGKILL, "")
    assert {"planted.audit", "planted.audit-wal", "copy.audit"} <= left.files.keys()
    for text in (MARKER, MARKER.lower(), "question_7"):
        assert left.holding(text) == []
