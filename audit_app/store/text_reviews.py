"""What was decided about texts that people typed, before outputs with them left. Never altered: the latest
decision about a text at its place holds.

A decision is about the very words that were looked at, which are kept as their SHA-256 alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from audit_app.store import people
from audit_app.store.audit_file import AuditFile


@dataclass(frozen=True)
class TextReview:
    """One decision about a text (its `fingerprint`) at a place. `words` stand instead of an edited text;
    `person` is a name, `time` UTC, ISO."""

    place: str
    fingerprint: str
    decision: str
    words: str
    person: str
    time: str


def fingerprint(text: str) -> str:
    """What tells one text from another without holding it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def latest_reviews(file: AuditFile) -> dict[tuple[str, str], TextReview]:
    """The decision that holds, by place and fingerprint."""
    names = people.names(file)
    found = file.rows("SELECT place, text, decision, words, person, time FROM text_review ORDER BY time, n")
    return {
        (place, text): TextReview(place, text, decision, words, names.get(person, ""), time)
        for place, text, decision, words, person, time in found
    }


def add_review(file: AuditFile, review: TextReview) -> None:
    """Add a decision; its `person` is an id here. One that is here already stays as it is."""
    file.run(
        """INSERT INTO text_review (place, text, decision, words, person, time) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING""",
        (review.place, review.fingerprint, review.decision, review.words, review.person, review.time),
    )


def join_reviews(target: AuditFile, source: AuditFile, known_as: Mapping[str, str]) -> None:
    """Add what was decided in a copy of the audit; `known_as` are the ids in the target of the source's
    people, each who decided something among them."""
    for row in source.rows("SELECT place, text, decision, words, person, time FROM text_review ORDER BY n"):
        place, text, decision, words, person, time = row
        add_review(target, TextReview(place, text, decision, words, known_as.get(person, person), time))


def reviewers(file: AuditFile) -> tuple[str, ...]:
    """The ids of those who decided something."""
    return tuple(person for (person,) in file.rows("SELECT DISTINCT person FROM text_review ORDER BY person"))
