"""A release as one plan, by keyboard: what goes to whom, a look at it together, and all of it in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.read import shown_first
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import ledger
from audit_app.operations.share.ledger import Sending
from audit_app.operations.share.planning import Planned
from audit_app.ui.look import set_text_size
from audit_app.ui.main_window import MainWindow
from audit_app.ui.share.plan_dialog import PlanDialog
from audit_app.ui.share.planned_dialog import PlannedDialog
from audit_app.ui.tasks import Desk
from tests.by_hand import edited_by_hand
from tests.samples import PASSPHRASE
from tests.ui.conftest import PATIENCE, Ask, Rest
from tests.ui.screen import column, errors, offers, press, rows, says, select, text
from tests.ui.test_reach import nameless
from tests.ui.text_sizes import TEXT_SIZES
from tests.ui.told import Told

ALL = Filters(status="all")
BOARD = Planned("board.xlsx", "shared", "dfe", ("parents",), ALL, Sending("Spring meeting", "The board"))
GROUP = Planned("group.xlsx", "restricted", "", ("parents",), ALL, Sending("Spring meeting", "The group"))


@pytest.fixture(name="audit")
def _audit(desk: Desk, audit_file: Path) -> Iterator[Audit]:
    audit = desk.now(open_audit, audit_file, PASSPHRASE)
    yield audit
    desk.now(close_audit, audit)


@pytest.fixture(name="dialog")
def _dialog(qtbot: QtBot, desk: Desk, drawing: Desk, told: Told, audit: Audit) -> PlanDialog:
    """A plan of two outputs."""
    dialog = PlanDialog(desk, drawing, told, audit, (BOARD, GROUP))
    qtbot.addWidget(dialog)
    with qtbot.wait_exposed(dialog):
        dialog.show()
    return dialog


def key(qtbot: QtBot, widget: QWidget, *keys: Qt.Key) -> None:
    """Come to a widget, and press these keys on it."""
    widget.setFocus()
    for each in keys:
        qtbot.keyClick(widget, each)


def rest(qtbot: QtBot, dialog: PlanDialog) -> None:
    qtbot.wait_until(lambda: dialog.quiet, timeout=PATIENCE)


def looked_at(qtbot: QtBot, dialog: PlanDialog) -> None:
    key(qtbot, dialog.look, Qt.Key.Key_Space)
    rest(qtbot, dialog)


def asked(dialog: PlanDialog) -> PlannedDialog:
    found = dialog.plan.dialog
    assert found is not None
    return found


def test_a_release_is_planned_looked_at_and_let_out_by_keyboard(
    qtbot: QtBot, rest: Rest, ask: Ask, at_work: MainWindow, told: Told, tmp_path: Path
) -> None:
    at_work.workspace.go_share()
    rest()
    share = at_work.workspace.share
    key(qtbot, share.plan_release, Qt.Key.Key_Space)
    dialog = share.plan_dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.plan.usual
    qtbot.keyClick(dialog.plan.usual, Qt.Key.Key_Space)
    assert column(dialog.plan.table, "File") == ["board.pdf", "shared.xlsx", "steering group.xlsx"]
    assert dialog.focusWidget() is dialog.plan.table
    key(qtbot, dialog.plan.less, Qt.Key.Key_Space)
    assert column(dialog.plan.table, "File") == ["shared.xlsx", "steering group.xlsx"]
    for name in ("spring", "group"):  # two files of a page each, about all cases, so that it is quick
        key(qtbot, dialog.plan.table, Qt.Key.Key_Return)
        one = asked(dialog)
        assert one.focusWidget() is one.name
        one.name.selectAll()
        qtbot.keyClicks(one.name, name)
        press(one, "Tick none")
        key(qtbot, one.form.boxes["parents"], Qt.Key.Key_Space)
        key(qtbot, one.cases._status, Qt.Key.Key_End)
        key(qtbot, one.keep, Qt.Key.Key_Space)
        assert dialog.focusWidget() is dialog.plan.table
        qtbot.keyClick(dialog.plan.table, Qt.Key.Key_Down)
    assert [row[:2] for row in rows(dialog.plan.table)] == [
        ["spring.xlsx", "Shared"],
        ["group.xlsx", "Restricted"],
    ]
    assert column(dialog.plan.table, "Pages") == ["Parents", "Parents"]
    assert column(dialog.plan.table, "Cases") == ["All audits, finished or not"] * 2
    assert not offers(dialog, "Save all in a folder…")
    key(qtbot, dialog.look, Qt.Key.Key_Space)
    assert not dialog.plan.isEnabled()
    rest()
    assert dialog.focusWidget() is dialog.results.table
    told.will_answer(tmp_path)
    key(qtbot, dialog.save, Qt.Key.Key_Space)
    rest()
    assert told.said[-1] == f"The release is written 2 files are in {tmp_path.name}."
    assert not dialog.isVisible()
    assert (tmp_path / "spring.xlsx").exists()
    assert column(share.table, "Who receives it") == ["The steering group", "The board"]
    assert column(share.table, "Edition") == ["Restricted", "Shared, dfe"]


def test_of_each_output_it_says_how_much_is_hidden(qtbot: QtBot, dialog: PlanDialog) -> None:
    looked_at(qtbot, dialog)
    assert column(dialog.results.table, "File") == ["board.xlsx", "group.xlsx"]
    assert all("numbers (" in words for words in column(dialog.results.table, "Hidden"))
    assert column(dialog.results.table, "Warnings") == ["None", "None"]
    assert says(dialog, "texts that people typed were left out") == (
        column(dialog.results.table, "Texts left out") != ["–", "–"]
    )
    before = text(dialog.results.preview)
    key(qtbot, dialog.results.table, Qt.Key.Key_Down)
    assert text(dialog.results.preview) != before, "below stands the output in front"


def test_what_is_changed_has_to_be_looked_at_again(
    qtbot: QtBot, dialog: PlanDialog, desk: Desk, audit: Audit
) -> None:
    looked_at(qtbot, dialog)
    assert dialog.save.isEnabled()
    key(qtbot, dialog.first.boxes["waits"], Qt.Key.Key_Space)
    assert not dialog.save.isEnabled()
    assert not dialog.results.isVisible()
    assert "waits" not in desk.now(shown_first.chosen, audit)
    looked_at(qtbot, dialog)
    select(dialog.plan.table, 1)
    key(qtbot, dialog.plan.less, Qt.Key.Key_Space)
    assert dialog.planned == (BOARD,)
    assert not dialog.save.isEnabled()


def test_an_output_is_added_for_some_cases(qtbot: QtBot, dialog: PlanDialog) -> None:
    press(dialog, "Add…")
    one = asked(dialog)
    assert set(one.form.editions) == {"shared", "restricted"}
    assert one.form.sending() == Sending("Spring meeting", "")
    press(one, "Keep in the plan")
    assert errors(one) == ["Give the file a name."]
    qtbot.keyClicks(one.name, "Board.XLSX")
    assert says(one, "Written as Board.xlsx")
    press(one, "Keep in the plan")
    assert errors(one) == ["The plan has a file Board.xlsx already. Give this one another name."]
    one.name.clear()
    qtbot.keyClicks(one.name, "team")
    one.form.formats.setCurrentIndex(1)
    one.cases.show_filters(Filters(where={"team": "North locality"}))
    press(one, "Keep in the plan")
    assert dialog.planned[-1].file == "team.pdf"
    assert dialog.planned[-1].filters.where == {"team": "North locality"}
    assert column(dialog.plan.table, "Cases")[-1] == "Finished audits · team: North locality"
    assert dialog.plan.table.currentIndex().row() == 2
    press(dialog, "Change…")
    assert asked(dialog).cases.filters() == dialog.planned[-1].filters
    asked(dialog).reject()


def test_a_plan_that_cannot_be_is_said_in_the_dialog(qtbot: QtBot, dialog: PlanDialog) -> None:
    few = Planned("few.xlsx", "shared", "dfe", ("parents",), Filters(status="not_started"))
    dialog.plan.show_planned((few,))
    looked_at(qtbot, dialog)
    assert len(errors(dialog)) == 1
    assert "to release anything" in errors(dialog)[0]
    assert not dialog.save.isEnabled()


def test_a_look_can_be_stopped(qtbot: QtBot, dialog: PlanDialog) -> None:
    dialog.look.click()
    dialog.stop.click()
    rest(qtbot, dialog)
    assert not dialog.save.isEnabled()
    assert dialog.plan.isEnabled()


def test_where_one_file_cannot_be_written_the_rest_stays_planned(
    qtbot: QtBot, dialog: PlanDialog, desk: Desk, audit: Audit, told: Told, tmp_path: Path
) -> None:
    (tmp_path / "group.xlsx").mkdir()
    looked_at(qtbot, dialog)
    told.will_answer(tmp_path, True)
    with qtbot.wait_signal(dialog.left, timeout=PATIENCE):
        key(qtbot, dialog.save, Qt.Key.Key_Space)
    assert told.said[-1] == "Replace what is in the folder?"
    assert told.lines == ["group.xlsx"]
    rest(qtbot, dialog)
    assert "Already written, and in the ledger: board.xlsx." in errors(dialog)[0]
    assert dialog.planned == (GROUP,)
    assert [line.release.edition for line in desk.now(ledger.read, audit).lines] == ["shared"]
    (tmp_path / "group.xlsx").rmdir()
    told.will_answer(tmp_path)
    key(qtbot, dialog.save, Qt.Key.Key_Space)
    rest(qtbot, dialog)
    assert not dialog.isVisible()
    assert [line.release.edition for line in desk.now(ledger.read, audit).lines] == ["restricted", "shared"]


def test_a_warning_is_overridden_with_a_reason(
    qtbot: QtBot, dialog: PlanDialog, desk: Desk, audit: Audit, told: Told, tmp_path: Path
) -> None:
    dialog.plan.show_planned((BOARD,))
    looked_at(qtbot, dialog)
    told.will_answer(tmp_path)
    key(qtbot, dialog.save, Qt.Key.Key_Space)
    rest(qtbot, dialog)
    desk.now(edited_by_hand, audit.file, "UPDATE release SET recipient = 'Nobody'")
    dialog.plan.show_planned((GROUP,))
    dialog.show()
    looked_at(qtbot, dialog)
    assert "isn’t what was written down" in column(dialog.results.table, "Warnings")[0]
    told.will_answer(None)
    key(qtbot, dialog.save, Qt.Key.Key_Space)
    assert told.said[-1] == "Before it leaves"
    told.will_answer("I corrected it myself", tmp_path)
    key(qtbot, dialog.save, Qt.Key.Key_Space)
    rest(qtbot, dialog)
    assert desk.now(ledger.read, audit).lines[0].release.why == "I corrected it myself"


def test_a_plan_waits_while_the_audit_is_open(rest: Rest, at_work: MainWindow) -> None:
    at_work.workspace.go_share()
    rest()
    share = at_work.workspace.share
    share.plan()
    assert share.plan_dialog is not None
    share.plan_dialog.plan.begin()
    share.plan_dialog.reject()
    share.plan()
    assert len(share.plan_dialog.planned) == 3
    share.plan_dialog.reject()
    at_work.workspace.show_audit(at_work.workspace.audit)
    share.plan()
    assert share.plan_dialog.planned == ()
    share.plan_dialog.reject()


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_both_windows_fit_720_pixels(
    qtbot: QtBot, dialog: PlanDialog, qapp: QApplication, percent: int
) -> None:
    looked_at(qtbot, dialog)
    set_text_size(qapp, percent)
    try:
        press(dialog, "Change…")
        for shown in (dialog, asked(dialog)):
            shown.resize(720, 720)
            QApplication.processEvents()
            assert shown.width() == 720, f"{shown.minimumSizeHint().width()} pixels"
            assert shown.page.inside.width() <= shown.page.viewport().width()
    finally:
        set_text_size(qapp, 100)


def test_everything_has_a_name(qtbot: QtBot, dialog: PlanDialog) -> None:
    looked_at(qtbot, dialog)
    press(dialog, "Change…")
    assert nameless(dialog) == []
    assert dialog.first.accessibleName() == "Show first"
    assert asked(dialog).name.accessibleName() == "Name of the file"
