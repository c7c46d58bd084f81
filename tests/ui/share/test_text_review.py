"""Texts that people typed are looked at before they leave, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share.texts import Decision, PlacedText
from audit_app.store import info
from audit_app.store.writing import transaction
from audit_app.ui.share.export_dialog import ExportDialog
from audit_app.ui.share.text_review import TextReviewDialog
from audit_app.ui.tasks import Desk
from tests.samples import PASSPHRASE
from tests.ui.conftest import PATIENCE
from tests.ui.share.test_export import choose_round
from tests.ui.told import Told

NAME, AREA, CHOSEN = "The year of Jane Smith", "Testshire", "All that RM chose"


@pytest.fixture(name="audit")
def _audit(desk: Desk, audit_file: Path) -> Iterator[Audit]:
    audit = desk.now(open_audit, audit_file, PASSPHRASE, person="RM")
    desk.now(_say, audit)
    yield audit
    desk.now(close_audit, audit)


def _say(audit: Audit) -> None:
    said = replace(info.read_info(audit.file), name=NAME, area=AREA, sample_statement=CHOSEN)
    with transaction(audit.file):
        info.write_info(audit.file, said)


@pytest.fixture(name="dialog")
def _dialog(qtbot: QtBot, desk: Desk, drawing: Desk, told: Told, audit: Audit) -> ExportDialog:
    dialog = ExportDialog(desk, drawing, told, audit, Filters(status="all"))
    qtbot.addWidget(dialog)
    dialog.show()
    for id_, box in dialog.form.boxes.items():
        box.setChecked(id_ == "parents")
    choose_round(qtbot, dialog, "")
    return dialog


@pytest.fixture(name="review")
def _review(qtbot: QtBot, dialog: ExportDialog) -> TextReviewDialog:
    press(qtbot, dialog.review)
    qtbot.wait_until(lambda: dialog.texts is not None and dialog.texts.isVisible(), timeout=PATIENCE)
    assert dialog.texts is not None
    return dialog.texts


def press(qtbot: QtBot, button: QWidget) -> None:
    """Come to a button, and press it by the space bar."""
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def preview(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.look.click()
    qtbot.wait_until(dialog.form.isEnabled, timeout=PATIENCE)


def shown(dialog: ExportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def decided(review: TextReviewDialog) -> list[Decision]:
    return [text.decision for text in texts(review)]


def texts(review: TextReviewDialog) -> tuple[PlacedText, ...]:
    found: tuple[PlacedText, ...] = review._texts
    return found


def test_the_preview_says_what_nobody_has_looked_at(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert dialog.review.text() == "&Review texts…"
    preview(qtbot, dialog)
    assert "3 texts that people typed were left out" in shown(dialog)
    assert dialog.review.text() == "&Review texts (3)…"


def test_texts_are_decided_on_by_keyboard(
    qtbot: QtBot, dialog: ExportDialog, review: TextReviewDialog
) -> None:
    assert review.focusWidget() is review.list
    assert "Jane Smith</u>" in review.words.text()
    assert review.marks.text() == "Marked: name “Jane Smith”"
    assert not any(button.isChecked() for button in review.choices.values())
    press(qtbot, review.choices[Decision.EDITED])
    assert review.focusWidget() is review.instead
    qtbot.keyClicks(review.instead, "Newborns 2025")
    press(qtbot, review.keep)
    assert review.focusWidget() is review.list
    assert "Edited for release: Newborns 2025" in review.list.currentItem().text()
    qtbot.keyClick(review.list, Qt.Key.Key_Down)
    assert review.words.text() == AREA
    press(qtbot, review.choices[Decision.RELEASED])
    qtbot.keyClick(review.list, Qt.Key.Key_Down)
    assert not review.choices[Decision.RELEASED].isEnabled(), "it names an officer"
    press(qtbot, review.choices[Decision.LEFT_OUT])
    assert decided(review) == [Decision.EDITED, Decision.RELEASED, Decision.LEFT_OUT]
    assert review.left.text() == "All texts were looked at."
    press(qtbot, review.leave)
    assert dialog.review.text() == "&Review texts…"
    preview(qtbot, dialog)
    assert "left out" not in dialog.unseen.text()


def test_all_without_marks_are_released_at_once(qtbot: QtBot, review: TextReviewDialog) -> None:
    press(qtbot, review.rest)
    assert decided(review) == [Decision.UNREVIEWED, Decision.RELEASED, Decision.UNREVIEWED]
    assert not review.rest.isEnabled()


def test_words_that_cannot_leave_are_told_beside_them(qtbot: QtBot, review: TextReviewDialog) -> None:
    press(qtbot, review.choices[Decision.EDITED])
    qtbot.keyClicks(review.instead, "What RM found")
    press(qtbot, review.keep)
    assert "name a case or an officer" in review.trouble.text()
    assert review.instead.toPlainText() == "What RM found"
    assert not review.changed


def test_a_preview_is_made_anew_once_other_texts_would_leave(qtbot: QtBot, dialog: ExportDialog) -> None:
    preview(qtbot, dialog)
    assert dialog.save.isEnabled()
    dialog.review.click()
    qtbot.wait_until(lambda: dialog.texts is not None and dialog.texts.isVisible(), timeout=PATIENCE)
    assert dialog.texts is not None
    dialog.texts.release_rest()
    dialog.texts.accept()
    assert not dialog.save.isEnabled()


def test_everything_in_the_review_has_a_name(review: TextReviewDialog) -> None:
    assert review.list.accessibleName() == "Texts"
    assert review.words.accessibleName() == NAME
    assert review.instead.accessibleName() == "Words to print instead"
