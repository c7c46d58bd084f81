"""The workbook that may be sent: made of what the disclosure step released, and of nothing else."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit_app.export.changed_words import changed_finding, changed_table, changed_title
from audit_app.export.chart_data import chart_data, legible
from audit_app.export.cover import Provenance, day_words
from audit_app.export.editions import marks, profile_words, titled
from audit_app.export.message_sheets import message_sheets
from audit_app.export.page_sheets import FINDING_LETTERS, sheet_name, wrapped
from audit_app.export.practice_sheets import practice_sheets
from audit_app.export.released_charts import chart_of
from audit_app.export.released_everything import everything
from audit_app.export.released_tables import Placed, parts, released_table, signs
from audit_app.export.shared_cover import shared_cover
from audit_app.export.shared_notes import notes_sheets
from audit_app.export.sheets import Sheet, SheetCell, SheetTable, Style, WorkbookDocument
from audit_app.lines.changed import RoundsChange
from audit_app.lines.messages import Message
from audit_app.lines.released import Released, ReleasedBlock, ReleasedPage
from audit_app.model import AuditInfo
from audit_app.results.practice import PracticeSummary
from audit_app.words import _, tag


def shared_workbook(
    released: Released,
    info: AuditInfo,
    made: Provenance,
    practice: PracticeSummary | None = None,
    messages: Sequence[Message] = (),
    changed: RoundsChange | None = None,
) -> WorkbookDocument:
    """The shared or the restricted edition, described. ValueError for a summary of practice that is meant to
    stay inside."""
    if practice and practice.internal:
        raise ValueError("a shared edition can't hold what must stay inside")
    pages = tuple(_page(released, page) for page in released.pages)
    front = message_sheets(messages)
    charts = chart_data((*front, *pages))
    behind = (everything(released), *notes_sheets(released, made), *charts)
    further = (*_changed(changed), *practice_sheets(practice), *behind)
    sheets = (*front, shared_cover(released, info, made, (*front, *further)), *pages, *further)
    said = marks(released.profile, info)
    return WorkbookDocument(
        title=titled(released.profile, info),
        sheets=tuple(_marked(sheet, said) for sheet in sheets),
        header=" · ".join(said)
        or _("Small numbers are hidden: {rules}").format(rules=profile_words(released.profile)),
        footer=" · ".join(filter(None, (info.name, day_words(made.made)))),
        contents=_("Summary"),
        language=tag(),
    )


def _changed(change: RoundsChange | None) -> Iterator[Sheet]:
    """What changed since the round before, first what moved furthest."""
    if change is None:
        return
    header, rows = changed_table(change)
    yield Sheet(
        _("Rounds"),
        changed_title(change),
        lines=(SheetCell(changed_finding(change), Style.FINDING),),
        tables=(
            *([SheetTable(header, tuple(tuple(map(SheetCell, row)) for row in rows))] if rows else []),
            SheetTable(title=_("To bear in mind"), notes=wrapped(change.cautions)),
        ),
        pages=1,
        widest=46,
    )


def _marked(sheet: Sheet, said: tuple[str, ...]) -> Sheet:
    return replace(sheet, lines=(*(SheetCell(words, Style.WARNING) for words in said), *sheet.lines))


def _page(released: Released, page: ReleasedPage) -> Sheet:
    used = signs(page.blocks)
    key = [f"{sign}: {meaning}" for sign, meaning in released.legend if sign in used]
    return Sheet(
        sheet_name(page),
        page.title,
        lines=(
            SheetCell(page.question, Style.NOTE),
            *(SheetCell(line, Style.FINDING) for line in textwrap.wrap(page.finding, FINDING_LETTERS)),
            *(SheetCell(words, Style.NOTE) for words in wrapped(key)),
        ),
        tables=(
            *(table for block in page.blocks for table in _block(block)),
            SheetTable(title=_("To bear in mind"), notes=wrapped(page.cautions)),
        ),
        pages=1,
        widest=46,
    )


def _block(block: ReleasedBlock) -> Iterator[SheetTable]:
    notes = wrapped((*(block.table.notes if block.table else ()), *block.cannot, *block.cautions))
    tables = [_with_chart(block, title, lines) for title, lines in parts(block)]
    if not tables:
        yield SheetTable(title=block.title, notes=notes or (_("There is nothing here that may be shown."),))
        return
    yield from tables[:-1]
    yield replace(tables[-1], notes=notes)


def _with_chart(block: ReleasedBlock, title: str, lines: tuple[Placed, ...]) -> SheetTable:
    assert block.table
    table = released_table(block.table, lines, title)
    found = chart_of(block.picture, title, lines)
    return legible(replace(table, chart=found[0], drawn_from=found[1])) if found else table
