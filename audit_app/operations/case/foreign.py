"""Which kind of file of answers somebody chose, by what it holds."""

from __future__ import annotations

from pathlib import Path

from audit_app.errors import AuditError
from audit_app.operations.case.central_file import is_central, read_central
from audit_app.operations.case.foreign_lines import ForeignLines
from audit_app.operations.case.submission_files import read_submissions
from audit_app.readers.bundle import read_bundle
from audit_app.readers.excel import ZIP_MARK
from audit_app.readers.files import read_bytes, shown
from audit_app.words import _
from audit_app.xforms.definition import Form

_WORKBOOK = b"[Content_Types].xml"
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"  # of encodings, and blanks


def read_foreign(form: Form, path: Path) -> ForeignLines | None:
    """What a file of ODK's other tools says; None for a table of the program's own. AuditError for what can't
    be read, or is of another form."""
    if _is_folder(path):
        return _bundle(form, path)
    data = read_bytes(path)
    if data.startswith(ZIP_MARK):
        return None if _WORKBOOK in data else _bundle(form, path)
    if data[:100].lstrip(_MARKS).startswith(b"<"):
        return read_submissions(form, path, {path.name: data})
    if path.suffix.lower() == ".csv" and _is_central(data):
        return read_central(form, path, {path.name: data}, alone=True)
    return None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, say, of which reading will speak
        return False


def _bundle(form: Form, path: Path) -> ForeignLines:
    files = read_bundle(path)
    tables = {name: data for name, data in files.items() if name.lower().endswith(".csv")}
    if any(_is_central(data) for data in tables.values()):
        return read_central(form, path, tables)
    submissions = {name: data for name, data in files.items() if name.lower().endswith(".xml")}
    if submissions:
        return read_submissions(form, path, submissions)
    raise AuditError(
        _(
            "{file} holds neither the CSV files that ODK Central exports nor submissions in XML. Choose the "
            "export itself, or a file of answers."
        ).format(file=shown(path.name))
    )


def _is_central(data: bytes) -> bool:
    """Whether the first line has Central's key, in whatever encoding."""
    first = data[:100_000].replace(b"\x00", b"").partition(b"\n")[0].decode("latin-1")
    headings = [cell.strip(' "\r') for cell in first.replace(";", ",").replace("\t", ",").split(",")]
    return is_central(tuple(headings))
