"""The dialogs themselves, shown without waiting in them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from audit_app.ui.messages import AskedField, _ChoiceDialog, _Dialog, _FormDialog, ask_passphrase, ask_text
from tests.ui.conftest import PATIENCE
from tests.ui.screen import errors
from tests.ui.told import Told

FIELDS = (
    AskedField("name", "Name", " Anna ", required=True),
    AskedField("secret", "Passphrase", " keep the spaces ", secret=True),
    AskedField("why", "Why", lines=3),
    AskedField("size", "Size", "125", options=(("100", "Large"), ("125", "Large"))),
)


@pytest.fixture
def form(qtbot: QtBot) -> _FormDialog:
    dialog = _FormDialog("A form", FIELDS, "", "Keep", "", None)
    qtbot.addWidget(dialog)
    with qtbot.wait_exposed(dialog):
        dialog.show()
    return dialog


def test_texts_come_back_by_name_without_spaces_but_for_secrets(form: _FormDialog) -> None:
    assert form.filled() == {"name": "Anna", "secret": " keep the spaces ", "why": "", "size": "125"}


def test_what_is_picked_comes_back_by_its_id_whatever_its_words(form: _FormDialog) -> None:
    box = form.findChild(QComboBox)
    assert (box.currentText(), form.filled()["size"]) == ("Large", "125")
    box.setCurrentIndex(0)
    assert form.filled()["size"] == "100"


def test_every_field_is_named_and_a_secret_is_hidden(form: _FormDialog) -> None:
    editors = [form.findChild(kind) for kind in (QLineEdit, QPlainTextEdit, QComboBox)]
    assert [editor.accessibleName() for editor in editors] == ["Name", "Why", "Size"]
    assert form.findChildren(QLineEdit)[1].echoMode() == QLineEdit.EchoMode.Password


def test_a_required_field_is_asked_for_again(qtbot: QtBot, form: _FormDialog) -> None:
    name = form.findChildren(QLineEdit)[0]
    name.clear()
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert form.isVisible()
    assert errors(form) == ["Please fill in: Name"]


def test_enter_takes_the_way_forward_and_escape_the_way_back(qtbot: QtBot, form: _FormDialog) -> None:
    with qtbot.wait_signal(form.accepted, timeout=PATIENCE):
        qtbot.keyClick(form.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    form.show()
    with qtbot.wait_signal(form.rejected, timeout=PATIENCE):
        qtbot.keyClick(form, Qt.Key.Key_Escape)


def test_a_choice_comes_back_by_its_place(qtbot: QtBot) -> None:
    dialog = _ChoiceDialog("Which?", "", ["one", "two"], 1, None)
    qtbot.addWidget(dialog)
    assert dialog.chosen() == 1


def test_what_is_listed_stands_in_columns_where_it_holds_tabs(qtbot: QtBot) -> None:
    dialog = _Dialog("Keys", "", ["Ctrl+N\tNew audit", "Tab\tNext"], None)
    qtbot.addWidget(dialog)
    dialog.buttons("Close", "")
    tree = dialog.findChild(QTreeWidget)
    assert (tree.columnCount(), tree.topLevelItem(1).text(1)) == (2, "Next")
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["Close"]


def test_one_text_or_none(told: Told) -> None:
    told.will_answer("marigold", None)
    assert ask_text(told, "Add a case", "Case reference") == "marigold"
    assert ask_passphrase(told, "Open") is None
