"""What can be worked out however much is hidden, said in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from audit_app.analysis.disclosure.outline import BlockLines
from audit_app.lines.line import Line
from audit_app.words import _

_MOST = 3
"""How many of them a sentence names."""


class GivenAwayError(Exception):
    """Small counts can be worked out, whatever else is hidden; `places` says where they stand."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__(", ".join(places))
        self.places = tuple(places)


def given_away_words(places: Iterable[str], plans: Iterable[BlockLines]) -> str:
    """Why nothing was released: the rows, figures and pages of outputs to which these places belong. A count
    that stands nowhere (what is left of a whole) is named after the row that it is left of."""
    where = {line.id: _named(plan, line.line) for plan in plans for line in plan.lines}
    found = list(dict.fromkeys(words for place in places for words in _words(place, where)))[:_MOST]
    return _(
        "Nothing was released: small numbers could be worked out however much else is held back ({where}). "
        "Choose fewer pages, or another profile."
    ).format(where="; ".join(found) or _("of what left before"))


def _named(plan: BlockLines, line: Line) -> str:
    figure = line.above or plan.block.title
    if line.label == figure:
        return _("“{figure}” on the page “{page}”").format(figure=figure, page=plan.page.title)
    return _("“{row}” of “{figure}” on the page “{page}”").format(
        row=line.label, figure=figure, page=plan.page.title
    )


def _words(place: str, where: dict[str, str]) -> Iterator[str]:
    """The first line that a place names; its id can be the beginning of another's."""
    named = [(place.index(id_), -len(id_), id_) for id_ in where if id_ in place]
    if named:
        yield where[min(named)[2]]
