"""A page that a case doesn't need says so, until an answer makes it needed."""

from __future__ import annotations

from pathlib import Path

from audit_app.model import Answer, AnswerState, Key
from tests.operations.modular_form import sheets, write_form
from tests.ui.case.conftest import Sit, make
from tests.ui.screen import says
from tests.xforms.forms import survey

NOTHING = "Nothing on this page is asked in this case."
_PAGES = """
begin_group first
integer age
end_group
begin_group late relevant="${age} > 60"
text late_note
end_group
"""


def test_a_page_without_questions_says_that_nothing_is_asked(sit: Sit, tmp_path: Path) -> None:
    form = write_form(tmp_path / "pages", {"survey": survey(_PAGES), "settings": sheets()["settings"]})
    hands = sit(make(tmp_path, form))
    hands.go("late")
    assert says(hands.page.front, NOTHING)
    hands.sitting.save(Key("age"), Answer(AnswerState.ANSWERED, "61"))
    hands.go("late")
    assert not says(hands.page.front, NOTHING)
