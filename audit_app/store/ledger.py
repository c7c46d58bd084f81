"""The ledger as a whole: whether it is as the program wrote it, and joining it with that of another copy."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.dates import parse_iso
from audit_app.errors import Problem
from audit_app.store import seals
from audit_app.store.audit_file import AuditFile
from audit_app.words import _

_COLUMNS = {**seals.SEALED, "seal": ("id", "before", "seal")}


def check(file: AuditFile) -> tuple[Problem, ...]:
    """What doesn't fit its seal, a sentence each. Empty when the ledger is as the program wrote it."""
    action = _("The file was changed outside this program: compare its ledger with that of its last copy.")
    return tuple(Problem(said, action, file.path.name) for said in dict.fromkeys(_misfits(file)))


def join(source: AuditFile, target: AuditFile) -> int:
    """Bring what another copy's ledger holds and this one lacks, inside the caller's transaction; how many
    rows that were. Rows are the same when their ids are: neither order nor number of times matters."""
    n = 0
    for table, columns in _COLUMNS.items():
        names = ", ".join(columns)
        known = {id_ for (id_,) in target.rows(f"SELECT id FROM {table}")}
        rows = source.rows(f"SELECT {names} FROM {table} ORDER BY n")
        new = [row for row in rows if row[0] not in known]
        target.run_many(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", new)
        n += len(new) if table in seals.SEALED else 0
    return n


def _misfits(file: AuditFile) -> Iterator[str]:
    kept = {id_: (before, seal) for id_, before, seal in file.rows("SELECT id, before, seal FROM seal")}
    known = {"", *(seal for _before, seal in kept.values())}
    for table, columns in seals.SEALED.items():
        for row in file.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY time, id"):
            day = _day(row[columns.index("time")])
            before, seal = kept.pop(row[0], ("", ""))
            if not seal:
                yield _("A row of {day} was put into the ledger.").format(day=day)
            elif seal != seals.seal_of(table, before, row):
                yield _altered(table, day)
            elif before not in known:
                yield _("The row before that of {day} was taken out of the ledger, or altered.").format(
                    day=day
                )
    if kept:
        yield _("A row was taken out of the ledger.")


def _altered(table: str, day: str) -> str:
    if table == "withdrawal":
        return _("The withdrawal of {day} in the ledger isn’t what was written down then.").format(day=day)
    return _("The ledger’s row of {day} isn’t what was written down when that output left.").format(day=day)


def _day(time: str) -> str:
    day = parse_iso(time[:10])
    return day.words if day else time
