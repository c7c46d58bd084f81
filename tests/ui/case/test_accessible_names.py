"""A screen reader's walk through a case: each input names its question, itself or by its group."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.operations.case import answering
from audit_app.operations.case.answering import Document
from audit_app.ui.case.drawers import Drawer
from audit_app.ui.case.section_list import DOCUMENTS, OVERVIEW
from tests.ui.case.hands import Hands, settle

R = QAccessible.Role
INPUTS = {
    *(R.EditableText, R.ComboBox, R.CheckBox, R.RadioButton, R.Slider, R.SpinBox, R.List),
}


def walk(
    node: QAccessibleInterface, names: tuple[str, ...] = ()
) -> Iterator[tuple[QAccessibleInterface, str]]:
    """Every visible node below a node, with its own name and the names of the groups around it."""
    for place in range(node.childCount()):
        child = node.child(place)
        if child is None or child.state().invisible:
            continue
        name = child.text(QAccessible.Text.Name)
        around = (*names, name) if name else names
        yield child, " / ".join(around)
        if child.role() not in (R.ComboBox, R.List):
            yield from walk(child, around)


def inputs(widget: QWidget) -> list[tuple[str, str]]:
    """Role and names of every input that a screen reader finds in a widget."""
    root = QAccessible.queryAccessibleInterface(widget)
    return [(node.role().name, names) for node, names in walk(root) if node.role() in INPUTS]


def questions_of(hands: Hands) -> Iterator[tuple[str, QWidget]]:
    for question in hands.page.front.column.questions():
        if question.view.question.is_input:
            yield question.view.label, question


def assert_named(hands: Hands) -> int:
    n = 0
    for label, widget in questions_of(hands):
        found = inputs(widget)
        assert found, f"no input for {label}"
        for role, names in found:
            assert label in names, f"{role} of “{label}” is only called “{names}”"
        n += len(found)
    return n


def test_every_input_of_every_type_is_named_with_its_question(typist: Hands) -> None:
    typist.go("types")
    assert assert_named(typist) >= 20


def test_every_input_on_every_page_of_a_case_is_named_with_its_question(hands: Hands) -> None:
    hands.go("parent_characteristics")
    hands.add_row()
    hands.go("services_offered")
    hands.add_row()
    for section in hands.section_names:
        hands.go(section)
        for repeat in hands.page.front.column.repeats():
            for row in repeat.rows.values():
                row.set_open(True)
        settle()
        if any(True for _question in questions_of(hands)):
            assert assert_named(hands) > 0


def test_choices_are_not_burdened_with_the_question(hands: Hands) -> None:
    hands.go("parent_characteristics", "mother_housing")
    named = [names for role, names in inputs(hands.question) if role == "RadioButton"]
    label = hands.question.view.label
    assert named
    assert all(names.count(label) == 1 for names in named)


def test_evidence_boxes_say_whose_evidence_it_is(hands: Hands) -> None:
    hands.go("parent_characteristics", "mother_housing")
    for drawer in ("evidence", "note", "conflict", "reason"):
        hands.question.pull(drawer)
        settle()
        for _role, names in inputs(hands.question.findChildren(Drawer)[-1]):
            assert hands.question.view.label in names


@pytest.mark.parametrize("button", ["back", "undo", "summary"])
def test_the_buttons_of_the_head_have_names(hands: Hands, button: str) -> None:
    widget = getattr(hands.head, button)
    assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    assert QApplication.activeWindow() is not None


@pytest.mark.parametrize("section", [DOCUMENTS, OVERVIEW])
def test_every_input_beside_the_answers_has_a_name_of_its_own(hands: Hands, section: str) -> None:
    hands.sitting.do(answering.save_document, Document("Plan", record="case_system"))
    hands.go(section)
    settle()
    root = QAccessible.queryAccessibleInterface(hands.page.front)
    found = [node for node, _names in walk(root) if node.role() in {*INPUTS, R.Table}]
    assert len(found) >= 3
    assert [node.role().name for node in found if not node.text(QAccessible.Text.Name)] == []


def test_what_finding_found_is_told_beside_its_box(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    hands.type("ethnicity")
    box = QAccessible.queryAccessibleInterface(hands.focus)
    assert box.text(QAccessible.Text.Name) == "Find in this case"
    assert box.text(QAccessible.Text.Description).endswith(" found")
