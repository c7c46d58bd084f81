"""The “Share” page: what left is read there, and a draft that never left is withdrawn, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.operations.audit import Audit
from audit_app.operations.share import exporting, ledger
from audit_app.operations.share.ledger import Sending
from audit_app.ui.look import set_text_size
from audit_app.ui.main_window import MainWindow
from audit_app.ui.share.share_page import SharePage
from tests.by_hand import edited_by_hand
from tests.ui.conftest import Ask, Rest
from tests.ui.screen import button, column, offers, press, rows, says, select
from tests.ui.share.test_export import choose_round
from tests.ui.test_reach import nameless
from tests.ui.text_sizes import TEXT_SIZES
from tests.ui.told import Told


@pytest.fixture
def share(rest: Rest, at_work: MainWindow) -> SharePage:
    at_work.workspace.go_share()
    rest()
    return at_work.workspace.share


def take_tables_out(audit: Audit, folder: Path, purpose: str) -> None:
    sending = Sending(purpose, "Board")
    exporting.export(audit, folder / f"{purpose}.zip", edition="internal", format="csv", sending=sending)


@pytest.fixture
def filled(ask: Ask, share: SharePage, tmp_path: Path) -> SharePage:
    """The page of an audit from which tables left in spring and in summer."""
    for purpose in ("Spring", "Summer"):
        ask(take_tables_out, tmp_path, purpose)
    share.read()
    return share


def test_before_anything_left_it_says_what_to_do(share: SharePage, told: Told) -> None:
    assert says(share, "Nothing has left yet. Take results out (Ctrl+Shift+S)")
    assert not share.table.isVisible()
    assert not share.withdraw.isVisible()
    assert share.take_out.hasFocus()


def test_it_opens_the_dialog_that_takes_results_out(share: SharePage, at_work: MainWindow) -> None:
    press(share, "Take results out…")
    assert at_work._export_task.dialog.isVisible()
    at_work._export_task.dialog.reject()


def test_what_left_stands_there_the_latest_first(filled: SharePage) -> None:
    assert says(filled, "2 outputs, the latest first.")
    assert column(filled.table, "What for") == ["Summer", "Spring"]
    assert column(filled.table, "Who receives it") == ["Board", "Board"]
    assert column(filled.table, "Edition") == ["Internal", "Internal"]
    assert column(filled.table, "Person") == ["AB", "AB"]
    assert len(set(column(filled.table, "Counted"))) == 1


def test_a_sum_is_short_and_whole_for_who_asks_or_listens(ask: Ask, filled: SharePage) -> None:
    titles = [each.title for each in filled.table.shown.columns]
    cell = filled.table.shown.index(0, titles.index("SHA-256"))
    (whole,) = ask(ledger.read).lines[0].release.sha256.values()
    assert cell.data() == whole[:8]
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == f"Summer.zip: {whole}"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole).endswith(f"SHA-256: Summer.zip: {whole}")


def test_a_draft_is_withdrawn_by_keyboard(qtbot: QtBot, ask: Ask, filled: SharePage, told: Told) -> None:
    filled.take_focus()
    qtbot.keyClick(filled.table, Qt.Key.Key_Down)
    qtbot.keyClick(filled.table, Qt.Key.Key_Tab)
    for _button in ("Take results out…", "Plan a release…"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(filled, "Withdraw…")
    told.will_answer("Never sent: a draft")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert told.said[-1] == "Withdraw an output that never left"
    assert [
        "Spring" in row and row[-1].endswith("AB: Never sent: a draft") for row in rows(filled.table)
    ] == [
        False,
        True,
    ]
    assert says(filled, "1 withdrawn.")
    assert filled.table.hasFocus()
    assert [line.withdrawal is None for line in ask(ledger.read).lines] == [True, False]


def test_only_what_is_not_withdrawn_can_be(filled: SharePage, told: Told) -> None:
    told.will_answer("Never sent")
    press(filled, "Withdraw…")
    assert not offers(filled, "Withdraw…")
    select(filled.table, 1)
    assert offers(filled, "Withdraw…")
    told.will_answer(None)  # the person draws back
    press(filled, "Withdraw…")
    assert column(filled.table, "Withdrawn")[1] == ""


def test_an_edited_ledger_is_told(ask: Ask, filled: SharePage) -> None:
    ask(lambda audit: edited_by_hand(audit.file, "UPDATE release SET recipient = 'Nobody'"))
    filled.read()
    assert says(filled, "isn’t what was written down when that output left")


def test_what_leaves_while_the_page_is_in_front_appears_there(
    qtbot: QtBot, rest: Rest, share: SharePage, at_work: MainWindow, told: Told, tmp_path: Path
) -> None:
    press(share, "Take results out…")
    dialog = at_work._export_task.dialog
    choose_round(qtbot, dialog, "baseline")
    dialog.form.editions["internal"].click()
    dialog.form.formats.setCurrentIndex(1)
    told.will_answer(tmp_path / "own.zip")
    dialog.save.click()
    rest()
    assert column(share.table, "Format") == ["csv"]


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_it_fits_a_window_720_pixels_wide(
    rest: Rest, filled: SharePage, at_work: MainWindow, qapp: QApplication, percent: int
) -> None:
    set_text_size(qapp, percent)
    try:
        at_work.resize(720, 720)
        rest()
        assert at_work.width() == 720
        assert filled.widget().width() <= filled.viewport().width()
    finally:
        set_text_size(qapp, 100)


def test_everything_on_it_has_a_name(filled: SharePage) -> None:
    assert nameless(filled) == []
