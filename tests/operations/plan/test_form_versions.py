"""A new version of the form in a running audit: nothing is lost, packs come home, it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import Action, Answer, AnswerState, AuditInfo, Evidence, Key, Origin, Role
from audit_app.operations.act.actions import save_action
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import open_case
from audit_app.operations.case.cases import add_case
from audit_app.operations.case.kept import left_over
from audit_app.operations.file.audits import (
    check_audit,
    close_audit,
    create_audit,
    edit_info,
    open_audit,
    save_copy,
    summary,
)
from audit_app.operations.gather.taking_in import merge
from audit_app.operations.plan import handing_out
from audit_app.operations.plan.form_comparison import compare_form, sentence
from audit_app.operations.plan.form_versions import bring_in, form_in_use, take_back
from audit_app.operations.read import cohort, pages
from audit_app.readers.form_workbook import Sheets
from audit_app.store import prefill
from audit_app.store.writing import transaction
from tests.operations.conftest import PASSPHRASE
from tests.operations.lists import import_cases
from tests.operations.modular_form import write_form
from tests.operations.team import PACK, answered, find, opened, say
from tests.operations.two_versions import second, write_versions

S = AnswerState
DOCUMENT = Evidence(document="Core assessment", date="2025-03-01", page="4")


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """The folders of both versions."""
    return write_versions(tmp_path)


@pytest.fixture
def audit(tmp_path: Path, versions: tuple[Path, Path]) -> Iterator[Audit]:
    """Twelve cases, half of them filled, of AB and CD."""
    audit, _code = create_audit(
        tmp_path / "a.audit", PASSPHRASE, form=versions[0], info=AuditInfo(name="Test"), person="Boss"
    )
    import_cases(audit, [{"case": f"C{number:02}"} for number in range(1, 13)])
    names = [f"C{number:02}" for number in range(1, 13)]
    handing_out.assign(audit, "AB", handing_out.find_cases(audit, names[:6]))
    handing_out.assign(audit, "CD", handing_out.find_cases(audit, names[6:]))
    for number in (*range(1, 4), *range(7, 10)):
        fill(audit, number)
    yield audit
    close_audit(audit)


@contextmanager
def opened_with(path: Path) -> Iterator[Audit]:
    """A copy of the audit."""
    audit = open_audit(path, PASSPHRASE, person="Boss")
    try:
        yield audit
    finally:
        close_audit(audit)


def fill(audit: Audit, number: int) -> None:
    """A case half filled, each in its own way."""
    case = open_case(audit, find(audit, f"C{number:02}").id)

    def say(name: str, answer: Answer, row: str = "") -> None:
        answering.save_answer(case, Key(name, row), answer)

    say("mother_age", Answer(S.ANSWERED, str(20 + number), evidence=DOCUMENT, note="by her own account"))
    say("abuse", answered(("current", "past", "no")[number % 3]))
    say("needs", answered(("housing debt", "drugs", "debt")[number % 3]))
    say("remark", answered(f"Remark {number}"))
    say("grade", answered(("good", "poor")[number % 2]))
    say("seen", answered(f"2025-01-{number:02}"))
    answering.add_row(case, "fathers")
    (row,) = case.filling.rows("fathers")
    (care,) = case.filling.rows("father_care")
    say("father_role", answered("confirmed"), row.uuid)
    say("father_in_care", Answer(S.NOT_RECORDED, note="looked everywhere"), care.uuid)
    if number == 1:
        for page in ("first_page", "family", "care"):
            answering.mark_rest(case, page)
        say("immediate_concern", answered("no"))
        answering.finish(case, "Checked twice")


def everything(audit: Audit) -> dict[str, list[tuple[Any, ...]]]:
    """All that the file holds, but for when and by whom it was touched last."""
    tables = [
        name
        for (name,) in audit.file.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in ("mark", "sqlite_sequence")
    ]
    found = {}
    for table in tables:
        rows = audit.file.rows(f"SELECT * FROM {table}")
        found[table] = sorted(rows, key=repr)
    return found


def stands(audit: Audit, reference: str, question: str) -> Answer:
    head = open_case(audit, find(audit, reference).id).heads.get(Key(question))
    return head.answer if head else Answer()


def figures(audit: Audit) -> dict[str, object]:
    """The declared figures, over all cases."""
    reading = pages.read(audit, cohort.Filters(status="all"))
    return {id_: reading.figure(id_) for id_ in ("M1.1_age", "M1.2_housing")}


def test_answers_go_over_and_come_back(audit: Audit, versions: tuple[Path, Path]) -> None:
    before = everything(audit)
    done = bring_in(audit, versions[1])
    assert (done.n_cases, form_in_use(audit).version) == (6, "2")
    age = stands(audit, "C02", "age")
    assert age == Answer(S.ANSWERED, "22", note="by her own account", evidence=DOCUMENT)
    assert stands(audit, "C03", "needs").value == "housing money"
    case = open_case(audit, find(audit, "C03").id)
    assert case.heads[Key("was_harmed")].answer.value == "current"
    assert case.heads[Key("caused_harm")].answer.value == "no"
    assert case.heads[Key("was_harmed")].origin is Origin.LOOK_AGAIN
    (care,) = case.filling.rows("father_history")
    assert case.filling.state(Key("father_in_care", care.uuid)).state is S.NOT_RECORDED
    assert case.filling.state(Key("older")).value == "24"
    assert check_audit(audit) == ()
    assert take_back(audit).version == "1"
    assert everything(audit) == before
    assert check_audit(audit) == ()


def test_figures_that_both_versions_have_are_the_same(audit: Audit, versions: tuple[Path, Path]) -> None:
    before = figures(audit)
    bring_in(audit, versions[1])
    assert figures(audit) == before


def test_what_can_stand_nowhere_is_kept_and_listed(audit: Audit, versions: tuple[Path, Path]) -> None:
    bring_in(audit, versions[1])
    case = open_case(audit, find(audit, "C02").id)
    (kept,) = answering.kept_answers(case)
    assert (kept.key, kept.label, kept.words, kept.by) == (Key("remark"), "remark", "Remark 2", "Boss")
    assert stands(audit, "C03", "grade") == Answer()
    (again,) = [
        each
        for each in answering.to_look_at(open_case(audit, find(audit, "C03").id))
        if each.key.question == "grade"
    ]
    assert "grade poor" in again.why
    assert {left.ref.reference for left in left_over(audit)} == {f"C0{n}" for n in (1, 2, 3, 7, 8, 9)}


def test_a_note_stands_until_somebody_has_looked(audit: Audit, versions: tuple[Path, Path]) -> None:
    bring_in(audit, versions[1])
    case = open_case(audit, find(audit, "C03").id)
    keys = [each.key for each in answering.to_look_at(case)]
    assert keys == [Key("was_harmed"), Key("caused_harm"), Key("grade")]
    assert answering.question_view(case, keys[0]).look_again.startswith("Was the mother harmed")
    answering.looked_at(case, keys[0])
    answering.save_answer(case, keys[1], answered("no"))
    answering.save_answer(case, keys[2], answered("fair"))
    case = open_case(audit, case.ref.id)
    assert answering.to_look_at(case) == ()
    assert case.heads[keys[0]].answer.value == "current"
    assert case.heads[keys[0]].person


def test_finished_cases_stay_finished(audit: Audit, versions: tuple[Path, Path]) -> None:
    done = bring_in(audit, versions[1])
    assert find(audit, "C01").status == "finished"
    assert done.left.questions == ("C01",)


def pack(audit: Audit, folder: Path, officer: str) -> Path:
    path = folder / f"{officer}.audit"
    handing_out.write_pack(audit, officer, path, PACK)
    return path


def test_packs_of_the_older_version_come_home(
    audit: Audit, versions: tuple[Path, Path], tmp_path: Path
) -> None:
    packs = [pack(audit, tmp_path, officer) for officer in ("AB", "CD")]
    for path, reference in zip(packs, ("C02", "C11"), strict=True):
        with opened(path) as theirs:
            case = open_case(theirs, find(theirs, reference).id)
            answering.save_answer(case, Key("mother_age"), answered("40"))
            answering.save_answer(case, Key("abuse"), answered("past"))
            answering.save_answer(case, Key("remark"), answered("theirs"))
    bring_in(audit, versions[1])
    before = packs[0].read_bytes()
    report = merge(audit, packs)
    assert packs[0].read_bytes() == before
    assert report.conflicts == ()
    assert report.packs[0].said == (
        "It was made with version 1 of the form; this audit asks version 2.",
        "3 answers were carried over to this version.",
        "1 answer is to a question that this audit doesn't ask: it is kept and not shown.",
    )
    for reference in ("C02", "C11"):
        assert stands(audit, reference, "age").value == "40"
        assert stands(audit, reference, "was_harmed").value == "past"
        assert stands(audit, reference, "caused_harm") == Answer()
        (kept,) = answering.kept_answers(open_case(audit, find(audit, reference).id))
        assert kept.words == "theirs"
    once = everything(audit)
    assert merge(audit, packs).conflicts == ()
    assert everything(audit)["change"] == once["change"]
    assert check_audit(audit) == ()


def test_a_pack_of_a_version_in_between_comes_home(
    audit: Audit, versions: tuple[Path, Path], tmp_path: Path
) -> None:
    bring_in(audit, versions[1])
    path = pack(audit, tmp_path, "AB")
    with opened(path) as theirs:
        case = open_case(theirs, find(theirs, "C02").id)
        answering.save_answer(case, Key("age"), answered("41"))
        answering.save_answer(case, Key("was_harmed"), answered("no"))
    bring_in(audit, third(tmp_path))
    merge(audit, [path])
    assert stands(audit, "C02", "mothers_age").value == "41"
    assert stands(audit, "C02", "harmed").value == "never"
    assert stands(audit, "C03", "harmed").value == "current"
    assert check_audit(audit) == ()


def third(folder: Path) -> Path:
    """Version 3: two renamed again, one of them with another choice."""
    made = second()
    for row in made["survey"]:
        if row.get("name") == "age":
            row |= {"name": "mothers_age", "bind::audit:was": "age mother_age"}
        if row.get("name") == "was_harmed":
            row |= {"name": "harmed", "bind::audit:was": "was_harmed"}
        if "calculation" in row:
            row["calculation"] = "${mothers_age} + 1"
    for row in made["choices"]:
        if row["list_name"] == "harm" and row["name"] == "no":
            row |= {"name": "never", "was": "no"}
    del made["carried"]
    made["measures"][0]["question"] = "mothers_age"
    made["settings"][0]["version"] = "3"
    return write_form(folder / "third", made)


def test_a_pack_of_a_newer_version_is_refused(
    audit: Audit, versions: tuple[Path, Path], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.audit"
    save_copy(audit, copy)
    bring_in(audit, versions[1])
    path = pack(audit, tmp_path, "AB")
    with opened_with(copy) as older:
        before = everything(older)
        with pytest.raises(AuditError, match="newer than this audit's"):
            merge(older, [path], secret=PACK)
        assert everything(older) == before


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (lambda audit: say(audit, "C05", "age", "31"), "answers were given"),
        (lambda audit: import_cases(audit, [{"case": "C13"}]), "cases or audits of cases were added"),
        (lambda audit: handing_out.write_pack(audit, "AB", audit.path.with_name("p.audit"), PACK), "packs"),
        (lambda audit: edit_info(audit, replace(summary(audit).info, name="O")), "what is said about"),
    ],
    ids=["answer", "case", "pack", "name"],
)
def test_after_anything_else_it_cant_be_taken_back(
    audit: Audit, versions: tuple[Path, Path], deed: Callable[[Audit], object], why: str
) -> None:
    bring_in(audit, versions[1])
    assert (form_in_use(audit).taken_back, form_in_use(audit).cant) == ("1", "")
    deed(audit)
    before = everything(audit)
    with pytest.raises(AuditError, match=why):
        take_back(audit)
    assert everything(audit) == before


def test_what_is_cancelled_leaves_the_file_as_it_was(audit: Audit, versions: tuple[Path, Path]) -> None:
    before = everything(audit)
    for at in (2, 8, 15):
        calls = iter(range(100))

        def cancel(_done: int, _of: int, calls: Iterator[int] = calls, at: int = at) -> None:
            if next(calls) == at:
                raise Cancelled

        with pytest.raises(Cancelled):
            bring_in(audit, versions[1], cancel)
        assert everything(audit) == before
        assert audit.form.version == "1"


def test_the_comparison_says_what_it_touches(audit: Audit, versions: tuple[Path, Path]) -> None:
    found = compare_form(audit, versions[1])
    said = {sentence(each) for each in found.touched}
    assert "Renamed: question “age” (mother_age → age). Answered in 6 cases. Figures: M1.1_age." in said
    assert (
        "Gone: question “remark” (remark). Answered in 6 cases. "
        "6 answers go nowhere: they are kept and listed." in said
    )
    assert "New: question “smokes” (smokes)." in said
    assert "Moved: question “seen” (seen). From the page “Care” to “First”. Answered in 6 cases." in said
    assert any(
        text.startswith("Gone: question “abuse” (abuse). Its answers go to “was_harmed”") for text in said
    )
    assert (found.kept, found.packs_out, found.n_cases) == (6, 0, 6)
    assert [each.difference.name for each in found.losses] == ["remark"]


def edited(folder: Path, edit: Callable[[dict[str, list[dict[str, str]]]], object]) -> Path:
    made = second()
    edit(made)
    return write_form(folder / "edited", made)


@pytest.mark.parametrize(
    ("edit", "sentence_"),
    [
        (
            lambda made: made["carried"].append({"from": "abuze", "question": "smokes"}),
            "sheet carried, row 7, column from: The version in use has no question “abuze”. "
            "Did you mean “abuse”?",
        ),
        (
            lambda made: made["carried"][0].update({"choice": "curent"}),
            "sheet carried, row 2, column choice: “curent” is no choice of “abuse” in the version in use.",
        ),
        (
            lambda made: made["carried"][1].update({"value": "nope"}),
            "sheet carried, row 3, column value: “nope” is no choice of “caused_harm”.",
        ),
        (
            lambda made: made["carried"][1].update({"question": "caused"}),
            "sheet carried, row 3, column question: No question is called “caused”.",
        ),
        (
            lambda made: made["carried"].append({"from": "was_harmed", "question": "caused_harm"}),
            "sheet carried, row 2, column question: “was_harmed” stands among the earlier questions too",
        ),
        (
            lambda made: next(row for row in made["survey"] if row.get("name") == "smokes").update(
                {"bind::audit:was": "seen"}
            ),
            "sheet survey, row 12, column bind::audit:was: Row 10 has this name or says this already.",
        ),
        (
            lambda made: next(row for row in made["choices"] if row["name"] == "fair").update(
                {"was": "good"}
            ),
            "column was: The earlier name “good” is in use",
        ),
        (
            lambda made: [
                row.update({"label": "harm no" if row["name"] == "past" else "harm past"})
                for row in made["choices"]
                if row["list_name"] == "harm" and row["name"] != "current"
            ],
            "answers already given would be turned round",
        ),
        (
            lambda made: made["settings"][0].update({"form_id": "another"}),
            "is another form (form_id another)",
        ),
    ],
    ids=[
        *("unknown question", "unknown choice", "unknown value", "unknown target", "circle"),
        *("name in use", "choice in use", "turned round", "another form"),
    ],
)
def test_what_cant_follow_is_refused_and_nothing_done(
    audit: Audit, tmp_path: Path, edit: Callable[..., object], sentence_: str
) -> None:
    before = everything(audit)
    with pytest.raises(AuditError) as error:
        bring_in(audit, edited(tmp_path, edit))
    assert sentence_ in str(error.value)
    assert everything(audit) == before


def test_the_same_version_again_is_refused(audit: Audit, versions: tuple[Path, Path]) -> None:
    with pytest.raises(AuditError, match="asks this very version already"):
        bring_in(audit, versions[0])
    bring_in(audit, versions[1])
    with pytest.raises(AuditError, match="asked version 1 before"):
        bring_in(audit, versions[0])


def test_an_audit_without_answers_takes_any_form(tmp_path: Path, versions: tuple[Path, Path]) -> None:
    other = edited(tmp_path, lambda made: made["settings"][0].update({"form_id": "another"}))
    audit, _code = create_audit(tmp_path / "empty.audit", PASSPHRASE, form=versions[0], info=AuditInfo())
    bring_in(audit, other)
    assert form_in_use(audit).name == "another"
    close_audit(audit)


def test_a_form_made_of_the_one_in_use_may_still_say_what_became_of_the_version_before(
    tmp_path: Path,
) -> None:
    """The shipped form, exported and changed, comes with its sheet `carried` of the version before."""
    # A choice that an earlier version had, of a question that has its name still.
    gone = {"from": "immediate_concern", "choice": "perhaps", "question": "immediate_concern", "value": "yes"}
    before = edited(tmp_path / "before", lambda made: made["carried"].append(gone))

    def made_of_it(made: dict[str, list[dict[str, str]]]) -> None:
        made["carried"].append(gone)
        made["settings"][0].update({"version": "3"})

    third = edited(tmp_path, made_of_it)
    audit, _code = create_audit(
        tmp_path / "second.audit", PASSPHRASE, form=before, info=AuditInfo(), person="AB"
    )
    case = open_case(audit, add_case(audit, "C1").id)
    answering.save_answer(case, Key("immediate_concern"), answered("no"))
    bring_in(audit, third)
    assert form_in_use(audit).version == "3"
    assert stands(audit, "C1", "immediate_concern").value == "no"
    close_audit(audit)


def test_what_extracts_say_follows_its_question(audit: Audit, versions: tuple[Path, Path]) -> None:
    ref = find(audit, "C04")
    with transaction(audit.file):
        prefill.replace_cases(audit.file, "census", {ref.case: {Key("mother_age"): "33"}})
    before = everything(audit)
    bring_in(audit, versions[1])
    assert open_case(audit, ref.id).extracts[Key("age")] == {"census": "33"}
    take_back(audit)
    assert everything(audit) == before


def test_actions_and_second_audits_are_told(audit: Audit, versions: tuple[Path, Path]) -> None:
    handing_out.assign_second(audit, [find(audit, "C04").id], ["CD"], seed=1)
    say(audit, "C04", "mother_age", "29", role=Role.SECOND)
    save_action(audit, Action(what="Ask every mother's age", stage=1, measure="M1.1_age"))
    found = compare_form(audit, versions[1])
    (age,) = [each for each in found.touched if sentence(each).startswith("Renamed: question “age”")]
    assert (age.cases, age.second, age.actions) == (7, 1, ("Ask every mother's age",))
    assert "Answered in 1 second audit." in sentence(age)


def test_a_new_module_of_what_is_asked_now_is_on(audit: Audit, tmp_path: Path) -> None:
    def edit(made: Sheets) -> None:
        next(row for row in made["survey"] if row.get("name") == "seen")["bind::audit:module"] = "extra"
        made["modules"] = [{"id": "extra", "label": "Extra", "adds": "when she was seen"}]

    before = everything(audit)
    assert bring_in(audit, edited(tmp_path, edit)).compared.switched_on == ("extra",)
    assert open_case(audit, find(audit, "C02").id).filling.state(Key("seen")).asked
    take_back(audit)
    assert everything(audit) == before
