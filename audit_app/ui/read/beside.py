"""The words that stand under the figures of a block: what they measure, of whom, what is published, with what
care.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit_app.results.figures import Figure, National
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
    grey = [figure for figure in figures if figure.greyed and not figure.cannot]
    named = ", ".join(
        _("{figure} ({n} of {of})").format(figure=figure.label, n=_n_open(figure), of=_n_asked(figure))
        for figure in grey
    )
    text = _("In grey, since the files that don't say it are too many to lean on those that do: {figures}.")
    return [text.format(figures=named)] if grey else []


def definition_lines(figures: Sequence[Figure]) -> list[str]:
    """What the figures measure, among whom they are counted and with what care: those that say the same
    together, named unless all do."""
    said: dict[str, list[str]] = {}
    for figure in figures:
        among = _("Counted among: {population}.").format(population=figure.population.rstrip("."))
        parts = (figure.definition, figure.population and among, figure.caution)
        said.setdefault(" ".join(part for part in parts if part), []).append(figure.label)
    named = len(said) > 1
    return [f"{', '.join(labels)}: {text}" if named else text for text, labels in said.items() if text]


def published_lines(figures: Sequence[Figure]) -> list[str]:
    """What is published, with its population, period and source, and whether it may stand beside ours;
    named where there are several figures."""
    lines = []
    for figure in figures:
        name = f"{figure.label}. " if len(figures) > 1 else ""
        drawn = figure.national or (figure.subset.national if figure.subset is not None else None)
        if drawn is not None:
            text = _("Published, by the same definition and of the same group: {figure}")
            lines.append(name + text.format(figure=published(drawn)))
        if figure.quoted is not None:
            text = _(
                "Published, of another group or by another definition, so not to be set beside it: {figure}"
            )
            lines.append(name + text.format(figure=published(figure.quoted)))
    return lines


def published(national: National) -> str:
    """A published figure with its place, period, population, source and note, and when it was checked."""
    place = ", ".join(part for part in (national.country, national.period) if part)
    whole = f"{national.label}: {national.value} {national.unit}".strip().replace(" %", "%")
    checked = _("checked on {day}").format(day=national.checked_on) if national.checked_on else ""
    more = (national.population, national.source, national.note, checked)
    sentences = (f"{part[0].upper()}{part[1:].rstrip('.')}." for part in more if part)
    return " ".join([f"{whole} ({place}).", *sentences])


def _n_open(figure: Figure) -> int:
    states = figure.states
    return (
        len(states.not_recorded)
        + len(states.unclear)
        + len(states.source_not_seen)
        + len(states.not_looked_at)
    )


def _n_asked(figure: Figure) -> int:
    return _n_open(figure) + len(figure.states.known)
