"""A pack that was made with an earlier version of the form, brought up to that which the audit asks now: in
the copy in which it is read, before any of it is taken in. The file itself stays as it came."""

from __future__ import annotations

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit, no_progress
from audit_app.operations.case.form_steps import steps, take_step, work_out
from audit_app.operations.forms import form_of
from audit_app.store import forms, info
from audit_app.store.audit_file import AuditFile
from audit_app.store.writing import transaction
from audit_app.words import _


def brought_up(audit: Audit, source: AuditFile, name: str) -> str:
    """Bring the copy of a pack up through every version since its own; which version it came with, empty
    where that is the audit's own. AuditError for a version that the audit never asked."""
    ours = forms.versions(audit.file)
    ids = [version.id for version in ours]
    theirs, version = forms.current_id(source)
    if theirs == ids[-1]:
        return ""
    if theirs not in ids:
        raise AuditError(
            _refusal(name, version, ours[-1].version, is_newer=ids[-1] in forms.version_ids(source))
        )
    behind = ours[ids.index(theirs) :]
    with transaction(source):
        for step in steps(behind):
            take_step(source, step, no_progress)
        forms.add_form(source, ours[-1], ours[-1].added)
        # Worked out as the audit does it, it is taken over as it is; else that is done here later.
        if info.read_asking(source) == info.read_asking(audit.file):
            work_out(Audit(source, form_of(behind[0].xml)), ours[-1], no_progress)
    return version or "–"


def _refusal(name: str, theirs: str, ours: str, *, is_newer: bool) -> str:
    if is_newer:
        text = _(
            "“{name}” was made with version {theirs} of the form, which is newer than this audit's ({ours}). "
            "Bring that version in first, under Plan, Form; then take the pack in."
        )
    else:
        text = _(
            "“{name}” was made with version {theirs} of the form, which this audit never asked (it asks "
            "{ours}). Bring that version in first, under Plan, Form; then take the pack in."
        )
    return text.format(name=name, theirs=theirs or "–", ours=ours or "–")
