"""The parts of the handbooks that are made from a form, as Markdown: its guidance, its pages of the cohort,
its questions and its figures. A handbook names one in a line `<!-- made: NAME -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from audit_app.export.markdown import to_escape
from audit_app.readers.form_workbook import Sheets
from audit_app.words import said
from audit_app.xforms.definition import Form, Question, Text

_PLACE = re.compile(r"^<!-- made: (\w+) -->$", re.MULTILINE)


def filled(text: str, form: Form, sheets: Sheets) -> str:
    """A handbook's text with its parts made from this form."""
    made: dict[str, Callable[[], Iterator[str]]] = {
        "form": lambda: iter((f"*{_said(form.titles)}*, version {to_escape(form.version)}.",)),
        "guidance": partial(_guidance, form),
        "pages": partial(_pages, sheets),
        "codebook": partial(_codebook, form),
        "figures": partial(_figures, sheets),
    }
    return _PLACE.sub(lambda found: "\n".join(made[found[1]]()), text)


def _guidance(form: Form) -> Iterator[str]:
    """Page by page, what it is about, and the questions that ask for judgement."""
    for section in form.sections:
        if section.is_shown(None):
            yield from (f"\n### {_said(section.label)}\n", _said(section.hint), "")
            for question in section.questions():
                if question.is_visible and question.guidance:
                    words = (_said(question.hint), _said(question.guidance))
                    yield f"- **{_said(question.label)}** {' '.join(filter(None, words))}"


def _pages(sheets: Sheets) -> Iterator[str]:
    """Each page of the cohort: the question that it answers, and with what care to read it."""
    for row in sheets.get("pages", ()):
        title, question, cautions = (to_escape(said(row, name)) for name in ("title", "question", "cautions"))
        yield f"- **{title}.** {question} {cautions}".rstrip()


def _codebook(form: Form) -> Iterator[str]:
    """A table a page: each question that is asked, with the values that its column can hold."""
    for section in form.sections:
        asked = [question for question in section.questions() if question.is_input]
        if asked:
            yield f"\n### {_said(section.label)}\n"
            rows = [(f"`{each.name}`", _said(each.label), _kind(each)) for each in asked]
            yield from _table(("column", "question", "values"), rows)


def _kind(question: Question) -> str:
    if question.choices:
        several = "several of: " if question.type.value == "select_multiple" else ""
        values = (f"`{choice.name}` {_said(choice.label)}" for choice in question.choices)
        return several + "; ".join(values)
    return question.type.value


def _figures(sheets: Sheets) -> Iterator[str]:
    """Every figure that the form declares, with what it counts and over what."""
    rows = [
        (f"`{row.get('id', '')}`", *(to_escape(said(row, name)) for name in ("label", "definition")))
        for sheet in ("measures", "derived")
        for row in sheets.get(sheet, ())
    ]
    yield from _table(("figure", "called", "what it counts, and over what"), rows)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _said(text: Text) -> str:
    """The words in the form's first language, in which the handbooks are."""
    return to_escape(text.plain(""))
