"""A form from REDCap: its data dictionary in, a form's folder out, with what couldn't be carried over."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit_app.errors import AuditError, Problem, Severity
from audit_app.operations.outputs import put_out_files
from audit_app.readers.files import shown
from audit_app.readers.redcap import read_dictionary
from audit_app.words import _
from audit_app.xforms.redcap import Converted, RedcapField, Without, converted

_DROPPED = ("relevant", "calculation", "constraint", "default")
_MOST_ROUNDS = 20


@dataclass(frozen=True)
class ImportedForm:
    """What became of a dictionary: how many questions and calculations the form has, and what couldn't be
    carried over, by row."""

    n_questions: int
    problems: tuple[Problem, ...]


def import_redcap(path: Path, out: Path) -> ImportedForm:
    """Write the form that a data dictionary describes into a new folder (or an archive), so that the form
    check lets it pass. AuditError when it is no dictionary, nothing of it can be asked, or `out` can't be
    written; then nothing is."""
    fields, headings = read_dictionary(path)
    form_id = re.sub(r"[^a-z0-9_]+", "_", path.stem.lower()).strip("_")
    form_id = form_id if form_id[:1].isalpha() else f"form_{form_id}".rstrip("_")
    found = _passing(path, fields, form_id)
    n = sum(source is not None for source in found.fields)
    if not n:
        raise AuditError(_("{file} has no field that can be asked here.").format(file=shown(path.name)))
    put_out_files(out, {f"{name}.csv": _csv(rows) for name, rows in found.sheets.items() if rows})
    problems = (
        replace(each, file=shown(path.name), column=headings.get(each.column, each.column))
        for each in found.problems
    )
    return ImportedForm(n, tuple(problems))


def _passing(path: Path, fields: Sequence[RedcapField], form_id: str) -> Converted:
    """The form without the expressions that the form check doesn't let pass."""
    from audit_app.xforms import lint

    without: Without = frozenset()
    for _round in range(_MOST_ROUNDS):
        found = converted(fields, title=path.stem, form_id=form_id, without=without)
        errors = [each for each in lint.check(found.sheets) if each.severity is Severity.ERROR]
        more = frozenset(
            (source.name, each.column)
            for each in errors
            if each.sheet == "survey" and each.column in _DROPPED and (source := _source(found, each.row))
        )
        if not errors or not found.sheets["survey"]:
            return found
        if more <= without:
            break
        without |= more
    raise AuditError(
        _("{file} can't be brought in.").format(file=shown(path.name)),
        [_placed(found, each, path) for each in errors],
    )


def _source(found: Converted, row: int) -> RedcapField | None:
    return found.fields[row - 2] if 2 <= row < len(found.fields) + 2 else None


def _placed(found: Converted, problem: Problem, path: Path) -> Problem:
    source = _source(found, problem.row) if problem.sheet == "survey" else None
    return replace(problem, file=shown(path.name), sheet="", row=source.row if source else 0)


def _csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
