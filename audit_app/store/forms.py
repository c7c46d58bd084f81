"""The form versions of an audit: compiled, so that opening needs no pyxform, and the workbook they came
from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from audit_app.errors import AuditError
from audit_app.store.audit_file import AuditFile
from audit_app.words import _

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class FormVersion:
    """One version of a form. `sheets` holds our own sheets (needs, measures, steps)."""

    name: str
    version: str
    title: str
    xml: str
    workbook: bytes = b""
    sheets: dict[str, Rows] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The sha256 of the compiled form, in hex."""
        return hashlib.sha256(self.xml.encode()).hexdigest()


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
    found = file.rows("SELECT name, version, title, xml, workbook, sheets FROM form_version WHERE current")
    if not found:
        raise AuditError(_("“{name}” holds no form.").format(name=file.path.name))
    name, version, title, xml, workbook, sheets = found[0]
    return FormVersion(name, version, title, xml, workbook, json.loads(sheets))


def current_id(file: AuditFile) -> tuple[str, str]:
    """The id and the version of the form that is asked now; empty when there is none."""
    found = file.rows("SELECT id, version FROM form_version WHERE current")
    return found[0] if found else ("", "")


def first_added(file: AuditFile) -> str:
    """When (UTC, ISO) the first form came in, which is when the audit was made."""
    return str(file.rows("SELECT min(added) FROM form_version")[0][0] or "")
