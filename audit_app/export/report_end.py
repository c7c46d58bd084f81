"""What stands behind the pages of a report: practice by stage, what was hidden, method, definitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit_app.export.cover import Provenance
from audit_app.export.practice_tables import now_table
from audit_app.export.printed import GridRow, Look, Part, Points, PrintedGrid, PrintedHeading, Prose, Together
from audit_app.export.released_grids import says_anything
from audit_app.export.report_front import practice_table
from audit_app.export.shared_cover import facts
from audit_app.export.shared_notes import (
    cases_words,
    estimator_words,
    hiding_counts,
    legend,
    made_with_words,
)
from audit_app.lines.line import Line
from audit_app.lines.released import Released, ReleasedBlock, ReleasedTable
from audit_app.model import AuditInfo
from audit_app.results.figures import National
from audit_app.results.practice import PracticeSummary
from audit_app.words import _


def facts_grid(released: Released, info: AuditInfo, made: Provenance) -> PrintedGrid:
    """What the report rests on, as names and words."""
    rows = (tuple(str(cell.value) for cell in row) for row in facts(released, info, made))
    told = tuple(GridRow(cells, head=True) for cells in rows if cells[1] != "–")
    return PrintedGrid(("", ""), told, (1.2, 5.0))


def national_words(table: ReleasedTable) -> tuple[str, ...]:
    """The published figures of a table in a line each; their populations and sources stand at the end."""
    found = dict.fromkeys(
        words.format(
            label=national.label, value=_value(national), country=national.country, period=national.period
        )
        for row in table.rows
        for national, words in (
            (row.national, _("Published, set beside it: {label}: {value} ({country}, {period}).")),
            (row.quoted, _("Published, only quoted: {label}: {value} ({country}, {period}).")),
        )
        if national
    )
    return tuple(found)


def end_parts(
    released: Released,
    made: Provenance,
    practice: PracticeSummary | None,
    blocks: list[ReleasedBlock],
    *,
    definitions: bool,
) -> Iterator[Part]:
    """Practice by stage, what was hidden and why, published figures, method, and what the printed figures
    mean."""
    rows = [row for block in blocks if block.table for row in block.table.rows]
    if practice and practice.board.cells:
        yield from practice_table(now_table(practice.board))
        yield Prose(_("Each statement with its ratings stands in the workbook."), Look.NOTE)
        yield Prose(practice.notice, Look.NOTE)
    yield from _hidden(released)
    yield from _published(rows)
    yield PrintedHeading(_("How the figures were made"))
    points = (*cases_words(released), *estimator_words(released), *made_with_words(made))
    yield Points(points, Look.NOTE)
    if definitions:
        yield from _definitions(rows)
    else:
        yield Prose(_("What each figure means stands in the workbook."), Look.NOTE)


def _hidden(released: Released) -> Iterator[Part]:
    counts = hiding_counts(released.summary)
    whole = max(released.summary.n_counts, 1)
    rows = tuple(GridRow((words, f"{n:,}", f"{n / whole:.0%}")) for words, n in counts)
    cells = (tuple(str(cell.value) for cell in row) for row in legend(released))
    yield Together(
        (
            PrintedHeading(_("What was hidden, how and why")),
            PrintedGrid((_("How much"), _("Numbers"), _("Of all")), rows, (5.0, 1.0, 1.0), numbers=True),
        )
    )
    yield Points(released.rules, Look.NOTE)
    yield PrintedGrid(
        (_("What stands in a table"), _("What it means")), tuple(map(GridRow, cells)), (1.4, 5.0)
    )


def _published(rows: Iterable[Line]) -> Iterator[Part]:
    found: dict[str, GridRow] = {}
    for row in rows:
        for national, how in ((row.national, _("set beside")), (row.quoted, _("quoted"))):
            if national:
                about = f"{national.population}; {national.country}, {national.period}"
                cells = (national.label, _value(national), how, about, national.source)
                found.setdefault(national.id, GridRow(cells))
    if found:
        words = _(
            "One is set beside ours where it is about the same group and defined alike, else only quoted."
        )
        header = (_("Figure"), _("Value"), _("How"), _("About whom, where and when"), _("Source"))
        grid = PrintedGrid(header, tuple(found.values()), (2.6, 1.1, 1.0, 2.6, 2.7))
        yield Together((PrintedHeading(_("Published figures")), Prose(words, Look.NOTE), grid))


def _value(national: National) -> str:
    unit = national.unit if national.unit.startswith("%") else f" {national.unit}"
    return f"{national.value}{unit}".strip()


def _definitions(rows: Iterable[Line]) -> Iterator[Part]:
    """What each printed figure means; those that mean the same together."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.definition and says_anything([row]):
            found.setdefault(row.definition, {})[row.label] = None
    if found:
        yield PrintedHeading(_("What the figures mean"))
    for definition, labels in found.items():
        yield Prose(definition, Look.NOTE, lead=f"{'; '.join(labels)}:")
