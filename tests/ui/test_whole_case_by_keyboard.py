"""The main job by keyboard alone: from the start page to a finished case, found in the reopened file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from audit_app.model import Answer, AnswerState, CaseStatus
from audit_app.operations.case.cases import list_cases
from audit_app.operations.case.open_case import open_case
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.ui.main_window import MainWindow
from tests.ui.case.hands import Hands, settle
from tests.ui.conftest import PATIENCE
from tests.ui.told import Told

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K, M = Qt.Key, Qt.KeyboardModifier
PASSPHRASE = "four words nobody guesses"

# What is typed where the first choice, or “3”, would make an unlikely family.
TYPED = {
    "mother_age_at_edd": "24",
    "father_age_at_edd": "26",
    "mother_ethnicity": "white: irish",
    "mother_older_children": "1",
    "mother_deprivation_decile": "2",
    "service_type": "parenting",
    "service_offered_date": "1 oct 2024",
    "service_started_date": "8/10/24",
    "service_ended_date": "2025-01-10",
    "family_meeting_date": "nov 2024",
    "edd_original": "1 mar 2025",
    "edd_latest": "2 mar 2025",
    "birth_date": "27 feb 2025",
    "earliest_concern_date": "1 sep 2024",
    "booking_date": "20 aug 2024",
    "contact_date": "2 sep 2024",
    "referral_date": "5 sep 2024",
    "allocation_date": "9 sep 2024",
    "assessment_start_date": "10 sep 2024",
    "assessment_end_date": "15 nov 2024",
    "case_closed_date": "20 nov 2024",
}
# “No” where “yes” would ask for more, and what the file does not say.
CHOSEN = {"immediate_concern": K.Key_2}
NO_NEED = K.Key_4  # so that nothing said of an offer has to fit the one service
NOT_IN_THE_FILE = ("mother_housing", "father_housing")


class Officer(Hands):
    """Hands that remember what they answered."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.workspace.case)
        self.given: dict[str, Answer] = {}

    def answer(self) -> None:
        """Answer the question that the focus is in, in the way of its type."""
        name, kind = self.at, self.question.view.question.type
        key = self.question.view.key
        if name in NOT_IN_THE_FILE:
            self.control(K.Key_D)
        elif name in TYPED:
            self.type(TYPED[name])
            self.press(K.Key_Return)
        elif kind in ("select_one", "select_multiple") and len(self.question.view.choices) <= 9:
            self.press(CHOSEN.get(name, NO_NEED if "_need_" in name else K.Key_1))
        elif kind == "select_multiple":
            self.press(K.Key_Space)
        elif kind == "select_one":
            self.type(self.question.view.choices[0].label)
            self.press(K.Key_Return)
        else:
            self.type("3")
            self.press(K.Key_Return)
        self.given[name] = self.kept(*key)

    def go_on(self) -> bool:
        """To the next question that nobody has looked at; whether there was one."""
        before = len(self.given)
        for _time in range(2):  # what is unlikely on a page holds it once
            self.control(K.Key_J)
            if QApplication.focusWidget() is not None and self.is_at_new_question():
                return True
        return len(self.given) > before

    def is_at_new_question(self) -> bool:
        """Whether the focus is in a question without an answer."""
        try:
            return self.question.view.answer.state is AnswerState.NOT_LOOKED_AT
        except AssertionError:
            return False


def shifted(officer: Hands, key: Qt.Key) -> None:
    officer.press(key, M.ControlModifier | M.ShiftModifier)


def type_on(qtbot: QtBot, *parts: str | Qt.Key) -> None:
    for part in parts:
        (qtbot.keyClicks if isinstance(part, str) else qtbot.keyClick)(QApplication.focusWidget(), part)


def make_audit(qtbot: QtBot, window: MainWindow, told: Told, path: Path) -> None:
    told.will_answer(path)
    window.entrance.start.findChildren(QPushButton)[0].setFocus()
    tab = K.Key_Tab
    type_on(qtbot, K.Key_Space, "Round one", tab, tab, "Testshire", tab, tab, "1 apr 2025", tab, "31/3/26")
    type_on(qtbot, tab, "1", tab, tab, "AB", tab, K.Key_Space, tab, PASSPHRASE, tab, PASSPHRASE)
    with qtbot.wait_signal(window.entrance.currentChanged, timeout=PATIENCE):
        type_on(qtbot, K.Key_Return)
    type_on(qtbot, K.Key_Space, tab, K.Key_Space)
    qtbot.wait_until(
        lambda: window.workspace is not None and window.workspace.audit is not None, timeout=PATIENCE
    )


def add_and_open_case(qtbot: QtBot, window: MainWindow, told: Told) -> Officer:
    told.will_answer("C-001")
    qtbot.keyClick(QApplication.focusWidget(), K.Key_2, M.AltModifier)
    qtbot.keyClick(QApplication.focusWidget(), K.Key_N, M.ControlModifier | M.ShiftModifier)
    settle()
    type_on(qtbot, K.Key_Return)
    settle()
    return Officer(window)


def test_a_case_is_audited_by_keyboard_and_found_in_the_reopened_file(
    qtbot: QtBot, window: MainWindow, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / "new.audit"
    make_audit(qtbot, window, told, path)
    officer = add_and_open_case(qtbot, window, told)

    answered_rows = set()
    while True:
        page = officer.section
        if page in ("parent_characteristics", "services_offered") and page not in answered_rows:
            answered_rows.add(page)
            shifted(officer, K.Key_A)
        officer.answer()
        if not officer.go_on():
            break
    told.will_answer(True)
    shifted(officer, K.Key_F)
    assert officer.page.front is officer.summary
    assert officer.sitting.locked

    shifted(officer, K.Key_W)
    window.close_audit()
    audit = open_audit(path, PASSPHRASE)
    (ref,) = list_cases(audit)
    case = open_case(audit, ref.id)
    kept = {key.question: head.answer for key, head in case.heads.items() if key.question in officer.given}
    close_audit(audit)
    assert ref.status is CaseStatus.FINISHED
    assert len(kept) > 60
    assert kept == officer.given
    assert kept["edd_original"] == Answer(AnswerState.ANSWERED, "2025-03-01")
    assert kept["family_meeting_date"].value == "2024-11"
    assert {name for name, answer in kept.items() if answer.state is AnswerState.NOT_RECORDED} == set(
        NOT_IN_THE_FILE
    )
