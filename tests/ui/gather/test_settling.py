from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from audit_app.model import Answer, AnswerState, CaseStatus, Key, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering, cases
from audit_app.operations.case.open_case import STATUS
from audit_app.operations.file.audits import close_audit
from audit_app.operations.gather import adjudicating
from audit_app.operations.gather.conflicts import SettlingRule
from audit_app.operations.gather.taking_in import merge
from audit_app.ui.case.editors import Editor
from audit_app.ui.gather.agreeing import Agreeing, ready
from audit_app.ui.gather.conflicts import Conflicts, rule_words
from audit_app.ui.gather.gather_page import GatherPage
from tests.once import Once
from tests.samples import Made, copied
from tests.ui.conftest import PATIENCE, Ask, Rest
from tests.ui.screen import choose, field, fill, offers, press, rows, says, select
from tests.ui.told import Told

BOOKED = Key("booking_date")
WHY = "Why, if it needs saying"


@pytest.fixture
def audit_file(once: Once, made: Made, tmp_path: Path) -> Path:
    """The audit with its packs taken in before: two conflicts, four second audits."""

    def make(folder: Path) -> Path:
        audit = copied(made, folder / "team.audit", person="AB")
        merge(audit, sorted(made[0].parent.glob("pack *.audit")))
        close_audit(audit)
        return audit.path

    return Path(shutil.copy(once("team with its packs taken in", make), tmp_path / "team.audit"))


@pytest.fixture
def conflicts(rest: Rest, gather: GatherPage) -> Conflicts:
    gather.show_part(gather.conflicts)
    rest()
    return gather.conflicts


@pytest.fixture
def agreeing(rest: Rest, gather: GatherPage) -> Agreeing:
    gather.show_part(gather.agreeing)
    rest()
    return gather.agreeing


def answer(ask: Ask, reference: str, key: Key, role: Role = Role.FIRST) -> tuple[AnswerState, str]:
    ref = next(each for each in ask(cases.list_cases) if (each.reference, each.role) == (reference, role))
    case = ask(answering.open_case, ref.id)
    said = ask(lambda audit: answering.question_view(case, key)).answer
    return said.state, said.value


def test_both_versions_stand_side_by_side_with_who_when_and_where(conflicts: Conflicts) -> None:
    assert len(rows(conflicts.table)) == 2
    select(conflicts.table, 1)
    here, there = conflicts.versions.cards
    texts = [
        [label.text() for label in card.findChildren(object) if hasattr(label, "text")]
        for card in (here, there)
    ]
    assert any("given here" in text for text in texts[0])
    assert "4 March 2024" in texts[0]
    assert "Where it stands: Booking summary, page 2" in texts[0]
    assert any("from the pack of J.K." in text for text in texts[1])
    assert "Not in the file" in texts[1]
    assert "Note: The maternity record is missing from the bundle." in texts[1]


def test_a_conflict_is_settled_by_keyboard_and_the_next_comes_to_the_front(
    qtbot: QtBot, conflicts: Conflicts, ask: Ask
) -> None:
    select(conflicts.table, 1)
    case = conflicts.current.case
    qtbot.keyClick(conflicts.table, Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert len(rows(conflicts.table)) == 1
    assert QApplication.focusWidget() is conflicts.table
    assert answer(ask, case, BOOKED)[0] is AnswerState.NOT_RECORDED


@pytest.mark.parametrize(
    ("rule", "state"),
    [(SettlingRule.MINE, AnswerState.ANSWERED), (SettlingRule.THEIRS, AnswerState.NOT_RECORDED)],
)
def test_all_are_settled_by_a_rule_after_asking(
    qtbot: QtBot, conflicts: Conflicts, told: Told, ask: Ask, rule: SettlingRule, state: AnswerState
) -> None:
    case = conflicts.current.case
    choose(conflicts, "Settle all of them by a rule", f"Keep {rule_words(rule)}")
    told.will_answer(True)
    press(conflicts, "Settle all…")
    qtbot.wait_until(lambda: len(rows(conflicts.table)) == 0, timeout=PATIENCE)
    assert told.said[-1] == "Settle all 2 conflicts?"
    assert says(conflicts, "There is nothing to settle")
    assert answer(ask, case, BOOKED)[0] is state


def test_drawing_back_settles_nothing(conflicts: Conflicts, told: Told) -> None:
    told.will_answer(False)
    press(conflicts, "Settle all…")
    assert len(rows(conflicts.table)) == 2


def test_how_many_wait_stands_beside_the_title(gather: GatherPage, conflicts: Conflicts) -> None:
    assert ["Settle conflicts\n2 to settle"] in rows(field(gather, "Gathering", QListWidget))


def test_an_officers_answer_is_agreed_on_with_a_reason(agreeing: Agreeing, ask: Ask) -> None:
    first = agreeing.current
    fill(agreeing, WHY, "Both looked at it again")
    agreeing.versions.cards[0].button.click()
    assert (first.case, first.key) not in [(each.case, each.key) for each in agreeing.table.model().rows]
    assert answer(ask, first.case, first.key, Role.AGREED)[1] == first.first.answer.value
    assert field(agreeing, WHY, QLineEdit).text() == ""


def test_another_answer_is_checked_in_place_and_then_agreed_on(agreeing: Agreeing, ask: Ask) -> None:
    places = agreeing.table.model().rows
    row = next(n for n, each in enumerate(places) if each.key.question.startswith("mother_need_"))
    place = places[row]
    select(agreeing.table, row)
    press(agreeing, "Another answer…")
    press(agreeing, "Agree on this answer")
    assert says(agreeing, "Give the answer above")
    editor = agreeing.findChild(Editor)
    assert editor.isAncestorOf(QApplication.focusWidget())
    editor.press(1)
    fill(agreeing, "Note", "Said in the conference minutes")
    value = editor.value()
    press(agreeing, "Agree on this answer")
    assert answer(ask, place.case, place.key, Role.AGREED) == (AnswerState.ANSWERED, value)


def test_a_state_can_be_agreed_on_instead_of_a_value(agreeing: Agreeing, ask: Ask) -> None:
    place = agreeing.current
    press(agreeing, "Another answer…")
    choose(agreeing, "What kind of answer", "Not in the file")
    assert not agreeing.findChild(Editor).isVisible()
    press(agreeing, "Agree on this answer")
    assert answer(ask, place.case, place.key, Role.AGREED)[0] is AnswerState.NOT_RECORDED


def without_his_row(ask: Ask, case_audit: str) -> None:
    """An agreed audit from which the father was taken out again."""
    case = ask(answering.open_case, case_audit)

    def take_out(_audit: Audit) -> None:
        for row in case.filling.rows("fathers"):
            answering.remove_row(case, row.uuid)
        answering.save_answer(case, Key("father_identified"), Answer(AnswerState.NOT_RECORDED))

    ask(take_out)


def test_cases_that_need_nothing_more_are_finished_together_and_one_without_a_father_by_itself(
    agreeing: Agreeing, ask: Ask, rest: Rest, told: Told
) -> None:
    for _place in range(2 * len(rows(agreeing.table))):  # agreeing on one can ask another
        if not offers(agreeing, "Finish 2 agreed audits"):
            next(card for card in agreeing.versions.cards if card.button).button.click()
    _one, fatherless = (each.agreed for each in ready(ask(adjudicating.twice)))
    without_his_row(ask, fatherless.id)
    told.will_answer(None)
    press(agreeing, "Finish 2 agreed audits")
    rest()
    assert told.said[-1] == f"Finish the audit of {fatherless.reference}"
    told.will_answer("He is named nowhere")
    press(agreeing, "Finish the agreed audit")
    rest()
    agreed = [each.status for each in ask(cases.list_cases) if each.role is Role.AGREED]
    assert agreed.count(CaseStatus.FINISHED) == 2
    assert ask(answering.open_case, fatherless.id).heads[STATUS].why == "He is named nowhere"
    assert not offers(agreeing, "Finish the agreed audit")
