"""Deleting cases for good: from the audit, its key file and the copies that the program made by itself.

What people copied or carried away themselves the program can't reach: it says what it knows of.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.operations.case import pseudonyms
from audit_app.operations.case.open_case import now_text
from audit_app.operations.file import copies, working_copy
from audit_app.operations.origin import origin_of
from audit_app.operations.plan.sample_statement import without_reasons
from audit_app.store import cases, identity, info, keyfile, packs, people, removing
from audit_app.store.cases import CaseFile
from audit_app.store.removing import Removal
from audit_app.words import _


@dataclass(frozen=True)
class Deletion:
    """What is, or was, deleted: cases by reference (and round), automatic copies by name. `said` tells in
    sentences what the person still has to do; `done` is False for a trial."""

    cases: tuple[tuple[str, str], ...]
    copies: tuple[str, ...]
    said: tuple[str, ...]
    done: bool = False


def find(audit: Audit, references: Collection[str], round_: str = "") -> tuple[CaseFile, ...]:
    """These cases, in one round or in all of them. AuditError that names those that aren't there."""
    wanted = dict.fromkeys(reference.strip() for reference in references)
    listed = [case for case in cases.case_files(audit.file) if round_ in ("", case.round)]
    found = tuple(case for case in listed if case.reference in wanted)
    missing = [name for name in wanted if name not in {case.reference for case in found}]
    if missing:
        raise AuditError(_("No such case in this audit: {cases}.").format(cases=", ".join(missing)))
    return found


def every(audit: Audit) -> tuple[CaseFile, ...]:
    """All cases of the audit: to delete them is to close it."""
    return cases.case_files(audit.file)


def look(audit: Audit, going: Sequence[CaseFile]) -> Deletion:
    """What deleting these cases would do; nothing is deleted."""
    files = copies.automatic(audit) if going else ()
    return Deletion(_named(going), tuple(path.name for path in files), _elsewhere(audit, going))


def delete(audit: Audit, going: Sequence[CaseFile], why: str) -> Deletion:
    """Delete these cases. AuditError, with the audit as it was, without a reason, in a pack, while a working
    copy of the file is left on this computer, or when the file can't be written anew."""
    why = why.strip()
    if not why:
        raise AuditError(_("Say why the cases are deleted: the reason is kept when they are gone."))
    if identity.read_identity(audit.file).pack:
        raise AuditError(_("This is a pack. Delete the case in the audit that it came from."))
    _require_no_copy_left(audit)
    said = _elsewhere(audit, going)
    time = now_text(audit)
    removals = [Removal(case.id, time, audit.person, why) for case in going]
    removing.remove_cases(audit.file, removals, _without_reasons(audit, going))
    return _tidied(audit, copies.automatic(audit), going, said)


def _without_reasons(audit: Audit, going: Sequence[CaseFile]) -> AuditInfo:
    gone = {case.id for case in going}
    rounds = {case.round for case in cases.case_files(audit.file)}
    return without_reasons(info.read_info(audit.file), gone, rounds)


def _named(going: Sequence[CaseFile]) -> tuple[tuple[str, str], ...]:
    return tuple((case.reference, case.round) for case in going)


def _require_no_copy_left(audit: Audit) -> None:
    if not origin_of(audit.path) and working_copy.left_of(audit.path):
        raise AuditError(
            _(
                "A working copy of “{name}” is left on this computer and would still hold the cases. Open "
                "the audit in the window and close it, so that the copy is put back; then delete them."
            ).format(name=audit.path.name)
        )


def _tidied_links(audit: Audit) -> tuple[str, ...]:
    """Forget the numbers of all cases that are no longer here, so that what failed once is made good."""
    if not pseudonyms.has_key(audit):
        return ()
    kept = {name for case in cases.case_files(audit.file) for name in (case.reference, case.pregnancy)}
    path = pseudonyms.key_path(audit)
    try:
        if not path.is_file():
            raise AuditError(_("it isn't beside the audit"))
        keyfile.keep_only(path, identity.read_identity(audit.file).link_key, kept)
    except AuditError as error:
        said = _(
            "The cases are gone from the audit, but the key file “{name}” still holds their numbers: "
            "{reason}. Put that right, then tidy up again."
        )
        return (said.format(name=path.name, reason=error.sentence.rstrip(".")),)
    return ()


def tidy(audit: Audit) -> Deletion:
    """Make good what could not be deleted: links of cases that are gone, and automatic copies that are older
    than the latest deletion. AuditError in a pack."""
    if identity.read_identity(audit.file).pack:
        raise AuditError(_("This is a pack. Delete the case in the audit that it came from."))
    latest = max((removal.time for removal in removing.read_removals(audit.file)), default="")
    return _tidied(audit, [path for path in copies.automatic(audit) if copies.time_of(path) <= latest])


def _tidied(
    audit: Audit, made: Sequence[Path], gone: Sequence[CaseFile] = (), said: Sequence[str] = ()
) -> Deletion:
    links = _tidied_links(audit)
    undeleted = copies.delete(made)
    deleted = tuple(path.name for path in made if path not in undeleted)
    return Deletion(_named(gone), deleted, (*said, *links, *_couldnt(undeleted)), done=True)


def _couldnt(paths: Sequence[Path]) -> tuple[str, ...]:
    said = _("“{name}” could not be deleted and still holds the cases. Delete it yourself.")
    return tuple(said.format(name=path.name) for path in paths)


def _elsewhere(audit: Audit, going: Sequence[CaseFile]) -> tuple[str, ...]:
    """Who else holds these cases, as far as is known."""
    if not going:
        return ()
    ids = {case.id for case in going}
    audits = {ref.id for ref in cases.refs(audit.file) if ref.case in ids}
    names = people.names(audit.file)
    held = [pack for pack in packs.read_packs(audit.file) if audits & set(pack.case_audits)]
    who = sorted({names.get(pack.person, "") for pack in held} - {""})
    said = []
    if who:
        given = _(
            "Packs that hold them were given to {who}: ask for them to be deleted there. When one comes "
            "back, what it says of these cases is left out."
        )
        said.append(given.format(who=", ".join(who)))
    said.append(
        _(
            "Copies and backups that people made themselves, and workbooks of the internal edition, still "
            "hold what they held: delete them where they lie."
        )
    )
    return tuple(said)
