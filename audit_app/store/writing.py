"""The one way to write: everything an operation does to the file, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from audit_app.store.audit_file import AuditFile
from audit_app.store.failures import plainly


@contextmanager
def transaction(file: AuditFile) -> Iterator[None]:
    """All that is written within is kept together when it ends well, and not at all when it raises
    (`Cancelled` too).

    It does not nest: an operation opens one and calls the store's writing functions inside. A second one
    inside it is a bug (RuntimeError), so that no operation can join another's. AuditError for a full disk and
    the like."""
    connection = file.db.conn
    if connection.in_transaction:
        raise RuntimeError("an operation is still writing to this file")
    with plainly(file.path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # SQLite may have rolled back by itself already, as it does when the disk is full.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
