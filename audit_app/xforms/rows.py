"""The rows of repeats: those that people add, those that follow another repeat, and those that a count asks
for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import NAMESPACE_OID, uuid5

from audit_app.xforms.definition import Form, Repeat

MOST_COUNTED = 500


@dataclass(frozen=True)
class Row:
    """A row of a repeat; `parent` is the uuid of the row it is nested in, `""` at the top."""

    uuid: str
    repeat: str
    parent: str = ""
    order: int = 0


def companion_uuid(row: str, companion: str) -> str:
    """The uuid of the row of a companion repeat that belongs to `row`."""
    return uuid5(NAMESPACE_OID, f"{row}:{companion}").hex


def counted_uuid(parent: str, repeat: str, place: int) -> str:
    """The uuid of a row that exists because of a count; the same place is always the same row."""
    return uuid5(NAMESPACE_OID, f"{parent}:{repeat}:{place}").hex


class RowBook:
    """All rows of a case. Mutable; `counts` holds the number of rows that counts ask for, by repeat and
    parent."""

    def __init__(self, form: Form, rows: Iterable[Row]) -> None:
        self.form = form
        self.by_hand = {row.uuid: row for row in rows}
        # Counts that hang on nothing are known beforehand, so that the case need not be built twice.
        self.counts = {
            (repeat.name, ""): min(MOST_COUNTED, int(repeat.count))
            for repeat in form.repeats.values()
            if repeat.count.isdecimal() and not repeat.repeat
        }

    def of(self, repeat: str, parent: str = "") -> tuple[Row, ...]:
        """The rows of a repeat in order."""
        kind = self.form.repeats.get(repeat)
        if kind is None:
            return ()
        if kind.companion_of:
            return self._companions(kind, parent)
        if kind.count:
            return tuple(
                Row(counted_uuid(parent, repeat, place), repeat, parent, place)
                for place in range(self.counts.get((repeat, parent), 0))
            )
        found = [row for row in self.by_hand.values() if row.repeat == repeat and row.parent == parent]
        return tuple(sorted(found, key=lambda row: row.order))

    def _companions(self, kind: Repeat, parent: str) -> tuple[Row, ...]:
        followed = self.form.repeats[kind.companion_of]
        rows = self.of(followed.name, parent if followed.repeat == kind.repeat else "")
        return tuple(
            Row(companion_uuid(row.uuid, kind.name), kind.name, parent, place)
            for place, row in enumerate(rows)
        )

    def add(self, row: Row) -> None:
        """Take in a row."""
        self.by_hand[row.uuid] = row

    def remove(self, uuid: str) -> None:
        """Take out a row; what is nested in it is no longer reached."""
        self.by_hand.pop(uuid, None)

    def move(self, uuid: str, order: int) -> None:
        """Give a row another place."""
        if uuid in self.by_hand:
            self.by_hand[uuid] = replace(self.by_hand[uuid], order=order)
