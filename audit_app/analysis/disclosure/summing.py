"""How much of an output is hidden, and which gatherings would show more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit_app.analysis.disclosure.gathering import Gathering, gathered
from audit_app.analysis.disclosure.hiding import Hidden
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.tied import Tied, Units, place
from audit_app.lines.line import N
from audit_app.lines.released import HidingSummary, Merging
from audit_app.results.figures import Distribution, Figure


def summary(
    lines: Iterable[Tied], every: Iterable[Tied], hidden: Hidden, profile: DisclosureProfile
) -> HidingSummary:
    """How much is hidden of some lines; `every` are those that there would be if nothing were gathered."""
    lines, every = list(lines), list(every)
    return HidingSummary(
        n_counts=sum(len(line.sets) for line in every),
        n_small=len(hidden.primary),
        n_protecting=len(hidden.secondary) + len(hidden.withheld),
        n_gathered=sum(each.line.merged for each in lines),
        n_by_rows=_hidden_by_rows(every, profile),
    )


def _hidden_by_rows(lines: Iterable[Tied], profile: DisclosureProfile) -> int:
    """How many counts the plain rule hides: all of a figure's when one of them is small."""
    figures: dict[str, list[Units]] = {}
    for line in lines:
        figures.setdefault(line.parent or line.id, []).extend(line.sets.values())
    return sum(len(sets) for sets in figures.values() if any(profile.is_small(len(units)) for units in sets))


def mergings(
    figures: Iterable[Figure], gatherings: Iterable[Gathering], hidden: Hidden, profile: DisclosureProfile
) -> Iterator[Merging]:
    """Which gatherings of answers would show more, as far as one can tell from how small they are, the most
    useful first."""
    found: dict[str, Merging] = {}  # a figure may stand on two pages
    declared = tuple(gatherings)
    for figure in figures:
        together = gathered(figure, declared, profile)
        if (
            together is figure
            or not isinstance(together, Distribution)
            or not isinstance(figure, Distribution)
        ):
            continue
        gone = [row for row in figure.rows if row not in together.rows]
        new = [row for row in together.rows if row not in figure.rows]
        shown = sum(not profile.is_small(len(row.numerator)) for row in new)
        dark = sum(place(row.id, N) in hidden.places for row in gone)
        if shown and dark:
            labels = tuple(row.label for row in gone)
            found.setdefault(figure.id, Merging(figure.id, figure.label, labels, dark))
    yield from sorted(found.values(), key=lambda merging: -merging.n_more)[:10]
