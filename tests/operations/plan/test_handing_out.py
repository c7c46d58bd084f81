"""Who audits what, and what a pack holds of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import Key, Role
from audit_app.operations.case import answering, pseudonyms
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.file.audits import change_passphrase, check_audit, edit_info, summary
from audit_app.operations.plan import handing_out
from tests.operations.conftest import MakeAudit
from tests.operations.lists import import_cases
from tests.operations.team import PACK, Team, answered, complete, find, new_team, opened, say


@pytest.fixture
def team(make_audit: MakeAudit, tmp_path: Path) -> Team:
    return new_team(make_audit, tmp_path)


def owners(team: Team, role: Role = Role.FIRST) -> dict[str, str]:
    return {ref.reference: ref.person for ref in list_cases(team.audit) if ref.role is role}


def test_all_that_is_unassigned_goes_to_an_officer(team: Team) -> None:
    handing_out.assign(team.audit, "CD", handing_out.find_cases(team.audit, ["C2"]))
    given = handing_out.assign(team.audit, " ab ")
    assert [each.reference for each in given] == ["C1", "C3"]
    assert owners(team) == {"C1": "ab", "C2": "CD", "C3": "ab"}
    assert handing_out.assign(team.audit, "AB") == ()


def test_a_case_not_begun_can_be_given_to_another(team: Team) -> None:
    handing_out.assign(team.audit, "AB")
    handing_out.assign(team.audit, "CD", handing_out.find_cases(team.audit, ["C2"]))
    assert owners(team) == {"C1": "AB", "C2": "CD", "C3": "AB"}


def test_a_case_begun_stays_with_its_officer(team: Team) -> None:
    say(team.audit, "C1", "mother_age", "24")
    ids = handing_out.find_cases(team.audit, ["C2", "C1"])
    with pytest.raises(AuditError, match=r"Begun already.*C1"):
        handing_out.assign(team.audit, "CD", ids)
    assert owners(team) == {"C1": "Boss", "C2": "", "C3": ""}


def test_unknown_cases_are_named(team: Team) -> None:
    with pytest.raises(AuditError, match="No such case in this audit: C9, C8"):
        handing_out.find_cases(team.audit, ["C1", "C9", "C8"])


def test_cases_are_dealt_evenly_and_the_same_for_the_same_seed(make_audit: MakeAudit, tmp_path: Path) -> None:
    dealt = []
    for name in ("one", "two"):
        team = new_team(make_audit, tmp_path, name)
        import_cases(team.audit, [{"case": f"C{number}"} for number in range(4, 12)])
        handing_out.assign(team.audit, "AB", handing_out.find_cases(team.audit, ["C1", "C2"]))
        handing_out.assign_evenly(team.audit, ["AB", "CD", "EF"], seed=7)
        dealt.append(owners(team))
    assert dealt[0] == dealt[1]
    assert sorted(Counter(dealt[0].values()).values()) == [3, 4, 4]
    assert dealt[0]["C1"] == dealt[0]["C2"] == "AB"


def test_a_second_auditor_is_always_another(team: Team) -> None:
    handing_out.assign(team.audit, "AB", handing_out.find_cases(team.audit, ["C1", "C2"]))
    handing_out.assign(team.audit, "CD", handing_out.find_cases(team.audit, ["C3"]))
    ids = handing_out.find_cases(team.audit, ["C1", "C2", "C3"])
    handing_out.assign_second(team.audit, ids, ["AB", "CD"], seed=1)
    assert owners(team, Role.SECOND) == {"C1": "CD", "C2": "CD", "C3": "AB"}
    assert handing_out.assign_second(team.audit, ids, ["AB", "CD"], seed=1) == ()
    assert Counter(ref.role for ref in list_cases(team.audit)) == {Role.FIRST: 3, Role.SECOND: 3}


def test_nobody_audits_a_case_twice(team: Team) -> None:
    handing_out.assign(team.audit, "AB")
    with pytest.raises(AuditError, match=r"C\d needs a second auditor other than AB"):
        handing_out.assign_second(team.audit, handing_out.find_cases(team.audit, ["C1"]), ["ab"], seed=1)
    assert owners(team, Role.SECOND) == {}


def test_a_pack_is_an_audit_of_its_own(team: Team) -> None:
    say(team.audit, "C3", "mother_age", "31")
    team.give("CD", "C2")
    path = team.give("AB", "C1")
    with opened(path) as pack:
        assert [ref.reference for ref in list_cases(pack)] == ["C1"]
        assert list_cases(pack)[0].attributes["team"] == "East"
        assert [officer.name for officer in handing_out.officers(pack)] == ["AB"]
        assert handing_out.whose_pack(pack) == "AB"
        assert summary(pack).info == summary(team.audit).info
        say(pack, "C1", "mother_need", "current")
        assert check_audit(pack) == ()


def test_a_pack_carries_on_with_what_was_answered(team: Team) -> None:
    team.audit.person = "AB"
    case = team.case("C1")
    answering.add_row(case, "fathers")
    answering.save_answer(case, Key("mother_age"), answered("24"))
    team.audit.person = "Boss"
    with opened(team.give("AB")) as pack:
        there = answering.open_case(pack, find(pack, "C1").id)
        assert there.heads == team.case("C1").heads
        assert check_audit(pack) == ()


def test_a_second_auditor_sees_nothing_of_the_first(team: Team) -> None:
    handing_out.assign(team.audit, "PLANTED-FIRST")
    team.audit.person = "PLANTED-FIRST"
    complete(team.audit, "C1", mother_age="41")
    team.audit.person = "Boss"
    handing_out.assign_second(team.audit, handing_out.find_cases(team.audit, ["C1"]), ["CD"], seed=1)
    with opened(team.give("CD")) as pack:
        (ref,) = list_cases(pack)
        assert (ref.person, ref.role, ref.status) == ("CD", Role.SECOND, "not_started")
        assert answering.open_case(pack, ref.id).heads == {}
        for (table,) in pack.file.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            if table not in ("form_version", "sqlite_schema"):
                assert "PLANTED" not in repr(pack.file.rows(f'SELECT * FROM "{table}"'))
        assert pack.file.rows("SELECT * FROM change") == []


def test_a_pack_does_not_say_which_cases_are_drawn(team: Team) -> None:
    about = summary(team.audit).info
    edit_info(team.audit, replace(about, settings={"sample": "{}", "minutes_per_day": "300"}))
    with opened(team.give("AB", "C1")) as pack:
        assert summary(pack).info.settings == {"minutes_per_day": "300"}


def test_the_audit_remembers_its_packs(team: Team) -> None:
    path = team.give("AB", "C1", "C2")
    (out,) = handing_out.packs_out(team.audit)
    assert (out.person, out.cases, out.returns, out.finished) == ("AB", ("C1", "C2"), 0, 0)
    with opened(path) as pack:
        complete(pack, "C1")
    team.merge(path)
    (out,) = handing_out.packs_out(team.audit)
    assert (out.returns, out.finished, bool(out.returned)) == (1, 1, True)


@pytest.mark.parametrize("officer", ["AB", "nobody known", ""])
def test_an_officer_without_cases_gets_no_pack(team: Team, tmp_path: Path, officer: str) -> None:
    handing_out.add_officer(team.audit, "AB")
    with pytest.raises(AuditError, match="has no cases"):
        handing_out.write_pack(team.audit, officer, tmp_path / "pack.audit", PACK)
    assert not (tmp_path / "pack.audit").exists()


def test_a_pack_is_never_written_over_a_file(team: Team) -> None:
    path = team.give("AB", "C1")
    before = path.read_bytes()
    with pytest.raises(AuditError, match="already a file"):
        handing_out.write_pack(team.audit, "AB", path, PACK)
    assert path.read_bytes() == before
    assert len(handing_out.packs_out(team.audit)) == 1


def test_a_cancelled_pack_leaves_nothing(team: Team, tmp_path: Path) -> None:
    handing_out.assign(team.audit, "AB")

    def cancel(done: int, of: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        handing_out.write_pack(team.audit, "AB", tmp_path / "pack.audit", PACK, cancel)
    assert not (tmp_path / "pack.audit").exists()
    assert handing_out.packs_out(team.audit) == ()


def test_a_pack_gives_out_no_packs_and_keeps_its_passphrase(team: Team, tmp_path: Path) -> None:
    with opened(team.give("AB", "C1")) as pack:
        with pytest.raises(AuditError, match="This is a pack"):
            handing_out.write_pack(pack, "AB", tmp_path / "inner.audit", PACK)
        with pytest.raises(AuditError, match="A pack keeps its passphrase"):
            change_passphrase(pack, "another one entirely")


def test_a_pack_holds_the_numbers_of_its_own_cases_until_it_is_returned(
    make_audit: MakeAudit, tmp_path: Path
) -> None:
    audit = make_audit("manager", person="Boss")
    references = pseudonyms.pseudonymise(audit, ["100200", "100300"])
    for reference in references.values():
        add_case(audit, reference)
    mine, other = references["100200"], references["100300"]
    team = Team(audit, tmp_path)
    handing_out.add_officer(audit, "AB")
    handing_out.assign_second(audit, handing_out.find_cases(audit, [mine]), ["AB"], seed=1)
    path, returned = team.give("AB"), tmp_path / "returned.audit"
    with opened(path) as pack:
        assert pseudonyms.number_of(pack, list_cases(pack)[0]) == "100200"
        assert pseudonyms.numbers_for(pack, [other]) == {}
        handing_out.prepare_return(pack, returned)
    with opened(returned) as pack:
        assert pseudonyms.number_of(pack, list_cases(pack)[0]) == ""
        assert check_audit(pack) == ()
    team.merge(returned)
    team.merge(path)
    assert audit.file.rows("SELECT * FROM case_number") == []


def test_only_a_pack_is_returned(team: Team, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="This is no pack"):
        handing_out.prepare_return(team.audit, tmp_path / "out.audit")
