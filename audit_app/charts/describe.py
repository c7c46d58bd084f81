"""Results in words: what stands beside a chart, what a screen reader reads instead of it, how amounts are
written.
"""

from __future__ import annotations

from audit_app.results import Figure, GapRow, Gaps, States
from audit_app.words import _


def state_words() -> dict[str, str]:
    """The states of `results.States` by field, as people read them."""
    return {
        "known": _("Known"),
        "not_recorded": _("Not in the file"),
        "unclear": _("Records conflict"),
        "source_not_seen": _("Record not opened"),
        "not_applicable": _("Doesn't apply"),
        "not_asked": _("Not asked"),
        "not_looked_at": _("Not looked at"),
    }


def stage_words() -> dict[str, str]:
    """The stages of a need in order, by field of `GapRow`, as column headings."""
    return {
        "cases_with_need": _("Need now"),
        "offered": _("Offered or in place"),
        "accepted": _("Accepted"),
        "started": _("Started"),
        "completed": _("Completed"),
        "declined": _("Declined"),
        "considered_not_offered": _("Considered, not offered"),
        "no_offer_found": _("No offer found"),
        "unclear": _("Records conflict"),
        "not_recorded": _("Not in the file"),
        "source_not_seen": _("Record not opened"),
        "not_looked_at": _("Not looked at"),
    }


def percent(share: float | None) -> str:
    """A share of 1 as a whole per cent; a dash where there is none."""
    return "–" if share is None else f"{share * 100:.0f}%"


def amount(value: float | None, unit: str = "") -> str:
    """A number as its unit is written: days of gestation as weeks and days (`20+3`), others with one decimal
    at most.
    """
    if value is None:
        return "–"
    if is_gestation(unit):
        weeks, days = divmod(round(value), 7)
        return f"{weeks}+{days}"
    return f"{value:.1f}".removesuffix(".0")


def is_gestation(unit: str) -> bool:
    """Whether a unit counts days of pregnancy."""
    return "gestation" in unit


def unit_words(unit: str) -> str:
    """The unit as it stands behind an amount."""
    return _("weeks") if is_gestation(unit) else unit


def headline(figure: Figure) -> str:
    """The finding in one line, counts first: `evidenced in 9 of 30 files (30%)`."""
    if figure.kind == "proportion":
        return _proportion(figure)
    if figure.kind == "distribution":
        return (
            _("out of {n} files").format(n=len(figure.base))
            if figure.denominator == "practice"
            else _("out of {n} where it is known").format(n=len(figure.base))
        )
    if figure.median is None:
        return _("nothing to count yet")
    return (
        _("median {median} {unit}, half of them between {q1} and {q3}; {n} counted")
        .format(
            median=amount(figure.median, figure.unit),
            unit=unit_words(figure.unit),
            q1=amount(figure.q1, figure.unit),
            q3=amount(figure.q3, figure.unit),
            n=len(figure.values),
        )
        .replace(" ,", ",")
    )


def uncertainty(figure: Figure) -> str:
    """The interval in words, empty where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    return _("95% interval {low} to {high}").format(low=percent(figure.low), high=percent(figure.high))


def silences(figure: Figure) -> str:
    """The count of every other state and of what was left out: `Not in the file 20, Record not opened 1`."""
    parts = [
        f"{words} {count}"
        for state, words in state_words().items()
        if state != "known" and (count := len(getattr(figure.states, state)))
    ]
    if figure.inexact:
        parts.append(_("left out for an inexact date {n}").format(n=len(figure.inexact)))
    if figure.errors:
        parts.append(_("left out because the dates run backwards {n}").format(n=len(figure.errors)))
    return ", ".join(parts)


def describe(figure: Figure) -> str:
    """A figure as sentences: the finding, its rows, the uncertainty, and what the records could not tell."""
    lines = [f"{figure.label}: {headline(figure)}."]
    lines += [f"{row.label}: {len(row.numerator)} ({percent(row.proportion)})." for row in figure.rows]
    lines += [f"{text[0].upper()}{text[1:]}." for text in (uncertainty(figure), silences(figure)) if text]
    if figure.national:
        lines.append(
            _("Published: {label}, {value}{unit} ({country}, {period}).").format(**vars(figure.national))
        )
    return " ".join(lines)


def describe_gaps(gaps: Gaps) -> str:
    """The gap analysis as sentences, one a need."""
    return " ".join(describe_need(row) for row in gaps.rows if row.cases_with_need)


def describe_need(row: GapRow) -> str:
    """One need as a sentence."""
    return _(
        "{need}: {n} with the need now, {offered} offered or in place, {accepted} accepted, "
        "{started} started, {completed} completed; {considered} considered and not offered, "
        "no offer found in {gap}."
    ).format(
        need=row.label,
        n=len(row.cases_with_need),
        offered=len(row.offered),
        accepted=len(row.accepted),
        started=len(row.started),
        completed=len(row.completed),
        considered=len(row.considered_not_offered),
        gap=len(row.no_offer_found),
    )


def total(states: States) -> int:
    """How many cases (or rows) the states hold together."""
    return sum(len(getattr(states, name)) for name in state_words())


def _proportion(figure: Figure) -> str:
    n, base = len(figure.numerator), len(figure.base)
    if not base:
        return _("nothing to count yet")
    practice = figure.denominator == "practice"
    words = _("evidenced in {k} of {n} files") if practice else _("{k} of {n} where it is known")
    return f"{words.format(k=n, n=base)} ({percent(figure.proportion)})"
