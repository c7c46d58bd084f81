"""The one way to write: everything an operation does to the file, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from audit_app.store import marks
from audit_app.store.audit_file import AuditFile
from audit_app.store.connection import SqlError
from audit_app.store.failures import plainly


@contextmanager
def transaction(file: AuditFile) -> Iterator[None]:
    """All that is written within is kept together when it ends well, and not at all when it raises
    (`Cancelled` too). When it ends, all of it is in the file that stands at the path: FileGoneError where
    that is no longer the one that is open.

    It does not nest: an operation opens one and calls the store's writing functions inside. A second one
    inside it is a bug (RuntimeError), so that no operation can join another's. AuditError for a full disk and
    the like."""
    connection = file.db.conn
    if connection.in_transaction:
        raise RuntimeError("an operation is still writing to this file")
    file.require_in_place()
    with plainly(file.path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            marks.count_on(file.db, file.session)
            connection.execute("COMMIT")
        except BaseException:
            _take_back(file)
            raise
    file.note_written()


def _take_back(file: AuditFile) -> None:
    try:
        # SQLite may have rolled back by itself already, as it does when the disk is full.
        if file.db.conn.in_transaction:
            file.db.conn.execute("ROLLBACK")
    except SqlError:
        file.shut()  # closing takes it back, and the next operation opens the file again
