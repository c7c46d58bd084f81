"""The shared workbook of a made-up audit: nothing of a family in it, nothing hidden looks like nought."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.analysis.disclosure.release import release
from audit_app.export.cover import Provenance
from audit_app.export.released_charts import chart_of
from audit_app.export.released_tables import Placed, columns_of, parts, released_table
from audit_app.export.shared import shared_workbook
from audit_app.export.sheets import Style
from audit_app.export.table_files import READ_ME, released_files
from audit_app.lines.line import Line, LineCell
from audit_app.lines.released import Released
from audit_app.model import AuditInfo, Evidence
from audit_app.operations.act import practice
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.results.practice import PracticeSummary
from audit_app.store import cases, info, people
from audit_app.xforms.definition import QuestionType
from tests.once import Once
from tests.samples import copied, made_up
from tests.workbooks import write_workbook

PAGES = ("fathers", "early_late", "records")
MADE = Provenance("Pre-birth case audit", "2026.1", "0.1.0", date(2026, 11, 22))
PROFILE_NAMES = ("dfe", "restricted")


@pytest.fixture(scope="module", name="audit")
def _audit(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    audit = copied(made_up(once, 24), tmp_path_factory.mktemp("shared") / "s.audit")
    yield audit
    close_audit(audit)


@pytest.fixture(scope="module", name="outputs")
def _outputs(audit: Audit) -> dict[str, Released]:
    reading = pages.read(audit, Filters())
    made = [pages.page(reading, id_) for id_ in PAGES]
    return {name: release(made, PROFILES[name], pages.ties(audit)) for name in PROFILE_NAMES}


@pytest.fixture(scope="module", name="rated")
def _rated(audit: Audit) -> PracticeSummary:
    return practice.practice_summary(audit, internal=False)


@pytest.fixture(scope="module", name="paths")
def _paths(
    audit: Audit,
    outputs: dict[str, Released],
    rated: PracticeSummary,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    about = info.read_info(audit.file)
    folder = tmp_path_factory.mktemp("books")
    for name, released in outputs.items():
        write_workbook(shared_workbook(released, about, MADE, rated), folder / f"{name}.xlsx")
    return {name: folder / f"{name}.xlsx" for name in outputs}


@pytest.fixture(scope="module", name="books")
def _books(paths: dict[str, Path]) -> dict[str, Workbook]:
    return {name: load_workbook(path) for name, path in paths.items()}


def _everything(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def _words_of_families(audit: Audit) -> set[str]:
    """References, officers, and whatever somebody wrote in their own words."""
    texts = [name for name, each in audit.form.questions.items() if each.type is QuestionType.TEXT]
    marks = ", ".join("?" * len(texts))
    written = audit.file.rows(f"SELECT DISTINCT value FROM answer WHERE question IN ({marks})", tuple(texts))
    noted = audit.file.rows("SELECT DISTINCT note, evidence FROM change WHERE note != '' OR evidence != ''")
    quotes = [(note, Evidence.from_text(evidence).quote) for note, evidence in noted]
    found = {text for row in (*written, *quotes) for text in row if len(text) > 15}
    names = {name for name in people.names(audit.file).values() if name}
    return found | names | {ref.reference for ref in cases.refs(audit.file)}


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_nothing_of_a_family_is_in_the_file(name: str, audit: Audit, paths: dict[str, Path]) -> None:
    text = _everything(paths[name])
    found = [words for words in _words_of_families(audit) if re.search(rf"\b{re.escape(words)}\b", text)]
    assert not found
    days = audit.file.rows("SELECT DISTINCT value FROM answer WHERE value GLOB '????-??-??'")
    assert not [day for (day,) in days if day in text]


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_nothing_of_a_family_is_in_the_csv_files(
    name: str, audit: Audit, outputs: dict[str, Released]
) -> None:
    files = released_files(outputs[name], info.read_info(audit.file))
    text = b"\n".join(files.values()).decode()
    found = [words for words in _words_of_families(audit) if re.search(rf"\b{re.escape(words)}\b", text)]
    assert not found
    assert outputs[name].rules[0] in files[READ_ME].decode("utf-8-sig")


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_no_cells_are_merged_and_title_and_language_are_set(name: str, books: dict[str, Workbook]) -> None:
    book = books[name]
    assert not [sheet.title for sheet in book if sheet.merged_cells.ranges]
    assert (book.properties.language, book.properties.title) == (
        "en-GB",
        f"Sample audit (made up): {'restricted' if name == 'restricted' else 'shared'} workbook",
    )
    assert all(sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9 for sheet in book)


@pytest.mark.parametrize(("name", "said"), [("dfe", False), ("restricted", True)])
def test_every_sheet_and_printed_page_says_that_it_is_restricted(
    name: str, said: bool, books: dict[str, Workbook]
) -> None:
    for sheet in books[name]:
        top = " ".join(str(sheet.cell(row, 1).value) for row in range(1, 5))
        assert ("Restricted" in top) is said
        assert ("Restricted" in str(sheet.oddHeader.center.text)) is said
        assert "Made-up" in top


def test_a_hidden_cell_shows_the_symbol(outputs: dict[str, Released]) -> None:
    hidden = 0
    for page in outputs["dfe"].pages:
        for block in page.blocks:
            for title, lines in parts(block):
                assert block.table
                table = released_table(block.table, lines, title)
                for line, cells in zip(lines, table.rows, strict=True):
                    for column, cell in zip(columns_of(block.table, lines), cells[1:], strict=True):
                        released = line.released(column.key)
                        if released and released.hidden:
                            hidden += 1
                            assert (cell.value in ("[c]", "[x]"), cell.style) == (True, Style.HIDDEN)
    assert hidden > 50


def test_charts_draw_released_numbers_alone(books: dict[str, Workbook]) -> None:
    book, drawn = books["dfe"], 0
    for sheet in book:
        for chart in sheet._charts:  # type: ignore[attr-defined]
            for series in chart.series:
                where, cells = str(series.val.numRef.f).rsplit("!", 1)
                assert where == "'Chart data'"
                first, last = cells.replace("$", "").split(":")
                for (cell,) in book["Chart data"][first:last]:
                    label = book["Chart data"].cell(cell.row, 1).value
                    assert (cell.value is None) == any(
                        f"(hidden: {sign})" in label for sign in ("[c]", "[x]")
                    ), (sheet.title, label)
                    drawn += cell.value is not None
    assert drawn > 30


def test_the_numbers_behind_charts_are_not_printed(books: dict[str, Workbook]) -> None:
    sheet = books["dfe"]["Chart data"]
    only = str(sheet.print_area).rsplit("!", 1)[-1].replace("$", "")
    assert sheet[only].value is None


def test_every_chart_says_in_words_what_it_shows(paths: dict[str, Path]) -> None:
    text = _everything(paths["dfe"])
    frames = re.findall(r'<(?:xdr:)?cNvPr id="\d+" name="Chart [^>]*>', text)
    assert frames
    assert all(re.search(r'descr="[^"]+: [^"]+"', frame) for frame in frames)


def test_pages_without_a_finding_are_named_on_the_first_sheet(
    books: dict[str, Workbook], outputs: dict[str, Released]
) -> None:
    rows = [tuple(row[:2]) for row in books["dfe"]["Summary"].iter_rows(values_only=True)]
    top = rows.index(("Sheet", "What was found"))
    said = rows[top + 1 : rows.index((None, None), top)]
    findings = [page.finding for page in outputs["dfe"].pages if any(map(str.isdigit, page.finding))]
    assert [words for _sheet, words in said][: len(findings)] == findings
    assert ("Early and later" in str(said[-1][0])) is (len(findings) < len(PAGES))


def test_the_plain_rule_stands_beside_what_was_hidden(
    books: dict[str, Workbook], outputs: dict[str, Released]
) -> None:
    rows = {row[0]: row[1] for row in books["dfe"]["What was hidden"].iter_rows(values_only=True)}
    summary = outputs["dfe"].summary
    assert rows["Hidden or gathered together"] == summary.n_hidden
    assert rows["For comparison: hidden if each row with a small number were left out"] == summary.n_by_rows


def test_what_the_manager_is_warned_of_is_not_sent(audit: Audit, outputs: dict[str, Released]) -> None:
    warned = replace(outputs["dfe"], warnings=("Beside the output of May two families can be told.",))
    about = info.read_info(audit.file)
    assert "two families" not in repr(shared_workbook(warned, about, MADE))
    assert b"two families" not in b"".join(released_files(warned, about).values())


def test_a_summary_of_practice_that_must_stay_inside_is_refused(
    audit: Audit, outputs: dict[str, Released]
) -> None:
    inside = practice.practice_summary(audit, internal=True)
    with pytest.raises(ValueError, match="stay inside"):
        shared_workbook(outputs["dfe"], AuditInfo(), MADE, inside)


def test_ratings_have_a_letter_and_a_word(books: dict[str, Workbook]) -> None:
    cells = [str(cell.value) for row in books["dfe"]["Practice ratings"] for cell in row if cell.value]
    assert {"R  Red", "A  Amber", "G  Green"} <= set(cells)


N, OF, C = LineCell("12", 12.0), LineCell("40", 40.0), LineCell("[c]", hidden=True)


def _row(level: int, **cells: LineCell) -> Line:
    return Line("id", "A line", "proportion", level, cells)


@pytest.mark.parametrize(
    ("above", "row", "key", "held"),
    [
        (_row(0), _row(0, n=N, of=OF), "share", ""),
        (_row(0), _row(0, n=C, of=OF), "n", "[c]"),
        (_row(0), _row(0, n=C, of=OF), "share", "[x]"),
        (_row(0, of=C), _row(1, n=N), "share", "[x]"),
        (_row(0, of=C), _row(1, n=N), "of", "[c]"),
        (_row(0), _row(0, median=C), "quartiles", "[x]"),
        (_row(0), _row(0, of=OF), "median", ""),
    ],
)
def test_what_is_worked_out_from_a_hidden_number_is_hidden_too(
    above: Line, row: Line, key: str, held: str
) -> None:
    assert Placed(row, above if row.level else row).held(key) == held


def test_a_chart_of_noughts_and_hidden_numbers_is_none() -> None:
    top = _row(0, of=OF)
    rows = [_row(1, n=LineCell("0", 0.0)), _row(1, n=LineCell("0", 0.0)), _row(1, n=C)]
    assert chart_of("bars", "Reasons", [Placed(top, top), *(Placed(row, top) for row in rows)]) is None
