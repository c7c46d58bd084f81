"""The log as people read it: each change with what it replaced, and the question as files name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from audit_app.model import Answer, Change, Key, Reserved
from audit_app.operations.answer_paths import PlacedRows, walk
from audit_app.operations.audit import Audit
from audit_app.operations.case.answering import case_log
from audit_app.operations.case.cases import list_cases
from audit_app.operations.case.opinions import Who
from audit_app.store import answers


@dataclass(frozen=True)
class LogLine:
    """A change, its case, its question (as `services[2]/service_type`), and the answer that it replaced."""

    change: Change
    case: str
    question: str
    before: Answer


def read_log(audit: Audit, case_audits: Sequence[str] | None = None) -> tuple[LogLine, ...]:
    """Every change of some audits of cases, or of the whole file, oldest first."""
    references = {ref.id: ref.reference for ref in list_cases(audit)}
    if case_audits is None:
        changes = case_log(audit)
    else:
        changes = tuple(change for case_audit in case_audits for change in case_log(audit, case_audit))
    replaced = {change.id: change.answer for change in changes}
    rows: dict[str, set[str]] = {}
    for change in changes:
        rows.setdefault(change.case_audit, set()).add(change.row)
    places = {case_audit: _places(audit, case_audit, used) for case_audit, used in rows.items()}
    return tuple(
        LogLine(
            change,
            references.get(change.case_audit, ""),
            _place(change, places[change.case_audit]),
            next((replaced[parent] for parent in change.parents if parent in replaced), Answer()),
        )
        for change in changes
    )


def _places(audit: Audit, case_audit: str, used: Set[str]) -> dict[Key, str]:
    rows = PlacedRows(audit.form, answers.read_rows(audit.file, case_audit), answered=used)
    places = {key: place for place, key in walk(rows)}
    # A row came, went or moved: said of the row itself, which is where its first question stands.
    of_rows = {
        Key(Reserved.ROW, key.row): f"{Reserved.ROW} {place.rpartition('/')[0]}"
        for key, place in places.items()
    }
    of_views = {Key(Reserved.VIEWS, who): f"{Reserved.VIEWS}/{who}" for who in Who}
    return {**of_rows, **of_views, **places}


def _place(change: Change, places: Mapping[Key, str]) -> str:
    """Where files put it; for a row removed since, the question with the beginning of the row's uuid."""
    if change.question in (Reserved.FLAG, Reserved.ACCEPTED):
        name, _sign, row = change.row.partition("/")
        return f"{change.question} {places.get(Key(name, row), name)}"
    place = places.get(Key(change.question, change.row))
    return place or (f"{change.question} ({change.row[:8]})" if change.row else change.question)
