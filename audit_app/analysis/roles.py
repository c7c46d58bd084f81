"""The form's sheet `roles`: which question is the birth, the father's role, the start of a service ..., and
which of its choices count, so that no figure asks for a question by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit_app.results.inputs import FormRole

KNOWN = (
    *("expected_date", "birth", "referral", "referral_gestation", "concealed", "pathway", "in_court"),
    *("earlier_proceedings", "no_earlier_proceedings"),
    *("father", "father_confirmed", "partner", "father_nobody", "mother_in_care", "father_in_care"),
    *("service_type", "service_needs", "service_whom", "service_response"),
    *("service_accepted", "service_declined", "service_reason", "service_started", "service_ended"),
    *("service_completed", "service_ongoing", "services_judged"),
    *("need_current", "need_suspected", "need_none"),
    *("offer_made", "offer_in_place", "offer_considered", "offer_none"),
    *("first_service", "help_before_birth", "wait_for_help", "notice", "age_at_application"),
    *("records_opened", "not_auditable", "father_known", "concern"),
)
"""Every role that something asks for, as `docs/forms.md` explains them."""

ANSWERS = {
    "need_current": FormRole("", ("current",)),
    "need_suspected": FormRole("", ("suspected",)),
    "need_none": FormRole("", ("no",)),
    "offer_made": FormRole("", ("offered",)),
    "offer_in_place": FormRole("", ("already_in_place",)),
    "offer_considered": FormRole("", ("considered_not_offered",)),
    "offer_none": FormRole("", ("no_offer_found",)),
}
"""The answers to any question of a need or an offer, in a form that doesn't say others."""


def read_roles(rows: Iterable[Mapping[str, str]]) -> dict[str, FormRole]:
    """The roles that a sheet gives, by name; of one that stands there twice the first."""
    found: dict[str, FormRole] = {}
    for row in rows:
        name = (row.get("role") or "").strip()
        if name:
            question, values = (row.get("question") or "").strip(), (row.get("values") or "").split()
            found.setdefault(name, FormRole(question, tuple(values)))
    return {**ANSWERS, **found}
