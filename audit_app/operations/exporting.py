"""Taking results out: the workbook."""

from __future__ import annotations

from pathlib import Path

from audit_app import __version__
from audit_app.errors import AuditError
from audit_app.operations import modules, pages
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.cohort import Filters
from audit_app.operations.outputs import require_no_audit
from audit_app.words import _

INTERNAL = "internal"


def export_workbook(
    audit: Audit,
    path: Path,
    *,
    edition: str = INTERNAL,
    filters: Filters = Filters(),
    progress: Progress = no_progress,
) -> None:
    """Write the Excel workbook. Only the internal edition exists yet; AuditError for the others, which need
    the disclosure step, and when `path` can't be written."""
    from audit_app.export.internal import Provenance, internal_workbook
    from audit_app.export.workbook import write_workbook
    from audit_app.store import forms, info

    if edition != INTERNAL:
        raise AuditError(
            _(
                "The {edition} edition comes with the disclosure step, which isn't there yet; nothing was "
                "written. Only the internal edition can be written now, and it is not for sharing."
            ).format(edition=edition)
        )
    require_no_audit(path)
    reading = pages.read(audit, filters)
    answered = [pages.page(reading, id_) for id_, _title in pages.PAGES]
    profile = pages.profile(reading, progress)
    form = forms.current_form(audit.file)
    made = Provenance(form.title, form.version, __version__, audit.today, modules.labels_on(audit))
    write_workbook(internal_workbook(profile, reading.gaps, info.read_info(audit.file), made, answered), path)
