"""A block copied for sharing goes through the disclosure step, and is remembered as having left."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from audit_app.operations.read.cohort import Filters
from audit_app.store import releases
from audit_app.ui.main_window import MainWindow
from tests.ui.conftest import PATIENCE, Ask


def parents(qtbot: QtBot, window: MainWindow) -> object:
    reading = window.workspace.reading
    window.workspace.go_read()
    reading.show_page("parents")
    page = reading.pages["parents"]
    qtbot.wait_until(lambda: page.view.complete and bool(page.view.panels), timeout=PATIENCE)
    reading.shared.use(Filters())  # all rounds: the last one alone has too few for anything to be shared
    qtbot.wait_until(lambda: not window._desk.busy and page.view.complete, timeout=PATIENCE)
    return next(panel for panel in page.view.panels if panel.block.id == "care")


def test_a_table_copied_for_sharing_hides_small_numbers(ask: Ask, qtbot: QtBot, at_work: MainWindow) -> None:
    panel = parents(qtbot, at_work)
    QGuiApplication.clipboard().clear()
    panel.sharing.copy_table()
    qtbot.wait_until(lambda: bool(QGuiApplication.clipboard().text()), timeout=PATIENCE)
    text = QGuiApplication.clipboard().text()
    assert "\t[c]" in text
    assert "Counts from 1 to 5 are held back" in text
    found = ask(lambda audit: releases.read_releases(audit.file))
    assert [each.edition for each in found] == ["shared"]


def test_a_picture_copied_for_sharing_is_of_what_is_released(qtbot: QtBot, at_work: MainWindow) -> None:
    panel = parents(qtbot, at_work)
    QGuiApplication.clipboard().clear()
    panel.sharing.copy_picture()
    qtbot.wait_until(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=PATIENCE)


def test_both_ways_say_what_they_are(qtbot: QtBot, at_work: MainWindow) -> None:
    texts = [action.text() for action in parents(qtbot, at_work).taking_out.actions]
    assert "Copy table for me (contains small numbers)" in texts
    assert "Copy table for sharing" in texts
