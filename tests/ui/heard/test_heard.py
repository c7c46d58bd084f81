"""A whole case over AT-SPI alone: what a screen reader would be told of it is what must be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from audit_app.model import Answer, AnswerState, AuditInfo, CaseRef, CaseStatus
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.case.open_case import open_case
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.xforms.definition import Form, Question, QuestionType
from tests.examples import is_long
from tests.once import Once
from tests.samples import new_audit
from tests.ui.heard import session
from tests.ui.test_whole_case_by_keyboard import CHOSEN, NOT_IN_THE_FILE, TYPED

lacking = session.missing() if is_long() else ""
pytestmark = [
    pytest.mark.skipif(not is_long(), reason="to hear a whole case takes 21 s of the processor: --long"),
    pytest.mark.skipif(bool(lacking), reason=f"a window can't be heard here without {lacking}"),
]

MOST = 60
"""Seconds to wait for anything that is to be told, on a machine however busy."""
AT_A_GLANCE = 7
SLIP = "mother_age_at_edd"
"""Where what is no answer is written first, and the answer is taken back once."""
PAGES_WITH_ROWS = ("parent_characteristics", "services_offered")


def way(question: Question) -> list[str]:
    """How a question is answered: in the way of its type, and by voice where one choice is as good."""
    name, choices = question.name, question.choices
    one = question.type is QuestionType.SELECT_ONE
    if name in NOT_IN_THE_FILE:
        return ["silent", ""]
    if name == SLIP:
        return ["slip", "many", TYPED[name]]
    if name in TYPED or (one and len(choices) > AT_A_GLANCE):
        return ["text", TYPED.get(name) or choices[0].label.plain()]
    if one and (name in CHOSEN or "_need_" in name):
        return ["key", "2" if name in CHOSEN else "4"]
    return ["toggle", ""] if one or question.type is QuestionType.SELECT_MULTIPLE else ["text", "3"]


@dataclass(frozen=True)
class Heard:
    """A case that was audited by ear: the file and its form, what the file holds, and all that was told."""

    form: Form
    ref: CaseRef
    kept: Mapping[str, Answer]
    told: list[dict[str, Any]]

    @property
    def announced(self) -> list[str]:
        """What was announced, in order."""
        return [told["announced"] for told in self.told if "announced" in told]

    def focus_in(self, label: str) -> list[str]:
        """All that was told of a question while the focus was in it: names, and what belongs to them."""
        found = []
        for told in self.told:
            names = [told.get("focus", ""), *(name for name, _words in told.get("groups", ()))]
            if any(name == label or name.endswith(f", {label}") for name in names):
                found.append(" ".join([told["description"], *(words for _name, words in told["groups"])]))
        return found


@pytest.fixture(scope="module")
def heard(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Heard:
    folder = tmp_path_factory.mktemp("heard")
    audit, code = new_audit(once, folder / "one.audit", AuditInfo(name="One"), "AB")
    add_case(audit, "C-001")
    form = audit.form
    answers = {q.label.plain(): way(q) for q in form.questions.values() if q.is_input}
    sections = {section.name: section.label.plain() for section in form.sections}
    rows = [sections[name] for name in PAGES_WITH_ROWS]
    close_audit(audit)
    script = {"secret": code, "person": "AB", "answers": answers, "rows": rows, "most": MOST}
    told = session.heard(folder / "one.audit", folder, script)
    audit = open_audit(folder / "one.audit", code)
    (ref,) = list_cases(audit)
    kept = {key.question: head.answer for key, head in open_case(audit, ref.id).heads.items()}
    close_audit(audit)
    asked = [name for name in kept if name in form.questions and form.questions[name].is_input]
    return Heard(form, ref, {name: kept[name] for name in asked}, told)


def test_a_whole_case_is_audited_by_ear(heard: Heard) -> None:
    assert heard.ref.status is CaseStatus.FINISHED
    assert len([each for each in heard.kept.values() if each.state is AnswerState.ANSWERED]) > 60
    assert heard.kept["edd_original"].value == "2025-03-01"
    assert heard.kept[SLIP].value == TYPED[SLIP]
    assert heard.kept[NOT_IN_THE_FILE[0]].state in (AnswerState.NOT_RECORDED, AnswerState.SOURCE_NOT_SEEN)


def test_every_question_is_told_with_its_hint(heard: Heard) -> None:
    untold = []
    for name in heard.kept:
        question = heard.form.questions[name]
        label, hint = question.label.plain(), question.hint.plain()
        if "${" not in label + hint and not any(hint in words for words in heard.focus_in(label)):
            untold.append(name)
    assert untold == []


def test_every_answer_is_read_back_and_told_to_be_saved(heard: Heard) -> None:
    saved = [words for words in heard.announced if "Saved " in words]
    assert len(saved) >= len(heard.kept)
    assert any(words.startswith("1 March 2025 · Saturday. Saved ") for words in saved)
    assert any(words.startswith(("Not in the file. Saved ", "Record not opened. Saved ")) for words in saved)


def test_what_is_wrong_and_what_is_taken_back_is_told(heard: Heard) -> None:
    slip = heard.form.questions[SLIP].label.plain()
    assert any("many" in words or "number" in words for words in heard.announced)
    assert f"Taken back: {slip}" in heard.announced


def test_every_page_is_announced_when_it_is_turned_to(heard: Heard) -> None:
    pages = {heard.form.questions[name].section for name in heard.kept}
    labels = [section.label.plain() for section in heard.form.sections if not section.every_page]
    asked = [label for label, s in zip(labels, heard.form.sections, strict=False) if s.name in pages]
    unsaid = [
        label for label in asked if not any(words.startswith(f"{label}. ") for words in heard.announced)
    ]
    assert unsaid == []
    assert heard.announced[-1] == "Summary"


def test_finishing_is_asked_in_a_window_that_says_what_the_case_holds(heard: Heard) -> None:
    windows = {told["window"]: told["description"] for told in heard.told if "window" in told}
    assert "answer" in windows["Finish and lock this audit?"]


def test_nothing_has_the_focus_without_a_name(heard: Heard) -> None:
    assert [told for told in heard.told if told.get("focus") == ""] == []
