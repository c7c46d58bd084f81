"""Which editor takes the answers of which question type."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from audit_app.operations.case.answering import QuestionView
from audit_app.ui.case.choice_editors import (
    AcknowledgeEditor,
    ChecksEditor,
    RadiosEditor,
    RangeEditor,
    RankEditor,
    SearchEditor,
)
from audit_app.ui.case.editors import DateEditor, Editor, NoEditor, TypedEditor
from audit_app.xforms.definition import QuestionType

_AT_A_GLANCE = 7  # radios up to here, a searchable list above

EDITORS: dict[QuestionType, type[Editor]] = {
    QuestionType.TEXT: TypedEditor,
    QuestionType.INTEGER: TypedEditor,
    QuestionType.DECIMAL: TypedEditor,
    QuestionType.TIME: TypedEditor,
    QuestionType.DATE: DateEditor,
    QuestionType.DATETIME: DateEditor,
    QuestionType.SELECT_ONE: RadiosEditor,
    QuestionType.SELECT_MULTIPLE: ChecksEditor,
    QuestionType.RANK: RankEditor,
    QuestionType.ACKNOWLEDGE: AcknowledgeEditor,
    QuestionType.RANGE: RangeEditor,
    QuestionType.NOTE: NoEditor,
    QuestionType.CALCULATE: NoEditor,
    QuestionType.HIDDEN: NoEditor,
}


def editor_for(view: QuestionView, parent: QWidget | None = None) -> Editor:
    """The editor of a question, showing its answer."""
    kind = view.question.type
    made = EDITORS[kind]
    if view.read_only:
        made = NoEditor
    elif kind is QuestionType.SELECT_ONE and len(view.choices) > _AT_A_GLANCE:
        made = SearchEditor
    editor = made(view, parent)
    editor.show_value(view.answer.value if view.answer.state == "answered" else "")
    return editor
