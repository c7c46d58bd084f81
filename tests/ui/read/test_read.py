from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from audit_app.operations.file.audits import close_audit
from audit_app.operations.read.pages import listed
from audit_app.results.pages import Cohort
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.main_window import MainWindow
from audit_app.ui.models.counts import BEHIND_ROLE
from audit_app.ui.parts.filters import Chosen, FilterBar
from audit_app.ui.parts.grid_table import GridTable
from audit_app.ui.read.read_page import ReadPage
from audit_app.ui.read.reading import CohortPart, about_cohort
from audit_app.ui.tasks import Desk
from tests.examples import is_long
from tests.form.filled import PAGES
from tests.operations.returns import audit_of_returns
from tests.ui.conftest import PATIENCE, Rest
from tests.ui.screen import choose, errors, field, fill, press, rows, says, text

CONTROL = Qt.KeyboardModifier.ControlModifier


def counts(table: QTableView) -> Iterator[QModelIndex]:
    """The counts of a table that can be opened."""
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(1, model.columnCount()):
            if model.index(row, column).data(BEHIND_ROLE) is not None:
                yield model.index(row, column)


def read(qtbot: QtBot, desk: Desk, page: ReadPage, part: CohortPart) -> CohortPart:
    """Bring a part to the front and wait until it is read."""
    page.show_part(part)
    qtbot.wait_until(lambda: not desk.busy and part.view.complete, timeout=PATIENCE)
    return part


@pytest.fixture
def page(rest: Rest, at_work: MainWindow) -> ReadPage:
    """The page at one of its questions: what stands out is made of the figures of all."""
    at_work.workspace.go_needs()
    rest()
    return at_work.workspace.reading


def filter_on(bar: FilterBar, question: str) -> None:
    """Choose a question to filter on."""
    offered = field(bar, "Add a filter", QComboBox)
    offered.setCurrentIndex(offered.findData(question))


def said(part: CohortPart) -> str:
    """What stands on a part beside its page."""
    return text(part)


def test_the_questions_stand_in_their_order_before_measures_and_rounds(page: ReadPage) -> None:
    titles = [words for (words,) in rows(field(page, "Questions", QListWidget))]
    assert titles == ["What stands out", *(title for _id, title in PAGES), "All measures", "Rounds"]


def test_every_question_says_what_it_found_of_which_cases(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    assert [*page.pages] == [id_ for id_, _title in PAGES]
    for id_, part in page.pages.items():
        read(qtbot, desk, page, part)
        assert part.heading.text().endswith("?"), id_
        assert part.view.accessibleDescription(), id_
        assert "Finished audits" in said(part), id_
        for panel in part.view.panels:
            assert panel.tables, id_
            assert panel.chart is None or panel.chart.accessibleDescription(), id_


def test_control_page_down_turns_through_all_and_puts_the_focus_on_what_is_read(
    qtbot: QtBot, page: ReadPage
) -> None:
    page.show_part(page.parts[0])
    for part in page.parts[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CONTROL)
        assert page.front is part
        assert part.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, CONTROL)
    assert page.front is page.parts[-2]


def test_pictures_are_drawn_without_waiting_for_them(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    part = read(qtbot, desk, page, page.pages["parents"])
    chart = next(panel.chart for panel in part.view.panels if panel.chart is not None)
    qtbot.wait_until(lambda: chart.drawn, timeout=PATIENCE)


def test_every_count_opens_as_many_cases_as_it_says(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    part = read(qtbot, desk, page, page.pages["needs"])
    found = [index for table in part.view.findChildren(GridTable) for index in counts(table)]
    assert len(found) > 20
    for index in found:
        assert int(index.data().split()[0]) == len(index.data(BEHIND_ROLE).cases)


def test_enter_on_a_count_opens_its_cases_and_enter_there_opens_the_case(
    desk: Desk, qtbot: QtBot, at_work: MainWindow, page: ReadPage
) -> None:
    part = read(qtbot, desk, page, page.pages["parents"])
    table = next(table for panel in part.view.panels for table in panel.tables if any(counts(table)))
    index = next(counts(table))
    table.setCurrentIndex(index)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    behind = at_work.workspace.behind
    assert at_work.workspace.front is behind
    assert behind.table.model().rowCount() == len(set(index.data(BEHIND_ROLE).cases))
    assert behind.evidence.toPlainText().startswith("Case ")
    qtbot.keyClick(behind.table, Qt.Key.Key_Return)
    assert at_work.workspace.front is at_work.workspace.case
    at_work.workspace.go_back()
    qtbot.keyClick(behind.table, Qt.Key.Key_Escape)
    assert at_work.workspace.front is page
    assert page.front is part


def test_a_filter_counts_on_every_page_and_is_said_there(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    choose(page.filter_bar, "Cases", "All cases")
    for part in (*page.pages.values(), page.profile):
        assert "All audits, finished or not" in said(read(qtbot, desk, page, part))


def test_where_no_case_fits_the_page_says_so(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    choose(page.filter_bar, "Cases", "Cases in progress")
    assert any(line.startswith("0 cases") for line in said(read(qtbot, desk, page, page.profile)).split("\n"))
    assert page.profile.panels == []
    assert read(qtbot, desk, page, page.pages["waits"]).view.accessibleDescription()


def test_a_choice_and_a_span_of_dates_are_chosen_together_and_taken_away(
    qtbot: QtBot, page: ReadPage
) -> None:
    bar = page.filter_bar
    choose(bar, "Add a filter", "Round")
    choose(bar, "is", "baseline")
    filter_on(bar, "referral_date")
    fill(bar, "from", "jan 2024")
    fill(bar, "to", "2025")
    qtbot.keyClick(field(bar, "to"), Qt.Key.Key_Return)
    assert (bar.filters().round, dict(bar.filters().between)) == (
        "baseline",
        {"referral_date": ("2024-01-01", "2025-12-31")},
    )
    qtbot.wait_until(lambda: "1 January 2024 to 31 December 2025" in said(page.front), timeout=PATIENCE)
    for chip in [each for each in bar.findChildren(QPushButton) if each.property("filter")]:
        chip.click()
    assert (bar.filters().round, bar.filters().between) == ("", {})


@pytest.mark.parametrize(
    ("first", "last", "trouble"),
    [
        ("32/13", "", "“32/13” is no date. Write it as 3 nov 2024, nov 2024 or 2024."),
        ("", "", "Give the first day, the last day, or both."),
        ("2025", "2024", "The last day is before the first. Change one of them."),
    ],
)
def test_dates_that_bound_nothing_are_refused_beside_them(
    page: ReadPage, first: str, last: str, trouble: str
) -> None:
    bar = page.filter_bar
    filter_on(bar, "referral_date")
    fill(bar, "from", first)
    fill(bar, "to", last)
    press(bar, "Use these dates")
    assert errors(bar) == [trouble]
    assert not bar.filters().between


def test_a_filter_that_the_audit_does_not_know_is_refused_in_words(qtbot: QtBot, page: ReadPage) -> None:
    page.filter_bar.choose(Chosen("colour", "Colour", "red", "Colour: red"))
    qtbot.wait_until(lambda: bool(errors(page.front)), timeout=PATIENCE)
    assert "colour" in errors(page.front)[0]


def test_a_page_is_made_once_and_again_after_a_change(
    qtbot: QtBot, desk: Desk, changes: Changes, rest: Rest, page: ReadPage
) -> None:
    first = read(qtbot, desk, page, page.pages["parents"]).view.panels[0]
    read(qtbot, desk, page, page.pages["fathers"])
    page.show_part(page.pages["parents"])
    assert not desk.busy
    assert page.pages["parents"].view.panels[0] is first
    changes.tell(ChangeKind.ANSWERS)
    rest()
    assert read(qtbot, desk, page, page.pages["parents"]).view.panels[0] is not first


def test_leaving_a_page_lets_go_of_its_reading_and_coming_back_reads(
    qtbot: QtBot, at_work: MainWindow
) -> None:
    at_work.workspace.go_read()
    at_work.workspace.go_home()
    at_work.workspace.go_read()
    page = at_work.workspace.reading
    qtbot.wait_until(lambda: bool(page.front.cards), timeout=PATIENCE)


def test_a_reading_can_be_let_go_and_f5_reads_again(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    part = read(qtbot, desk, page, page.pages["area"])
    page.shared.forget()
    part.stop()
    assert says(part, "Not read. Press F5 to read the cases.")
    assert part.view.panels == []
    qtbot.keyClick(part.view, Qt.Key.Key_F5)
    qtbot.wait_until(lambda: not desk.busy and part.view.complete, timeout=PATIENCE)
    assert part.view.panels


def test_a_closed_audit_leaves_nothing_of_its_pages(
    desk: Desk, qtbot: QtBot, at_work: MainWindow, page: ReadPage
) -> None:
    part = read(qtbot, desk, page, page.pages["parents"])
    at_work.close_audit()
    assert part.view.panels == []
    assert part.view.accessibleDescription() == ""
    assert page.shared.made("parents") is None


def test_many_definitions_wait_behind_a_button(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    waits = read(qtbot, desk, page, page.pages["waits"])
    panel = next(panel for panel in waits.view.panels if hasattr(panel, "definitions"))
    hidden = [label for label in panel.findChildren(QLabel) if label.isHidden()]
    qtbot.keyClick(panel.definitions, Qt.Key.Key_Space)
    assert len(hidden) > 4
    assert not any(label.isHidden() for label in hidden)


def test_a_count_worked_out_from_several_answers_leads_to_all_of_them(
    desk: Desk, qtbot: QtBot, at_work: MainWindow, page: ReadPage
) -> None:
    part = read(qtbot, desk, page, page.pages["fathers"])
    ladder = next(panel for panel in part.view.panels if panel.block.picture == "ladder")
    behind = next(counts(ladder.tables[0])).data(BEHIND_ROLE)
    assert behind.questions
    at_work.workspace.show_behind(behind)
    assert "open it to see" not in at_work.workspace.behind.evidence.toPlainText()


def test_all_measures_stand_in_their_sections(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    profile = read(qtbot, desk, page, page.profile)
    last = profile.sections.count() - 1
    assert last > 2
    for place in range(last + 1) if is_long() else (last, 1, 0):
        profile.sections.setCurrentIndex(place)
        qtbot.wait_until(lambda: profile.view.complete, timeout=PATIENCE)
        assert profile.panels or profile.view.widget().findChildren(QLabel)


def test_a_table_is_copied_with_its_mark(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    part = read(qtbot, desk, page, page.pages["parents"])
    panel = next(panel for panel in part.view.panels if panel.tables)
    panel.taking_out.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Not for sharing: contains small numbers"
    assert len(lines[1].split("\t")) == len(panel.tables[0].grid.headings)


@pytest.mark.parametrize(("name", "begins"), [("ages.png", b"\x89PNG"), ("ages.svg", b"<?xml")])
def test_a_picture_is_saved_with_its_mark(
    desk: Desk, qtbot: QtBot, page: ReadPage, told, tmp_path, name: str, begins: bytes
) -> None:
    part = read(qtbot, desk, page, page.pages["parents"])
    panel = next(panel for panel in part.view.panels if panel.chart is not None)
    told.will_answer(tmp_path / name)
    panel.taking_out.save_picture()
    qtbot.wait_until(lambda: told.said[-1].endswith("not for sharing."), timeout=PATIENCE)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_picture_is_copied(desk: Desk, qtbot: QtBot, page: ReadPage) -> None:
    part = read(qtbot, desk, page, page.pages["parents"])
    panel = next(panel for panel in part.view.panels if panel.chart is not None)
    with qtbot.wait_signal(QGuiApplication.clipboard().dataChanged, timeout=PATIENCE):
        panel.taking_out.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()


@pytest.mark.parametrize(
    ("pregnancies", "said"),
    [(0, "2 cases"), (2, "2 cases"), (1, "2 cases of 1 pregnancy (twins count once)")],
)
def test_the_heading_says_when_twins_count_once(pregnancies: int, said: str) -> None:
    assert about_cohort(Cohort({"a": "A", "b": "B"}, n_pregnancies=pregnancies)) == said


def test_another_form_brings_its_own_pages_and_the_first_its_own_again(
    desk: Desk, page: ReadPage, tmp_path: Path
) -> None:
    first, other = page._audit, desk.now(audit_of_returns, tmp_path)
    try:
        page.show_audit(other)
        titles = [words for (words,) in rows(field(page, "Questions", QListWidget))]
        assert titles == [
            "What stands out",
            *(title for _id, title in listed(other)),
            "All measures",
            "Rounds",
        ]
        assert len(titles) == 7
    finally:
        page.show_audit(first)
        desk.now(close_audit, other)
    assert list(page.pages) == [id_ for id_, _title in PAGES]
