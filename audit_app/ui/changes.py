"""The one signal of the window: what kinds of things an operation changed, and who did it.

Whoever runs an operation that writes tells it here; whoever shows things of that kind reads them again. The
one who told is passed along, so that a page that has already refreshed itself need not do it twice.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal


class ChangeKind(StrEnum):
    """What a screen can show, and an operation can change."""

    ANSWERS = "answers"  # answers of one case: what is left, figures
    CASES = "cases"  # the list of cases: which there are, their status
    AUDIT = "audit"  # what is said about the audit, its people
    AREA = "area"  # area figures, local events, cut-offs
    PRACTICE = "practice"  # statements, ratings, actions: no figure of the cohort changes with them
    LEDGER = "ledger"  # what left: no figure changes with it either
    SETTINGS = "settings"  # text size and the like, which are no part of the audit


class Changes(QObject):
    """Carries `happened(kinds, by)`: a frozenset of `ChangeKind`, and what changed them (or None)."""

    happened = Signal(object, object)

    def tell(self, *kinds: ChangeKind, by: QObject | None = None) -> None:
        """Say that things of these kinds have changed."""
        self.happened.emit(frozenset(kinds), by)
