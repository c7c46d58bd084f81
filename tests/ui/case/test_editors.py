"""Each type of question: what is done at the keyboard, and what the file then holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from audit_app.model import AnswerState
from audit_app.operations.case.answering import ChoiceView
from audit_app.ui.case.choice_editors import SearchEditor
from tests.ui.case.hands import Hands
from tests.ui.conftest import PATIENCE

# What the offscreen platform says when a list drops down.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def typing(text: str) -> Callable[[Hands], None]:
    def do(hands: Hands) -> None:
        hands.type(text)
        hands.tab()

    return do


def date_and_time(hands: Hands) -> None:
    hands.type("3 nov 2024")
    hands.tab(3)
    hands.type("14:05")
    hands.tab()


def pressing(*keys: Qt.Key) -> Callable[[Hands], None]:
    def do(hands: Hands) -> None:
        for key in keys:
            hands.press(key)

    return do


K = Qt.Key


@pytest.mark.parametrize(
    ("question", "do", "value"),
    [
        ("words", typing("as it says"), "as it says"),
        ("words", pressing(K.Key_A, K.Key_Return), "a"),
        ("whole", typing("7"), "7"),
        ("share", typing("1.5"), "1.5"),
        ("day", lambda hands: (hands.type("3 nov 2024"), hands.tab(3)), "2024-11-03"),
        ("day", lambda hands: (hands.type("nov 2024"), hands.tab(3)), "2024-11"),
        ("day", lambda hands: (hands.type("03/11/24"), hands.press(K.Key_Return)), "2024-11-03"),
        ("hour", typing("14:05"), "14:05"),
        ("one_of_few", pressing(K.Key_2), "second"),
        ("one_of_few", pressing(K.Key_Down, K.Key_Space), "second"),
        ("one_of_few", pressing(K.Key_1, K.Key_Right), "second"),
        ("one_of_many", typing("indi"), "indigo"),
        ("some", pressing(K.Key_3, K.Key_1), "first third"),
        ("some", pressing(K.Key_3, K.Key_1, K.Key_3), "first"),
        ("noted", pressing(K.Key_Space), "OK"),
        ("scale", pressing(K.Key_Right, K.Key_Right), "2"),
    ],
)
def test_what_is_given_is_kept(typist: Hands, question: str, do: Callable[[Hands], None], value: str) -> None:
    typist.go("types", question)
    do(typist)
    kept = typist.kept(question)
    assert (kept.state, kept.value) == (AnswerState.ANSWERED, value)


def test_a_moment_is_a_date_with_a_time(typist: Hands) -> None:
    typist.go("types", "moment")
    date_and_time(typist)
    assert typist.kept("moment").value.startswith("2024-11-03T14:05")


def test_an_order_is_given_by_saying_so(typist: Hands) -> None:
    typist.go("types", "ranked")
    assert typist.kept("ranked").state is AnswerState.NOT_LOOKED_AT
    typist.press(K.Key_Down)
    typist.tab()
    typist.press(K.Key_Space)
    assert typist.kept("ranked").value.split() == ["second", "first", "third"]


def test_nothing_is_chosen_beforehand(typist: Hands) -> None:
    typist.go("types")
    for question in typist.page.front.column.questions():
        assert question.editor.value() == "", question.view.key


def test_choices_with_the_same_words_are_told_apart(typist: Hands, qtbot: QtBot) -> None:
    typist.go("types", "one_of_many")
    oaks = (ChoiceView("north", "Oak House", ""), ChoiceView("south", "Oak House", ""))
    editor = SearchEditor(replace(typist.question.view, choices=oaks))
    qtbot.addWidget(editor)
    editor.show_value("south")
    assert editor.value() == "south"


def test_clearing_unchooses_a_radio(typist: Hands) -> None:
    typist.go("types", "one_of_few")
    typist.press(K.Key_1)
    typist.question.clear()
    assert typist.kept("one_of_few").state is AnswerState.NOT_LOOKED_AT
    assert typist.question.editor.value() == ""


def test_a_text_is_saved_after_a_pause_without_leaving_it(typist: Hands, qtbot: object) -> None:
    typist.go("types", "words")
    typist.type("half a sen")
    qtbot.waitUntil(lambda: typist.kept("words").value == "half a sen", timeout=PATIENCE)
    assert typist.at == "words"


def test_typing_goes_on_after_a_pause(typist: Hands, qtbot: object) -> None:
    typist.go("types", "share")
    typist.type("1.")
    (timer,) = typist.question.findChildren(QTimer)
    with qtbot.wait_signal(timer.timeout):
        pass
    typist.type("25")
    typist.tab()
    assert typist.kept("share").value == "1.25"


def test_choices_up_to_seven_are_radios_and_more_are_a_list(typist: Hands) -> None:
    typist.go("types")
    editors = {q.view.key.question: type(q.editor).__name__ for q in typist.page.front.column.questions()}
    assert editors["one_of_few"] == "RadiosEditor"
    assert editors["one_of_many"] == "SearchEditor"
