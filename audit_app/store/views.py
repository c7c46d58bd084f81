"""Typed wide views for analysts: one for the form and one for each repeat, a column a question."""

from __future__ import annotations

from audit_app.store.audit_file import AuditFile
from audit_app.xforms.definition import Form


def make_views(file: AuditFile, form: Form) -> tuple[str, ...]:
    """Make the views anew for this form; their names."""
    raise NotImplementedError
