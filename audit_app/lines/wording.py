"""How results are named and written wherever they stand: states, stages, intervals, amounts, waits."""

from __future__ import annotations

from audit_app.words import _, marked

SHARES = "share"
"""The scale of a line whose value is a share of 1; that of any other is its unit."""


def state_words() -> dict[str, str]:
    """The states of `results.States` by field, as people read them."""
    return {
        "known": _("Known"),
        "not_recorded": _("Not in the file"),
        "unclear": _("Records conflict"),
        "source_not_seen": _("Record not opened"),
        "not_applicable": _("Doesn't apply"),
        "population_unknown": _("Can't tell whether it applies"),
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


def counted_words(per: str) -> str:
    """What counts once (`Figure.per`), as the heading over its counts."""
    names = {
        "adult": _("Adults"),
        "service": _("Services"),
        "placement": _("Placements"),
        "move": _("Moves"),
        "need": _("Needs"),
        "row": _("Counted"),
    }
    return names.get(per, _("Cases"))


def seen_words(per: str) -> str:
    """What a share of practice is out of (`Figure.per`), as the name of its row."""
    names = {
        "adult": _("Out of adults whose record was seen"),
        "service": _("Out of services whose record was seen"),
        "placement": _("Out of placements whose record was seen"),
        "move": _("Out of moves whose record was seen"),
        "need": _("Out of needs whose record was seen"),
        "row": _("Out of those whose record was seen"),
    }
    return names.get(per, _("Out of files whose record was seen"))


def interval_words(name: str) -> str:
    """The name of an interval (`Figure.interval`, `Estimate.interval`) as it is printed; all are at 95%."""
    names = {
        "wilson": _("95% Wilson interval"),
        "fpc-wilson": _("95% Wilson interval for a sample from a known number of files"),
        "newcombe": _("95% Newcombe interval"),
        "byar": _("95% Byar interval"),
        "exact-poisson": _("95% exact Poisson interval"),
        "hodges-lehmann": _("95% Hodges-Lehmann interval"),
        "bootstrap": _("95% bootstrap interval"),
        "large-sample": _("95% large-sample interval"),
        "log-log": _("95% log(-log) limits"),
        "none": _("no interval: the sample was chosen by hand"),
    }
    return names.get(name, _("95% interval"))


def verdict_words() -> dict[str, str]:
    """The verdicts of `Answerable`, in order, as column headings."""
    return {
        "now": _("Answerable now"),
        "with_work": _("Answerable with work"),
        "new_field": _("Needs a new field"),
    }


def doing_words(verdict: str, names: str) -> str:
    """What to add or to link so that the records can answer a question; `names` are the fields. Empty where
    nothing is to be done or named."""
    sentences = {
        "new_field": _("Record it in a field of its own: {names}."),
        "with_work": _("Add a field, or link the system: {names}."),
    }
    return sentences[verdict].format(names=names) if names and verdict in sentences else ""


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


def written(value: float | None, scale: str) -> str:
    """A number on the scale of its line: a share as a whole per cent, another as its unit is written."""
    return percent(value) if scale == SHARES else amount(value, scale)


UNITS = {
    "days": marked("days"),
    "working_days": marked("working days"),
    "days of gestation": marked("days of gestation"),
    "weeks": marked("weeks"),
    "months": marked("months"),
    "years": marked("years"),
    "children": marked("children"),
    "miles": marked("miles"),
    "grams": marked("grams"),
    "hours": marked("hours"),
    "contacts": marked("contacts"),
    "workers": marked("workers"),
    "visits": marked("visits"),
    "places": marked("places"),
    "times": marked("times"),
    "times a week": marked("times a week"),
    "moves": marked("moves"),
}
"""The units that the shipped forms count in, in words; another form's are its own words."""


def is_gestation(unit: str) -> bool:
    """Whether a unit counts days of pregnancy."""
    return "gestation" in unit


def unit_words(unit: str) -> str:
    """The unit as it stands behind an amount."""
    return _("weeks") if is_gestation(unit) else unit_name(unit)


def difference_unit(unit: str) -> str:
    """The unit of a difference: of days of pregnancy, days."""
    return _("days") if is_gestation(unit) else unit_name(unit)


def unit_name(unit: str) -> str:
    """The unit in which a number is kept, as it stands in a column of its own."""
    return _(UNITS.get(unit, unit))


def beyond_words(at: float, unit: str) -> str:
    """What counts as long for a wait: `longer than 28 days`, or `not by 28+0 weeks`."""
    words = _("not by {at} weeks") if is_gestation(unit) else _("longer than {at} days")
    return words.format(at=amount(at, unit))


def nothing() -> str:
    """What stands where a figure has nobody in it."""
    return _("nothing to count yet")
