"""The log of an audit: every change that anybody made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit_app.cli.case import matching, round_option
from audit_app.cli.file import audit_argument
from audit_app.cli.shell import json_option, opened, print_json, print_table
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.model import Answer
    from audit_app.operations.case.logbook import LogLine


@click.command()
@audit_argument
@click.option("--case", "reference", default="", metavar="REF", help="One case only.")
@round_option
@json_option
def log(audit: Path, reference: str, round_: str, as_json: bool) -> None:
    """Every change: when, who, question, from, to, note, evidence, why."""
    from audit_app.operations.case.logbook import read_log

    with opened(audit) as open_audit:
        case_audits = [ref.id for ref in matching(open_audit, reference, round_)] if reference else None
        lines = read_log(open_audit, case_audits)
    if as_json:
        print_json([_line_as_json(line) for line in lines])
        return
    print_table(
        (
            _("when"),
            _("who"),
            _("case"),
            _("question"),
            _("from"),
            _("to"),
            _("note"),
            _("evidence"),
            _("why"),
        ),
        [
            (
                line.change.time[:19].replace("T", " "),
                line.change.person,
                line.case,
                line.question,
                _said(line, line.before),
                _said(line, line.change.answer),
                line.change.answer.note,
                line.change.answer.evidence.to_text(),
                line.change.why,
            )
            for line in lines
        ],
    )


def _said(line: LogLine, answer: Answer) -> str:
    """What an answer says, of a document which it is, or of a repeat's row where it stands."""
    from audit_app.model import Reserved
    from audit_app.operations.case.documents import document_of

    if line.change.question == Reserved.DOCUMENT:
        document = document_of(line.change.row, answer)
        return document.words if document else answer.state.value
    if line.change.question != Reserved.ROW or not answer.value:
        return answer.value or answer.state.value
    row = json.loads(answer.value)
    return _("removed") if row.get("removed") else _("row {n}").format(n=row["order"] + 1)


def _line_as_json(line: LogLine) -> dict[str, Any]:
    change = line.change
    return {
        "time": change.time,
        "person": change.person,
        "case": line.case,
        "question": line.question,
        "from": {"state": line.before.state.value, "value": line.before.value},
        "to": {"state": change.answer.state.value, "value": change.answer.value},
        "note": change.answer.note,
        "evidence": change.answer.evidence.to_text(),
        "why": change.why,
        "origin": change.origin.value,
    }


COMMANDS = (log,)
