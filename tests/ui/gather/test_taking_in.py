from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.operations.case import cases
from audit_app.operations.gather.arrivals import PackReport
from audit_app.ui.gather.gather_page import GatherPage
from audit_app.ui.gather.taking_in import details, outcome_words
from tests.ui.conftest import Ask, Rest
from tests.ui.screen import button, column, offers, press, says
from tests.ui.told import Told


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
    ask: Ask, rest: Rest, gather: GatherPage, told: Told, packs: tuple[Path, ...]
) -> None:
    part = gather.taking_in
    before = ask(cases.list_cases)
    told.will_answer(packs)
    gather.findChild(object, "take_in").trigger()
    rest()
    assert column(part.table, "Pack") == [path.name for path in packs]
    assert column(part.table, "From") == ["A.B.", "J.K.", "T.W."]
    assert column(part.table, "Both changed") == ["0", "2", "0"]
    assert says(part, "Nothing has been changed yet.")
    assert QApplication.focusWidget() is button(part, "Take all 3 in")
    assert ask(cases.list_cases) == before


def test_enter_on_the_button_takes_them_in_and_leads_to_the_conflicts(
    qtbot: QtBot, taken: GatherPage
) -> None:
    part = taken.taking_in
    assert says(part, "3 packs were taken in")
    assert not offers(part, "Take all 3 in")
    assert QApplication.focusWidget() is button(part, "Settle 2 conflicts")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert taken.front is taken.conflicts
    assert QApplication.focusWidget() is taken.conflicts.table


def test_packs_that_come_again_bring_nothing_new(
    rest: Rest, taken: GatherPage, told: Told, packs: tuple[Path, ...]
) -> None:
    told.will_answer(packs[:1])
    taken.taking_in.choose()
    rest()
    assert column(taken.taking_in.table, "Outcome") == ["Nothing new"]


def test_a_file_that_is_no_pack_is_left_out_and_said_why(
    rest: Rest, gather: GatherPage, told: Told, packs: tuple[Path, ...], tmp_path: Path
) -> None:
    note = tmp_path / "note.audit"
    note.write_text("no audit at all", encoding="utf-8")
    part = gather.taking_in
    told.will_answer((note, *packs[:2]))
    part.choose()
    rest()
    assert column(part.table, "Outcome")[0] == "Can’t be taken in"
    assert says(part, "note.audit")
    press(part, "Take in the 2 that can be")
    rest()
    assert column(part.table, "Pack") == [path.name for path in packs[:2]]


def test_a_copy_under_a_passphrase_of_its_own_is_tried_with_it(
    rest: Rest, gather: GatherPage, told: Told, tmp_path: Path
) -> None:
    note = tmp_path / "note.audit"
    note.write_bytes(bytes(8192))
    part = gather.taking_in
    told.will_answer((note,))
    part.choose()
    rest()
    assert not offers(part, "Take in the 0 that can be")
    told.will_answer("another passphrase")
    press(part, "Try a passphrase…")
    rest()
    assert told.said[-1] == "Open the packs that this audit doesn’t know"


def test_drawing_back_changes_nothing(gather: GatherPage, told: Told) -> None:
    told.will_answer(())
    gather.taking_in.choose()
    assert says(gather.taking_in, "Which packs came back?")
