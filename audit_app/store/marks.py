"""The mark that tells whether a log and a file belong together.

SQLite keeps nothing in a file that says which log is its own, and plays in whatever lies beside it under the
right name. So each transaction counts on a number in the file and names the session that wrote it, and a copy
gets a session of its own. A log belongs to a file whose mark is one of those that the log goes through, or
the one just before them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from audit_app.store.connection import Database, SqlError


@dataclass(frozen=True)
class Mark:
    """Who wrote to a file last (`session`, and `before` it another one), and how many transactions it has
    seen."""

    session: str
    before: str
    n: int


def new_session() -> str:
    """A name that no other opening of a file, and no copy of one, has."""
    return secrets.token_hex(16)


def read(db: Database) -> Mark | None:
    """The mark of a file; None where it can't be read, or the file is older than marks."""
    try:
        found = db.execute("SELECT session, before, n FROM mark").fetchone()
    except SqlError:
        return None
    return Mark(*found) if found else None


def count_on(db: Database, session: str) -> None:
    """Inside a transaction: this session writes."""
    db.conn.execute(
        "UPDATE mark SET before = iif(session = ?1, before, session), session = ?1, n = n + 1", (session,)
    )


def make_its_own(db: Database) -> None:
    """Let a copy's mark be unlike that of the file it was made from, and of any log of it."""
    db.execute("UPDATE mark SET session = ?, before = ''", (new_session(),))


def is_log_of(file: Mark, last: Mark, n: int) -> bool:
    """Whether a log of `n` transactions, of which the last left this mark, belongs to a file with that one:
    to the file as it was before the log, or with a part of the log already in it. A log is of one session."""
    before = last.n - n
    if file.session == last.session:
        return before <= file.n <= last.n
    return (file.session, file.n) == (last.before, before)
