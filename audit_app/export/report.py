"""The printed report: what the shared workbook says, chosen and set for paper. Made of what the disclosure
step released, and of nothing else.

The report is for a meeting: each page of the audit gives its finding and the parts that lead it; the rest of
its tables stand in the workbook, and the report says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from audit_app.charts.released_marks import crossed
from audit_app.export.changed_words import changed_finding, changed_table, changed_title
from audit_app.export.cover import Provenance, day_words
from audit_app.export.editions import RESTRICTED, marks, profile_words, titled
from audit_app.export.printed import (
    Contents,
    GridRow,
    Look,
    Part,
    Picture,
    Points,
    PrintedDocument,
    PrintedGrid,
    PrintedHeading,
    Prose,
    Together,
)
from audit_app.export.released_grids import released_grid, says_anything, says_share
from audit_app.export.released_tables import signs
from audit_app.export.report_end import end_parts, facts_grid, national_words
from audit_app.export.report_front import message_parts, practice_parts
from audit_app.export.shared_cover import MOST_FINDINGS, says_something
from audit_app.lines.changed import RoundsChange
from audit_app.lines.messages import Message, Stand
from audit_app.lines.pictures import TABLES_ALONE
from audit_app.lines.released import Released, ReleasedBlock, ReleasedPage, ReleasedTable
from audit_app.model import AuditInfo
from audit_app.results.practice import PracticeSummary
from audit_app.words import _, plural, tag

NO_STANDS: Mapping[str, Stand] = MappingProxyType({})
_FEW_PAGES = 6
_MOST_ROWS, _FEW_ROWS = 8, 2  # a table over by a few rows is printed whole
_LEAST_DRAWN = 3  # numbers; of fewer, and of a crossed table, a picture would say no more than the table

_FEW_MESSAGES = 3

_DOTS_PER_INCH = 170
_LETTERS = 8.6  # points; pictures are set as large as they are drawn


def report(
    released: Released,
    info: AuditInfo,
    made: Provenance,
    practice: PracticeSummary | None = None,
    messages: Sequence[Message] = (),
    changed: RoundsChange | None = None,
    stands: Mapping[str, Stand] = NO_STANDS,
    *,
    compressed: bool = True,
) -> bytes:
    """The report as PDF on A4; the same for the same input. Of many pages of the audit each has one part, so
    that the report stays short enough to be read."""
    from audit_app.export.pdf import write_pdf

    if practice and practice.internal:
        raise ValueError("a report can't hold what must stay inside")
    few = len(released.pages) <= _FEW_PAGES
    printed = printed_report(
        *(released, info, made, practice, messages, changed, stands), most=2 if few else 1, definitions=few
    )
    return write_pdf(printed, compressed=compressed)[0]


def printed_report(
    released: Released,
    info: AuditInfo,
    made: Provenance,
    practice: PracticeSummary | None,
    messages: Sequence[Message] = (),
    changed: RoundsChange | None = None,
    stands: Mapping[str, Stand] = NO_STANDS,
    *,
    most: int,
    definitions: bool,
) -> PrintedDocument:
    """The report, described, with `most` parts of each page."""
    drawn: dict[str, Picture] = {}
    said = marks(released.profile, info)
    shown = {page.id: _leading(page, most) for page in released.pages}
    blocks = [block for leading in shown.values() for block in leading]
    return PrintedDocument(
        title=titled(released.profile, info, report=True),
        parts=(
            *_front(released, info, said, messages),
            *practice_parts(practice, messages, stands),
            *_rest_of_front(released, info, made),
            *(part for page in released.pages for part in _page(page, shown[page.id], released, drawn)),
            *_changed(changed),
            *end_parts(released, made, practice, blocks, definitions=definitions),
        ),
        mark=_edition(released),
        foot=" · ".join(filter(None, (info.area, info.round, day_words(made.made)))),
        about=_("What case files say, with small numbers hidden: {rules}").format(
            rules=profile_words(released.profile)
        ),
        language=tag(),
    )


def _edition(released: Released) -> str:
    if released.profile == RESTRICTED:
        return _("Restricted: for the steering group")
    return _("Small numbers hidden")


def _front(
    released: Released,
    info: AuditInfo,
    said: tuple[str, ...],
    messages: Sequence[Message],
) -> Iterator[Part]:
    """The first page: what it is, and what stands out; where few messages can be told, what each page found
    too."""
    yield PrintedHeading(info.name or _("Case file audit"), level=0)
    words = _("What case files say, for those who decide about practice: {n} are counted, each once. {round}")
    which = _("Round: {round}.").format(round=info.round) if info.round else ""
    yield Prose(words.format(n=released.n_cases, round=which).strip())
    for words in said:
        yield Prose(words, Look.WARNING)
    yield from message_parts(messages)
    if sum(not each.held for each in messages) < _FEW_MESSAGES:
        yield from _findings(released)


def _findings(released: Released) -> Iterator[Part]:
    yield PrintedHeading(_("Key findings"))
    told = [page for page in released.pages if says_something(page)]
    for page in told[:MOST_FINDINGS]:
        yield Prose(page.finding, lead=f"{page.title}.")
    silent = "; ".join(page.title for page in released.pages if page not in told)
    if silent:
        words = _("Too few to say anything in a sentence without saying it of one of them: {pages}.")
        yield Prose(words.format(pages=silent), Look.NOTE)


def _rest_of_front(released: Released, info: AuditInfo, made: Provenance) -> Iterator[Part]:
    """Whom it is about, and where the rest stands."""
    yield PrintedHeading(_("What it rests on"))
    yield facts_grid(released, info, made)
    chosen = _("Each page gives the parts that lead it; its other parts stand in the workbook.")
    yield Points((*_always(released), chosen), Look.NOTE)
    yield Contents(_("Contents"))


def _changed(change: RoundsChange | None) -> Iterator[Part]:
    """What changed since the round before, from what is released of both."""
    if change is None:
        return
    header, rows = changed_table(change)
    yield Together((PrintedHeading(changed_title(change)), Prose(changed_finding(change), Look.FINDING)))
    if rows:
        yield PrintedGrid(header, tuple(map(GridRow, rows)), (3.2, 1.8, 1.8, 3.2))
    yield Points(change.cautions, Look.NOTE)


def _always(released: Released) -> tuple[str, ...]:
    """What must be borne in mind on every page, once."""
    every = [set(page.cautions) for page in released.pages]
    common = set.intersection(*every) if len(every) > 1 else set()
    words = dict.fromkeys(words for page in released.pages for words in page.cautions)
    return tuple(each for each in words if each in common)


def _leading(page: ReleasedPage, most: int) -> list[ReleasedBlock]:
    """The parts of a page that are printed: its leads, those that show shares before those that show counts
    alone, else other parts; none that shows no number.
    """
    leads = page.leads
    told = [block for block in page.blocks if block.table and says_anything(block.table.rows)]

    def place(block: ReleasedBlock) -> tuple[bool, bool, int]:
        name = block.id.rpartition(".")[2]
        shares = block.table is not None and says_share(block.table.rows)
        return name not in leads, not shares, leads.index(name) if name in leads else 0

    return sorted(told, key=place)[:most]


def _page(
    page: ReleasedPage, blocks: list[ReleasedBlock], released: Released, drawn: dict[str, Picture]
) -> Iterator[Part]:
    """A section: question, finding, the leading parts, and what it doesn't show."""
    head = (
        PrintedHeading(page.title),
        Prose(page.question, Look.NOTE),
        Prose(page.finding, Look.FINDING),
    )
    first = True
    for block in blocks:
        lead, rest = _block(block, drawn)
        yield Together((*head, *lead) if first else lead)
        yield from rest
        first = False
    if first:
        yield Together(head)
    common = set(_always(released))
    used = signs(blocks)
    points = [f"{sign}: {meaning}" for sign, meaning in released.legend if sign in used]
    points += [words for words in page.cautions if words not in common]
    yield Together((Points(tuple(points), Look.NOTE),))


def _block(
    block: ReleasedBlock, drawn: dict[str, Picture]
) -> tuple[tuple[PrintedHeading | Picture, ...], tuple[Part, ...]]:
    """Title with picture, where there is enough to draw, and the table with its notes, and the published
    figures with their sources."""
    assert block.table
    title = PrintedHeading(block.title, level=2)
    table, grid, more = _shortened(block)
    said = (*block.table.notes, *block.cannot, *block.cautions, *national_words(block.table))
    rest = (grid, Points((*more, *said), Look.NOTE))
    if not _is_drawn(table, block.picture) or crossed(block.table, block.picture):
        return (title,), rest
    if block.id not in drawn:
        drawn[block.id] = _picture(table, block.picture)
    return (title, drawn[block.id]), rest


def _is_drawn(table: ReleasedTable, picture: str) -> bool:
    """Whether a picture would say more than the table below it."""
    told = sum(says_anything([row]) for row in table.rows)
    return picture not in TABLES_ALONE and told >= _LEAST_DRAWN


def _shortened(block: ReleasedBlock) -> tuple[ReleasedTable, PrintedGrid, tuple[str, ...]]:
    """A block's table and grid with the rows that a page has room for, and how many more stand elsewhere."""
    assert block.table
    grid = released_grid(block.table, block.picture)
    if len(grid.rows) <= _MOST_ROWS + _FEW_ROWS:
        return block.table, grid, ()
    # None of them heads rows that are left out.
    kept = next(n for n in range(_MOST_ROWS, 0, -1) if not grid.rows[n - 1].head)
    words = plural(
        "{n} more row stands in the workbook.",
        "{n} more rows stand in the workbook.",
        len(grid.rows) - kept,
    )
    table = replace(block.table, rows=block.table.rows[:kept])
    return table, replace(grid, rows=grid.rows[:kept]), (words,)


def _picture(table: ReleasedTable, picture: str) -> Picture:
    from audit_app.charts.released import draw, reading_words
    from audit_app.charts.theme import Theme

    canvas = draw(table, picture, Theme(font_size=_LETTERS))
    out = io.BytesIO()
    canvas.savefig(out, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None})
    return Picture(
        out.getvalue(), canvas.get_figwidth(), canvas.get_figheight(), reading_words(table, picture)
    )
