"""Answers gathered by their meaning: what is said of few is said of more, and stays true.

Which answers mean much the same is declared in the form's sheet `gatherings`, never decided by how few gave
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.results.figures import Cases, Distribution, Figure, Proportion

BETWEEN = " | "
GATHERED = ".gathered"
"""What the ids of lines of gathered answers have after that of their figure."""


@dataclass(frozen=True)
class Gathering:
    """Rows of a figure (by the end of their ids), with the words for all of them together."""

    figure: str
    label: str
    rows: tuple[str, ...]


def read_gatherings(rows: Iterable[Mapping[str, str]]) -> tuple[Gathering, ...]:
    """The declared gatherings, from rows with `figure`, `label` and `rows`; a row without them is blank."""
    return tuple(
        Gathering(row["figure"], row["label"], tuple(row["rows"].split(BETWEEN)))
        for row in rows
        if row.get("figure") and row.get("rows")
    )


def gathering_lines(figure: str, gatherings: Iterable[Gathering]) -> dict[str, Gathering]:
    """By the id of the line that it makes of a figure, each gathering declared for this one."""
    own = (each for each in gatherings if each.figure == figure)
    return {f"{figure}{GATHERED}{number}": each for number, each in enumerate(own)}


def gathered(figure: Figure, gatherings: Iterable[Gathering], profile: DisclosureProfile) -> Figure:
    """A distribution with its answers gathered as declared, where one of those to be gathered is small."""
    if not isinstance(figure, Distribution):
        return figure
    for id_, each in gathering_lines(figure.id, gatherings).items():
        figure = _together(figure, each, id_, profile)
    return figure


def _together(
    figure: Distribution, gathering: Gathering, id_: str, profile: DisclosureProfile
) -> Distribution:
    ids = {f"{figure.id}.{row}" for row in gathering.rows}
    chosen = [row for row in figure.rows if row.id in ids]
    if len(chosen) < 2 or not any(profile.is_small(len(row.numerator)) for row in chosen):
        return figure
    numerator = _all_of(chosen, figure)
    if numerator is None:
        return figure
    one = recounted(
        replace(chosen[0], id=id_, label=gathering.label),
        numerator,
        figure.base,
        figure.rows,
    )
    rows = [one if row is chosen[0] else row for row in figure.rows if row is chosen[0] or row not in chosen]
    return replace(figure, rows=tuple(rows))


def _all_of(chosen: Sequence[Proportion], figure: Distribution) -> Cases | None:
    """Those who gave one of some answers. Where a case stands in the base with several rows, each gives one
    answer, or nobody can tell how many rows gave any of them (None)."""
    entries = tuple(case for row in chosen for case in row.numerator)
    if len(set(figure.base)) == len(figure.base):
        held = set(entries)
        return tuple(case for case in figure.base if case in held)
    one_each = sum(len(row.numerator) for row in figure.rows) == len(figure.base)
    return entries if one_each else None


def recounted(line: Proportion, numerator: Cases, base: Cases, like: Iterable[Proportion]) -> Proportion:
    """A line with other cases, and with their share where those of figures `like` it are those of their
    counts. Where the sample weights them it has none: the weights are known no longer."""
    told = [each for each in like if each.proportion is not None]
    plain = all(abs(len(each.numerator) / len(each.base) - (each.proportion or 0.0)) < 1e-9 for each in told)
    share = len(numerator) / len(base) if base and plain else None
    return replace(
        line,
        numerator=numerator,
        base=base,
        proportion=share,
        low=None,
        high=None,
        interval="none" if line.interval == "none" else "wilson",
    )
