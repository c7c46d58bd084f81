"""Measures beside practice: the value that a figure had on a day, as ratings and actions lean on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from audit_app.charts.describe import headline, silences, uncertainty
from audit_app.charts.practice_words import SHARES
from audit_app.lines.line import INTERVAL, MEDIAN, OF, SHARE, SUMMED, N
from audit_app.lines.of_figures import lines_of
from audit_app.lines.wording import SHARES as ON_SHARES
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.results.figures import Estimate, Figure
from audit_app.results.practice import Measured
from audit_app.store import cases, info
from audit_app.words import _

_ONE_VALUE = ("proportion", "number", "duration", "wait", "rate")


def rounds(audit: Audit) -> tuple[str, ...]:
    """The rounds of the audit's cases, by name."""
    return tuple(sorted({ref.round for ref in cases.refs(audit.file)} - {""}))


def own_round(audit: Audit) -> str:
    """The round that the audit is at; empty, for all its cases, where it has no case of a round so called."""
    said = info.read_info(audit.file).round
    return said if said in rounds(audit) else ""


def measure_labels(audit: Audit, *, one_value: bool = False) -> dict[str, str]:
    """The measures of the audit's form, or those that come to one value, so that it can be followed: labels
    by id, with the id where two share a label."""
    kinds = {each.id: (each.kind, each.label) for each in audit.declares.measures}
    kinds |= {each.id: (each.kind, each.measure.label) for each in audit.declares.derived}
    found = {id_: label for id_, (kind, label) in kinds.items() if not one_value or kind in _ONE_VALUE}
    times = Counter(found.values())
    return {id_: label if times[label] == 1 else f"{label} ({id_})" for id_, label in found.items()}


def measure(
    audit: Audit, ids: Iterable[str], round_: str = "", progress: Progress = no_progress
) -> dict[str, Measured]:
    """These measures over the finished cases of a round (empty: all), as they read today; those that the form
    doesn't have are left out."""
    reading = pages.read(audit, Filters(round=round_), progress)
    known = set(reading.ids)
    found = pages.measures(reading, only=[id_ for id_ in dict.fromkeys(ids) if id_ in known])
    return {each.id: measured(each, audit.today.isoformat(), round_) for each in found}


def measured(figure: Figure, date: str, round_: str) -> Measured:
    """A figure as it is kept: its value, if it comes to one, with its counts and those of other states."""
    line = next(lines_of(figure))
    share, limits = SHARE in line.cells and line.scale == ON_SHARES, SHARE in line.cells
    value, around = line.cell(SHARE if limits else MEDIAN).value, line.cell(INTERVAL)
    grey = _("too little is known to lean on it") if figure.greyed else ""
    return Measured(
        measure=figure.id,
        label=figure.label,
        date=date,
        round=round_,
        # A wait without a limit of its own is read by its median, and compared as such.
        kind="duration" if figure.kind == "wait" and not share else figure.kind,
        value=value if figure.kind in _ONE_VALUE else None,
        low=around.low,
        high=around.high,
        interval=around.text or "none",
        numerator=line.size(N) if limits else None,
        denominator=line.size(OF if limits else SUMMED),
        unit="" if share else figure.unit,
        words=headline(figure),
        beside="; ".join(filter(None, (uncertainty(figure), silences(figure), grey))),
    )


def difference(baseline: Measured | None, later: Measured) -> Estimate | None:
    """The later value less the baseline. Shares have Newcombe's interval, made from the limits of each as
    kept; others none, since their cases' values aren't kept. None where either has fewer than 5 cases, or
    where they are not of one kind."""
    from audit_app.analysis.intervals import difference as with_limits
    from audit_app.analysis.rounds import LEAST

    if baseline is None or baseline.value is None or later.value is None or baseline.kind != later.kind:
        return None
    if min(baseline.denominator or 0, later.denominator or 0) < LEAST:
        return None
    limits = (later.low, later.high, baseline.low, baseline.high)
    if later.kind not in SHARES or None in limits:
        return Estimate(later.value - baseline.value)
    low, high, low_before, high_before = (float(each) for each in limits if each is not None)
    found = with_limits(later.value, (low, high), baseline.value, (low_before, high_before))
    return Estimate(*found, interval="newcombe")
