"""The internal workbook of the hand-worked cohort: the same numbers, real numbers, and no live text."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties

from audit_app.analysis.declared import read_measures, read_needs
from audit_app.analysis.gaps import gaps
from audit_app.analysis.measures import profile
from audit_app.errors import AuditError
from audit_app.export.internal import Provenance, internal_workbook
from audit_app.export.native_charts import height_cm
from audit_app.export.sheets import Chart, Sheet, SheetTable, WorkbookDocument, number, share, text
from audit_app.model import AuditInfo
from audit_app.operations.outputs import put_out
from audit_app.results.figures import National
from audit_app.results.pages import Cohort
from tests.analysis.hand_cohort import CASES, cohort
from tests.analysis.test_gaps import NEEDS
from tests.workbooks import write_workbook

MEASURES = [
    {"id": "M6.1", "label": "Care-experienced", "kind": "proportion", "question": "mother_care_experienced"}
    | {"numerator": "yes", "denominator": "practice", "section": "Parents", "definition": "=1+1"}
    | {"national": "SIB01b", "national_population": "highest_pathway_reached = proceedings_issued"}
    | {"quantity": "older_sibling", "compared_with": "newborns"},
    {"id": "M6.2", "label": "Housing", "kind": "distribution", "question": "mother_housing"}
    | {"section": "Parents"},
    {"id": "M4.2", "label": "Wait", "kind": "duration", "question": "wait_referral_allocation"}
    | {"section": "Timing", "unit": "days"},
    {"id": "M4.8", "label": "Referral", "kind": "number", "question": "referral_gestation"}
    | {"section": "Timing", "unit": "days of gestation"},
    {
        "id": "M8.3",
        "label": "Known as a child",
        "kind": "distribution",
        "question": "mother_childhood_involvement",
    },
]
NATIONAL = National(
    "SIB01b",
    "Older sibling",
    "47",
    "%",
    "newborns",
    "England",
    "2016",
    "a report",
    "",
    "older_sibling",
    "newborns",
)
INFO = AuditInfo("North & South", area="Northshire", period="2024-01-01..2024-12-31", made_up=True)
MADE = Provenance(
    "Pre-birth case audit",
    "2026.1",
    "0.1.0",
    date(2026, 11, 22),
    ("Court", "Birth planning, birth and discharge"),
)


def document(info: AuditInfo = INFO) -> WorkbookDocument:
    references = {f"id-{case}": case for case in CASES}
    heading = Cohort(references, ("ward: all",), "All cases in the period.", n_unfinished=2)
    measures = read_measures(MEASURES)
    found = profile(cohort(), measures, heading, {"SIB01b": NATIONAL})
    return internal_workbook(found, gaps(cohort(), read_needs(NEEDS), heading, measures), info, MADE)


@pytest.fixture(name="book", scope="module")
def _book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("book") / "internal.xlsx"
    write_workbook(document(), path)
    return load_workbook(path)


def table(book: Workbook, sheet: str, first: str) -> list[dict[str, Any]]:
    """The rows under the header that begins with `first`, by heading."""
    rows = list(book[sheet].iter_rows(values_only=True))
    top = next(place for place, row in enumerate(rows) if row[0] == first)
    header = [str(name) for name in rows[top] if name]
    body = rows[top + 1 :]
    end = next((place for place, row in enumerate(body) if not any(row)), len(body))
    return [dict(zip(header, row, strict=False)) for row in body[:end]]


def test_the_cover_says_what_it_is_about(book: Workbook) -> None:
    facts = {row["About this workbook"]: list(row.values())[-1] for row in _pairs(book)}
    assert facts["Period"] == "1 January 2024 – 31 December 2024"
    assert facts["Sample"] == "All cases in the period."
    assert facts["Form"] == "Pre-birth case audit, version 2026.1"
    assert facts["Modules"] == "Court; Birth planning, birth and discharge"
    assert facts["Made on"] == "22 November 2026"
    assert facts["Left out, not finished"] == "2"


def _pairs(book: Workbook) -> list[dict[str, Any]]:
    rows = book["Cover"].iter_rows(min_col=1, max_col=2, values_only=True)
    return [{"About this workbook": name, "": value} for name, value in rows if name]


@pytest.mark.parametrize("made_up", [True, False])
def test_every_sheet_says_that_it_is_not_for_sharing_and_whether_it_is_made_up(made_up: bool) -> None:
    for sheet in document(replace(INFO, made_up=made_up)).sheets:
        said = " ".join(str(line.value) for line in sheet.lines)
        assert "not for sharing" in said
        assert ("Made-up" in said) is made_up


def test_the_profile_holds_the_hand_worked_numbers(book: Workbook) -> None:
    care, subset, *housing = table(book, "Everything", "Section")
    assert (care["Count"], care["Out of"], care["Share"]) == (2, 6, pytest.approx(1 / 3))
    states = [care[name] for name in ("Known", "Not in the file", "Records conflict", "Record not opened")]
    assert states == [3, 1, 2, 1]
    assert subset["Answer"] == "of them: Highest pathway reached: Proceedings issued"
    assert (subset["Count"], subset["Out of"]) == (2, 4)
    found = [(row["Answer"], row["Count"], row["Out of"]) for row in housing[:3]]
    assert found == [("Secure", 3, 6), ("Temporary", 2, 6), ("Sofa surfing", 1, 6)]


def test_waits_have_quartiles_and_name_what_runs_backwards(book: Workbook) -> None:
    wait, referral = (row for row in table(book, "Everything", "Section") if row["Counted"])
    assert [wait[name] for name in ("Counted", "Lower quartile", "Median", "Upper quartile")] == [
        3,
        5,
        7,
        8.5,
    ]
    assert (wait["Inexact date"], wait["Dates run backwards"]) == (1, 1)
    assert wait["Cases with dates that run backwards"] == "C"
    weeks = ("Median in weeks", "Middle half in weeks", "Lowest to highest in weeks")
    assert [referral[name] for name in weeks] == ["27+6", "14+0 – 28+0", "10+0 – 34+2"]
    assert [wait[name] for name in weeks] == [None] * 3


def test_gaps_and_the_cases_behind_them(book: Workbook) -> None:
    mental_health, *_others, overall = table(book, "Gaps", "Need")
    stages = (
        "Need now",
        "Offered or in place",
        "Considered, not offered",
        "No offer found",
        "Records conflict",
    )
    assert [mental_health[stage] for stage in stages] == [4, 1, 1, 1, 1]
    assert (overall["Gaps"], overall["Out of"], overall["Gap rate"]) == (3, 9, pytest.approx(1 / 3))
    behind = [(row["Need or finding"], row["Case"], row["No offer found"]) for row in _behind(book)]
    assert ("mother mental_health", "B", "yes") in behind
    assert ("mother mental_health", "A", None) in behind
    assert ("Same type of service twice at once for one adult", "C", None) in behind


def _behind(book: Workbook) -> list[dict[str, Any]]:
    return table(book, "Cases behind the gaps", "Need or finding")


def test_reasons_and_coordination(book: Workbook) -> None:
    reasons = table(book, "Reasons and coordination", "Need")
    assert [tuple(row.values()) for row in reasons] == [
        ("mother mental_health", "Declined", "Travel", 1),
        ("mother mental_health", "Considered, not offered", "Waiting list", 1),
        ("father mental_health", "Declined", "Travel", 1),
    ]
    found = {
        row["Coordination"]: row["Count"] for row in table(book, "Reasons and coordination", "Coordination")
    }
    assert found["Service without a recorded need"] == 2
    assert found["Most services running at once"] == 1


def test_numbers_are_numbers_with_formats(book: Workbook) -> None:
    formats = {
        cell.number_format for row in book["Everything"].iter_rows() for cell in row if cell.data_type == "n"
    }
    assert {"0", "0%"} <= formats


def test_text_that_begins_like_a_formula_stays_text(book: Workbook) -> None:
    definitions = [cell for row in book["Definitions"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in definitions] == ["s"]


def test_a_table_keeps_its_header_in_view_and_prints_it_on_every_page(book: Workbook) -> None:
    page = book["Everything"]
    header = next(row for row in range(1, 20) if page.cell(row, 1).value == "Section")
    assert page.freeze_panes == f"D{header + 1}"
    assert page.print_title_rows == f"${header}:${header}"
    assert page.page_setup.orientation == "landscape"
    assert str(page.page_setup.paperSize) == page.PAPERSIZE_A4
    assert page.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    assert not page.merged_cells.ranges


def test_the_document_has_a_title_and_a_language(book: Workbook) -> None:
    assert (book.properties.title, book.properties.language) == ("North & South: internal workbook", "en-GB")
    assert "North && South · 22 November 2026" in str(book["Gaps"].HeaderFooter.oddFooter)


def test_charts_read_the_cells_of_their_tables(tmp_path: Path) -> None:
    path = tmp_path / "internal.xlsx"
    write_workbook(document(), path)
    with zipfile.ZipFile(path) as parts:
        charts = [
            parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")
        ]
    assert len(charts) == 6  # gaps, one proportion, two distributions, days, weeks
    assert all("'Charts'!$" in chart and '<delete val="0"' in chart for chart in charts)
    assert any("errBars" in chart for chart in charts)
    assert all('<tickLblSkip val="1"' in chart for chart in charts)


def test_a_chart_has_room_for_every_line_of_every_label() -> None:
    def chart(label: str) -> float:
        return height_cm(SheetTable(("A", "B"), ((text(label), number(1)),) * 8, chart=Chart("A", (1,))))

    assert chart("a label that needs more than the one line it would have") > chart("short") > 0
    assert height_cm(SheetTable(("A",), ((text("x"),),))) == 0


SMALL = WorkbookDocument(
    "Small", (Sheet("One", "One", tables=(SheetTable(("A", "B"), ((text("x"), share(0.5)),)),)),)
)


def test_odd_texts_are_written_as_they_are(tmp_path: Path) -> None:
    rows = tuple(
        (text(words), number(1)) for words in ("=SUM(A1)", "+44", "@x", "tab\there", "bell\x07", "ŵ ŷ £")
    )
    path = tmp_path / "odd.xlsx"
    write_workbook(
        WorkbookDocument("Odd", (Sheet("One", "One", tables=(SheetTable(("=A", "B"), rows),)),)), path
    )
    cells = [row[0] for row in load_workbook(path)["One"].iter_rows(min_row=3)]
    assert [cell.value for cell in cells] == [
        "=A",
        "=SUM(A1)",
        "+44",
        "@x",
        "tab\there",
        "bell\N{REPLACEMENT CHARACTER}",
        "ŵ ŷ £",
    ]
    assert {cell.data_type for cell in cells} == {"s"}


def test_an_empty_table_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    write_workbook(
        WorkbookDocument(
            "E", (Sheet("One", "One", tables=(SheetTable(("A",), ()),), frozen=1, filtered=True),)
        ),
        path,
    )
    assert load_workbook(path)["One"]["A3"].value == "A"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("no folder/out.xlsx", "The folder for out.xlsx does not exist"),
        ("a file/out.xlsx", "The folder for out.xlsx does not exist"),
        ("a folder", "a folder is a folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path: Path, place: str, words: str) -> None:
    (tmp_path / "a file").write_text("")
    (tmp_path / "a folder").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(AuditError, match=words):
        write_workbook(SMALL, tmp_path / place)
    assert sorted(tmp_path.iterdir()) == before


def test_a_full_disk_leaves_the_old_workbook(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="only POSIX systems can limit the size of a file")
    import signal

    path = tmp_path / "out.xlsx"
    path.write_bytes(b"the old one")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(AuditError):
            write_workbook(SMALL, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == b"the old one"
    assert [found.name for found in tmp_path.iterdir()] == ["out.xlsx"]


def test_nothing_lies_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no such folder"))
    write_workbook(SMALL, tmp_path / "out.xlsx")
    assert load_workbook(tmp_path / "out.xlsx").sheetnames == ["One"]


def test_writing_again_replaces(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"the old one")
    write_workbook(SMALL, path)
    assert load_workbook(path)["One"]["B4"].value == 0.5


@pytest.mark.parametrize("lock", ["~$out.xlsx", ".~lock.out.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_left_as_it_is(tmp_path: Path, lock: str) -> None:
    (tmp_path / "out.xlsx").write_bytes(b"PK\x03\x04 the old one")
    (tmp_path / lock).write_text("")
    with pytest.raises(AuditError, match=r"out\.xlsx seems to be open in another program"):
        put_out(tmp_path / "out.xlsx", b"the new one")
    assert b"the old one" in (tmp_path / "out.xlsx").read_bytes()
