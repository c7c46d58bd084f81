"""Modules: what they add to an ordinary case, and what switching them does to the cases of an audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import Answer, AnswerState, AuditInfo, CaseStatus, Country, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, open_case, save_answer
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.file.audits import check_audit, close_audit, create_audit, summary
from audit_app.operations.gather.progress import read_progress
from audit_app.operations.gather.taking_in import merge
from audit_app.operations.plan import handing_out, modules
from audit_app.operations.read.cohort import Filters, filter_choices, read_cohort
from audit_app.store import answers
from tests.operations.modular_form import ADDS, CORE, MODULES, sheets, write_form
from tests.operations.team import PACK, opened

PASSPHRASE = "plum harbour lantern"
COURT = Key("represented")


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_form(tmp_path_factory.mktemp("forms") / "modular")


@pytest.fixture
def audit(tmp_path: Path, form: Path) -> Iterator[Audit]:
    """An audit with the court on and two cases, of which one is finished."""
    info = AuditInfo("Round one", country=Country.WALES, modules=("court",))
    audit, _code = create_audit(tmp_path / "a.audit", PASSPHRASE, form=form, info=info, person="AB")
    for reference in ("C1", "C2"):
        add_case(audit, reference)
        fill(opened_case(audit, reference))
    answering.finish(opened_case(audit, "C2"), "Checked twice")
    yield audit
    close_audit(audit)


def answered(value: str) -> Answer:
    return Answer(AnswerState.ANSWERED, value)


def opened_case(audit: Audit, reference: str) -> OpenCase:
    return open_case(audit, next(ref.id for ref in list_cases(audit) if ref.reference == reference))


def fill(case: OpenCase) -> None:
    said = {"immediate_concern": "no", "age": "24", "known": "yes", "heard": "2025-01-03"}
    for name, value in {**said, "represented": "yes"}.items():
        save_answer(case, Key(name), answered(value))


def asked(audit: Audit, reference: str) -> list[str]:
    """What the file keeps as asked."""
    kept = answers.read_filled(audit.file, opened_case(audit, reference).ref.id)
    return [key.question for key, filled in kept.items() if filled.asked]


def counted(audit: Audit, question: str) -> list[bool]:
    cohort, _heading = read_cohort(audit, Filters(status="all"))
    return list(cohort.columns[question].asked)


# What a form offers


def test_modules_stand_in_the_order_of_their_sheet_with_what_they_add(form: Path) -> None:
    offered = modules.offered_by(form)
    assert offered.n_core == CORE
    assert [(each.id, each.label, each.adds, each.n_questions) for each in offered.modules] == [
        (name, *words, ADDS[name]) for name, words in MODULES.items()
    ]


def test_without_an_ordinary_case_all_inputs_count_once(tmp_path: Path) -> None:
    rows = {name: lines for name, lines in sheets().items() if name not in ("ordinary", "modules")}
    offered = modules.offered_by(write_form(tmp_path / "bare", rows))
    assert offered.n_core == CORE
    assert [(each.id, each.label, each.n_questions) for each in offered.modules] == [
        ("court", "court", 2),
        ("placements", "placements", 2),
        ("outcomes", "outcomes", 1),
    ]


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ({"question": "agee", "value": "3"}, "question", "no question “agee”"),
        ({"question": "stay_who", "value": "x"}, "question", "write stays[1]/stay_who"),
        ({"question": "age", "value": "old"}, "value", "old"),
    ],
)
def test_an_ordinary_case_that_cannot_be_is_told_with_its_row(
    tmp_path: Path, line: dict[str, str], column: str, said: str
) -> None:
    from audit_app.operations.forms import check_form

    rows = sheets()
    rows["ordinary"] = [rows["ordinary"][0], line]
    (found,) = check_form(write_form(tmp_path / "wrong", rows))
    assert (found.sheet, found.row, found.column) == ("ordinary", 3, column)
    assert said in str(found)


# Switching


def test_a_module_that_is_off_keeps_its_answers_and_they_are_not_counted(audit: Audit) -> None:
    assert counted(audit, "represented") == [True, True]
    switched = modules.switch(audit, ())
    assert (switched.modules, switched.n_cases, switched.left.questions) == ((), 2, ())
    assert counted(audit, "represented") == [False, False]
    case = opened_case(audit, "C1")
    assert case.heads[COURT].answer.value == "yes"
    assert set(asked(audit, "C1")) == {"immediate_concern", "country", "age", "known", "next_age"}
    modules.switch(audit, ["court"])
    assert counted(audit, "represented") == [True, True]


def test_switching_one_on_says_which_finished_cases_have_questions_left(audit: Audit) -> None:
    switched = modules.switch(audit, ["outcomes", "court"])
    assert switched.modules == ("court", "outcomes")
    assert switched.left.questions == ("C2",)
    assert summary(audit).info.modules == ("court", "outcomes")
    assert {ref.reference: ref.n_left for ref in list_cases(audit)} == {"C1": 1, "C2": 1}
    assert {ref.status for ref in list_cases(audit)} == {CaseStatus.IN_PROGRESS, CaseStatus.FINISHED}


def test_what_switching_works_out_is_what_a_check_works_out(audit: Audit) -> None:
    for names in ((), ("court", "placements"), ("outcomes",)):
        modules.switch(audit, names)
        assert check_audit(audit) == ()


def test_pages_of_a_module_that_is_off_are_none(audit: Audit) -> None:
    modules.switch(audit, ["placements"])
    case = opened_case(audit, "C1")
    assert [line.name for line in answering.sections(case)] == ["core", "home"]
    assert read_progress(audit).sections_left == 0
    modules.switch(audit, ["outcomes"])
    assert read_progress(audit).sections_left == 1


def test_switching_is_all_or_nothing(audit: Audit) -> None:
    def stop(done: int, _of: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        modules.switch(audit, (), stop)
    assert summary(audit).info.modules == ("court",)
    assert counted(audit, "represented") == [True, True]


@pytest.mark.parametrize("names", [("no_such",), ("court", "Court")])
def test_a_module_that_the_form_lacks_is_refused(audit: Audit, names: tuple[str, ...]) -> None:
    with pytest.raises(AuditError, match="Its modules: court, placements, outcomes"):
        modules.switch(audit, names)
    assert modules.switched_on(audit) == ("court",)


def test_what_is_off_is_no_filter(audit: Audit) -> None:
    offered = [choice.name for choice in filter_choices(audit)]
    assert [name in offered for name in ("known", "represented")] == [True, True]
    modules.switch(audit, ())
    offered = [choice.name for choice in filter_choices(audit)]
    assert [name in offered for name in ("known", "represented")] == [True, False]
    with pytest.raises(AuditError, match="its module Court is off"):
        read_cohort(audit, Filters(where={"represented": "yes"}))


# Packs


def test_a_pack_carries_modules_and_country_and_switches_none(audit: Audit, tmp_path: Path) -> None:
    handing_out.write_pack(audit, "AB", tmp_path / "p.audit", PACK)
    with opened(tmp_path / "p.audit") as pack:
        about = summary(pack).info
        assert (about.modules, about.country) == (("court",), Country.WALES)
        assert opened_case(pack, "C1").filling.label(Key("words")) == "Under Part 4"
        with pytest.raises(AuditError, match="pack"):
            modules.switch(pack, ())


def test_a_pack_from_before_a_switch_is_worked_out_with_this_audits_modules(
    audit: Audit, tmp_path: Path
) -> None:
    handing_out.write_pack(audit, "AB", tmp_path / "p.audit", PACK)
    modules.switch(audit, ["placements"])
    with opened(tmp_path / "p.audit") as pack:
        save_answer(opened_case(pack, "C1"), Key("age"), answered("31"))
    report = merge(audit, [tmp_path / "p.audit"])
    assert any("other modules" in said for said in report.packs[0].said)
    assert check_audit(audit) == ()
    case = opened_case(audit, "C1")
    assert (case.filling.state(Key("age")).value, case.filling.state(COURT).asked) == ("31", False)
    assert case.heads[COURT].answer.value == "yes"


# The country


@pytest.mark.parametrize(("country", "law"), [(Country.ENGLAND, "section 20"), (Country.WALES, "Part 4")])
def test_words_follow_the_country_of_the_audit(
    tmp_path: Path, form: Path, country: Country, law: str
) -> None:
    info = AuditInfo("One", country=country, modules=("court",))
    audit, _code = create_audit(tmp_path / "b.audit", PASSPHRASE, form=form, info=info)
    try:
        add_case(audit, "C1")
        assert opened_case(audit, "C1").filling.label(Key("words")) == f"Under {law}"
    finally:
        close_audit(audit)


def test_an_audit_of_a_form_without_modules_is_as_before(tmp_path: Path) -> None:
    plain = [
        {name: text for name, text in line.items() if "module" not in name} for line in sheets()["survey"]
    ]
    rows = {name: lines for name, lines in sheets().items() if name in ("choices", "settings")}
    folder = write_form(tmp_path / "plain", {"survey": plain, **rows})
    audit, _code = create_audit(tmp_path / "c.audit", PASSPHRASE, form=folder, info=AuditInfo("One"))
    try:
        add_case(audit, "C1")
        case = opened_case(audit, "C1")
        assert [line.name for line in answering.sections(case)] == ["core", "court", "home", "after"]
        assert case.filling.state(Key("living_with")).asked
    finally:
        close_audit(audit)


def test_a_new_audit_has_only_modules_of_its_form(tmp_path: Path, form: Path) -> None:
    info = replace(AuditInfo("One"), modules=("no_such",))
    with pytest.raises(AuditError, match="no module no_such"):
        create_audit(tmp_path / "d.audit", PASSPHRASE, form=form, info=info)
    assert not (tmp_path / "d.audit").exists()
