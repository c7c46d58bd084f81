"""Statements, ratings and actions come back as they were given, and nothing of them can be altered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.model import Action, ActionStatus, Confidence, Level, Rag, RaterGroup, Rating, Statement
from audit_app.results.practice import ActionNote, Measured
from audit_app.store import people, practice
from audit_app.store.audit_file import AuditFile
from audit_app.store.writing import transaction

NOW = "2025-09-01T09:00:00.000000+00:00"
EARLY = Statement("S01", 1, Level.ORGANISATIONAL, "Referrals come early.", "", "Somebody", ("M1", "M2"))
LATER = replace(EARLY, text="Referrals come at any week.", local=True, version=2, active=False)
RATING = Rating(
    *("r1", "S01", 1, "2025-09-01", Rag.AMBER, RaterGroup.MIDWIFERY, "three files", Confidence.LOW),
    *(("M1",), "1", "p1", NOW),
)
ACTION = Action(
    "a1", "Do it", "For this", ("S01", "S02"), 1, "M1", "90%", owner="Head of service", priority=2
)
NOTE = ActionNote("n1", "a1", "2025-10-01", "Begun", "p1", NOW)
MEASURED = Measured(
    "M1", "Early", "2025-09-01", "1", "proportion", 0.3, 0.1, 0.5, "wilson", 9, 30, "", "9 of 30"
)


def test_an_empty_file_has_none(file: AuditFile) -> None:
    for read in (practice.read_statements, practice.read_ratings, practice.read_actions, practice.read_notes,
                 practice.read_measured):  # fmt: skip
        assert read(file) == ()


def test_all_of_it_comes_back_as_it_was_given(file: AuditFile) -> None:
    done = replace(ACTION, status=ActionStatus.DONE, version=1)
    with transaction(file):
        people.add(file, "p1", "RM")
        practice.add_statements(file, [EARLY, LATER], "p1", NOW)
        practice.add_rating(file, RATING)
        for action in (ACTION, done):
            practice.add_action(file, action, "p1", NOW)
        practice.add_note(file, NOTE)
        practice.add_measured(file, "a1", MEASURED, is_baseline=True)
    assert practice.read_statements(file) == (EARLY, LATER)
    assert practice.read_ratings(file) == (replace(RATING, person="RM"),)
    assert practice.read_actions(file) == (ACTION, done)
    assert practice.read_notes(file) == (replace(NOTE, person="RM"),)
    assert practice.read_measured(file) == (("a1", True, MEASURED),)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE statement SET text = ''",
        "UPDATE rating SET rating = 'green'",
        "UPDATE action SET what = ''",
        "UPDATE action_note SET text = ''",
        "UPDATE measured SET value = 1",
    ],
)
def test_nothing_is_ever_altered(file: AuditFile, sql: str) -> None:
    with transaction(file):
        practice.add_statements(file, [EARLY], "", NOW)
        practice.add_rating(file, RATING)
        practice.add_action(file, ACTION, "", NOW)
        practice.add_note(file, NOTE)
        practice.add_measured(file, "a1", MEASURED, is_baseline=True)
    with pytest.raises(Exception, match="never altered"), transaction(file):
        file.run(sql)


def test_a_rating_needs_the_very_version_of_a_statement(file: AuditFile) -> None:
    with transaction(file):
        practice.add_statements(file, [EARLY], "", NOW)
    with pytest.raises(Exception, match="FOREIGN KEY"), transaction(file):
        practice.add_rating(file, replace(RATING, version=2))
    assert practice.read_ratings(file) == ()
