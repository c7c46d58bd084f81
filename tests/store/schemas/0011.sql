PRAGMA application_id = 1098204276;
--
PRAGMA user_version = 11;
--
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
--
INSERT INTO "_sqlite_migrations" VALUES(1,'audit','first_tables','2026-11-30 03:57:43.982981+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(2,'audit','packs_and_keys','2026-11-30 03:57:43.995310+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(3,'audit','counting','2026-11-30 03:57:44.005547+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(4,'audit','area_context','2026-11-30 03:57:44.018447+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(5,'audit','practice','2026-11-30 03:57:44.026702+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(6,'audit','releases','2026-11-30 03:57:44.038569+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(7,'audit','mark','2026-11-30 03:57:44.046349+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(8,'audit','reckoning','2026-11-30 03:57:44.047491+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(9,'audit','ledger','2026-11-30 03:57:44.063009+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(10,'audit','text_review','2026-11-30 03:57:44.073021+00:00');
--
INSERT INTO "_sqlite_migrations" VALUES(11,'audit','keeping_and_removing','2026-11-30 03:57:44.087324+00:00');
--
CREATE TABLE access (
            n INTEGER PRIMARY KEY,
            time TEXT NOT NULL,
            person TEXT NOT NULL,
            deed TEXT NOT NULL,
            about TEXT NOT NULL
        ) STRICT;
--
CREATE TABLE action (
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
    ) STRICT;
--
CREATE TABLE action_note (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        action TEXT NOT NULL,
        date TEXT NOT NULL,
        text TEXT NOT NULL,
        person TEXT NOT NULL,
        time TEXT NOT NULL
    ) STRICT;
--
CREATE TABLE answer (
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
    ) STRICT, WITHOUT ROWID;
--
INSERT INTO "answer" VALUES('housing',1,'','answered','temporary',1,0,0,0,1,1);
--
CREATE TABLE area_figure (
            n INTEGER PRIMARY KEY,  -- in the order given: places are never ranked
            place TEXT NOT NULL,
            kind TEXT NOT NULL,
            year TEXT NOT NULL,
            what TEXT NOT NULL,
            value REAL NOT NULL CHECK (value >= 0),
            UNIQUE (place, year, what)
        ) STRICT;
--
CREATE TABLE audit (id INTEGER PRIMARY KEY CHECK (id = 1), info TEXT NOT NULL);
--
CREATE TABLE case_audit (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,  -- uuid5 of case, person, role
        case_file TEXT NOT NULL REFERENCES case_file (id),
        person TEXT REFERENCES person (id),  -- null: nobody's yet
        role TEXT NOT NULL,
        changed TEXT NOT NULL DEFAULT ''  -- time of the latest change
    ) STRICT;
--
INSERT INTO "case_audit" VALUES(1,'2f9c29d7f45b578f85da2e577882533a','c1','p1','first','2025-03-01T10:00:01.000000+00:00');
--
CREATE TABLE case_file (
        id TEXT PRIMARY KEY,
        reference TEXT NOT NULL,  -- a pseudonym
        pregnancy TEXT NOT NULL,
        round TEXT NOT NULL,
        attributes TEXT NOT NULL,  -- what the list it came from says, as JSON
        UNIQUE (reference, round)
    ) STRICT;
--
INSERT INTO "case_file" VALUES('c1','K-001','','','{}');
--
CREATE TABLE case_number (
        case_file TEXT PRIMARY KEY REFERENCES case_file (id),
        number TEXT NOT NULL
    ) STRICT;
--
CREATE TABLE change (
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
    , pack TEXT NOT NULL DEFAULT '') STRICT;
--
INSERT INTO "change" VALUES(1,'00000000000000000000000000000001',1,'housing','','answered','temporary','a note','{"document": "Birth plan", "page": "3"}','','p1','2025-03-01T10:00:01.000000+00:00','batch1','screen','');
--
CREATE TABLE change_parent (
        change TEXT NOT NULL REFERENCES change (id),
        parent TEXT NOT NULL,
        PRIMARY KEY (parent, change)
    ) STRICT, WITHOUT ROWID;
--
CREATE TABLE form_version (
        id TEXT PRIMARY KEY,  -- sha256 of the compiled form
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        title TEXT NOT NULL,
        xml TEXT NOT NULL,
        workbook BLOB NOT NULL,
        sheets TEXT NOT NULL,  -- our own sheets, as JSON
        added TEXT NOT NULL,
        current INTEGER NOT NULL
    ) STRICT;
--
CREATE TABLE identity (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        audit TEXT NOT NULL,
        pack TEXT NOT NULL DEFAULT '',
        person TEXT NOT NULL DEFAULT '',  -- of a pack: whose it is, by name
        given TEXT NOT NULL DEFAULT '',  -- of a pack: when it was made
        link_key BLOB NOT NULL,  -- opens the key file beside the audit
        linked TEXT NOT NULL DEFAULT ''  -- when that file was made; empty while there is none
    ) STRICT;
--
INSERT INTO "identity" VALUES(1,'bf3be92718d229f059ad6f15c5915665','','','',X'D6F665FA73743A57D0E45E085CB9B3301C5AC686867D3AFD6139321308154B30','');
--
CREATE TABLE local_event (
            id TEXT PRIMARY KEY,
            date TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
--
CREATE TABLE mark (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            session TEXT NOT NULL,  -- of the program that wrote last
            before TEXT NOT NULL,  -- the session that had written last when this one began
            n INTEGER NOT NULL  -- transactions so far
        ) STRICT;
--
INSERT INTO "mark" VALUES(1,'49a29d1595f553ed601aca9c68ba6f3a','4964c0fb256bbaf0d0d728f2719d2263',2);
--
CREATE TABLE measured (
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
    ) STRICT;
--
CREATE TABLE pack (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL REFERENCES person (id),
        form_version TEXT NOT NULL REFERENCES form_version (id),
        given TEXT NOT NULL,
        returned TEXT NOT NULL DEFAULT ''
    , key BLOB NOT NULL DEFAULT x'', returns INTEGER NOT NULL DEFAULT 0) STRICT;
--
CREATE TABLE pack_case (
        pack TEXT NOT NULL REFERENCES pack (id),
        case_audit TEXT NOT NULL,  -- as it was given: it may be somebody else's by now
        PRIMARY KEY (pack, case_audit)
    ) STRICT, WITHOUT ROWID;
--
CREATE TABLE person (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE
    ) STRICT;
--
INSERT INTO "person" VALUES('p1','RM');
--
CREATE TABLE prefill (
        case_file TEXT NOT NULL REFERENCES case_file (id),
        question TEXT NOT NULL,
        row TEXT NOT NULL,
        extract TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (case_file, question, row, extract)
    ) STRICT, WITHOUT ROWID;
--
CREATE TABLE rating (
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
    ) STRICT;
--
CREATE TABLE reckoning (id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL) STRICT;
--
INSERT INTO "reckoning" VALUES(1,1);
--
CREATE TABLE release (
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
    ) STRICT;
--
CREATE TABLE removed_case (
        id TEXT PRIMARY KEY,
        removed TEXT NOT NULL
    , person TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '') STRICT;
--
CREATE TABLE repeat_row (
        id TEXT PRIMARY KEY,
        case_audit INTEGER NOT NULL REFERENCES case_audit (n),
        repeat TEXT NOT NULL,
        parent TEXT NOT NULL,
        position INTEGER NOT NULL,
        removed INTEGER NOT NULL
    ) STRICT;
--
CREATE TABLE seal (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        before TEXT NOT NULL,  -- the seal of the row written before it; empty for the first
        seal TEXT NOT NULL
    ) STRICT;
--
CREATE TABLE statement (
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
    ) STRICT;
--
CREATE TABLE text_review (
            n INTEGER PRIMARY KEY,
            place TEXT NOT NULL,
            text TEXT NOT NULL,  -- sha256 of what was looked at: another text is to be looked at anew
            decision TEXT NOT NULL,
            words TEXT NOT NULL,  -- what is printed instead, of a text that was edited for release
            person TEXT NOT NULL,
            time TEXT NOT NULL,
            UNIQUE (place, text, time)
        ) STRICT;
--
CREATE TABLE withdrawal (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        release TEXT NOT NULL REFERENCES release (id),
        time TEXT NOT NULL,
        person TEXT NOT NULL,
        why TEXT NOT NULL
    ) STRICT;
--
CREATE INDEX case_audit_case ON case_audit (case_file);
--
CREATE INDEX repeat_row_case ON repeat_row (case_audit);
--
CREATE INDEX change_key ON change (case_audit, question, row);
--
CREATE INDEX change_parent_change ON change_parent (change);
--
CREATE INDEX answer_case ON answer (case_audit);
--
CREATE INDEX answer_left ON answer (case_audit)
       WHERE asked AND NOT calculated AND NOT gone AND state = 'not_looked_at';
--
CREATE INDEX answer_conflict ON answer (case_audit) WHERE heads > 1;
--
CREATE INDEX answer_given ON answer (case_audit, asked, gone, calculated, state)
           WHERE asked AND NOT gone AND NOT calculated AND state <> 'not_looked_at' AND question >= 'A';
--
CREATE INDEX change_bulk ON change (case_audit) WHERE origin = 'bulk';
--
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
--
CREATE UNIQUE INDEX form_version_current ON form_version (current) WHERE current;
--
CREATE TRIGGER change_is_insert_only BEFORE UPDATE ON change
       BEGIN SELECT RAISE(ABORT, 'a change is never altered'); END;
--
CREATE TRIGGER statement_is_insert_only BEFORE UPDATE ON statement
                BEGIN SELECT RAISE(ABORT, 'what was said of practice is never altered'); END;
--
CREATE TRIGGER rating_is_insert_only BEFORE UPDATE ON rating
                BEGIN SELECT RAISE(ABORT, 'what was said of practice is never altered'); END;
--
CREATE TRIGGER action_is_insert_only BEFORE UPDATE ON action
                BEGIN SELECT RAISE(ABORT, 'what was said of practice is never altered'); END;
--
CREATE TRIGGER action_note_is_insert_only BEFORE UPDATE ON action_note
                BEGIN SELECT RAISE(ABORT, 'what was said of practice is never altered'); END;
--
CREATE TRIGGER measured_is_insert_only BEFORE UPDATE ON measured
                BEGIN SELECT RAISE(ABORT, 'what was said of practice is never altered'); END;
--
CREATE TRIGGER release_is_insert_only BEFORE UPDATE ON release
       BEGIN SELECT RAISE(ABORT, 'what was released is never altered'); END;
--
CREATE TRIGGER withdrawal_is_insert_only BEFORE UPDATE ON withdrawal
       BEGIN SELECT RAISE(ABORT, 'what was withdrawn is never altered'); END;
--
CREATE TRIGGER seal_is_insert_only BEFORE UPDATE ON seal
       BEGIN SELECT RAISE(ABORT, 'a seal is never altered'); END;
--
CREATE TRIGGER release_is_kept BEFORE DELETE ON release
       WHEN old.n < (SELECT max(n) FROM release) OR EXISTS (SELECT 1 FROM withdrawal WHERE release = old.id)
       BEGIN SELECT RAISE(ABORT, 'what was released is never forgotten'); END;
--
CREATE TRIGGER withdrawal_is_kept BEFORE DELETE ON withdrawal
       BEGIN SELECT RAISE(ABORT, 'what was withdrawn is never forgotten'); END;
--
CREATE TRIGGER seal_is_kept BEFORE DELETE ON seal WHEN old.n < (SELECT max(n) FROM seal)
       BEGIN SELECT RAISE(ABORT, 'a seal is never forgotten'); END;
--
CREATE TRIGGER text_review_is_insert_only BEFORE UPDATE ON text_review
           BEGIN SELECT RAISE(ABORT, 'what was decided about a text is never altered'); END;
--
CREATE TRIGGER access_is_insert_only BEFORE UPDATE ON access
           BEGIN SELECT RAISE(ABORT, 'what was done with the file is never altered'); END
