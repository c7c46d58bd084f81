"""What leaves the program: never over an audit, whole or not at all, the same for the same answers."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click
import pytest

from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.cli.read import export
from audit_app.export.editions import RESTRICTED, profile_words
from audit_app.operations.file import audits
from tests.cli.conftest import Run
from tests.faults.seen import rows_of
from tests.owners import is_its_owners_alone
from tests.samples import PASSPHRASE

OUTPUTS = [
    ("export", "a.audit", "{out}", "--edition", "internal"),
    ("answers", "export", "a.audit", "{out}"),
    ("form", "export", "small", "{out}"),
]


def _written(words: tuple[str, ...], out: str) -> list[str]:
    return [word.format(out=out) for word in words]


def _rows(path: Path) -> dict[str, str] | None:
    """What stands in an audit; None where there is none. Its bytes say that it was opened, too."""
    if not path.exists():
        return None
    audit = audits.open_audit(path, PASSPHRASE)
    found = rows_of(audit)
    audits.close_audit(audit)
    return found


@pytest.mark.parametrize("command", OUTPUTS)
@pytest.mark.parametrize("out", ["a.audit", "b.audit", "no_suffix", "link.csv", "new.AUDIT"])
def test_no_output_takes_the_place_of_an_audit(
    run: Run, audit: str, command: tuple[str, ...], out: str
) -> None:
    for name in ("b.audit", "no_suffix"):
        shutil.copy(audit, name)
    if sys.platform == "win32":  # where few people may make any other link
        Path("link.csv").hardlink_to(audit)
    else:
        Path("link.csv").symlink_to(audit)
    before = _rows(Path(out))
    assert "audit" in run(*_written(command, out), code=1).err
    assert _rows(Path(out)) == before


@pytest.mark.parametrize("command", OUTPUTS)
@pytest.mark.parametrize(
    ("out", "said"), [("missing/out.bin", "folder"), ("small", "is a folder"), ("/dev/full", "no room left")]
)
def test_what_can_not_be_written_is_told(
    run: Run, audit: str, command: tuple[str, ...], out: str, said: str
) -> None:
    if out.startswith("/dev") and not Path(out).exists():
        pytest.skip("no such device here")
    assert said in run(*_written(command, out), code=1).err


@pytest.mark.parametrize("command", OUTPUTS)
def test_an_output_takes_the_place_of_an_older_one_and_is_the_same_again(
    run: Run, audit: str, command: tuple[str, ...]
) -> None:
    run(*_written(command, "out"))
    before = Path("out").read_bytes()
    os.utime("out", (0, 0))
    run(*_written(command, "out"))
    assert Path("out").read_bytes() == before
    assert Path("out").stat().st_mtime > 0


def test_case_data_is_for_its_owner_alone(run: Run, audit: str) -> None:
    run("answers", "export", audit, "out.csv")
    assert is_its_owners_alone(Path("out.csv"))


def test_each_profile_can_be_asked_for_and_is_called_something() -> None:
    (option,) = (option for option in export.params if option.name == "profile_")
    assert isinstance(option.type, click.Choice)
    assert {*option.type.choices, RESTRICTED} == set(PROFILES)
    assert all(profile_words(name) != name for name in PROFILES)
