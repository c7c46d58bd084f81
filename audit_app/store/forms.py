"""The form versions of an audit: compiled, so that opening needs no pyxform, and the workbook they came
from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from audit_app.errors import AuditError
from audit_app.store.audit_file import AuditFile
from audit_app.words import _

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class FormVersion:
    """One version of a form. `sheets` holds our own sheets (needs, measures, steps), `added` when it was
    brought into the audit (UTC, ISO)."""

    name: str
    version: str
    title: str
    xml: str
    workbook: bytes = b""
    sheets: dict[str, Rows] = field(default_factory=dict)
    added: str = field(default="", compare=False)
    known_as: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """What the file knows it by; of a new one, the sha256 of the compiled form and our sheets, in hex."""
        sheets = json.dumps(self.sheets, ensure_ascii=False, sort_keys=True)
        return self.known_as or hashlib.sha256(f"{self.xml}{sheets}".encode()).hexdigest()


def add_form(file: AuditFile, form: FormVersion, time: str) -> None:
    """Add a form version (or take up again one that is here); it is the current one from now on."""
    file.run("UPDATE form_version SET current = 0 WHERE current")
    file.run(
        """INSERT INTO form_version (id, name, version, title, xml, workbook, sheets, added, current)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
           ON CONFLICT (id) DO UPDATE
           SET workbook = excluded.workbook, sheets = excluded.sheets, current = 1""",
        (
            *(form.id, form.name, form.version, form.title, form.xml, form.workbook),
            *(json.dumps(form.sheets, ensure_ascii=False), time),
        ),
    )


def current_form(file: AuditFile) -> FormVersion:
    """The form that is asked now. AuditError when the file has none."""
    found = file.rows(f"{_VERSIONS} WHERE current")
    if not found:
        raise AuditError(_("“{name}” holds no form.").format(name=file.path.name))
    return _version(found[0])


def versions(file: AuditFile) -> tuple[FormVersion, ...]:
    """Every version that the audit has asked, the earliest first; the last is the current one."""
    return tuple(_version(row) for row in file.rows(f"{_VERSIONS} ORDER BY current, added, rowid"))


def version_ids(file: AuditFile) -> tuple[str, ...]:
    """Their ids, in the same order."""
    return tuple(id_ for (id_,) in file.rows("SELECT id FROM form_version ORDER BY current, added, rowid"))


def copy_versions(source: AuditFile, target: AuditFile) -> None:
    """Let a pack know all versions that the audit has asked, of the earlier ones not the workbooks."""
    for each in source.rows("SELECT * FROM form_version ORDER BY current, added, rowid"):
        id_, name, version, title, xml, workbook, sheets, added, current = each
        target.run(
            """INSERT INTO form_version (id, name, version, title, xml, workbook, sheets, added, current)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (id_, name, version, title, xml, workbook if current else b"", sheets, added, current),
        )


def take_out(file: AuditFile, id_: str, back_to: str) -> None:
    """Forget a version on which nothing rests; the one before it is the current one again."""
    file.run("DELETE FROM form_version WHERE id = ?", (id_,))
    file.run("UPDATE form_version SET current = 1 WHERE id = ?", (back_to,))


_VERSIONS = "SELECT id, name, version, title, xml, workbook, sheets, added FROM form_version"


def _version(row: tuple[Any, ...]) -> FormVersion:
    id_, name, version, title, xml, workbook, sheets, added = row
    return FormVersion(name, version, title, xml, bytes(workbook), _sheets(sheets), added, id_)


@lru_cache(maxsize=4)
def _sheets(text: str) -> dict[str, Rows]:
    """The sheets in this text, which nobody changes: an audit and its packs have the same ones."""
    found: dict[str, Rows] = json.loads(text)
    return found


def current_id(file: AuditFile) -> tuple[str, str]:
    """The id and the version of the form that is asked now; empty when there is none."""
    found = file.rows("SELECT id, version FROM form_version WHERE current")
    return found[0] if found else ("", "")


def first_added(file: AuditFile) -> str:
    """When (UTC, ISO) the first form came in, which is when the audit was made."""
    return str(file.rows("SELECT min(added) FROM form_version")[0][0] or "")
