"""Where an answer stands, as files write it: `highest_pathway`, `services[2]/service_type`, `a[1]/b[2]/q`.

Rows are counted from 1 in their order. Positions are for files and people only; in the audit a row is its
uuid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from audit_app.errors import AuditError
from audit_app.model import Key
from audit_app.readers.files import shown
from audit_app.words import _
from audit_app.xforms.definition import Form, Group, Question, Repeat
from audit_app.xforms.rows import MOST_COUNTED, Row, companion_uuid, counted_uuid

_STEP = re.compile(r"([^\[\]/]+)\[([1-9][0-9]{0,3})\]")
MOST_ROWS = 200
Steps = tuple[tuple[str, int], ...]
"""For each repeat around a place, from the outside in, its name and the row's number."""


@dataclass(frozen=True)
class AnswerPath:
    """A question and, for each repeat around it from the outside in, its name and the row's number."""

    question: Question
    rows: Steps = ()


def read_path(form: Form, text: str) -> AnswerPath:
    """The place that `text` names. AuditError with what is wrong and what is meant."""
    *steps, name = text.strip().split("/")
    question = _question(form, name)
    if question is None:
        raise AuditError(_("The form has no question “{name}”.").format(name=shown(text)))
    wanted = _chain(form, question.repeat)
    matches = [_STEP.fullmatch(step) for step in steps]
    found = tuple((match[1], int(match[2])) for match in matches if match)
    if len(found) != len(steps) or tuple(name for name, _number in found) != wanted:
        meant = "/".join([*(f"{repeat}[1]" for repeat in wanted), question.name])
        raise AuditError(
            _("“{name}” isn't where the question stands: write {meant}.").format(
                name=shown(text), meant=meant
            )
        )
    if any(number > MOST_ROWS for _name, number in found):
        raise AuditError(_("A case holds at most {n} rows of a kind.").format(n=MOST_ROWS))
    return AnswerPath(question, found)


class PlacedRows:
    """The rows of one case by repeat and parent, in order; grows as a file speaks of further ones. `answered`
    holds the rows that have answers: of rows that a count asks for, only these are known here."""

    def __init__(
        self,
        form: Form,
        rows: Iterable[Row],
        *,
        new_id: Callable[[], str] = str,
        answered: AbstractSet[str] = frozenset(),
    ) -> None:
        self.form = form
        self.made: list[Row] = []
        self._new_id = new_id
        self._answered = answered - {""}
        self._holders: dict[str, AbstractSet[str]] = {}
        self._rows: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            self._rows.setdefault((row.repeat, row.parent), []).append(row)

    def key(self, path: AnswerPath) -> Key:
        """The key that a path means here; rows that are missing are made."""
        parent = ""
        for repeat, number in path.rows:
            parent = self._row(self.form.repeats[repeat], parent, number)
        return Key(path.question.name, parent)

    def uuids(self, repeat: str, parent: str) -> list[str]:
        """The rows of a repeat in order, those that follow others included."""
        kind = self.form.repeats[repeat]
        if kind.companion_of:
            followed, home = self._followed(kind, parent)
            return [companion_uuid(uuid, repeat) for uuid in self.uuids(followed.name, home)]
        if kind.count:
            counted = _counted(parent, repeat)
            there = self._answered | self._around(kind)
            last = max((place for place, uuid in enumerate(counted, 1) if uuid in there), default=0)
            return counted[:last]
        return [row.uuid for row in self._rows.get((repeat, parent), ())]

    def _around(self, kind: Repeat) -> AbstractSet[str]:
        """Rows of a counted repeat with a row nested in them that says something."""
        if kind.name not in self._holders:
            inner = [repeat for repeat in self.form.repeats.values() if repeat.repeat == kind.name]
            names = {repeat.name for repeat in inner}
            holders = {parent for repeat, parent in self._rows if repeat in names}
            for repeat in inner if not kind.repeat else ():
                holders |= self._around_counted(kind, repeat) if repeat.count else set()
            self._holders[kind.name] = holders
        return self._holders[kind.name]

    def _around_counted(self, kind: Repeat, inner: Repeat) -> set[str]:
        """The same where a count asks for the inner rows too. Neither is written down, so they are looked for
        as long as there are answers that stand in no other row."""
        by_hand = {row.uuid for row in self.all()}
        wanted = set(self._answered) - by_hand
        for repeat in self.form.repeats.values():
            if repeat.companion_of:
                wanted -= {companion_uuid(uuid, repeat.name) for uuid in by_hand}
            elif repeat.count and not repeat.repeat:
                wanted -= set(_counted("", repeat.name))
        holders = set()
        for row in _counted("", kind.name):
            if not wanted:
                break
            if mine := wanted.intersection(_counted(row, inner.name)):
                holders.add(row)
                wanted -= mine
        return holders

    def all(self) -> tuple[Row, ...]:
        """Every row that is written down."""
        return tuple(row for rows in self._rows.values() for row in rows)

    def _row(self, kind: Repeat, parent: str, number: int) -> str:
        if kind.companion_of:
            followed, home = self._followed(kind, parent)
            return companion_uuid(self._row(followed, home, number), kind.name)
        if kind.count:
            return counted_uuid(parent, kind.name, number - 1)
        rows = self._rows.setdefault((kind.name, parent), [])
        while len(rows) < number:
            row = Row(self._new_id(), kind.name, parent, rows[-1].order + 1 if rows else 0)
            rows.append(row)
            self.made.append(row)
        return rows[number - 1].uuid

    def _followed(self, kind: Repeat, parent: str) -> tuple[Repeat, str]:
        followed = self.form.repeats[kind.companion_of]
        return followed, parent if followed.repeat == kind.repeat else ""


@lru_cache(maxsize=100)
def _counted(parent: str, repeat: str) -> list[str]:
    return [counted_uuid(parent, repeat, place) for place in range(MOST_COUNTED)]


def walk(rows: PlacedRows) -> Iterator[tuple[str, Key]]:
    """Every key of a case in form order, with its path as files write it."""
    for section in rows.form.sections:
        yield from _walk(rows, section, "", "")


def _walk(rows: PlacedRows, group: Group, prefix: str, row: str) -> Iterator[tuple[str, Key]]:
    for item in group.items:
        if isinstance(item, Question):
            yield prefix + item.name, Key(item.name, row)
        elif isinstance(item, Repeat):
            for number, uuid in enumerate(rows.uuids(item.name, row), 1):
                yield from _walk(rows, item, f"{prefix}{item.name}[{number}]/", uuid)
        else:
            yield from _walk(rows, item, prefix, row)


def _chain(form: Form, repeat: str) -> tuple[str, ...]:
    chain: list[str] = []
    while repeat:
        chain.insert(0, repeat)
        repeat = form.repeats[repeat].repeat
    return tuple(chain)


def _question(form: Form, name: str) -> Question | None:
    """The question of that name, or that had it once."""
    return form.questions.get(name) or next(
        (each for each in form.questions.values() if name in each.was), None
    )
