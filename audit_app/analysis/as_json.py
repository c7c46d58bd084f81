"""Results as the JSON of the command line: plain counts, shares of 1, and nothing that changes from run to
run.

`references` (case-audit id to case reference) adds the cases behind each count, for the internal form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import singledispatch
from itertools import zip_longest
from typing import Any

from audit_app.results.figures import (
    Cases,
    Curve,
    Estimate,
    Figure,
    National,
    Rate,
    Share,
    States,
    Summary,
    Wait,
)
from audit_app.results.inputs import Stratum
from audit_app.results.pages import Cohort, GapRow, Gaps, Profile

References = Mapping[str, str]

STRATUM = ("frame", "drawn", "replaced", "finished", "not_auditable")
"""What is said of a stratum, in files."""

STAGES = (
    "cases_with_need",
    "offered",
    "already_in_place",
    "considered_not_offered",
    "no_offer_found",
    "unclear",
    "not_recorded",
    "source_not_seen",
    "not_looked_at",
    "accepted",
    "declined",
    "started",
    "started_before_birth",
    "completed",
    "suspected",
)


def profile_as_json(profile: Profile) -> dict[str, Any]:
    """The profile: which cases it is about, and its figures."""
    return {
        **cohort_as_json(profile.cohort),
        "figures": [figure_as_json(figure) for figure in profile.figures],
    }


def cohort_as_json(cohort: Cohort) -> dict[str, Any]:
    """Which cases an output is about, how they were chosen, and whether they are made up."""
    return {
        "n_cases": len(cohort.cases),
        "n_unfinished": cohort.n_unfinished,
        "n_not_auditable": cohort.n_not_auditable,
        "not_auditable": dict(cohort.not_auditable),
        "filters": list(cohort.filters),
        "statement": cohort.statement,
        "sample": [_stratum(each) for each in cohort.strata],
        "made_up": cohort.made_up,
    }


def _stratum(stratum: Stratum) -> dict[str, Any]:
    return {"stratum": stratum.name, **{name: getattr(stratum, name) for name in STRATUM}}


def gaps_as_json(gaps: Gaps, references: References | None = None) -> dict[str, Any]:
    """The gap analysis, and which cases it is about. With `references` each need also has `cases`: the
    references behind each of its counts.
    """
    result: dict[str, Any] = {
        **(cohort_as_json(gaps.cohort) if gaps.cohort else {}),
        "needs": [_gap_row(row, references) for row in gaps.rows],
        "overall": figure_as_json(gaps.overall),
        "service_without_need": len(gaps.service_without_need),
        "overlap": len(gaps.overlap),
        "coordination": [figure_as_json(figure) for figure in gaps.coordination],
    }
    if references is not None:
        result["cases"] = {
            "service_without_need": _names(gaps.service_without_need, references),
            "overlap": _names(gaps.overlap, references),
        }
    return result


def figure_as_json(figure: Figure) -> dict[str, Any]:
    """One figure: its states, its denominator, and what its kind has to say."""
    result: dict[str, Any] = {
        "id": figure.id,
        "label": figure.label,
        "kind": figure.kind,
        **{f"n_{field.name}": len(getattr(figure.states, field.name)) for field in fields(States)},
        "denominator": figure.denominator,
        "n_denominator": len(figure.base),
        "n_inexact": len(figure.inexact),
        "n_errors": len(figure.errors),
        "section": figure.section,
        "population": figure.population,
    }
    result |= _own(figure)
    result |= {
        name: _national(national)
        for name, national in (("national", figure.national), ("quoted", figure.quoted))
        if national
    }
    if figure.subset:
        result["subset"] = figure_as_json(figure.subset)
    if figure.greyed:
        result["greyed"] = True
    if figure.cannot:
        result["cannot"] = figure.cannot
    if figure.caution:
        result["caution"] = figure.caution
    return result


@singledispatch
def _own(figure: Figure) -> dict[str, Any]:
    """What a figure's kind has beyond what every figure has."""
    common = {field.name for field in fields(Figure)}
    return {
        field.name: _plain(getattr(figure, field.name))
        for field in fields(figure)
        if field.name not in common
    }


def _plain(value: object) -> object:
    """Figures within a figure as figures, counted cases as their number."""
    if isinstance(value, Estimate):
        return asdict(value)
    if isinstance(value, tuple):
        return len(value) if any(isinstance(each, str) for each in value) else [*map(figure_as_json, value)]
    return value


@_own.register
def _share(figure: Share) -> dict[str, Any]:
    return {
        "numerator": len(figure.numerator),
        "proportion": figure.proportion,
        **_limits(figure),
    }


def _limits(figure: Share | Rate) -> dict[str, Any]:
    """With what the area's own table says, which has no cases behind it."""
    limits = {"low": figure.low, "high": figure.high, "interval": figure.interval}
    return {**limits, **({"counted": list(figure.counted)} if figure.counted else {})}


@_own.register
def _summary(figure: Summary) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in ("median", "q1", "q3", "min", "max", "unit")}


@_own.register
def _wait(figure: Wait) -> dict[str, Any]:
    """Without `at` no share is asked for, and the counts of waits speak."""
    return {
        "at": figure.at,
        **(_share(figure) if figure.at is not None else {}),
        **_summary(figure),
        "n_events": len(figure.values),
        "n_competing": len(figure.competing),
        "n_censored": len(figure.still) - len(figure.competing),
        "still": len(figure.still),
        "curve": _curve(figure.curve) if figure.curve else None,
    }


@_own.register
def _rate(figure: Rate) -> dict[str, Any]:
    rows = {"rows": [figure_as_json(row) for row in figure.rows]} if figure.rows else {}
    return {"rate": figure.rate, "unit": figure.unit, **_limits(figure), **rows}


def _curve(curve: Curve) -> dict[str, Any]:
    """The curve's steps as [time, share, low, high]; without limits where the sample allows none."""
    points = zip_longest(curve.times, curve.share, curve.low, curve.high)
    return {
        "method": curve.method,
        "origin": curve.origin,
        "unit": curve.unit,
        "n": curve.n,
        "n_events": curve.n_events,
        "n_competing": curve.n_competing,
        "n_censored": curve.n_censored,
        "median": curve.median,
        "points": [list(point) for point in points],
        "at_risk": [list(pair) for pair in curve.at_risk],
    }


def _gap_row(row: GapRow, references: References | None) -> dict[str, Any]:
    result: dict[str, Any] = {"id": row.id, "need": row.need, "person": row.person, "label": row.label}
    result |= {stage: len(getattr(row, stage)) for stage in STAGES}
    result["rate"] = figure_as_json(row.rate)
    result["decline_reasons"] = {label: len(cases) for label, cases in row.decline_reasons.items()}
    result["not_offered_reasons"] = {label: len(cases) for label, cases in row.not_offered_reasons.items()}
    if references is not None:
        result["cases"] = {stage: _names(getattr(row, stage), references) for stage in STAGES}
    return result


def _names(cases: Cases, references: References) -> list[str]:
    return sorted(references[case] for case in cases)


def _national(national: National) -> dict[str, str]:
    return {field.name: getattr(national, field.name) for field in fields(National)}
