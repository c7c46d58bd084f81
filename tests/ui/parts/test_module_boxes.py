"""Choosing modules: what each adds, the total, by keyboard and for a screen reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from audit_app.operations.forms import export_form
from audit_app.operations.plan.modules import ModuleView, OfferedModules
from audit_app.ui.look import set_text_size
from audit_app.ui.main_window import MainWindow
from audit_app.ui.parts.module_boxes import ModuleBoxes
from tests.operations.modular_form import MODULES, write_form
from tests.ui.conftest import PATIENCE, Rest
from tests.ui.screen import choose, fill, press
from tests.ui.text_sizes import TEXT_SIZES
from tests.ui.told import Told

OFFERED = OfferedModules(
    88, (ModuleView("court", "Court", "Hearings.", 31), ModuleView("birth", "Birth and discharge", "", 1))
)


@pytest.fixture
def boxes(qtbot: QtBot) -> ModuleBoxes:
    made = ModuleBoxes()
    qtbot.addWidget(made)
    made.show_offered(OFFERED)
    made.show()
    return made


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A form of one's own, with modules."""
    export_form(write_form(tmp_path / "modular"), tmp_path / "own.xlsx")
    return tmp_path / "own.xlsx"


@pytest.mark.parametrize(
    ("on", "total"),
    [
        ((), "An ordinary case asks about 88 questions."),
        (("birth",), "An ordinary case asks about 88 + 1 questions."),
        (("court", "birth"), "An ordinary case asks about 88 + 32 questions."),
        (("no_such",), "An ordinary case asks about 88 questions."),
    ],
)
def test_the_total_stands_beside_the_core(boxes: ModuleBoxes, on: tuple[str, ...], total: str) -> None:
    boxes.tick(on)
    assert boxes.total.text() == total


def test_each_says_what_it_is_about_and_what_it_adds(boxes: ModuleBoxes) -> None:
    said = [(box.text(), box.accessibleDescription()) for box in boxes.boxes.values()]
    assert said == [
        ("Court", "Hearings. Adds about 31 questions."),
        ("Birth and discharge", "Adds about 1 question."),
    ]
    shown = [label.text() for label in boxes.findChildren(QLabel) if label.isVisible()]
    assert shown[1:] == [about for _name, about in said]


def test_ticking_by_keyboard_tells(qtbot: QtBot, boxes: ModuleBoxes) -> None:
    boxes.boxes["birth"].setFocus()
    with qtbot.wait_signal(boxes.changed, timeout=PATIENCE):
        qtbot.keyClick(boxes.boxes["birth"], Qt.Key.Key_Space)
    assert boxes.ticked() == ("birth",)


def test_a_form_without_modules_says_so(boxes: ModuleBoxes) -> None:
    boxes.show_offered(OfferedModules(12, ()))
    assert (boxes.total.text(), boxes.boxes) == ("This form has no modules to choose from.", {})


def test_a_form_of_ones_own_shows_its_modules(
    qtbot: QtBot, window: MainWindow, told: Told, workbook: Path
) -> None:
    window.entrance.ask_new()
    page = window.entrance.currentWidget()
    told.will_answer(workbook)
    choose(page, "Form", "A form of your own…")
    qtbot.wait_until(lambda: list(page.findChild(ModuleBoxes).boxes) == list(MODULES), timeout=PATIENCE)
    assert page.findChild(ModuleBoxes).total.text() == "An ordinary case asks about 3 questions."


def test_why_a_form_of_ones_own_cannot_be_read_is_said_there(
    qtbot: QtBot, window: MainWindow, told: Told, tmp_path: Path
) -> None:
    broken = write_form(tmp_path / "broken", {"survey": [{"type": "tetx", "name": "a", "label": "A"}]})
    export_form(broken, tmp_path / "broken.xlsx")
    window.entrance.ask_new()
    page = window.entrance.currentWidget()
    told.will_answer(tmp_path / "broken.xlsx")
    choose(page, "Form", "A form of your own…")
    qtbot.wait_until(lambda: "can't be used" in page.findChild(ModuleBoxes).total.text(), timeout=PATIENCE)
    assert page.findChild(ModuleBoxes).ticked() == ()


def test_what_is_ticked_is_on_in_the_new_audit(
    rest: Rest, qtbot: QtBot, window: MainWindow, told: Told, workbook: Path, tmp_path: Path
) -> None:
    window.entrance.ask_new()
    page = window.entrance.currentWidget()
    told.will_answer(workbook)
    choose(page, "Form", "A form of your own…")
    qtbot.wait_until(lambda: bool(page.findChild(ModuleBoxes).boxes), timeout=PATIENCE)
    page.findChild(ModuleBoxes).tick(["outcomes", "court"])
    secret = "four words nobody guesses"
    for name, text in {
        "Name of the audit": "One",
        "Your name or initials": "AB",
        "File": str(tmp_path / "one.audit"),
        "Passphrase": secret,
        "Passphrase again": secret,
    }.items():
        fill(page, name, text)
    with qtbot.wait_signal(page.filled, timeout=PATIENCE) as filled:
        press(page, "Make the audit")
    assert filled.args[0].info.modules == ("court", "outcomes")
    qtbot.wait_until(lambda: (tmp_path / "one.audit").exists(), timeout=PATIENCE)
    rest()


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_the_page_of_a_new_audit_fits_a_narrow_window(
    rest: Rest, qtbot: QtBot, window: MainWindow, qapp: QApplication, percent: int
) -> None:
    set_text_size(qapp, percent)
    try:
        window.entrance.ask_new()
        rest()
        window.resize(720, 720)
        qtbot.wait(1)
        page = window.entrance.currentWidget()
        assert page.widget().width() <= page.viewport().width()
    finally:
        set_text_size(qapp, 100)
