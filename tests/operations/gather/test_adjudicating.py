"""Two audits of a case, and the one agreed between them: what both say alike, and a decision for the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseStatus, Evidence, Key, Role
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file.audits import check_audit
from audit_app.operations.gather import adjudicating
from audit_app.operations.gather.adjudicating import (
    agree,
    agree_from_file,
    disagreements,
    finish_agreed,
    twice,
)
from audit_app.operations.gather.decisions import AgreedOn
from audit_app.operations.plan import handing_out
from audit_app.operations.read.cohort import Filters, read_cohort
from tests.operations.conftest import MakeAudit
from tests.operations.team import Team, answered, complete, find, new_team

Fill = Callable[[OpenCase], object]


@pytest.fixture
def team(make_audit: MakeAudit, tmp_path: Path) -> Team:
    team = new_team(make_audit, tmp_path)
    handing_out.assign(team.audit, "AB")
    handing_out.assign_second(team.audit, handing_out.find_cases(team.audit, ["C1"]), ["CD"], seed=1)
    return team


def audit_twice(team: Team, first: dict[str, str], second: dict[str, str]) -> str:
    """C1 by both officers, finished; its id."""
    for role, person, answers in ((Role.FIRST, "AB", first), (Role.SECOND, "CD", second)):
        team.audit.person = person
        complete(team.audit, "C1", role, **answers)
    team.audit.person = "Boss"
    return find(team.audit, "C1").case


def add_father(case: OpenCase, role: str, in_care: str = "") -> str:
    _saved, row = answering.add_row(case, "fathers")
    answering.save_answer(case, Key("father_role", row), answered(role))
    if in_care:
        companion = case.filling.rows("father_care")[-1].uuid
        answering.save_answer(case, Key("father_in_care", companion), answered(in_care))
    return row


def agreed(team: Team) -> OpenCase:
    return team.case("C1", Role.AGREED)


def test_nothing_is_compared_before_both_are_finished(team: Team) -> None:
    team.audit.person = "AB"
    complete(team.audit, "C1")
    assert (twice(team.audit), disagreements(team.audit)) == ((), ())
    with pytest.raises(AuditError, match="two finished audits"):
        agree(team.audit, find(team.audit, "C1").case, "mother_age", choice=AgreedOn.FIRST)


def test_what_both_say_needs_no_decision(team: Team) -> None:
    case = audit_twice(
        team, {"mother_age": "24", "due": "2024-11-03"}, {"mother_age": "25", "due": "2024-11-03"}
    )
    (found,) = disagreements(team.audit)
    assert (found.case, found.question, found.label) == ("C1", "mother_age", "Mother's age")
    assert (found.first.person, found.first.words) == ("AB", "24")
    assert (found.second.person, found.second.words) == ("CD", "25")
    assert [ref.role for ref in list_cases(team.audit) if ref.case == case] == [Role.FIRST, Role.SECOND]
    (line,) = twice(team.audit)
    assert (line.case, line.n_left, line.agreed) == ("C1", 1, None)


@pytest.mark.parametrize(
    ("choice", "answer", "value"),
    [
        (AgreedOn.FIRST, None, "24"),
        (AgreedOn.SECOND, None, "25"),
        (None, Answer(AnswerState.ANSWERED, "26", "asked again", Evidence("Booking")), "26"),
        (None, Answer(AnswerState.NOT_RECORDED), ""),
    ],
)
def test_a_decision_is_kept_and_the_originals_stay(
    team: Team, choice: AgreedOn | None, answer: Answer | None, value: str
) -> None:
    case = audit_twice(team, {"mother_age": "24"}, {"mother_age": "25"})
    originals = [team.case("C1", role).heads for role in (Role.FIRST, Role.SECOND)]
    assert agree(team.audit, case, "mother_age", choice=choice, answer=answer, why="looked again") == ()
    head = agreed(team).heads[Key("mother_age")]
    assert (head.answer.value, head.why) == (value, "looked again")
    assert [team.case("C1", role).heads for role in (Role.FIRST, Role.SECOND)] == originals
    assert check_audit(team.audit) == ()


def test_the_agreed_audit_counts_once_it_is_finished(team: Team) -> None:
    case = audit_twice(team, {"mother_age": "24"}, {"mother_age": "25"})
    agree(team.audit, case, "mother_age", choice=AgreedOn.SECOND)
    counted = [ref.role for ref in read_cohort(team.audit, Filters())[0].cases.values()]
    assert counted == [Role.FIRST]
    finish_agreed(team.audit, case)
    counted = [ref.role for ref in read_cohort(team.audit, Filters())[0].cases.values()]
    assert counted == [Role.AGREED]
    with pytest.raises(AuditError, match="agreed audit of C1 is finished"):
        agree(team.audit, case, "mother_age", choice=AgreedOn.FIRST)


def test_it_is_not_finished_while_a_place_needs_a_decision(team: Team) -> None:
    case = audit_twice(team, {"mother_age": "24"}, {"mother_age": "25"})
    with pytest.raises(AuditError, match="need a decision") as error:
        finish_agreed(team.audit, case)
    assert [problem.message for problem in error.value.problems] == ["mother_age: Mother's age"]


def test_full_agreement_can_be_finished_at_once(team: Team) -> None:
    case = audit_twice(team, {"mother_age": "24"}, {"mother_age": "24"})
    finish_agreed(team.audit, case)
    assert agreed(team).ref.status is CaseStatus.FINISHED


def test_a_decision_brings_and_takes_away_what_depends_on_it(team: Team) -> None:
    case = audit_twice(team, {"mother_need": "current", "mother_offer": "offered"}, {"mother_need": "no"})
    assert [each.question for each in disagreements(team.audit)] == ["mother_need"]
    (left,) = agree(team.audit, case, "mother_need", choice=AgreedOn.FIRST)
    assert (left.question, left.first.words, left.second.words) == ("mother_offer", "Offered", "Not asked")
    with pytest.raises(AuditError, match="CD says nothing there"):
        agree(team.audit, case, "mother_offer", choice=AgreedOn.SECOND)
    assert agree(team.audit, case, "mother_need", choice=AgreedOn.SECOND) == ()


def test_states_and_choices_in_any_order_are_compared(team: Team) -> None:
    audit_twice(team, {"records_seen": "case_system maternity"}, {"records_seen": "maternity case_system"})
    assert [each.question for each in disagreements(team.audit)] == []


def test_rows_are_paired_by_their_position(team: Team) -> None:
    for role, person, roles in (
        (Role.FIRST, "AB", ("confirmed", "putative")),
        (Role.SECOND, "CD", ("confirmed", "confirmed")),
    ):
        team.audit.person = person
        for father in roles:
            add_father(team.case("C1", role), father, "yes")
    case = audit_twice(team, {}, {})
    assert [each.question for each in disagreements(team.audit)] == ["fathers[2]/father_role"]
    agree(team.audit, case, "fathers[2]/father_role", choice=AgreedOn.FIRST)
    filling = agreed(team).filling
    rows = [row.uuid for row in filling.rows("fathers")]
    assert [filling.state(Key("father_role", row)).value for row in rows] == ["confirmed", "putative"]
    assert [filling.state(Key("father_in_care", row.uuid)).value for row in filling.rows("father_care")] == [
        "yes",
        "yes",
    ]
    assert check_audit(team.audit) == ()


@pytest.mark.parametrize(
    ("choice", "n_fathers", "n_visits"), [(AgreedOn.FIRST, 1, 1), (AgreedOn.SECOND, 0, 0)]
)
def test_a_row_that_one_has_is_taken_whole_or_left_out(
    team: Team, choice: AgreedOn, n_fathers: int, n_visits: int
) -> None:
    team.audit.person = "AB"
    first = team.case("C1", Role.FIRST)
    add_father(first, "putative", "yes")
    _saved, service = answering.add_row(first, "services")
    _saved, visit = answering.add_row(first, "visits", service)
    answering.save_answer(first, Key("visit_length", visit), answered("30"))
    case = audit_twice(team, {}, {})
    assert [each.question for each in disagreements(team.audit)] == ["fathers[1]", "services[1]"]
    agree(team.audit, case, "fathers[1]", choice=choice)
    assert agree(team.audit, case, "services[1]", choice=choice) == ()
    filling = agreed(team).filling
    assert len(filling.rows("fathers")) == len(filling.rows("father_care")) == n_fathers
    services = filling.rows("services")
    visits = [row for each in services for row in filling.rows("visits", each.uuid)]
    assert len(visits) == n_visits
    if n_visits:
        assert filling.state(Key("visit_length", visits[0].uuid)).value == "30"
        assert filling.state(Key("father_in_care", filling.rows("father_care")[0].uuid)).value == "yes"
    assert check_audit(team.audit) == ()
    finish_agreed(team.audit, case)


def test_an_accepted_warning_stays_accepted(team: Team) -> None:
    for role, person in ((Role.FIRST, "AB"), (Role.SECOND, "CD")):
        team.audit.person = person
        opened = team.case("C1", role)
        answering.save_answer(opened, Key("mother_age"), answered("60"))
        answering.accept_warning(opened, Key("mother_age"), "a letter says so")
    case = audit_twice(team, {"mother_need": "current"}, {"mother_need": "no"})
    agree(team.audit, case, "mother_need", choice=AgreedOn.SECOND)
    finish_agreed(team.audit, case)


def test_a_file_decides_and_finishes(team: Team, tmp_path: Path) -> None:
    audit_twice(
        team, {"mother_age": "24", "pathway": "cp_plan"}, {"mother_age": "25", "pathway": "early_help"}
    )
    path = tmp_path / "decisions.csv"
    path.write_text(
        "case,question,choose,state,value,note\n"
        "C1,mother_age,second,,,\n"
        "C1,pathway,,not_recorded,,neither is in the file\n",
        encoding="utf-8",
    )
    done = agree_from_file(team.audit, path)
    assert (done.decisions, done.finished, done.said) == (2, ("C1",), ())
    heads = agreed(team).heads
    assert heads[Key("mother_age")].answer.value == "25"
    assert heads[Key("pathway")].answer.note == "neither is in the file"


def test_a_file_says_what_is_left(team: Team, tmp_path: Path) -> None:
    audit_twice(
        team, {"mother_age": "24", "pathway": "cp_plan"}, {"mother_age": "25", "pathway": "early_help"}
    )
    path = tmp_path / "decisions.csv"
    path.write_text("case,question,choose\nC1,mother_age,second\n", encoding="utf-8")
    done = agree_from_file(team.audit, path)
    assert done.finished == ()
    assert "pathway" in done.said[0]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("C2,mother_age,first", "C2 doesn't have two finished audits."),
        ("C1,no_such,first", "Neither audit has a place “no_such”."),
        ("C1,mother_offer,first", "AB says nothing there."),
        ("C1,mother_age,third", "“third” is no choice."),
    ],
)
def test_a_file_with_a_mistake_decides_nothing(team: Team, tmp_path: Path, row: str, sentence: str) -> None:
    audit_twice(team, {"mother_age": "24"}, {"mother_age": "25"})
    path = tmp_path / "decisions.csv"
    path.write_text(f"case,question,choose\nC1,mother_age,first\n{row}\n", encoding="utf-8")
    with pytest.raises(AuditError) as error:
        agree_from_file(team.audit, path)
    (problem,) = error.value.problems
    assert (problem.row, problem.message.startswith(sentence)) == (3, True)
    assert all(ref.role is not Role.AGREED for ref in list_cases(team.audit))


def test_two_who_agree_apart_make_one_audit(team: Team) -> None:
    case = audit_twice(team, {"mother_age": "24"}, {"mother_age": "25"})
    agree(team.audit, case, "mother_age", choice=AgreedOn.FIRST)
    team.audit.person = "Another"
    agree(team.audit, case, "mother_age", choice=AgreedOn.SECOND)
    assert [ref.role for ref in list_cases(team.audit) if ref.role is Role.AGREED] == [Role.AGREED]
    assert adjudicating.twice(team.audit)[0].agreed is not None
