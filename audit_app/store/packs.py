"""Packs: files given out of an audit, as the audit remembers them, and as files that come back.

The audit keeps the raw key of each pack that it gave out, so that it opens all of them whatever their
passphrase.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.store import audit_file, cipher_pages, integrity, keys, making
from audit_app.store.audit_file import AuditFile
from audit_app.store.connection import Database
from audit_app.store.failures import damaged, in_use
from audit_app.words import _


@dataclass(frozen=True)
class Pack:
    """A pack that was given out. `person` is an id; `returned` is when it last came back, `returns` how
    often; `case_audits` are the ids as they were given."""

    id: str
    person: str
    form_version: str
    given: str
    returned: str = ""
    returns: int = 0
    case_audits: tuple[str, ...] = ()


def add_pack(file: AuditFile, pack: Pack, key: bytes) -> None:
    """Remember a pack, with the key that opens it; harmless when it is known."""
    file.run(
        """INSERT INTO pack (id, person, form_version, given, returned, returns, key)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        (pack.id, pack.person, pack.form_version, pack.given, pack.returned, pack.returns, key),
    )
    file.run_many(
        "INSERT INTO pack_case (pack, case_audit) VALUES (?, ?) ON CONFLICT DO NOTHING",
        ((pack.id, case_audit) for case_audit in pack.case_audits),
    )


def forget_pack(file: AuditFile, pack: Pack) -> None:
    """Forget a pack that was remembered and then could not be put in its place."""
    file.run("DELETE FROM pack_case WHERE pack = ?", (pack.id,))
    file.run("DELETE FROM pack WHERE id = ?", (pack.id,))


def read_packs(file: AuditFile) -> tuple[Pack, ...]:
    """The packs given out, oldest first."""
    found = file.rows(
        """SELECT id, person, form_version, given, returned, returns,
                  (SELECT json_group_array(case_audit) FROM pack_case WHERE pack = pack.id)
           FROM pack ORDER BY given, id"""
    )
    return tuple(
        Pack(id_, person, form, given, returned, returns, tuple(json.loads(cases)))
        for id_, person, form, given, returned, returns, cases in found
    )


def mark_returned(file: AuditFile, pack: str, time: str) -> None:
    """Write down that a pack came back."""
    file.run("UPDATE pack SET returned = ?, returns = returns + 1 WHERE id = ?", (time, pack))


def pack_keys(file: AuditFile) -> tuple[bytes, ...]:
    """The keys of all packs given out, and the audit's own, for its copies."""
    return (*(bytes(key) for (key,) in file.rows("SELECT key FROM pack WHERE key <> x''")), file.key)


def put_numbers(file: AuditFile, numbers: Mapping[str, str]) -> None:
    """Keep the case system's number of cases (by id), in a pack."""
    file.run_many("INSERT OR REPLACE INTO case_number (case_file, number) VALUES (?, ?)", numbers.items())


def numbers(file: AuditFile) -> dict[str, str]:
    """The case system's number of each case, by reference, where the file holds them."""
    return dict(
        file.rows("SELECT reference, number FROM case_number JOIN case_file ON case_file.id = case_file")
    )


def copy_prefill(source: AuditFile, target: AuditFile, cases: Iterable[str]) -> None:
    """Let a pack show what extracts say of its cases."""
    found = source.rows(
        """SELECT case_file, question, row, extract, value FROM prefill
           WHERE case_file IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(cases)),),
    )
    target.run_many(
        "INSERT INTO prefill (case_file, question, row, extract, value) VALUES (?, ?, ?, ?, ?)", found
    )


def save_without_numbers(file: AuditFile, path: Path) -> None:
    """An encrypted copy under the same key, without the case system's numbers. AuditError when `path`
    exists or can't be written."""
    making.copy_to(file, path, _forget_numbers)


def _forget_numbers(copy: Database) -> None:
    copy.execute("DELETE FROM case_number")
    copy.execute("VACUUM")  # so that no page keeps what was deleted


@contextmanager
def opened_copy(path: Path, known_keys: Iterable[bytes], secret: str = "") -> Iterator[AuditFile]:
    """A pack that came back, open as a copy in a temporary folder (encrypted as it is), so that the file
    itself stays untouched: it may lie on a stick that can't be written. `secret` is for one that no known
    key opens. AuditError: missing, not a pack, damaged, no key fits, open here, from a newer program."""
    if audit_file.is_open_here(path):
        raise in_use(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(path, Path(folder))
        file = audit_file.open_file(copy, _secret(copy, known_keys, secret))
        file.db.execute("PRAGMA cache_size = -4096")  # several packs are open at once
        try:
            if integrity.check(file):
                raise damaged(path)
            yield file
        finally:
            audit_file.close(file)


def _copied(path: Path, folder: Path) -> Path:
    if not path.is_file():
        raise AuditError(
            _("There is no file “{name}”. It may have been moved or renamed.").format(name=path.name)
        )
    copy = folder / path.name
    try:
        shutil.copyfile(path, copy)
        # What was saved last, if the program stopped before it was tidied up.
        if cipher_pages.log_of(path).exists():
            shutil.copyfile(cipher_pages.log_of(path), cipher_pages.log_of(copy))
    except OSError as error:
        raise AuditError(
            _("“{name}” can't be read ({reason}). Copy it to this computer and try again.").format(
                name=path.name, reason=error.strerror
            )
        ) from error
    return copy


def _secret(copy: Path, known_keys: Iterable[bytes], secret: str) -> str:
    salt = audit_file.read_salt(copy)
    for key in known_keys:
        if cipher_pages.fits(copy, key, salt):
            return keys.recovery_code(key)
    if secret:
        return secret
    raise AuditError(
        _(
            "“{name}” is not a pack that this audit gave out, or it is damaged. Ask for the pack again."
        ).format(name=copy.name)
    )
