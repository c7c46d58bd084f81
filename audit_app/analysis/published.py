"""Which published figure may stand beside a local one, and which may only be quoted in words.

A published figure stands by a measure only where it counts the same thing (its quantity), of people whom the
measure says it may be compared with (group and age limit), and where it may be quoted in the audit's country.
It is drawn where it is about that country itself and, if it is about a part of the cohort, beside that part
alone. Where the cohort has no such part it is quoted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from audit_app.model import Country
from audit_app.results.figures import Figure, National
from audit_app.words import _

Nationals = Mapping[str, National]

_WHERE = {Country.ENGLAND: "England", Country.WALES: "Wales"}
_EVERYWHERE = "UK"


@dataclass(frozen=True)
class Comparable:
    """What a published figure has to be about to stand by a measure, in the words of the pack: one quantity,
    and groups with their age limit in days where they have one (`newborns_in_proceedings<14`)."""

    quantity: str = ""
    groups: tuple[str, ...] = ()


NOTHING = Comparable()
"""What a measure is comparable with that names no published figure."""


def comparable(quantity: str, groups: str) -> Comparable:
    """What a measure is comparable with, from the two cells that say it."""
    return Comparable(quantity, tuple(groups.split()))


def misfit(national: National, like: Comparable) -> str:
    """Why a published figure can't stand by a measure, in a sentence; empty where it can."""
    if not like.quantity or not like.groups:
        return _("The measure doesn't say what it can be compared with.")
    if national.quantity != like.quantity:
        return _("“{id}” counts {theirs}, and the measure {ours}.").format(
            id=national.id, theirs=national.quantity, ours=like.quantity
        )
    if national.counted not in like.groups:
        return _("“{id}” is about {theirs}, and the measure can be compared with {ours}.").format(
            id=national.id, theirs=national.counted, ours=", ".join(like.groups)
        )
    return ""


def of_country(ids: str, known: Nationals, country: Country) -> National | None:
    """The first of some published figures (ids, space separated) that is about this country."""
    named = (known[name] for name in ids.split() if name in known)
    return next((each for each in named if _is_about(each, country)), None)


def beside(
    figure: Figure,
    known: Nationals,
    country: Country,
    like: Comparable,
    *,
    drawn: str = "",
    quoted: str = "",
    part: Callable[[National], Figure] | None = None,
) -> Figure:
    """The figure with the published ones that belong to it; what doesn't fit `like` stands nowhere. `drawn`
    and `quoted` are ids, space separated; `part` makes the figure over the part of the cohort that the drawn
    one is about (None: over all of it)."""
    named = (known[name] for name in f"{drawn} {quoted}".split() if name in known)
    known = {each.id: each for each in named if not misfit(each, like)}
    national = of_country(drawn, known, country)
    subset = part(national) if national and part else None
    if national and (subset is None or subset.base):
        words = _quoted(quoted, known, country)
        words = None if words == national else words
        if subset is None:
            return replace(figure, national=_in_words(national), quoted=_in_words(words))
        return replace(figure, quoted=_in_words(words), subset=replace(subset, national=_in_words(national)))
    return replace(figure, quoted=_in_words(_quoted(f"{quoted} {drawn}", known, country)))


def _in_words(national: National | None) -> National | None:
    """The figure in the language in use; a pack of the area's own stays as it is."""
    if national is None:
        return None
    return replace(
        national,
        label=_(national.label),
        unit=_(national.unit),
        population=_(national.population),
        country=_(national.country),
        note=_(national.note),
    )


def _quoted(ids: str, known: Nationals, country: Country) -> National | None:
    """The figure about this country, else the first that may be quoted there: in words its own country is
    told."""
    named = (known[name] for name in ids.split() if name in known)
    elsewhere = (each for each in named if _WHERE[country] in each.quoted_in)
    return of_country(ids, known, country) or next(elsewhere, None)


def _is_about(national: National, country: Country) -> bool:
    return _WHERE[country] in national.country or national.country == _EVERYWHERE
