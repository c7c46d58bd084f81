"""A sheet for each page: its finding, block by block tables and charts, and what must be borne in mind."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from audit_app.charts.describe import total
from audit_app.dates import parse_iso
from audit_app.export.block_charts import block_tables
from audit_app.export.chart_data import legible
from audit_app.export.line_tables import figures_table
from audit_app.export.meaning import denominator_words, published
from audit_app.export.sheets import Sheet, SheetCell, SheetTable, Style, count, text
from audit_app.lines.released import ReleasedPage
from audit_app.model import LocalEvent
from audit_app.results.figures import Figure
from audit_app.results.pages import Answerable, Block, Contradiction, Page
from audit_app.words import _

_NOTE_LETTERS = 130
FINDING_LETTERS = 100
_REFERENCE_CASES = 40
_NOT_ON_TABS = "\\/?*[]:"


def page_sheet(page: Page) -> Sheet:
    """The sheet of a page. Its name is short, because tabs are."""
    references = page.cohort.cases
    tables = [table for block in page.blocks for table in _block_tables(block, references)]
    figures = {figure.id: figure for block in page.blocks for figure in block.figures}
    return Sheet(
        sheet_name(page),
        page.title,
        lines=(
            SheetCell(page.question, Style.NOTE),
            *(SheetCell(line, Style.FINDING) for line in textwrap.wrap(page.finding, FINDING_LETTERS)),
            SheetCell(" · ".join((*page.cohort.filters, page.cohort.statement)).strip(" ·"), Style.NOTE),
        ),
        tables=(
            *tables,
            SheetTable(title=_("To bear in mind"), notes=wrapped(page.cautions)),
            *_definitions(list(figures.values())),
        ),
        pages=1,
        widest=40,
    )


def sheet_name(page: Page | ReleasedPage) -> str:
    """The words on a page's tab."""
    allowed = "".join(" " if letter in _NOT_ON_TABS else letter for letter in page.tab or page.title)
    return " ".join(allowed.split())[:31]


def _block_tables(block: Block, references: Mapping[str, str]) -> Iterator[SheetTable]:
    """What a block shows: its figures, its chart beside the numbers that it draws, and what stands in "
    "words."""
    notes = wrapped((*block.cannot, *block.cautions))
    # What the area typed has no cases behind it, and so no states of answers.
    rested = [figure for figure in block.figures if figure.cannot or total(figure.states)]
    shown = [
        *_charted(
            *(
                block_tables(block),
                figures_table(rested) if rested else None,
                len(rested) < len(block.figures),
            )
        ),
        *([_answerable(block.answerable)] if block.answerable else []),
        *([_contradictions(block.contradictions, references)] if block.contradictions else []),
        *([_events(block.annotations)] if block.annotations else []),
    ]
    if not shown:
        yield SheetTable(title=block.title, notes=notes)
        return
    for place, table in enumerate(shown):
        first, last = place == 0, place == len(shown) - 1
        said = (*table.notes, *(notes if last else ()))
        # One chart a block: of the others the numbers stand in their tables.
        kept = legible(table)
        if not first:
            kept = replace(kept, chart=None, drawn_from=None)
        yield replace(kept, title=block.title if first else table.title, notes=said)


def _charted(drawn: Sequence[SheetTable], stated: SheetTable | None, typed: bool) -> Iterator[SheetTable]:
    """The tables of a block's charts, then what its figures rest on. Shares and medians of files stand there
    too, so that one table is enough for both."""
    first = next(iter(drawn), None)
    if stated is None or typed or first is None or first.chart is None or first.chart.below is None:
        yield from (*drawn, *([stated] if stated else []))
        return
    yield replace(stated, chart=first.chart, drawn_from=replace(first, chart=None))
    yield from (table for table in drawn if table.chart is None or table.chart.below is None)


def wrapped(sentences: Iterable[str]) -> tuple[str, ...]:
    """Sentences as lines that a printed page can hold."""
    return tuple(line for sentence in sentences for line in textwrap.wrap(sentence, _NOTE_LETTERS))


def _answerable(questions: tuple[Answerable, ...]) -> SheetTable:
    verdicts = {
        "now": _("A report can answer it now"),
        "with_work": _("With work"),
        "new_field": _("Needs a new field"),
    }
    words = _places()
    places = [place for place in words if any(each.places.get(place) for each in questions)]
    rows = tuple(
        (
            SheetCell(each.label, Style.LABEL),
            text(verdicts.get(each.verdict, _("Not asked in this audit"))),
            count(each.base),
            *(count(each.places.get(place, ())) for place in places),
            count(each.absent),
            text(each.doing),
        )
        for each in questions
    )
    header = (
        *(_("Planning question"), _("Can our records answer it?"), _("Files")),
        *(words[place] for place in places),
        *(_("Not on file"), _("What to add or link")),
    )
    return SheetTable(header, rows)


def _places() -> dict[str, str]:
    """Where answers are found, in words, the easiest for a report first."""
    return {
        "structured_field": _("A field of the case system"),
        "case_document": _("A document on the case"),
        "maternity": _("Maternity records"),
        "legal_file": _("The legal file"),
        "early_help": _("Early help records"),
        "": _("Where was not noted"),
    }


def _contradictions(found: tuple[Contradiction, ...], references: Mapping[str, str]) -> SheetTable:
    rows = tuple(
        (SheetCell(each.label, Style.LABEL), count(each.cases), text(_named(each.cases, references)))
        for each in found
    )
    return SheetTable((_("Contradiction"), _("Cases"), _("Which")), rows)


def _named(cases: tuple[str, ...], references: Mapping[str, str]) -> str:
    names = sorted(references.get(case, case) for case in cases)
    more = _("and {n} more").format(n=len(names) - _REFERENCE_CASES)
    return ", ".join([*names[:_REFERENCE_CASES], *([more] if len(names) > _REFERENCE_CASES else [])])


def _events(events: tuple[LocalEvent, ...]) -> SheetTable:
    rows = tuple(
        (text(_day(each.date)), text(each.text)) for each in sorted(events, key=lambda each: each.date)
    )
    return SheetTable((_("Date"), _("What happened in the area")), rows)


def _day(iso: str) -> str:
    day = parse_iso(iso)
    return day.words if day else iso


def _definitions(figures: list[Figure]) -> Iterator[SheetTable]:
    """What each figure means, as lines: as columns their long texts would make those of numbers wide."""
    told = tuple(_meaning(figure) for figure in figures if not figure.cannot)
    if told:
        yield SheetTable(title=_("What the figures mean"), notes=wrapped(told))


def _meaning(figure: Figure) -> str:
    parts = (
        figure.definition,
        _("Counted over {what}.").format(what=denominator_words(figure.denominator, by_row=figure.by_row)),
        _("Only where: {population}.").format(population=figure.population) if figure.population else "",
        figure.caution,
        f"{published(figure)}." if published(figure) else "",
    )
    return f"{figure.label}: " + " ".join(part for part in parts if part)
