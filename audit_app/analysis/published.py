"""Which published figure may stand beside a local one, and which may only be quoted in words.

A published figure is drawn where it is about the same country and, if it is about a part of the cohort,
beside that part alone. Where the cohort has no such part it is quoted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from audit_app.model import Country
from audit_app.results.figures import Figure, National

Nationals = Mapping[str, National]

_WHERE = {Country.ENGLAND: "England", Country.WALES: "Wales"}
_EVERYWHERE = "UK"


def of_country(ids: str, known: Nationals, country: Country) -> National | None:
    """The first of some published figures (ids, space separated) that is about this country."""
    named = (known[name] for name in ids.split() if name in known)
    return next((each for each in named if _is_about(each, country)), None)


def beside(
    figure: Figure,
    known: Nationals,
    country: Country,
    *,
    drawn: str = "",
    quoted: str = "",
    part: Callable[[], Figure] | None = None,
) -> Figure:
    """The figure with the published ones that belong to it. `drawn` and `quoted` are ids, space separated;
    `part` makes the figure over the part of the cohort that the drawn one is about (None: over all of it)."""
    national = of_country(drawn, known, country)
    subset = part() if national and part else None
    if national and (subset is None or subset.base):
        words = _quoted(quoted, known, country)
        words = None if words == national else words
        if subset is None:
            return replace(figure, national=national, quoted=words)
        return replace(figure, quoted=words, subset=replace(subset, national=national))
    return replace(figure, quoted=_quoted(f"{quoted} {drawn}", known, country))


def _quoted(ids: str, known: Nationals, country: Country) -> National | None:
    """The figure about this country, else the first: in words its own country is told."""
    named = (known[name] for name in ids.split() if name in known)
    return of_country(ids, known, country) or next(named, None)


def _is_about(national: National, country: Country) -> bool:
    return _WHERE[country] in national.country or national.country == _EVERYWHERE
