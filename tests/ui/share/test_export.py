"""What leaves through the window has been looked at first, and hides what it must."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import ledger
from audit_app.operations.share.ledger import Sending
from audit_app.store.releases import PastRelease
from audit_app.ui.parts.chart_view import ChartView
from audit_app.ui.parts.grid_table import GridTable
from audit_app.ui.share.export_dialog import ExportDialog
from audit_app.ui.tasks import Desk
from tests.by_hand import edited_by_hand
from tests.samples import PASSPHRASE
from tests.ui.conftest import PATIENCE
from tests.ui.told import Told


@pytest.fixture(name="audit")
def _audit(desk: Desk, audit_file: Path) -> Iterator[Audit]:
    audit = desk.now(open_audit, audit_file, PASSPHRASE)
    yield audit
    desk.now(close_audit, audit)


@pytest.fixture(name="dialog")
def _dialog(qtbot: QtBot, desk: Desk, drawing: Desk, told: Told, audit: Audit) -> ExportDialog:
    dialog = ExportDialog(desk, drawing, told, audit, Filters(status="all"))
    qtbot.addWidget(dialog)
    dialog.show()
    for id_, box in dialog.form.boxes.items():
        box.setChecked(id_ == "parents")
    choose_round(qtbot, dialog, "")
    return dialog


def choose_round(qtbot: QtBot, dialog: ExportDialog, name: str) -> None:
    """As a person does with the arrows, where several rounds are there."""
    dialog.round.setFocus()
    while dialog.round.currentData() != name:
        qtbot.keyClick(dialog.round, Qt.Key.Key_Down)


def rest(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.wait_until(lambda: dialog.form.isEnabled(), timeout=PATIENCE)


def test_nothing_is_saved_before_it_was_looked_at(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert not dialog.save.isEnabled()
    dialog.look.click()
    assert not dialog.form.isEnabled()
    rest(qtbot, dialog)
    assert dialog.save.isEnabled()
    texts = [cell.text for table in dialog.findChildren(GridTable) for row in table.grid.rows for cell in row]
    assert "[c] (hidden)" in texts
    at = dialog.page.verticalScrollBar()
    qtbot.wait_until(lambda: 0 < at.value() == dialog.preview.y(), timeout=PATIENCE)
    drawn = dialog.findChildren(ChartView)[0]
    dialog.page.ensureWidgetVisible(drawn)
    qtbot.wait_until(lambda: drawn.drawn, timeout=PATIENCE)
    dialog.form.boxes["waits"].click()
    assert not dialog.save.isEnabled()
    assert not dialog.preview.isVisible()


def test_several_rounds_leave_as_one_only_if_somebody_says_so(
    qtbot: QtBot, desk: Desk, drawing: Desk, told: Told, audit: Audit
) -> None:
    dialog = ExportDialog(desk, drawing, told, audit, Filters())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.editions["internal"].click()
    assert not dialog.save.isEnabled()
    choose_round(qtbot, dialog, "follow_up_1")
    assert dialog.save.isEnabled()
    assert dialog.changed.text() == "With what changed since “baseline”"
    assert dialog.changed.isVisible()
    choose_round(qtbot, dialog, "")
    assert not dialog.changed.isVisible()


def test_what_was_looked_at_is_saved(qtbot: QtBot, dialog: ExportDialog, told: Told, tmp_path: Path) -> None:
    dialog.form.editions["restricted"].click()
    dialog.look.click()
    rest(qtbot, dialog)
    told.will_answer(tmp_path / "out.xlsx")
    dialog.save.click()
    rest(qtbot, dialog)
    assert (tmp_path / "out.xlsx").stat().st_size > 5_000
    assert "numbers are hidden" in told.said[-1]


def test_what_is_typed_is_kept_and_offered_again(
    qtbot: QtBot, dialog: ExportDialog, desk: Desk, drawing: Desk, audit: Audit, told: Told, tmp_path: Path
) -> None:
    dialog.form.editions["internal"].click()
    dialog.form.formats.setCurrentIndex(1)
    dialog.form.purpose.setFocus()
    qtbot.keyClicks(dialog.form.purpose, "Our own look")
    qtbot.keyClick(dialog.form.purpose, Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.form.recipient, "The audit team")
    told.will_answer(tmp_path / "own.zip")
    dialog.save.click()
    rest(qtbot, dialog)
    (line,) = desk.now(ledger.read, audit).lines
    assert (line.release.purpose, line.release.recipient) == ("Our own look", "The audit team")
    again = ExportDialog(desk, drawing, told, audit, Filters(status="all"))
    qtbot.addWidget(again)
    assert again.form.sending() == Sending("Our own look", "The audit team")


def test_a_warning_is_overridden_with_a_reason(
    qtbot: QtBot, dialog: ExportDialog, desk: Desk, audit: Audit, told: Told, tmp_path: Path
) -> None:
    row = desk.now(ledger.row, audit, "shared", Sending(), profile="dfe", cases=frozenset({"a", "b"}))
    desk.now(remembered, audit, row)
    desk.now(edited_by_hand, audit.file, "UPDATE release SET recipient = 'Nobody'")
    dialog.look.click()
    rest(qtbot, dialog)
    told.will_answer(None)
    dialog.save.click()
    assert told.said[-1] == "Before it leaves"
    assert len(desk.now(ledger.read, audit).lines) == 1
    told.will_answer("I corrected it myself", tmp_path / "out.xlsx")
    dialog.save.click()
    rest(qtbot, dialog)
    release = desk.now(ledger.read, audit).lines[0].release
    assert release.why == "I corrected it myself"
    assert "isn’t what was written down" in release.overridden[0]


def remembered(audit: Audit, row: PastRelease) -> None:
    with ledger.remembering(audit, row) as remember:
        remember()


def test_a_place_that_cannot_be_written_is_said_in_the_dialog(
    qtbot: QtBot, dialog: ExportDialog, told: Told, tmp_path: Path
) -> None:
    dialog.look.click()
    rest(qtbot, dialog)
    told.will_answer(tmp_path)
    dialog.save.click()
    rest(qtbot, dialog)
    assert dialog.trouble.text() == f"{tmp_path.name} is a folder. Choose another name."
    assert dialog.isVisible()


def test_a_preview_can_be_stopped(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.look.click()
    dialog.stop.click()
    rest(qtbot, dialog)
    assert not dialog.save.isEnabled()
    assert dialog.form.isEnabled()


@pytest.mark.parametrize(
    ("edition", "formats"),
    [
        ("internal", ["xlsx", "csv", "parquet", "spss", "stata"]),
        ("restricted", ["xlsx", "pdf", "csv"]),
        ("shared", ["xlsx", "pdf", "csv"]),
    ],
)
def test_each_edition_has_its_formats(dialog: ExportDialog, edition: str, formats: list[str]) -> None:
    dialog.form.editions[edition].click()
    found = []
    for place in range(dialog.form.formats.count()):
        dialog.form.formats.setCurrentIndex(place)
        found.append(dialog.form.format())
    assert found == formats
    assert dialog.form.profiles.isVisible() == (edition == "shared")


def test_everything_in_the_dialog_has_a_name(dialog: ExportDialog) -> None:
    form = dialog.form
    assert form.profiles.accessibleName() == "What is hidden"
    assert form.formats.accessibleName() == "Format"
    assert form.purpose.accessibleName() == "What for"
    assert form.recipient.accessibleName() == "Who receives it"
    assert all(box.text() for box in form.boxes.values())
    assert all(button.accessibleDescription() for button in form.editions.values())
