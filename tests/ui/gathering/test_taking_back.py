from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.operations import cases
from audit_app.operations.arrivals import PackReport
from audit_app.ui.gathering.gather_page import GatherPage
from audit_app.ui.gathering.taking_back import TakingBack, details, outcome_words
from audit_app.ui.main_window import MainWindow
from tests.ui.told import Told


def cells(part: TakingBack, column: str) -> list[str]:
    place = [each.title for each in part._model.columns].index(column)
    return [part._model.index(row, place).data() for row in range(part._model.rowCount())]


@pytest.mark.parametrize(
    ("pack", "outcome", "said"),
    [
        (PackReport("a", taken=3), "Something new", "There is nothing out of the ordinary in it."),
        (PackReport("a", already_here=3), "Nothing new", "There is nothing out of the ordinary in it."),
        (PackReport("a", finished=("C1", "C2")), "Something new", "Finished since: C1, C2."),
        (PackReport("a", reopened=("C1",)), "Something new", "Opened again since: C1."),
        (PackReport("a", refused="No pack."), "Can’t be taken in", "No pack."),
    ],
)
def test_what_becomes_of_a_pack_is_said(pack: PackReport, outcome: str, said: str) -> None:
    assert outcome_words(pack) == outcome
    assert details(pack) == (said,)


def test_packs_are_looked_at_first_and_nothing_is_changed(
    qtbot: QtBot, gather: GatherPage, told: Told, packs: tuple[Path, ...], at_work: MainWindow
) -> None:
    part, audit = gather.taking_back, at_work.workspace.audit
    before = at_work._desk.now(cases.list_cases, audit)
    told.will_answer(packs)
    gather.findChild(object, "take_in").trigger()
    qtbot.wait_until(part._take.isVisible, timeout=20_000)
    assert cells(part, "Pack") == [path.name for path in packs]
    assert cells(part, "From") == ["A.B.", "J.K.", "T.W."]
    assert cells(part, "Both changed") == ["0", "2", "0"]
    assert "Nothing has been changed yet." in part._explained.text()
    assert part._take.text() == "Take all 3 in"
    assert QApplication.focusWidget() is part._take
    assert at_work._desk.now(cases.list_cases, audit) == before


def test_enter_on_the_button_takes_them_in_and_leads_to_the_conflicts(
    qtbot: QtBot, taken: GatherPage
) -> None:
    part = taken.taking_back
    assert part._said.text() == "3 packs were taken in"
    assert not part._take.isVisible()
    assert QApplication.focusWidget() is part._settle
    qtbot.keyClick(part._settle, Qt.Key.Key_Space)
    assert taken.front is taken.conflicts
    assert QApplication.focusWidget() is taken.conflicts.table


def test_packs_that_come_again_bring_nothing_new(
    qtbot: QtBot, taken: GatherPage, told: Told, packs: tuple[Path, ...]
) -> None:
    told.will_answer(packs[:1])
    taken.taking_back.choose()
    qtbot.wait_until(taken.taking_back._take.isVisible, timeout=20_000)
    assert cells(taken.taking_back, "Outcome") == ["Nothing new"]


def test_a_file_that_is_no_pack_is_left_out_and_said_why(
    qtbot: QtBot, gather: GatherPage, told: Told, packs: tuple[Path, ...], tmp_path: Path
) -> None:
    note = tmp_path / "note.audit"
    note.write_text("no audit at all", encoding="utf-8")
    part = gather.taking_back
    told.will_answer((note, *packs[:2]))
    part.choose()
    qtbot.wait_until(part._take.isVisible, timeout=20_000)
    assert cells(part, "Outcome")[0] == "Can’t be taken in"
    assert "note.audit" in part._details.text()
    assert part._take.text() == "Take in the 2 that can be"
    part._take.click()
    qtbot.wait_until(part._settle.isVisible, timeout=20_000)
    assert cells(part, "Pack") == [path.name for path in packs[:2]]


def test_a_copy_under_a_passphrase_of_its_own_is_tried_with_it(
    qtbot: QtBot, gather: GatherPage, told: Told, tmp_path: Path
) -> None:
    note = tmp_path / "note.audit"
    note.write_bytes(bytes(8192))
    part = gather.taking_back
    told.will_answer((note,))
    part.choose()
    qtbot.wait_until(part._try.isVisible, timeout=20_000)
    assert not part._take.isEnabled()
    told.will_answer("another passphrase")
    with qtbot.wait_signal(gather.taking_back._desk.started):
        part._try.click()
    qtbot.wait_until(lambda: not gather.taking_back._desk.busy, timeout=20_000)
    assert told.said[-1] == "Open the packs that this audit doesn’t know"


def test_drawing_back_changes_nothing(gather: GatherPage, told: Told) -> None:
    told.will_answer(())
    gather.taking_back.choose()
    assert gather.taking_back._said.text() == "Which packs came back?"
