"""Answers as they now stand: the heads of the change graph with what the form derives from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit_app.model import Answer, Key
from audit_app.store.audit_file import AuditFile
from audit_app.xforms.filling import Filled, Row


def write_filled(file: AuditFile, case_audit: str, filled: Mapping[Key, Filled | None]) -> None:
    """Store what the form says of these keys: asked, calculated, inexact, and the state and value of what no change
    sets (calculations, defaults, questions not looked at). None for a key whose row is no longer part of the case:
    its answer is kept, and counts nowhere until it is written again."""
    raise NotImplementedError


def read_filled(file: AuditFile, case_audit: str) -> dict[Key, Filled]:
    """What `write_filled` and the heads left, keys of removed rows and reserved names excluded."""
    raise NotImplementedError


def read_answers(file: AuditFile, case_audit: str) -> dict[Key, Answer]:
    """The answers people gave, for `Filling`: heads of real questions with note and evidence, removed rows' too."""
    raise NotImplementedError


def read_rows(file: AuditFile, case_audit: str) -> tuple[Row, ...]:
    """The rows of repeats that were added and not removed, in order (companions are not kept)."""
    raise NotImplementedError


@dataclass(frozen=True)
class AnswerCounts:
    """How many answers people gave in some cases (asked, looked at, not calculated), and how many of them in bulk."""

    n_answers: int
    n_bulk: int


def count_answers(file: AuditFile, case_audits: Iterable[str]) -> AnswerCounts:
    """Count answers for the heading of an output."""
    raise NotImplementedError
