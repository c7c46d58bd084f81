from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.results.agreement import AgreementLine
from audit_app.results.figures import Estimate
from audit_app.ui.gathering.agreement_words import estimates_words
from audit_app.ui.gathering.gather_page import GatherPage
from audit_app.ui.gathering.second_audits import SecondAudits
from audit_app.ui.main_window import MainWindow


@pytest.fixture
def compared(qtbot: QtBot, taken: GatherPage) -> SecondAudits:
    taken.show_part(taken.second_audits)
    qtbot.wait_until(lambda: taken.second_audits._model.rowCount() > 0, timeout=20_000)
    return taken.second_audits


def test_without_second_audits_that_is_said(qtbot: QtBot, gather: GatherPage) -> None:
    gather.show_part(gather.second_audits)
    qtbot.wait_until(lambda: gather.second_audits._found is not None, timeout=20_000)
    assert gather.second_audits._summary.text().startswith("No file is audited twice yet.")
    assert not gather.second_audits._body.isVisible()


def test_the_question_with_least_agreement_is_first_with_both_answers(compared: SecondAudits) -> None:
    shares = [line.share.value for line in compared._model.rows]
    assert compared._summary.text().startswith("4 files were audited twice.")
    assert shares == sorted(shares)
    assert compared._pairs_said.text().startswith("On ")
    assert compared._estimates.text().startswith("Share that agree: ")
    assert "Kappa falls" in compared._caution.text()


def test_sections_stand_with_all_questions_first(compared: SecondAudits) -> None:
    compared._which.setCurrentIndex(1)
    assert compared._model.rows[0] is compared._found.overall
    assert len(compared._model.rows) > 3
    assert compared._pairs.count() == 0


def test_enter_goes_to_the_first_pair_and_its_button_opens_the_case(
    qtbot: QtBot, compared: SecondAudits, at_work: MainWindow
) -> None:
    qtbot.keyClick(compared.table, Qt.Key.Key_Return)
    button = QApplication.focusWidget()
    assert "First audit" in button.accessibleDescription()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert at_work.workspace.front is at_work.workspace.case
    at_work.workspace.go_back()
    assert at_work.workspace.front is at_work.workspace.gather


def test_it_leads_to_agreeing(taken: GatherPage, compared: SecondAudits) -> None:
    compared._agree.click()
    assert taken.front is taken.agreeing


NONE = Estimate()


@pytest.mark.parametrize(
    ("scale", "kappa", "words"),
    [
        (
            "nominal",
            Estimate(0.5, 0.1, 0.9, "large-sample"),
            "Cohen’s kappa: 0.50 (0.10 to 0.90; 95% interval for large samples)",
        ),
        ("ordinal", Estimate(-0.25), "Cohen’s kappa, weighted: −0.25"),
    ],
)
def test_figures_are_said_with_their_intervals(scale: str, kappa: Estimate, words: str) -> None:
    line = AgreementLine("q", "Q", "s", scale, (), (), Estimate(0.75, 0.3, 0.95, "wilson"), kappa, NONE, NONE)
    share, said = estimates_words(line).replace("\N{NO-BREAK SPACE}", " ").split("\n")
    assert share == "Share that agree: 75 % (30 % to 95 %; 95% interval after Wilson)"
    assert said == words
