"""The messages as the first sheet of a workbook: each with its picture, titled by its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit_app.export.block_charts import block_tables
from audit_app.export.chart_data import legible
from audit_app.export.line_tables import figures_table
from audit_app.export.message_words import action_header, action_row, held_words, rated_rows, title
from audit_app.export.page_sheets import wrapped
from audit_app.export.practice_sheets import rated_cell
from audit_app.export.released_charts import chart_of
from audit_app.export.released_tables import parts, released_table
from audit_app.export.sheets import Sheet, SheetCell, SheetTable, text
from audit_app.lines.messages import Message
from audit_app.lines.released import ReleasedBlock
from audit_app.results.pages import Block
from audit_app.words import _


def message_sheets(messages: Sequence[Message]) -> tuple[Sheet, ...]:
    """The sheet; none where nobody has chosen messages."""
    if not messages:
        return ()
    tables = [table for n, each in enumerate(messages, start=1) for table in _tables(each, n)]
    return (Sheet(title(), title(), tables=tuple(tables), pages=2, widest=46),)


def _tables(message: Message, n: int) -> Iterator[SheetTable]:
    if message.held:
        yield SheetTable(title=held_words(message.held, [str(n)]))
        return
    said = (
        _("What this means: {words}").format(words=message.means) if message.means else "",
        _("What it does not show: {words}").format(words=message.not_shown) if message.not_shown else "",
        message.asks,
    )
    drawn = [_told(replace(each, title=""), message) for each in _drawn(message)]
    first, *rest = drawn or [SheetTable()]
    yield replace(first, title=f"{n}. {message.sentence}", notes=())
    yield from rest
    yield SheetTable(notes=wrapped(filter(None, said)))
    if message.statements:
        rows = tuple((rated_cell(rating), text(words)) for rating, words in rated_rows(message))
        yield SheetTable((_("Practice, as rated"), _("Statement")), rows)
    if message.action:
        yield SheetTable(action_header(), (tuple(map(SheetCell, action_row(message))),))


def _drawn(message: Message) -> Iterator[SheetTable]:
    """The numbers of a message with their chart; the chart's title is the sentence."""
    block = message.block
    if isinstance(block, Block):
        tables = block_tables(block) or (figures_table(block.figures),)
        yield from tables
    elif isinstance(block, ReleasedBlock) and block.table:
        for _title, lines in parts(block):
            table = released_table(block.table, lines, "")
            found = chart_of(block.picture, message.sentence, lines)
            yield replace(table, chart=found[0], drawn_from=found[1]) if found else table


def _told(table: SheetTable, message: Message) -> SheetTable:
    """As legible as others; the chart's title stays the sentence."""
    return _titled(legible(table), message.sentence)


def _titled(table: SheetTable, sentence: str) -> SheetTable:
    return replace(table, chart=replace(table.chart, title=sentence)) if table.chart else table
