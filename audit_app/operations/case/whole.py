"""The whole case as lines, one a question that is asked: for checking, for looking over, for finding, and for
what one document can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.model import AnswerState
from audit_app.operations.case.documents import Document, documents, documents_by_name
from audit_app.operations.case.flags import flagged
from audit_app.operations.case.open_case import OpenCase
from audit_app.operations.case.views import (
    GroupView,
    ItemView,
    QuestionView,
    every_page,
    pages,
    section,
)


@dataclass(frozen=True)
class CaseLine:
    """A question as it stands: the name and heading of its page, the row of a repeat in words (empty
    outside), and the listed document that its evidence names."""

    view: QuestionView
    section: str
    page: str
    row: str = ""
    document: Document | None = None

    @property
    def is_left(self) -> bool:
        """Whether nobody has looked at it yet."""
        return self.view.answer.state is AnswerState.NOT_LOOKED_AT


def case_lines(case: OpenCase, page: GroupView | None = None) -> tuple[CaseLine, ...]:
    """Every question that is asked, in the order of the form, those of every page last; of one page alone if
    it is given. Notes of the form are none; what the form works out is."""
    return tuple(_lines(case, (page,) if page else _pages(case)))


@dataclass(frozen=True)
class Beside:
    """How many documents a case lists, and how many questions are flagged."""

    documents: int = 0
    flagged: int = 0


def beside(case: OpenCase) -> Beside:
    """What lies beside the answers, counted."""
    return Beside(len(documents(case)), len(flagged(case)))


@dataclass(frozen=True)
class DocumentView:
    """A document of the case, the questions that it can answer (those not looked at first), and how many
    answers name it as evidence."""

    document: Document
    lines: tuple[CaseLine, ...]
    n_named: int

    @property
    def n_left(self) -> int:
        """How many of its questions nobody has looked at yet."""
        return sum(line.is_left for line in self.lines)


def document_views(case: OpenCase) -> tuple[DocumentView, ...]:
    """The documents of the case in their order. A document can answer the questions of which the form says
    that their answer stands in its record; none while nobody said in which record it lies."""
    lines = case_lines(case)
    n_named = Counter(line.document.id for line in lines if line.document)
    return tuple(_document_view(document, lines, n_named[document.id]) for document in documents(case))


def _document_view(document: Document, lines: tuple[CaseLine, ...], n_named: int) -> DocumentView:
    found = [line for line in lines if document.record in line.view.question.record]
    found.sort(key=lambda line: not line.is_left)
    return DocumentView(document, tuple(found), n_named)


def _pages(case: OpenCase) -> Iterator[GroupView]:
    yield from (section(case, page.name) for page in pages(case))
    concern = every_page(case)
    if concern:
        yield concern


def _lines(case: OpenCase, shown: Iterator[GroupView] | tuple[GroupView, ...]) -> Iterator[CaseLine]:
    named = documents_by_name(case)
    for page in shown:
        for view, row in _asked(page, ""):
            yield CaseLine(view, page.name, page.label, row, named(view.answer.evidence))


def _asked(item: ItemView, row: str) -> Iterator[tuple[QuestionView, str]]:
    if isinstance(item, QuestionView):
        if item.asked and item.question.type != "note":
            yield item, row
    elif isinstance(item, GroupView):
        for child in item.items:
            yield from _asked(child, row)
    else:
        for one in item.rows:
            named = f"{item.label} {one.number}"
            name = f"{named}: {one.summary}" if one.summary not in ("", str(one.number)) else named
            for child in one.items:
                yield from _asked(child, name)
