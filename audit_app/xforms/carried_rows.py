"""Which row of a later version of a form a row of the earlier one is.

Rows that people add keep their uuid. The uuid of a companion's row, and of one that a count asks for, follows
from the name of its repeat, and so is another when that has a new name, or when a question moves from a
repeat to one that follows the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from audit_app.xforms.definition import Form
from audit_app.xforms.rows import MOST_COUNTED, Row, companion_uuid, counted_uuid


class CarriedRows:
    """The rows of one case in both versions. `renamed` are repeats by their earlier names."""

    def __init__(self, earlier: Form, later: Form, renamed: Mapping[str, str], rows: Iterable[Row]) -> None:
        self._earlier, self._later, self._renamed = earlier, later, renamed
        self._by_hand = tuple(rows)
        self._roots: Any = cache(self._roots_of)

    def later(self, repeat: str, row: str, target: str) -> str | None:
        """The row of the later version's repeat `target` that belongs to a row of the earlier version's
        `repeat` (both empty: no row). None where there is none."""
        if not repeat or not target:
            return "" if repeat == target and not row else None
        root = _root(self._earlier, repeat)
        home = _root(self._later, target)
        if self._renamed.get(root, root) != home:
            return None
        if self._later.repeats[home].is_fixed != self._earlier.repeats[root].is_fixed:
            return None
        if _trail(self._earlier, repeat) == _trail(self._later, target):
            return row
        found: str | None = self._roots(repeat).get(row)
        return None if found is None else _uuid(self._later, target, found)

    def _roots_of(self, repeat: str) -> dict[str, str]:
        """By each row of an earlier repeat, the row that it follows, as the later version has it."""
        root = _root(self._earlier, repeat)
        kind = self._earlier.repeats[root]
        if not kind.is_fixed:
            return {_uuid(self._earlier, repeat, row.uuid): row.uuid for row in self._by_hand}
        name = self._renamed.get(root, root)
        parents = [row.uuid for row in self._by_hand] if kind.repeat else [""]
        return {
            _uuid(self._earlier, repeat, counted_uuid(parent, root, place)): counted_uuid(parent, name, place)
            for parent in parents
            for place in range(MOST_COUNTED)
        }


def _trail(form: Form, repeat: str) -> tuple[str, ...]:
    """A repeat and those that it follows, up to the one whose rows are people's own: all that its uuids hang
    on."""
    trail = []
    while form.repeats[repeat].companion_of:
        trail.append(repeat)
        repeat = form.repeats[repeat].companion_of
    return (*trail, repeat) if form.repeats[repeat].is_fixed else tuple(trail)


def _root(form: Form, repeat: str) -> str:
    while form.repeats[repeat].companion_of:
        repeat = form.repeats[repeat].companion_of
    return repeat


def _uuid(form: Form, repeat: str, root: str) -> str:
    followed = form.repeats[repeat].companion_of
    return companion_uuid(_uuid(form, followed, root), repeat) if followed else root
