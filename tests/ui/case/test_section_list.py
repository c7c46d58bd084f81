"""The list of a case's sections: two lines each, readable in the colours of every system."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from audit_app.ui.case.section_list import SectionList


def test_the_chosen_section_can_be_read_where_the_list_has_not_the_focus(qtbot: QtBot) -> None:
    sections = SectionList()
    qtbot.addWidget(sections)
    sections.addItem("Siblings\nNot yet started")
    sections.setCurrentRow(0)
    colours, roles, groups = QPalette(), QPalette.ColorRole, QPalette.ColorGroup
    colours.setColor(groups.Active, roles.HighlightedText, QColor("white"))
    colours.setColor(groups.Inactive, roles.Highlight, QColor("#f0f0f0"))
    colours.setColor(groups.Inactive, roles.HighlightedText, QColor("black"))
    sections.setPalette(colours)
    sections.show()
    drawn = sections.grab(sections.visualItemRect(sections.item(0))).toImage()
    darkest = min(drawn.pixelColor(x, y).lightness() for x in range(drawn.width()) for y in range(20))
    assert darkest < 100
