"""Taking packs back in: what each brings, said in numbers and sentences, all of it or nothing.

Merging is a union of changes, so that neither the order of packs nor how often one comes matters. Once the
changes are here, what the form derives is worked out anew for each case that they touch. A dry run does the
same and takes it back.

One pack refused, and none is taken; a dry run lists refusals instead. A pack is opened as a copy in a
temporary folder, encrypted as it is, and never changed. It is refused when it is of another audit, when
nothing opens it, when it is damaged, when it asks a version of the form that this audit never asked (an
earlier one is brought up first), or when a change in it is not what the same change is here. Packs that
come together are taken in the order of their ids. An audit of a case that was given to somebody else
meanwhile is kept beside theirs. Ledgers are joined: what left from a copy is known here from then on.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.open_case import now_text
from audit_app.operations.case.refilling import refill
from audit_app.operations.gather.arrivals import Comer, PackReport, answers_in_rows_out, report
from audit_app.operations.gather.bringing_up import brought_up
from audit_app.operations.gather.conflicts import Conflict, conflicts
from audit_app.store import forms, identity, info, ledger, merging, packs, people, text_reviews
from audit_app.store.identity import Identity
from audit_app.store.info import Asking
from audit_app.store.merging import FileMerge
from audit_app.store.packs import Pack
from audit_app.store.writing import transaction
from audit_app.words import _

__all__ = ["MergeReport", "PackReport", "merge"]


@dataclass(frozen=True)
class MergeReport:
    """What packs brought, in the order in which they were given, and the conflicts that are open now in the
    cases they hold."""

    packs: tuple[PackReport, ...]
    conflicts: tuple[Conflict, ...] = ()
    dry_run: bool = False

    @property
    def taken(self) -> int:
        """The answers that were new here."""
        return sum(pack.taken for pack in self.packs)

    @property
    def refused(self) -> tuple[PackReport, ...]:
        """The packs that can't be taken in."""
        return tuple(pack for pack in self.packs if pack.refused)


class _DryRunDone(Exception):  # noqa: N818 - nothing went wrong
    """Ends a dry run."""


def merge(
    audit: Audit,
    files: Sequence[Path],
    *,
    secret: str = "",
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> MergeReport:
    """Take packs in: all of them or, when one is refused or the person cancels, none. A dry run reports,
    refusals too, and changes nothing. `secret` is a passphrase for packs whose key the audit doesn't know.
    AuditError that names each pack refused; for a pack itself, which takes none in."""
    own = identity.read_identity(audit.file)
    if own.pack:
        raise AuditError(_("This is a pack. Packs are taken in by the audit that they came from."))
    reports: dict[int, PackReport] = {}
    found: tuple[Conflict, ...] = ()
    with ExitStack() as open_files:
        comers: list[Comer] = []
        for number, path in enumerate(files):
            _part(progress, 0, 200)(number, len(files))
            try:
                comers.append(_comer(audit, own, number, path, secret, open_files))
            except AuditError as error:
                reports[number] = PackReport(path.name, refused=error.sentence)
        if reports and not dry_run:
            raise _not_taken(tuple(reports.values()))
        try:
            with transaction(audit.file):
                found = _take_in(audit, comers, progress)
                reports.update((comer.number, report(audit, comer, found)) for comer in comers)
                if dry_run:
                    raise _DryRunDone
        except _DryRunDone:
            pass
    return MergeReport(tuple(reports[number] for number in sorted(reports)), found, dry_run)


def _comer(audit: Audit, own: Identity, number: int, path: Path, secret: str, open_files: ExitStack) -> Comer:
    source = open_files.enter_context(packs.opened_copy(path, packs.pack_keys(audit.file), secret))
    theirs = identity.read_identity(source)
    if theirs.audit != own.audit:
        raise AuditError(_("“{name}” is a pack of another audit.").format(name=path.name))
    made_with = brought_up(audit, source, path.name)
    return Comer(
        number=number,
        file=path.name,
        identity=theirs,
        made_with=made_with,
        asking=info.read_asking(source),
        gathering=FileMerge(source, audit.file),
        shared=merging.shared(source),
        is_known=theirs.pack in {pack.id for pack in packs.read_packs(audit.file)},
        latest=merging.latest(source),
    )


def _not_taken(refused: Sequence[PackReport]) -> AuditError:
    if len(refused) == 1:
        return AuditError(refused[0].refused + " " + _("Nothing was taken in."))
    return AuditError(
        _("Nothing was taken in, because some packs can't be."),
        [Problem(pack.refused, file=pack.file) for pack in refused],
    )


def _take_in(audit: Audit, comers: Sequence[Comer], progress: Progress) -> tuple[Conflict, ...]:
    """Inside the transaction; the conflicts that are open afterwards."""
    n = sum(len(comer.shared) for comer in comers)
    done, bringing = 0, _part(progress, 200, 600)
    # In an order of their own, so that which of two versions was here first doesn't hang on how files are
    # listed.
    for comer in sorted(comers, key=lambda comer: (comer.identity.pack, comer.latest, comer.file)):
        for shared in comer.shared:
            bringing(done, n)
            done += 1
            if brought := merging.bring(comer.gathering, shared):
                comer.brought[brought.id] = brought
    _work_out(audit, comers, _part(progress, 600, 1000))
    for comer in comers:
        comer.in_ledger = ledger.join(comer.gathering.source, audit.file)
        _remember(audit, comer)
    held = dict.fromkeys(brought.id for comer in comers for brought in comer.brought.values())
    return conflicts(audit, tuple(held))


def _part(progress: Progress, first: int, last: int) -> Progress:
    """The progress of one part of the work, in thousandths of the whole."""
    return lambda done, of: progress(first + (last - first) * done // max(of, 1), 1000)


def _work_out(audit: Audit, comers: Sequence[Comer], progress: Progress) -> None:
    touched = dict.fromkeys(
        brought.id
        for comer in comers
        for brought in comer.brought.values()
        if brought.n_new or brought.is_new
    )
    asked = info.read_asking(audit.file)
    for number, case_audit in enumerate(touched):
        progress(number, len(touched))
        merging.stand(audit.file, case_audit)
        if whole := _who_has_all(comers, case_audit, asked, merging.count_changes(audit.file, case_audit)):
            merging.copy_derived(whole.gathering, case_audit)
            continue
        heads = refill(audit, case_audit)
        for comer in comers:
            comer.in_rows_out += answers_in_rows_out(audit.form, heads, comer.brought.get(case_audit))
    progress(len(touched), len(touched))


def _who_has_all(comers: Sequence[Comer], case_audit: str, asked: Asking, n: int) -> Comer | None:
    """A pack that has every change of a case audit that is here now, and worked it out with the same
    modules: most cases come back so, and taking that over is three times as fast as doing it again."""
    for comer in comers:
        brought = comer.brought.get(case_audit)
        if brought and brought.n == n and comer.asking == asked:
            return comer
    return None


def _join_reviews(audit: Audit, gathering: FileMerge) -> None:
    """What was decided in a copy of the audit about texts that leave holds here too."""
    deciders = text_reviews.reviewers(gathering.source)
    known_as = {id_: merging.person(gathering, id_) for id_ in deciders}
    text_reviews.join_reviews(audit.file, gathering.source, known_as)


def _remember(audit: Audit, comer: Comer) -> None:
    """Write down that it came back; a pack that was given out by a copy of this audit is known from now
    on."""
    own = comer.identity
    if not own.pack:
        _join_reviews(audit, comer.gathering)
        return
    if not comer.is_known:
        person = people.add(audit.file, people.new_id(own.person), own.person)
        form, _version = forms.current_id(audit.file)
        packs.add_pack(audit.file, Pack(own.pack, person, form, own.given), comer.gathering.source.key)
    packs.mark_returned(audit.file, own.pack, now_text(audit))
