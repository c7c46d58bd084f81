"""Instances as the CSV files of ODK Central's export: one for the form, one for each repeat.

What Central has no column for stands in columns of our own at the end: beside a question `q` there may be
`q__state`, `q__given`, `q__note` and `q__evidence`, and of a whole case `audit__case` and the like.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit_app.results.instances import ABOUT, PARTS, Held, Instance
from audit_app.xforms.definition import Form, Question, QuestionType, Repeat

BESIDE, OWN = "__", "audit__"
KEY, PARENT_KEY, STATUS, VERSION = "KEY", "PARENT_KEY", "Status", "FormVersion"
_BEFORE = ("SubmissionDate",)
_AFTER = (
    *("meta-instanceID", KEY, "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected"),
    *(STATUS, "ReviewState", "DeviceID", "Edits", VERSION),
)
_NO_FILE_NAME = re.compile(r'[\x00-\x1f/\\:*?"<>|]')
METADATA = frozenset({*_BEFORE, *_AFTER, PARENT_KEY})


@dataclass(frozen=True)
class _Line:
    """An instance, or a row of a repeat in it, with its key and that of what is around it."""

    instance: Instance
    row: str
    key: str
    around: str


def central_files(form: Form, instances: Sequence[Instance]) -> dict[str, bytes]:
    """The files by name, as Central names them."""
    name = _NO_FILE_NAME.sub("_", form.name)
    root = [_Line(each, "", each.id, "") for each in instances]
    files = {f"{name}.csv": _table(form, None, root)}
    lines = {"": root}
    for repeat in form.repeats.values():
        lines[repeat.name] = [*_rows(form, repeat, lines[repeat.repeat])]
        files[f"{name}-{repeat.name}.csv"] = _table(form, repeat, lines[repeat.name])
    return files


def column_of(form: Form, question: Question) -> str:
    """The heading of a question: its path within the form, or the nearest repeat, with hyphens."""
    around = form.repeats[question.repeat].path if question.repeat else f"/{form.root}"
    return question.path.removeprefix(f"{around}/").replace("/", "-")


def _rows(form: Form, repeat: Repeat, around: Sequence[_Line]) -> Iterator[_Line]:
    home = form.repeats[repeat.repeat].path if repeat.repeat else f"/{form.root}"
    step = repeat.path.removeprefix(f"{home}/")
    for line in around:
        for number, row in enumerate(line.instance.rows.get((repeat.name, line.row), ()), 1):
            yield _Line(line.instance, row, f"{line.key}/{step}[{number}]", line.key)


def _table(form: Form, repeat: Repeat | None, lines: Sequence[_Line]) -> bytes:
    name = repeat.name if repeat else ""
    shown = [
        each for each in form.questions.values() if each.repeat == name and each.type is not QuestionType.NOTE
    ]
    headings = {each.name: column_of(form, each) for each in shown}
    beside = [(each.name, part) for each in shown for part in PARTS if _is_said(each, part, lines)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    own = [f"{headings[question]}{BESIDE}{part}" for question, part in beside]
    middle = [*headings.values()]
    if repeat:
        writer.writerow([*middle, PARENT_KEY, KEY, *own])
    else:
        writer.writerow([*_BEFORE, *middle, *_AFTER, *own, *(OWN + part for part in ABOUT)])
    for line in lines:
        values = [_at(line, each.name).value for each in shown]
        further = [getattr(_at(line, question), part) for question, part in beside]
        if repeat:
            writer.writerow([*values, line.around, line.key, *further])
        else:
            about = line.instance.about
            after = [line.key, line.key, "", about.get("auditor", ""), 0, 0, "", "", "", 0, form.version]
            writer.writerow(["", *values, *after, *further, *(about.get(part, "") for part in ABOUT)])
    return out.getvalue().encode()


def _at(line: _Line, question: str) -> Held:
    return line.instance.at(question, line.row)


def _is_said(question: Question, part: str, lines: Sequence[_Line]) -> bool:
    """States always stand beside what a person answers; notes and the like where there are some."""
    if not question.is_input:
        return False
    return part == "state" or any(getattr(_at(line, question.name), part) for line in lines)
