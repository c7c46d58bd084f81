"""What a made-up case is when it is handed over: a reference, where it stands, and its answers in file
form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit_app.model import AnswerState, CaseStatus, Evidence

NO_EVIDENCE = Evidence()


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """One answer. `question` is the name as files have it: inside a repeat with its row,
    `services[2]/service_type`. `bulk` marks one that came from "mark the rest of this section Not in the
    file"."""

    question: str
    state: AnswerState
    value: str = ""
    note: str = ""
    evidence: Evidence = NO_EVIDENCE
    bulk: bool = False


@dataclass(frozen=True)
class SampleCase:
    """One made-up case; its answers stand in the order in which the officer gave them. `attributes` are the
    columns of the list it came from; twins share `pregnancy` there. `why_unlikely` is the officer's reason
    for keeping an answer that can hardly be right."""

    reference: str
    round: str
    status: CaseStatus
    officer: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[SampleAnswer, ...] = ()
    why_unlikely: str = ""
