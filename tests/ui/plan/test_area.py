"""Area figures are kept as they are typed or pasted; what can't be is said at its cell, and waits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from audit_app.model import LocalEvent
from audit_app.operations.area import area_context
from audit_app.operations.area.items import ITEMS
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.plan.area_part import AreaPart
from audit_app.ui.plan.plan_page import PlanPage
from tests.ui.conftest import PATIENCE, Ask
from tests.ui.plan.conftest import cells
from tests.ui.screen import field, press, rows, says
from tests.ui.told import Told

CHILDREN, INFANTS, BIRTHS = 0, 1, 4


@pytest.fixture
def part(plan: PlanPage) -> AreaPart:
    plan.show_part(plan.area)
    return plan.area


def put(part: AreaPart, row: int, column: int, text: str) -> None:
    """Type into a cell and press Enter, with keys."""
    table = part.table
    table.setCurrentIndex(table.model().index(row, column))
    table.edit(table.currentIndex())
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def kept(ask: Ask) -> dict[tuple[str, str, str], float]:
    found = ask(area_context.figures)
    return {(each.place, each.year, each.what): each.value for each in found}


def shown(part: AreaPart, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return part.table.model().index(row, column).data(role)


def year(part: AreaPart, row: int) -> str:
    return part.table.cells.years[row]


def test_a_number_is_kept_as_it_is_typed(ask: Ask, part: AreaPart) -> None:
    put(part, 0, CHILDREN, "1090")
    assert kept(ask) == {("Our area", year(part, 0), "children_in_proceedings"): 1090}
    assert shown(part, 0, CHILDREN) == "1,090"
    assert part.table.currentIndex().row() == 1


def test_others_are_told(qtbot: QtBot, changes: Changes, part: AreaPart) -> None:
    with qtbot.wait_signal(changes.happened, timeout=PATIENCE) as told:
        put(part, 0, CHILDREN, "10")
    assert told.args[0] == {ChangeKind.AREA}


def test_what_cannot_be_waits_in_its_cell_with_the_reason(ask: Ask, part: AreaPart) -> None:
    put(part, 0, CHILDREN, "10")
    put(part, 0, INFANTS, "11")
    assert len(kept(ask)) == 1
    assert shown(part, 0, INFANTS) == "11"
    reason = (
        f"Our area, {year(part, 0)}, Infants in proceedings: 11 is more than “Children in proceedings”, 10"
    )
    assert part.wrong.text().startswith(reason)
    assert part.wrong.isVisible()
    assert str(shown(part, 0, INFANTS, Qt.ItemDataRole.AccessibleDescriptionRole)).startswith(reason)
    assert shown(part, 0, INFANTS, Qt.ItemDataRole.DecorationRole) is not None
    put(part, 0, CHILDREN, "90")
    assert sorted(kept(ask).values()) == [11, 90]
    assert not part.wrong.isVisible()


def test_delete_empties_a_cell(ask: Ask, qtbot: QtBot, part: AreaPart) -> None:
    put(part, 0, BIRTHS, "5000")
    part.table.setCurrentIndex(part.table.model().index(0, BIRTHS))
    qtbot.keyClick(part.table, Qt.Key.Key_Delete)
    assert kept(ask) == {}


def test_a_block_with_headings_is_pasted(ask: Ask, qtbot: QtBot, part: AreaPart) -> None:
    QApplication.clipboard().setText("\t2019/20\t2020/21\nChildren in proceedings\t80\t85\nInfants\t30\t\n")
    qtbot.keyClick(part.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert sorted(kept(ask).values()) == [30, 80, 85]
    assert part.table.cells.years[:2] == ("2019/20", "2020/21")


def test_numbers_are_pasted_from_the_cell_in_front(ask: Ask, part: AreaPart) -> None:
    part.table.setCurrentIndex(part.table.model().index(1, CHILDREN))
    QApplication.clipboard().setText("80\t30\n85\t31\n")
    part.table.paste()
    assert kept(ask)["Our area", year(part, 2), "infants_in_proceedings"] == 31


def test_a_paste_that_cannot_be_is_refused_whole(ask: Ask, part: AreaPart) -> None:
    QApplication.clipboard().setText("80\t12%\n")
    part.table.paste()
    assert "row 1, column B: “12%” is a share" in part.trouble.text()
    assert kept(ask) == {}


def test_each_place_has_its_own_table(ask: Ask, part: AreaPart, told: Told) -> None:
    put(part, 0, BIRTHS, "5000")
    told.will_answer({"name": "Aytown", "kind": "neighbour"})
    press(part, "Add a place…")
    assert part.place == "Aytown"
    assert shown(part, 0, BIRTHS) == ""
    put(part, 0, BIRTHS, "700")
    assert [part.box.itemText(n) for n in range(part.box.count())] == [
        "Our area",
        "Aytown (neighbour)",
    ]
    assert [place for place, _year, _what in kept(ask)] == ["Our area", "Aytown"]


def test_a_place_can_be_renamed_and_removed(ask: Ask, part: AreaPart, told: Told) -> None:
    put(part, 0, BIRTHS, "5000")
    told.will_answer({"name": "Northshire", "kind": "area"}, True)
    press(part, "Change its name…")
    assert [place for place, _year, _what in kept(ask)] == ["Northshire"]
    assert part.place == "Northshire"
    press(part, "Remove the place…")
    assert kept(ask) == {}
    assert part.place == "Our area"


def test_the_area_can_be_named_before_it_has_figures(part: AreaPart, told: Told) -> None:
    told.will_answer({"name": "Northshire", "kind": "area"})
    press(part, "Change its name…")
    assert [part.box.itemData(n) for n in range(part.box.count())] == ["Northshire"]


def test_a_second_own_area_is_refused(part: AreaPart, told: Told) -> None:
    told.will_answer({"name": "Aytown", "kind": "area"})
    press(part, "Add a place…")
    assert "own area already" in part.trouble.text()
    assert part.box.count() == 1


def test_years_are_added_and_removed(ask: Ask, part: AreaPart, told: Told) -> None:
    before = part.table.cells.years
    told.will_answer("2031-32", True)
    press(part, "Add a year…")
    assert part.table.cells.years == (*before, "2031/32")
    assert part.table.years_from_here == ("2031/32",)
    put(part, 3, BIRTHS, "5000")
    part.table.setCurrentIndex(part.table.model().index(part.table.cells.years.index("2031/32"), 0))
    press(part, "Remove the year…")
    assert kept(ask) == {}
    assert "2031/32" not in part.table.cells.years


def test_what_is_no_year_is_refused(part: AreaPart, told: Told) -> None:
    told.will_answer("next")
    press(part, "Add a year…")
    assert "“next” is no year" in part.trouble.text()


def test_the_figure_in_front_is_explained(part: AreaPart) -> None:
    part.table.setCurrentIndex(part.table.model().index(0, INFANTS))
    assert says(part, f"Infants in proceedings: {ITEMS[INFANTS].help}")


def test_an_editor_says_what_it_is_for(part: AreaPart) -> None:
    part.table.edit(part.table.model().index(0, INFANTS))
    assert QApplication.focusWidget().accessibleName() == f"Infants in proceedings, {year(part, 0)}: empty"


def test_events_are_added_in_the_order_of_their_days_and_removed(
    ask: Ask, qtbot: QtBot, part: AreaPart
) -> None:
    for day, what in (("1 sep 2024", "Service closed"), ("10/1/23", "Threshold moved")):
        part.events.day.setText(day)
        part.events.what.setText(what)
        qtbot.keyClick(part.events.what, Qt.Key.Key_Return)
    assert cells(part.events.table) == ["10 January 2023", "1 September 2024"]
    assert part.events.day.text() == ""
    part.events.table.setCurrentIndex(part.events.table.model().index(0, 0))
    press(part, "Remove the event")
    assert ask(area_context.events) == (LocalEvent("2024-09-01", "Service closed"),)


def test_an_event_that_cannot_be_stays_typed(part: AreaPart) -> None:
    part.events.day.setText("sep 2024")
    part.events.what.setText("Service closed")
    press(part, "Add the event")
    assert "no exact day" in part.events.trouble.text()
    assert part.events.what.text() == "Service closed"


def test_the_list_of_parts_says_how_much_there_is(part: AreaPart, plan: PlanPage) -> None:
    put(part, 0, BIRTHS, "5000")
    assert ["Area figures and events\n1 figure"] in rows(field(plan, "Planning", QListWidget))
