from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.results.agreement import AgreementLine
from audit_app.results.figures import Estimate
from audit_app.ui.gather.agreement_words import estimates_words
from audit_app.ui.gather.gather_page import GatherPage
from audit_app.ui.gather.second_audits import SecondAudits
from audit_app.ui.main_window import MainWindow
from tests.ui.conftest import Rest
from tests.ui.screen import choose, press, rows, says, text


@pytest.fixture
def compared(rest: Rest, taken: GatherPage) -> SecondAudits:
    taken.show_part(taken.second_audits)
    rest()
    return taken.second_audits


def test_without_second_audits_that_is_said(rest: Rest, gather: GatherPage) -> None:
    gather.show_part(gather.second_audits)
    rest()
    assert says(gather.second_audits, "No file is audited twice yet.")
    assert not gather.second_audits.table.isVisible()


def test_the_question_with_least_agreement_is_first_with_both_answers(compared: SecondAudits) -> None:
    shares = [line.share.value for line in compared.table.model().rows]
    assert says(compared, "4 files were audited twice.")
    assert shares == sorted(shares)
    assert any(line.startswith("On ") for line in text(compared).split("\n"))
    assert says(compared, "Share that agree: ")
    assert says(compared, "Kappa falls")


def test_sections_stand_with_all_questions_first(compared: SecondAudits) -> None:
    choose(compared, "What is compared", "Sections")
    assert rows(compared.table)[0][0] == "All questions"
    assert len(rows(compared.table)) > 3
    assert not says(compared, "On ")


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
    press(compared, "Agree on one answer…")
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
