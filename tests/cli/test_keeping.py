"""How long cases are kept, deleting them, and who did what."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tests.cli.team import write_list


@pytest.fixture
def listed(run: Run, audit: str) -> str:
    """An audit with cases C1 to C3."""
    write_list("list.csv", 3)
    run("cases", "import", audit, "list.csv", "--keep-references")
    return audit


def cases(run: Run, audit: str) -> list[str]:
    return [case["case"] for case in run("cases", "list", audit, "--json").json]


@pytest.mark.parametrize("command", [("purge",), ("cases", "remove")])
def test_a_case_is_deleted_with_a_reason(run: Run, listed: str, command: tuple[str, ...]) -> None:
    first, *others = cases(run, listed)
    assert run(*command, listed, "--case", first, code=1).err.startswith("Say why")
    run(*command, listed, "--case", first, "--why", "Asked for", "--dry-run")
    assert cases(run, listed) == [first, *others]
    assert first in run(*command, listed, "--case", first, "--why", "Asked for").out
    assert cases(run, listed) == others


def test_what_is_deleted_stands_in_the_log_of_the_file(run: Run, listed: str) -> None:
    first, *_others = cases(run, listed)
    run("purge", listed, "--case", first, "--why", "Asked for")
    deeds = [(entry["what"], entry["about"]) for entry in run("access", listed, "--json").json]
    assert ("deleted a case", "Asked for") in deeds
    assert ("opened", "") in deeds
    assert run("check", listed).code == 0


def test_nothing_is_due_without_a_period_and_all_is_after_it(run: Run, listed: str) -> None:
    assert run("retention", listed, "--json").json["expired"] == []
    assert run("purge", listed, "--expired").out == "Deleted 0 cases.\n"
    found = run("retention", listed, "--months", "12", "--json").json
    assert (found["months"], found["expired"]) == (12, [])
    assert "12 months" in run("retention", listed).out


def test_closing_an_audit_deletes_every_case(run: Run, listed: str) -> None:
    done = run("purge", listed, "--all", "--why", "The audit is closed", "--json").json
    assert len(done["cases"]) == 3
    assert cases(run, listed) == []
    assert len(run("retention", listed, "--json").json["deleted"]) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "--case"),
        (("--all", "--expired"), 2, "--case"),
        (("--case", "NO-SUCH", "--why", "x"), 1, "NO-SUCH"),
        (("--all",), 1, "Say why"),
    ],
)
def test_what_cannot_be_deleted_is_told(
    run: Run, listed: str, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert said in run("purge", listed, *arguments, code=code).err
    assert len(cases(run, listed)) == 3
