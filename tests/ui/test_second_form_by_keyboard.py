"""A case of the second shipped form, from its first question to its lock, by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from audit_app.model import AuditInfo, CaseStatus
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file.audits import create_audit
from audit_app.ui.main_window import MainWindow
from tests.ui import test_whole_case_by_keyboard as first
from tests.ui.told import Told

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
K = Qt.Key
TYPED = {
    "service_type": "parenting",
    "care_start_date": "3 mar 2023",
    "decision_date": "1 feb 2024",
    "assessed_date": "jan 2024",
    "return_date": "20/2/24",
    "first_visit_date": "2024-02-25",
    "back_in_care_date": "1 nov 2024",
    "case_closed_date": "2025",
    "service_started_date": "1 mar 2024",
}


def test_a_case_of_another_subject_is_audited_by_keyboard(
    qtbot: QtBot, window: MainWindow, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first, "TYPED", TYPED)
    monkeypatch.setattr(first, "NOT_IN_THE_FILE", ("legal_status",))
    audit, _code = window._desk.now(
        lambda: create_audit(
            tmp_path / "home.audit", first.PASSPHRASE, form="return_home_audit",
            info=AuditInfo(name="Going home"), person="AB",
        )
    )  # fmt: skip
    window.entrance.opened.emit(audit, first.PASSPHRASE)
    officer = first.add_and_open_case(qtbot, window, told)
    rows = False
    for _question in range(80):
        if officer.section == "help" and not rows:
            rows = True
            first.shifted(officer, K.Key_A)
        officer.answer()
        if not officer.go_on():
            break
    told.will_answer(True)
    first.shifted(officer, K.Key_F)
    assert officer.sitting.locked
    assert len(officer.given) >= 40
    (ref,) = window._desk.now(list_cases, audit)
    assert ref.status is CaseStatus.FINISHED
