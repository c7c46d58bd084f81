"""The step of the schema that makes a ledger of what left: its tables, and what left before there was one."""

from __future__ import annotations

import json
import uuid
from collections import Counter

from audit_app.store import seals
from audit_app.store.connection import Database


def ledger(db: Database) -> None:
    """What left becomes a ledger: who let it out, what for, to whom, as which file, what was overridden.
    What isn't known of earlier rows stays empty. A row has the same id in every copy of an audit."""
    earlier = db.execute(f"SELECT n, {_KNOWN_BEFORE} FROM release ORDER BY n").fetchall()
    db.execute("DROP TABLE release")
    for statement in _LEDGER:
        db.execute(statement)
    names = ", ".join(("n", *seals.RELEASE))
    places = ", ".join("?" * (1 + len(seals.RELEASE)))
    before, alike = "", Counter[str]()
    for n, *known in earlier:
        text = json.dumps(known)
        alike[text] += 1
        row = dict.fromkeys(seals.RELEASE, "") | {"pages": "[]", "sha256": "{}", "overridden": "[]"}
        row |= dict(zip(_KNOWN_BEFORE.split(", "), known, strict=True))
        row["id"] = uuid.uuid5(uuid.NAMESPACE_OID, f"release:{text}:{alike[text]}").hex
        db.execute(f"INSERT INTO release ({names}) VALUES ({places})", [n, *row.values()])
        seal = seals.seal_of("release", before, [*row.values()])
        db.execute("INSERT INTO seal (id, before, seal) VALUES (?, ?, ?)", [row["id"], before, seal])
        before = seal


_KNOWN_BEFORE = "time, edition, profile, filters, cases, printed"
_LEDGER = (
    """CREATE TABLE release (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        time TEXT NOT NULL,
        person TEXT NOT NULL,  -- by name, as it was on that day
        purpose TEXT NOT NULL,
        recipient TEXT NOT NULL,
        edition TEXT NOT NULL,
        profile TEXT NOT NULL,
        format TEXT NOT NULL,
        filters TEXT NOT NULL,  -- in words, as JSON
        pages TEXT NOT NULL,  -- their ids, as JSON
        cases TEXT NOT NULL,  -- ids of case audits, as JSON
        printed TEXT NOT NULL,  -- as before; nothing of an internal edition
        sha256 TEXT NOT NULL,  -- of each file, by its name, as JSON
        overridden TEXT NOT NULL,  -- the sentences of warnings, as JSON
        why TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE withdrawal (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        release TEXT NOT NULL REFERENCES release (id),
        time TEXT NOT NULL,
        person TEXT NOT NULL,
        why TEXT NOT NULL
    ) STRICT""",
    # Of a release or a withdrawal, by its id: see `seals`.
    """CREATE TABLE seal (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        before TEXT NOT NULL,  -- the seal of the row written before it; empty for the first
        seal TEXT NOT NULL
    ) STRICT""",
    """CREATE TRIGGER release_is_insert_only BEFORE UPDATE ON release
       BEGIN SELECT RAISE(ABORT, 'what was released is never altered'); END""",
    """CREATE TRIGGER withdrawal_is_insert_only BEFORE UPDATE ON withdrawal
       BEGIN SELECT RAISE(ABORT, 'what was withdrawn is never altered'); END""",
    """CREATE TRIGGER seal_is_insert_only BEFORE UPDATE ON seal
       BEGIN SELECT RAISE(ABORT, 'a seal is never altered'); END""",
    # The latest alone can go again: it is remembered before its file gets its name, and that can fail.
    """CREATE TRIGGER release_is_kept BEFORE DELETE ON release
       WHEN old.n < (SELECT max(n) FROM release) OR EXISTS (SELECT 1 FROM withdrawal WHERE release = old.id)
       BEGIN SELECT RAISE(ABORT, 'what was released is never forgotten'); END""",
    """CREATE TRIGGER withdrawal_is_kept BEFORE DELETE ON withdrawal
       BEGIN SELECT RAISE(ABORT, 'what was withdrawn is never forgotten'); END""",
    """CREATE TRIGGER seal_is_kept BEFORE DELETE ON seal WHEN old.n < (SELECT max(n) FROM seal)
       BEGIN SELECT RAISE(ABORT, 'a seal is never forgotten'); END""",
)
