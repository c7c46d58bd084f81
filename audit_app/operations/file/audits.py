"""Making, opening, closing and keeping safe a whole audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from audit_app.errors import AuditError, FileGoneError, Problem
from audit_app.model import AuditInfo, CaseStatus
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.auditable import not_auditable
from audit_app.operations.case.checking import derived_that_differ
from audit_app.operations.case.refilling import bring_up
from audit_app.operations.file import access, credentials, locations, passphrases
from audit_app.operations.form_sheets import in_use
from audit_app.operations.forms import check_modules, compile_source, form_of, version_of
from audit_app.operations.plan.samples import counting, read_samples
from audit_app.placing import put_in_place
from audit_app.store import audit_file, cases, identity, integrity, keys, ledger
from audit_app.store import info as stored_info
from audit_app.store import people as stored_people
from audit_app.store.access import Deed
from audit_app.store.forms import add_form, current_form
from audit_app.store.making import copy_to, making, move_to, rekey
from audit_app.store.sql_views import make_views
from audit_app.store.writing import transaction
from audit_app.words import _


@dataclass(frozen=True)
class AuditSummary:
    """What the audit's home page says; `n_not_auditable` of the finished ones say that their file can't be
    audited."""

    info: AuditInfo
    form_title: str
    form_version: str
    n_not_started: int
    n_in_progress: int
    n_finished: int
    n_not_auditable: int = 0
    n_cases: int = 0  # fewer than audits, where some are audited twice


@contextmanager
def making_audit(
    path: Path, passphrase: str, *, form: str | Path, info: AuditInfo, person: str = ""
) -> Iterator[Audit]:
    """An empty audit with a shipped form's name, a form folder or an `.xlsx`, to be filled within. Its file
    stands at `path` when that ends well, and nothing of it is left when it raises. AuditError when the file
    exists, can't be written, or the form has errors or lacks a module of `info`."""
    version = version_of(compile_source(form))
    read = form_of(version.xml)
    check_modules(read, info.modules)
    with making(path, passphrase) as file:
        with transaction(file):
            add_form(file, version, datetime.now(UTC).isoformat())
            stored_info.write_info(file, info)
            make_views(file, read)
        audit = Audit(file, read, declared=in_use(version, read))
        bring_up(audit)
        set_person(audit, person)
        yield audit


def create_audit(
    path: Path, passphrase: str, *, form: str | Path, info: AuditInfo, person: str = ""
) -> tuple[Audit, str]:
    """Make an empty audit; it, open, and its recovery code, which is shown once. AuditError as
    `making_audit` has it."""
    with making_audit(path, passphrase, form=form, info=info, person=person) as audit:
        pass
    return opened_anew(audit, path)


def opened_anew(made: Audit, path: Path) -> tuple[Audit, str]:
    """An audit that was just made, open where it stands now, and its recovery code."""
    file = audit_file.opened(path, made.file.key, made.file.salt)
    return replace(made, file=file), keys.recovery_code(file.key)


def open_audit(path: Path, secret: str, *, person: str = "") -> Audit:
    """Open with the passphrase or the recovery code. AuditError for a wrong one, a damaged file, a newer
    program's file, a file open elsewhere, a read-only folder."""
    file = audit_file.open_file(path, secret)
    try:
        version = current_form(file)
        form = form_of(version.xml)
        audit = Audit(file, form, declared=in_use(version, form))
        bring_up(audit)
        set_person(audit, person)
        access.note_opened(audit)
    except BaseException:
        audit_file.close(file)
        raise
    return audit


def close_audit(audit: Audit) -> None:
    """Close the file; the handle can't be used again."""
    access.note_closing(audit)
    audit_file.close(audit.file)


def summary(audit: Audit) -> AuditSummary:
    """The audit and how far it has come: of the sample, in a round that has one."""
    info = stored_info.read_info(audit.file)
    is_drawn = counting(read_samples(info))
    refs = [ref for ref in cases.refs(audit.file) if is_drawn(ref)]
    n, out = Counter(ref.status for ref in refs), not_auditable(audit, refs).audits
    return AuditSummary(
        info=info,
        form_title=audit.form.title,
        form_version=audit.form.version,
        n_not_started=n[CaseStatus.NOT_STARTED],
        n_in_progress=n[CaseStatus.IN_PROGRESS],
        n_finished=n[CaseStatus.FINISHED],
        n_not_auditable=sum(ref.id in out and ref.status is CaseStatus.FINISHED for ref in refs),
        n_cases=len({ref.case for ref in refs}),
    )


def edit_info(audit: Audit, info: AuditInfo) -> None:
    """Change what is said about the audit. Its country and modules stay: on them hangs what every case is
    asked, so that modules are switched by `modules.switch`, and an audit keeps its country."""
    with transaction(audit.file):
        now = stored_info.read_info(audit.file)
        stored_info.write_info(audit.file, replace(info, country=now.country, modules=now.modules))


def set_person(audit: Audit, name: str) -> None:
    """Who works from now on, by name or initials; made known to the file when new."""
    name = " ".join(name.split())
    if name and not stored_people.id_of(audit.file, name):
        with transaction(audit.file):
            stored_people.add(audit.file, stored_people.new_id(name), name)
    audit.person = name


def change_passphrase(audit: Audit, passphrase: str) -> str:
    """Encrypt the file under a new passphrase; the new recovery code. The old ones open it no more.
    AuditError for a pack, which whoever gave it out must be able to open."""
    if identity.read_identity(audit.file).pack:
        raise AuditError(
            _("A pack keeps its passphrase, so that whoever gave it out can open it when it comes back.")
        )
    return rekey(audit.file, passphrase)


def check_audit(audit: Audit, progress: Progress = no_progress) -> tuple[Problem, ...]:
    """Integrity: pages, foreign keys, answers against the change graph and the form, the ledger of what left.
    Empty when all is well."""
    if broken := integrity.check(audit.file):
        return broken
    return (*derived_that_differ(audit, progress), *ledger.check(audit.file))


def save_copy(audit: Audit, path: Path) -> None:
    """A safe encrypted copy with the same passphrase, read again and compared before it stands at `path`.
    AuditError when `path` exists or can't be written."""
    copy_to(audit.file, path)
    access.note_if_possible(audit, Deed.COPIED, path.name)


def is_in_place(audit: Audit) -> bool:
    """Whether the file at the audit's path is the one that is open."""
    try:
        audit.file.require_in_place()
    except FileGoneError:
        return False
    return True


def save_elsewhere(audit: Audit, path: Path) -> str:
    """Put all that is in the open audit under a new name and go on there, when its own file has gone away;
    the key file goes along where it can be reached. What a person should know, else empty. AuditError, with
    the audit open as it was, when `path` exists or can't be written."""
    key, missing = audit.path.with_suffix(".key"), ""
    if identity.read_identity(audit.file).linked:
        try:
            put_in_place(key.read_bytes(), path.with_suffix(".key"))
        except (OSError, AuditError):
            missing = _(
                "The key file “{name}” couldn't be brought along. Put it beside “{audit}”, or case-system "
                "numbers can't be looked up."
            ).format(name=key.name, audit=path.name)
    move_to(audit.file, path)
    return missing


def location_warning(path: Path) -> str:
    """A sentence when `path` is on a network share or in a synchronised folder, else empty."""
    place, service = locations.place_of(path)
    return {
        locations.LocationKind.OWN_DISK: "",
        locations.LocationKind.NETWORK: _(
            "This folder is on the network. Keep the audit on this computer while you work, and save a "
            "copy there afterwards: a lost connection or a second person could damage it."
        ),
        locations.LocationKind.SYNCHRONISED: _(
            "This folder is kept in step by {service}. Keep the audit in a folder of this computer alone "
            "while you work, and save a copy there afterwards: {service} could copy it half-written."
        ).format(service=service),
    }[place]


def passphrase_strength(passphrase: str) -> tuple[int, str]:
    """0 to 4 and a sentence that helps to choose a better one."""
    return passphrases.strength(passphrase)


def remember_passphrase(path: Path, passphrase: str) -> None:
    """Keep the passphrase in the computer's own credential store. AuditError when it has none."""
    credentials.remember(path, passphrase)


def remembered_passphrase(path: Path) -> str:
    """The passphrase kept for this file, empty when none is."""
    return credentials.remembered(path)


def forget_passphrase(path: Path) -> None:
    """Take the passphrase out of the computer's credential store."""
    credentials.forget(path)
