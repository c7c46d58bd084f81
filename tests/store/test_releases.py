"""What left the program comes back as it was written down, and is never altered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from audit_app.store import ledger, releases
from audit_app.store.audit_file import AuditFile
from audit_app.store.releases import PastRelease, Withdrawal
from audit_app.store.writing import transaction
from tests.by_hand import edited_by_hand

FIRST = PastRelease(
    "2026-03-02T10:00:00+00:00",
    "shared",
    "dfe",
    ("Finished audits", "Round: Ŵythnos"),
    frozenset({"a", "b", "c"}),
    {"M1 / of": frozenset({"a", "b"}), "M1 / n": frozenset(), "M2 / n": frozenset({"a row 0", "a row 1"})},
    id="r1",
    person="R. Mann",
    purpose="Safeguarding partnership, spring",
    recipient="Steering group",
    format="xlsx",
    pages=("parents", "waits"),
    sha256={"spring.xlsx": "0" * 64},
    overridden=("What is true of the 2 families between them could be worked out by subtraction.",),
    why="The first one was never opened",
)
SECOND = PastRelease(
    "2026-03-03T10:00:00+00:00", "restricted", "restricted", (), frozenset({"a"}), {}, id="r2"
)
OWN = PastRelease("2026-03-04T10:00:00+00:00", "internal", "", ("All",), frozenset({"a", "d"}), {}, id="r3")
NEVER_SENT = Withdrawal("w1", "r1", "2026-03-05T10:00:00+00:00", "R. Mann", "A draft: the pages were wrong")


@pytest.fixture
def kept(file: AuditFile) -> AuditFile:
    """A file from which three outputs left, the first of them withdrawn."""
    with transaction(file):
        for release in (FIRST, SECOND, OWN):
            releases.add_release(file, release)
        releases.add_withdrawal(file, NEVER_SENT)
    return file


def test_outputs_come_back_in_the_order_in_which_they_left(file: AuditFile) -> None:
    assert releases.read_releases(file) == ()
    with transaction(file):
        releases.add_release(file, FIRST)
        releases.add_release(file, SECOND)
    assert releases.read_releases(file) == (FIRST, SECOND)


def test_a_new_output_is_not_compared_with_internal_and_withdrawn_ones(kept: AuditFile) -> None:
    assert releases.read_releases(kept) == (SECOND,)


def test_the_ledger_holds_them_all_the_same(kept: AuditFile) -> None:
    assert releases.read_ledger(kept) == (replace(FIRST, printed={}), SECOND, OWN)
    assert releases.read_withdrawals(kept) == {"r1": NEVER_SENT}


def test_what_was_said_last_is_known_for_the_next_time(kept: AuditFile) -> None:
    assert releases.last_said(kept) == (FIRST.purpose, FIRST.recipient)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE release SET profile = 'strict'",
        "UPDATE withdrawal SET why = ''",
        "UPDATE seal SET seal = ''",
        "DELETE FROM release WHERE id = 'r2'",
        "DELETE FROM release WHERE id = 'r1'",
        "DELETE FROM withdrawal",
        "DELETE FROM seal WHERE id = 'r3'",
    ],
)
def test_nothing_of_it_is_altered_or_deleted(kept: AuditFile, statement: str) -> None:
    with pytest.raises(Exception, match="is never"), transaction(kept):
        kept.run(statement)
    assert ledger.check(kept) == ()


def test_only_the_latest_goes_again_where_its_file_could_not_be_put_in_place(file: AuditFile) -> None:
    with transaction(file):
        releases.add_release(file, FIRST)
    with transaction(file):
        releases.add_release(file, SECOND)
    with transaction(file):
        releases.forget_last(file)
    assert releases.read_releases(file) == (FIRST,)
    assert ledger.check(file) == ()


# A ledger edited by hand


def alter(file: AuditFile) -> None:
    file.run("UPDATE release SET recipient = 'Nobody' WHERE id = 'r1'")


def alter_why(file: AuditFile) -> None:
    file.run("UPDATE withdrawal SET why = 'Sent after all'")


def spoil(file: AuditFile) -> None:
    file.run("UPDATE release SET cases = '{', printed = '[1]', filters = '5', time = '5' WHERE id = 'r2'")


def take_out(file: AuditFile) -> None:
    file.run("DELETE FROM release WHERE id = 'r3'")


def take_out_with_its_seal(file: AuditFile) -> None:
    for table in ("release", "seal"):
        file.run(f"DELETE FROM {table} WHERE id = 'r2'")


def put_in(file: AuditFile) -> None:
    file.run(
        """INSERT INTO release SELECT 9, 'r9', '2026-01-01', person, purpose, recipient, edition, profile,
           format, filters, pages, cases, printed, sha256, overridden, why FROM release WHERE id = 'r1'"""
    )


def seal_anew(file: AuditFile) -> None:
    """As somebody would who knows how seals are made, and forgets the rows that follow."""
    alter(file)
    columns = ", ".join(ledger.seals.RELEASE)
    (row,) = file.rows(f"SELECT {columns} FROM release WHERE id = 'r1'")
    file.run("UPDATE seal SET seal = ? WHERE id = 'r1'", (ledger.seals.seal_of("release", "", row),))


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (alter, "The ledger’s row of 2 March 2026 isn’t what was written down"),
        (alter_why, "The withdrawal of 5 March 2026 in the ledger isn’t what was written down"),
        (spoil, "The ledger’s row of 5 isn’t"),
        (take_out, "A row was taken out of the ledger."),
        (
            take_out_with_its_seal,
            "The row before that of 4 March 2026 was taken out of the ledger, or altered.",
        ),
        (put_in, "A row of 1 January 2026 was put into the ledger."),
        (seal_anew, "The row before that of 3 March 2026 was taken out of the ledger, or altered."),
    ],
)
def test_an_edit_by_hand_is_noticed(
    kept: AuditFile, edit: Callable[[AuditFile], None], sentence: str
) -> None:
    assert ledger.check(kept) == ()
    edited_by_hand(kept, edit)
    (problem,) = ledger.check(kept)
    assert problem.message.startswith(sentence)
    assert "changed outside this program" in problem.action
    releases.read_ledger(kept)  # and it can still be read
    releases.read_releases(kept)
