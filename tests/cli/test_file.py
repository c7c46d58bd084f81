"""Commands on a whole audit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_new_audit_shows_its_recovery_code_which_opens_it(
    run: Run, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("new", "a.audit", "--form", "small", "--period", "2024-04-01..2025-03-31").out
    code = next(line for line in made.splitlines() if line.startswith("Recovery code: ")).partition(": ")[2]
    monkeypatch.setenv("AUDIT_APP_PASSPHRASE", code)
    run("cases", "list", "a.audit")


def test_a_wrong_passphrase_is_told(run: Run, audit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_APP_PASSPHRASE", "not the one")
    assert run("cases", "list", audit, code=1).err


def test_the_passphrase_is_asked_for_without_showing_it(
    run: Run, audit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.cli.conftest import PASSPHRASE

    monkeypatch.delenv("AUDIT_APP_PASSPHRASE")
    ran = run("cases", "list", audit, "--json", typed=PASSPHRASE + "\n")
    assert ran.json == []
    assert PASSPHRASE not in ran.out + ran.err
    assert "AUDIT_APP_PASSPHRASE" in run("cases", "list", audit, typed="", code=1).err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--period", "2024"), "2024-04-01..2025-03-31"),
        (("--period", "2025-03-31..2024-04-01"), "ends before it begins"),
        (("--period", "2024-04-01..2024-13-01"), "no period"),
        (("--module", "no_such_module"), "no_such_module. It has no modules"),
    ],
)
def test_what_an_audit_cannot_be_is_told_and_no_file_made(
    run: Run, form: Path, options: tuple[str, ...], said: str
) -> None:
    assert said in run("new", "a.audit", "--form", "small", *options, code=1).err
    assert not Path("a.audit").exists()


def test_a_passphrase_that_is_easy_to_guess_gets_a_hint(
    run: Run, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_APP_PASSPHRASE", "password")
    assert "Use other words" in run("new", "a.audit", "--form", "small").err
    monkeypatch.setenv("AUDIT_APP_PASSPHRASE", "nine calm herons by the water")
    assert run("new", "b.audit", "--form", "small").err == ""


def test_a_folder_is_no_audit(run: Run, form: Path) -> None:
    assert "is a folder" in run("check", "small", code=1).err


def test_an_audit_is_never_written_over(run: Run, audit: str) -> None:
    before = Path(audit).read_bytes()
    run("new", audit, "--form", "small", code=1)
    run("demo", audit, code=1)
    assert Path(audit).read_bytes() == before


def test_a_whole_file_checks_and_a_damaged_one_is_told(run: Run, audit: str) -> None:
    assert "is whole" in run("check", audit).out
    data = bytearray(Path(audit).read_bytes())
    data[len(data) // 2 : len(data) // 2 + 64] = bytes(64)
    Path(audit).write_bytes(data)
    run("check", audit, code=1)


def test_a_backup_opens_with_the_same_passphrase(run: Run, audit: str) -> None:
    run("backup", audit, "copy.audit")
    assert run("cases", "list", "copy.audit", "--json").json == []
    run("backup", audit, "copy.audit", code=1)
