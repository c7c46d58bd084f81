"""What an area says of its practice: statements, ratings, actions with their notes and measured values.

Nothing here is altered: what changes is written again as a new version, and the latest stands. The columns
of a table are the fields of its dataclass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from audit_app.model import Action, ActionStatus, Confidence, Level, Rag, RaterGroup, Rating, Statement
from audit_app.results.practice import ActionNote, Measured
from audit_app.store import people
from audit_app.store.audit_file import AuditFile

Kind = TypeVar("Kind", Statement, Rating, Action, ActionNote, Measured)


def read_statements(file: AuditFile) -> tuple[Statement, ...]:
    """Every version of every statement, in the order in which they came; none before anything was rated."""
    return _read(file, Statement, "statement")


def add_statements(file: AuditFile, statements: Iterable[Statement], person: str, time: str) -> None:
    """Add versions of statements; each version of a statement once."""
    for each in statements:
        _add(file, "statement", each, person=person, time=time)


def read_ratings(file: AuditFile) -> tuple[Rating, ...]:
    """All ratings, in the order in which they were given. `person` is a name."""
    names = people.names(file)
    found = _read(file, Rating, "rating")
    return tuple(replace(each, person=names.get(each.person, "")) for each in found)


def add_rating(file: AuditFile, rating: Rating) -> None:
    """Add a rating; its `person` is an id here."""
    _add(file, "rating", rating)


def read_actions(file: AuditFile) -> tuple[Action, ...]:
    """Every version of every action, in the order in which they came."""
    return _read(file, Action, "action")


def add_action(file: AuditFile, action: Action, person: str, time: str) -> None:
    """Add a version of an action."""
    _add(file, "action", action, person=person, time=time)


def read_notes(file: AuditFile) -> tuple[ActionNote, ...]:
    """All progress notes by day, then in the order in which they came. `person` is a name."""
    names = people.names(file)
    found = _read(file, ActionNote, "action_note", order="date, n")
    return tuple(replace(each, person=names.get(each.person, "")) for each in found)


def add_note(file: AuditFile, note: ActionNote) -> None:
    """Add a progress note; its `person` is an id here."""
    _add(file, "action_note", note)


def read_measured(file: AuditFile) -> tuple[tuple[str, bool, Measured], ...]:
    """All measured values with their action's id and whether they are a baseline, in the order taken."""
    of = file.rows("SELECT action, is_baseline FROM measured ORDER BY n")
    values = _read(file, Measured, "measured")
    return tuple(
        (action, bool(is_baseline), value) for (action, is_baseline), value in zip(of, values, strict=True)
    )


def add_measured(file: AuditFile, action: str, measured: Measured, *, is_baseline: bool) -> None:
    """Add a measured value of an action."""
    _add(file, "measured", measured, action=action, is_baseline=int(is_baseline))


def _apart(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FROM_TEXT: dict[str, Callable[[Any], Any]] = {
    "level": Level,
    "rating": Rag,
    "group": RaterGroup,
    "confidence": Confidence,
    "status": ActionStatus,
    "measures": _apart,
    "statements": _apart,
    "local": bool,
    "active": bool,
}


def _read(file: AuditFile, kind: type[Kind], table: str, order: str = "n") -> tuple[Kind, ...]:
    names = [field.name for field in fields(kind)]
    found = file.rows(f"SELECT {_quoted(names)} FROM {table} ORDER BY {order}")
    return tuple(
        kind(**{name: _FROM_TEXT.get(name, _same)(value) for name, value in zip(names, row, strict=True)})
        for row in found
    )


def _add(file: AuditFile, table: str, view: Any, **more: object) -> None:
    given = {field.name: _plain(getattr(view, field.name)) for field in fields(view)} | more
    places = ", ".join("?" * len(given))
    file.run(f"INSERT INTO {table} ({_quoted([*given])}) VALUES ({places})", [*given.values()])


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _same(value: object) -> object:
    return value


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, str):
        return str(value)  # of a member of an enumeration, its text
    return int(value) if isinstance(value, bool) else value
