"""The log of who did what with the file: opened, copied, exported, handed out, taken in, deleted.

Put together from the places that hold each of these, so that nothing is written down twice. That a working
copy was opened is noted when it is closed with something written in it: to write "opened" into every copy of
a shared file would make each look at it a change to be put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.case.open_case import now_text
from audit_app.operations.origin import origin_of
from audit_app.store import access, cases, marks, packs, people, releases, removing
from audit_app.store.access import Access, Deed
from audit_app.store.writing import transaction
from audit_app.words import _, plural


@dataclass(frozen=True)
class AccessEntry:
    """One line: when (UTC, ISO), who (a name, empty where not known), what was done, and about what."""

    time: str
    person: str
    what: str
    about: str = ""


def note_opened(audit: Audit) -> None:
    """Write down that the audit was opened by whoever works now."""
    if not origin_of(audit.path):
        note_if_possible(audit, Deed.OPENED)


def note_closing(audit: Audit) -> None:
    """The same for a working copy, if something was written in it."""
    if not origin_of(audit.path):
        return
    with suppress(AuditError):
        mark = marks.read(audit.file.db)
        if mark and mark.session == audit.file.session:
            note(audit, Deed.OPENED)


def note_number(audit: Audit, case: str) -> None:
    """Write down that the case system's number of this case was shown: by its id, so that nothing is left of
    a case that is deleted later."""
    note(audit, Deed.NUMBER, case)


def note_if_possible(audit: Audit, deed: Deed, about: str = "") -> None:
    """Write it down, and say nothing where that can't be done, on a full disk for one: nobody is kept from
    reading what is in the file, or from bringing it to safety."""
    with suppress(AuditError):
        note(audit, deed, about)


def note(audit: Audit, deed: Deed, about: str = "") -> None:
    """Write down what whoever works now did."""
    with transaction(audit.file):
        access.add(audit.file, Access(now_text(audit), audit.person, deed.value, about))


def read(audit: Audit) -> tuple[AccessEntry, ...]:
    """Everything, the latest first."""
    found = [*_deeds(audit), *_outputs(audit), *_packs(audit), *_removals(audit)]
    return tuple(sorted(found, key=lambda entry: entry.time, reverse=True))


def as_json(entries: tuple[AccessEntry, ...]) -> list[dict[str, str]]:
    """The log as one document."""
    return [vars(entry) for entry in entries]


def _deeds(audit: Audit) -> Iterator[AccessEntry]:
    words = {
        Deed.OPENED: _("opened"),
        Deed.COPIED: _("copied"),
        Deed.NUMBER: _("looked up a case-system number"),
    }
    references = {case.id: case.reference for case in cases.case_files(audit.file)}
    for deed in access.read(audit.file):
        about = deed.about
        if deed.deed == Deed.NUMBER:
            about = references.get(about) or _("a case since deleted")
        yield AccessEntry(deed.time, deed.person, words[Deed(deed.deed)], about)


def _outputs(audit: Audit) -> Iterator[AccessEntry]:
    for release in releases.read_ledger(audit.file):
        about = ", ".join(filter(None, (*release.sha256, release.recipient)))
        what = _("exported ({edition})").format(edition=release.edition)
        yield AccessEntry(release.time, release.person, what, about)


def _packs(audit: Audit) -> Iterator[AccessEntry]:
    names = people.names(audit.file)
    for pack in packs.read_packs(audit.file):
        whose = names.get(pack.person, "")
        n = plural("{n} case", "{n} cases", len(pack.case_audits))
        yield AccessEntry(pack.given, "", _("handed out a pack"), _("{n} to {who}").format(n=n, who=whose))
        if pack.returned:
            yield AccessEntry(pack.returned, "", _("took a pack back in"), _("from {who}").format(who=whose))


def _removals(audit: Audit) -> Iterator[AccessEntry]:
    for removal in removing.read_removals(audit.file):
        yield AccessEntry(removal.time, removal.person, _("deleted a case"), removal.why)
