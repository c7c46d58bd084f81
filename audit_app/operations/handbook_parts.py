"""The parts of the handbooks that are made from a form, as Markdown: its guidance, its pages of the cohort,
its questions and its figures. A handbook names one in a line `<!-- made: NAME -->`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial

from audit_app.export.markdown import to_escape
from audit_app.readers.form_workbook import Sheets
from audit_app.words import said
from audit_app.xforms.definition import Choice, Form, Question, QuestionType, Text

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
    """Page by page, the questions that ask for judgement with their guidance, and what else is asked.
    Questions with the same guidance stand together."""
    for section in form.sections:
        if section.is_shown(None):
            yield f"\n### {_said(section.label)}\n"
            guided: dict[str, list[str]] = {}
            others = []
            for question in filter(lambda each: each.is_input, section.questions()):
                if question.guidance:
                    words = " ".join(filter(None, (_said(question.hint), _said(question.guidance))))
                    guided.setdefault(words, []).append(_said(question.label))
                else:
                    others.append(_said(question.label))
            yield from (f"- **{' · '.join(labels)}** {words}" for words, labels in guided.items())
            if others:
                yield f"\n*{'Also asked' if guided else 'Asked'}:* {' · '.join(dict.fromkeys(others))}"


def _pages(sheets: Sheets) -> Iterator[str]:
    """Each page of the cohort: the question that it answers, and with what care to read it."""
    for row in sheets.get("pages", ()):
        title, question, cautions = (to_escape(said(row, name)) for name in ("title", "question", "cautions"))
        yield f"- **{title}.** {question} {cautions}".rstrip()


def _codebook(form: Form) -> Iterator[str]:
    """A table a page: each question that is asked, with the values that its column can hold. A list
    of choices that several questions share stands once, at the end."""
    asked = [question for question in form.questions.values() if question.is_input]
    used = Counter(question.itemset.list for question in asked if question.itemset)
    shared = {name for name, times in used.items() if name and times > 1}
    for section in form.sections:
        rows = [
            (f"`{each.name}`", _said(each.label), _values(each, shared))
            for each in section.questions()
            if each.is_input
        ]
        if rows:
            yield f"\n### {_said(section.label)}\n"
            yield from _table(("column", "question", "values"), rows)
    yield "\n### Lists that several questions share\n"
    lists = {each.itemset.list: each.choices for each in asked if each.itemset}
    yield from _table(
        ("list", "values"), [(f"`{name}`", _choices(lists[name])) for name in lists if name in shared]
    )


def _values(question: Question, shared: Container[str]) -> str:
    if not question.itemset:
        return question.type.value
    several = "several of: " if question.type is QuestionType.SELECT_MULTIPLE else ""
    name = question.itemset.list
    return several + (f"list `{name}`" if name in shared else _choices(question.choices))


def _choices(choices: Iterable[Choice]) -> str:
    return "; ".join(f"`{choice.name}` {_said(choice.label)}" for choice in choices)


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
