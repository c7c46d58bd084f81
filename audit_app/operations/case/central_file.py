"""Answers from the CSV files that ODK Central exports: one of the form, one for each repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from audit_app.errors import AuditError, Problem
from audit_app.export.central import BESIDE, KEY, METADATA, OWN, PARENT_KEY, STATUS, VERSION, column_of
from audit_app.operations.answer_paths import Steps
from audit_app.operations.case.foreign_lines import (
    FilePlace,
    ForeignLines,
    is_answerable,
    other_form,
    require_version,
)
from audit_app.readers.files import shown
from audit_app.readers.grid import Budget
from audit_app.readers.table_file import Table, TableRow, csv_table
from audit_app.results.instances import ABOUT, PARTS, Held
from audit_app.words import _
from audit_app.xforms.definition import Form, Question

_ROW = re.compile(r"([^\[\]/]+)\[([1-9][0-9]{0,5})\]\Z")
_META = ("meta-", "SET-OF-")
_ABOUT_COLUMNS = {name: OWN + name for name in ABOUT}


@dataclass(frozen=True)
class _Record:
    """What has a key: an instance, or a row in it."""

    about: Mapping[str, str]
    steps: Steps = ()
    own: bool = True  # of a submission that is taken in


def is_central(headers: tuple[str, ...]) -> bool:
    """Whether these headings are those of Central's files."""
    return KEY in headers and "question" not in headers


def read_central(form: Form, path: Path, files: Mapping[str, bytes], *, alone: bool = False) -> ForeignLines:
    """What the files say. `alone` is the file of the form without those of repeats. AuditError for another
    form's, for a later version, and where files don't belong together."""
    budget = Budget(path)
    tables = {name: csv_table(Path(name), data, budget) for name, data in files.items()}
    tables = {name: table for name, table in tables.items() if is_central(table.headers)}
    roots = [name for name, table in tables.items() if PARENT_KEY not in table.headers]
    if len(roots) != 1:
        raise AuditError(
            _(
                "{file} must hold one CSV of the form itself, with a column KEY and no column PARENT_KEY."
            ).format(file=shown(path.name))
        )
    (root,) = roots
    lines = ForeignLines(form, path.name)
    reading = _Reading(form, lines)
    reading.root(root, tables.pop(root))
    by_repeat = {_repeat_of(form, name, table): name for name, table in tables.items()}
    for repeat in form.repeats:
        if repeat in by_repeat:
            reading.repeat(repeat, by_repeat[repeat], tables[by_repeat[repeat]])
        elif not alone and reading.has_columns(repeat):
            raise _missing(path, root, repeat)
    if "" in by_repeat:
        lines.problems.append(_no_repeat(by_repeat[""]))
    return lines


class _Reading:
    """Reads table by table, those around others first."""

    def __init__(self, form: Form, lines: ForeignLines) -> None:
        self.form = form
        self.lines = lines
        self._records: dict[str, _Record] = {}

    def has_columns(self, repeat: str) -> bool:
        return any(each.repeat == repeat and is_answerable(each) for each in self.form.questions.values())

    def root(self, file: str, table: Table) -> None:
        for row in table.rows[:1]:
            require_version(self.form, row.values.get(VERSION, ""), file)
        columns = self._columns("", file, table)
        if not columns and self.has_columns(""):
            raise other_form(self.form, file)
        for row in table.rows:
            key, place = self._key(file, row), FilePlace(file, row.number, _ABOUT_COLUMNS)
            if key is None:
                continue
            if row.values.get(STATUS, "").strip():  # all other cells of the row are blank then
                message = _("Central couldn't decrypt the submission.")
                action = _("Export again with the project's passphrase.")
                self.lines.problems.append(place.problem(STATUS, message, action))
                continue
            about = {name: row.values.get(OWN + name, "") for name in ABOUT}
            about["case"] = about["case"].strip() or key.removeprefix("uuid:")
            require_version(self.form, row.values.get(VERSION, ""), file)
            own = self.lines.begin(about, place)
            self._records[key] = _Record(about, own=own)
            if own:
                self.lines.add(about, (), self._held(columns, row), place)

    def repeat(self, name: str, file: str, table: Table) -> None:
        columns = self._columns(name, file, table)
        counted: dict[str, int] = {}
        for row in table.rows:
            key, place = self._key(file, row), FilePlace(file, row.number, _ABOUT_COLUMNS)
            parent = row.values.get(PARENT_KEY, "").strip()
            around = self._records.get(parent)
            if around is None or (around.steps[-1][0] if around.steps else "") != self._home(name):
                message = _("No row around it has the KEY “{key}”.").format(key=shown(parent))
                action = _("Put back the row that it belongs to, or take this one out.")
                self.lines.problems.append(place.problem(PARENT_KEY, message, action))
            elif key is not None:
                counted[parent] = counted.get(parent, 0) + 1
                named = _ROW.search(key)
                number = int(named[2]) if named and named[1] == name else counted[parent]
                record = _Record(around.about, (*around.steps, (name, number)), around.own)
                self._records[key] = record
                if record.own:
                    self.lines.add(record.about, record.steps, self._held(columns, row), place)

    def _home(self, repeat: str) -> str:
        return self.form.repeats[repeat].repeat

    def _key(self, file: str, row: TableRow) -> str | None:
        key = row.values.get(KEY, "").strip()
        place = FilePlace(file, row.number)
        if not key:
            self.lines.problems.append(place.problem(KEY, _("The row has no KEY."), _("Export it again.")))
            return None
        if key in self._records:
            message = _("The KEY “{key}” stands further up already.").format(key=shown(key))
            self.lines.problems.append(place.problem(KEY, message, _("Take one of the two rows out.")))
            return None
        return key

    def _columns(self, repeat: str, file: str, table: Table) -> dict[str, dict[str, str]]:
        """The headings of each answerable question, by its name and part."""
        known = {
            base: question
            for question in self.form.questions.values()
            if question.repeat == repeat
            for base in _bases(self.form, question)
        }
        found: dict[str, dict[str, str]] = {}
        for heading in table.headers:
            base, _beside, part = heading.rpartition(BESIDE)
            if heading not in known and part in PARTS and base in known:
                found.setdefault(known[base].name, {})[part] = heading
            elif heading in known:
                found.setdefault(known[heading].name, {})["value"] = heading
            elif not self._is_aside(heading, known):
                self._unknown(heading, file, table)
        return found

    def _is_aside(self, heading: str, known: Mapping[str, Question]) -> bool:
        """Central's own columns, and those that repeat what another says."""
        name = heading.rpartition("-")[2]
        return (
            heading in METADATA
            or heading in _ABOUT_COLUMNS.values()
            or heading.startswith(_META)
            or name in self.form.ignored
            or (heading.endswith("_count") and name.removesuffix("_count") in self.form.repeats)
            or heading.partition("/")[0] in known
        )

    def _unknown(self, heading: str, file: str, table: Table) -> None:
        filled = next((row for row in table.rows if row.values.get(heading, "").strip()), None)
        if filled is not None:
            message = _("The form asks no such question.")
            action = _("Use the form's own name, or take the column out.")
            self.lines.problems.append(FilePlace(file, filled.number).problem(heading, message, action))

    def _held(
        self, columns: Mapping[str, Mapping[str, str]], row: TableRow
    ) -> Iterator[tuple[Question, Held, str]]:
        """What a row says to each question."""
        for name, headings in columns.items():
            texts = {part: row.values.get(heading, "") for part, heading in headings.items()}
            yield self.form.questions[name], Held(**texts), headings.get("value") or min(headings.values())


def _bases(form: Form, question: Question) -> Iterator[str]:
    """The names under which a question's column may stand: with its groups or without, also earlier ones."""
    column = column_of(form, question)
    groups = column.removesuffix(question.name)
    for name in (question.name, *question.was):
        yield groups + name
        yield name


def _repeat_of(form: Form, file: str, table: Table) -> str:
    """The repeat whose rows a file holds, by its keys, else by its name; empty where it is of none."""
    for row in table.rows[:1]:
        named = _ROW.search(row.values.get(KEY, "").strip())
        if named and named[1] in form.repeats:
            return named[1]
    stem = PurePosixPath(file).stem
    return max((name for name in form.repeats if stem.endswith(f"-{name}")), key=len, default="")


def _missing(path: Path, root: str, repeat: str) -> AuditError:
    return AuditError(
        _(
            "{file} has no file with the rows of “{repeat}” ({name}). Export all of it again; or choose "
            "{root} alone to leave all rows out."
        ).format(
            file=shown(path.name),
            repeat=repeat,
            name=f"{PurePosixPath(root).stem}-{repeat}.csv",
            root=shown(root),
        )
    )


def _no_repeat(file: str) -> Problem:
    message = _("The form has no such rows.")
    return FilePlace(file).problem(
        "", message, _("Take the file out, or use the form that it was made with.")
    )
