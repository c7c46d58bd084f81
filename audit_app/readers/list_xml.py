"""A list in XML beside a form, as ODK has it: `<root><item><name>a</name><label>A</label></item></root>`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError

from audit_app.errors import AuditError
from audit_app.readers.files import read_bytes, shown
from audit_app.readers.grid import Budget
from audit_app.readers.table_file import Table, TableRow
from audit_app.readers.xml_stream import DocumentTypeError, TooMuchXmlError, XmlHandler
from audit_app.words import _

_ITEM, _CELL = 2, 3  # how deep they lie


def read_list_xml(path: Path, budget: Budget) -> Table:
    """The items as rows, in the columns that any of them has. AuditError, by line, for what is no XML."""
    items = _Items(budget)
    try:
        for _piece in items.read(BytesIO(read_bytes(path))):
            pass
    except (DocumentTypeError, TooMuchXmlError, ExpatError, LookupError, ValueError):
        raise AuditError(
            _("{file} can't be read as XML from line {line} on. Save the list as a CSV.").format(
                file=shown(path.name), line=items.line
            )
        ) from None
    headers = dict.fromkeys(name for item in items.found for name in item)
    rows = (TableRow(number, item) for number, item in enumerate(items.found, start=1))
    return Table(tuple(headers), tuple(rows))


class _Items(XmlHandler):
    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self._budget = budget
        self._depth = 0

    def start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == _ITEM:
            self.found.append({})

    def end(self, name: str, text: str) -> None:
        if self._depth == _CELL:
            self.found[-1][name] = text.strip()
        elif self._depth == _ITEM:
            self._budget.spend(len(self.found), [*self.found[-1].values()])
        self._depth -= 1
