from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from audit_app.results import Cohort
from audit_app.ui.cohort.profile_page import ProfilePage
from audit_app.ui.cohort.reading import about_cohort
from audit_app.ui.main_window import MainWindow
from audit_app.ui.models.counts import BEHIND_ROLE


def counts(table: QTableView) -> Iterator[QModelIndex]:
    """The counts of a table that can be opened."""
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(1, model.columnCount()):
            if model.index(row, column).data(BEHIND_ROLE) is not None:
                yield model.index(row, column)


@pytest.fixture
def profile(qtbot: QtBot, at_work: MainWindow) -> ProfilePage:
    at_work.workspace.go_profile()
    qtbot.wait_until(lambda: bool(at_work.workspace.profile.panels), timeout=30_000)
    return at_work.workspace.profile


def test_each_section_shows_its_figures_with_table_and_words(profile: ProfilePage) -> None:
    sections = [profile._sections.item(row).text() for row in range(profile._sections.count())]
    assert len(sections) > 3
    for place, _section in enumerate(sections):
        profile.show_section(place)
        assert all(panel.chart.accessibleName() for panel in profile.panels)
        assert all(panel.table.model().rowCount() for panel in profile.panels)


def test_charts_are_drawn_without_waiting_for_them(qtbot: QtBot, profile: ProfilePage) -> None:
    qtbot.wait_until(lambda: profile.panels[0].chart.drawn, timeout=30_000)


def test_enter_on_a_count_opens_its_cases_and_enter_there_opens_the_case(
    qtbot: QtBot, at_work: MainWindow, profile: ProfilePage
) -> None:
    table = profile.panels[0].table
    index = next(counts(table))
    table.setCurrentIndex(index)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    behind = at_work.workspace.behind
    assert at_work.workspace.front is behind
    assert behind.table.model().rowCount() == int(index.data())
    assert behind.evidence.toPlainText().startswith("Case ")
    qtbot.keyClick(behind.table, Qt.Key.Key_Return)
    assert at_work.workspace.front is at_work.workspace.case
    at_work.workspace.go_back()
    at_work.workspace.go_back()
    assert at_work.workspace.front is profile


def test_escape_goes_back_to_the_number(qtbot: QtBot, at_work: MainWindow, profile: ProfilePage) -> None:
    at_work.workspace.show_behind(next(counts(profile.panels[0].table)).data(BEHIND_ROLE))
    qtbot.keyClick(at_work.workspace.behind.table, Qt.Key.Key_Escape)
    assert at_work.workspace.front is profile


def test_a_filter_reads_another_part_of_the_cohort(qtbot: QtBot, profile: ProfilePage) -> None:
    profile.filter_bar._status.setCurrentIndex(2)
    qtbot.wait_until(lambda: "All" in profile._said.text(), timeout=30_000)
    profile.filter_bar._status.setCurrentIndex(1)
    qtbot.wait_until(lambda: profile._said.text().startswith("0 cases"), timeout=30_000)
    assert profile._scroll.widget().text().startswith("No case fits.")


def test_a_choice_question_narrows_the_cohort(qtbot: QtBot, profile: ProfilePage) -> None:
    bar = profile.filter_bar
    bar._what.setCurrentIndex(bar._what.findText("Country", Qt.MatchFlag.MatchContains) + 2)
    bar._value.setCurrentIndex(1)
    qtbot.wait_until(lambda: bar._value.currentText() in profile._said.text(), timeout=30_000)
    assert bar.filters().where or bar.filters().round


def test_every_count_of_the_gaps_opens_as_many_cases_as_it_says(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work.workspace.go_gaps()
    gaps = at_work.workspace.gaps
    qtbot.wait_until(lambda: gaps.matrix is not None, timeout=30_000)
    for index in counts(gaps.matrix):
        behind = index.data(BEHIND_ROLE)
        assert int(index.data()) == len(behind.cases)
        assert behind.questions


def test_the_focus_goes_to_what_was_read(qtbot: QtBot, at_work: MainWindow, profile: ProfilePage) -> None:
    assert QApplication.focusWidget() is profile._sections
    at_work.workspace.go_gaps()
    qtbot.wait_until(lambda: at_work.workspace.gaps.matrix is not None, timeout=30_000)
    assert QApplication.focusWidget() is at_work.workspace.gaps.matrix


def test_leaving_a_page_lets_go_of_its_reading_and_coming_back_reads(
    qtbot: QtBot, at_work: MainWindow
) -> None:
    at_work.workspace.go_profile()
    at_work.workspace.go_home()
    at_work.workspace.go_profile()
    qtbot.wait_until(lambda: bool(at_work.workspace.profile.panels), timeout=30_000)


@pytest.mark.parametrize(
    ("pregnancies", "said"),
    [(0, "2 cases"), (2, "2 cases"), (1, "2 cases of 1 pregnancy (twins count once)")],
)
def test_the_heading_says_when_twins_count_once(pregnancies: int, said: str) -> None:
    assert about_cohort(Cohort({"a": "A", "b": "B"}, n_pregnancies=pregnancies)) == said
