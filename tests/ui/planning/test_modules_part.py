"""Modules switched in the plan: seen first with what it does, agreed to, and done for all cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations import answering, audits
from audit_app.operations.audit import Audit
from audit_app.operations.cases import add_case
from audit_app.ui.main_window import MainWindow
from audit_app.ui.planning.modules_part import ModulesPart
from tests.operations.modular_form import write_form
from tests.ui.planning.conftest import PASSPHRASE
from tests.ui.told import Told


@pytest.fixture
def part(window: MainWindow, tmp_path: Path) -> ModulesPart:
    """The part in front, of an audit with the court on and one case begun."""

    def make() -> Audit:
        form = write_form(tmp_path / "modular")
        info = AuditInfo("Round one", modules=("court",))
        audit, _code = audits.create_audit(
            tmp_path / "a.audit", PASSPHRASE, form=form, info=info, person="RM"
        )
        case = answering.open_case(audit, add_case(audit, "C1").id)
        answering.save_answer(case, Key("heard"), Answer(AnswerState.ANSWERED, "2025-01-03"))
        return audit

    window.entrance.opened.emit(window._desk.now(make), PASSPHRASE)
    window.workspace.go_plan()
    plan = window.workspace.plan
    plan.show_part(plan.modules)
    return plan.modules


def on(part: ModulesPart) -> tuple[str, ...]:
    return part._desk.now(audits.summary, part._audit).info.modules


def at_rest(qtbot: QtBot, part: ModulesPart) -> None:
    qtbot.wait_until(lambda: not part._desk.busy, timeout=20_000)


def test_the_form_its_country_and_what_is_on_are_said(part: ModulesPart) -> None:
    assert part._form.text() == "Modular, version 1. Country: England."
    assert part.boxes.ticked() == ("court",)
    assert part.boxes.total.text() == "An ordinary case asks about 3 + 2 questions."


def test_nothing_is_switched_before_the_person_agrees(qtbot: QtBot, part: ModulesPart, told: Told) -> None:
    assert not part._switch.isEnabled()
    qtbot.keyClick(part.boxes.boxes["court"], Qt.Key.Key_Space)
    assert part._switch.isEnabled()
    told.will_answer(False)
    part._switch.click()
    at_rest(qtbot, part)
    assert (told.said, told.lines, on(part)) == (["Switch modules?"], ["Off: Court"], ("court",))
    part._back.click()
    assert (part.boxes.ticked(), part._switch.isEnabled()) == (("court",), False)


def test_switching_works_cases_out_anew_and_says_so(qtbot: QtBot, part: ModulesPart, told: Told) -> None:
    for name in ("court", "outcomes"):
        part.boxes.boxes[name].click()
    told.will_answer(True)
    part._switch.click()
    at_rest(qtbot, part)
    assert told.lines == ["Off: Court", "On: Outcomes"]
    assert on(part) == ("outcomes",)
    assert part._done.text() == "Switched. 1 case was worked out anew."
    assert not part._switch.isEnabled()


def test_with_several_on_there_is_nothing_to_switch(qtbot: QtBot, part: ModulesPart, told: Told) -> None:
    for name in ("placements", "outcomes"):
        part.boxes.boxes[name].click()
    told.will_answer(True)
    part._switch.click()
    at_rest(qtbot, part)
    assert on(part) == part.boxes.ticked() == ("placements", "court", "outcomes")
    assert not part._switch.isEnabled()


@pytest.mark.parametrize(
    ("ticked", "said"),
    [
        ((), ["kept, and not counted", "1 case is worked out anew"]),
        (("court", "placements"), ["finished stay so", "1 case is worked out anew"]),
    ],
)
def test_what_switching_does_is_said_beforehand(
    part: ModulesPart, ticked: tuple[str, ...], said: list[str]
) -> None:
    from audit_app.ui.planning.modules_part import consequences

    found = consequences(part._asked, ticked)
    assert [words in sentence for words, sentence in zip(said, found, strict=True)] == [True] * len(said)


def test_the_list_of_parts_says_how_many_are_on(part: ModulesPart, window: MainWindow) -> None:
    plan = window.workspace.plan
    assert plan._list.item(plan.parts.index(part)).text() == "Form and modules\n1 of 3 modules on"


def test_the_case_page_has_the_pages_that_are_on(
    qtbot: QtBot, part: ModulesPart, told: Told, window: MainWindow
) -> None:
    part.boxes.tick(("placements",))
    told.will_answer(True)
    part.switch()
    at_rest(qtbot, part)
    case = part._desk.now(lambda: audits.cases.refs(part._audit.file)[0].id)
    window.workspace.open_case(case)
    assert [line.label for line in window.workspace.case._lines] == ["Core", "Home"]
