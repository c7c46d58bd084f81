"""The printed report of a made-up audit: what was found, page by page, and nothing of a family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from audit_app.charts.fonts import font_files
from audit_app.errors import AuditError
from audit_app.export.cover import Provenance
from audit_app.export.pdf import write_pdf
from audit_app.export.printed import (
    Contents,
    GridRow,
    PrintedDocument,
    PrintedGrid,
    PrintedHeading,
    Prose,
    Together,
)
from audit_app.export.released_grids import released_grid
from audit_app.export.report import report
from audit_app.lines.line import Line, groups
from audit_app.lines.released import Released, ReleasedPage
from audit_app.model import AuditInfo
from audit_app.operations.act import practice
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share.exporting import export
from audit_app.placing import put_in_place
from audit_app.results.practice import PracticeSummary
from audit_app.store import cases, info, people
from audit_app.xforms.definition import QuestionType
from tests.examples import is_long
from tests.once import Once
from tests.released import ALL, SOME, released
from tests.samples import copied, made_up

MADE = Provenance("Pre-birth case audit", "2026.1", "0.1.0", date(2026, 11, 22))
WHOLE = ("statswales", "restricted") if is_long() else ("restricted",)
PROFILE_NAMES = (*WHOLE, "dfe")


@dataclass(frozen=True)
class Printout:
    """A report as PDF, not compressed, and its words page by page."""

    data: bytes
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)


def read(data: bytes) -> Printout:
    """The words of each page; letters beyond ASCII stand in further fonts, and are left out."""
    pages_ = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        said = re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", stream)
        if said:
            words = " ".join(re.sub(r"\\\d{3}", "", each.decode("latin-1")) for each in said)
            pages_.append(re.sub(r"\\(.)", r"\1", words))
    return Printout(data, tuple(pages_))


def squeezed(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9%]", "", text)


def rows_of(page: ReleasedPage) -> Iterator[Line]:
    return (row for block in page.blocks if block.table for row in block.table.rows)


@pytest.fixture(scope="module", name="audit")
def _audit(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    audit = copied(made_up(once), tmp_path_factory.mktemp("report") / "s.audit")
    yield audit
    close_audit(audit)


@pytest.fixture(scope="module", name="about")
def _about(audit: Audit) -> AuditInfo:
    return info.read_info(audit.file)


@pytest.fixture(scope="module", name="rated")
def _rated(audit: Audit) -> PracticeSummary:
    return practice.practice_summary(audit, internal=False)


@pytest.fixture(scope="module", name="outputs")
def _outputs(once: Once) -> dict[str, Released]:
    """The whole sample audit, and some pages of it under the profile that takes longest."""
    whole = {name: released(once, name, ALL) for name in WHOLE}
    return {**whole, "dfe": released(once, "dfe", SOME)}


@pytest.fixture(scope="module", name="printouts")
def _printouts(outputs: dict[str, Released], about: AuditInfo, rated: PracticeSummary) -> dict[str, Printout]:
    return {
        name: read(report(released, about, MADE, rated, compressed=False))
        for name, released in outputs.items()
    }


@pytest.mark.parametrize("name", WHOLE)
def test_the_sample_audit_takes_eight_to_fourteen_pages(name: str, printouts: dict[str, Printout]) -> None:
    printed = printouts[name].pages
    assert 8 <= len(printed) <= 14
    assert all(f"Page {n} of {len(printed)}" in page for n, page in enumerate(printed, start=1))


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_every_finding_and_every_page_stands_in_it(
    name: str, outputs: dict[str, Released], printouts: dict[str, Printout]
) -> None:
    text = squeezed(printouts[name].text)
    for page in outputs[name].pages:
        assert squeezed(page.title) in text
        assert squeezed(page.finding) in text


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_each_count_that_is_read_back_from_the_file_was_released(
    name: str, outputs: dict[str, Released], printouts: dict[str, Printout]
) -> None:
    tables = [block.table for page in outputs[name].pages for block in page.blocks if block.table]
    known = {
        (row.cell("n").text, (row.cells.get("of") or group.of).text)
        for table in tables
        for group in groups(table.rows)
        for row in (group.head, *group.rows)
    }
    found = {counts for page in printouts[name].pages for counts in re.findall(r"(\d+) of (\d+) \(", page)}
    assert len(found) > 5
    assert found <= known


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_nothing_of_a_family_is_in_it(
    name: str, audit: Audit, outputs: dict[str, Released], printouts: dict[str, Printout]
) -> None:
    texts = [each for each, question in audit.form.questions.items() if question.type is QuestionType.TEXT]
    marks = ", ".join("?" * len(texts))
    written = audit.file.rows(f"SELECT DISTINCT value FROM answer WHERE question IN ({marks})", tuple(texts))
    quoted = audit.file.rows("SELECT DISTINCT note, evidence FROM change WHERE note != '' OR evidence != ''")
    # An officer who names the letter before proceedings says what the form's own labels say.
    labels = {row.label for page in outputs[name].pages for row in rows_of(page)}
    told = {text for row in (*written, *quoted) for text in row if len(text) > 15}
    told = {text for text in told if not any(text in label for label in labels)}
    assert len(told) > 100
    named = {ref.reference for ref in cases.refs(audit.file)} | set(people.names(audit.file).values())
    text = printouts[name].text
    letters = squeezed(text)
    assert not [words for words in told if squeezed(words) in letters]
    assert not [words for words in named if words and re.search(rf"\b{re.escape(words)}\b", text)]
    assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", text)


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_every_page_says_that_it_is_restricted(name: str, printouts: dict[str, Printout]) -> None:
    said = name == "restricted"
    for page in printouts[name].pages:
        assert ("Restricted: for the steering group" in page) is said
        assert ("Small numbers hidden" in page) is not said


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_a_hidden_number_is_printed_as_such_and_never_as_nought(
    name: str, outputs: dict[str, Released]
) -> None:
    hidden = 0
    for table in (block.table for page in outputs[name].pages for block in page.blocks if block.table):
        grid = released_grid(table)
        at = grid.header.index("Number") if "Number" in grid.header else None
        for row, printed in zip(table.rows, grid.rows, strict=True):
            cell = row.cells.get("n")
            if cell and cell.hidden and at is not None:
                hidden += 1
                assert re.match(rf"{re.escape(cell.text)}( of |$)", printed.cells[at])
                if "Share (95% interval)" in grid.header:
                    assert printed.cells[grid.header.index("Share (95% interval)")] in ("[x]", "")
    assert hidden > 20


def test_the_crossed_grid_prints_hidden_numbers_as_such(outputs: dict[str, Released]) -> None:
    (block,) = (block for page in outputs["dfe"].pages for block in page.blocks if block.id == "needs.matrix")
    assert block.table
    printed = {cell for row in released_grid(block.table, block.picture).rows for cell in row.cells[1:]}
    assert "[c]" in printed


def test_ratings_stand_there_with_letter_and_word_and_actions_with_their_owners(
    printouts: dict[str, Printout], rated: PracticeSummary
) -> None:
    text = squeezed(printouts["restricted"].text)
    assert "RRed" in text
    for action in rated.actions:
        assert squeezed(action.action.what) in text
        assert squeezed(action.action.owner) in text


def test_a_summary_of_practice_that_stays_inside_is_refused(
    outputs: dict[str, Released], about: AuditInfo, audit: Audit
) -> None:
    inside = practice.practice_summary(audit, internal=True)
    with pytest.raises(ValueError, match="stay inside"):
        report(outputs["dfe"], about, MADE, inside)


def test_the_same_input_gives_the_same_bytes(
    outputs: dict[str, Released], about: AuditInfo, rated: PracticeSummary, printouts: dict[str, Printout]
) -> None:
    again = report(outputs["dfe"], about, MADE, rated, compressed=False)
    assert again == printouts["dfe"].data


@pytest.mark.parametrize(
    "said", [b"/Lang (en-GB)", b"/Author (audit_app)", b"/Title (Sample audit", b"/Outlines", b"/FontFile2"]
)
def test_the_document_says_what_it_is(said: bytes, printouts: dict[str, Printout]) -> None:
    assert said in printouts["dfe"].data


@pytest.mark.parametrize("style", ["plain", "bold", "italic"])
def test_the_letters_hold_welsh_ones(style: str) -> None:
    glyphs = TTFont(f"Tried {style}", str(font_files()[style])).face.charToGlyph
    assert {ord(letter) for letter in "ŵŷŴŶâêîôûïë"} <= set(glyphs)


def test_no_letters_are_smaller_than_eight_and_a_half_points(printouts: dict[str, Printout]) -> None:
    sizes = {float(size) for size in re.findall(rb"/F\S+ ([\d.]+) Tf", printouts["restricted"].data)}
    assert min(sizes - {0.0}) >= 8.5


def test_a_table_that_runs_over_repeats_its_header_and_contents_name_the_page() -> None:
    rows = tuple(GridRow((f"row {n}", str(n))) for n in range(120))
    parts = (
        Contents("Contents"),
        Together((PrintedHeading("First"), Prose("<b>plain & simple</b>"))),
        PrintedGrid(("Measure", "Number"), rows, (3.0, 1.0), numbers=True),
        PrintedHeading("Last"),
    )
    data, n_pages = write_pdf(PrintedDocument("Tried", parts), compressed=False)
    printed = read(data).pages
    assert n_pages == len(printed) > 2
    assert all("Measure" in page for page in printed)
    assert re.search(rf"Last\b.*\b{n_pages}\b", printed[0])
    assert squeezed("<b>plain & simple</b>") in squeezed(printed[0])


def test_every_lead_is_a_part_of_its_page(outputs: dict[str, Released]) -> None:
    for page in outputs["restricted"].pages:
        assert set(page.leads) <= {block.id.rpartition(".")[2] for block in page.blocks}


def test_an_audit_too_small_gives_a_sentence_and_no_file(audit: Audit, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    with pytest.raises(AuditError, match="too few to release"):
        export(audit, path, edition="shared", format="pdf", filters=Filters(status="in_progress"))
    assert not path.exists()


def test_a_folder_in_its_place_gives_a_sentence(printouts: dict[str, Printout], tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="is a folder"):
        put_in_place(printouts["dfe"].data, tmp_path)
