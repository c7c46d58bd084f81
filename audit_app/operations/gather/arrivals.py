"""What a pack brought, in numbers and in a sentence for each thing out of the ordinary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from audit_app.model import CaseStatus, Change, Key, Reserved, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case.closing import unexplained
from audit_app.operations.case.open_case import FINISHED, OPEN, companions, open_case, row_of
from audit_app.operations.gather.conflicts import Conflict
from audit_app.store import cases, forms, info
from audit_app.store.identity import Identity
from audit_app.store.info import Asking
from audit_app.store.merging import Brought, FileMerge, Shared
from audit_app.words import _, plural
from audit_app.xforms.definition import Form
from audit_app.xforms.rows import companion_uuid


@dataclass(frozen=True)
class PackReport:
    """What one pack brought. Counted in answers: `taken` are new here, `already_here` were known,
    `both_changed` differ from what was given elsewhere meanwhile. Cases are references. `refused` says why
    a pack can't be taken in at all; `said` holds a sentence for each thing out of the ordinary."""

    file: str
    pack: str = ""
    person: str = ""
    cases: int = 0
    taken: int = 0
    already_here: int = 0
    both_changed: int = 0
    rows_added: int = 0
    cases_added: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    refused: str = ""


@dataclass
class Comer:
    """A pack while it is taken in; `brought` (by case audit) and `in_rows_out` grow. `made_with` is the
    version of the form that it came with, where that is an earlier one; `asking` its modules; `latest` the
    time of its latest change. `in_ledger` counts what its ledger said that was new here."""

    number: int  # its place among the files given
    file: str
    identity: Identity
    made_with: str
    asking: Asking
    gathering: FileMerge
    shared: tuple[Shared, ...]
    is_known: bool
    latest: str
    brought: dict[str, Brought] = field(default_factory=dict)
    in_rows_out: int = 0
    in_ledger: int = 0


@dataclass
class _Counts:
    taken: int = 0
    already_here: int = 0
    both_changed: int = 0
    unknown: int = 0  # to questions that the form doesn't ask
    carried: int = 0
    look_again: int = 0


def report(audit: Audit, comer: Comer, open_conflicts: Iterable[Conflict]) -> PackReport:
    """What a pack brought, once all is taken in."""
    brought = tuple(comer.brought.values())
    counts = _counted(audit.form, brought, {conflict.place for conflict in open_conflicts})
    return PackReport(
        file=comer.file,
        pack=comer.identity.pack,
        person=comer.identity.person,
        cases=len({shared.case.id for shared in comer.shared}),
        taken=counts.taken,
        already_here=counts.already_here,
        both_changed=counts.both_changed,
        rows_added=sum(each.rows_added for each in brought),
        cases_added=tuple(sorted(comer.gathering.cases_added)),
        finished=_with_status(brought, FINISHED),
        reopened=_with_status(brought, OPEN),
        said=tuple(_sentences(audit, comer, counts)),
    )


def answers_in_rows_out(form: Form, heads: Mapping[Key, Change], brought: Brought | None) -> int:
    """How many answers stand in a row that one side took out while the other, not knowing of it, answered
    there."""
    if brought is None:
        return 0
    n = 0
    removals = _removals(form, heads)
    for key, head in heads.items():
        removal = removals.get(key.row)
        if removal is None or key.question not in form.questions:
            continue
        removed_there, answered_there = removal.id in brought.new_heads, head.id in brought.new_heads
        unheard_there = head.id not in brought.heads.get(key, ())
        n += (answered_there and not removed_there) or (removed_there and unheard_there)
    return n


def _removals(form: Form, heads: Mapping[Key, Change]) -> dict[str, Change]:
    """The change that took out each row that is out, its companions' rows included."""
    found: dict[str, Change] = {}
    for key, head in heads.items():
        if key.question != Reserved.ROW or row_of(key.row, head.answer) is not None:
            continue
        repeat = str(json.loads(head.answer.value)["repeat"])
        found[key.row] = head
        for companion in companions(form, repeat):
            found[companion_uuid(key.row, companion.name)] = head
    return found


def _counted(form: Form, brought: Iterable[Brought], in_conflict: Set[tuple[str, Key]]) -> _Counts:
    counts = _Counts()
    for each in brought:
        for key, ids in each.heads.items():
            is_past = key.question not in form.questions and each.carried.issuperset(ids)
            if key.question.startswith("@") or is_past:
                continue
            if each.new_heads.isdisjoint(ids):
                counts.already_here += 1
            elif key.question not in form.questions:
                counts.unknown += 1
            elif (each.id, key) in in_conflict:
                counts.both_changed += 1
            else:
                counts.taken += 1
                counts.carried += not each.images.isdisjoint(ids)
                counts.look_again += not each.look_again.isdisjoint(ids)
    return counts


def _with_status(brought: Iterable[Brought], status: str) -> tuple[str, ...]:
    return tuple(sorted(each.case for each in brought if each.status == status))


def _sentences(audit: Audit, comer: Comer, counts: _Counts) -> Iterator[str]:
    brought = comer.brought.values()
    if not (comer.in_ledger or any(each.n_new or each.is_new for each in brought)):
        yield _("Nothing in it is new: all of it is here already.")
    if comer.gathering.source.told:
        yield _(
            "A log lay beside it that doesn't belong to it, or whose end can't be read. The pack was taken "
            "as it is without it: should answers be missing, ask for it again."
        )
    if not comer.identity.pack:
        yield _("It is a copy of this audit, not a pack.")
    elif not comer.is_known:
        yield _("This audit doesn't remember giving it out; a copy of it did. It is known from now on.")
    yield from _about_the_form(audit, comer, counts)
    yield from _about_cases(audit, comer)
    if comer.in_ledger:
        yield plural(
            "{n} row of its ledger was new here: the next output is compared with what left there too.",
            "{n} rows of its ledger were new here: the next output is compared with what left there too.",
            comer.in_ledger,
        )
    if comer.in_rows_out:
        yield plural(
            "{n} answer stands in an entry that was taken out elsewhere: it is kept and not shown.",
            "{n} answers stand in entries that were taken out elsewhere: they are kept and not shown.",
            comer.in_rows_out,
        )


def _about_the_form(audit: Audit, comer: Comer, counts: _Counts) -> Iterator[str]:
    if comer.made_with:
        _id, version = forms.current_id(audit.file)
        yield _("It was made with version {theirs} of the form; this audit asks version {ours}.").format(
            theirs=comer.made_with, ours=version or "–"
        )
    if comer.asking.modules != info.read_asking(audit.file).modules:
        yield _("It was given out with other modules; its cases are worked out with those of this audit.")
    if counts.carried:
        yield plural(
            "{n} answer was carried over to this version.",
            "{n} answers were carried over to this version.",
            counts.carried,
        )
    if counts.look_again:
        yield plural(
            "{n} of them is to be looked at again.",
            "{n} of them are to be looked at again.",
            counts.look_again,
        )
    if counts.unknown:
        yield plural(
            "{n} answer is to a question that this audit doesn't ask: it is kept and not shown.",
            "{n} answers are to questions that this audit doesn't ask: they are kept and not shown.",
            counts.unknown,
        )


def _about_cases(audit: Audit, comer: Comer) -> Iterator[str]:
    gathering = comer.gathering
    if gathering.cases_removed:
        yield _("Deleted here, and so left out: {cases}.").format(cases=_listed(gathering.cases_removed))
    if gathering.cases_matched:
        yield _(
            "Added in the pack and here, under the same reference, and so taken as the same case: {cases}."
        ).format(cases=_listed(gathering.cases_matched))
    if missing := _unexplained(audit, comer):
        yield _(
            "Finished although something that matters is missing, and nobody said why: {cases}. Open each, "
            "reopen it, and finish it again."
        ).format(cases=_listed(missing))
    if passed_on := _passed_on(audit, comer):
        yield _("Given to somebody else meanwhile; both audits are kept: {cases}.").format(
            cases=_listed(passed_on)
        )


def _passed_on(audit: Audit, comer: Comer) -> set[str]:
    """The cases whose audit, as it was given out, is no longer here because it was given to somebody else."""
    added = set(comer.gathering.cases_added)
    new = {each.id: each.case for each in comer.brought.values() if each.is_new and each.case not in added}
    if not new:
        return set()
    firsts = {
        ref.case: ref.id for ref in cases.refs(audit.file) if ref.role is Role.FIRST and ref.id not in new
    }
    return {ref.reference for ref in cases.refs(audit.file) if ref.id in new and ref.case in firsts}


def _unexplained(audit: Audit, comer: Comer) -> set[str]:
    """The cases of the pack that are finished now, and lack the reason that finishing them asks for: made
    with an earlier version of the program, or changed on both sides."""
    new = {each.id for each in comer.brought.values() if each.n_new}
    done = [ref for ref in cases.refs(audit.file) if ref.id in new and ref.status is CaseStatus.FINISHED]
    return {ref.reference for ref in done if unexplained(open_case(audit, ref.id))}


def _listed(references: Iterable[str]) -> str:
    return ", ".join(sorted(references))
