"""What changed between two rounds, as what leaves prints it: from released lines, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from audit_app.lines.line import Line
from audit_app.words import _


@dataclass(frozen=True)
class Moved:
    """A measure whose share differs by more than its uncertainty: its released lines, and the `difference` of
    the later from the earlier as a line of its own."""

    before: Line
    now: Line
    difference: Line


@dataclass(frozen=True)
class RoundsChange:
    """What changed from the first of two `rounds` to the second: those that `moved`, of `n` that can be
    compared, and what is to be borne in mind."""

    rounds: tuple[str, str]
    n: int
    moved: tuple[Moved, ...]
    cautions: tuple[str, ...] = ()


def clear_words(clear: int, n: int) -> str:
    """How many of these comparisons are larger than their uncertainty, and how many chance would make so."""
    words = _("the difference is larger than its uncertainty for {clear} of {n} measures").format(
        clear=clear, n=n
    )
    chance = _("chance alone would make about {n} look so").format(n=max(1, round(n / 20)))
    return f"{words}; {chance}"
