"""An operation that the disk fails leaves the file, and the case on the screen, as they were, wherever in the
operation the disk gives out; when there is room again, it can be done again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering, rows
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.case.answers_file import import_answers
from audit_app.operations.file import audits
from audit_app.operations.file.audits import check_audit
from audit_app.operations.gather import conflicts
from audit_app.operations.plan import case_lists, handing_out, sampling
from audit_app.store import access
from audit_app.store.cipher_pages import PAGE_SIZE, log_of
from audit_app.store.writing import transaction
from tests.operations.conftest import PASSPHRASE, MakeAudit
from tests.operations.team import Team, complete, find, new_team, opened, say

resource = pytest.importorskip("resource", reason="only POSIX systems can limit a file's length")

Do = Callable[[], object]

_SHARED_MEMORY = 2**15
"""Bytes of the file that SQLite makes beside an open one. What is longer finds no room in the log then."""


@pytest.fixture
def team(make_audit: MakeAudit, tmp_path: Path) -> Team:
    team = new_team(make_audit, tmp_path)
    say(team.audit, "C1", "mother_age", "24")
    return team


def saving(team: Team, case: OpenCase) -> Do:
    return lambda: answering.save_answer(case, Key("mother_need"), Answer(AnswerState.ANSWERED, "current"))


def adding_a_row(team: Team, case: OpenCase) -> Do:
    return lambda: rows.add_row(case, "fathers")


def marking_the_rest(team: Team, case: OpenCase) -> Do:
    return lambda: answering.mark_rest(case, "timing")


def undoing(team: Team, case: OpenCase) -> Do:
    return lambda: answering.undo(case)


def finishing(team: Team, case: OpenCase) -> Do:
    complete(team.audit, "C2")
    answering.reopen(other := team.case("C2"), "to finish it again")
    return lambda: answering.finish(other, "Checked twice")


def importing_a_list(team: Team, case: OpenCase) -> Do:
    path = _csv(team.folder / "list.csv", [{"case": f"N{n}", "team": "East"} for n in range(60)])
    shown = case_lists.preview(team.audit, path, keep_references=True)
    return lambda: case_lists.import_list(team.audit, shown)


def importing_answers(team: Team, case: OpenCase) -> Do:
    said = [{"case": f"C{n}", "auditor": "AB", "question": "mother_age", "value": "31"} for n in range(20)]
    path = _csv(team.folder / "answers.csv", said)
    return lambda: import_answers(team.audit, path)


def drawing_a_sample(team: Team, case: OpenCase) -> Do:
    return lambda: sampling.draw(team.audit, sampling.SamplePlan(size=2, seed=1))


def handing_out_cases(team: Team, case: OpenCase) -> Do:
    return lambda: handing_out.assign(team.audit, "CD")


def taking_a_pack_in(team: Team, case: OpenCase) -> Do:
    pack = team.give("AB", "C2", "C3")
    with opened(pack) as theirs:
        complete(theirs, "C2")
    return lambda: team.merge(pack)


def settling_conflicts(team: Team, case: OpenCase) -> Do:
    pack = team.give("AB", "C2")
    with opened(pack) as theirs:
        say(theirs, "C2", "mother_age", "30")
    answering.save_answer(
        answering.open_case(team.audit, find(team.audit, "C2").id),
        Key("mother_age"),
        Answer(AnswerState.ANSWERED, "31"),
    )
    team.merge(pack)
    return lambda: conflicts.settle_by_rule(team.audit, conflicts.SettlingRule.NEWEST)


@pytest.mark.parametrize(
    "prepare",
    [
        saving,
        adding_a_row,
        marking_the_rest,
        undoing,
        finishing,
        importing_a_list,
        importing_answers,
        drawing_a_sample,
        handing_out_cases,
        taking_a_pack_in,
        settling_conflicts,
    ],
)
def test_what_fails_for_want_of_room_changes_nothing(
    team: Team, prepare: Callable[[Team, OpenCase], Do]
) -> None:
    case = team.case("C1")
    do = prepare(team, case)
    before, on_screen = kept(team.audit), shown(case)
    n_failed = 0
    for limit in limits(team.audit):
        try:
            with no_file_longer_than(limit):
                do()
        except AuditError:
            n_failed += 1
            assert kept(team.audit) == before
            assert shown(case) == on_screen
        else:
            break
    assert n_failed
    assert kept(team.audit) != before
    assert check_audit(team.audit) == ()


def test_an_audit_opens_where_there_is_no_room_to_write_that_down(team: Team) -> None:
    path, name = team.folder / "copy.audit", "A long name" * 4000
    audits.set_person(team.audit, name)
    audits.save_copy(team.audit, path)
    with no_file_longer_than(_SHARED_MEMORY):
        audit = audits.open_audit(path, PASSPHRASE, person=name)
        assert name not in [deed.person for deed in access.read(audit.file)]
        assert audits.summary(audit) == audits.summary(team.audit)
        audits.close_audit(audit)


def limits(audit: Audit) -> Iterator[int]:
    """Lengths of the file's log that leave room for no page, for one, for two, for four, and so on."""
    # A log that is longer than any other file of the test, so that its growth is what the limit stops.
    audit.file.rows("PRAGMA wal_autocheckpoint = 0")
    with transaction(audit.file):
        audit.file.run("INSERT INTO person (id, name) VALUES ('long', hex(zeroblob(500000)))")
    with transaction(audit.file):
        audit.file.run("DELETE FROM person WHERE id = 'long'")
    length = log_of(audit.path).stat().st_size
    for n in (0, *(2**power for power in range(12))):
        yield length + n * PAGE_SIZE


@contextmanager
def no_file_longer_than(length: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def kept(audit: Audit) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for the mark, which counts transactions."""
    tables = audit.file.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'mark'"
    )
    return {table: sorted(audit.file.rows(f'SELECT * FROM "{table}"'), key=repr) for (table,) in tables}


def shown(case: OpenCase) -> dict[Key, object]:
    return {key: (case.filling.state(key), case.heads.get(key)) for key in case.filling.keys()}  # noqa: SIM118


def _csv(path: Path, lines: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, lines[0])
        writer.writeheader()
        writer.writerows(lines)
    return path
