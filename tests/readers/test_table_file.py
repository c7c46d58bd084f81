"""Lists in CSV and Excel as people save them, and what is said of those that can't be read."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from audit_app.errors import AuditError
from audit_app.readers import limits
from audit_app.readers.csv_text import read_csv
from audit_app.readers.table_file import read_table


def write(tmp_path: Path, data: str | bytes, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def workbook(tmp_path: Path, *rows: list[object], name: str = "list.xlsx", sheet: str = "Cases") -> Path:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    path = tmp_path / name
    book.save(path)
    return path


def values(path: Path, sheet: str = "") -> list[list[str]]:
    return [list(row.values.values()) for row in read_table(path, sheet).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_read(tmp_path: Path, delimiter: str) -> None:
    path = write(
        tmp_path, delimiter.join(["case", "note"]) + "\n" + delimiter.join(["C1", '"a, b; c"']) + "\n"
    )
    assert values(path) == [["C1", "a, b; c"]]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "case,note\nC1,Siân’s café\n".encode(encoding))
    assert values(path) == [["C1", "Siân’s café"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('case,note\nC1,"two\nlines"\nC2,x\n', [(2, ["C1", "two\nlines"]), (3, ["C2", "x"])]),
        ('case,note\r\nC1,"say ""yes"""\r\n', [(2, ["C1", 'say "yes"'])]),
        ("case,note\n\n,\nC1,x\n", [(4, ["C1", "x"])]),
        ("case,note\nC1\n", [(2, ["C1", ""])]),
        ("case,note,,\nC1,x,,\n", [(2, ["C1", "x"])]),
        ("sep=;\ncase;note\nC1;x\n", [(2, ["C1", "x"])]),
        (" case ,note\nC1, x \n", [(2, ["C1", " x "])]),
        ("case\nC1\nC2\n", [(2, ["C1"]), (3, ["C2"])]),
        ("case,note\n", []),
    ],
)
def test_rows_keep_the_numbers_that_a_spreadsheet_shows(
    tmp_path: Path, text: str, rows: list[tuple[int, list[str]]]
) -> None:
    table = read_table(write(tmp_path, text))
    assert [(row.number, list(row.values.values())) for row in table.rows] == rows


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ["list.csv is empty"]),
        (b"\n\n", ["list.csv is empty"]),
        (b",,\n", ["list.csv has no rows"]),
        (b"case,case\nC1,C2\n", ["row 1, column case", "stands 2 times", "heading of its own"]),
        (b"case,\nC1,x\n", ["row 1, column B", "no heading", "Give it a heading"]),
        (b"case,note\nC1,a,b\n", ["row 2, column C", "3 cells under 2 headings", "quotes"]),
        (b'case,note\nC1,x\nC2,"open\nC3,x\n', ["row 3", "never closed", "Close it"]),
        (b'case,note\nC1,"a"b\n', ["row 2", "quoted cell"]),
        (b"case,note\nC1,a\x00b\n", ["row 2", "no text has"]),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x81\x8d", ["list.csv"]),
        ("case,note\nC1,é\n".encode() + b"C2,ab\xe9\n", ["row 3, column B", "another encoding", "CSV UTF-8"]),
        (b"case,note\nC1," + b"x" * 200_000 + b"\n", ["row 2", "far too long"]),
        (b",".join([b"x"] * 17_000), ["too large", "row 1"]),
    ],
)
def test_a_csv_that_cannot_be_read_is_told_where_and_what_to_do(
    tmp_path: Path, data: bytes, said: list[str]
) -> None:
    with pytest.raises(AuditError) as caught:
        read_table(write(tmp_path, data))
    for words in said:
        assert words in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(AuditError, match="at most 100 MB") as caught:
        read_table(path)
    assert "Split it" in str(caught.value)


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="isn't there"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(AuditError, match="is a folder"):
        read_table(tmp_path)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_a_csv(data: bytes) -> None:
    try:
        lines, _encoding = read_csv(Path("list.csv"), data)
    except AuditError:
        return
    assert all(isinstance(cell, str) for _number, cells in lines for cell in cells)


def test_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["a", "b", "c", "d", "e", "f", "g", "h"],
        [12.0, 0.1 + 0.2, date(2024, 11, 3), datetime(2024, 11, 3, 14, 30), time(9, 5), True, None, " x "],
        [],
        [7, "07", "a\nb", 1e15, 2.5, False, "", "y"],
    )
    book = read_table(path)
    assert book.sheet == "Cases"
    assert [row.number for row in book.rows] == [2, 4]
    assert list(book.rows[1].values.values()) == [
        "7",
        "07",
        "a\nb",
        "1000000000000000",
        "2.5",
        "FALSE",
        "",
        "y",
    ]
    assert list(book.rows[0].values.values()) == [
        "12", "0.3", "2024-11-03", "2024-11-03T14:30:00", "09:05:00", "TRUE", "", " x ",
    ]  # fmt: skip


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["case"])
    book.create_sheet("Second").append(["x"])
    book["Second"].append(["y"])
    book.save(tmp_path / "two.xlsx")
    assert values(tmp_path / "two.xlsx", "second") == [["y"]]
    with pytest.raises(AuditError, match=r"no sheet Third\. It has: Sheet, Second"):
        read_table(tmp_path / "two.xlsx", "Third")


def test_the_first_sheet_that_is_shown_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.sheet_state = "hidden"
    book.create_sheet("Shown").append(["case"])
    book["Shown"].append(["C1"])
    book.save(tmp_path / "hidden.xlsx")
    assert values(tmp_path / "hidden.xlsx") == [["C1"]]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("=1+1", ["sheet Cases, row 2, column B", "never worked out", "Open the workbook in Excel"]),
        ("#N/A", ["sheet Cases, row 2, column B", "#N/A", "Mend the formula"]),
    ],
)
def test_a_cell_without_a_value_of_its_own_is_told(tmp_path: Path, cell: str, said: list[str]) -> None:
    with pytest.raises(AuditError) as caught:
        read_table(workbook(tmp_path, ["case", "n"], ["C1", cell]))
    for words in said:
        assert words in str(caught.value)


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"case,note\nC1,x\n", "isn't an Excel workbook"),
        (b"PK\x03\x04 and then nothing", "isn't an Excel workbook"),
        (zipped(hello=b"x"), "isn't an Excel workbook"),
        (OLE, "old Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "damaged"),
        (
            zipped(**{"[Content_Types].xml": b"<x/>", "xl/a.xml": bytes(limits.UNPACKED_BYTES + 1)}),
            "too large",
        ),
    ],
)
def test_a_workbook_that_is_none_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(AuditError, match=said):
        read_table(write(tmp_path, data, "list.xlsx"))


def test_a_workbook_cut_short_or_changed_anywhere_is_told(tmp_path: Path) -> None:
    whole = workbook(tmp_path, ["case", "note"], ["C1", "x"]).read_bytes()
    for end in range(200, len(whole) - 1, 300):
        with pytest.raises(AuditError):
            read_table(write(tmp_path, whole[:end], "cut.xlsx"))


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["case"], ["C1"])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    part = "xl/worksheets/sheet1.xml"
    parts[part] = bomb + parts[part].replace(b"<sheetData>", b"<sheetData>&b;")
    with pytest.raises(AuditError, match="damaged"):
        read_table(write(tmp_path, zipped(**parts), "bomb.xlsx"))


cells = st.text(
    st.characters(
        exclude_categories=["Cs"], exclude_characters=[chr(n) for n in range(32)] + ["\ufffe", "\uffff"]
    )
    | st.sampled_from(["\n", "\r", '"', ",", ";", "\t"]),
    max_size=12,
)


@given(
    st.lists(st.tuples(cells, cells).filter(lambda row: any(cell.strip() for cell in row))),
    st.sampled_from(",;\t|"),
)
def test_whatever_a_csv_holds_reads_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("case", "note"), *rows])
    lines, _encoding = read_csv(Path("list.csv"), text.getvalue().encode())
    assert lines == [(n, list(row)) for n, row in enumerate([("case", "note"), *rows], 1)]
