"""A mark: a piece of a text with what it is likely to be."""

from __future__ import annotations

from dataclasses import dataclass

from audit_app.words import _

NHS_NUMBER, EMAIL, POSTCODE, DATE, PHONE = "nhs_number", "email", "postcode", "date", "phone"
AGE, STREET, NAME = "age", "street", "name"


@dataclass(frozen=True)
class Mark:
    """`text[start:end]` of what was looked at, and the kind of thing that it is likely to be."""

    kind: str
    start: int
    end: int
    text: str


def kind_words(kind: str) -> str:
    """A kind of mark as people read it."""
    return {
        NHS_NUMBER: _("NHS number"),
        EMAIL: _("e-mail address"),
        POSTCODE: _("postcode"),
        DATE: _("date"),
        PHONE: _("telephone number"),
        AGE: _("age"),
        STREET: _("street"),
        NAME: _("name"),
    }.get(kind, kind)
