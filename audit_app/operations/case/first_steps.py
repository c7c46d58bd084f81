"""The first case of somebody new: ten steps through a case of the sample, each ended by doing it.

A step knows that it is done from what is in the file, so that it stays done after the program was closed, and
whichever way somebody went. What the made-up file says stands in the steps themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from audit_app.model import AnswerState, Change, Key, Origin, Reserved
from audit_app.operations.audit import Audit
from audit_app.operations.case.cases import add_case
from audit_app.operations.case.open_case import OpenCase, is_finished
from audit_app.store import cases, changes, info
from audit_app.words import _
from audit_app.words import marked as _mark

REFERENCE = "FIRST-CASE"
_ASKED = _BORN, _FATHER, _CONCERN = "birth", "father_known", "concern"
"""The roles of the questions that the steps are about."""


@dataclass(frozen=True)
class Worked:
    """The case as it stands, and all that was ever done to it, oldest first."""

    case: OpenCase
    log: tuple[Change, ...]

    def answered(self, role: str) -> bool:
        """Whether the question of a role is answered."""
        question = self.case.audit.role(role)
        return self.case.filling.state(Key(question)).state is AnswerState.ANSWERED

    @property
    def has_father(self) -> bool:
        """Whether there is a row for a father."""
        form = self.case.audit.form
        return bool(self.case.filling.rows(form.questions[self.case.audit.role("father")].repeat))

    def ever(self, test: Callable[[Change], bool]) -> bool:
        """Whether something was done at any time."""
        return any(test(change) for change in self.log)


@dataclass(frozen=True)
class FirstStep:
    """What to do, how, and whether it is done. `act` is the action (of `ui.actions`) whose keys are told."""

    title: str
    how: str
    is_done: Callable[[Worked], bool]
    act: str = ""


@dataclass(frozen=True)
class StepsStanding:
    """How far somebody is: `at` is the first step not done, None when all are."""

    done: tuple[bool, ...]

    @property
    def at(self) -> int | None:
        """The place of the step to do now, from 0."""
        return self.done.index(False) if False in self.done else None


STEPS: tuple[FirstStep, ...] = (
    FirstStep(
        _mark("Give an answer"),
        _mark(
            "The discharge letter says that the baby was born on 9 March 2025. At “When was the baby born?” "
            "type 9 mar 2025. It is saved as you leave the box: there is no Save."
        ),
        lambda found: found.answered(_BORN),
    ),
    FirstStep(
        _mark("Say where it stands"),
        _mark("At the same question, open Evidence and name the document: Discharge letter."),
        lambda found: found.ever(lambda change: bool(change.answer.evidence.document)),
        "evidence",
    ),
    FirstStep(
        _mark("Say that the file is silent"),
        _mark("Choose any question and mark it Not in the file: you looked, and it does not say."),
        lambda found: found.ever(
            lambda change: change.answer.state is AnswerState.NOT_RECORDED and change.origin is Origin.SCREEN
        ),
        "not_in_file",
    ),
    FirstStep(
        _mark("Take something back"),
        _mark("Undo it. What you did last is taken back, also after you have moved on."),
        lambda found: found.ever(lambda change: change.origin is Origin.UNDO),
        "undo",
    ),
    FirstStep(
        _mark("Say who the father is"),
        _mark(
            "The chronology names a father. Answer “Is it known who the baby's father is?”: a row for him "
            "then stands under Parent characteristics."
        ),
        lambda found: found.answered(_FATHER) and found.has_father,
    ),
    FirstStep(
        _mark("Put a document on the list"),
        _mark("Add the pre-birth assessment of 3 November 2024. From the list it is evidence with two keys."),
        lambda found: found.ever(lambda change: change.question == Reserved.DOCUMENT),
        "documents",
    ),
    FirstStep(
        _mark("Flag a question"),
        _mark("Flag one that you want to ask a colleague about, to come back to it."),
        lambda found: found.ever(lambda change: change.question == Reserved.FLAG),
        "flag",
    ),
    FirstStep(
        _mark("Mark the rest of a page"),
        _mark("Read the page to its end, then mark what is left of it as not in the file, all at once."),
        lambda found: found.ever(lambda change: change.origin is Origin.BULK),
        "mark_rest",
    ),
    FirstStep(
        _mark("Answer the immediate concern"),
        _mark("It stands on every page. No case can be finished before it is answered: here, say No."),
        lambda found: found.answered(_CONCERN),
        "concern",
    ),
    FirstStep(
        _mark("Finish the case"),
        _mark(
            "Mark the rest of each page, then finish. The last page shows what is thin; the reason that it "
            "asks for can be “Practice”."
        ),
        lambda found: is_finished(found.case.heads),
        "finish",
    ),
)


def fits(audit: Audit) -> bool:
    """Whether the steps can be taken here: in a made-up audit whose form asks what they are about."""
    return info.read_info(audit.file).made_up and all(map(audit.role, (*_ASKED, "father")))


def first_case(audit: Audit) -> str:
    """The case of the steps, added when it isn't there yet; its case audit's id."""
    for ref in cases.refs(audit.file):
        if ref.reference == REFERENCE:
            return ref.id
    return add_case(audit, REFERENCE).id


def leads_through(case: OpenCase) -> bool:
    """Whether this is the case of the steps."""
    return case.ref.reference == REFERENCE and fits(case.audit)


def standing(case: OpenCase) -> StepsStanding:
    """Which of the steps are done."""
    found = Worked(case, tuple(changes.log(case.audit.file, case.ref.id)))
    return StepsStanding(tuple(step.is_done(found) for step in STEPS))


def begun_words(audit: Audit) -> str:
    """How far somebody is, for the page that the steps begin from."""
    from audit_app.operations.case.open_case import open_case

    refs = [ref for ref in cases.refs(audit.file) if ref.reference == REFERENCE]
    if not refs:
        return _("Not yet begun")
    n = sum(standing(open_case(audit, refs[0].id)).done)
    return _("{n} of {of} done").format(n=n, of=len(STEPS))
