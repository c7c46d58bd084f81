"""The insert-only graph of changes, of which every answer is the head.

`Change.person` is a person's id here (`""` for nobody); `people.names` gives the names. `Change.parents` are the heads
it replaces: give it `head_ids(...)` of its key. Where a key has several heads (two officers' packs came back), the
latest by time, then id, stands as the answer until a change with all of them as parents settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit_app.model import Change, Key
from audit_app.store.audit_file import AuditFile


def append(file: AuditFile, changes: Sequence[Change]) -> None:
    """Add changes (one that is here already is left alone) and bring the answer rows of their keys up to date: state,
    value, and for `Reserved.ROW` the repeat's rows. Derived values are `answers.write_filled`'s, in the same
    transaction. The case audits must exist; a parent need not be here."""
    raise NotImplementedError


def head_ids(file: AuditFile, case_audit: str, keys: Iterable[Key]) -> dict[Key, tuple[str, ...]]:
    """The ids of the present heads of each key; `()` for a key without a change."""
    raise NotImplementedError


def heads(file: AuditFile, case_audit: str) -> dict[Key, Change]:
    """The head of every key of a case audit, reserved names included (`Reserved.STATUS`, `ACCEPTED`, `ROW`)."""
    raise NotImplementedError


def by_id(file: AuditFile, ids: Iterable[str]) -> dict[str, Change]:
    """Changes by id, those that are here."""
    raise NotImplementedError


def history(file: AuditFile, case_audit: str, key: Key) -> tuple[Change, ...]:
    """Every change of one key, newest first."""
    raise NotImplementedError


def log(file: AuditFile, case_audit: str | None = None) -> tuple[Change, ...]:
    """Every change of a case audit, or of the whole file, oldest first."""
    raise NotImplementedError


def undo_of(batch: str) -> str:
    """The name of the batch that takes `batch` back: how `last_batch` knows that it was taken back."""
    raise NotImplementedError


def last_batch(file: AuditFile, case_audit: str, person: str) -> tuple[Change, ...]:
    """The changes of this officer's last batch in this case that is neither an undo nor taken back; else `()`.

    What each replaced is `by_id` of its parents; a change without parents replaced an answer never looked at."""
    raise NotImplementedError
