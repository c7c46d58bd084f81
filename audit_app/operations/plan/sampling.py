"""Drawing the sample: which cases are audited, which of them twice, and what replaces one that can't be.

Chance depends on the seed and on each case's row in the imported list alone, so the same list and seed draw
the same rows in any audit, on any machine. A draw may be made anew; what it replaces stays in the statement.

A second list's rows are `2:row`, a case added by hand has its reference (`=reference`) in place of a row,
and the second audits' order is that of `second:row`. Rows are counted as a spreadsheet does.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from audit_app.analysis import sampling as chance
from audit_app.analysis.sampling import Method, SampledUnit
from audit_app.errors import AuditError
from audit_app.model import AuditInfo, CaseRef, CaseStatus, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case.auditable import not_auditable
from audit_app.operations.case.open_case import now_text
from audit_app.operations.plan.list_places import chance_key, place_of
from audit_app.operations.plan.sample_statement import statement
from audit_app.operations.plan.sample_views import SampledCase, SampleView, StratumView, sample_as_json, view
from audit_app.operations.plan.samples import DrawnCase, LeftOut, Sample, counting, read_samples, with_samples
from audit_app.store import cases, info
from audit_app.store.cases import FRAME, OWN_ATTRIBUTES, CaseFile
from audit_app.store.writing import transaction
from audit_app.words import _

__all__ = [
    "Method",
    "SamplePlan",
    "SampleView",
    "SampledCase",
    "StrataColumn",
    "StratumView",
    "columns",
    "counts",
    "draw",
    "preview",
    "read_sample",
    "replace_case",
    "sample_as_json",
]

_MOST_SEEDS = 1_000_000
_MOST_VALUES = 40
_BETWEEN = " · "


@dataclass(frozen=True)
class SamplePlan:
    """What to draw. `size` is the whole sample (for `FIXED`, from each stratum); `by` the columns of the list
    that make the strata; `second` the share to be audited twice; `excluded` reference -> reason, left out
    before; `chosen` the references of a purposive sample; `basis` the date by which the list was made
    ("date of referral"). Without a seed one is drawn. `round` is the audit's own unless said."""

    method: Method = Method.RANDOM
    size: int = 0
    by: tuple[str, ...] = ()
    seed: int | None = None
    second: float = 0.0
    excluded: Mapping[str, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    basis: str = ""
    round: str = ""


@dataclass(frozen=True)
class StrataColumn:
    """A column that can make strata, with its values and how many cases have each."""

    name: str
    values: tuple[tuple[str, int], ...]


def columns(audit: Audit, round_: str = "") -> tuple[StrataColumn, ...]:
    """The columns of the list with few enough values to make strata of, by name."""
    listed = _listed(audit, _round(audit, round_))
    found = [StrataColumn(name, _counted(listed, name)) for name in _names(listed)]
    return tuple(column for column in found if 1 < len(column.values) <= _MOST_VALUES)


def preview(audit: Audit, plan: SamplePlan) -> SampleView:
    """What `draw` would give; nothing is kept. Draw with the seed it shows to get the same."""
    said = info.read_info(audit.file)
    return view(*_drawn(audit, plan, said), said, *_done(audit))


def draw(audit: Audit, plan: SamplePlan) -> SampleView:
    """Draw a round's sample and keep it, in place of an earlier one, and write the statement for all outputs.
    AuditError for an empty list, more than the list holds, an unknown column or reference."""
    with transaction(audit.file):
        said = info.read_info(audit.file)
        sample, listed = _drawn(audit, plan, said)
        stratum = {unit.id: unit.stratum for unit in _frame(listed, sample)}
        for case in listed:
            own = {FRAME: stratum[case.id]} if case.id in stratum else {}
            others = {name: text for name, text in case.attributes.items() if name != FRAME}
            if case.attributes != others | own:
                cases.update_case(audit.file, replace(case, attributes=others | own))
        _keep(audit, said, _round(audit, plan.round), sample)
    return view(sample, listed, said, *_done(audit))


def read_sample(audit: Audit, round_: str = "") -> SampleView | None:
    """The sample of a round (the audit's own unless said); None before one is drawn."""
    said = info.read_info(audit.file)
    round_ = _round(audit, round_)
    sample = read_samples(said).get(round_)
    return view(sample, _listed(audit, round_), said, *_done(audit)) if sample else None


def replace_case(audit: Audit, reference: str, reason: str, round_: str = "") -> SampleView:
    """Leave a drawn case out for a reason, and draw the next of its stratum in the same order, if there is
    one. What was answered in it stays in the file. AuditError without a sample or reason, or for a case that
    isn't in the sample."""
    if not reason.strip():
        raise AuditError(_("Say why {case} can't be audited; the reason is kept.").format(case=reference))
    with transaction(audit.file):
        said = info.read_info(audit.file)
        round_ = _round(audit, round_)
        sample, listed = read_samples(said).get(round_), _listed(audit, round_)
        case = next((each for each in listed if each.reference == reference.strip()), None)
        own = sample and case and next((each for each in sample.drawn if each.id == case.id), None)
        if not sample or not own:
            raise AuditError(
                _("{case} isn't in the sample. Look at the list of drawn cases.").format(case=reference)
            )
        out = LeftOut(own.id, reason.strip(), True, audit.person, now_text(audit))
        sample = _with_next(sample, listed, own, out)
        _keep(audit, said, round_, sample)
    return view(sample, listed, said, *_done(audit))


def counts(audit: Audit) -> Callable[[CaseRef], bool]:
    """Whether a case is to be audited and counts in a cohort: one of the sample, or of a round without
    one."""
    return counting(read_samples(info.read_info(audit.file)))


def _done(audit: Audit) -> tuple[Set[str], Collection[str]]:
    """The cases of which an audit is finished, and those that can't be audited."""
    refs = [ref for ref in cases.refs(audit.file) if ref.role is not Role.SECOND]
    out = not_auditable(audit, refs)
    done = {ref.case for ref in refs if ref.status is CaseStatus.FINISHED and ref.id not in out.audits}
    return done, out.reasons.keys()


def _round(audit: Audit, wanted: str) -> str:
    """The round that is meant: without one the audit's own, or the only one that its list speaks of."""
    own = wanted or info.read_info(audit.file).round
    known = {case.round for case in cases.case_files(audit.file)}
    return next(iter(known)) if not wanted and own not in known and len(known) == 1 else own


def _listed(audit: Audit, round_: str) -> list[CaseFile]:
    """The cases of a round in the order of their lists; those added by hand come last."""
    found = [case for case in cases.case_files(audit.file) if case.round == round_]
    return sorted(found, key=lambda case: (place_of(case) == (0, 0), place_of(case), case.reference))


def _drawn(audit: Audit, plan: SamplePlan, said: AuditInfo) -> tuple[Sample, list[CaseFile]]:
    round_ = _round(audit, plan.round)
    listed = _listed(audit, round_)
    by = tuple(_column(listed, name) for name in plan.by)
    ids = {case.reference: case.id for case in listed}
    who, when = audit.person, now_text(audit)
    excluded = tuple(
        LeftOut(_id(ids, case), reason.strip(), False, who, when) for case, reason in plan.excluded.items()
    )
    seed = secrets.randbelow(_MOST_SEEDS) if plan.seed is None else plan.seed
    empty = Sample(
        *(plan.method, seed, len(listed), {}, (), plan.size, by, excluded),
        basis=plan.basis.strip(),
        person=who,
        time=when,
    )
    frame = _frame(listed, empty)
    _require(plan, len(frame), round_)
    units = _chosen(plan, frame, ids) if plan.method is Method.PURPOSIVE else _by_chance(plan, frame, seed)
    sample = replace(
        empty,
        frame={stratum.name: stratum.frame for stratum in chance.strata(frame, units)},
        drawn=tuple(DrawnCase(unit.id, unit.stratum) for unit in units),
        second=_second(units, plan.second, seed),
    )
    return replace(sample, earlier=_earlier(read_samples(said).get(round_), sample)), listed


def _frame(listed: Sequence[CaseFile], sample: Sample) -> list[SampledUnit]:
    excluded = {each.id for each in sample.left_out}
    return [
        SampledUnit(
            case.id, chance_key(case), _BETWEEN.join(case.attributes.get(name, "") for name in sample.by)
        )
        for case in listed
        if case.id not in excluded
    ]


def _by_chance(plan: SamplePlan, frame: list[SampledUnit], seed: int) -> list[SampledUnit]:
    return chance.draw(frame, plan.method, plan.size, seed)


def _chosen(plan: SamplePlan, frame: list[SampledUnit], ids: Mapping[str, str]) -> list[SampledUnit]:
    wanted = dict.fromkeys(_id(ids, reference) for reference in plan.chosen)
    units = {unit.id: unit for unit in frame}
    return [units[id_] for id_ in wanted if id_ in units]


def _second(units: Sequence[SampledUnit], share: float, seed: int) -> tuple[str, ...]:
    """At least one, where a share is wanted at all; halves are rounded up."""
    n = max(1, int(share * len(units) + 0.5)) if share else 0
    return tuple(unit.id for unit in chance.in_order(units, seed, "second")[:n])


def _earlier(before: Sample | None, now: Sample) -> tuple[str, ...]:
    """What is said of draws that this one replaces; one that is the same in every way isn't said."""
    if before is None:
        return ()
    same = (before.method, before.seed, before.size, before.by, before.frame) == (
        *(now.method, now.seed, now.size, now.by, now.frame),
    )
    if same and not any(case.instead_of for case in before.drawn):
        return before.earlier
    words = _("It replaces an earlier draw of {n} cases (seed {seed}).").format(
        n=len(before.drawn), seed=before.seed
    )
    return (*before.earlier, words)


def _with_next(sample: Sample, listed: Sequence[CaseFile], own: DrawnCase, left_out: LeftOut) -> Sample:
    out = {own.id, *(case.id for case in sample.drawn), *(each.id for each in sample.left_out)}
    candidates = [
        SampledUnit(case.id, chance_key(case))
        for case in listed
        if case.attributes.get(FRAME) == own.stratum and case.id not in out
    ]
    following = () if sample.method is Method.PURPOSIVE else chance.in_order(candidates, sample.seed)[:1]
    kept = tuple(case for case in sample.drawn if case is not own)
    new = tuple(DrawnCase(unit.id, own.stratum, own.id) for unit in following)
    second = [new[0].id if new and case == own.id else case for case in sample.second]
    return replace(
        sample,
        drawn=kept + new,
        left_out=(*sample.left_out, left_out),
        second=tuple(case for case in second if case != own.id),
    )


def _keep(audit: Audit, said: AuditInfo, round_: str, sample: Sample) -> None:
    samples = {**read_samples(said), round_: sample}
    rounds = {case.round for case in cases.case_files(audit.file)}
    info.write_info(audit.file, with_samples(said, samples, statement(samples, said, rounds)))


def _require(plan: SamplePlan, frame: int, round_: str) -> None:
    if not frame:
        where = _("round “{round}”").format(round=round_) if round_ else _("this audit")
        raise AuditError(
            _("There are no cases to draw from in {where}. Import the list, or choose another round.").format(
                where=where
            )
        )
    if not 0 <= plan.second <= 1:
        raise AuditError(_("The share to be audited twice lies between 0 and 1, such as 0.1 for one in ten."))
    if plan.method in (Method.PROPORTIONAL, Method.FIXED) and not plan.by:
        raise AuditError(_("A stratified sample needs the column that makes the groups. Choose one."))
    if plan.by and plan.method not in (Method.PROPORTIONAL, Method.FIXED):
        raise AuditError(_("Columns make groups in a stratified sample only. Choose one, or no column."))
    if plan.method is Method.PURPOSIVE:
        if not plan.chosen:
            raise AuditError(_("A sample chosen by hand needs its cases. Name them."))
    elif plan.method is not Method.ALL and plan.size < 1:
        raise AuditError(_("A sample needs at least one case. Give its size."))
    elif plan.method is not Method.FIXED and plan.size > frame:
        raise AuditError(
            _("The list holds {frame} cases, so {size} can't be drawn. Choose {frame} or fewer.").format(
                frame=frame, size=plan.size
            )
        )


def _id(ids: Mapping[str, str], reference: str) -> str:
    if reference.strip() not in ids:
        raise AuditError(
            _("There is no case {case} on the list of this round. Look at its reference.").format(
                case=reference
            )
        )
    return ids[reference.strip()]


def _names(listed: Sequence[CaseFile]) -> list[str]:
    return sorted({name for case in listed for name in case.attributes} - OWN_ATTRIBUTES)


def _column(listed: Sequence[CaseFile], name: str) -> str:
    known = _names(listed)
    for column in (name, *(each for each in known if each.casefold() == name.strip().casefold())):
        if column in known:
            return column
    raise AuditError(
        _("The list has no column “{name}”. Its columns: {columns}.").format(
            name=name, columns=", ".join(known) or "–"
        )
    )


def _counted(listed: Sequence[CaseFile], name: str) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(case.attributes.get(name, "") for case in listed).items()))
