"""Cells as other programs than Excel write them, and what is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.readers.excel import read_workbook
from audit_app.readers.grid import Grid
from tests.readers.books import hand_made

DATES = '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/>' \
        '<xf numFmtId="170"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs>'  # fmt: skip
TEXTS = "<si><t>plain</t></si><si><r><t>two </t></r><r><t>fonts</t></r><rPh><t>said</t></rPh></si>"


def read(path: Path) -> Grid:
    return read_workbook(path, path.read_bytes())["Cases"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="s"><v>0</v></c>', "plain"),
        ('<c t="s"><v>1</v></c>', "two fonts"),
        ('<c t="inlineStr"><is><t>in</t></is></c>', "in"),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c t="str"><f>A1</f><v>worked out</v></c>', "worked out"),
        ('<c t="str"><f>A1</f><v></v></c>', ""),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="d"><v>2024-11-03</v></c>', "2024-11-03"),
        ("<c><v>12.0</v></c>", "12"),
        ("<c><v>1E3</v></c>", "1000"),
        ('<c s="1"><v>45599</v></c>', "2024-11-03"),
        ('<c s="2"><v>45599.5</v></c>', "2024-11-03T12:00:00"),
        ('<c s="3"><v>0.5</v></c>', "12:00:00"),
        ('<c s="4"><v>1.5</v></c>', "1 day, 12:00:00"),
        ('<c xmlns:x="y" x:r="Z9" t="n"><v>3</v></c>', "3"),
    ],
)
def test_each_kind_of_cell_is_read_as_text(tmp_path: Path, cell: str, text: str) -> None:
    path = hand_made(tmp_path / "a.xlsx", f"<row>{cell}<c><v>1</v></c></row>", texts=TEXTS, styles=DATES)
    assert read(path) == [(1, [text, "1"])]


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    about, row = '<workbookPr date1904="1"/>', '<row><c s="1"><v>44137</v></c></row>'
    assert read(hand_made(tmp_path / "a.xlsx", row, styles=DATES, about=about)) == [(1, ["2024-11-03"])]


@pytest.mark.parametrize("place", ["worksheets", "/xl/worksheets", "../xl/./worksheets"])
def test_a_sheet_is_found_wherever_the_workbook_says_that_it_is(tmp_path: Path, place: str) -> None:
    assert read(hand_made(tmp_path / "a.xlsx", "<row><c><v>1</v></c></row>", place=place)) == [(1, ["1"])]


def test_rows_and_cells_stand_where_they_say_and_what_is_blank_costs_nothing(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="C2"><v>1</v></c><c r="XFD2" s="1"/></row><row r="3"/>'
        '<row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    )
    assert read(hand_made(tmp_path / "a.xlsx", rows)) == [(2, ["", "", "1"]), (1_048_576, ["2"])]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="2"/><row r="1"/>', "damaged"),
        ('<row><c t="s"><v>7</v></c></row>', "damaged"),
        ('<row><c r="ZZZZ1"><v>1</v></c></row>', "damaged"),
        ("<row><c><v>one</v></c></row>", "damaged"),
        (f"<row><c><v>{'9' * 5_000}</v></c></row>", "damaged"),
        ("<row><c><v>1</c></row>", "damaged"),
        ('<row><c r="ZZZ1"><v>1</v></c></row>', "row 1 has more than 16,384 columns"),
        ('<row r="1048577"><c><v>1</v></c></row>', "more than 1,048,576 rows"),
        ('<row><c s="1"><v>99999999</v></c></row>', "row 1, column A: The cell holds the error #VALUE!"),
        (
            '<row r="4"><c r="B4"><f>A1</f></c></row>',
            "row 4, column B: The cell holds a formula that was never",
        ),
    ],
)
def test_what_no_sheet_holds_is_said(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(AuditError) as caught:
        read(hand_made(tmp_path / "a.xlsx", rows, styles=DATES))
    assert said in str(caught.value)


def test_reading_can_be_cancelled_before_a_first_row_is_whole(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "a.xlsx", "<row>" + "<c><v>1</v></c>" * 1_000 + "</row>")

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_workbook(path, path.read_bytes(), None, stop)
