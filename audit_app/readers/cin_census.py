"""The children in need census, one XML file for an authority and year, as one row for each child.

Of a child's several referrals the latest counts, with what belongs to it; of the assessments, enquiries and
plans within it the first of each, as the way of a pregnancy is told from its beginning; so of the
pre-proceedings that the census has from 2026-27 on (their names are those of Data to Insight's specimen: the
specification itself could not be read). Entities and document types are refused unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError

from audit_app.errors import AuditError, Problem
from audit_app.readers import limits
from audit_app.readers.cells import at_most, read_cell, warning
from audit_app.readers.cin_year import HEADER, census_notes, refuse_other_returns, year_of
from audit_app.readers.files import shown, too_many_listed
from audit_app.readers.grid import Progress, no_progress
from audit_app.readers.known_columns import known_columns
from audit_app.readers.lists import CaseList, ColumnKind, Layout, ListRow
from audit_app.readers.xml_stream import DocumentTypeError, TooMuchXmlError, XmlHandler
from audit_app.words import _

CHILD, REFERRED = "LAchildID", "CINreferralDate"
_SEVERAL = ("Disability", "AssessmentFactors")  # codes of which there can be several
# Each begins with its start.
_PARTS = ("Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans", "PreProceedingsandFGDM")
_REFERRAL = "CINdetails"


def read_cin_census(path: Path, data: bytes, progress: Progress = no_progress) -> CaseList:
    """The children of a census file. AuditError for XML that is damaged, tries to expand entities, is too
    much, or is something else."""
    file = shown(path.name)
    kinds = {column.name: column.kind for column in known_columns(Layout.CIN_CENSUS)}
    handler = _Children(path, frozenset(kinds))
    _parse(path, data, handler, progress)
    refuse_other_returns(file, handler.header)
    if not handler.is_census:
        raise AuditError(
            _("{file} is XML, but no children in need census: it has no Children in it.").format(file=file)
        )
    problems: list[Problem] = []
    rows = [row for child in handler.children for row in _row(file, child, kinds, problems)]
    columns = tuple(name for name in kinds if any(row.values[name] for row in rows))
    kept = tuple(ListRow(row.number, "", {name: row.values[name] for name in columns}) for row in rows)
    return CaseList(
        Layout.CIN_CENSUS,
        columns,
        kept,
        at_most(problems),
        {name: kinds[name] for name in columns},
        file,
        notes=census_notes(handler.header, columns, handler.unknown),
        covers=year_of(handler.header),
    )


def _parse(path: Path, data: bytes, handler: _Children, progress: Progress) -> None:
    file = shown(path.name)
    try:
        for _piece in handler.read(BytesIO(data)):
            progress(len(handler.children), 0)
    except DocumentTypeError:
        raise AuditError(
            _(
                "{file} holds a document type or entities, which no census file has. It was not read: ask "
                "for the file anew."
            ).format(file=file)
        ) from None
    except TooMuchXmlError:
        message = _("There is more here than a census holds: elements without end, or far too long ones.")
        raise _unread(file, message, _("Ask for the file anew."), handler.line) from None
    except ExpatError as error:
        message = _("The file is damaged or was cut short here.")
        raise _unread(file, message, _("Save it again from the case system."), error.lineno) from None
    except (LookupError, ValueError):
        raise AuditError(
            _("{file} is XML in an encoding that can't be read. Save it as UTF-8.").format(file=file)
        ) from None


def _unread(file: str, message: str, action: str, row: int) -> AuditError:
    sentence = _("{file} can't be read as XML.").format(file=file)
    return AuditError(sentence, [Problem(message, action, file, row=row)])


Texts = dict[str, list[str]]  # by the name of their element


@dataclass
class _Referral:
    """What one `CINdetails` holds: its own texts, and those of each part of a kind."""

    own: Texts = field(default_factory=dict)
    parts: dict[str, list[Texts]] = field(default_factory=dict)

    @property
    def date(self) -> str:
        return "".join(self.own.get(REFERRED, [])[:1])

    def texts(self) -> Texts:
        """Its own and, of each kind of part, those of the first by its start."""
        found = dict(self.own)
        for parts in self.parts.values():
            first: Texts = min(parts, key=_start)
            found |= first
        return found


def _start(part: Texts) -> str:
    return next(iter(part.values()), [""])[0]


@dataclass
class _Child:
    """What one `Child` holds."""

    line: int
    own: Texts = field(default_factory=dict)
    referrals: list[_Referral] = field(default_factory=list)


class _Children(XmlHandler):
    """Gathers the texts of each child: its own, those of a referral, and those of a part of one."""

    def __init__(self, path: Path, known: frozenset[str]) -> None:
        super().__init__()
        self._path = path
        self._known = known
        self.children: list[_Child] = []
        self.header: dict[str, str] = {}
        self.unknown: dict[str, None] = {}  # elements that nobody knows, in the order of the file
        self.is_census = False
        self._child: _Child | None = None
        self._into: Texts = {}

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        match name:
            case "Children":
                self.is_census = True
            case "Child":
                if len(self.children) == limits.LISTED_ROWS:
                    raise too_many_listed(self._path)
                self._child = _Child(self.line)
                self._into = self._child.own
                self.children.append(self._child)
            case "CINdetails" if self._child:
                self._child.referrals.append(_Referral())
                self._into = self._child.referrals[-1].own
            case part if part in _PARTS and self._child and self._child.referrals:
                self._into = {}
                self._child.referrals[-1].parts.setdefault(part, []).append(self._into)

    def end(self, name: str, text: str) -> None:
        if not self._child:
            if name in HEADER:
                self.header[name] = text.strip()
            return
        if name == _REFERRAL:
            self._into = self._child.own
        elif name in _PARTS and self._child.referrals:
            self._into = self._child.referrals[-1].own
        elif text := text.strip():
            self._into.setdefault(name, []).append(text)
            if name not in self._known:
                self.unknown[name] = None


def _row(
    file: str, child: _Child, kinds: dict[str, ColumnKind], problems: list[Problem]
) -> Iterator[ListRow]:
    latest = max(child.referrals, key=lambda referral: referral.date, default=_Referral())
    texts = {**child.own, **latest.texts()}
    values = {}
    for name, kind in kinds.items():
        said = texts.get(name, [])
        text = " ".join(said if name in _SEVERAL else said[:1])
        values[name], wrong = read_cell(kind, text, file, "", child.line, name)
        problems += wrong
    if values[CHILD]:
        yield ListRow(child.line, "", values)
    else:
        problems.append(
            warning(_("The child has no LAchildID, so it is left out."), file=file, row=child.line)
        )
