"""Everything by keyboard, with a name, in a narrow window, with large text; a pack has none of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from audit_app.ui.gather.gather_page import GatherPage
from audit_app.ui.look import set_text_size
from audit_app.ui.main_window import MainWindow
from tests.screens.team import PACK_PASSPHRASE
from tests.ui.conftest import PATIENCE, Rest
from tests.ui.screen import tabs
from tests.ui.test_reach import nameless
from tests.ui.text_sizes import TEXT_SIZES


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_every_part_fits_a_window_720_pixels_wide_and_names_its_inputs(
    rest: Rest, at_work: MainWindow, taken: GatherPage, qapp: QApplication, percent: int
) -> None:
    set_text_size(qapp, percent)
    try:
        for part in taken.parts:
            taken.show_part(part)
            rest()
            at_work.resize(720, 720)
            assert at_work.width() == 720, f"{part.title} needs {at_work.minimumSizeHint().width()} pixels"
            assert nameless(part) == []
    finally:
        set_text_size(qapp, 100)


def test_buttons_that_say_the_same_are_told_apart(taken: GatherPage) -> None:
    taken.show_part(taken.conflicts)
    buttons = [button for button in taken.conflicts.versions.findChildren(QPushButton) if button.isVisible()]
    assert len(buttons) == 2
    assert len({button.accessibleDescription() for button in buttons}) == 2


def test_a_pack_has_nothing_to_gather(
    qtbot: QtBot, window: MainWindow, packs: tuple[Path, ...], tmp_path: Path
) -> None:
    path = Path(shutil.copy(packs[0], tmp_path / "pack.audit"))
    window.entrance.ask_secret(path)
    with qtbot.wait_signal(window.entrance.opened, timeout=PATIENCE):
        window.entrance.unlock.given.emit(PACK_PASSPHRASE, "A.B.", False)
    space = window.workspace
    space.go_gather()
    assert space.front is space.home
    assert "Gather" not in tabs(space, "Pages of the audit")
