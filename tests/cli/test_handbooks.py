"""The handbooks from the command line; and every command that stands in one is run, in the order of the
handbooks."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from audit_app.cli import cli
from audit_app.paths import ROOT
from tests.cli.conftest import Run
from tests.cli.team import write_list
from tests.once import Once
from tests.samples import PASSPHRASE, made_up

BOOKS = ("officer", "manager", "analyst", "it")
# The same command over less, for sixty cases and all their pages take a minute: what leaves is about ten
# cases at least, and a workbook of all figures is written of a small form.
LESS = {"demo": ("--cases", "1"), "board.pdf": ("--page", "baby")}
INSTEAD = {"board.pdf": "cohort.audit", "--plan": "cohort.audit", "out.xlsx": "a.audit"}


def text_of(book: str) -> str:
    return (ROOT / "docs" / f"{book}.md").read_text(encoding="utf-8")


def commands(book: str) -> list[list[str]]:
    """The arguments of each line that is typed, without what is said of it after a #."""
    lines = re.findall(r"^    audit-app (.*)$", text_of(book), re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def less(arguments: list[str]) -> list[str]:
    audit = next((INSTEAD[word] for word in arguments if word in INSTEAD), "sample.audit")
    words = [audit if word == "sample.audit" else word for word in arguments]
    return [*words, *(more for word in arguments for more in LESS.get(word, ()))]


def lay_out() -> None:
    """What the commands of the handbooks take."""
    shutil.copytree(ROOT / "tests" / "readers" / "specimens" / "ssd", "extract")
    Path("leaving").mkdir()
    write_list("cases.csv", 44)
    Path("plan.csv").write_text("file,edition,pages,recipient\nboard.xlsx,shared,baby,The board\n")
    Path("answers.csv").write_text("case,auditor,question,state,value,note,evidence\n")
    Path("dictionary.csv").write_text(
        "Variable / Field Name,Form Name,Field Type,Field Label\nid,about,text,ID\nage,about,text,Age\n"
    )


def test_every_command_of_a_handbook_runs(
    run: Run, audit: str, once: Once, monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort, code = made_up(once, 12, seed=3)
    shutil.copy(cohort, "cohort.audit")
    lay_out()
    run("form", "export", "small", "my_form.xlsx")
    monkeypatch.setenv("AUDIT_APP_PACK_PASSPHRASE", PASSPHRASE)
    secrets = {"cohort.audit": code}  # a passphrase takes its time
    ran = [arguments for book in BOOKS for arguments in commands(book)]
    for arguments in map(less, ran):
        secret = next((secrets[word] for word in arguments if word in secrets), PASSPHRASE)
        monkeypatch.setenv("AUDIT_APP_PASSPHRASE", secret)
        out = run(*arguments).out
        if arguments[0] == "new":
            secrets[arguments[1]] = re.findall(r"^Recovery code: (.*)$", out, re.MULTILINE)[0]
    assert len(ran) > 25
    assert Path(audit).is_file()


@pytest.mark.parametrize("book", BOOKS)
def test_every_command_that_is_named_in_a_sentence_is_there(book: str) -> None:
    named = set(re.findall(r"`audit-app ([a-z]+)", text_of(book)))
    assert named <= set(cli.commands)


def test_a_form_of_an_areas_own_has_its_handbook(run: Run, form: Path) -> None:
    said = run("handbooks", "books", "--form", str(form.name), "--only", "it").out
    assert said.splitlines() == ["it.html", "it.pdf"]
    assert "A small form" in Path("books/it.html").read_text(encoding="utf-8")
    assert "There is no handbook cook." in run("handbooks", "books", "--only", "cook", code=2).err
