"""What the columns of the analyst's tables hold: a row a column, as a table itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit_app.model import AnswerState, CaseStatus
from audit_app.results.pages import CaseTable
from audit_app.words import _
from audit_app.xforms.definition import Form, Question, QuestionType

NAME, STATES = "data_dictionary", "states"
_TYPES = {"int": "integer", "integer": "integer", "decimal": "number", "date": "date"}


def type_of(question: Question) -> str:
    """The type of a question's column: `text`, `integer`, `number` or `date`."""
    if question.type in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK):
        return "text"
    kind = _TYPES.get(question.data_type, "text")
    # What is worked out comes as XPath's one kind of number, whatever the form calls it.
    return "number" if kind == "integer" and question.is_calculated else kind


def data_dictionary(form: Form, tables: Sequence[CaseTable]) -> CaseTable:
    """Each column of the tables: what it asks, its type, choices, module, page, and the records in which the
    answer would stand. The last rows say what each state means."""
    columns = (
        *(("table", _("Table")), ("column", _("Column")), ("label", _("Question")), ("type", _("Type"))),
        *(("choices", _("Choices")), ("module", _("Module")), ("page", _("Page"))),
        ("records", _("Records in which it would stand")),
    )
    rows = [row for table in tables for row in _described(form, table)]
    rows += [(STATES, state, meaning, _("state"), "", "", "", "") for state, meaning in state_words().items()]
    return CaseTable(NAME, _("Data dictionary"), columns, tuple(rows), ("text",) * len(columns))


def _described(form: Form, table: CaseTable) -> Iterator[tuple[str, ...]]:
    for (name, label), kind in zip(table.columns, table.types, strict=True):
        question = form.questions.get(name)
        if question:
            yield (table.name, name, label, _kind(question), _choices(question), *_place(form, question))
        else:
            is_state = name.endswith("__state")
            yield (table.name, name, label, _("state") if is_state else kind, "", "", "", "")


def _kind(question: Question) -> str:
    words = {
        QuestionType.SELECT_ONE: _("text, one choice"),
        QuestionType.SELECT_MULTIPLE: _("text, choices separated by spaces"),
        QuestionType.RANK: _("text, choices in order, separated by spaces"),
    }
    kind = words.get(question.type, type_of(question))
    return _("{type}, worked out").format(type=kind) if question.is_calculated else kind


def _choices(question: Question) -> str:
    return "; ".join(f"{choice.name} = {choice.label.plain()}" for choice in question.choices)


def _place(form: Form, question: Question) -> tuple[str, str, str]:
    section = form.groups.get(question.section)
    page = section.label.plain() if section else ""
    return question.module, page or question.section, " ".join(question.record)


def status_words() -> dict[str, str]:
    """How far an audit has come, in words."""
    return {
        CaseStatus.NOT_STARTED.value: _("not yet started"),
        CaseStatus.IN_PROGRESS.value: _("in progress"),
        CaseStatus.FINISHED.value: _("finished"),
    }


def state_words() -> dict[str, str]:
    """The states that stand beside values, in words."""
    return {
        AnswerState.ANSWERED.value: _("a value was found"),
        AnswerState.NOT_RECORDED.value: _("the file does not say; never a no"),
        AnswerState.UNCLEAR.value: _("the records say different things"),
        AnswerState.NOT_APPLICABLE.value: _("it does not apply"),
        AnswerState.SOURCE_NOT_SEEN.value: _("the record was not opened"),
        AnswerState.NOT_LOOKED_AT.value: _("nobody has got there yet"),
        "not_asked": _("other answers mean that it is not asked"),
        "inexact": _("not worked out, because a date is known to its month or year only"),
    }
