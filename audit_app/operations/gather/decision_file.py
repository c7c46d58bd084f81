"""A file of decisions: how conflicts, or a first and a second audit, are to be settled, one answer a row.

Columns: `case` and `question` (as files of answers write it), then either `choose` (a version, by the words
that the operation knows) or an answer of one's own in `state`, `value`, `note`, `evidence`. `auditor` and
`round` where the case alone doesn't say which is meant. A `note` beside `choose` is the reason.

Versions go by `newest`, `mine`, `theirs` in a conflict, and by `first`, `second` between two audits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.model import Answer, Evidence
from audit_app.operations.answer_paths import read_path
from audit_app.operations.case.answer_rows import MOST_PROBLEMS, Refused, answer_or_refusal
from audit_app.readers.files import shown
from audit_app.readers.table_file import Table, TableRow, read_table
from audit_app.words import _
from audit_app.xforms.definition import Form

COLUMNS = ("case", "question", "choose", "state", "value", "note", "evidence", "auditor", "round")
_NEEDED = ("case", "question")


@dataclass(frozen=True)
class DecisionRow:
    """One decision: `choose` names a version, or `answer` is one's own."""

    number: int
    case: str
    question: str
    choose: str = ""
    answer: Answer | None = None
    note: str = ""
    auditor: str = ""
    round: str = ""


def read_decisions(form: Form, path: Path, choices: Collection[str]) -> tuple[DecisionRow, ...]:
    """The decisions of a file. AuditError that lists what is wrong by row and column."""
    table = read_table(path)
    problems = list(_columns_wrong(table, path.name))
    rows = []
    for row in table.rows if not problems else ():
        found = _row(form, row, choices)
        if isinstance(found, Refused):
            problems.append(Problem(found.message, file=path.name, row=row.number, column=found.column))
        else:
            rows.append(found)
    if problems:
        raise refused(path.name, problems)
    return tuple(rows)


def refused(file: str, problems: Collection[Problem]) -> AuditError:
    """What to say when nothing of a file was done."""
    return AuditError(
        _("Nothing of {file} was done, because some of it can't be.").format(file=file),
        tuple(problems)[:MOST_PROBLEMS],
    )


def _columns_wrong(table: Table, file: str) -> list[Problem]:
    missing = [name for name in _NEEDED if name not in table.headers]
    unknown = [name for name in table.headers if name not in COLUMNS]
    use = _("Use {names}.").format(names=", ".join(COLUMNS))
    return [
        *(Problem(_("The column is missing."), _("Add it."), file, row=1, column=name) for name in missing),
        *(Problem(_("No such column is known."), use, file, row=1, column=shown(name)) for name in unknown),
    ]


def _row(form: Form, row: TableRow, choices: Collection[str]) -> DecisionRow | Refused:
    cells = {name: text.strip() for name, text in row.values.items()}
    case, question, choose = cells.get("case", ""), cells.get("question", ""), cells.get("choose", "").lower()
    if not case:
        return Refused("case", _("The row has no case. Say which case the decision is about."))
    if not question:
        return Refused("question", _("The row names no question."))
    if choose and choose not in choices:
        words = _("“{text}” is no choice. Use {names}, or leave it empty and give a state or value.")
        return Refused("choose", words.format(text=shown(cells["choose"]), names=", ".join(choices)))
    decision = DecisionRow(
        number=row.number,
        case=case,
        question=question,
        choose=choose,
        note=cells.get("note", ""),
        auditor=cells.get("auditor", ""),
        round=cells.get("round", ""),
    )
    return decision if choose else _with_answer(form, decision, row.values)


def _with_answer(form: Form, decision: DecisionRow, cells: Mapping[str, str]) -> DecisionRow | Refused:
    state, value = cells.get("state", "").strip(), cells.get("value", "")
    if not state and not value.strip():
        return Refused("choose", _("The row decides nothing. Choose a version, or give a state or value."))
    try:
        path = read_path(form, decision.question)
    except AuditError as error:
        return Refused("question", error.sentence)
    found = answer_or_refusal(path.question, state, value)
    if isinstance(found, Refused):
        return found
    note, evidence = cells.get("note", ""), Evidence.from_text(cells.get("evidence", ""))
    return replace(decision, answer=replace(found, note=note, evidence=evidence), note="")
