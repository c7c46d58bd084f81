"""The form of a running audit, in the plan: seen, compared, brought in when the person agrees, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QTableView

from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations import forms
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.file import audits
from audit_app.operations.plan.form_versions import form_in_use
from audit_app.ui.main_window import MainWindow
from audit_app.ui.plan.form_part import FormPart
from audit_app.ui.tasks import Desk
from tests.operations.modular_form import write_form
from tests.operations.two_versions import second, write_versions
from tests.samples import PASSPHRASE
from tests.ui.conftest import Rest
from tests.ui.screen import field, offers, press, rows, says
from tests.ui.told import Told

BRING = "Bring this version in…"
BACK = "Take back to version 1…"


@pytest.fixture
def part(desk: Desk, window: MainWindow, tmp_path: Path) -> FormPart:
    """The part in front, of an audit with one case begun."""

    def make() -> Audit:
        first, later = write_versions(tmp_path)
        forms.export_form(later, tmp_path / "second.xlsx")
        audit, _code = audits.create_audit(
            tmp_path / "a.audit", PASSPHRASE, form=first, info=AuditInfo("Round one"), person="RM"
        )
        add_case(audit, "C1")
        case = answering.open_case(audit, list_cases(audit)[0].id)
        for name, value in (("mother_age", "24"), ("remark", "Said so"), ("abuse", "current")):
            answering.save_answer(case, Key(name), Answer(AnswerState.ANSWERED, value))
        return audit

    window.entrance.opened.emit(desk.now(make), PASSPHRASE)
    window.workspace.go_plan()
    plan = window.workspace.plan
    plan.show_part(plan.form)
    return plan.form


def compare(part: FormPart, told: Told, rest: Rest, form: Path) -> None:
    told.will_answer(form)
    press(part, "Compare with a file…")
    rest()


def version_of(part: FormPart, desk: Desk) -> str:
    return desk.now(form_in_use, part.audit).version


def test_what_differs_stands_in_a_table_and_nothing_changes_yet(
    rest: Rest, desk: Desk, part: FormPart, told: Told, tmp_path: Path
) -> None:
    assert says(part, "In use: Versions, version 1, since")
    compare(part, told, rest, tmp_path / "second.xlsx")
    listed = rows(field(part, "What differs", QTableView))
    assert [
        "Renamed",
        "question “age” (mother_age → age)",
        "1",
        "Figures: M1.1_age.",
    ] in [[cell.replace("\n", " ") for cell in row] for row in listed]
    assert says(part, "1 answer goes nowhere: it is kept and listed.")
    told.will_answer(False)
    press(part, BRING)
    assert told.said[-1] == "Bring version 2 in?"
    assert [line.split(".")[0] for line in told.lines] == ["Gone: question “remark” (remark)"]
    press(part, "Leave the form as it is")
    assert (version_of(part, desk), offers(part, BRING)) == ("1", False)


def test_a_version_is_brought_in_and_taken_back(
    rest: Rest, desk: Desk, part: FormPart, told: Told, tmp_path: Path
) -> None:
    assert not offers(part, BACK)
    compare(part, told, rest, tmp_path / "second.xlsx")
    told.will_answer(True)
    press(part, BRING)
    rest()
    assert says(part, "The audit asks version 2 now. 1 case was worked out anew.")
    assert says(part, "In use: Versions, version 2")
    told.will_answer(True)
    press(part, BACK)
    rest()
    assert says(part, "The audit asks version 1 again. 1 case was worked out anew.")
    assert version_of(part, desk) == "1"


def test_what_was_done_since_is_why_it_cant_be_taken_back(
    rest: Rest, desk: Desk, part: FormPart, told: Told, tmp_path: Path
) -> None:
    compare(part, told, rest, tmp_path / "second.xlsx")
    told.will_answer(True)
    press(part, BRING)
    rest()
    desk.now(add_case, part.audit, "C2")
    part.read()
    assert not offers(part, BACK)
    assert says(part, "can't be taken back any more, because since then cases")


def test_a_version_that_cant_follow_says_where_and_why(
    rest: Rest, part: FormPart, told: Told, tmp_path: Path
) -> None:
    made = second()
    made["carried"][0]["from"] = "abuze"
    compare(part, told, rest, write_form(tmp_path / "wrong", made))
    assert says(part, "sheet carried, row 2, column from: The version in use has no question “abuze”.")
    assert not offers(part, BRING)


def test_the_form_in_use_is_exported_and_checked(
    rest: Rest, part: FormPart, told: Told, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    told.will_answer(out)
    press(part, "Export it…")
    assert load_workbook(out).sheetnames[:2] == ["survey", "choices"]
    press(part, "Check it")
    rest()
    assert told.said[-1].startswith("The form was checked") or says(part, "nothing is wrong with it")
