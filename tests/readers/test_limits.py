"""Too much of anything ends in a sentence, while it is read; the largest in 5 seconds and 1 GiB."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.readers import limits
from audit_app.readers.form_workbook import read_form_sheets
from audit_app.readers.layouts import read_case_list
from audit_app.readers.table_file import read_table
from tests.readers.books import hand_made
from tests.readers.files import xls_file, xlsx_file

HEADS = "case,a,b"
ROWS = [["case", "a", "b"], *([n, 1, 2] for n in range(9))]
SMALL = {
    "ROWS": 5,
    "COLUMNS": 2,
    "CELLS": 12,
    "LINE_LETTERS": 4,
    "CELL_LETTERS": 3,
    "ELEMENTS": 20,
    "PARTS": 3,
    "LISTED_ROWS": 4,
    "FILE_BYTES": 20,
    "OLD_EXCEL_BYTES": 500,
    "UNPACKED_BYTES": 500,
}
CENSUS = "<?xml version='1.0'?><Message><Children>{}</Children></Message>"
CHILD = "<Child><LAchildID>{}</LAchildID></Child>"


def as_csv(folder: Path) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in ROWS))
    return path


def as_xlsx(folder: Path) -> Path:
    return xlsx_file(folder, {"Cases": ROWS})


def as_xls(folder: Path) -> Path:
    return xls_file(folder, ROWS)


def as_census(folder: Path) -> Path:
    path = folder / "list.xml"
    path.write_text(CENSUS.format("".join(CHILD.format(n) for n in range(9))))
    return path


@pytest.mark.parametrize(
    ("make", "limit", "said"),
    [
        (as_csv, "FILE_BYTES", "at most 1 MB can be read"),
        (as_csv, "ROWS", "more than 5 rows"),
        (as_csv, "COLUMNS", "row 1 has more than 2 columns"),
        (as_csv, "CELLS", "more than 12 cells"),
        (as_csv, "LINE_LETTERS", "line 1 is far too long"),
        (as_csv, "LISTED_ROWS", "lists more than 4 cases"),
        (as_xlsx, "UNPACKED_BYTES", "unpacked it has 1 MB"),
        (as_xlsx, "PARTS", "more than 3 parts"),
        (as_xlsx, "ROWS", "more than 5 rows"),
        (as_xlsx, "COLUMNS", "row 1 has more than 2 columns"),
        (as_xlsx, "CELLS", "more than 12 cells"),
        (as_xlsx, "ELEMENTS", "more cells, or longer ones"),
        (as_xlsx, "CELL_LETTERS", "more cells, or longer ones"),
        (as_xls, "OLD_EXCEL_BYTES", "too large for the format of old Excel (.xls). Save it as .xlsx"),
        (as_xls, "ROWS", "more than 5 rows"),
        (as_xls, "CELLS", "more than 12 cells"),
        (as_census, "ELEMENTS", "more here than a census holds"),
        (as_census, "LISTED_ROWS", "lists more than 4 cases"),
    ],
)
def test_each_limit_is_held_and_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], Path],
    limit: str,
    said: str,
) -> None:
    path = make(tmp_path)
    assert len(read_case_list(path).rows) == 9
    monkeypatch.setattr(limits, limit, SMALL[limit])
    with pytest.raises(AuditError) as caught:
        read_case_list(path)
    assert said in str(caught.value)


def test_the_sheets_of_a_workbook_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = xlsx_file(tmp_path, {"One": ROWS, "Two": ROWS})
    monkeypatch.setattr(limits, "CELLS", 45)
    assert read_table(path, "One")
    with pytest.raises(AuditError, match="more than 45 cells"):
        read_case_list(path)


def test_a_text_that_many_cells_share_counts_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = '<c t="s"><v>0</v></c>' * 9
    path = hand_made(tmp_path / "a.xlsx", f"<row>{cells}</row>" * 90, texts=f"<si><t>{'x' * 90}</t></si>")
    monkeypatch.setattr(limits, "FILE_BYTES", 50_000)
    with pytest.raises(AuditError, match="more than 50,000 letters"):
        read_table(path)


@pytest.mark.parametrize(
    ("sheet", "limit", "said"),
    [
        ("choices", "FORM_CHOICES", "sheet choices, row 10: It has 10 rows; a form may have 4 there"),
        ("survey", "FORM_ROWS", "sheet survey, row 10: It has 10 rows; a form may have 4 there"),
        ("needs", "FORM_ROWS", "sheet needs, row 10: It has 10 rows; a form may have 4 there"),
        ("choices", "FORM_CELLS", "is too large: it has more than 4 cells"),
    ],
)
def test_a_form_longer_than_any_is_refused_before_it_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: str, limit: str, said: str
) -> None:
    (tmp_path / "survey.csv").write_text("type,name\n")
    (tmp_path / f"{sheet}.csv").write_text("type,name\n" + "text,a\n" * 9)
    assert read_form_sheets(tmp_path)
    monkeypatch.setattr(limits, limit, 4)
    with pytest.raises(AuditError) as caught:
        read_form_sheets(tmp_path)
    assert said in str(caught.value)


def test_what_is_wrong_in_every_cell_is_counted_and_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("case,EDD\n" + "".join(f"{n},soon\n" for n in range(2_000)))
    problems = read_case_list(path).problems
    assert len(problems) == 501
    assert "1500 more problems" in problems[-1].message


MEGABYTES = 99 * 1024 * 1024
_CHILD = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
from audit_app.errors import AuditError
from audit_app.readers.layouts import read_case_list
try:
    read_case_list(Path(sys.argv[1]))
except AuditError as error:
    print(error)
"""


def commas(path: Path) -> None:
    path.write_bytes(b"," * MEGABYTES)


def one_cell(path: Path) -> None:
    path.write_bytes(b'case\n"' + b"x" * MEGABYTES)


def wide(path: Path) -> None:
    path.write_bytes((b"1," * 16_383 + b"1\n") * 2_000)


def empty_cells(path: Path) -> None:
    cells = b"<row>" + b"<c/>" * 20_000_000 + b"</row>"
    hand_made(path, "")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + cells)


def one_tag(path: Path) -> None:
    path.write_bytes(b"<?xml version='1.0'?><Message a='" + b"x" * MEGABYTES)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("make", [commas, one_cell, wide, empty_cells, one_tag])
def test_the_largest_files_end_in_a_sentence_within_5_seconds_and_a_gibibyte(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    pytest.importorskip("resource", reason="only POSIX systems can limit a program's memory")
    make(tmp_path / "list.csv")
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, tmp_path / "list.csv"], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("list.csv")
