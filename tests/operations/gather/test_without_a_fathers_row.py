"""A family without a father's row is in no figure of fathers: every way in which its case can come to be
finished asks why, or says so. The window's own way is in `tests/ui/case/test_case_page.py`, the command's in
`tests/cli/test_finish.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.model import AuditInfo, CaseStatus, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, open_case, write
from audit_app.operations.case.answers_file import import_answers
from audit_app.operations.case.cases import add_case
from audit_app.operations.case.finishing import NoReasonError
from audit_app.operations.case.open_case import FINISHED, STATUS, Edit
from audit_app.operations.file.audits import close_audit, create_audit
from audit_app.operations.gather.adjudicating import agree, finish_agreed
from audit_app.operations.gather.conflicts import Settlement, SettlingRule, conflicts, settle, settle_by_rule
from audit_app.operations.gather.decisions import AgreedOn
from audit_app.operations.plan import handing_out
from audit_app.operations.plan.form_versions import bring_in
from audit_app.operations.plan.modules import switch
from tests.operations.conftest import PASSPHRASE, MakeAudit
from tests.operations.modular_form import write_form
from tests.operations.team import Team, answered, complete, find, new_team, opened
from tests.operations.two_versions import first, second

NOBODY = "Nothing is entered under “Fathers”"


@pytest.fixture
def team(make_audit: MakeAudit, tmp_path: Path) -> Team:
    return new_team(make_audit, tmp_path)


@pytest.fixture
def twice(team: Team) -> Team:
    """C1 is for AB, and for CD a second time."""
    handing_out.assign(team.audit, "AB")
    handing_out.assign_second(team.audit, handing_out.find_cases(team.audit, ["C1"]), ["CD"], seed=1)
    return team


def lock(case: OpenCase) -> None:
    """As an earlier version of the program did: no reason was asked for."""
    write(case, [Edit(STATUS, answered(FINISHED))], [])


def add_father(case: OpenCase) -> str:
    return answering.add_row(case, "fathers")[1]


def finish_again(case: OpenCase, why: str = "") -> None:
    """With this reason, or none."""
    answering.reopen(case, "to look again")
    answering.finish(case, why)


# Agreeing


def test_agreeing_asks_why_where_no_officer_said_it(twice: Team) -> None:
    for role, person in ((Role.FIRST, "AB"), (Role.SECOND, "CD")):
        twice.audit.person = person
        complete(twice.audit, "C1", role)
        case = twice.case("C1", role)
        answering.reopen(case, "to lock it as before")
        lock(case)
    case_id = find(twice.audit, "C1").case
    with pytest.raises(NoReasonError, match=NOBODY):
        finish_agreed(twice.audit, case_id)
    finish_agreed(twice.audit, case_id, "Both looked for him")
    assert twice.case("C1", Role.AGREED).heads[STATUS].why == "Both looked for him"


def test_a_reason_for_something_else_is_none_for_him(twice: Team) -> None:
    """One officer found him and had a name in a text to explain; the other did not find him, and was not
    asked why."""
    twice.audit.person = "AB"
    add_father(twice.case("C1"))
    complete(twice.audit, "C1", immediate_concern="yes", concern_what="She told Sarah Jones about it")
    twice.audit.person = "CD"
    complete(twice.audit, "C1", Role.SECOND, immediate_concern="yes", concern_what="The home")
    case = twice.case("C1", Role.SECOND)
    answering.reopen(case, "to lock it as before")
    lock(case)
    case_id = find(twice.audit, "C1").case
    agree(twice.audit, case_id, "fathers[1]", choice=AgreedOn.SECOND)
    agree(twice.audit, case_id, "concern_what", choice=AgreedOn.FIRST)
    with pytest.raises(NoReasonError, match=NOBODY):
        finish_agreed(twice.audit, case_id)


# Taking in, and settling. That packs say which came so is in `test_taking_in.py`.


def test_no_rule_takes_him_out_of_a_finished_case(team: Team) -> None:
    case = team.case("C1")
    rows = [add_father(case), add_father(case)]
    pack_file = team.give("Boss")
    with opened(pack_file) as pack:
        there = open_case(pack, find(pack, "C1").id)
        answering.move_row(there, rows[0], 1)
        complete(pack, "C1", mother_age="31", mother_need="no")
        finish_again(open_case(pack, there.ref.id))
    for row in rows:
        answering.remove_row(team.case("C1"), row)
    assert len(team.merge(pack_file).conflicts) == 2
    with pytest.raises(AuditError, match=f"nobody said why(.|\n)*{NOBODY}"):
        settle_by_rule(team.audit, SettlingRule.MINE)
    assert len(conflicts(team.audit)) == 2
    settle_by_rule(team.audit, SettlingRule.THEIRS)
    assert len(team.case("C1").filling.rows("fathers")) == 2


@pytest.mark.parametrize("why", ["", "He is named nowhere"])
def test_settling_that_a_case_is_finished_keeps_its_reason_or_needs_one(team: Team, why: str) -> None:
    row = add_father(team.case("C1"))
    complete(team.audit, "C1")
    finish_again(team.case("C1"))
    pack_file = team.give("Boss")
    with opened(pack_file) as pack:
        finish_again(open_case(pack, find(pack, "C1").id), why)
    answering.reopen(team.case("C1"), "a letter came")
    answering.remove_row(team.case("C1"), row)
    (conflict,) = team.merge(pack_file).conflicts
    (locked,) = (each.change for each in conflict.versions if each.answer.value == FINISHED)
    decision = Settlement(conflict.place, locked)
    if not why:
        with pytest.raises(AuditError, match="leave the case open"):
            settle(team.audit, [decision])
    else:
        settle(team.audit, [decision])
        assert team.case("C1").heads[STATUS].why == why


# What is asked changes beneath a finished case


def test_answers_taken_in_say_so_of_a_case_that_was_finished_before(team: Team, tmp_path: Path) -> None:
    complete(team.audit, "C1")
    path = tmp_path / "more.csv"
    path.write_text("case,question,state,value\nC1,mother_age,answered,31\n", encoding="utf-8")
    assert import_answers(team.audit, path).lacking_rows == ("C1",)


@pytest.fixture
def versions(tmp_path: Path) -> Iterator[Callable[..., Audit]]:
    """An audit of a version of the form, with C1 finished as it was asked, and a row for the father."""
    made: list[Audit] = []

    def make(form: Path, **info: object) -> Audit:
        stated = AuditInfo(name="Test", **info)  # type: ignore[arg-type]
        audit, _code = create_audit(tmp_path / "v.audit", PASSPHRASE, form=form, info=stated, person="AB")
        made.append(audit)
        case = open_case(audit, add_case(audit, "C1").id)
        if "men" not in audit.form.modules:
            add_father(case)
        lock(case)
        return audit

    yield make
    for audit in made:
        close_audit(audit)


def test_a_new_version_says_which_finished_cases_lost_him(
    versions: Callable[..., Audit], tmp_path: Path
) -> None:
    audit = versions(write_form(tmp_path / "first", first()))
    later = second()
    for row in later["survey"]:  # the form's author forgot to say that it was called otherwise
        row["name"] = row.get("name", "").replace("fathers", "men")
        row["repeat_count"] = row.get("repeat_count", "").replace("fathers", "men")
    done = bring_in(audit, write_form(tmp_path / "second", later))
    assert done.left.rows == ("C1",)
    assert "Finished, and now without an entry that figures rest on: C1." in " ".join(done.left.words)
    assert find(audit, "C1").status is CaseStatus.FINISHED


def test_a_module_switched_on_says_which_finished_cases_lack_him(
    versions: Callable[..., Audit], tmp_path: Path
) -> None:
    form = first()
    for row in form["survey"]:
        if row.get("name") in ("family", "care"):
            row["bind::audit:module"] = "men"
    audit = versions(write_form(tmp_path / "first", form))
    assert switch(audit, ["men"]).left.rows == ("C1",)
    assert switch(audit, ["men"]).left.rows == ()  # said once
