"""A sample as the page and the command line show it."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from audit_app.analysis.sampling import Method
from audit_app.lines.sample_words import finished_words
from audit_app.model import AuditInfo
from audit_app.operations.plan.list_places import place_of
from audit_app.operations.plan.sample_statement import one_statement, stratum_words
from audit_app.operations.plan.samples import Sample
from audit_app.results.inputs import Stratum
from audit_app.store.cases import CaseFile


@dataclass(frozen=True)
class SampledCase:
    """A case of the sample. `row` is its row in the imported list (0 for one added by hand), `list` the
    number of that list; `instead_of` the reference of the case that it replaced."""

    reference: str
    row: int
    list: int
    stratum: str
    second: bool
    instead_of: str = ""


@dataclass(frozen=True)
class StratumView:
    """A stratum in words, with its cases on the list and in the sample as it stands, how many of these took
    the place of another, how many are audited and finished and how many can't be audited, and its weight: how
    many cases of the list each finished one stands for (before any is, each drawn one; 0 where there is
    none), 1 in a sample chosen by hand."""

    name: str
    frame: int
    drawn: int
    replaced: int
    finished: int
    not_auditable: int
    weight: float


@dataclass(frozen=True)
class SampleView:
    """A round's sample: its cases in the order drawn, replacements last. `left_out` are reference, reason and
    whether it had been drawn; `n_listed` counts the excluded, `n_frame` does not."""

    method: Method
    seed: int
    size: int
    by: tuple[str, ...]
    n_listed: int
    n_frame: int
    cases: tuple[SampledCase, ...]
    strata: tuple[StratumView, ...]
    left_out: tuple[tuple[str, str, bool], ...]
    weighted: bool
    statement: str


def view(
    sample: Sample,
    listed: Sequence[CaseFile],
    said: AuditInfo,
    finished: Set[str] = frozenset(),
    not_auditable: Collection[str] = (),
) -> SampleView:
    """A round's sample with the cases of its list; `finished` are the ids of those that are audited,
    `not_auditable` of those that can't be."""
    by_id = {case.id: case for case in listed}
    second, found = frozenset(sample.second), sample.strata(finished, not_auditable)
    strata = tuple(_stratum(each, sample, any(other.finished for other in found)) for each in found)
    # A case that was removed since is in the sample no longer.
    drawn = [(case, by_id[case.id]) for case in sample.drawn if case.id in by_id]
    return SampleView(
        method=sample.method,
        seed=sample.seed,
        size=sample.size,
        by=sample.by,
        n_listed=sample.n_listed,
        n_frame=sample.n_frame,
        cases=tuple(
            _sampled_case(
                *(file, by_id.get(case.instead_of), case.id in second),
                stratum_words(case.stratum) if sample.by else "",
            )
            for case, file in drawn
        ),
        strata=strata,
        left_out=tuple(
            (by_id[each.id].reference, each.reason, each.was_drawn)
            for each in sample.left_out
            if each.id in by_id
        ),
        weighted=sample.has_chance and len({each.weight for each in strata if each.weight}) > 1,
        statement=" ".join(filter(None, (one_statement(sample, said), _progress(found, sample)))),
    )


def sample_as_json(view: SampleView) -> dict[str, Any]:
    """The sample as the command line prints it."""
    return {
        "method": view.method.value,
        "seed": view.seed,
        "by": list(view.by),
        "n_listed": view.n_listed,
        "n_frame": view.n_frame,
        "n_drawn": len(view.cases),
        "cases": [vars(case) for case in view.cases],
        "strata": [vars(stratum) for stratum in view.strata],
        "left_out": [
            {"case": case, "reason": reason, "was_drawn": drawn} for case, reason, drawn in view.left_out
        ],
        "weighted": view.weighted,
        "statement": view.statement,
    }


def _stratum(found: Stratum, sample: Sample, begun: bool) -> StratumView:
    stand = found.finished if begun else found.drawn
    return StratumView(
        stratum_words(found.name) if sample.by else "",
        *(found.frame, found.drawn, found.replaced, found.finished, found.not_auditable),
        (found.frame / stand if stand else 0.0) if sample.has_chance else 1.0,
    )


def _progress(found: Sequence[Stratum], sample: Sample) -> str:
    """What is finished, once anything is."""
    named = [replace(each, name=stratum_words(each.name) if sample.by else "") for each in found]
    return finished_words(named) if any(each.finished or each.not_auditable for each in found) else ""


def _sampled_case(file: CaseFile, replaced: CaseFile | None, second: bool, stratum: str) -> SampledCase:
    list_number, row = place_of(file)
    instead_of = replaced.reference if replaced else ""
    return SampledCase(file.reference, row, list_number, stratum, second, instead_of)
