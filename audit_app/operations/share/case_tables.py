"""The audit as tidy tables for an analyst: one for the cases, one for each repeat, and a data dictionary.

Each question is two columns, its value and its state, so that what a file doesn't say is never an empty cell
alone. A case is known by its reference; there are no officers, no notes and no evidence, and free text only
where it is asked for.

A value stands only where its state is *answered*; states are those of `AnswerState`, and `not_asked` and
`inexact`. Companions stand with the rows that they follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from audit_app.model import AnswerState, CaseRef
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.cases import PREGNANCY_COLUMN
from audit_app.operations.declared import names_in
from audit_app.operations.read.cohort import Filters, read_cohort
from audit_app.operations.share.data_dictionary import data_dictionary, state_words, status_words, type_of
from audit_app.placing import scratch
from audit_app.results.inputs import Column
from audit_app.results.pages import CaseTable, ColumnCodes
from audit_app.words import _, plural
from audit_app.xforms.definition import Form, Question, QuestionType, Repeat
from audit_app.xforms.rows import MOST_COUNTED, companion_uuid, counted_uuid

STATE = "__state"
NOT_ASKED, INEXACT = "not_asked", "inexact"
CASES = "cases"
KEYS, ROW = ("case", "round"), "row"
_LEFT_OUT = frozenset({QuestionType.NOTE, QuestionType.HIDDEN})

Rows = list[tuple[str, str]]


class _Entry(NamedTuple):
    """What one case, or one row, says to a question."""

    state: str
    value: str


@dataclass(frozen=True)
class _Source:
    """What the tables are made of: the cases in order, the questions that they show, what was answered."""

    form: Form
    cases: Mapping[str, CaseRef]
    questions: Sequence[Question]
    column: Callable[[str], Column]
    rows_by_hand: Callable[[str], Column]
    parents: Callable[[str], dict[str, str]]
    has_pregnancies: bool

    def answers(self, question: Question) -> dict[tuple[str, str], _Entry]:
        """What was answered, by case and row."""
        column = self.column(question.name)
        found = zip(
            *(column.cases, column.rows, column.states, column.values, column.asked, column.inexact),
            strict=True,
        )
        return {
            (case, row): _entry(question, state, value, asked, inexact)
            for case, row, state, value, asked, inexact in found
            if case in self.cases
        }


def case_tables(
    audit: Audit, filters: Filters = Filters(), *, free_text: bool = False
) -> tuple[CaseTable, ...]:
    """The tables of the cases that `filters` let through, each counted once, the data dictionary last.
    Modules that are off have no columns. AuditError as `cohort.read_cohort` has it."""
    from audit_app.store import columns

    cohort, _heading = read_cohort(audit, filters)
    on = cohort.modules or frozenset()
    questions = tuple(
        question
        for question in audit.form.questions.values()
        if question.type not in _LEFT_OUT
        and (not question.module or question.module in on)
        and (free_text or not _is_free_text(audit.form, question))
    )
    answered = columns.Columns(audit.file, [question.name for question in questions])
    by_hand = columns.RepeatRows(
        audit.file, [name for name, each in audit.form.repeats.items() if not each.count]
    )
    refs = cohort.cases.values()
    source = _Source(
        audit.form,
        cohort.cases,
        questions,
        answered.__getitem__,
        by_hand.__getitem__,
        lambda repeat: columns.parents(audit.file, repeat),
        bool(audit.role("expected_date")) or any(PREGNANCY_COLUMN in each.attributes for each in refs),
    )
    repeats = [each for each in audit.form.repeats.values() if not each.companion_of]
    found = (_cases(source), *(_rows(source, repeat) for repeat in repeats))
    tables = tuple(table for table in found if table is not None)
    return (*tables, data_dictionary(audit.form, tables))


def case_table_files(
    audit: Audit, *, format: str, filters: Filters = Filters(), progress: Progress = no_progress
) -> Mapping[str, bytes]:
    """The tables as `csv` or `parquet` files by name, with the package that describes them; without free
    text, so that they can be put together with those of other areas. AuditError as `case_tables`, and where
    Parquet isn't installed."""
    from audit_app.export.data_package import with_package
    from audit_app.export.parquet import parquet_files
    from audit_app.export.table_files import csv_files

    progress(0, 2)
    tables = case_tables(audit, filters)
    progress(1, 2)
    made = parquet_files(tables) if format == "parquet" else csv_files(tables)
    files = with_package(made, tables, format=format, name=audit.form.name, title=audit.form.title)
    progress(2, 2)  # from here on it can't be cancelled any more
    return files


def statistics_table_files(
    audit: Audit,
    path: Path,
    *,
    format: str,
    filters: Filters = Filters(),
    progress: Progress = no_progress,
    notice: Callable[[str], None] = lambda _words: None,
) -> Mapping[str, bytes]:
    """The same tables as files of `spss` or `stata`, with the data dictionary and the list of variables as
    CSV. What is written for a moment lies beside `path`. `notice` is told what had to be shortened.
    AuditError as `case_tables`, and where pyreadstat isn't installed."""
    from audit_app.analysis.plain_frames import plain_frame
    from audit_app.export.statistics_files import statistics_files
    from audit_app.export.table_files import csv_files

    progress(0, 2)
    *tables, dictionary = case_tables(audit, filters)
    progress(1, 2)
    files, n = statistics_files(tables, format=format, to_frame=plain_frame, scratch=lambda: scratch(path))
    if n:
        notice(
            plural(
                "One variable has a shorter name or label than its question: variables.csv has it whole.",
                "{n} variables have shorter names or labels than their questions: variables.csv has them "
                "whole.",
                n,
            )
        )
    progress(2, 2)
    return files | csv_files([dictionary])


def _cases(source: _Source) -> CaseTable:
    pregnancies: dict[str, str] = {}
    keys = tuple(
        (
            ref.reference,
            ref.round,
            ref.status.value,
            pregnancies.setdefault(ref.attributes.get(PREGNANCY_COLUMN) or ref.id, str(len(pregnancies) + 1)),
        )
        for ref in source.cases.values()
    )
    columns = (
        ("case", _("Case reference")),
        ("round", _("Round")),
        ("status", _("How far the audit has come")),
        ("pregnancy", _("Pregnancy: the same number for twins")),
    )
    questions = [question for question in source.questions if not question.repeat]
    rows = [(case, "") for case in source.cases]
    types = ("text", "text", "text", "integer")
    n = len(columns) if source.has_pregnancies else len(columns) - 1
    known = tuple(each[:n] for each in keys)
    table = _table(source, CASES, _("Cases"), columns[:n], types[:n], known, questions, rows)
    return replace(table, keys=KEYS, codes={**table.codes, "status": ColumnCodes(status_words())})


def _rows(source: _Source, repeat: Repeat) -> CaseTable | None:
    """The rows of a repeat with those of the companions that follow it; None when nothing in it is shown."""
    homes = {each.name for each in source.form.repeats.values() if each.companion_of == repeat.name}
    questions = [each for each in source.questions if each.repeat in {repeat.name, *homes}]
    if not questions:
        return None
    rows = _places(source, repeat)
    numbers = _numbered(rows)
    around = _rows_around(source, repeat)
    keys = []
    for case, row in rows:
        ref = source.cases[case]
        home = [around.get(row, "")] if around is not None else []
        keys.append((ref.reference, ref.round, numbers[case, row], *home))
    columns = [("case", _("Case reference")), ("round", _("Round")), (ROW, _("Number of the row"))]
    types = ["text", "text", "integer"]
    table_around = CASES
    if around is not None:
        table_around = _followed(source.form, repeat.repeat).name
        columns.append(("of_row", _("Number of the row around it, in the table of those")))
        types.append("integer")
    title = repeat.label.plain() or repeat.name
    table = _table(source, repeat.name, title, tuple(columns), tuple(types), keys, questions, rows)
    return replace(table, keys=(*KEYS, ROW), around=table_around)


def _numbered(rows: Rows) -> dict[tuple[str, str], str]:
    """The number of each row in its case, from 1."""
    counted: dict[str, int] = {}
    numbers = {}
    for case, row in rows:
        counted[case] = counted.get(case, 0) + 1
        numbers[case, row] = str(counted[case])
    return numbers


def _rows_around(source: _Source, repeat: Repeat) -> dict[str, str] | None:
    """For a repeat inside another: by row, the number of the row around it."""
    if not repeat.repeat or repeat.count:
        return None
    home = source.form.repeats[repeat.repeat]
    followed = _followed(source.form, repeat.repeat)
    numbers = {
        companion_uuid(row, home.name) if home.companion_of else row: number
        for (_case, row), number in _numbered(_places(source, followed)).items()
    }
    return {row: numbers.get(parent, "") for row, parent in source.parents(repeat.name).items()}


def _followed(form: Form, repeat: str) -> Repeat:
    """The repeat in whose table a repeat's rows stand: its own, or that of the one that it follows."""
    return form.repeats[form.repeats[repeat].companion_of or repeat]


def _places(source: _Source, repeat: Repeat) -> Rows:
    """The rows of a repeat by case, in the order of the cases and of the rows."""
    if repeat.count:
        order = {counted_uuid("", repeat.name, place): place for place in range(MOST_COUNTED)}
        own = [each for each in source.questions if each.repeat == repeat.name]
        found = {place: None for question in own for place in source.answers(question)}
        places = sorted(found, key=lambda place: order.get(place[1], MOST_COUNTED))
    else:
        column = source.rows_by_hand(repeat.name)
        places = [(case, row) for case, row in zip(column.cases, column.rows, strict=True)]
    by_case: dict[str, list[str]] = {}
    for case, row in places:
        by_case.setdefault(case, []).append(row)
    return [(case, row) for case in source.cases for row in by_case.get(case, ())]


def _table(
    source: _Source,
    name: str,
    title: str,
    key_columns: tuple[tuple[str, str], ...],
    key_types: tuple[str, ...],
    keys: Sequence[tuple[str, ...]],
    questions: Sequence[Question],
    rows: Rows,
) -> CaseTable:
    cells = [_entries(source, question, rows) for question in questions]
    return CaseTable(
        name=name,
        title=title,
        columns=(*key_columns, *(column for question in questions for column in _columns(question))),
        rows=tuple(
            (*key, *(text for entries in cells for text in (entries[place].value, entries[place].state)))
            for place, key in enumerate(keys)
        ),
        types=(*key_types, *(kind for question in questions for kind in (type_of(question), "text"))),
        codes=_codes(questions),
    )


def _codes(questions: Sequence[Question]) -> dict[str, ColumnCodes]:
    states = ColumnCodes(state_words())
    found = {f"{question.name}{STATE}": states for question in questions}
    for question in questions:
        if question.choices:
            labels = {choice.name: choice.label.plain() or choice.name for choice in question.choices}
            several = question.type in (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)
            found[question.name] = ColumnCodes(labels, several)
    return found


def _columns(question: Question) -> Iterator[tuple[str, str]]:
    label = question.label.plain() or question.name
    yield question.name, label
    yield f"{question.name}{STATE}", _("State of: {label}").format(label=label)


def _entries(source: _Source, question: Question, rows: Rows) -> list[_Entry]:
    kind = source.form.repeats.get(question.repeat)
    answers = source.answers(question)
    if kind and kind.companion_of:
        rows = [(case, companion_uuid(row, kind.name)) for case, row in rows]
    nothing = _Entry(AnswerState.NOT_LOOKED_AT.value, "")
    return [answers.get(place, nothing) for place in rows]


def _entry(question: Question, state: str, value: str, asked: bool, inexact: bool) -> _Entry:
    """A value stands only where the state is *answered*; a calculation that came to nothing doesn't apply."""
    if not asked:
        return _Entry(NOT_ASKED, "")
    if inexact:
        return _Entry(INEXACT, "")
    if state != AnswerState.ANSWERED:
        return _Entry(state, "")
    if question.is_calculated and not value:
        return _Entry(AnswerState.NOT_APPLICABLE.value, "")
    return _Entry(state, value)


def _is_free_text(form: Form, question: Question) -> bool:
    """Whether somebody's own words stand in it, or in what it is worked out from."""
    return _rests_on_text(form, question.name)


@lru_cache(maxsize=4096)
def _rests_on_text(form: Form, name: str) -> bool:
    question = form.questions[name]
    if question.type is QuestionType.TEXT:
        return True
    if not question.is_calculated or type_of(question) != "text":
        return False
    return any(_rests_on_text(form, other) for other in names_in(form, question.calculation) if other != name)
