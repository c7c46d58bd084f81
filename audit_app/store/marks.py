"""The mark that tells whether a log and a file belong together.

SQLite keeps nothing in a file that says which log is its own, and plays in whatever lies beside it under the
right name. So each transaction counts on a number in the file and names the session that wrote it, and a copy
gets a session of its own. A log belongs to a file whose mark is one of those that the log goes through, or
the one just before them.

In a copy the mark can stand on another page than in the file it was made from. A log that does not write the
page on which a file has its mark is therefore another file's, whatever the mark seems to say with it. (So
what moves pages, as VACUUM does, must stand in a log of its own: `AuditFile.checkpoint` before and after it.)
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from audit_app.store.connection import Database, SqlError


@dataclass(frozen=True)
class WriteMark:
    """Who wrote to a file last (`session`, and `before` it another one), and how many transactions it has
    seen."""

    session: str
    before: str
    n: int
    page: int = field(default=0, compare=False)  # on which it stands


def new_session() -> str:
    """A name that no other opening of a file, and no copy of one, has."""
    return secrets.token_hex(16)


def read(db: Database) -> WriteMark | None:
    """The mark of a file; None where it can't be read, or the file is older than marks."""
    try:
        found = db.execute(
            """SELECT session, before, n, (SELECT rootpage FROM sqlite_master WHERE name = 'mark')
               FROM mark"""
        ).fetchone()
    except SqlError:
        return None
    return WriteMark(*found) if found else None


def count_on(db: Database, session: str) -> None:
    """Inside a transaction: this session writes."""
    db.conn.execute(
        "UPDATE mark SET before = iif(session = ?1, before, session), session = ?1, n = n + 1", (session,)
    )


def make_its_own(db: Database) -> None:
    """Let a copy's mark be unlike that of the file it was made from, and of any log of it."""
    db.execute("UPDATE mark SET session = ?, before = ''", (new_session(),))


def is_log_of(file: WriteMark, last: WriteMark, written: Sequence[Collection[int]]) -> bool:
    """Whether a log belongs to a file with this mark, and with the log `last`: to the file as it was before
    the log, or with a part of the log already in it. `written` are the pages that each of the log's
    transactions wrote. A log is of one session."""
    if not all(file.page in pages for pages in written):
        return False
    before = last.n - len(written)
    if file.session == last.session:
        return before <= file.n <= last.n
    return (file.session, file.n) == (last.before, before)
