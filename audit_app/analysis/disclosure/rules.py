"""A profile's rules in words, as every output prints them."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.words import _


def rules(profile: DisclosureProfile) -> Iterator[str]:
    """What is hidden in this output, how, and why."""
    yield _small(profile)
    yield _(
        "Where a small count could be worked out from others, further counts are hidden; the check that none "
        "can be worked out to within {width} was made over all tables of this output together."
    ).format(width=profile.width)
    yield _("Totals are true: no hidden count has been taken out of them.")
    if profile.base > 1:
        yield _(
            "Every count is rounded to the nearest {base}; shares are worked out from rounded counts."
        ).format(base=profile.base)
    yield _("Shares are whole per cent and stand only where both of their counts do.")
    yield _("Medians and quartiles stand only where they rest on {n} cases or more.").format(
        n=profile.summary_from
    )
    if profile.one_way:
        yield _("No table shows two things at once. Small groups are gathered, the smallest first.")
    # Of texts that people typed the export speaks: only it knows them.
    yield _("No evidence, case reference, exact date of a case or officer's name is in this output.")


def _small(profile: DisclosureProfile) -> str:
    if profile.ranges:
        return _("Counts from {low} to {high} are given as “{low} to {high}”; zeros are shown.").format(
            low=profile.low, high=profile.high
        )
    if profile.low:
        return _("Counts from {low} to {high} are hidden and shown as “{symbol}”; zeros are shown.").format(
            low=profile.low, high=profile.high, symbol=profile.symbol
        )
    return _("Counts under {limit}, zeros included, are hidden and shown as “{symbol}”.").format(
        limit=profile.high + 1, symbol=profile.symbol
    )
