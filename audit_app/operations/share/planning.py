"""A release as one plan: what goes to whom, decided together before any of it leaves.

Everybody may hold what is shared, and the steering group what is shared and what is restricted. So all shared
outputs of a plan are decided together; then the restricted ones, together and with those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from audit_app import rights
from audit_app.analysis.disclosure.earlier import left_over, overlap
from audit_app.errors import AuditError
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import exporting, releasing, reviewing
from audit_app.operations.share.ledger import Sending
from audit_app.operations.share.releasing import ALL_PAGES, RESTRICTED, SHARED, Draft
from audit_app.operations.share.texts import PlacedText
from audit_app.placing import said_plainly
from audit_app.readers.table_file import read_table
from audit_app.words import _

COLUMNS = ("file", "edition", "profile", "pages", "round", "where", "purpose", "recipient")
"""The columns of a plan as a CSV file; only the first two have to be filled in."""


@dataclass(frozen=True)
class Planned:
    """One output of a plan: the name of its file, and what is in it. `profile` is that of the shared edition
    (empty: as chosen last)."""

    file: str
    edition: str
    profile: str = ""
    page_ids: tuple[str, ...] = ALL_PAGES
    filters: Filters = field(default_factory=Filters)
    sending: Sending = field(default_factory=Sending)

    @property
    def format(self) -> str:
        """As its name ends; an archive holds tables."""
        ending = Path(self.file).suffix.lower().lstrip(".")
        return exporting.CSV if ending == "zip" else ending


def for_board_and_group(profile: str = "") -> tuple[Planned, ...]:
    """A plan to begin with: a shared report and workbook for the board, and for the steering group inside the
    partnership the restricted edition."""
    board, group = Sending(recipient=_("The board")), Sending(recipient=_("The steering group"))
    return (
        Planned("board.pdf", SHARED, profile, sending=board),
        Planned("shared.xlsx", SHARED, profile, sending=board),
        Planned("steering group.xlsx", RESTRICTED, sending=group),
    )


def read_plan(path: Path) -> tuple[Planned, ...]:
    """A plan from a table (CSV or a workbook) with the `COLUMNS`: pages by their ids, and conditions
    (`COL=VALUE`), each apart by a blank or `;`. AuditError names the line that can't be understood."""
    table = read_table(path)
    if not {"file", "edition"} <= set(table.headers) <= set(COLUMNS):
        raise AuditError(
            _("{file}: a plan has the columns {columns}; file and edition have to be there.").format(
                file=path.name, columns=", ".join(COLUMNS)
            )
        )
    return tuple(_planned(row.number, row.values) for row in table.rows)


def draft_plan(
    audit: Audit,
    planned: Sequence[Planned],
    *,
    gather: Collection[str] = (),
    first: Collection[str] | None = None,
    progress: Progress = no_progress,
) -> tuple[Draft, ...]:
    """What the outputs of a plan print, in its order; nothing is written. AuditError as `releasing.draft`."""
    _require_a_plan(planned, pages.ids(audit))
    names = [releasing.profile_for(audit, each.edition, each.profile) for each in planned]
    profiles = dict.fromkeys(sorted(names, key=lambda name: name == RESTRICTED))
    readings = {repr(each.filters): pages.read(audit, each.filters) for each in planned}
    found: dict[int, Draft] = {}
    for profile in profiles:
        mine = [number for number, name in enumerate(names) if name == profile]
        drafts = releasing.draft_together(
            audit,
            [(readings[repr(planned[number].filters)], planned[number].page_ids) for number in mine],
            profile,
            gather=gather,
            beside=tuple(found.values()),
            first=first,
            progress=progress,
        )
        found |= dict(zip(mine, drafts, strict=True))
    drafts = tuple(found[number] for number in range(len(planned)))
    _require_enough_between(planned, drafts)
    return drafts


def release_plan(
    audit: Audit,
    folder: Path,
    planned: Sequence[Planned],
    drafts: Sequence[Draft],
    *,
    despite_earlier: bool = False,
    left: Callable[[Planned], None] = lambda _each: None,
    progress: Progress = no_progress,
) -> None:
    """Write what the drafts of a plan print, each to its file in a folder, a new one where there is none;
    `left` is told of each that has left. The progress is of files: whoever stops it stops between two.

    Where one can't be written, those before it have left and stand in the ledger: the sentence says which,
    and the rest of the plan can be let out later. AuditError before anything is written when one of them has
    warnings and nobody said to go on.
    """
    if folder.exists() and not folder.is_dir():
        sentence = _("{folder} is not a folder. Choose one for the files, or a new name.")
        raise AuditError(sentence.format(folder=folder.name))
    _require_a_plan(planned, pages.ids(audit))
    for draft, each in zip(drafts, planned, strict=True):
        releasing.require_apart(audit, draft, despite_earlier, each.sending.why)
    if not folder.exists():
        with said_plainly(folder):
            rights.make_folder(folder)
    for number, (draft, each) in enumerate(zip(drafts, planned, strict=True)):
        progress(number, len(planned))
        try:
            exporting.export_draft(
                *(audit, folder / each.file, draft),
                edition=each.edition,
                format=each.format,
                sending=each.sending,
                planned=True,
            )
        except AuditError as error:
            raise AuditError(stopped_words(str(error), planned[:number])) from error
        left(each)


def stopped_words(why: str, left: Sequence[Planned]) -> str:
    """Why a plan stopped half-way, and what of it has left by then."""
    files = ", ".join(each.file for each in left)
    return " ".join(
        filter(None, (why, files and _("Already written, and in the ledger: {files}.").format(files=files)))
    )


def texts(audit: Audit, planned: Sequence[Planned]) -> tuple[PlacedText, ...]:
    """The texts that people typed and that a plan's outputs would print, each once."""
    readings = {repr(each.filters): each.filters for each in planned}
    return _each_once(reviewing.read_texts(audit, filters) for filters in readings.values())


def drafted_texts(planned: Sequence[Planned], drafts: Sequence[Draft]) -> tuple[PlacedText, ...]:
    """The texts that these drafts of a plan print, in their own words or in others, each once."""
    return _each_once(
        draft.worded.printed(draft.released, each.format) for each, draft in zip(planned, drafts, strict=True)
    )


def _each_once(texts: Iterable[Iterable[PlacedText]]) -> tuple[PlacedText, ...]:
    return tuple({(each.place, each.text): each for some in texts for each in some}.values())


def _require_enough_between(planned: Sequence[Planned], drafts: Sequence[Draft]) -> None:
    """AuditError where two outputs are about almost the same families, or three about all but few: of the few
    between them no hiding keeps what is true."""
    for (one, first), (other, second) in combinations(zip(planned, drafts, strict=True), 2):
        n = overlap(first.printed, second.printed).n_families
        if n:
            raise AuditError(
                _(
                    "{one} and {other} count the same but for {n}: what is true of these could "
                    "be worked out. Leave one out."
                ).format(one=one.file, other=other.file, n=n)
            )
    for number, draft in enumerate(drafts):
        n = left_over(draft.printed, [each.printed for each in drafts[:number]])
        if n:
            raise AuditError(
                _("{file} and two others of the plan add up but for {n}. Leave one out.").format(
                    file=planned[number].file, n=n
                )
            )


def _require_a_plan(planned: Sequence[Planned], known: Sequence[str]) -> None:
    files = [each.file for each in planned]
    if not planned:
        raise AuditError(_("The plan is empty: name at least one output."))
    if len(set(files)) < len(files):
        raise AuditError(_("Two outputs of the plan have one file name. Give each its own."))
    for each in planned:
        if each.edition not in (SHARED, RESTRICTED):
            raise AuditError(
                _("{file}: a plan is of what leaves. Editions: {editions}.").format(
                    file=each.file, editions=", ".join((SHARED, RESTRICTED))
                )
            )
        if Path(each.file).name != each.file:
            raise AuditError(_("{file} is no file name. Leave out folders.").format(file=each.file))
        try:
            exporting.format_of(Path(each.file), each.edition, each.format)
            releasing.require_pages(each.page_ids, known)
        except AuditError as error:
            raise AuditError(f"{each.file}: {error}") from error


def _planned(number: int, row: Mapping[str, str]) -> Planned:
    said = {name: row.get(name, "").strip() for name in COLUMNS}
    if not said["file"] or not said["edition"]:
        raise AuditError(_("Line {n} of the plan needs a file and an edition.").format(n=number))
    where = dict(_condition(number, text) for text in said["where"].replace(";", " ").split())
    return Planned(
        said["file"],
        said["edition"],
        said["profile"],
        tuple(said["pages"].replace(";", " ").split()) or ALL_PAGES,
        Filters(round=said["round"], where=where),
        Sending(said["purpose"], said["recipient"]),
    )


def _condition(number: int, text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        words = _("Line {n} of the plan: “{text}” is no condition. Write COLUMN=VALUE.")
        raise AuditError(words.format(n=number, text=text))
    return name, value
