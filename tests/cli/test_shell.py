"""How every command fails, asks and starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from audit_app.__main__ import main as program
from audit_app.cli.shell import PATH, PlainGroup, table_lines
from audit_app.errors import AuditError, Problem
from audit_app.paths import FOLDER
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("new", "a.audit"),
        ("new", "a.audit", "--form", "x", "--country", "france"),
        ("finish", "a.audit"),
        ("reopen", "a.audit", "--case", "C1"),
        ("export", "a.audit", "out.xlsx"),
        ("export", "a.audit", "out.xlsx", "--edition", "public"),
        ("profile", "a.audit", "--where", "area"),
        ("demo", "a.audit", "--cases", "0"),
    ],
)
def test_wrong_usage_exits_2(run: Run, arguments: tuple[str, ...]) -> None:
    run(*arguments, code=2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("cases", "list", "none.audit"),
        ("profile", "none.audit"),
        ("gaps", "none.audit", "--json"),
        ("check", "none.audit"),
        ("backup", "none.audit", "copy.audit"),
        ("form", "show", "none"),
        ("form", "check", "none.xlsx"),
        ("answers", "import", "none.audit", "none.csv"),
    ],
)
def test_what_is_not_there_is_said_and_exits_1(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, code=1).out == ""


def test_a_folder_is_called_by_its_name_where_only_a_dot_was_typed(run: Run) -> None:
    assert f"“{Path.cwd().name}” is a folder" in run("profile", ".", code=1).err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is unreadable to an administrator")
def test_what_can_not_be_read_is_said_by_the_operation(run: Run, audit: str) -> None:
    Path("secret.csv").touch(mode=0)
    assert "can't be read" in run("answers", "import", audit, "secret.csv", code=1).err


def test_click_itself_refuses_no_file() -> None:
    assert not PATH.readable


def group(error: BaseException) -> click.Group:
    @click.group(cls=PlainGroup)
    def commands() -> None:
        pass

    @commands.command()
    def fail() -> None:
        raise error

    return commands


def test_a_failure_of_the_world_is_its_sentence_and_places() -> None:
    error = AuditError(
        "list.csv can't be read.", [Problem("Bad.", "Mend it.", "list.csv", row=3, column="B")]
    )
    result = CliRunner().invoke(group(error), ["fail"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "list.csv can't be read.\nlist.csv, row 3, column B: Bad. Mend it.\n"


def test_who_stops_a_command_is_told_what_became_of_it() -> None:
    result = CliRunner().invoke(group(KeyboardInterrupt()), ["fail"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Stopped. What was finished by then stays, and nothing is half written.\n"


def test_a_refusal_of_the_system_is_a_sentence() -> None:
    result = CliRunner().invoke(group(OSError(28, "No space left on device", "/home/x/y.csv")), ["fail"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("The computer refused to read or write: No space left on device.")
    assert "y.csv" not in result.stderr


def test_a_failure_of_the_program_is_one_sentence_and_a_log_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    result = CliRunner().invoke(group(ValueError("a mother's words")), ["fail"])
    log = next(tmp_path.rglob("*.log")).read_text(encoding="utf-8")
    assert result.exit_code == 1
    assert result.stderr.startswith("Something went wrong inside the program")
    assert len(result.stderr.splitlines()) == 1
    assert "mother" not in result.output + log
    assert log.startswith("ValueError\n")
    assert "test_shell.py" in log


@pytest.mark.parametrize(
    ("headers", "rows", "lines"),
    [
        (("a", "b"), [("x", 5), ("long", 12)], ["a      b", "x      5", "long  12"]),
        ((), [("x", "two\nlines")], ["x  two lines"]),
        (("a", "b"), [("x", None), ("y", 12)], ["a   b", "x", "y  12"]),
        (("a", "b"), [], ["a  b"]),
        ((), [], []),
    ],
)
def test_tables_are_aligned(
    headers: tuple[str, ...], rows: list[tuple[object, ...]], lines: list[str]
) -> None:
    assert list(table_lines(headers, rows)) == lines


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen can be missing")
def test_without_a_screen_the_window_is_a_sentence() -> None:
    bare = {name: text for name, text in os.environ.items() if "DISPLAY" not in name and "QT" not in name}
    done = subprocess.run([sys.executable, "-m", "audit_app"], capture_output=True, text=True, env=bare)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("There is no screen here")
    assert len(done.stderr.splitlines()) == 1


def test_help_needs_nothing_heavy() -> None:
    heavy = {
        "pandas",
        "numpy",
        "openpyxl",
        "pyxform",
        "lark",
        "matplotlib",
        "PySide6",
        "sqlite_utils",
        "sqlcipher3",
    }
    script = f"import sys, audit_app.cli; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_printed_into_another_program_is_utf_8_on_every_system() -> None:
    code = "from audit_app.cli.main import in_utf_8; in_utf_8(); print('ŵ')"
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout.split() == ["ŵ".encode()]


def test_a_shell_is_told_what_completes_a_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["audit-app"])
    for name, value in (("_AUDIT_APP_COMPLETE", "bash_complete"), ("COMP_WORDS", "audit-app handb")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        program()
    assert capsys.readouterr().out == "plain,handbooks\n"
