"""The documents of a case: entered once, named as evidence, and what each of them can answer.

A document is known by what evidence says of it, its kind and its date, so that evidence reads the same
wherever it is read. Each is kept as a change under `Reserved.DOCUMENT`: with undo, merging and all else that
holds for answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace

from audit_app import dates
from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Change, Evidence, Key, Origin, Reserved
from audit_app.operations.case.open_case import Edit, OpenCase, Saved, require_open, write
from audit_app.words import _

# What says that nobody has looked at the answer itself stays said when its document is renamed.
_UNSEEN = frozenset({Origin.BULK, Origin.RECORDS, Origin.COPIED, Origin.LOOK_AGAIN})
KINDS = "document_kinds"
"""The list of a form's choices that names kinds of documents; its column `record` says where each lies."""


@dataclass(frozen=True)
class Document:
    """One document. `date` is ISO or empty, `record` a choice of the form's records or empty, `pages` how
    many or which, as typed; `number` counts from 1 in the order in which they were entered."""

    kind: str = ""
    date: str = ""
    record: str = ""
    pages: str = ""
    id: str = ""
    number: int = 0
    order: int = field(default=0, compare=False)

    @property
    def words(self) -> str:
        """`Pre-birth assessment, 3 November 2024`."""
        date = dates.parse_iso(self.date)
        return f"{self.kind}, {date.words if date else self.date}" if self.date else self.kind

    def is_named_by(self, evidence: Evidence) -> bool:
        """Whether evidence says that an answer stands in it."""
        return _name_of(evidence) == (self.kind.casefold(), self.date)

    def named_in(self, evidence: Evidence) -> Evidence:
        """The evidence, standing in this document. Page and quote of another document are not of this."""
        if self.is_named_by(evidence):
            return evidence
        bare = not evidence.document
        return replace(
            evidence,
            document=self.kind,
            date=self.date,
            page=evidence.page if bare else "",
            quote=evidence.quote if bare else "",
        )


def documents(case: OpenCase) -> tuple[Document, ...]:
    """The documents of the case, in the order in which they were entered."""
    return _listed(case.heads)


def document_of(row: str, answer: Answer) -> Document | None:
    """The document that a change under `Reserved.DOCUMENT` says; None when it was taken out."""
    if answer.state is not AnswerState.ANSWERED:
        return None
    said = json.loads(answer.value)
    kind, date, record, pages = (str(said.get(name, "")) for name in ("kind", "date", "record", "pages"))
    return Document(kind, date, record, pages, id=row, order=int(said.get("order", 0)))


def document_kinds(case: OpenCase) -> dict[str, str]:
    """The kinds of documents that the form names, each with the record in which it lies."""
    listed = case.audit.form.lists.get(KINDS, ())
    return {choice.label.plain(): choice.columns.get("record", "") for choice in listed}


def save_document(case: OpenCase, document: Document) -> Saved:
    """Enter a document, or change the one with this `id`; evidence that names it is changed with it. The date
    may be typed in any way. AuditError for a finished case, without a kind, for a date that can't be read,
    and where another document has the same kind and date."""
    require_open(case)
    known = {each.id: each for each in documents(case)}
    before = known.get(document.id)
    document = replace(_checked(document), order=before.order if before else _next_order(known))
    if any(each.id != document.id and each.words == document.words for each in known.values()):
        raise AuditError(
            _("{document} is in the list already. Say more of its kind, to tell both apart.").format(
                document=document.words
            )
        )
    row = document.id or case.audit.new_id()
    edits = [Edit(Key(Reserved.DOCUMENT, row), _answer(document))]
    if before is not None:
        edits += _renaming(case, before, document)
    changed = [edit.key for edit in edits[1:]]
    is_ahead = document.date > case.audit.today.isoformat() if document.date else False
    said = _("{document} lies in the future: look at its date again.").format(document=document.words)
    return write(case, edits, changed, said=said if is_ahead else "")


def remove_document(case: OpenCase, id_: str) -> Saved:
    """Take a document out of the list. Evidence that names it stays as it is. AuditError for a finished
    case."""
    require_open(case)
    return write(case, [Edit(Key(Reserved.DOCUMENT, id_), Answer())], [])


def unlisted(case: OpenCase) -> tuple[Document, ...]:
    """The documents that answers name as evidence and that the list hasn't, each in the record in which its
    kind lies."""
    named, kinds = documents_by_name(case), document_kinds(case)
    found: dict[str, Document] = {}
    for _key, head in _answers(case):
        evidence = head.answer.evidence
        if evidence.document and named(evidence) is None:
            document = Document(evidence.document, evidence.date, kinds.get(evidence.document, ""))
            found.setdefault(document.words.casefold(), document)
    return tuple(found.values())


def list_named(case: OpenCase) -> Saved:
    """Enter all of `unlisted`, as one deed. AuditError for a finished case."""
    require_open(case)
    first = _next_order({each.id: each for each in documents(case)})
    edits = [
        Edit(Key(Reserved.DOCUMENT, case.audit.new_id()), _answer(replace(document, order=order)))
        for order, document in enumerate(unlisted(case), first)
    ]
    return write(case, edits, [])


def documents_by_name(case: OpenCase) -> Callable[[Evidence], Document | None]:
    """Finds the document of the list that evidence names."""
    known = {(each.kind.casefold(), each.date): each for each in documents(case)}
    return lambda evidence: known.get(_name_of(evidence)) if evidence.document else None


def document_named(case: OpenCase, evidence: Evidence) -> Document | None:
    """The document of the list that evidence names."""
    return documents_by_name(case)(evidence)


def keys_naming(case: OpenCase, document: Document) -> tuple[Key, ...]:
    """The answers whose evidence names a document."""
    return tuple(key for key, head in _answers(case) if document.is_named_by(head.answer.evidence))


def _name_of(evidence: Evidence) -> tuple[str, str]:
    return evidence.document.casefold(), evidence.date


def _listed(heads: Mapping[Key, Change]) -> tuple[Document, ...]:
    found = [
        document_of(key.row, head.answer) for key, head in heads.items() if key.question == Reserved.DOCUMENT
    ]
    present = sorted((each for each in found if each), key=lambda each: (each.order, each.id))
    return tuple(replace(each, number=number) for number, each in enumerate(present, 1))


def _next_order(known: Mapping[str, Document]) -> int:
    return max((each.order for each in known.values()), default=-1) + 1


def _checked(document: Document) -> Document:
    kind, typed = " ".join(document.kind.split()), document.date.strip()
    if not kind:
        raise AuditError(_("Say what kind of document it is, for example Assessment."))
    date = dates.parse_typed(typed) if typed else None
    if typed and date is None:
        sentence = _("“{text}” is no date. Write it like 3 Nov 2024, Nov 2024 or 2024.")
        raise AuditError(sentence.format(text=typed))
    return replace(document, kind=kind, date=date.iso if date else "", pages=document.pages.strip())


def _answer(document: Document) -> Answer:
    said = {name: value for name, value in asdict(document).items() if name not in ("id", "number")}
    return Answer(AnswerState.ANSWERED, json.dumps(said, ensure_ascii=False))


def _renaming(case: OpenCase, before: Document, after: Document) -> Iterator[Edit]:
    if before.words == after.words:
        return
    for key in keys_naming(case, before):
        head = case.heads[key]
        evidence = replace(head.answer.evidence, document=after.kind, date=after.date)
        origin = head.origin if head.origin in _UNSEEN else Origin.SCREEN
        yield Edit(key, replace(head.answer, evidence=evidence), origin, head.why)


def _answers(case: OpenCase) -> Iterator[tuple[Key, Change]]:
    return ((key, head) for key, head in case.heads.items() if key.question in case.audit.form.questions)
