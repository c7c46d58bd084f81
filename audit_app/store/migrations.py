"""The tables of an audit file, as named steps. A released step is never edited: a change is a step more.

Each step is one transaction with the record that it was done. A dump of every released schema stands in
`tests/store/schemas/`.
"""

from __future__ import annotations

from audit_app.store.connection import Database, Migrations
from audit_app.store.ledger_tables import ledger
from audit_app.store.review_tables import text_review


def first_tables(db: Database) -> None:
    """Everything that a first release needs."""
    for statement in _FIRST_TABLES:
        db.execute(statement)


# `case_audit.n` and `change.n` are numbers of this file alone, never seen outside the store: an answer that
# carried ids of 32 letters would make the column of a question several times slower to read.
_FIRST_TABLES = (
    # One row, which says what the whole audit is; `info` is AuditInfo as JSON.
    "CREATE TABLE audit (id INTEGER PRIMARY KEY CHECK (id = 1), info TEXT NOT NULL)",
    """CREATE TABLE form_version (
        id TEXT PRIMARY KEY,  -- sha256 of the compiled form
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        title TEXT NOT NULL,
        xml TEXT NOT NULL,
        workbook BLOB NOT NULL,
        sheets TEXT NOT NULL,  -- our own sheets, as JSON
        added TEXT NOT NULL,
        current INTEGER NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX form_version_current ON form_version (current) WHERE current",
    """CREATE TABLE person (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE
    ) STRICT""",
    """CREATE TABLE case_file (
        id TEXT PRIMARY KEY,
        reference TEXT NOT NULL,  -- a pseudonym
        pregnancy TEXT NOT NULL,
        round TEXT NOT NULL,
        attributes TEXT NOT NULL,  -- what the list it came from says, as JSON
        UNIQUE (reference, round)
    ) STRICT""",
    """CREATE TABLE case_audit (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,  -- uuid5 of case, person, role
        case_file TEXT NOT NULL REFERENCES case_file (id),
        person TEXT REFERENCES person (id),  -- null: nobody's yet
        role TEXT NOT NULL,
        changed TEXT NOT NULL DEFAULT ''  -- time of the latest change
    ) STRICT""",
    "CREATE INDEX case_audit_case ON case_audit (case_file)",
    """CREATE TABLE repeat_row (
        id TEXT PRIMARY KEY,
        case_audit INTEGER NOT NULL REFERENCES case_audit (n),
        repeat TEXT NOT NULL,
        parent TEXT NOT NULL,
        position INTEGER NOT NULL,
        removed INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX repeat_row_case ON repeat_row (case_audit)",
    """CREATE TABLE change (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        case_audit INTEGER NOT NULL REFERENCES case_audit (n),
        question TEXT NOT NULL,
        row TEXT NOT NULL,
        state TEXT NOT NULL,
        value TEXT NOT NULL,
        note TEXT NOT NULL,
        evidence TEXT NOT NULL,
        why TEXT NOT NULL,
        person TEXT REFERENCES person (id),
        time TEXT NOT NULL,
        batch TEXT NOT NULL,
        origin TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX change_key ON change (case_audit, question, row)",
    """CREATE TRIGGER change_is_insert_only BEFORE UPDATE ON change
       BEGIN SELECT RAISE(ABORT, 'a change is never altered'); END""",
    # A parent need not be here: a pack holds some of the changes only.
    """CREATE TABLE change_parent (
        change TEXT NOT NULL REFERENCES change (id),
        parent TEXT NOT NULL,
        PRIMARY KEY (parent, change)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX change_parent_change ON change_parent (change)",
    # By question first, so that the column of a question lies together and needs no index beside it.
    """CREATE TABLE answer (
        question TEXT NOT NULL,
        case_audit INTEGER NOT NULL REFERENCES case_audit (n),
        row TEXT NOT NULL,
        state TEXT NOT NULL,
        value TEXT NOT NULL,
        asked INTEGER NOT NULL,
        inexact INTEGER NOT NULL DEFAULT 0,
        calculated INTEGER NOT NULL DEFAULT 0,
        gone INTEGER NOT NULL DEFAULT 0,  -- its row is no longer part of the case
        change INTEGER REFERENCES change (n),  -- the head; null where no person answered
        heads INTEGER NOT NULL DEFAULT 0,  -- how many there are: more than one is a conflict
        PRIMARY KEY (question, case_audit, row)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX answer_case ON answer (case_audit)",
    """CREATE INDEX answer_left ON answer (case_audit)
       WHERE asked AND NOT calculated AND NOT gone AND state = 'not_looked_at'""",
    """CREATE TABLE prefill (
        case_file TEXT NOT NULL REFERENCES case_file (id),
        question TEXT NOT NULL,
        row TEXT NOT NULL,
        extract TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (case_file, question, row, extract)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE pack (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL REFERENCES person (id),
        form_version TEXT NOT NULL REFERENCES form_version (id),
        given TEXT NOT NULL,
        returned TEXT NOT NULL DEFAULT ''
    ) STRICT""",
)


def packs_and_keys(db: Database) -> None:
    """What handing out and taking back in needs: which audit and pack a file is, where each change was made,
    what is known of a pack, case-system numbers in a pack, and which cases were removed."""
    for statement in _PACKS_AND_KEYS:
        db.execute(statement)


_PACKS_AND_KEYS = (
    # One row. An audit and all packs given out of it share `audit`; `pack` is empty in the audit itself.
    """CREATE TABLE identity (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        audit TEXT NOT NULL,
        pack TEXT NOT NULL DEFAULT '',
        person TEXT NOT NULL DEFAULT '',  -- of a pack: whose it is, by name
        given TEXT NOT NULL DEFAULT '',  -- of a pack: when it was made
        link_key BLOB NOT NULL,  -- opens the key file beside the audit
        linked TEXT NOT NULL DEFAULT ''  -- when that file was made; empty while there is none
    ) STRICT""",
    "INSERT INTO identity (id, audit, link_key) VALUES (1, lower(hex(randomblob(16))), randomblob(32))",
    # The pack in which a change was made, empty for the audit itself: merging never alters it.
    "ALTER TABLE change ADD COLUMN pack TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pack ADD COLUMN key BLOB NOT NULL DEFAULT x''",  # so that the audit opens what it gave out
    "ALTER TABLE pack ADD COLUMN returns INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE pack_case (
        pack TEXT NOT NULL REFERENCES pack (id),
        case_audit TEXT NOT NULL,  -- as it was given: it may be somebody else's by now
        PRIMARY KEY (pack, case_audit)
    ) STRICT, WITHOUT ROWID""",
    # In a pack only, to find the case in the case system; never exported, absent from what is returned.
    """CREATE TABLE case_number (
        case_file TEXT PRIMARY KEY REFERENCES case_file (id),
        number TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE removed_case (
        id TEXT PRIMARY KEY,
        removed TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX answer_conflict ON answer (case_audit) WHERE heads > 1",
)


def counting(db: Database) -> None:
    """What lets the heading of an output say how many answers there are, and how many were marked in bulk,
    without looking at every change: at ten thousand cases that took longer than the profile."""
    # It holds what its own condition names, or SQLite would look every answer up to test it again.
    db.execute(
        """CREATE INDEX answer_given ON answer (case_audit, asked, gone, calculated, state)
           WHERE asked AND NOT gone AND NOT calculated AND state <> 'not_looked_at' AND question >= 'A'"""
    )
    db.execute("CREATE INDEX change_bulk ON change (case_audit) WHERE origin = 'bulk'")


def area_context(db: Database) -> None:
    """What a manager types about the area, which no case file holds. A pack has none of it."""
    db.execute(
        """CREATE TABLE area_figure (
            n INTEGER PRIMARY KEY,  -- in the order given: places are never ranked
            place TEXT NOT NULL,
            kind TEXT NOT NULL,
            year TEXT NOT NULL,
            what TEXT NOT NULL,
            value REAL NOT NULL CHECK (value >= 0),
            UNIQUE (place, year, what)
        ) STRICT"""
    )
    db.execute(
        """CREATE TABLE local_event (
            id TEXT PRIMARY KEY,
            date TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT"""
    )


def practice(db: Database) -> None:
    """What an area says of its own practice: statements, ratings, actions and what was measured for them.
    Rows are added and never altered, so that a rating keeps the words it was given for. A pack has none."""
    for statement in _PRACTICE:
        db.execute(statement)
    for table in ("statement", "rating", "action", "action_note", "measured"):
        db.execute(
            f"""CREATE TRIGGER {table}_is_insert_only BEFORE UPDATE ON {table}
                BEGIN SELECT RAISE(ABORT, 'what was said of practice is never altered'); END"""
        )


_PRACTICE = (
    """CREATE TABLE statement (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        stage INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 3),
        level TEXT NOT NULL,
        text TEXT NOT NULL,
        text_cy TEXT NOT NULL,
        source TEXT NOT NULL,
        measures TEXT NOT NULL,  -- ids between spaces
        local INTEGER NOT NULL,
        active INTEGER NOT NULL,
        person TEXT NOT NULL,
        time TEXT NOT NULL,
        UNIQUE (id, version)
    ) STRICT""",
    """CREATE TABLE rating (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        statement TEXT NOT NULL,
        version INTEGER NOT NULL,
        date TEXT NOT NULL,
        rating TEXT NOT NULL,
        "group" TEXT NOT NULL,  -- of raters
        note TEXT NOT NULL,
        confidence TEXT NOT NULL,
        measures TEXT NOT NULL,
        round TEXT NOT NULL,
        person TEXT NOT NULL,
        time TEXT NOT NULL,
        FOREIGN KEY (statement, version) REFERENCES statement (id, version)
    ) STRICT""",
    """CREATE TABLE action (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        what TEXT NOT NULL,
        why TEXT NOT NULL,
        statements TEXT NOT NULL,
        stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 3),
        measure TEXT NOT NULL,
        target TEXT NOT NULL,
        target_date TEXT NOT NULL,
        owner TEXT NOT NULL,  -- a role
        agency TEXT NOT NULL,
        task_group TEXT NOT NULL,
        start TEXT NOT NULL,
        due TEXT NOT NULL,
        status TEXT NOT NULL,
        priority INTEGER NOT NULL CHECK (priority >= 0),
        person TEXT NOT NULL,
        time TEXT NOT NULL,
        UNIQUE (id, version)
    ) STRICT""",
    """CREATE TABLE action_note (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        action TEXT NOT NULL,
        date TEXT NOT NULL,
        text TEXT NOT NULL,
        person TEXT NOT NULL,
        time TEXT NOT NULL
    ) STRICT""",
    # Baselines and follow-ups as they read on their day: the case files go on changing.
    """CREATE TABLE measured (
        n INTEGER PRIMARY KEY,
        action TEXT NOT NULL,
        is_baseline INTEGER NOT NULL,
        measure TEXT NOT NULL,
        label TEXT NOT NULL,
        date TEXT NOT NULL,
        round TEXT NOT NULL,
        kind TEXT NOT NULL,
        value REAL,
        low REAL,
        high REAL,
        interval TEXT NOT NULL,
        numerator INTEGER,
        denominator INTEGER,
        unit TEXT NOT NULL,
        words TEXT NOT NULL,
        beside TEXT NOT NULL
    ) STRICT""",
)


def releases(db: Database) -> None:
    """What left the program for sharing, so that the next output can be compared with it. A pack has none."""
    db.execute(
        """CREATE TABLE release (
            n INTEGER PRIMARY KEY,
            time TEXT NOT NULL,
            edition TEXT NOT NULL,
            profile TEXT NOT NULL,
            filters TEXT NOT NULL,  -- in words, as JSON
            cases TEXT NOT NULL,  -- ids of case audits, as JSON
            printed TEXT NOT NULL  -- by place in the output, which cases (or rows) the printed count holds
        ) STRICT"""
    )
    db.execute(
        """CREATE TRIGGER release_is_insert_only BEFORE UPDATE ON release
           BEGIN SELECT RAISE(ABORT, 'what was released is never altered'); END"""
    )


def mark(db: Database) -> None:
    """What tells whether a log belongs to the file: see `marks`. Each file, and each copy, has its own."""
    db.execute(
        """CREATE TABLE mark (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            session TEXT NOT NULL,  -- of the program that wrote last
            before TEXT NOT NULL,  -- the session that had written last when this one began
            n INTEGER NOT NULL  -- transactions so far
        ) STRICT"""
    )
    db.execute("INSERT INTO mark (id, session, before, n) VALUES (1, lower(hex(randomblob(16))), '', 0)")


def reckoning(db: Database) -> None:
    """By which way of working out the stored calculations were made, so that older ones are made anew."""
    db.execute("CREATE TABLE reckoning (id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL) STRICT")
    db.execute("INSERT INTO reckoning (id, n) VALUES (1, 1)")


def keeping_and_removing(db: Database) -> None:
    """What a data protection officer asks: who removed a case and why, and who opened or copied the file."""
    db.execute("ALTER TABLE removed_case ADD COLUMN person TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE removed_case ADD COLUMN why TEXT NOT NULL DEFAULT ''")
    db.execute(
        """CREATE TABLE access (
            n INTEGER PRIMARY KEY,
            time TEXT NOT NULL,
            person TEXT NOT NULL,
            deed TEXT NOT NULL,
            about TEXT NOT NULL
        ) STRICT"""
    )
    db.execute(
        """CREATE TRIGGER access_is_insert_only BEFORE UPDATE ON access
           BEGIN SELECT RAISE(ABORT, 'what was done with the file is never altered'); END"""
    )


STEPS = (
    *(first_tables, packs_and_keys, counting, area_context, practice, releases, mark, reckoning),
    *(ledger, text_review, keeping_and_removing),
)
LATEST = len(STEPS)  # the newest schema that this program knows; a file keeps its own as `user_version`

_migrations = Migrations("audit")
for _step in STEPS:
    _migrations()(_step)


def is_newer(db: Database) -> bool:
    """Whether the file was written by a program that knows more."""
    return _version(db) > LATEST


def is_behind(db: Database) -> bool:
    """Whether there are steps to do."""
    return _version(db) < LATEST


def apply(db: Database) -> None:
    """Do what is to do. Foreign keys are off meanwhile, because rebuilding a table that others point to would
    count as deleting its rows; they are checked before any of it counts as done."""
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        _migrations.apply(db)
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"a migration left rows without what they point to: {broken[:3]}")
        db.execute(f"PRAGMA user_version = {LATEST}")
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
