"""Which audit a file belongs to, and whether it is the audit itself or a pack given out of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit_app.store.audit_file import AuditFile


@dataclass(frozen=True)
class Identity:
    """`audit` is the same in an audit and in every pack given out of it; `pack` is empty in the audit
    itself. Of a pack, `person` is the name of its officer and `given` when it was made. `link_key` opens
    the key file, and `linked` says when that was made (empty while there is none)."""

    audit: str
    pack: str = ""
    person: str = ""
    given: str = ""
    link_key: bytes = field(default=b"", repr=False)
    linked: str = ""


def read_identity(file: AuditFile) -> Identity:
    """Which file this is."""
    ((audit, pack, person, given, link_key, linked),) = file.rows(
        "SELECT audit, pack, person, given, link_key, linked FROM identity"
    )
    return Identity(audit, pack, person, given, bytes(link_key), linked)


def become_pack(file: AuditFile, audit: str, pack: str, person: str, given: str) -> None:
    """Mark a new file as a pack of an audit, for an officer (by name)."""
    file.run("UPDATE identity SET audit = ?, pack = ?, person = ?, given = ?", (audit, pack, person, given))


def mark_linked(file: AuditFile, time: str) -> None:
    """Write down that a key file exists from now on."""
    file.run("UPDATE identity SET linked = ?", (time,))
