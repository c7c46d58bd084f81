"""A profile's rules in words, as every output prints them."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.words import _


def rules(profile: DisclosureProfile, studied: bool = True) -> Iterator[str]:
    """What is hidden in this output, how, and why. `studied` says whether the form has a sheet of what else
    ties its figures, beside what follows from its measures."""
    yield _small(profile)
    yield (_studied() if studied else _derived()).format(width=profile.width)
    yield _(
        "A number is held back wherever the one that it is out of is held back, unless it is no secret and "
        "follows from others."
    )
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
        yield _("No table shows two things at once.")
    if profile.merges:
        yield _(
            "Where an answer is small, answers that mean much the same are gathered, as declared; no offer "
            "found is never gathered with considered and not offered."
        )
    yield _("Combinations of needs, and what happened to few, are left out.")
    # Of texts that people typed the export speaks: only it knows them.
    yield _("No evidence, case reference, exact date of a case or officer's name is in this output.")


def _studied() -> str:
    return _(
        "Where a small number could be worked out from others, further numbers are held back. A separate "
        "check over all tables of this output, with all that this program knows of how they hang together, "
        "found none that can be worked out to within {width}."
    )


def _derived() -> str:
    return _(
        "Where a small number could be worked out from others, further numbers are held back. A separate "
        "check over all tables of this output, with what follows from the questions that each number rests "
        "on, found none that can be worked out to within {width}. This form has no list of what else ties "
        "its numbers, so nothing else was looked at."
    )


def _small(profile: DisclosureProfile) -> str:
    if profile.low:
        return _("Counts from {low} to {high} are held back; zeros are shown.").format(
            low=profile.low, high=profile.high
        )
    return _("Counts under {limit}, zeros included, are held back.").format(limit=profile.high + 1)
