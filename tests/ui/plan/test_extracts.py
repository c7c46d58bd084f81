"""Extracts: mapped, taken in, confirmed by an officer, and compared with the files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from audit_app.model import AnswerState, Key
from audit_app.operations.case import answering, cases
from audit_app.operations.plan.prefill_maps import PrefillMap
from audit_app.ui.case.extract_line import ExtractLine
from audit_app.ui.plan.plan_page import PlanPage
from audit_app.ui.plan.prefill_part import PrefillPart, mapped
from audit_app.ui.workspace import Workspace
from tests.ui.case.hands import Hands
from tests.ui.conftest import Ask, Rest
from tests.ui.plan.conftest import cells
from tests.ui.screen import field, press, says
from tests.ui.told import Told


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    path = tmp_path / "maternity.csv"
    path.write_text(
        "Hospital no,Case ID,Due,Booked\n1,1000,5/6/2025,\n2,1001,7/6/2025,soon\n3,9,,\n", "utf-8"
    )
    return path


@pytest.fixture
def part(rest: Rest, listed: PlanPage, extract: Path) -> PrefillPart:
    """The extract part, with the preview of an extract whose columns `Due` and `Booked` nobody knows."""
    listed.show_part(listed.prefill)
    listed.prefill.preview(extract)
    rest()
    return listed.prefill


@pytest.fixture
def taken(rest: Rest, part: PrefillPart, listed: PlanPage) -> PrefillPart:
    """The extract taken in, as what says the expected date."""
    answer(part, "Due", "edd_original")
    press(part, "Take it in")
    rest()
    return part


def answer(part: PrefillPart, column: str, question: str) -> None:
    """Say which question a column answers."""
    row = part.columns.shown.rows.index(column)
    part.columns.setCurrentIndex(part.columns.model().index(row, 0))
    asked = field(part, f"“{column}” answers", QComboBox)
    asked.setCurrentIndex(asked.findData(question))
    asked.activated.emit(asked.currentIndex())


@pytest.mark.parametrize(
    ("column", "question", "expected"),
    [
        ("b", "@case", PrefillMap("b", {"one": "a"})),
        ("b", "one", PrefillMap("no", {"one": "b"})),
        ("b", "two", PrefillMap("no", {"one": "a", "two": "b"})),
        ("a", "", PrefillMap("no", {})),
        ("no", "one", PrefillMap("", {"one": "no"})),
    ],
)
def test_a_column_answers_one_question_and_a_question_has_one_column(
    column: str, question: str, expected: PrefillMap
) -> None:
    assert mapped(PrefillMap("no", {"one": "a"}), column, question) == expected


def test_an_extract_is_mapped_by_hand_and_says_what_it_would_fill(part: PrefillPart) -> None:
    answer(part, "Case ID", "@case")
    answer(part, "Due", "edd_original")
    answer(part, "Booked", "booking_date")
    shown = {column: (filled, unread) for column, filled, unread in zip(
        cells(part.columns), cells(part.columns, 2), cells(part.columns, 3), strict=True)}  # fmt: skip
    assert (shown["Case ID"], shown["Due"], shown["Booked"]) == (("2", ""), ("2", ""), ("0", "1"))
    assert says(part, "1 other is passed over.")
    assert any("soon" in text for text in cells(part.problems, 4))


def test_an_officer_confirms_what_the_extract_says(
    ask: Ask, qtbot: QtBot, taken: PrefillPart, work: Workspace
) -> None:
    said = ask(_prefilled)
    work.open_case(said, Key("edd_original"))
    line = work.case.front.findChildren(ExtractLine)[0]
    assert line.isVisible()
    assert says(line, "From the extract, not yet checked: ")
    sitting = Hands(work.case).sitting
    assert (
        sitting.read(answering.question_view, Key("edd_original")).answer.state is AnswerState.NOT_LOOKED_AT
    )
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sitting.read(answering.question_view, Key("edd_original")).answer.value.startswith("2025-06-0")
    assert not line.isVisible()


def test_extract_and_file_are_compared_with_the_cases_behind(
    rest: Rest, ask: Ask, qtbot: QtBot, taken: PrefillPart, work: Workspace, listed: PlanPage
) -> None:
    said = ask(_prefilled)
    work.open_case(said, Key("edd_original"))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    work.go_plan()
    rest()
    assert [cells(taken.comparison, column)[0] for column in (1, 2, 7)] == ["1", "·", "1"]
    taken.comparison.setCurrentIndex(taken.comparison.model().index(0, 1))
    qtbot.keyClick(taken.comparison, Qt.Key.Key_Return)
    assert work.front is work.behind
    assert says(work.behind, "agree")
    assert len(cells(work.behind.table)) == 1


def test_an_extract_is_forgotten_on_request(
    qtbot: QtBot, taken: PrefillPart, listed: PlanPage, told: Told
) -> None:
    told.will_answer(0)
    press(taken, "Forget an extract…")
    assert says(taken, "An extract of the case system")
    assert not taken.comparison.isVisible()


def _prefilled(audit: object) -> str:
    from audit_app.store import prefill

    return next(ref.id for ref in cases.list_cases(audit) if prefill.of_case(audit.file, ref.case))
