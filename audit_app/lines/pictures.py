"""Which picture suits a figure by its kind."""

from __future__ import annotations

from audit_app.results.figures import Figure

_SUITS = {
    "distribution": "bars",
    "number": "numbers",
    "duration": "numbers",
    "wait": "curves",
    "ladder": "ladder",
}
TABLES_ALONE = frozenset({"answerable", ""})
"""Of what leaves, the pictures that are tables of words, and none: their table says it all."""


def picture_of(figure: Figure) -> str:
    """The picture of one figure: dots with intervals where no other fits better."""
    return _SUITS.get(figure.kind, "dots")
