"""Packs taken back in: each thing that can have happened to one meanwhile has its outcome."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import Answer, AnswerState, CaseStatus, Key, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import open_case
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.case.open_case import FINISHED, STATUS, Edit, write
from audit_app.operations.file import deleting
from audit_app.operations.file.audits import check_audit, close_audit, open_audit, save_copy
from audit_app.operations.forms import compile_source
from audit_app.operations.gather.conflicts import conflicts
from audit_app.operations.gather.taking_in import merge
from audit_app.operations.plan import handing_out
from audit_app.store import audit_file, people
from audit_app.store.cipher_pages import log_of
from audit_app.store.forms import FormVersion, add_form
from audit_app.store.text_reviews import TextReview, add_review, latest_reviews
from audit_app.store.writing import transaction
from audit_app.xforms.parse import read_form
from tests.operations.conftest import MakeAudit
from tests.operations.team import PACK, Team, answered, complete, find, new_team, opened, say


@pytest.fixture
def team(make_audit: MakeAudit, tmp_path: Path) -> Team:
    return new_team(make_audit, tmp_path)


def everything(audit: Audit) -> list[tuple[object, ...]]:
    """All that a merge may touch, but when packs came back."""
    tables = ("case_file", "case_audit", "change", "change_parent", "answer", "repeat_row", "person")
    return [row for table in tables for row in sorted(audit.file.rows(f"SELECT * FROM {table}"), key=repr)]


def test_answers_come_with_all_that_follows_from_them(team: Team) -> None:
    pack_file = team.give("AB", "C1")
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_need", "current")
        say(pack, "C1", "mother_offer", "offered")
        say(pack, "C1", "due", "2024-11-03")
        say(pack, "C1", "birth_date", "2024-11-01")
    (report,) = team.merge(pack_file).packs
    assert (report.person, report.cases, report.taken, report.already_here) == ("AB", 1, 4, 0)
    assert report.said == ()
    case = team.case("C1")
    assert case.filling.state(Key("days_early")).value == "2"
    assert case.filling.state(Key("mother_offer")).asked
    assert find(team.audit, "C1").status is CaseStatus.IN_PROGRESS
    assert check_audit(team.audit) == ()


def test_the_same_pack_twice_brings_nothing_new(team: Team) -> None:
    pack_file = team.give("AB", "C1")
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "24")
    team.merge(pack_file)
    before = everything(team.audit)
    report = team.merge(pack_file, pack_file)
    assert [pack.taken for pack in report.packs] == [0, 0]
    assert report.packs[0].said == ("Nothing in it is new: all of it is here already.",)
    assert everything(team.audit) == before


def test_a_later_return_continues_the_earlier(team: Team) -> None:
    pack_file = team.give("AB", "C1")
    for age in ("24", "25"):
        with opened(pack_file) as pack:
            say(pack, "C1", "mother_age", age)
        report = team.merge(pack_file)
        assert (report.taken, report.conflicts) == (1, ())
        assert team.value("C1", "mother_age") == age


def test_an_answer_changed_on_both_sides_is_a_conflict(team: Team) -> None:
    say(team.audit, "C1", "mother_need", "current")
    pack_file = team.give("Boss")
    say(team.audit, "C1", "mother_age", "24")
    with opened(pack_file, "CD") as pack:
        say(pack, "C1", "mother_age", "31")
        say(pack, "C1", "mother_need", "no")
    report = team.merge(pack_file)
    assert (report.packs[0].taken, report.packs[0].both_changed) == (1, 1)
    (conflict,) = report.conflicts
    assert (conflict.case, conflict.question, conflict.label) == ("C1", "mother_age", "Mother's age")
    mine, theirs = conflict.versions
    assert (mine.words, mine.person, mine.pack) == ("24", "Boss", "")
    assert (theirs.words, theirs.person, theirs.pack_person) == ("31", "CD", "Boss")
    assert conflicts(team.audit) == (conflict,)
    assert check_audit(team.audit) == ()


@pytest.mark.parametrize(
    ("here", "there", "is_conflict"),
    [
        (answered("24"), answered("24"), False),
        (answered("24"), Answer(AnswerState.ANSWERED, "24", note="rounded"), True),
        (answered("24"), Answer(AnswerState.NOT_RECORDED), True),
        (Answer(AnswerState.NOT_RECORDED), Answer(AnswerState.NOT_RECORDED), False),
    ],
)
def test_only_what_differs_is_a_conflict(team: Team, here: Answer, there: Answer, is_conflict: bool) -> None:
    pack_file = team.give("AB", "C1")
    answering.save_answer(team.case("C1"), Key("mother_age"), here)
    with opened(pack_file) as pack:
        answering.save_answer(open_case(pack, find(pack, "C1").id), Key("mother_age"), there)
    assert bool(team.merge(pack_file).conflicts) is is_conflict


def test_a_case_finished_without_a_fathers_row_or_a_reason_is_told(team: Team) -> None:
    pack_file = team.give("AB", "C1", "C2")
    with opened(pack_file) as pack:
        complete(pack, "C2")  # with a reason
        complete(pack, "C1")
        case = open_case(pack, find(pack, "C1").id)
        answering.reopen(case, "as an earlier version of the program finished it")
        write(case, [Edit(STATUS, answered(FINISHED))], [])
    (report,) = team.merge(pack_file).packs
    assert [said for said in report.said if "nobody said why: C1." in said]


def test_added_cases_and_rows_and_finishing_are_reported(team: Team) -> None:
    pack_file = team.give("AB", "C1", "C2")
    complete(team.audit, "C2")
    with opened(pack_file) as pack:
        add_case(pack, "NEW-1")
        case = open_case(pack, find(pack, "C1").id)
        answering.add_row(case, "fathers")
        answering.add_row(case, "services")
        complete(pack, "C1")
    (report,) = team.merge(pack_file).packs
    assert (report.cases_added, report.rows_added, report.finished) == (("NEW-1",), 2, ("C1",))
    assert find(team.audit, "NEW-1").person == "AB"
    assert len(team.case("C1").filling.rows("father_care")) == 1
    with opened(pack_file) as pack:
        answering.reopen(open_case(pack, find(pack, "C1").id), "a letter came")
    (report,) = team.merge(pack_file).packs
    assert (report.finished, report.reopened) == ((), ("C1",))
    assert find(team.audit, "C1").status is CaseStatus.IN_PROGRESS


def test_a_row_moved_on_both_sides_is_no_conflict(team: Team) -> None:
    case = team.case("C1")
    rows = [answering.add_row(case, "fathers")[1] for _number in range(3)]
    pack_file = team.give("Boss")
    answering.move_row(case, rows[0], 1)
    with opened(pack_file) as pack:
        answering.move_row(open_case(pack, find(pack, "C1").id), rows[2], -1)
    assert team.merge(pack_file).conflicts == ()
    assert check_audit(team.audit) == ()


@pytest.mark.parametrize("removed_here", [True, False])
def test_an_answer_in_a_row_taken_out_elsewhere_is_kept_and_said(team: Team, removed_here: bool) -> None:
    case = team.case("C1")
    _saved, row = answering.add_row(case, "fathers")
    answering.save_answer(case, Key("father_role", row), answered("putative"))
    pack_file = team.give("Boss")
    with opened(pack_file) as pack:
        there = open_case(pack, find(pack, "C1").id)
        remover, answerer = (case, there) if removed_here else (there, case)
        answering.remove_row(remover, row)
        answering.save_answer(answerer, Key("father_role", row), answered("confirmed"))
    (report,) = team.merge(pack_file).packs
    assert any("taken out elsewhere" in sentence for sentence in report.said)
    assert team.case("C1").filling.rows("fathers") == ()
    said = [
        change.answer.value for change in answering.case_log(team.audit) if change.question == "father_role"
    ]
    assert said == ["putative", "confirmed"]
    assert check_audit(team.audit) == ()


def test_a_case_deleted_here_stays_out(team: Team) -> None:
    pack_file = team.give("AB", "C1", "C2")
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "24")
    deleting.delete(team.audit, deleting.find(team.audit, ["C1"]), "asked for")
    (report,) = team.merge(pack_file).packs
    assert report.said[-1] == "Deleted here, and so left out: C1."
    assert [ref.reference for ref in list_cases(team.audit)] == ["C2", "C3"]


def test_a_case_given_to_another_meanwhile_has_both_audits(team: Team) -> None:
    pack_file = team.give("AB", "C1")
    handing_out.assign(team.audit, "CD", handing_out.find_cases(team.audit, ["C1"]))
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "24")
    (report,) = team.merge(pack_file).packs
    assert report.said == ("Given to somebody else meanwhile; both audits are kept: C1.",)
    assert [ref.person for ref in list_cases(team.audit) if ref.reference == "C1"] == ["AB", "CD"]


def test_a_case_added_twice_under_one_reference_is_one(team: Team) -> None:
    packs = [team.give("AB", "C1"), team.give("CD", "C2")]
    for path in packs:
        with opened(path) as pack:
            add_case(pack, "NEW-1")
            say(pack, "NEW-1", "mother_age", "24")
    report = team.merge(*packs)
    assert "under the same reference" in "".join(report.packs[0].said + report.packs[1].said)
    both = [ref for ref in list_cases(team.audit) if ref.reference == "NEW-1"]
    assert [ref.person for ref in both] == ["AB", "CD"]
    assert len({ref.case for ref in both}) == 1


def test_an_officer_new_to_two_packs_is_one_officer(team: Team) -> None:
    packs = [team.give("AB", "C1"), team.give("CD", "C2")]
    for path, reference in zip(packs, ("C1", "C2"), strict=True):
        with opened(path, "Temp") as pack:
            say(pack, reference, "mother_age", "24")
    team.merge(*packs)
    assert [officer.name for officer in handing_out.officers(team.audit)] == ["AB", "Boss", "CD", "Temp"]


def new_version(audit: Audit, folder: Path, edit: Callable[[str], str]) -> None:
    """Give an audit another version of its form."""
    survey = folder / "survey.csv"
    before = survey.read_text(encoding="utf-8")
    try:
        survey.write_text(edit(before), encoding="utf-8")
        source = compile_source(folder)
    finally:
        survey.write_text(before, encoding="utf-8")
    version = FormVersion(source.name, "2", source.title, source.xml, source.workbook, source.sheets)
    with transaction(audit.file):
        add_form(audit.file, version, "2025-03-01")
    audit.form = read_form(version.xml)


def test_answers_to_an_older_form_follow_their_questions(team: Team, small_form: Path) -> None:
    pack_file = team.give("AB", "C1")
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "24")
        say(pack, "C1", "pathway", "cp_plan")

    def edit(survey: str) -> str:
        header, *lines = survey.splitlines()
        lines = [line for line in lines if ",pathway," not in line]
        renamed = [
            f"{line.replace('mother_age', 'age_of_mother')},{'mother_age' if 'mother_age' in line else ''}"
            for line in lines
        ]
        return "\n".join([f"{header},bind::audit:was", *renamed])

    new_version(team.audit, small_form, edit)
    report = team.merge(pack_file)
    assert report.packs[0].said == (
        "It was made with version 1 of the form; this audit asks version 2.",
        "1 answer was carried over to this version.",
        "1 answer is to a question that this audit doesn't ask: it is kept and not shown.",
    )
    assert team.value("C1", "age_of_mother") == "24"
    assert {"pathway", "mother_age"} < {change.question for change in answering.case_log(team.audit)}
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "25")
    assert team.merge(pack_file).conflicts == ()
    assert team.value("C1", "age_of_mother") == "25"
    assert check_audit(team.audit) == ()


def flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda path: flipped(path, 100), "is not a pack that this audit gave out, or it is damaged"),
        (lambda path: flipped(path, -5000), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-4096]), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-100]), "damaged"),
        (lambda path: path.write_text("case,question\n"), "is not an audit file"),
        (lambda path: path.write_bytes(b""), "is not an audit file"),
        (lambda path: path.unlink(), "There is no file"),
    ],
    ids=["first page", "another page", "a page short", "cut off", "text", "empty", "missing"],
)
def test_a_damaged_pack_is_refused_and_none_is_taken(
    team: Team, harm: Callable[[Path], object], sentence: str
) -> None:
    good, bad = team.give("AB", "C1"), team.give("CD", "C2")
    for path, reference in ((good, "C1"), (bad, "C2")):
        with opened(path) as pack:
            say(pack, reference, "mother_age", "24")
    harm(bad)
    before = everything(team.audit)
    with pytest.raises(AuditError) as error:
        team.merge(bad)
    assert sentence in error.value.sentence
    with pytest.raises(AuditError, match="Nothing was taken in"):
        team.merge(good, bad)
    assert everything(team.audit) == before
    report = team.merge(good, bad, dry_run=True)
    assert [pack.taken for pack in report.packs] == [1, 0]
    assert sentence in report.refused[0].refused


def test_a_pack_altered_by_another_program_is_refused(team: Team) -> None:
    pack_file = team.give("AB", "C1")
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "24")
    team.merge(pack_file)
    with opened(pack_file) as pack, transaction(pack.file):
        pack.file.run("DROP TRIGGER change_is_insert_only")
        pack.file.run("UPDATE change SET value = '31'")
        pack.file.run("UPDATE answer SET value = '31' WHERE question = 'mother_age'")
    with pytest.raises(AuditError, match="changed outside this program"):
        team.merge(pack_file)
    assert team.value("C1", "mother_age") == "24"


def test_a_pack_of_another_audit_is_refused(team: Team, make_audit: MakeAudit, tmp_path: Path) -> None:
    blank = make_audit("stranger")
    with transaction(blank.file):  # copies of one file count as one audit
        blank.file.run("UPDATE identity SET audit = 'another'")
    stranger = Team(blank, tmp_path)
    add_case(blank, "C1")
    path = tmp_path / "strange.audit"
    handing_out.write_pack(blank, "AB", path, PACK)
    with pytest.raises(AuditError, match="is a pack of another audit"):
        merge(team.audit, [path], secret=PACK)
    with pytest.raises(AuditError, match="is not a pack that this audit gave out"):
        team.merge(path)
    assert stranger.audit is blank


def test_a_pack_takes_no_packs_in(team: Team) -> None:
    path = team.give("AB", "C1")
    with opened(path) as pack, pytest.raises(AuditError, match="This is a pack"):
        merge(pack, [path])


def test_a_pack_that_is_open_here_is_refused(team: Team) -> None:
    path = team.give("AB", "C1")
    with opened(path), pytest.raises(AuditError, match="is open in another window"):
        team.merge(path)


def test_a_pack_given_out_by_a_copy_is_known_from_then_on(team: Team, tmp_path: Path) -> None:
    handing_out.assign(team.audit, "AB")
    copy = tmp_path / "copy.audit"
    save_copy(team.audit, copy)
    code = audit_file.keys.recovery_code(team.audit.file.key)
    other = open_audit(copy, code)
    path = tmp_path / "pack.audit"
    handing_out.write_pack(other, "AB", path, PACK)
    close_audit(other)
    report = merge(team.audit, [path, copy], secret=PACK)
    assert "doesn't remember giving it out" in report.packs[0].said[1]
    assert "It is a copy of this audit, not a pack." in report.packs[1].said
    assert team.merge(path).packs[0].said == ("Nothing in it is new: all of it is here already.",)


def test_what_a_copy_decided_about_texts_that_leave_holds_here_too(team: Team, tmp_path: Path) -> None:
    copy = tmp_path / "copy.audit"
    save_copy(team.audit, copy)
    code = audit_file.keys.recovery_code(team.audit.file.key)
    other = open_audit(copy, code, person="Somebody else")
    with transaction(other.file):
        person = people.add(other.file, people.new_id(other.person), other.person)
        add_review(
            other.file, TextReview("name", "its fingerprint", "left_out", "", person, "2026-03-01T09:00:00")
        )
    close_audit(other)
    for _time in range(2):
        merge(team.audit, [copy])
    (held,) = latest_reviews(team.audit.file).values()
    assert (held.decision, held.person) == ("left_out", "Somebody else")


def test_a_dry_run_says_the_same_and_changes_nothing(team: Team) -> None:
    pack_file = team.give("AB", "C1")
    answering.save_answer(team.case("C1"), Key("mother_age"), answered("24"))
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "31")
        say(pack, "C1", "mother_need", "current")
    before, packs_before = everything(team.audit), handing_out.packs_out(team.audit)
    content = pack_file.read_bytes()
    dry = team.merge(pack_file, dry_run=True)
    assert everything(team.audit) == before
    assert handing_out.packs_out(team.audit) == packs_before
    wet = team.merge(pack_file)
    assert (dry.packs, dry.conflicts, dry.dry_run) == (wet.packs, wet.conflicts, True)
    assert pack_file.read_bytes() == content


@pytest.mark.parametrize("at", [0, 100, 200, 500, 600, 800, 1000])
def test_cancelling_changes_nothing(team: Team, at: int) -> None:
    packs = [team.give("AB", "C1"), team.give("CD", "C2")]
    for path, reference in zip(packs, ("C1", "C2"), strict=True):
        with opened(path) as pack:
            say(pack, reference, "mother_age", "24")
    before = everything(team.audit)

    def cancel(done: int, of: int) -> None:
        assert of == 1000
        if done >= at:
            raise Cancelled

    with pytest.raises(Cancelled):
        merge(team.audit, packs, progress=cancel)
    assert everything(team.audit) == before
    assert handing_out.packs_out(team.audit)[0].returns == 0


def test_what_was_saved_before_a_crash_comes_too(team: Team, tmp_path: Path) -> None:
    pack_file = team.give("AB", "C1")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "24")
        for name in (pack_file.name, f"{pack_file.name}-wal"):
            (crashed / name).write_bytes((pack_file.parent / name).read_bytes())
    assert merge(team.audit, [crashed / pack_file.name]).taken == 1


def test_a_log_that_is_not_the_packs_own_is_said_and_not_taken(team: Team, tmp_path: Path) -> None:
    pack_file = team.give("AB", "C1")
    (tmp_path / "crashed").mkdir()
    copy = tmp_path / "crashed" / pack_file.name
    with opened(pack_file) as pack:
        say(pack, "C1", "mother_age", "24")
        save_copy(pack, copy)
        say(pack, "C1", "mother_age", "31")
        log_of(copy).write_bytes(log_of(pack_file).read_bytes())
    (report,) = team.merge(copy).packs
    assert report.taken == 1
    assert report.said[0].startswith("A log lay beside it that doesn't belong to it")
    assert log_of(copy).exists()


def test_a_second_audit_stays_beside_the_first(team: Team) -> None:
    first = team.give("AB", "C1")
    handing_out.assign_second(team.audit, handing_out.find_cases(team.audit, ["C1"]), ["CD"], seed=1)
    second = team.give("CD")
    for path, role, age in ((first, Role.FIRST, "24"), (second, Role.SECOND, "31")):
        with opened(path) as pack:
            say(pack, "C1", "mother_age", age, role=role)
    report = team.merge(second, first)
    assert (report.taken, report.conflicts) == (2, ())
    values = {
        role: team.case("C1", role).filling.state(Key("mother_age")).value
        for role in (Role.FIRST, Role.SECOND)
    }
    assert values == {Role.FIRST: "24", Role.SECOND: "31"}
