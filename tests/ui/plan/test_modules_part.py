"""Modules switched in the plan: seen first with what it does, agreed to, and done for all cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.file import audits
from audit_app.operations.plan import modules
from audit_app.ui.case.section_list import SectionList
from audit_app.ui.main_window import MainWindow
from audit_app.ui.plan.modules_part import ModulesPart
from audit_app.ui.tasks import Desk
from tests.operations.modular_form import write_form
from tests.samples import PASSPHRASE
from tests.ui.conftest import Ask, Rest
from tests.ui.screen import field, offers, press, rows, says
from tests.ui.told import Told

SWITCH = "Switch modules…"


@pytest.fixture
def part(desk: Desk, window: MainWindow, tmp_path: Path) -> ModulesPart:
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

    window.entrance.opened.emit(desk.now(make), PASSPHRASE)
    window.workspace.go_plan()
    plan = window.workspace.plan
    plan.show_part(plan.modules)
    return plan.modules


def on(ask: Ask) -> tuple[str, ...]:
    return ask(audits.summary).info.modules


def test_the_form_its_country_and_what_is_on_are_said(part: ModulesPart) -> None:
    assert says(part, "Modular, version 1. Country: England.")
    assert part.boxes.ticked() == ("court",)
    assert part.boxes.total.text() == "An ordinary case asks about 3 + 2 questions."


def test_nothing_is_switched_before_the_person_agrees(
    rest: Rest, ask: Ask, qtbot: QtBot, part: ModulesPart, told: Told
) -> None:
    assert not offers(part, SWITCH)
    qtbot.keyClick(part.boxes.boxes["court"], Qt.Key.Key_Space)
    assert offers(part, SWITCH)
    told.will_answer(False)
    press(part, SWITCH)
    rest()
    assert (told.said, told.lines, on(ask)) == (["Switch modules?"], ["Off: Court"], ("court",))
    press(part, "Leave them as they are")
    assert (part.boxes.ticked(), offers(part, SWITCH)) == (("court",), False)


def test_switching_works_cases_out_anew_and_says_so(
    rest: Rest, ask: Ask, part: ModulesPart, told: Told
) -> None:
    for name in ("court", "outcomes"):
        part.boxes.boxes[name].click()
    told.will_answer(True)
    press(part, SWITCH)
    rest()
    assert told.lines == ["Off: Court", "On: Outcomes"]
    assert on(ask) == ("outcomes",)
    assert says(part, "Switched. 1 case was worked out anew.")
    assert not offers(part, SWITCH)


def test_with_several_on_there_is_nothing_to_switch(
    rest: Rest, ask: Ask, part: ModulesPart, told: Told
) -> None:
    for name in ("placements", "outcomes"):
        part.boxes.boxes[name].click()
    told.will_answer(True)
    press(part, SWITCH)
    rest()
    assert on(ask) == part.boxes.ticked() == ("placements", "court", "outcomes")
    assert not offers(part, SWITCH)


@pytest.mark.parametrize(
    ("ticked", "said"),
    [
        ((), ["kept, and not counted", "1 case is worked out anew"]),
        (("court", "placements"), ["finished stay so", "1 case is worked out anew"]),
    ],
)
def test_what_switching_does_is_said_beforehand(
    ask: Ask, part: ModulesPart, ticked: tuple[str, ...], said: list[str]
) -> None:
    from audit_app.ui.plan.modules_part import consequences

    found = consequences(ask(modules.read_asked), ticked)
    assert [words in sentence for words, sentence in zip(said, found, strict=True)] == [True] * len(said)


def test_the_list_of_parts_says_how_many_are_on(part: ModulesPart, window: MainWindow) -> None:
    assert ["Modules\n1 of 3 modules on"] in rows(field(window, "Planning", QListWidget))


def test_the_case_page_has_the_pages_that_are_on(
    rest: Rest, ask: Ask, desk: Desk, part: ModulesPart, told: Told, window: MainWindow
) -> None:
    part.boxes.tick(("placements",))
    told.will_answer(True)
    part.switch()
    rest()
    window.workspace.open_case(ask(list_cases)[0].id)
    sections = window.workspace.case.findChild(SectionList)
    assert [words.split("\n")[0] for (words,) in rows(sections)] == [
        *("Core", "Home", "Check answers", "Documents", "Overview")
    ]
