"""The plan in a narrow window, with large text, for a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.ui.look import set_text_size
from audit_app.ui.main_window import MainWindow
from audit_app.ui.plan.plan_page import PlanPage
from tests.ui.conftest import Rest
from tests.ui.test_reach import nameless
from tests.ui.text_sizes import TEXT_SIZES


def test_every_input_of_the_plan_has_a_name(listed: PlanPage) -> None:
    assert nameless(listed) == []


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_every_part_fits_a_window_720_pixels_wide(
    rest: Rest,
    qtbot: QtBot,
    window: MainWindow,
    listed: PlanPage,
    qapp: QApplication,
    percent: int,
    the_list: object,
) -> None:
    set_text_size(qapp, percent)
    try:
        listed.list.preview(the_list)
        listed.prefill.preview(the_list)
        rest()
        for part in listed.parts:
            listed.show_part(part)
            window.resize(720, 720)
            qtbot.wait(1)
            assert window.width() == 720
            inside = part.widget()
            assert inside.width() <= part.viewport().width(), f"{part.title} is {inside.width()} wide"
    finally:
        set_text_size(qapp, 100)
