"""The officers known to an audit, by name or initials."""

from __future__ import annotations

import uuid

from audit_app.store.audit_file import AuditFile


def add(file: AuditFile, id_: str, name: str) -> str:
    """Make an officer known; the id, which is the older one when the name is known already (letter case
    aside)."""
    file.run("INSERT INTO person (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", (id_, name))
    return id_of(file, name)


def new_id(name: str) -> str:
    """The id that an officer of this name gets wherever the name is first heard, so that two packs that add
    the same officer speak of one."""
    alike = "".join(letter.lower() if letter.isascii() else letter for letter in name)  # as NOCASE compares
    return uuid.uuid5(uuid.NAMESPACE_OID, f"person:{alike}").hex


def id_of(file: AuditFile, name: str) -> str:
    """The id of an officer; `""` for an unknown or empty name."""
    found = file.rows("SELECT id FROM person WHERE name = ?", (name,))
    return str(found[0][0]) if found else ""


def names(file: AuditFile) -> dict[str, str]:
    """Name by id, in the order of their names."""
    return dict(file.rows("SELECT id, name FROM person ORDER BY name"))
