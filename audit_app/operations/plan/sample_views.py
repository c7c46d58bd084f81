"""A sample as the page and the command line show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from audit_app.analysis.sampling import Method
from audit_app.model import AuditInfo
from audit_app.operations.plan.list_places import place_of
from audit_app.operations.plan.sample_statement import one_statement, stratum_words
from audit_app.operations.plan.samples import Sample
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
    """A stratum in words, with its cases on the list and in the sample, and its weight (1 where even)."""

    name: str
    frame: int
    drawn: int
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


def view(sample: Sample, listed: Sequence[CaseFile], said: AuditInfo) -> SampleView:
    """A round's sample with the cases of its list."""
    by_id = {case.id: case for case in listed}
    weights, second = sample.weights, frozenset(sample.second)
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
        strata=tuple(
            StratumView(
                stratum_words(each.name) if sample.by else "",
                *(each.frame, each.drawn, weights.get(each.name, 1.0)),
            )
            for each in sample.strata
        ),
        left_out=tuple(
            (by_id[each.id].reference, each.reason, each.was_drawn)
            for each in sample.left_out
            if each.id in by_id
        ),
        weighted=bool(weights),
        statement=one_statement(sample, said),
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


def _sampled_case(file: CaseFile, replaced: CaseFile | None, second: bool, stratum: str) -> SampledCase:
    list_number, row = place_of(file)
    instead_of = replaced.reference if replaced else ""
    return SampledCase(file.reference, row, list_number, stratum, second, instead_of)
