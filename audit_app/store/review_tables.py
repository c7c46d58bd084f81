"""The table of what was decided about texts that people typed, before outputs with them left."""

from __future__ import annotations

from audit_app.store.connection import Database


def text_review(db: Database) -> None:
    """What was decided about each text, insert-only: the latest counts. A pack has none."""
    db.execute(
        """CREATE TABLE text_review (
            n INTEGER PRIMARY KEY,
            place TEXT NOT NULL,
            text TEXT NOT NULL,  -- sha256 of what was looked at: another text is to be looked at anew
            decision TEXT NOT NULL,
            words TEXT NOT NULL,  -- what is printed instead, of a text that was edited for release
            person TEXT NOT NULL,
            time TEXT NOT NULL,
            UNIQUE (place, text, time)
        ) STRICT"""
    )
    db.execute(
        """CREATE TRIGGER text_review_is_insert_only BEFORE UPDATE ON text_review
           BEGIN SELECT RAISE(ABORT, 'what was decided about a text is never altered'); END"""
    )
