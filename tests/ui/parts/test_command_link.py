"""The large buttons of the first pages."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.ui.look import set_text_size
from audit_app.ui.parts.command_link import CommandLink


def test_its_words_are_as_large_as_the_text_and_take_a_second_line(qtbot: QtBot, qapp: QApplication) -> None:
    pressed: list[str] = []

    def made() -> CommandLink:
        link = CommandLink("New audit", "Choose a form, set a passphrase", lambda: pressed.append("new"))
        qtbot.addWidget(link)
        return link

    small = made()
    line = small.fontMetrics().height()
    set_text_size(qapp, 200)
    try:
        large = made()
        assert large.heightForWidth(500) - small.heightForWidth(500) >= 2 * line
        assert large.heightForWidth(250) - large.heightForWidth(500) >= 2 * line
    finally:
        set_text_size(qapp, 100)
    large.click()
    assert pressed == ["new"]
    assert (large.accessibleName(), large.accessibleDescription()) == (large.text(), large.description())
