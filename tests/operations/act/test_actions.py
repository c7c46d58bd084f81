"""Actions: what is kept, what is refused, and baseline and follow-up side by side over two rounds."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_app.charts.practice_words import follow_up_words, measured_words
from audit_app.errors import AuditError
from audit_app.export.practice_tables import practice_tables
from audit_app.model import Action, ActionStatus, AuditInfo, Rag
from audit_app.operations.act import practice
from audit_app.operations.act.actions import follow_all_up, without_follow_up
from audit_app.operations.audit import Audit
from audit_app.operations.case import answers_file
from audit_app.operations.file import audits
from audit_app.operations.plan.handing_out import add_officer
from audit_app.results.practice import Measured, PracticeAction
from audit_app.store.making import copy_to
from tests.once import Once
from tests.samples import PASSPHRASE, new_audit

EARLY, ALLOCATION = "M4.8_referral_before_20_weeks", "M4.2_referral_to_allocation"
ACTION = Action(
    what="Take referrals from week 8 on",
    why="Half of the referrals come late",
    statements=("S01", "S13"),
    stage=1,
    measure=EARLY,
    target="Two thirds",
    owner="Head of service",
    agency="Children’s services",
    start="2025-01-01",
    due="2025-09-30",
)


@pytest.fixture(name="blank", scope="module")
def _blank(once: Once, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An audit of the shipped form with six cases of a first round, referred at 23 weeks but for two."""
    path = tmp_path_factory.mktemp("practice") / "blank.audit"
    audit, code = new_audit(once, path, AuditInfo(name="Test", round="1"), "K. Ash")
    fill(audit, path.parent, "1", ["2024-02-01"] * 4 + ["2023-12-01"] * 2)
    audits.close_audit(audit)
    return path, code


@pytest.fixture
def audit(tmp_path: Path, blank: tuple[Path, str]) -> Iterator[Audit]:
    path = tmp_path / "a.audit"
    shutil.copy(blank[0], path)
    opened = audits.open_audit(path, blank[1], person="K. Ash")
    at(opened, 2025, 10, 1)
    yield opened
    audits.close_audit(opened)


def at(audit: Audit, *day: int) -> None:
    audit.clock = lambda: datetime(*day, 9, 0, tzinfo=UTC)


def fill(audit: Audit, folder: Path, round_: str, referrals: list[str]) -> None:
    """A round of finished cases due on 1 June 2024, with these dates of referral."""
    path = folder / f"round {round_}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["case", "auditor", "question", "state", "value", "status", "round"])
        for number, referral in enumerate(referrals):
            for question, value in (("edd_latest", "2024-06-01"), ("referral_date", referral)):
                row = (f"R{round_}-{number}", "K. Ash", question, "answered", value, "finished", round_)
                writer.writerow(row)
    answers_file.import_answers(audit, path)


def test_baseline_and_follow_up_stand_side_by_side_after_a_second_round(audit: Audit, tmp_path: Path) -> None:
    practice.rate(audit, "S01", Rag.RED, note="Four of six came after 20 weeks")
    saved = practice.save_action(audit, ACTION)
    said = measured_words(saved.baseline)
    assert said == "2 of 6 where it is known (33%) · 1, 1 October 2025 · 95% Wilson interval 10% to 70%"

    fill(audit, tmp_path, "2", ["2023-12-01"] * 6 + ["2024-02-01"] * 2)
    at(audit, 2026, 9, 1)
    practice.rate(audit, "S01", Rag.AMBER)
    practice.add_note(audit, saved.action.id, "Midwives refer from booking on")
    practice.save_action(audit, replace(saved.action, status=ActionStatus.DONE))
    practice.follow_up(audit, saved.action.id, "2")

    copy = tmp_path / "copy.audit"
    copy_to(audit.file, copy)
    again = audits.open_audit(copy, PASSPHRASE, person="K. Ash")
    (found,) = practice.actions(again)
    (later,) = found.follow_ups
    assert (found.baseline.numerator, found.baseline.denominator, found.baseline.round) == (2, 6, "1")
    assert (later.measured.numerator, later.measured.denominator, later.measured.round) == (6, 8, "2")
    assert later.difference is not None
    assert later.difference.value == pytest.approx(6 / 8 - 2 / 6)
    assert later.difference.low < later.difference.value < later.difference.high
    assert "6 of 8 where it is known (75%) · 2, 1 September 2026" in follow_up_words(later)
    assert "difference +41.7 percentage points (95% Newcombe interval" in follow_up_words(later)
    assert found.action.status is ActionStatus.DONE
    assert [note.text for note in found.notes] == ["Midwives refer from booking on"]
    (moved,) = practice.board(again).moved
    assert (moved.statement.id, moved.now.date, moved.before.note) == (
        *("S01", "2026-09-01"),
        "Four of six came after 20 weeks",
    )
    audits.close_audit(again)


def test_a_baseline_stays_as_it_read(audit: Audit, tmp_path: Path) -> None:
    saved = practice.save_action(audit, ACTION)
    fill(audit, tmp_path, "1", ["2023-12-01"] * 6)
    again = practice.save_action(audit, replace(saved.action, due="2025-12-31"))
    assert again.baseline == saved.baseline
    assert practice.take_baseline(audit, saved.action.id).baseline.numerator == 6


def test_another_measure_has_another_baseline(audit: Audit) -> None:
    saved = practice.save_action(audit, ACTION)
    other = practice.save_action(audit, replace(saved.action, measure=ALLOCATION))
    assert other.baseline.measure == ALLOCATION
    assert other.baseline.words == "nothing to count yet"
    assert "Not looked at 6" in other.baseline.beside or "Not asked" in other.baseline.beside
    back = practice.save_action(audit, replace(other.action, measure=EARLY))
    assert back.baseline == saved.baseline


def test_medians_differ_without_an_interval(audit: Audit, tmp_path: Path) -> None:
    saved = practice.save_action(audit, replace(ACTION, measure="M4.8_referral"))
    fill(audit, tmp_path, "2", ["2024-01-25"] * 5)
    (later,) = practice.follow_up(audit, saved.action.id, "2").follow_ups
    assert "difference −7 days, without interval" in follow_up_words(later)


def test_too_few_cases_are_not_compared(audit: Audit, tmp_path: Path) -> None:
    saved = practice.save_action(audit, ACTION)
    fill(audit, tmp_path, "2", ["2023-12-01"] * 4)
    (later,) = practice.follow_up(audit, saved.action.id, "2").follow_ups
    assert later.difference is None
    assert "4 of 4" in follow_up_words(later)
    assert "too few to compare" in follow_up_words(later)


def test_every_change_of_an_action_is_kept(audit: Audit) -> None:
    saved = practice.save_action(audit, ACTION)
    practice.save_action(audit, replace(saved.action, status=ActionStatus.AT_RISK))
    practice.save_action(audit, replace(saved.action, status=ActionStatus.AT_RISK))
    versions = practice.action_history(audit, saved.action.id)
    assert [(each.version, each.status) for each in versions] == [(2, "at_risk"), (1, "not_started")]


def shown(audit: Audit, only: str) -> list[str]:
    return [view.action.what for view in practice.actions(audit, only)]


def test_lists_are_narrowed_to_what_is_missing_or_late(audit: Audit) -> None:
    for action in (
        Action(what="nobody’s", due="2025-09-30", measure=EARLY),
        Action(what="unmeasured", owner="Team manager", due="2025-10-01"),
        Action(what="done late", status=ActionStatus.DONE, due="2025-01-01"),
        Action(what="first", owner="Team manager", measure=EARLY, priority=1),
    ):
        practice.save_action(audit, action)
    assert shown(audit, "all") == ["first", "nobody’s", "unmeasured", "done late"]
    assert shown(audit, "open") == ["first", "nobody’s", "unmeasured"]
    assert shown(audit, "without_owner") == ["nobody’s"]
    assert shown(audit, "without_measure") == ["unmeasured"]
    assert shown(audit, "overdue") == ["nobody’s"]  # due today is not yet overdue


REFUSED = {
    "nothing": ({"what": " "}, "says nothing yet"),
    "statement": ({"statements": ("S99",)}, "no statement S99"),
    "stage": ({"stage": 9}, "no stage 9"),
    "measure": ({"measure": "M0"}, "no measure that comes to one value"),
    "many values": ({"measure": "M8.0_service_types"}, "no measure that comes to one value"),
    "month": ({"due": "2025-09"}, "no exact day"),
    "backwards": ({"due": "2024-12-31"}, "due before it starts"),
    "name": ({"owner": "k. ash"}, "owner is a role"),
    "priority": ({"priority": -1}, "counts from 1"),
    "gone": ({"id": "abc"}, "no such action"),
}


@pytest.mark.parametrize(("given", "said"), REFUSED.values(), ids=REFUSED)
def test_an_action_that_cannot_be_is_refused(audit: Audit, given: dict, said: str) -> None:
    with pytest.raises(AuditError, match=said):
        practice.save_action(audit, replace(ACTION, **given))
    assert practice.actions(audit) == ()


@pytest.mark.parametrize(
    ("measure", "round_", "said"),
    [(EARLY, "9", "no round “9”"), (EARLY, "1", "of round “1” itself"), ("", "1", "no measure yet")],
)
def test_a_follow_up_that_cannot_be_is_refused(audit: Audit, measure: str, round_: str, said: str) -> None:
    saved = practice.save_action(audit, replace(ACTION, measure=measure))
    with pytest.raises(AuditError, match=said):
        practice.follow_up(audit, saved.action.id, round_)


@pytest.mark.parametrize(
    ("text", "date", "said"), [(" ", "", "no words"), ("x", "2025-10-02", "hasn't been")]
)
def test_a_note_that_cannot_be_is_refused(audit: Audit, text: str, date: str, said: str) -> None:
    saved = practice.save_action(audit, ACTION)
    with pytest.raises(AuditError, match=said):
        practice.add_note(audit, saved.action.id, text, date)


# What is printed


@pytest.fixture
def told(audit: Audit) -> Audit:
    """An audit with ratings and an action that hold what must stay inside."""
    for date, rating in (("2025-09-01", Rag.RED), ("2025-09-20", Rag.AMBER)):
        practice.rate(audit, "S01", rating, note="Evidence in R1-3", date=date)
    saved = practice.save_action(audit, ACTION)
    practice.add_note(audit, saved.action.id, "K. Ash has begun")
    practice.save_action(audit, Action(what="Look at R1-3 again", owner="Lead", why="said k. ash, twice"))
    return audit


def test_the_internal_edition_holds_all_of_it(told: Audit) -> None:
    found = practice.practice_summary(told, internal=True)
    assert found.actions == practice.actions(told)
    assert found.board == practice.board(told)
    assert "nobody’s official list" in found.notice


def test_no_other_edition_holds_evidence_persons_days_or_counts(told: Audit) -> None:
    found = practice.practice_summary(told, internal=False)
    said = repr(found)
    for inside in ("Evidence", "R1-3", "K. Ash", "k. ash", "begun", "2 of 6", "2025-09-01", "2025-10-01"):
        assert inside not in said
    assert found.board.dates == ("2025-09",)
    assert next((each.date, each.counts[Rag.AMBER]) for each in found.board.cells) == ("2025-09", ("S01",))
    assert found.held_back == 2
    first = next(view for view in found.actions if view.action.statements)
    assert (first.action.owner, first.action.due) == ("Head of service", "2025-09")
    assert measured_words(first.baseline) == "1, October 2025"


@pytest.mark.parametrize(
    ("why", "left_out"),
    [
        ("as things are", False),
        ("AS said so", True),
        ("Said K. ASH", True),
        ("kash", False),
        ("See r1-3.", True),
        ("See R1-33", False),
        ("A team", False),
    ],
)
def test_a_text_is_left_out_when_it_names_somebody(audit: Audit, why: str, left_out: bool) -> None:
    for name in ("AS", "A"):
        add_officer(audit, name)
    practice.save_action(audit, Action(what="Meet monthly", why=why))
    (view,) = practice.practice_summary(audit, internal=False).actions
    assert (view.action.why != why) is left_out


def test_a_shared_edition_cannot_be_made_with_what_stays_inside(told: Audit) -> None:
    board = practice.board(told)
    bare = practice.practice_summary(told, internal=False)
    with_counts = PracticeAction(Action(what="x"), Measured("M", "m", "2025-09", numerator=2))
    for wrong in ({"board": board}, {"actions": (with_counts,)}, {"actions": practice.actions(told)}):
        assert replace(bare, **wrong, internal=True)
        with pytest.raises(ValueError, match="must stay inside"):
            replace(bare, **wrong)


def test_baseline_and_follow_up_are_printed_side_by_side(audit: Audit, tmp_path: Path) -> None:
    saved = practice.save_action(audit, ACTION)
    fill(audit, tmp_path, "2", ["2023-12-01"] * 6 + ["2024-02-01"] * 2)
    practice.follow_up(audit, saved.action.id, "2")
    table = practice_tables(practice.practice_summary(audit, internal=True))[-1]
    (row,) = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert table.said == "1 action, 0 without an owner, 0 without a measure, 1 overdue."
    assert row["Baseline"].startswith("2 of 6 where it is known (33%)")
    assert row["Follow-up"].startswith("6 of 8 where it is known (75%)")
    assert row["Status"] == "Not started (overdue)"


def test_shared_tables_have_no_column_for_what_stays_inside(told: Audit) -> None:
    inside, out = (
        {column for table in practice_tables(practice.practice_summary(told, internal=internal))
         for column in table.columns}
        for internal in (True, False)
    )  # fmt: skip
    assert inside - out == {"Evidence", "Progress", "1 September 2025", "20 September 2025"}
    assert out - inside == {"September 2025"}


def test_every_colour_printed_has_its_letter_and_word(told: Audit) -> None:
    tables = {table.id: table for table in practice_tables(practice.practice_summary(told, internal=True))}
    assert tables["practice_now"].columns[2:5] == ("R  Red", "A  Amber", "G  Green")
    assert tables["practice_statements"].rows[0][4] == "A  Amber, was R  Red (towards green)"
    assert [sum(map(int, row[2:7])) == int(row[7]) for row in tables["practice_now"].rows] == [True] * 6


def test_an_audit_without_any_says_so(audit: Audit) -> None:
    tables = practice_tables(practice.practice_summary(audit, internal=False))
    assert [(table.title, len(table.rows)) for table in tables] == [
        ("Where practice stands", 0),
        ("Actions", 0),
    ]


def test_a_later_round_is_filled_in_for_all_actions_at_once(audit: Audit, tmp_path: Path) -> None:
    kept = practice.save_action(audit, ACTION)
    practice.save_action(audit, replace(ACTION, what="Without a measure", measure=""))
    fill(audit, tmp_path, "2", ["2023-12-01"] * 5 + ["2024-02-01"])
    assert [each.action.id for each in without_follow_up(audit, "2")] == [kept.action.id]
    assert follow_all_up(audit, "2") == 1
    (followed,) = [each for each in practice.actions(audit) if each.action.id == kept.action.id]
    assert [each.measured.numerator for each in followed.follow_ups] == [5]
    assert without_follow_up(audit, "2") == ()
    assert without_follow_up(audit, "1") == ()
