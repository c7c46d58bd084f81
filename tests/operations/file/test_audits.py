"""Making, opening and keeping safe a whole audit, through the operations a screen calls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, AuditInfo, Country, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case.answering import open_case, save_answer
from audit_app.operations.case.cases import add_case
from audit_app.operations.file import audits
from audit_app.operations.plan.handing_out import officers
from audit_app.store import answers
from audit_app.store.writing import transaction
from audit_app.xforms.filling import Filled

PASSPHRASE = "kettle-sparrow-1987"
INFO = AuditInfo("Round one", Country.WALES, "North", "2024-04-01..2025-03-31", "1", ("placements",))

FORM = {
    "survey": (
        "type,name,label,bind::audit:module\nbegin_group,page,Page,\ninteger,age,Age,\ndate,moved,Moved,\n"
        "end_group,,,\nbegin_group,home,Home,placements\ntext,carer,Carer,\nend_group,,,\n"
    ),
    "choices": "list_name,name,label\nyes_no,yes,Yes\n",
    "settings": (
        "form_id,form_title,version,namespaces\n"
        'small,A small form,7,"audit=""https://audit-app.invalid/xforms"""\n'
    ),
    "steps": "id,label,question,kind\nhoused,Housed,moved,event\n",
}


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("form")
    for sheet, text in FORM.items():
        (folder / f"{sheet}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "north.audit"


def names(audit: Audit) -> list[str]:
    return [officer.name for officer in officers(audit)]


@pytest.fixture
def made(path: Path, form: Path) -> Iterator[tuple[Audit, str]]:
    audit, code = audits.create_audit(path, PASSPHRASE, form=form, info=INFO, person="RM")
    yield audit, code
    audits.close_audit(audit)


def test_a_new_audit_has_its_form_its_facts_and_its_officer(made: tuple[Audit, str]) -> None:
    audit, _code = made
    summary = audits.summary(audit)
    assert summary == audits.AuditSummary(INFO, "A small form", "7", 0, 0, 0)
    assert names(audit) == ["RM"]
    assert list(audit.form.questions) == ["age", "moved", "carer"]
    assert audit.sheets["steps"][0]["id"] == "housed"


@pytest.mark.parametrize("with_code", [False, True])
def test_an_audit_opens_again_as_it_was(made: tuple[Audit, str], path: Path, with_code: bool) -> None:
    audit, code = made
    add_case(audit, "K-001")
    audits.close_audit(audit)
    again = audits.open_audit(path, code if with_code else PASSPHRASE, person="AB")
    assert dict(again.form.questions) == dict(audit.form.questions)
    assert again.sheets == audit.sheets
    assert audits.summary(again).info == INFO
    assert audits.summary(again).n_not_started == 1
    assert names(again) == ["AB", "RM"]
    assert audits.check_audit(again) == ()
    audits.close_audit(again)


@pytest.mark.usefixtures("true_rounds")
def test_opening_needs_no_form_compiler(made: tuple[Audit, str], path: Path) -> None:
    import subprocess
    import sys

    audits.close_audit(made[0])
    script = (
        "import sys; from pathlib import Path; from audit_app.operations.file import audits;"
        f"audits.open_audit(Path({str(path)!r}), {PASSPHRASE!r});"
        "print([m for m in ('pyxform', 'pandas', 'openpyxl', 'keyring', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_what_is_said_about_an_audit_can_change_but_for_what_it_asks(made: tuple[Audit, str]) -> None:
    audits.edit_info(made[0], AuditInfo("Round two"))
    expected = AuditInfo("Round two", country=INFO.country, modules=INFO.modules)
    assert audits.summary(made[0]).info == expected


def test_an_officer_is_the_same_whatever_the_spacing_or_case(made: tuple[Audit, str]) -> None:
    for name in (" rm ", "RM", "R  M", "R M", ""):
        audits.set_person(made[0], name)
    assert names(made[0]) == ["R M", "RM"]
    assert made[0].person == ""


def test_a_changed_passphrase_opens_the_audit_and_the_old_one_does_not(
    made: tuple[Audit, str], path: Path
) -> None:
    audit, old_code = made
    code = audits.change_passphrase(audit, "four quite different words")
    audits.close_audit(audit)
    for secret in (PASSPHRASE, old_code):
        with pytest.raises(AuditError, match="doesn't open"):
            audits.open_audit(path, secret)
    audits.close_audit(audits.open_audit(path, code))


def test_the_check_finds_what_the_form_would_work_out_otherwise(made: tuple[Audit, str]) -> None:
    audit, _code = made
    case = open_case(audit, add_case(audit, "K-001").id)
    save_answer(case, Key("age"), Answer(AnswerState.ANSWERED, "34"))
    assert audits.check_audit(audit) == ()
    with transaction(audit.file):
        hidden = Filled(False, AnswerState.NOT_LOOKED_AT, "")
        answers.write_filled(audit.file, case.ref.id, {Key("moved"): hidden})
    (problem,) = audits.check_audit(audit)
    assert problem.message.startswith("Case K-001: what the form works out of “moved”")


def test_a_copy_is_an_audit_of_its_own(made: tuple[Audit, str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.audit"
    audits.save_copy(made[0], copy)
    opened = audits.open_audit(copy, PASSPHRASE)
    assert audits.summary(opened) == audits.summary(made[0])
    audits.close_audit(opened)


@pytest.mark.parametrize("survey", ["type,name,label\nintegr,age,Age\n", "", "type,name\ntext,two words\n"])
def test_a_form_with_errors_leaves_no_file(path: Path, tmp_path: Path, survey: str) -> None:
    folder = tmp_path / "wrong"
    folder.mkdir()
    (folder / "survey.csv").write_text(survey, encoding="utf-8")
    with pytest.raises(AuditError):
        audits.create_audit(path, PASSPHRASE, form=folder, info=INFO)
    assert not path.exists()


def test_an_existing_file_is_left_alone(form: Path, path: Path) -> None:
    path.write_bytes(b"somebody's")
    with pytest.raises(AuditError, match="already a file"):
        audits.create_audit(path, PASSPHRASE, form=form, info=INFO)
    assert path.read_bytes() == b"somebody's"
