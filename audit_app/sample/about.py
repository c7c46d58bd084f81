"""What the made-up audit says of itself, and what its list of cases calls things."""

from __future__ import annotations

from audit_app.sample.cases import ROUNDS, TEAMS
from audit_app.words import _


def name() -> str:
    """The name of the made-up audit."""
    return _("Sample audit (made up)")


def area() -> str:
    """Its area."""
    return _("An area that does not exist")


def statement() -> str:
    """How its cases were chosen."""
    return _("Made-up cases, to try the program with. They describe nobody.")


def said() -> frozenset[str]:
    """All of this: words of the program, which nobody typed."""
    return frozenset({name(), area(), statement(), *ROUNDS, *TEAMS.outcomes})
