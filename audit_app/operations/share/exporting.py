"""Taking results out: the workbook, the printed report, and files for other programs.

The internal edition holds everything. The others are made of what the disclosure step releases, and of
nothing else; what leaves is remembered in the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app import __version__
from audit_app.errors import AuditError
from audit_app.export.archive import zipped
from audit_app.lines.changed import RoundsChange
from audit_app.lines.released import Released
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.cases import PREGNANCY_COLUMN
from audit_app.operations.outputs import ZIP, put_out, put_out_files, require_no_audit
from audit_app.operations.plan import modules
from audit_app.operations.read import pages, rounds
from audit_app.operations.read.cohort import Filters, read_cohort, rounds_words
from audit_app.operations.share import ledger, releasing
from audit_app.operations.share.case_tables import (
    case_table_files,
    case_tables,
    statistics_table_files,
)
from audit_app.operations.share.ledger import Sending
from audit_app.operations.share.messages_out import messages_of, stands_of
from audit_app.operations.share.releasing import EDITIONS, INTERNAL, Draft
from audit_app.operations.share.wording import Worded
from audit_app.placing import Last
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.export.cover import Provenance

FORMATS = ("xlsx", "pdf", "csv", "parquet", "spss", "stata")
XLSX, PDF, CSV, PARQUET, SPSS, STATA = FORMATS
_ENDINGS = {**{name: name for name in (XLSX, PDF, CSV, PARQUET)}, "sav": SPSS, "dta": STATA}
ALL_PAGES = pages.ALL_PAGES


def export(
    audit: Audit,
    path: Path,
    *,
    edition: str,
    format: str = "",
    profile: str = "",
    page_ids: Sequence[str] = ALL_PAGES,
    filters: Filters = Filters(),
    gather: Collection[str] = (),
    despite_earlier: bool = False,
    sending: Sending = Sending(),
    first: Collection[str] | None = None,
    with_round_before: bool = False,
    progress: Progress = no_progress,
    notice: Callable[[str], None] = lambda _words: None,
) -> Released | None:
    """Write an edition to `path`; what was released of it, None for the internal one. `notice` is told how
    many texts were left out because nobody has looked at them, or what a format had no room for; `first` as
    `pages.ties` has it. `with_round_before` prints what changed since then, as the internal workbook does.

    `format` is one of `FORMATS`, else what the file's ending says, else a workbook. AuditError when the
    edition has no such format or profile, when nothing may be released, and when `path` can't be written:
    then nothing is, and nothing counts as having left.
    """
    format = format_of(path, edition, format)
    require_no_audit(path)
    if edition == INTERNAL:
        _export_internal(audit, path, format, filters, sending, progress, notice)
        return None
    name = releasing.profile_for(audit, edition, profile)
    reading = pages.read(audit, filters)
    earlier = rounds.require_before(audit, filters) if with_round_before else None
    draft = releasing.draft(
        *(audit, reading, page_ids, name),
        gather=gather,
        first=first,
        earlier=earlier,
        progress=progress,
    )
    released = export_draft(
        *(audit, path, draft),
        edition=edition,
        format=format,
        despite_earlier=despite_earlier,
        sending=sending,
    )
    if unseen := draft.worded.unreviewed(released, format):
        notice(unseen)
    return released


def export_draft(
    audit: Audit,
    path: Path,
    draft: Draft,
    *,
    edition: str,
    format: str = "",
    despite_earlier: bool = False,
    sending: Sending = Sending(),
    planned: bool = False,
) -> Released:
    """Write what a draft prints, as `export` does. Of a `planned` output, decided together with others that
    leave before it, the warnings are those it was drafted with."""
    format = format_of(path, edition, format)
    require_no_audit(path)
    if not planned:
        releasing.require_apart(audit, draft, despite_earlier, sending.why)
    released = draft.worded.told(draft.released, format)
    before = draft.beside.released if draft.beside else None
    said = replace(draft.worded, changed=_changed(draft), before=before)
    made = packed(path, _MAKERS[format](audit, released, said))
    with releasing.leaving(
        *(audit, draft, edition),
        format=format,
        sha256=ledger.sha256_of(path.name, made),
        sending=sending,
        despite=despite_earlier,
        planned=planned,
    ) as remember:
        put(path, made, remember)
    return released


def format_of(path: Path, edition: str, wanted: str = "") -> str:
    """The format in which an edition is written. AuditError when it has no such format."""
    if edition not in EDITIONS or wanted not in ("", *FORMATS):
        raise AuditError(
            _("There is no such edition or format. Editions: {editions}. Formats: {formats}.").format(
                editions=", ".join(EDITIONS), formats=", ".join(FORMATS)
            )
        )
    ending = path.suffix.lower().lstrip(".")
    format = wanted or _ENDINGS.get(ending, XLSX)
    if (edition, format) not in _SENTENCES:
        return format
    raise AuditError(_SENTENCES[edition, format]())


def ending_of(format: str) -> str:
    """How the name of a file of this format ends; several tables go into an archive."""
    return format if format in (XLSX, PDF) else "zip"


Made = bytes | Mapping[str, bytes]
"""One file, or several by their names."""


def packed(path: Path, made: Made) -> Made:
    """What is written: several files are one archive where the path says so."""
    if isinstance(made, bytes) or path.suffix.lower() != ZIP:
        return made
    return zipped(made)


def put(path: Path, made: Made, last: Last) -> None:
    """Put what was made in its place, for its owner alone; `last` as `placing` has it."""
    if isinstance(made, bytes):
        put_out(path, made, last=last)
    else:
        put_out_files(path, made, last=last)


def _export_internal(
    audit: Audit,
    path: Path,
    format: str,
    filters: Filters,
    sending: Sending,
    progress: Progress,
    notice: Callable[[str], None],
) -> None:
    made = packed(path, _internal_makers(path, notice)[format](audit, filters=filters, progress=progress))
    cohort, heading = read_cohort(audit, filters)
    families = {ref.attributes.get(PREGNANCY_COLUMN) or id_: id_ for id_, ref in cohort.cases.items()}
    row = ledger.row(
        *(audit, INTERNAL, sending),
        filters=heading.filters,
        cases=frozenset(families.values()),
        format=format,
        sha256=ledger.sha256_of(path.name, made),
    )
    with ledger.remembering(audit, row) as remember:
        put(path, made, remember)


def _internal_makers(path: Path, notice: Callable[[str], None]) -> dict[str, Callable[..., Made]]:
    statistics = partial(statistics_table_files, path=path, notice=notice)
    return {
        XLSX: _internal_workbook,
        **{format: partial(case_table_files, format=format) for format in (CSV, PARQUET)},
        **{format: partial(statistics, format=format) for format in (SPSS, STATA)},
    }


def _internal_workbook(audit: Audit, filters: Filters, progress: Progress) -> bytes:
    from audit_app.export.internal import internal_workbook
    from audit_app.export.workbook import workbook
    from audit_app.operations.act.messages import inside_messages
    from audit_app.operations.act.summary import practice_summary
    from audit_app.store import info

    reading = pages.read(audit, filters)
    answered = [pages.page(reading, id_) for id_ in pages.ids(audit)]
    profile = pages.profile(reading, progress)
    changed = rounds.beside_the_one_before(audit, reading, filters)
    about = info.read_info(audit.file)
    document = internal_workbook(
        profile,
        reading.gaps,
        replace(about, round=rounds_words(reading.heading.rounds) or about.round),
        _made(audit),
        [*answered, *([changed] if changed else [])],
        tables=case_tables(audit, filters, free_text=True),
        practice=practice_summary(audit, internal=True),
        messages=inside_messages(audit, reading),
    )
    return workbook(document)


def _shared_workbook(audit: Audit, released: Released, said: Worded) -> bytes:
    from audit_app.export.shared import shared_workbook
    from audit_app.export.workbook import workbook

    told = messages_of(audit, released, said)
    document = shared_workbook(released, said.about, _made(audit, said), said.practice, told, said.changed)
    return workbook(document)


def _report(audit: Audit, released: Released, said: Worded) -> bytes:
    from audit_app.export.report import report

    told, stands = messages_of(audit, released, said), stands_of(audit, released, said)
    made = _made(audit, said)
    return report(released, said.about, made, said.practice, told, said.changed, stands)


def _tables(_audit: Audit, released: Released, said: Worded) -> Mapping[str, bytes]:
    from audit_app.export.table_files import released_files

    return released_files(released, said.about)


def _changed(draft: Draft) -> RoundsChange | None:
    """What changed since the round before, from what is released of both."""
    from audit_app.analysis.released_rounds import changed

    if draft.beside is None:
        return None
    names = (draft.beside.worded.about.round, draft.worded.about.round)
    return changed(draft.beside.released, draft.released, names)


def _made(audit: Audit, said: Worded | None = None) -> Provenance:
    """What an output was made with, as it is `said` where it leaves."""
    from audit_app.export.cover import Provenance
    from audit_app.store import forms

    form = forms.current_form(audit.file)
    title, version = said.form if said else (form.title, form.version)
    on = said.modules if said else modules.labels_on(audit)
    return Provenance(title, version, __version__, audit.today, on)


_MAKERS: dict[str, Callable[[Audit, Released, Worded], Made]] = {
    XLSX: _shared_workbook,
    PDF: _report,
    CSV: _tables,
}


def _no_internal_report() -> str:
    return _(
        "The printed report is made of what may be shared. The internal edition is a workbook: choose xlsx, "
        "or the restricted or shared edition."
    )


def _no_shared_records() -> str:
    return _(
        "Parquet, SPSS and Stata hold case records, which are in the internal edition alone. Choose xlsx, "
        "pdf or csv for the restricted and the shared edition."
    )


_SENTENCES: dict[tuple[str, str], Callable[[], str]] = {
    (INTERNAL, PDF): _no_internal_report,
    **{
        (edition, format): _no_shared_records
        for edition in EDITIONS
        for format in (PARQUET, SPSS, STATA)
        if edition != INTERNAL
    },
}
