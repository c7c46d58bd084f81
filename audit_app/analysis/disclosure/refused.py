"""Which figures don't leave, whatever stands beside them."""

from __future__ import annotations

from audit_app.analysis.disclosure.profiles import LEAST_FAMILIES, DisclosureProfile
from audit_app.analysis.disclosure.ties import Withheld, is_among
from audit_app.results.figures import Comparison, Figure, Rate, answers_of


def is_refused(figure: Figure, withheld: Withheld, profile: DisclosureProfile, few_typed: bool) -> bool:
    """Whether a figure would show more than two things at once, or give away what another one hides: a rate
    says how many it counts, since what it is out of is published (`few_typed`: few stand in the area's
    table).
    """
    return (
        is_among(figure.id, withheld.never)
        or (is_among(figure.id, withheld.rare) and _is_rare(figure))
        or (profile.one_way and isinstance(figure, Comparison))
        or (few_typed and isinstance(figure, Rate))
    )


def _is_rare(figure: Figure) -> bool:
    """Whether fewer than ten have any answer but the first, which is that nothing happened: what happens to
    few is known to many."""
    happened = (row for row in answers_of(figure) if not row.id.endswith(".none"))
    return sum(len(row.numerator) for row in happened) < LEAST_FAMILIES
