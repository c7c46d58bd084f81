"""The words that stand under the figures of a block: what they measure, of whom, what is published, with what
care.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit_app.results import Block, Figure, National
from audit_app.words import _


def cannot_lines(figures: Iterable[Figure]) -> list[str]:
    """Why some figures can't be made, figures with the same reason together."""
    reasons: dict[str, list[str]] = {}
    for figure in figures:
        if figure.cannot:
            reasons.setdefault(figure.cannot, []).append(figure.label)
    return [
        _("{figures}: {reason}").format(figures=", ".join(labels), reason=reason)
        for reason, labels in reasons.items()
    ]


def greyed_lines(figures: Iterable[Figure]) -> list[str]:
    """Why some figures are dimmed."""
    return [
        _(
            "{figure} is shown in grey: the files of {open} cases don't say it, so the {known} that do "
            "may not speak for all."
        ).format(figure=figure.label, open=_n_open(figure), known=len(figure.states.known))
        for figure in figures
        if figure.greyed and not figure.cannot
    ]


def definition_lines(figures: Sequence[Figure]) -> list[str]:
    """What the figures measure, and among whom they are counted: those that say the same together, named
    unless all do."""
    said: dict[str, list[str]] = {}
    for figure in figures:
        among = _("Counted among: {population}.").format(population=figure.population.rstrip("."))
        text = " ".join(part for part in (figure.definition, figure.population and among) if part)
        said.setdefault(text, []).append(figure.label)
    named = len(said) > 1
    return [f"{', '.join(labels)}: {text}" if named else text for text, labels in said.items() if text]


def published_lines(figures: Iterable[Figure]) -> list[str]:
    """What is published, with its population, period and source, and whether it may stand beside ours."""
    lines = []
    for figure in figures:
        drawn = figure.national or (figure.subset.national if figure.subset is not None else None)
        if drawn is not None:
            lines.append(
                _("Published, by the same definition and of the same families: {figure}").format(
                    figure=published(drawn)
                )
            )
        if figure.quoted is not None:
            lines.append(
                _(
                    "Published, of other families or by another definition, so not to be set beside it: "
                    "{figure}"
                ).format(figure=published(figure.quoted))
            )
    return list(dict.fromkeys(lines))


def caution_lines(block: Block) -> list[str]:
    """With what care the block is read: its own cautions, then those of its figures, each once."""
    lines = [*block.cautions, *(figure.caution for figure in block.figures if not figure.cannot)]
    return list(dict.fromkeys(line for line in lines if line))


def published(national: National) -> str:
    """A published figure with its place, period, population, source and note."""
    place = ", ".join(part for part in (national.country, national.period) if part)
    whole = f"{national.label}: {national.value} {national.unit}".strip().replace(" %", "%")
    more = (national.population, national.source, national.note)
    return " ".join([f"{whole} ({place}).", *(f"{part.rstrip('.')}." for part in more if part)])


def _n_open(figure: Figure) -> int:
    states = figure.states
    return (
        len(states.not_recorded)
        + len(states.unclear)
        + len(states.source_not_seen)
        + len(states.not_looked_at)
    )
