"""The one way to write: everything an operation does to the file, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from audit_app.store.audit_file import AuditFile


@contextmanager
def transaction(file: AuditFile) -> Iterator[None]:
    """All that is written within is kept together when it ends well, and not at all when it raises (`Cancelled` too).

    It does not nest: an operation opens one and calls the store's writing functions inside; a second one inside it is
    a bug (RuntimeError), so that no operation can join another's. AuditError for a full disk and the like."""
    raise NotImplementedError
    yield
