"""The form versions an audit holds: compiled, so that opening needs no pyxform, and the workbook they came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit_app.store.audit_file import AuditFile

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class FormVersion:
    """One version of a form. `sheets` holds our own sheets (needs, measures, steps); `id` is the XForm's sha256."""

    name: str
    version: str
    title: str
    xml: str
    workbook: bytes = b""
    sheets: dict[str, Rows] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The sha256 of the compiled form, in hex."""
        raise NotImplementedError


def add_form(file: AuditFile, form: FormVersion, time: str) -> None:
    """Add a form version; it is the current one from now on."""
    raise NotImplementedError


def current_form(file: AuditFile) -> FormVersion:
    """The form that is asked now. AuditError when the file has none."""
    raise NotImplementedError
