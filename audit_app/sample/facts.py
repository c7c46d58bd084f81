"""What is true of a made-up case, and what it is when it is handed over: a reference, where it stands, and
its answers in file form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from audit_app.model import AnswerState, CaseStatus, Evidence

NO_EVIDENCE = Evidence()


@dataclass(frozen=True)
class Absent:
    """That there is no answer: it doesn't apply, for a reason (`why`); without one, nobody knows it."""

    why: str = ""


Truth = str | int | date | Absent
Truths = Mapping[str, Truth]
"""What the story knows, by question as files have it: inside a repeat with its row,
`siblings[2]/sib_order`."""


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """One answer. `question` is the name as files have it. `bulk` marks one that came from "mark the rest of
    this section Not in the file"."""

    question: str
    state: AnswerState
    value: str = ""
    note: str = ""
    evidence: Evidence = NO_EVIDENCE
    bulk: bool = False


@dataclass(frozen=True)
class SampleCase:
    """One made-up case; its answers stand in the order of the form. `attributes` are the columns of the list
    it came from; twins share `pregnancy` there. `why_unlikely` is the officer's reason for keeping an answer
    that can hardly be right."""

    reference: str
    round: str
    status: CaseStatus
    officer: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[SampleAnswer, ...] = ()
    why_unlikely: str = ""


def text_of(truth: str | int | date) -> str:
    """A truth as answers write it."""
    return truth.isoformat() if isinstance(truth, date) else str(truth)


def or_none(day: date | None, why_not: str) -> date | Absent:
    """A day, or why there is none."""
    return Absent(why_not) if day is None else day
