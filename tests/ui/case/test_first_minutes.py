"""The first case in ten steps, the pause note, help in place, and what is said of a name as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from audit_app.model import Answer, AnswerState, AuditInfo, Evidence, Key
from audit_app.operations.case import answering, first_steps
from audit_app.operations.file.audits import close_audit
from audit_app.ui.actions import act
from audit_app.ui.case.first_steps import FirstSteps
from audit_app.ui.case.pause_note import PauseNote
from audit_app.ui.help_here import tell_help
from audit_app.ui.qt import application
from audit_app.ui.settings import PAUSE
from tests.once import Once
from tests.samples import new_audit
from tests.ui.case.conftest import Sit
from tests.ui.case.hands import Hands, settle
from tests.ui.screen import says
from tests.ui.told import Told

S = AnswerState


@pytest.fixture
def beginner(sit: Sit, once: Once, tmp_path: Path) -> Hands:
    """At the first case of a made-up audit."""
    audit, code = new_audit(once, tmp_path / "made.audit", AuditInfo(made_up=True), "AB")
    first_steps.first_case(audit)
    close_audit(audit)
    return sit((audit.path, code))


def at(hands: Hands) -> int | None:
    return hands.sitting.read(first_steps.standing).at


def say(hands: Hands, question: str, value: str, **evidence: str) -> None:
    answer = Answer(S.ANSWERED, value, evidence=Evidence(**evidence))
    assert hands.sitting.save(Key(question), answer)


def finish(hands: Hands, told: Told) -> None:
    for section in hands.section_names:
        hands.sitting.do(answering.mark_rest, section)
    while left := hands.sitting.read(answering.next_unanswered):
        hands.sitting.do(answering.not_in_the_file, left[1])
    say(hands, "records_seen", "case_system")
    told.will_answer(True, "Practice")
    hands.finish()


def test_each_step_ends_by_doing_it(beginner: Hands, told: Told) -> None:
    hands, do = beginner, beginner.sitting.do
    doings = (
        lambda: say(hands, "birth_date", "2025-03-09"),
        lambda: say(hands, "birth_date", "2025-03-09", document="Discharge letter"),
        lambda: do(answering.not_in_the_file, Key("mother_older_children")),
        lambda: do(answering.undo),
        lambda: say(hands, "father_identified", "known"),
        lambda: do(answering.save_document, answering.Document("Pre-birth assessment", "2024-11-03")),
        lambda: do(answering.flag, Key("referral_date")),
        lambda: do(answering.mark_rest, "first_page"),
        lambda: say(hands, "immediate_concern", "no"),
        lambda: finish(hands, told),
    )
    card = hands.page.findChildren(FirstSteps)[-1]
    for place, doing in enumerate(doings):
        assert at(hands) == place
        assert says(card, f"Step {place + 1} of 10")
        doing()
    assert at(hands) is None
    assert says(card, "All steps are done")


def test_the_keys_that_a_step_tells_are_those_of_the_window() -> None:
    assert all(act(step.act).keys for step in first_steps.STEPS if step.act)


def test_a_case_of_ones_own_has_no_steps(hands: Hands) -> None:
    assert not any(card.isVisible() for card in hands.page.findChildren(FirstSteps))


def test_a_pause_is_suggested_after_a_while_and_put_away(hands: Hands) -> None:
    (note,) = hands.page.findChildren(PauseNote)
    application().setProperty(PAUSE, 2)
    note.pass_minute()
    assert not note.isVisible()
    note.pass_minute()
    assert says(note, "2 minutes")
    note.gone.click()
    assert not note.isVisible()


def test_a_pause_is_never_suggested_when_switched_off(hands: Hands) -> None:
    (note,) = hands.page.findChildren(PauseNote)
    application().setProperty(PAUSE, 0)
    for _minute in range(120):
        note.pass_minute()
    assert not note.isVisible()


def test_a_name_that_is_typed_is_told_beside_the_field_and_saved(hands: Hands) -> None:
    say(hands, "immediate_concern", "yes")
    hands.page.go_to("", Key("immediate_concern_what"))
    settle()
    hands.type("Sarah Jones told the ward, 943 476 5919")
    hands.question.settle()
    settle()
    assert hands.kept("immediate_concern_what").value.startswith("Sarah Jones")
    assert says(hands.question, "This may say who somebody is: NHS number") or says(
        hands.question, "name “Sarah Jones”"
    )


def test_help_says_what_has_the_focus_and_which_keys_there_are(hands: Hands, told: Told) -> None:
    hands.go("first_page", "records_seen")
    tell_help(told, QApplication.focusWidget(), hands.page)
    assert told.said[-1]
    assert any("Next section" in line for line in told.lines)
