"""What a figure means, in words: what it is counted over, and how a published one stands to it."""

from __future__ import annotations

from audit_app.results.figures import Figure, National
from audit_app.words import _


def denominator_words(name: str, *, by_row: bool = False) -> str:
    """What a figure is counted over: files, or with `by_row` services, placements and their like."""
    if by_row:
        return _("those whose record was opened") if name == "practice" else _("those where it is known")
    return _("files whose record was opened") if name == "practice" else _("cases where it is known")


def published(figure: Figure) -> str:
    """How a figure's published counterpart stands to it; empty without one."""
    if figure.national:
        return _("Set beside this one: {figure}").format(figure=_national(figure.national))
    if figure.subset and figure.subset.national:
        return _("Set beside the part it is about ({population}): {figure}").format(
            population=figure.subset.population, figure=_national(figure.subset.national)
        )
    if figure.quoted:
        return _("Only quoted, because its population or definition differs: {figure}").format(
            figure=_national(figure.quoted)
        )
    return ""


def _national(national: National) -> str:
    unit = national.unit if national.unit.startswith("%") else f" {national.unit}"
    return (
        f"{national.label}: {national.value}{unit} ({national.population}; {national.country}, "
        f"{national.period}; {national.source})"
    )
