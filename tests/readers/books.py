"""Workbooks put together by hand, for what no library writes."""

from __future__ import annotations

import zipfile
from pathlib import Path

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def hand_made(
    path: Path, rows: str, *, texts: str = "", styles: str = "", about: str = "", place: str = "worksheets"
) -> Path:
    """A workbook of one sheet: the XML of its rows, of its shared texts, of its styles, and of the workbook
    before its sheets. `place` is where the workbook says that the sheet is."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations(("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{about}'
        '<sheets><sheet name="Cases" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("a", "worksheet", f"{place}/sheet1.xml"),
            ("b", "sharedStrings", "sharedStrings.xml"),
            ("c", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def _relations(*given: tuple[str, str, str]) -> str:
    each = (f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{at}"/>' for i, kind, at in given)
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(each)}</Relationships>'
