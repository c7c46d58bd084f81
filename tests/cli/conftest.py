"""Commands run as a person runs them: in a folder of their own, with real files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audit_app.cli import cli
from audit_app.paths import FOLDER
from tests.samples import PASSPHRASE

SURVEY = """type,name,label,hint,relevant,constraint,constraint_message,calculation
begin_group,family,Family,,,,,
integer,age,Age of the mother,At the EDD,,. >= 10 and . <= 60,Between 10 and 60,
select_one yes_no,father_known,Is the father known?,,,,,
date,edd,Expected date,,,,,
text,told,What was told,,${father_known} = 'yes',,,
calculate,age_next,,,,,,${age} + 1
end_group,,,,,,,
begin_repeat,services,Services,,,,,
select_one service,service_type,Type of service,,,,,
select_multiple yes_no,service_both,Both,,,,,
end_repeat,,,,,,,
"""
CHOICES = """list_name,name,label
yes_no,yes,Yes
yes_no,no,No
service,housing,Housing
service,debt,Debt advice
"""
SETTINGS = "form_title,form_id,version\nA small form,small_form,3\n"
MEASURES = """id,label,section,kind,denominator,question,numerator
M1.1_father_known,Father known,Fathers,proportion,fact,father_known,yes
M2.1_age,Age of the mother,Mothers,number,fact,age,
"""


@dataclass(frozen=True)
class Ran:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder; whatever happens, no traceback and no path comes out."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(FOLDER, str(tmp_path / "state"))
    monkeypatch.setenv("AUDIT_APP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("AUDIT_APP_OFFICER", "Officer A")

    def run_command(*arguments: str, code: int = 0, typed: str | None = None) -> Ran:
        result = CliRunner().invoke(cli, list(arguments), input=typed)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        assert str(tmp_path) not in result.output
        if code:
            assert result.stderr.strip(), "a failure must say what failed"
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run_command


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A small form folder."""
    folder = tmp_path / "small"
    folder.mkdir()
    for name, text in (
        ("survey", SURVEY),
        ("choices", CHOICES),
        ("settings", SETTINGS),
        ("measures", MEASURES),
    ):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def audit(run: Run, form: Path) -> str:
    """An empty audit with the small form."""
    run("new", "a.audit", "--form", "small", "--name", "Audit A", "--round", "1")
    return "a.audit"
