"""Rating, the board and actions in the window: by keyboard, in words, and kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from audit_app.model import Action, Rag, RaterGroup
from audit_app.operations.act import practice
from audit_app.operations.file import audits
from audit_app.operations.plan import handing_out
from audit_app.ui.act.act_page import ActPage
from audit_app.ui.act.action_form import action_fields
from audit_app.ui.look import set_text_size
from audit_app.ui.main_window import MainWindow
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.tasks import Desk
from tests.samples import PASSPHRASE
from tests.ui.conftest import Ask, Rest
from tests.ui.plan.conftest import cells
from tests.ui.screen import press, tabs
from tests.ui.test_reach import nameless
from tests.ui.text_sizes import TEXT_SIZES
from tests.ui.told import Told

STATEMENT = {"text": "We write to each family.", "stage": "3", "level": "practitioner",
             "measure_1": "M4.8_referral_before_20_weeks", "measure_2": "",
             "measure_3": "M4.8_referral_before_20_weeks"}  # fmt: skip


def typed(**given: str) -> dict[str, str]:
    """The form of a new action as it stands, but for what was typed."""
    return {field.name: field.text for field in action_fields(Action(), {}, {}, {})} | given


# Rating


def test_statements_stand_by_stage_with_letter_and_word(act: ActPage) -> None:
    assert len(cells(act.rate.table)) == 44
    assert {"A  Amber", "R  Red", "G  Green"} <= set(cells(act.rate.table, 2))
    act.rate.stage.setCurrentIndex(3)
    act.rate.stage.activated.emit(3)
    assert cells(act.rate.table)[0] == "S36"
    assert "nobody’s official list" in " ".join(label.text() for label in act.rate.findChildren(QLabel))


def test_the_figures_of_the_case_files_stand_beside_the_choice(act: ActPage) -> None:
    said = act.rate.form.figures.text()
    assert "Referred before 20 weeks:" in said
    assert " of " in said
    assert "Not in the file" in said or "interval" in said


def test_a_rating_is_given_by_keyboard(ask: Ask, qtbot: QtBot, act: ActPage) -> None:
    form = act.rate.form
    act.rate.table.setFocus()
    qtbot.keyClick(act.rate.table, Qt.Key.Key_Return)
    assert form.choices[Rag.RED].hasFocus()
    qtbot.keyClick(form.choices[Rag.RED], Qt.Key.Key_Space)
    qtbot.keyClick(form.choices[Rag.RED], Qt.Key.Key_Right)
    qtbot.keyClick(form.choices[Rag.AMBER], Qt.Key.Key_Right)
    form.note.setFocus()
    qtbot.keyClicks(form.note, "In all files since May")
    form.keep.setFocus()
    qtbot.keyClick(form.keep, Qt.Key.Key_Space)
    past = ask(practice.history, "S01")[0].rating
    assert (past.rating, past.note, past.group) == (Rag.GREEN, "In all files since May", RaterGroup.AGREED)
    assert cells(act.rate.table, 2)[0] == "G  Green"
    assert cells(form.history, 4)[0] == "In all files since May"
    assert form.note.toPlainText() == ""
    assert act.rate.table.hasFocus()


def test_nothing_is_kept_without_a_choice(act: ActPage) -> None:
    before = len(cells(act.rate.form.history))
    act.rate.form.keep.click()
    assert act.rate.form.missing.text() == "Choose a rating first."
    assert len(cells(act.rate.form.history)) == before


def test_a_day_that_cannot_be_is_said_in_place_and_keeps_what_was_written(act: ActPage) -> None:
    act.rate.day.setText("31 march 2090")
    act.rate.form.choices[Rag.RED].setChecked(True)
    act.rate.form.note.setPlainText("written")
    act.rate.form.keep.click()
    assert "hasn't been yet" in act.rate.trouble.text()
    assert act.rate.form.note.toPlainText() == "written"


def test_a_statement_is_added_changed_and_switched_off(
    rest: Rest,
    act: ActPage,
    told: Told,
) -> None:
    told.will_answer(STATEMENT, STATEMENT | {"text": "We ring each family.", "measure_1": "",
                                             "measure_3": ""})  # fmt: skip
    press(act.rate, "Add a statement…")
    rest()
    assert cells(act.rate.table)[-1] == "L01"
    act.rate.table.setCurrentIndex(act.rate.table.shown.index(44, 0))
    assert act.rate.current.statement.measures == ("M4.8_referral_before_20_weeks",)
    press(act.rate, "Change the statement…")
    rest()
    assert act.rate.current.statement.text == "We ring each family."
    assert "No measure" in act.rate.form.figures.text()
    press(act.rate, "Switch off or on")
    rest()
    assert "L01" not in cells(act.rate.table)
    act.rate.all.click()
    assert cells(act.rate.table, 1)[-1] == "We ring each family. (switched off)"


# The board


def test_the_board_says_where_practice_stands_and_what_moved(act: ActPage) -> None:
    act.show_part(act.board)
    assert act.board.words.text().startswith("44 statements: R 6 · A 30 · G 6")
    assert [cells(act.board.now, column)[0] for column in range(8)] == [
        *("1 Before the birth", "Organisation", "3", "8", "3", "0", "0", "14")
    ]
    assert "A  Amber, was R  Red (towards green)" in cells(act.board.moved, 2)
    assert cells(act.board.red_twice) == ["S03", "S07", "S11", "S23"]


def test_a_group_that_rated_nothing_has_no_board(act: ActPage) -> None:
    act.show_part(act.board)
    act.board.group.setCurrentIndex(act.board.group.findData(RaterGroup.LEGAL.value))
    act.board.group.activated.emit(0)
    assert "none of them rated yet: legal" in act.board.words.text()
    assert not act.board.now.isVisible()


@pytest.mark.parametrize(("percent", "width"), [(100, 1280), (100, 720), (200, 720)])
def test_no_row_of_the_board_is_ever_cut_off(
    qtbot: QtBot, act: ActPage, qapp: QApplication, percent: int, width: int
) -> None:
    act.show_part(act.board)
    try:
        set_text_size(qapp, percent)
        act.window().resize(width, 720)
        qtbot.wait(1)
        for table in act.board.findChildren(RowsTable):
            rows = sum(table.rowHeight(row) for row in range(table.model().rowCount()))
            assert table.viewport().height() >= rows, table.accessibleName()
    finally:
        set_text_size(qapp, 100)


# Actions


def test_actions_are_narrowed_by_what_is_missing(act: ActPage) -> None:
    part = act.practice_actions
    act.show_part(part)
    for only, expected in (("without_owner", 1), ("without_measure", 1), ("all", 7)):
        part.only.setCurrentIndex(part.only.findData(only))
        part.only.activated.emit(0)
        assert len(cells(part.table)) == expected
        assert part.only.currentText().endswith(f"({expected})")
    assert "Not started, overdue, no owner" in cells(part.table, 2)


def test_baseline_and_follow_up_stand_side_by_side(act: ActPage) -> None:
    act.show_part(act.practice_actions)
    baseline, later, target = act.practice_actions.view.values.cards
    said = [label.text() for card in (baseline, later, target) for label in card.findChildren(QLabel)]
    assert sum("where it is known" in text for text in said) == 2
    assert any(text.startswith("Baseline · round baseline") for text in said)
    assert any(text.startswith("Follow-up · round follow_up_1") for text in said)


def test_an_action_is_asked_for_until_it_can_be_kept(rest: Rest, act: ActPage, told: Told) -> None:
    part = act.practice_actions
    act.show_part(part)
    wrong = typed(what="Meet monthly", due="half way")
    told.will_answer(wrong, wrong | {"due": "1 May 2027", "statements": "s01, S02"})
    part.new()
    rest()
    assert len(told.said) == 2
    assert part.current.action.what == "Meet monthly"
    assert (part.current.action.due, part.current.action.statements) == ("2027-05-01", ("S01", "S02"))
    assert len(cells(part.table)) == 8


def test_a_follow_up_and_a_note_are_added(rest: Rest, act: ActPage, told: Told) -> None:
    part = act.practice_actions
    act.show_part(part)
    part.table.setCurrentIndex(part.table.shown.index(2, 0))
    (before,) = part.current.follow_ups
    told.will_answer(1, {"text": "Begun at last"})
    press(part, "Follow-up from a round…")
    rest()
    (after,) = part.current.follow_ups  # a round follows an action up once: what is known now stands
    assert (before.measured.round, after.measured.round) == ("follow_up_1", "follow_up_1")
    assert before.measured.date < after.measured.date
    press(part, "Progress note…")
    assert part.view.notes.text().endswith("Begun at last")


# Reach


def test_every_input_has_a_name(act: ActPage) -> None:
    for part in act.parts:
        act.show_part(part)
    assert nameless(act) == []


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_every_part_fits_a_window_720_pixels_wide(
    rest: Rest, qtbot: QtBot, act: ActPage, qapp: QApplication, percent: int
) -> None:
    window = act.window()
    set_text_size(qapp, percent)
    try:
        for part in act.parts:
            act.show_part(part)
            rest()
            window.resize(720, 720)
            qtbot.wait(1)
            assert window.width() == 720
            assert part.widget().width() <= part.viewport().width(), part.title
    finally:
        set_text_size(qapp, 100)


def test_a_pack_has_no_act_page(
    desk: Desk, qtbot: QtBot, window: MainWindow, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pack.audit"

    def make() -> object:
        audit = audits.open_audit(Path(shutil.copy(sample, tmp_path / "a.audit")), PASSPHRASE, person="AB")
        officer = next(name for name in handing_out.officers(audit))
        handing_out.write_pack(audit, getattr(officer, "name", officer), out, PASSPHRASE)
        audits.close_audit(audit)
        return audits.open_audit(out, PASSPHRASE, person="AB")

    window.entrance.opened.emit(desk.now(make), PASSPHRASE)
    space = window.workspace
    assert "Act" not in tabs(space, "Pages of the audit")
    space.go_act()
    assert space.front is not space.act
