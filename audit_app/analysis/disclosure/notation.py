"""How what isn't printed is written, and what the signs mean: shorthand in square brackets, as the
government's guidance on spreadsheets has it.
"""

from __future__ import annotations

from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.lines.released import HIDDEN, NOT_AVAILABLE
from audit_app.words import _


def legend(profile: DisclosureProfile) -> tuple[tuple[str, str], ...]:
    """The signs of an output, with what each means under its profile."""
    if profile.low:
        small = _(
            "Held back: a number from {low} to {high}, or a larger one that would give one away. Never 0."
        )
    else:
        small = _("Held back: a number of at most {high}, or a larger one that would give one away.")
    return (
        (HIDDEN, small.format(low=profile.low, high=profile.high)),
        (
            NOT_AVAILABLE,
            _("Not available: it is out of a number that is held back, or rests on too few."),
        ),
        (
            _("empty"),
            _(
                "There is no such number; or it says of at most {high} files that they don't tell, which is "
                "left out since it would read like a number of those counted."
            ).format(high=profile.blank_to),
        ),
    )
