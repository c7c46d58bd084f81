"""Conflicts settled: one by one, by a rule, from a file; the other version stays in the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import Answer, AnswerState, CaseStatus, Evidence, Key, Origin
from audit_app.operations.case import answering
from audit_app.operations.case.answering import open_case
from audit_app.operations.file.audits import check_audit
from audit_app.operations.gather.conflicts import (
    Settlement,
    SettlingRule,
    conflicts,
    settle,
    settle_by_rule,
    settle_from_file,
)
from tests.operations.conftest import MakeAudit
from tests.operations.team import Team, answered, find, new_team, opened, say


@pytest.fixture
def team(make_audit: MakeAudit, tmp_path: Path) -> Team:
    """Two conflicts: C1's mother_age and mother_need; the pack's answers are the earlier ones."""
    team = new_team(make_audit, tmp_path)
    pack_file = team.give("AB", "C1")
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "31")
        say(pack, "C1", "mother_need", "no")
    say(team.audit, "C1", "mother_age", "24")
    say(team.audit, "C1", "mother_need", "current")
    team.merge(pack_file)
    return team


@pytest.mark.parametrize(
    ("rule", "age"), [(SettlingRule.NEWEST, "24"), (SettlingRule.MINE, "24"), (SettlingRule.THEIRS, "31")]
)
def test_a_rule_settles_all(team: Team, rule: SettlingRule, age: str) -> None:
    assert settle_by_rule(team.audit, rule) == 2
    assert conflicts(team.audit) == ()
    assert team.value("C1", "mother_age") == age
    history = answering.history(team.case("C1"), Key("mother_age"))
    assert {change.answer.value for change in history} == {"24", "31"}
    assert (history[0].person, history[0].origin, len(history[0].parents)) == ("Boss", Origin.SETTLED, 2)
    assert settle_by_rule(team.audit, rule) == 0


def test_what_depends_on_it_follows(team: Team) -> None:
    settle_by_rule(team.audit, SettlingRule.THEIRS)
    assert not team.case("C1").filling.state(Key("mother_offer")).asked
    assert check_audit(team.audit) == ()


def test_one_is_settled_and_the_other_stays_open(team: Team) -> None:
    age, need = sorted(conflicts(team.audit), key=lambda conflict: conflict.question)
    own = Answer(AnswerState.UNCLEAR, "24 | 31", "booking says 31", Evidence("Booking"))
    assert settle(team.audit, [Settlement(age.place, answer=own, why="asked the midwife")]) == 1
    assert conflicts(team.audit) == (need,)
    head = team.case("C1").heads[Key("mother_age")]
    assert (head.answer, head.why) == (own, "asked the midwife")


def test_a_settled_conflict_comes_back_no_more(team: Team) -> None:
    settle_by_rule(team.audit, SettlingRule.MINE)
    assert team.merge(team.folder / "AB1.audit").conflicts == ()
    with opened(team.folder / "AB1.audit") as pack:
        say(pack, "C1", "mother_age", "32")
    (conflict,) = team.merge(team.folder / "AB1.audit").conflicts
    assert [version.words for version in conflict.versions] == ["24", "32"]


@pytest.mark.parametrize("decision", ["no such version", "settled already"])
def test_what_is_no_conflict_is_not_settled(team: Team, decision: str) -> None:
    first, *_others = conflicts(team.audit)
    if decision == "settled already":
        settle_by_rule(team.audit, SettlingRule.MINE)
    log = answering.case_log(team.audit)
    with pytest.raises(AuditError, match="Look at the list again"):
        settle(team.audit, [Settlement(first.place, change="0" * 32)])
    assert answering.case_log(team.audit) == log


def test_cancelling_settles_none(team: Team) -> None:
    def cancel(done: int, of: int) -> None:
        if done:
            raise Cancelled

    before = conflicts(team.audit)
    with pytest.raises(Cancelled):
        settle_by_rule(team.audit, SettlingRule.THEIRS, progress=cancel)
    assert conflicts(team.audit) == before


def test_a_file_settles(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(
        "case,question,choose,state,value,note,evidence\n"
        "C1,mother_age,,,28,worked out,Booking\n"
        "C1,mother_need,theirs,,,the later record,\n",
        encoding="utf-8",
    )
    assert settle_from_file(team.audit, path) == 2
    heads = team.case("C1").heads
    assert heads[Key("mother_age")].answer == Answer(
        AnswerState.ANSWERED, "28", "worked out", Evidence("Booking")
    )
    assert heads[Key("mother_need")].answer == answered("no")
    assert heads[Key("mother_need")].why == "the later record"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("C9,mother_age,mine,", "There is no such conflict."),
        ("C1,pathway,mine,", "There is no such conflict."),
        ("C1,mother_age,yours,", "“yours” is no choice."),
        ("C1,mother_age,,", "The row decides nothing."),
        ("C1,mother_age,,many", "mother_age|whole number|number"),
        ("C1,no_such,,3", "The form has no question “no_such”."),
        (",mother_age,mine,", "The row has no case."),
        ("C1,,mine,", "The row names no question."),
    ],
)
def test_a_file_with_a_mistake_settles_nothing(team: Team, tmp_path: Path, row: str, sentence: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"case,question,choose,value\nC1,mother_need,mine,\n{row}\n", encoding="utf-8")
    with pytest.raises(AuditError) as error:
        settle_from_file(team.audit, path)
    (problem,) = error.value.problems
    assert problem.row == 3
    assert any(part in problem.message for part in sentence.split("|"))
    assert len(conflicts(team.audit)) == 2


@pytest.mark.parametrize(
    ("headers", "problems"),
    [
        ("case,choose", ["question The column is missing."]),
        ("case,question,chose", ["chose No such column is known."]),
        (
            "chose,choose",
            [
                "case The column is missing.",
                "question The column is missing.",
                "chose No such column is known.",
            ],
        ),
    ],
)
def test_a_file_with_other_columns_is_refused(
    team: Team, tmp_path: Path, headers: str, problems: list[str]
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"{headers}\nC1,x\n", encoding="utf-8")
    with pytest.raises(AuditError, match="Nothing of decisions") as caught:
        settle_from_file(team.audit, path)
    assert [f"{found.column} {found.message}" for found in caught.value.problems] == problems
    assert {(found.file, found.row) for found in caught.value.problems} == {("decisions.csv", 1)}


def test_finishing_and_reopening_apart_is_a_conflict(make_audit: MakeAudit, tmp_path: Path) -> None:
    team = new_team(make_audit, tmp_path)
    case = team.case("C1")
    for page in ("start", "parents", "care", "help", "timing"):
        answering.mark_rest(case, page)
    answering.save_answer(case, Key("records_seen"), answered("case_system maternity"))
    answering.save_answer(case, Key("immediate_concern"), answered("no"))
    answering.finish(case, "Checked twice")
    pack_file = team.give("Boss")
    answering.reopen(case, "a letter came")
    with opened(pack_file) as pack:
        there = open_case(pack, find(pack, "C1").id)
        answering.reopen(there, "to look again")
        answering.finish(there, "Checked twice")
    (conflict,) = team.merge(pack_file).conflicts
    assert [version.words for version in conflict.versions] == ["Open", "Finished"]
    settle(team.audit, [Settlement(conflict.place, conflict.versions[0].change)])
    assert find(team.audit, "C1").status is CaseStatus.IN_PROGRESS


def test_a_row_taken_out_and_moved_is_a_conflict(make_audit: MakeAudit, tmp_path: Path) -> None:
    team = new_team(make_audit, tmp_path)
    case = team.case("C1")
    rows = [answering.add_row(case, "fathers")[1] for _number in range(2)]
    pack_file = team.give("Boss")
    answering.remove_row(case, rows[0])
    with opened(pack_file) as pack:
        answering.move_row(open_case(pack, find(pack, "C1").id), rows[0], 1)
    (conflict,) = team.merge(pack_file).conflicts
    assert [version.words for version in conflict.versions] == ["Taken out", "Kept"]
    settle(team.audit, [Settlement(conflict.place, conflict.versions[1].change)])
    assert len(team.case("C1").filling.rows("fathers")) == 2
    assert check_audit(team.audit) == ()


def test_a_conflict_in_a_row_names_its_place(make_audit: MakeAudit, tmp_path: Path) -> None:
    team = new_team(make_audit, tmp_path)
    case = team.case("C1")
    rows = [answering.add_row(case, "fathers")[1] for _number in range(2)]
    pack_file = team.give("Boss")
    answering.save_answer(case, Key("father_role", rows[1]), answered("confirmed"))
    with opened(pack_file) as pack:
        there = open_case(pack, find(pack, "C1").id)
        answering.save_answer(there, Key("father_role", rows[1]), answered("putative"))
    (conflict,) = team.merge(pack_file).conflicts
    assert (conflict.question, conflict.section) == ("fathers[2]/father_role", "parents")
    assert [version.words for version in conflict.versions] == ["Confirmed", "Putative"]
