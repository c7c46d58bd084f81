"""Files that people choose by mistake where a list is asked for: told for what they are."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.model import OUTPUT_MARK
from audit_app.readers.cleaning import folded
from audit_app.readers.files import shown
from audit_app.words import _

_ANSWERS = frozenset({"case", "auditor", "question", "state", "value"})
_CORE = "docProps/core.xml"
_MOST = 2**16
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What reading a damaged archive raises; the readers say then what is wrong with it."""


def refuse_what_is_no_list(path: Path, data: bytes) -> None:
    """AuditError for an audit file or its key file, a PDF, a Word document, and outputs of this program."""
    said = ""
    if path.suffix.lower() in (".audit", ".key"):
        said = _(
            "{file} is an audit file of this program, not a list. Open it as an audit, or take a pack in."
        )
    elif data.startswith(b"%PDF-"):
        said = _(
            "{file} is a PDF. Ask for the list as an Excel or CSV file: its tables can't be read for sure."
        )
    elif data.startswith(b"PK\x03\x04"):
        said = _of_archive(data)
    if said:
        raise AuditError(said.format(file=shown(path.name)))


def refuse_answers(path: Path, headings: Sequence[str]) -> None:
    """AuditError for a file of answers, as `answers export` writes it."""
    if {folded(heading) for heading in headings} >= _ANSWERS:
        said = _("{file} is a file of answers, not a list of cases. Take it in with “answers import”.")
        raise AuditError(said.format(file=shown(path.name)))


def _of_archive(data: bytes) -> str:
    with suppress(*_BROKEN), zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/document.xml" in archive.namelist():
            return _("{file} is a Word document. Copy its table into Excel and save it as .xlsx.")
        if OUTPUT_MARK.encode() in archive.open(_CORE).read(_MOST):
            return _(
                "{file} is a workbook that this program wrote: figures, not a list of cases. Choose the list "
                "that came from the case system."
            )
    return ""
