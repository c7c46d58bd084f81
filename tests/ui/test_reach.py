"""Who can reach what: keys that clash, inputs without a name, pages too wide, imports too early."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from audit_app.ui.actions import ACTIONS, AUDIT, CASE, CASES, COHORT, PLAN, PROGRAM
from audit_app.ui.changes import Changes
from audit_app.ui.look import set_text_size
from audit_app.ui.main_window import MainWindow
from audit_app.ui.tasks import Desk
from tests.ui.conftest import PATIENCE, Rest
from tests.ui.text_sizes import TEXT_SIZES

# Groups whose actions can be reached at the same time.
TOGETHER = [(PROGRAM, AUDIT, PLAN), (PROGRAM, AUDIT, CASES), (PROGRAM, AUDIT, CASE), (PROGRAM, AUDIT, COHORT)]


@pytest.mark.parametrize("groups", TOGETHER)
def test_no_two_actions_that_can_be_reached_together_share_a_key(groups: tuple[str, ...]) -> None:
    keys = Counter(key for act in ACTIONS if act.group in groups for key in act.keys)
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_action_is_declared_once() -> None:
    assert [name for name, times in Counter(act.name for act in ACTIONS).items() if times > 1] == []


INPUTS = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QAbstractSpinBox)


def nameless(root: QWidget) -> list[str]:
    """Inputs that a screen reader could not tell apart."""
    inner = (QComboBox, QAbstractSpinBox, QAbstractItemView)
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in root.findChildren(QWidget)
        if isinstance(widget, INPUTS) and not widget.accessibleName()
        and not any(isinstance(above, inner) for above in _above(widget))
    ]  # fmt: skip


def _above(widget: QWidget) -> list[QWidget]:
    found = []
    while (widget := widget.parentWidget()) is not None:
        found.append(widget)
    return found


def test_every_input_of_the_shell_has_a_name(rest: Rest, at_work: MainWindow) -> None:
    at_work.entrance.ask_new()
    rest()
    for page in (at_work.entrance, at_work.workspace.home, at_work.workspace.cases, at_work.workspace.behind):
        assert nameless(page) == []


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_every_page_fits_a_window_720_pixels_wide(
    rest: Rest, at_work: MainWindow, qapp: QApplication, percent: int
) -> None:
    set_text_size(qapp, percent)
    try:
        for go in ("go_home", "go_cases", "go_read", "go_needs"):
            getattr(at_work.workspace, go)()
            rest()
            at_work.resize(720, 720)
            assert at_work.width() == 720, f"{go} needs {at_work.minimumSizeHint().width()} pixels"
    finally:
        set_text_size(qapp, 100)


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_every_question_fits_a_window_720_pixels_wide_and_names_its_inputs(
    desk: Desk, qtbot: QtBot, at_work: MainWindow, qapp: QApplication, percent: int
) -> None:
    set_text_size(qapp, percent)
    at_work.resize(720, 720)
    page = at_work.workspace.reading
    try:
        at_work.workspace.go_read()
        for part in page.parts:
            page.show_part(part)
            qtbot.wait_until(
                lambda part=part: not desk.busy and getattr(part.view, "complete", True), timeout=PATIENCE
            )
            assert at_work.width() == 720, f"{part.title} needs {at_work.minimumSizeHint().width()} pixels"
            inside = part.view.widget()
            assert inside is None or inside.width() <= part.view.viewport().width(), part.title
        assert nameless(page) == []
    finally:
        set_text_size(qapp, 100)


def test_nothing_heavy_is_imported_before_the_window_is_up() -> None:
    program = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from audit_app.app import make_window\n"
        "from audit_app.ui.settings import Settings\n"
        "app = QApplication([])\n"
        "make_window(app, Settings()).show()\n"
        "heavy = set('pandas numpy matplotlib openpyxl pyxform lark sqlite_utils keyring'.split())\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "import os; sys.stdout.flush(); os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


def test_changes_tell_kinds_and_who(qtbot: QtBot, changes: Changes) -> None:
    from audit_app.ui.changes import ChangeKind

    with qtbot.wait_signal(changes.happened, timeout=PATIENCE) as heard:
        changes.tell(ChangeKind.CASES, by=changes)
    assert heard.args == [frozenset({ChangeKind.CASES}), changes]
