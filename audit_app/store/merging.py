"""Bringing case audits from one file into another: the union of their changes, and the answers that follow.

Handing out and taking back in are both this. A change is never altered on its way, so that neither the
order nor the number of times matters. What a file holds besides changes comes along where it is missing:
officers, who are the same when their id or name is; cases, which are the same when their id, or reference
and round, are; and officers' audits of them, which have the same id wherever they were made.

All of it is done inside the caller's transaction on `target`. `source` is only read.

A case deleted here (`store.removing` writes that down) stays out. Both files ask the same version of
the form: one that came with an earlier version is brought up first (`carrying`). Questions that the form
lacks are kept and not shown.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from audit_app.errors import AuditError
from audit_app.model import AnswerState, Change, Key, Origin, Reserved
from audit_app.store import cases, changes, people, removing
from audit_app.store.audit_file import AuditFile
from audit_app.store.cases import CaseFile
from audit_app.store.changes import HEAD
from audit_app.store.connection import ConstraintError
from audit_app.words import _

_STATES, _ORIGINS = frozenset(AnswerState), frozenset(Origin)


class ChangeRow(NamedTuple):
    """A change as a row of its table, but for its case audit. `person` is an id; `pack` is where it was
    made."""

    id: str
    question: str
    row: str
    state: str
    value: str
    note: str
    evidence: str
    why: str
    person: str
    time: str
    batch: str
    origin: str
    pack: str

    @property
    def key(self) -> Key:
        """Where it belongs in its case audit."""
        return Key(self.question, self.row)


@dataclass(frozen=True)
class Shared:
    """One officer's audit of a case in the file it comes from."""

    n: int
    id: str
    case: CaseFile
    person: str
    role: str


@dataclass(frozen=True)
class Brought:
    """What came of one case audit: the ids of the heads that each key has in the source, which of these
    were not in the target, how many changes it has and how many were not, how many repeats' rows it had not
    heard of, and what a new head says of its status (`finished`, `open`, or nothing)."""

    id: str
    case: str
    is_new: bool
    heads: dict[Key, tuple[str, ...]]
    new_heads: frozenset[str]
    n: int = 0
    n_new: int = 0
    rows_added: int = 0
    status: str = ""
    carried: frozenset[str] = frozenset()  # changes that have an image in a later version of the form
    images: frozenset[str] = frozenset()  # those images
    look_again: frozenset[str] = frozenset()  # what was carried and must be looked at again


@dataclass
class FileMerge:
    """One file being brought into another; grows case audit by case audit."""

    source: AuditFile
    target: AuditFile
    people: dict[str, str] = field(default_factory=lambda: {"": ""})  # the source's ids -> the target's
    cases: dict[str, str] = field(default_factory=dict)
    cases_added: list[str] = field(default_factory=list)  # references
    cases_removed: dict[str, None] = field(default_factory=dict)  # references of cases deleted in the target
    cases_matched: list[str] = field(default_factory=list)  # same reference, made apart


_SHARED = """SELECT case_audit.n, case_audit.id, coalesce(person, ''), role,
    case_file.id, reference, pregnancy, round, attributes
    FROM case_audit JOIN case_file ON case_file.id = case_audit.case_file"""

ENTRIES = """SELECT id, question, row, state, value, note, evidence, why, coalesce(person, ''), time, batch,
    origin, pack FROM change WHERE case_audit = ? ORDER BY n"""

PARENTS = """SELECT change_parent.change, parent
    FROM change JOIN change_parent ON change_parent.change = change.id WHERE case_audit = ?"""

INSERT = """INSERT INTO change (id, question, row, state, value, note, evidence, why, person, time, batch,
    origin, pack, case_audit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?)"""

_STAND = f"""INSERT INTO answer (question, case_audit, row, state, value, asked, change, heads)
    SELECT question, case_audit, row, state, value, question NOT LIKE '@%', n, heads FROM (
        SELECT *, row_number() OVER (PARTITION BY question, row ORDER BY time DESC, id DESC) AS place,
               count(*) OVER (PARTITION BY question, row) AS heads
        FROM change WHERE case_audit = ? AND {HEAD}
    ) WHERE place = 1
    ON CONFLICT DO UPDATE
    SET state = excluded.state, value = excluded.value, change = excluded.change, heads = excluded.heads"""

_ROWS = f"""INSERT INTO repeat_row (id, case_audit, repeat, parent, position, removed)
    SELECT row, case_audit, coalesce(value ->> 'repeat', ''), coalesce(value ->> 'parent', ''),
           coalesce(value ->> 'order', 0), coalesce(value ->> 'removed', 0)
    FROM answer WHERE case_audit = ? AND question = '{Reserved.ROW}'
    ON CONFLICT DO UPDATE SET repeat = excluded.repeat, parent = excluded.parent,
                              position = excluded.position, removed = excluded.removed"""

# Values that the form works out once (a random number, the time of the first answer) must come along.
_WORKED_OUT = """SELECT question, row, state, value, asked, inexact, calculated, gone FROM answer
    WHERE case_audit = ? AND change IS NULL AND calculated AND value <> ''"""
_DERIVED = """SELECT question, row, state, value, asked, inexact, calculated, gone FROM answer
    WHERE case_audit = ?"""
_PUT = """INSERT INTO answer
    (question, row, state, value, asked, inexact, calculated, gone, case_audit)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO"""
_PUT_WORKED_OUT = f"{_PUT} NOTHING"
_PUT_DERIVED = f"""{_PUT} UPDATE SET state = excluded.state, value = excluded.value, asked = excluded.asked,
    inexact = excluded.inexact, calculated = excluded.calculated, gone = excluded.gone"""


def shared(source: AuditFile) -> tuple[Shared, ...]:
    """The case audits of a file, by id."""
    found = source.rows(f"{_SHARED} ORDER BY case_audit.id")
    return tuple(
        Shared(n, id_, CaseFile(case, reference, pregnancy, round_, json.loads(attributes)), person, role)
        for n, id_, person, role, case, reference, pregnancy, round_, attributes in found
    )


def latest(source: AuditFile) -> str:
    """The time of the latest change in a file."""
    ((time,),) = source.rows("SELECT coalesce(max(changed), '') FROM case_audit")
    return str(time)


def bring(gathering: FileMerge, audit: Shared) -> Brought | None:
    """Bring one case audit; None when its case was deleted in the target. AuditError when what is here
    under an id of a change is not the same there, or what comes is no change at all: the source was
    altered."""
    try:
        return _bring(gathering, audit)
    except ConstraintError as error:
        raise altered(gathering.source.path) from error


def _bring(gathering: FileMerge, audit: Shared) -> Brought | None:
    source, target = gathering.source, gathering.target
    case = _case(gathering, audit.case)
    if not case:
        return None
    here, is_new = _case_audit(gathering, audit, case)
    entries = [_translated(gathering, ChangeRow(*row)) for row in source.rows(ENTRIES, (audit.n,))]
    parents = source.rows(PARENTS, (audit.n,))
    known = {} if is_new else {row[0]: ChangeRow(*row) for row in target.rows(ENTRIES, (here,))}
    new = tuple(entry for entry in entries if entry.id not in known)
    if any(known.get(entry.id, entry) != entry for entry in entries) or not all(map(_is_sound, new)):
        raise altered(source.path)
    target.run_many(INSERT, ((*entry, here) for entry in new))
    target.run_many(
        "INSERT INTO change_parent (change, parent) VALUES (?, ?) ON CONFLICT DO NOTHING", parents
    )
    worked_out = source.rows(_WORKED_OUT, (audit.n,))
    target.run_many(_PUT_WORKED_OUT, ((*row, here) for row in worked_out))
    return _brought(audit, is_new, entries, new, _heads(entries, parents))


def _brought(
    audit: Shared,
    is_new: bool,
    entries: Sequence[ChangeRow],
    new: Sequence[ChangeRow],
    heads: dict[Key, tuple[str, ...]],
) -> Brought:
    new_ids = {entry.id for entry in new}
    new_heads = frozenset(id_ for ids in heads.values() for id_ in ids if id_ in new_ids)
    rows = {entry.row for entry in new if entry.question == Reserved.ROW}
    heard_of = {entry.row for entry in entries if entry.question == Reserved.ROW and entry.id not in new_ids}
    said = [entry.value for entry in new if entry.id in new_heads and entry.question == Reserved.STATUS]
    return Brought(
        id=audit.id,
        case=audit.case.reference,
        is_new=is_new,
        heads=heads,
        new_heads=new_heads,
        n=len(entries),
        n_new=len(new),
        rows_added=len(rows - heard_of),
        status=said[-1] if said else "",
        carried=frozenset(filter(None, (changes.carried_from(entry.batch) for entry in entries))),
        images=frozenset(entry.id for entry in entries if changes.carried_from(entry.batch)),
        look_again=frozenset(entry.id for entry in entries if entry.origin == Origin.LOOK_AGAIN),
    )


def stand(target: AuditFile, case_audit: str) -> None:
    """Make the answers and repeats' rows of a case audit what its changes say. What the form derives comes
    after."""
    ((n, latest),) = target.rows(
        """SELECT case_audit.n, coalesce(max(time), '') FROM case_audit
           LEFT JOIN change ON change.case_audit = case_audit.n WHERE case_audit.id = ?""",
        (case_audit,),
    )
    target.run(_STAND, (n,))
    target.run(_ROWS, (n,))
    target.run("UPDATE case_audit SET changed = ? WHERE n = ?", (latest, n))


def copy_derived(gathering: FileMerge, case_audit: str) -> None:
    """Take over, after `stand`, all that the form derives: for a case audit with the same changes in both
    files, under the same form, so that it need not be worked out again."""
    ((there,),) = gathering.source.rows("SELECT n FROM case_audit WHERE id = ?", (case_audit,))
    ((here,),) = gathering.target.rows("SELECT n FROM case_audit WHERE id = ?", (case_audit,))
    gathering.target.run("DELETE FROM answer WHERE case_audit = ? AND change IS NULL", (here,))
    derived = gathering.source.rows(_DERIVED, (there,))
    gathering.target.run_many(_PUT_DERIVED, ((*row, here) for row in derived))


def count_changes(file: AuditFile, case_audit: str) -> int:
    """How many changes a case audit has."""
    ((n,),) = file.rows(
        "SELECT count(*) FROM change WHERE case_audit = (SELECT n FROM case_audit WHERE id = ?)",
        (case_audit,),
    )
    return int(n)


@dataclass(frozen=True)
class Head:
    """A change that nothing replaced; `n` counts upwards as changes came into this file, `pack` is where it
    was made (empty for the audit itself)."""

    n: int
    pack: str
    change: Change


def rival_heads(
    file: AuditFile, case_audits: Collection[str] | None = None
) -> dict[tuple[str, Key], tuple[Head, ...]]:
    """The keys, of some case audits or all, that have several heads, with these in the order in which they
    came here."""
    wanted = None if case_audits is None else frozenset(case_audits)
    every = file.rows(
        f"""SELECT case_audit.id, change.n, change.pack, change.id FROM answer
            JOIN case_audit ON case_audit.n = answer.case_audit
            JOIN change ON change.case_audit = answer.case_audit AND change.question = answer.question
                AND change.row = answer.row AND {HEAD}
            WHERE heads > 1 ORDER BY change.n"""
    )
    found = [rest for case_audit, *rest in every if wanted is None or case_audit in wanted]
    by_id = changes.by_id(file, (id_ for _n, _pack, id_ in found))
    rivals: dict[tuple[str, Key], list[Head]] = {}
    for n, pack, id_ in found:
        change = by_id[id_]
        rivals.setdefault((change.case_audit, Key(change.question, change.row)), []).append(
            Head(n, pack, change)
        )
    return {place: tuple(heads) for place, heads in rivals.items()}


def altered(path: Path) -> AuditError:
    """What to say of a file whose history isn't what this program wrote."""
    return AuditError(
        _(
            "“{name}” was damaged, or changed outside this program: its history is not whole. "
            "Ask for the pack again; nothing of it was taken."
        ).format(name=path.name)
    )


def _case(gathering: FileMerge, case: CaseFile) -> str:
    """The id of the case in the target, made there when missing; empty when it was deleted there."""
    if case.id not in gathering.cases:
        gathering.cases[case.id] = _find_or_add(gathering, case)
    return gathering.cases[case.id]


def _find_or_add(gathering: FileMerge, case: CaseFile) -> str:
    target = gathering.target
    if removing.was_removed(target, case.id):
        gathering.cases_removed[case.reference] = None
        return ""
    if target.rows("SELECT 1 FROM case_file WHERE id = ?", (case.id,)):
        return case.id
    if same := cases.find_case(target, case.reference, case.round):
        gathering.cases_matched.append(case.reference)
        return same.id
    cases.add_case(target, case)
    gathering.cases_added.append(case.reference)
    return case.id


def _case_audit(gathering: FileMerge, audit: Shared, case: str) -> tuple[int, bool]:
    """Its number in the target, and whether it was made just now."""
    target = gathering.target
    is_new = not target.rows("SELECT 1 FROM case_audit WHERE id = ?", (audit.id,))
    if is_new:
        target.run(
            "INSERT INTO case_audit (id, case_file, person, role) VALUES (?, ?, nullif(?, ''), ?)",
            (audit.id, case, person(gathering, audit.person), audit.role),
        )
    ((n,),) = target.rows("SELECT n FROM case_audit WHERE id = ?", (audit.id,))
    return n, is_new


def person(gathering: FileMerge, id_: str) -> str:
    """The id in the target of an officer of the source, who is made known when first spoken of."""
    if id_ not in gathering.people:
        ((name,),) = gathering.source.rows("SELECT name FROM person WHERE id = ?", (id_,))
        known = gathering.target.rows("SELECT 1 FROM person WHERE id = ?", (id_,))
        gathering.people[id_] = id_ if known else people.add(gathering.target, id_, name)
    return gathering.people[id_]


def _translated(gathering: FileMerge, entry: ChangeRow) -> ChangeRow:
    known_as = person(gathering, entry.person)
    return entry if known_as == entry.person else entry._replace(person=known_as)


def _is_sound(entry: ChangeRow) -> bool:
    """Whether it can be read as a change at all."""
    if entry.state not in _STATES or entry.origin not in _ORIGINS:
        return False
    if entry.question != Reserved.ROW:
        return True
    try:
        said = json.loads(entry.value)
        return isinstance(said["repeat"], str) and isinstance(int(said["order"]), int)
    except (ValueError, TypeError, KeyError):
        return False


def _heads(entries: Iterable[ChangeRow], parents: Iterable[tuple[str, str]]) -> dict[Key, tuple[str, ...]]:
    replaced = {parent for _change, parent in parents}
    heads: dict[Key, tuple[str, ...]] = {}
    for entry in entries:
        if entry.id not in replaced:
            heads[entry.key] = (*heads.get(entry.key, ()), entry.id)
    return heads
