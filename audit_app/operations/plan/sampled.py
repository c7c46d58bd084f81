"""How the cases of a cohort came to be chosen, and how far their samples have come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import replace

from audit_app.model import CaseRef, CaseStatus
from audit_app.operations.case.auditable import NotAuditable
from audit_app.operations.plan.sample_statement import stratum_words
from audit_app.operations.plan.samples import Sample, Samples
from audit_app.results.inputs import Sampled, Stratum
from audit_app.words import _


def sampled(
    samples: Samples,
    refs: Iterable[CaseRef],
    status: str = CaseStatus.FINISHED,
    out: NotAuditable = NotAuditable(),
) -> Sampled:
    """How the cases of a cohort came to be chosen. `refs` are the audits that count in its rounds, in any
    status and before any other filter; it reads those of `status`, or begun ones where that is none of them.
    What is `out` can't be audited: it is counted as such, and not read.

    A round without a sample is a stratum of its own beside those that have one, all of which was to be
    audited; without any sample there are no strata.
    """
    refs = tuple(refs)
    rounds = sorted({ref.round for ref in refs})
    used = {round_: samples[round_] for round_ in rounds if round_ in samples}
    if not used:
        return Sampled()
    audited = tuple(ref for ref in refs if ref.id not in out.audits)
    finished = {ref.case for ref in audited if ref.status is CaseStatus.FINISHED}
    read = _read(audited, status)
    strata: list[Stratum] = []
    place: dict[str, int] = {}
    for round_ in rounds:
        for stratum, cases in _strata(refs, round_, used.get(round_), finished, out.reasons, len(rounds) > 1):
            place |= dict.fromkeys(cases, len(strata))
            strata.append(replace(stratum, read=len(read & cases)))
    return Sampled(
        strata=tuple(strata),
        stratum={ref.id: place[ref.case] for ref in refs},
        chance=all(sample.has_chance for sample in used.values()),
    )


def _read(refs: tuple[CaseRef, ...], status: str) -> Set[str]:
    """The cases that figures rest on. A file that nobody has begun says nothing, unless one asks for just
    those."""
    matching = {ref.case for ref in refs if ref.status == status}
    return matching or {ref.case for ref in refs if ref.status is not CaseStatus.NOT_STARTED}


def _strata(
    refs: tuple[CaseRef, ...],
    round_: str,
    sample: Sample | None,
    finished: Set[str],
    out: Collection[str],
    several: bool,
) -> Iterator[tuple[Stratum, Set[str]]]:
    """The strata of a round by name, each with its cases."""
    if sample is None:
        cases = {ref.case for ref in refs if ref.round == round_}
        n, done, not_done = len(cases), len(cases & finished), len(cases.intersection(out))
        yield Stratum(_name(round_, "", several), n, n, finished=done, not_auditable=not_done), cases
        return
    for stratum in sample.strata(finished, out):
        cases = {case.id for case in sample.drawn if case.stratum == stratum.name}
        name = stratum_words(stratum.name) if sample.by else ""
        yield replace(stratum, name=_name(round_, name, several)), cases


def _name(round_: str, stratum: str, several: bool) -> str:
    """The name of a stratum as it is printed: its round before it where there are several."""
    round_words = _("round {round}").format(round=round_ or "–") if several else ""
    return ", ".join(filter(None, (round_words, stratum)))
