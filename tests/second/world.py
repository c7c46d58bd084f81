"""A case in one world: every date is a day. What is asked, and what is worked out, each when it is wanted.

Where something isn't known, an expression reads the empty text and remembers that it did: the first of the
states in `ORDER` among all that it read is the state of what is worked out. Over the rows of a repeat `min`,
`max` and `sum` take the answered ones; a row that is asked and has no answer could be anything, so that such
a world is tried with it at both ends (`otherwise`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.second import meanings
from tests.second.sheets import Form, Unit

ORDER = (
    *("not_asked", "not_applicable", "not_looked_at", "source_not_seen"),
    *("unclear", "not_recorded", "answered"),
)


class Place(NamedTuple):
    """A question or repeat in one case: its name, and its row from 1 (0 outside repeats)."""

    name: str
    row: int = 0


class Stand(NamedTuple):
    """How something stands in one world. `relevant` is what relevance and modules say; a calculation that is
    relevant has the state `not_asked` when something that it reads isn't asked."""

    relevant: bool
    state: str
    value: str = ""


@dataclass(frozen=True)
class Case:
    """What was said: state and value by place, how many rows the repeats have, modules that are on (None: all
    of them), and the country. A date may be known to its month or year (`2024-04`, `2024`)."""

    answers: Mapping[Place, tuple[str, str]]
    rows: Mapping[str, int]
    modules: frozenset[str] | None = None
    country: str = "england"


@dataclass
class World:
    """One world of a case: `days` are those taken for its inexact dates, `surely` what is asked whatever
    relevance says. `met_open` turns true when a row was met whose answer could be anything; it is `otherwise`
    then."""

    form: Form
    case: Case
    days: Mapping[Place, str]
    surely: frozenset[Place] = frozenset()
    otherwise: float = math.inf
    met_open: bool = field(default=False, init=False)
    _known: dict[Place, Stand] = field(default_factory=dict, init=False)
    _asked: dict[Place, bool] = field(default_factory=dict, init=False)

    def stand(self, place: Place) -> Stand:
        """How a question stands."""
        if place not in self._known:
            self._known[place] = self._stand(self.form[place.name], place)
        return self._known[place]

    def asked(self, place: Place) -> bool:
        """Whether a unit is asked, as far as relevance and modules say: itself and all around it."""
        if place not in self._asked:
            unit = self.form[place.name]
            around = self._place_of(unit.within, place.row) if unit.within else None
            self._asked[place] = place in self.surely or (
                (around is None or self.asked(around))
                and (not unit.module or self.case.modules is None or unit.module in self.case.modules)
                and (unit.relevant is None or meanings.truth(self._reader(place).value(unit.relevant)))
            )
        return self._asked[place]

    def rows(self, repeat: str) -> list[int]:
        """The rows that there are, asked or not."""
        count = self.form[repeat].count
        if count is None:
            return list(range(1, self.case.rows.get(repeat, 0) + 1))
        if count[0] == "number":
            return list(range(1, int(str(count[1]).partition(".")[0]) + 1))
        followed = count[2][0][1]  # type: ignore[index]  # count(${other})
        return self.rows(str(followed))

    def places(self, name: str, seen_from: Place) -> list[Place]:
        """What a name means where it is used: the same row's, the one there is, or all asked rows."""
        unit = self.form[name]
        if not unit.repeat:
            return [Place(name)]
        if unit.kind != "repeat" and unit.repeat == self.form[seen_from.name].repeat:
            return [Place(name, seen_from.row)]
        return [Place(name, row) for row in self.rows(unit.repeat) if self.asked(Place(unit.repeat, row))]

    def _place_of(self, name: str, row: int) -> Place:
        return Place(name, row if self.form[name].repeat else 0)

    def _stand(self, unit: Unit, place: Place) -> Stand:
        asked = self.asked(place)
        if unit.calculation is None:
            state, value = self.case.answers.get(place, ("not_looked_at", ""))
            if unit.kind == "hidden":
                state, value = "answered", self.case.country
            return Stand(asked, state, self.days.get(place, value) if state == "answered" else "")
        if not asked:
            return Stand(False, "not_looked_at")
        reader = self._reader(place)
        text = meanings.kept(reader.value(unit.calculation))
        if unit.is_date:
            text = meanings.date_of(text)
        state = min(
            (state_of(self.stand(read)) for read in reader.reads), key=ORDER.index, default="answered"
        )
        return Stand(True, state, text if state == "answered" else "")

    def _reader(self, place: Place) -> meanings.Reader:
        return meanings.Reader(self, place)


def state_of(stand: Stand) -> str:
    """The state that a reader sees."""
    return stand.state if stand.relevant else "not_asked"
