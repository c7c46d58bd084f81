"""Which figures never leave, whatever stands beside them."""

from __future__ import annotations

from audit_app.analysis.disclosure.profiles import LEAST_FAMILIES, DisclosureProfile
from audit_app.results.figures import Comparison, Figure, Rate, answers_of

STRATIFIED = ("M9_known", "M9_new")
"""Comparisons within a part of the cohort: tables of three variables, which are never released."""

SECOND_CUT_OFF = (
    "M1.2_newborns_under_14",
    "M1.3_newborn_rate_14",
    "M1.4_newborns_under_14",
    "M1.4_newborn_rate_14",
)
"""Beside the first cut-off these would give away the few babies of 7 to 13 days."""

COMBINATIONS = ("Q6_needs_together",)
"""More than two needs at once are a story, and the rows stand by size."""

RARE = ("M10.6_deaths",)
"""What happens to few families is known to many: it leaves only where it happened to at least ten."""


def is_refused(figure: Figure, profile: DisclosureProfile, few_babies: bool) -> bool:
    """Whether a figure would show more than two things at once, or give away what another one hides: a rate
    says how many babies it counts, since live births are published.
    """
    return (
        figure.id.startswith((*STRATIFIED, *SECOND_CUT_OFF, *COMBINATIONS))
        or (figure.id.startswith(RARE) and _is_rare(figure))
        or (profile.one_way and isinstance(figure, Comparison))
        or (few_babies and isinstance(figure, Rate))
    )


def _is_rare(figure: Figure) -> bool:
    """Whether fewer than ten have any answer but the first, which is that nothing happened."""
    happened = (row for row in answers_of(figure) if not row.id.endswith(".none"))
    return sum(len(row.numerator) for row in happened) < LEAST_FAMILIES
