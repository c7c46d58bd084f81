"""The handbooks: `docs/*.md`, with parts made from a form, as web pages and as PDF. They are in English.

Packages bring them made of the shipped form, in the folder `handbooks`; for another form, or from a
checkout in which nobody has made them, the window makes the page that it opens.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath

from audit_app import __version__
from audit_app.errors import AuditError
from audit_app.export import handbook
from audit_app.export.markdown import Around
from audit_app.operations import forms
from audit_app.operations.audit import Audit
from audit_app.operations.handbook_parts import filled
from audit_app.paths import ROOT, state_folder
from audit_app.placing import put_in_place
from audit_app.readers.form_workbook import Sheets
from audit_app.words import ENGLISH, _, speaking
from audit_app.xforms.definition import Form

FORM = "prebirth_case_audit"
"""The form that the shipped handbooks are made of."""
_DOCS = ROOT / "docs"
_MADE = ROOT / "handbooks"


@dataclass(frozen=True)
class Handbook:
    """A text of the program that people read outside it: its name, what it is called, where it lies."""

    name: str
    title: str
    source: Path


_BOOKS = (
    Handbook("officer", "Handbook for the officer", _DOCS / "officer.md"),
    Handbook("manager", "Handbook for the manager", _DOCS / "manager.md"),
    Handbook("analyst", "Handbook for the analyst", _DOCS / "analyst.md"),
    Handbook("it", "Handbook for IT", _DOCS / "it.md"),
    Handbook("changes", "What is new", ROOT / "CHANGELOG.md"),
)
BOOKS = {book.name: book for book in _BOOKS}


def write(folder: Path, names: Collection[str], source: str | Path = FORM) -> tuple[Path, ...]:
    """Write handbooks (all, when none is named) of a form into a folder, each as HTML and as PDF.
    AuditError for a form with errors, and where they can't be written."""
    with speaking(ENGLISH):
        form, sheets = forms.load_with_sheets(source)
    written = []
    for name in names or BOOKS:
        book, about, text = _said(name, form, sheets)
        around = _around(book)
        contents = handbook.pdf(book.title, about, "Contents", text, around)
        for path, data in (
            (folder / f"{name}.html", handbook.web_page(book.title, about, text, around)),
            (folder / f"{name}.pdf", contents),
        ):
            _put(path, data)
            written.append(path)
    return tuple(written)


def for_reading(name: str, audit: Audit | None) -> Path:
    """The web page of a handbook: that which came with the program, where it is about the form of this
    audit or none is open; else one made now in the program's own folder. AuditError when it can't be made."""
    came = _MADE / f"{name}.html"
    ours = next((form.name, form.version) for form in forms.list_forms() if form.name == FORM)
    if came.is_file() and (audit is None or (audit.form.name, audit.form.version) == ours):
        return came
    with speaking(ENGLISH):
        form, sheets = (audit.form, audit.sheets) if audit else forms.load_with_sheets(FORM)
    book, about, text = _said(name, form, sheets)
    path = state_folder() / "handbooks" / f"{name}.html"
    _put(path, handbook.web_page(book.title, about, text, _around(book)))
    return path


def _said(name: str, form: Form, sheets: Sheets) -> tuple[Handbook, str, str]:
    """A book, what it was made of, and its text."""
    book = BOOKS[name]
    try:
        text = book.source.read_text(encoding="utf-8")
    except OSError as error:
        sentence = _("“{file}” is missing from the program's folder. Install the program again.")
        raise AuditError(sentence.format(file=book.source.name)) from error
    about = f"audit-app {__version__}, form “{form.titles.plain('')}” {form.version}"
    return book, about, filled(text, form, sheets)


def _around(book: Handbook) -> Around:
    """Pictures lie beside the text; links lead to the web, to other handbooks and within the text."""

    def picture(name: str) -> bytes | None:
        path = book.source.parent / name
        return path.read_bytes() if path.suffix == ".png" and path.is_file() else None

    def link(target: str) -> str:
        file, hash_, place = target.partition("#")
        if not file or "://" in target:
            return target
        path = Path(normpath(book.source.parent / file))
        other = next((each.name for each in _BOOKS if each.source == path), "")
        return f"{other}.html{hash_}{place}" if other else ""

    return Around(picture, link)


def _put(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = _("The folder “{name}” can't be made. Choose another place.").format(name=path.parent.name)
        raise AuditError(sentence) from error
    put_in_place(data, path, private=False)
