"""Handing cases out: officers, who audits which case, blind second audits, and the packs that carry them.

A pack is an audit file of its own, with its own passphrase: the form, what is said about the audit, and one
officer's cases with that officer's own answers. Of another officer's audit of the same case it holds nothing.

A pack holds nothing of the sample either (which would name both officers of a case), and its passphrase
can't be changed in it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.model import MESSAGES, AuditInfo, CaseRef, CaseStatus, Role
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case import pseudonyms
from audit_app.operations.case.open_case import now_text
from audit_app.operations.plan.form_versions import SETTING as FORM_STEP
from audit_app.operations.plan.samples import SETTING, counting, read_samples
from audit_app.store import cases, forms, identity, info, merging, packs, people
from audit_app.store.audit_file import AuditFile
from audit_app.store.making import making
from audit_app.store.merging import FileMerge, Shared
from audit_app.store.packs import Pack
from audit_app.store.sql_views import make_views
from audit_app.store.writing import transaction
from audit_app.words import _


@dataclass(frozen=True)
class Officer:
    """An officer, with how many cases are theirs: as first and as second auditor, begun and finished."""

    name: str
    first: int = 0
    second: int = 0
    in_progress: int = 0
    finished: int = 0


@dataclass(frozen=True)
class Assigned:
    """A case that was given to an officer."""

    case_audit: str
    reference: str
    person: str
    role: Role


@dataclass(frozen=True)
class PackOut:
    """A pack that was given out: to whom, when, what came back (`returned` is empty while nothing did).
    `cases` are references; `finished` says how many of them are finished here."""

    id: str
    person: str
    given: str
    cases: tuple[str, ...]
    returned: str = ""
    returns: int = 0
    finished: int = 0


def officers(audit: Audit) -> tuple[Officer, ...]:
    """The officers by name."""
    refs = cases.refs(audit.file)
    return tuple(_officer(name, refs) for name in people.names(audit.file).values())


def add_officer(audit: Audit, name: str) -> str:
    """Make an officer known, by name or initials; the name as it is kept. AuditError for an empty one."""
    with transaction(audit.file):
        return _known(audit, name)


def find_cases(audit: Audit, references: Iterable[str], round_: str = "") -> tuple[str, ...]:
    """The first audits of these cases, by reference, in a round (the audit's own unless given). AuditError
    that names those that aren't there."""
    round_ = round_ or info.read_info(audit.file).round
    by_reference: dict[str, list[CaseRef]] = {}
    for ref in cases.refs(audit.file):
        if ref.role is Role.FIRST:
            by_reference.setdefault(ref.reference, []).append(ref)
    found: dict[str, None] = {}
    missing = []
    for reference in references:
        refs = by_reference.get(reference.strip(), [])
        in_round = [ref for ref in refs if ref.round == round_] or refs
        found.update((ref.id, None) for ref in in_round)
        missing += [] if refs else [reference]
    if missing:
        raise AuditError(_("No such case in this audit: {cases}.").format(cases=", ".join(missing)))
    return tuple(found)


def unassigned(audit: Audit) -> tuple[CaseRef, ...]:
    """The cases to be audited that are nobody's yet, by reference: those of the sample, in a round that has
    one."""
    is_drawn = counting(read_samples(info.read_info(audit.file)))
    refs = cases.refs(audit.file)
    return tuple(ref for ref in refs if not ref.person and not ref.changed and is_drawn(ref))


def due_twice(audit: Audit) -> tuple[CaseRef, ...]:
    """The first audits of the cases that the sample draws for a second audit, and that have none yet, by
    reference."""
    drawn = {case for sample in read_samples(info.read_info(audit.file)).values() for case in sample.second}
    refs = cases.refs(audit.file)
    has_second = {ref.case for ref in refs if ref.role is Role.SECOND}
    return tuple(
        ref for ref in refs if ref.role is Role.FIRST and ref.case in drawn and ref.case not in has_second
    )


def assign(audit: Audit, to: str, case_audits: Collection[str] | None = None) -> tuple[Assigned, ...]:
    """Give cases to an officer: those named, or all that are nobody's and not theirs to audit second. What is
    theirs already stays. AuditError, with nothing changed, when an audit was begun by somebody else, or the
    officer is to audit a named case second."""
    with transaction(audit.file):
        name = _known(audit, to)
        second = _seconds(audit)
        if case_audits is None:
            wanted = [ref for ref in unassigned(audit) if name not in second.get(ref.case, ())]
        else:
            wanted = [cases.ref(audit.file, id_) for id_ in case_audits]
            _require_blind(name, [ref for ref in wanted if name in second.get(ref.case, ())])
        moving = [ref for ref in wanted if ref.person != name]
        begun = [ref.reference for ref in moving if ref.changed]
        if begun:
            raise AuditError(
                _(
                    "Begun already, so these can't be given to {name}: {cases}. Draw them for a second audit."
                ).format(name=name, cases=", ".join(begun))
            )
        return _give(audit, {ref.id: name for ref in moving})


def assign_evenly(
    audit: Audit, to: Sequence[str], *, seed: int, case_audits: Collection[str] | None = None
) -> tuple[Assigned, ...]:
    """Deal cases (those named, or all that are nobody's) to officers, so that what is left to do is as even
    as can be; a case that all of them audit second stays nobody's. The same seed deals the same cases in the
    same way. AuditError without officers."""
    if not to:
        raise AuditError(_("Choose at least one officer."))
    with transaction(audit.file):
        names = [_known(audit, name) for name in to]
        chosen = set(case_audits) if case_audits is not None else None
        dealt = [ref for ref in unassigned(audit) if chosen is None or ref.id in chosen]
        load = _load(audit)
        second = _seconds(audit)
        owners = {}
        for ref in sorted(dealt, key=lambda ref: _lot(seed, ref)):
            free = [name for name in names if name not in second.get(ref.case, ())]
            if free:
                owners[ref.id] = min(free, key=lambda name: (load[name], names.index(name)))
                load[owners[ref.id]] += 1
        return _give(audit, owners)


def assign_second(
    audit: Audit, case_audits: Iterable[str], to: Sequence[str], *, seed: int
) -> tuple[Assigned, ...]:
    """Give the cases of these first audits to somebody else for a blind second audit, evenly among `to`. A
    case that has a second audit is left as it is. AuditError, with nothing changed, when nobody else is
    left for a case."""
    with transaction(audit.file):
        names = [_known(audit, name) for name in to]
        refs = cases.refs(audit.file)
        has_second = {ref.case for ref in refs if ref.role is Role.SECOND}
        load = _load(audit)
        ids = set(case_audits)
        owners: dict[str, tuple[CaseRef, str]] = {}
        for ref in sorted((ref for ref in refs if ref.id in ids), key=lambda ref: _lot(seed, ref)):
            if ref.case in has_second or ref.case in owners:
                continue
            others = [name for name in names if name != ref.person]
            if not others:
                raise AuditError(
                    _("{case} needs a second auditor other than {name}. Choose more officers.").format(
                        case=ref.reference, name=ref.person
                    )
                )
            owner = min(others, key=lambda name: (load[name], names.index(name)))
            load[owner] += 1
            owners[ref.case] = (ref, owner)
        return tuple(
            Assigned(
                cases.add_case_audit(audit.file, case, people.id_of(audit.file, owner), Role.SECOND),
                *(ref.reference, owner, Role.SECOND),
            )
            for case, (ref, owner) in owners.items()
        )


def assign_due(audit: Audit, to: Sequence[str], *, seed: int) -> tuple[Assigned, ...]:
    """Give out the second audits that the sample draws, as far as somebody else than the first auditor is
    among `to`; what nobody audits first yet waits."""
    names = {" ".join(name.split()) for name in to}
    due = [ref.id for ref in due_twice(audit) if ref.person and names - {ref.person}]
    return assign_second(audit, due, to, seed=seed)


def write_pack(
    audit: Audit, officer: str, out: Path, passphrase: str, progress: Progress = no_progress
) -> PackOut:
    """Write an officer's pack, and remember it. AuditError, with no file left, when the officer has no
    cases, the file exists or can't be written, or this is a pack itself."""
    own = identity.read_identity(audit.file)
    if own.pack:
        raise AuditError(_("This is a pack. Packs are given out by the audit that it came from."))
    held = _held(audit, officer)
    pack = Pack(
        id=audit.new_id(),
        person=held[0].person,
        form_version=forms.current_id(audit.file)[0],
        given=now_text(audit),
        case_audits=tuple(shared.id for shared in held),
    )
    known: list[Pack] = []

    def remember(key: bytes) -> None:
        with transaction(audit.file):
            packs.add_pack(audit.file, pack, key)
        known.append(pack)

    try:
        # No pack is there that the audit doesn't know: it couldn't be taken back in.
        with making(out, passphrase, remember) as file:
            _fill(audit, file, pack, held, progress)
    except BaseException:
        if known:
            with suppress(AuditError), transaction(audit.file):
                packs.forget_pack(audit.file, pack)
        raise
    return next(each for each in packs_out(audit) if each.id == pack.id)


def packs_out(audit: Audit) -> tuple[PackOut, ...]:
    """Every pack given out, oldest first."""
    names = people.names(audit.file)
    refs = {ref.id: ref for ref in cases.refs(audit.file)}
    return tuple(_pack_out(pack, names.get(pack.person, ""), refs) for pack in packs.read_packs(audit.file))


def whose_pack(audit: Audit) -> str:
    """The officer whose pack this is; empty for an audit."""
    return identity.read_identity(audit.file).person


def prepare_return(pack: Audit, out: Path) -> None:
    """A copy of a pack to send back, without the case system's numbers, under the same passphrase.
    AuditError when it is no pack, or `out` exists or can't be written."""
    if not identity.read_identity(pack.file).pack:
        raise AuditError(_("This is no pack, so there is nothing to return. Use “Save a copy”."))
    packs.save_without_numbers(pack.file, out)


def _known(audit: Audit, name: str) -> str:
    """The officer's name as it is kept, made known when new, inside the transaction."""
    name = " ".join(name.split())
    if not name:
        raise AuditError(_("Give the officer a name or initials."))
    id_ = people.add(audit.file, people.new_id(name), name)
    return people.names(audit.file)[id_]


def _officer(name: str, refs: Sequence[CaseRef]) -> Officer:
    own = [ref for ref in refs if ref.person == name]
    roles, statuses = Counter(ref.role for ref in own), Counter(ref.status for ref in own)
    return Officer(
        name,
        first=roles[Role.FIRST],
        second=roles[Role.SECOND],
        in_progress=statuses[CaseStatus.IN_PROGRESS],
        finished=statuses[CaseStatus.FINISHED],
    )


def _seconds(audit: Audit) -> dict[str, set[str]]:
    """Who audits which case second."""
    found: dict[str, set[str]] = {}
    for ref in cases.refs(audit.file):
        if ref.role is Role.SECOND:
            found.setdefault(ref.case, set()).add(ref.person)
    return found


def _require_blind(name: str, theirs: Sequence[CaseRef]) -> None:
    if theirs:
        raise AuditError(
            _("{name} audits these a second time, so somebody else must audit them first: {cases}.").format(
                name=name, cases=", ".join(ref.reference for ref in theirs)
            )
        )


def _load(audit: Audit) -> Counter[str]:
    """How many audits each officer has yet to finish."""
    return Counter(ref.person for ref in cases.refs(audit.file) if ref.status is not CaseStatus.FINISHED)


def _lot(seed: int, ref: CaseRef) -> str:
    """What a case is drawn by: the same on every machine and in every version of Python."""
    return hashlib.sha256(f"{seed}:{ref.round}:{ref.reference}".encode()).hexdigest()


def _give(audit: Audit, owners: dict[str, str]) -> tuple[Assigned, ...]:
    """Inside the transaction."""
    refs = {id_: cases.ref(audit.file, id_) for id_ in owners}
    return tuple(
        Assigned(
            cases.assign(audit.file, id_, people.id_of(audit.file, name)),
            *(refs[id_].reference, name, refs[id_].role),
        )
        for id_, name in owners.items()
    )


def _held(audit: Audit, officer: str) -> tuple[Shared, ...]:
    person = people.id_of(audit.file, " ".join(officer.split()))
    held = tuple(
        shared
        for shared in merging.shared(audit.file)
        if person and shared.person == person and shared.role != Role.AGREED
    )
    if not held:
        raise AuditError(_("{name} has no cases. Assign some first.").format(name=officer))
    return held


def _fill(audit: Audit, file: AuditFile, pack: Pack, held: Sequence[Shared], progress: Progress) -> None:
    gathering = FileMerge(audit.file, file)
    with transaction(file):
        forms.copy_versions(audit.file, file)
        info.write_info(file, _for_an_officer(info.read_info(audit.file)))
        for number, shared in enumerate(held):
            progress(number, len(held))
            merging.bring(gathering, shared)
            merging.stand(file, shared.id)
            merging.copy_derived(gathering, shared.id)
        own = identity.read_identity(audit.file)
        name = people.names(file)[pack.person]
        identity.become_pack(file, own.audit, pack.id, name, pack.given)
        packs.copy_prefill(audit.file, file, {shared.case.id for shared in held})
        numbers = pseudonyms.numbers_for(audit, {shared.case.reference for shared in held})
        packs.put_numbers(
            file,
            {
                shared.case.id: numbers[shared.case.reference]
                for shared in held
                if shared.case.reference in numbers
            },
        )
        make_views(file, audit.form)
    progress(len(held), len(held))


def _for_an_officer(about: AuditInfo) -> AuditInfo:
    """What is said about the audit, but for the sample: it names others' cases, and those audited twice. The
    latest step of its form, and the messages to a board, are the audit's alone."""
    own = (SETTING, FORM_STEP, MESSAGES)
    kept = {name: text for name, text in about.settings.items() if name not in own}
    return replace(about, settings=kept)


def _pack_out(pack: Pack, person: str, refs: dict[str, CaseRef]) -> PackOut:
    own = [refs[id_] for id_ in pack.case_audits if id_ in refs]
    return PackOut(
        id=pack.id,
        person=person,
        given=pack.given,
        cases=tuple(sorted(ref.reference for ref in own)),
        returned=pack.returned,
        returns=pack.returns,
        finished=sum(ref.status is CaseStatus.FINISHED for ref in own),
    )
