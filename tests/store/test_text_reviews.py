"""What was decided about a text is kept, never altered, and holds for that very text."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.store import audit_file, making, people, text_reviews
from audit_app.store.audit_file import AuditFile
from audit_app.store.text_reviews import TextReview, add_review, fingerprint, latest_reviews
from audit_app.store.writing import transaction
from tests.store.conftest import PASSPHRASE

RELEASED = TextReview("name", fingerprint("Audit A"), "released", "", "p1", "2026-03-01T09:00:00")
LEFT_OUT = TextReview("name", fingerprint("Audit A"), "left_out", "", "p1", "2026-03-02T09:00:00")


@pytest.fixture(name="file")
def _file(path: Path) -> AuditFile:
    return made(path, "p1")


def made(path: Path, person: str) -> AuditFile:
    file, _code = making.create(path, PASSPHRASE)
    with transaction(file):
        people.add(file, person, "RM")
    return file


def keep(file: AuditFile, *reviews: TextReview) -> None:
    with transaction(file):
        for review in reviews:
            add_review(file, review)


def test_the_latest_decision_holds_whatever_the_order_in_which_they_came(file: AuditFile) -> None:
    keep(file, LEFT_OUT, RELEASED, LEFT_OUT)
    (held,) = latest_reviews(file).values()
    assert (held.decision, held.person) == ("left_out", "RM")
    assert file.rows("SELECT count(*) FROM text_review") == [(2,)]


def test_a_decision_is_about_one_text(file: AuditFile) -> None:
    keep(file, RELEASED)
    assert ("name", fingerprint("Audit B")) not in latest_reviews(file)
    assert "Audit A" not in str(file.rows("SELECT * FROM text_review"))


def test_a_decision_is_never_altered(file: AuditFile) -> None:
    keep(file, RELEASED)
    with pytest.raises(Exception, match="never altered"), transaction(file):
        file.run("UPDATE text_review SET decision = 'left_out'")


def test_decisions_of_a_copy_join_once_in_either_order(file: AuditFile, path: Path) -> None:
    keep(file, RELEASED)
    copy = made(path.with_stem("copy"), "p2")
    keep(copy, TextReview(*("name", RELEASED.fingerprint, "edited", "An audit", "p2", "2026-03-03T09:00:00")))
    for _time in range(2):
        with transaction(file), transaction(copy):
            text_reviews.join_reviews(file, copy, {"p2": "p1"})
            text_reviews.join_reviews(copy, file, {"p1": "p2"})
    assert latest_reviews(file) == latest_reviews(copy)
    assert [(each.decision, each.words, each.person) for each in latest_reviews(file).values()] == [
        ("edited", "An audit", "RM")
    ]
    assert text_reviews.reviewers(copy) == ("p2",)
    audit_file.close(copy)
