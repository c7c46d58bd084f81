"""An audit file with one case, and short ways to write in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from audit_app.model import Answer, AnswerState, Change, Evidence, Key, Origin, Role
from audit_app.store import audit_file, cases, changes, making, people
from audit_app.store.audit_file import AuditFile
from audit_app.store.writing import transaction

PASSPHRASE = "kettle-sparrow-1987"


@dataclass
class Writer:
    """Saves answers in one case as an operation would, with ids that count up."""

    file: AuditFile
    case_audit: str
    person: str
    numbers: Iterator[int]

    def change(
        self,
        question: str,
        value: str,
        *,
        row: str = "",
        state: AnswerState = AnswerState.ANSWERED,
        batch: str = "",
        origin: Origin = Origin.SCREEN,
        parents: tuple[str, ...] | None = None,
        time: str = "",
        evidence: Evidence = Evidence("Birth plan", page="3"),
    ) -> Change:
        """A change that replaces the present heads, not yet saved."""
        number = next(self.numbers)
        key = Key(question, row)
        if parents is None:
            parents = changes.head_ids(self.file, self.case_audit, [key])[key]
        answer = Answer(state, value, note="a note", evidence=evidence)
        return Change(
            id=f"{number:032x}",
            case_audit=self.case_audit,
            question=question,
            row=row,
            answer=answer,
            why="",
            person=self.person,
            time=time or f"2025-03-01T10:00:{number:09.6f}+00:00",
            batch=batch or f"batch{number}",
            origin=origin,
            parents=parents,
        )

    def save(self, *args, **kwargs) -> Change:
        """A change, saved in a transaction of its own."""
        change = self.change(*args, **kwargs)
        with transaction(self.file):
            changes.append(self.file, [change])
        return change


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "north.audit"


@pytest.fixture
def file(path: Path) -> Iterator[AuditFile]:
    opened, _code = making.create(path, PASSPHRASE)
    yield opened
    audit_file.close(opened)


@pytest.fixture
def writer(file: AuditFile) -> Writer:
    with transaction(file):
        person = people.add(file, "p1", "RM")
        cases.add_case(file, cases.CaseFile("c1", "K-001", round="1", attributes={"team": "East"}))
        case_audit = cases.add_case_audit(file, "c1", person, Role.FIRST)
    return Writer(file, case_audit, person, count(1))
