"""Answers for other ODK tools: as ODK Central's CSV files, or as OpenRosa submissions.

They hold each case with all that officers wrote, so they are for the area's own use: the ledger knows of them
as of any other internal output.
"""

from __future__ import annotations

from pathlib import Path

from audit_app.errors import AuditError
from audit_app.export.central import central_files
from audit_app.export.openrosa import submissions
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.cases import PREGNANCY_COLUMN
from audit_app.operations.case.instances import instances
from audit_app.operations.outputs import require_no_audit
from audit_app.operations.share import ledger
from audit_app.operations.share.exporting import packed, put
from audit_app.operations.share.ledger import Sending
from audit_app.operations.share.releasing import INTERNAL
from audit_app.store import cases, forms
from audit_app.words import _

CENTRAL, OPENROSA = KINDS = ("central", "openrosa")


def export_instances(
    audit: Audit,
    path: Path,
    kind: str,
    *,
    sending: Sending = Sending(),
    progress: Progress = no_progress,
) -> int:
    """Write every officer's audit of every case as one of `KINDS`, into a new folder or an archive; how many.
    AuditError when there is no case or `path` can't be written: then nothing is, and nothing has left."""
    require_no_audit(path)
    made = [*instances(audit, progress)]
    if not made:
        raise AuditError(_("There is no case in this audit, so there is nothing to write."))
    if kind == CENTRAL:
        files = central_files(audit.form, made)
    else:
        files = submissions(audit.form, forms.current_form(audit.file).xml, made)
    ready = packed(path, files)
    families = {ref.attributes.get(PREGNANCY_COLUMN) or ref.case: ref.case for ref in cases.refs(audit.file)}
    row = ledger.row(
        *(audit, INTERNAL, sending),
        cases=frozenset(families.values()),
        format=kind,
        sha256=ledger.sha256_of(path.name, ready),
    )
    with ledger.remembering(audit, row) as remember:
        put(path, ready, remember)
    return len(made)
