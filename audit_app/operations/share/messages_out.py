"""The messages in what leaves: typed words as they may leave, and numbers from released lines alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from audit_app.lines.line import OF, Line, N, groups
from audit_app.lines.messages import Message, Stand
from audit_app.lines.released import Released, ReleasedBlock, ReleasedPage
from audit_app.model import Wording
from audit_app.operations.act.actions import actions
from audit_app.operations.act.messages import (
    MOST_LINES,
    Teller,
    measured_number,
    not_shown,
    page_id,
    stand_of,
    tell,
    usual_means,
    usual_sentence,
)
from audit_app.operations.act.ranking import declared, expected_of, line_of, statements_of
from audit_app.operations.act.wordings import wordings
from audit_app.operations.audit import Audit
from audit_app.operations.share.texts import PRINTED, Looking
from audit_app.results.practice import Measured, PracticeAction
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading
    from audit_app.operations.share.wording import Worded

_LETTERS = 8  # of a message's id: enough to tell messages apart
_NO_PICTURES = ("", "answerable", "curves", "matrix", "overlap", "runs")


def messages_in_words(look: Looking, audit: Audit, reading: Reading) -> tuple[Wording, ...]:
    """The chosen messages in the words in which they may leave. A text that nobody looked at, or that was
    left out, is said as if nobody had written one."""
    chosen = wordings(audit)
    found = []
    for n, each in enumerate(chosen, start=1):
        line = line_of(reading, each.figure)
        usual = _usual(audit, reading, line) if line else {}
        said: dict[str, Any] = {
            name: look.say(
                *(f"message.{each.id[:_LETTERS]}.{name}", words.format(n=n), getattr(each, name)),
                instead=usual.get(name, ""),
                formats=PRINTED,
            )
            for name, words in _places().items()
        }
        found.append(replace(each, **said))
    return tuple(found)


def _places() -> dict[str, str]:
    """The texts of a message, each with its place in words."""
    return {
        "words": _("Message {n}, the sentence"),
        "means": _("Message {n}, what it means"),
        "not_shown": _("Message {n}, what it does not show"),
    }


def _usual(audit: Audit, reading: Reading, line: Line) -> dict[str, str]:
    texts = {"means": usual_means(line), "not_shown": not_shown(reading, line.id)}
    escaped = {name: text.replace("{", "{{").replace("}", "}}") for name, text in texts.items()}
    return {"words": usual_sentence(line, declared(expected_of(audit), line.id)), **escaped}


def messages_of(audit: Audit, released: Released, said: Worded) -> tuple[Message, ...]:
    """The messages of an output."""
    teller = _teller(audit, released, said)
    return tuple(tell(each, teller) for each in said.messages)


def stands_of(audit: Audit, released: Released, said: Worded) -> dict[str, Stand]:
    """How each action stands in the numbers of an output, by its id."""
    teller = _teller(audit, released, said)
    return {view.action.id: stand_of(view, teller) for view in said.practice.actions}


def _teller(audit: Audit, released: Released, said: Worded) -> Teller:
    """What was `said` in words that may leave is also what the output was made of, by which it is seen
    whether a figure changed."""
    reading, practice, chosen = said.reading, said.practice, said.messages
    lines = {row.id: row for row in _rows(released)}
    before = {row.id: row for row in _rows(said.before)} if said.before else {}
    inside = {each.action.id: each.baseline for each in actions(audit)}
    expected = expected_of(audit)
    return Teller(
        line=lines.get,
        block=lambda id_, title: _block(released, id_, title),
        why_not=_why_not,
        rated=statements_of(practice.board.statements, expected, [each.figure for each in chosen]),
        actions=practice.actions,
        expected=expected,
        not_shown=lambda id_: not_shown(reading, id_),
        page=lambda id_: page_id(reading, id_),
        begun=lambda view: _begun(view, inside.get(view.action.id), (lines, before)),
        now=lambda id_: line_of(reading, id_),
        internal=False,
    )


def _rows(released: Released) -> Iterator[Line]:
    for page in reversed(released.pages):
        for block in reversed(page.blocks):
            yield from block.table.rows if block.table else ()


def _why_not(line: Line | None) -> str:
    if line is None:
        return _("Held back: its page is not in this output.")
    return _("Held back: a number in it is hidden, so that nobody can be recognised.")


def _begun(view: PracticeAction, baseline: Measured | None, printed: Sequence[Mapping[str, Line]]) -> str:
    """A baseline's number where the very figure that it was taken from is released too, of this round or of
    the one before; else none: the disclosure step of this output knows nothing of where it was counted."""
    if view.baseline is None or baseline is None:
        return ""
    wanted = (baseline.numerator, baseline.denominator)
    found = (lines[view.action.measure] for lines in printed if view.action.measure in lines)
    same = any((each.cell(N).value, each.cell(OF).value) == wanted for each in found)
    return measured_number(baseline) if same else ""


def _block(released: Released, id_: str, title: str) -> ReleasedBlock | None:
    """The released table of a figure, with those beside it as far as there are few, under the message."""
    found = [block for page in released.pages for block in _blocks(page) if _holds(block, id_)]
    drawn = next((block for block in found if block.picture not in _NO_PICTURES), None)
    block = drawn or next(iter(found), None)
    if block is None or block.table is None:
        return None
    rows = block.table.rows
    if len(rows) > MOST_LINES:
        own = next(group for group in groups(rows) if id_ in (group.head.id, *(row.id for row in group.rows)))
        rows = (own.head, *own.rows)
    table = replace(block.table, title=title, rows=rows, notes=())
    picture = block.picture if drawn else "dots"
    return ReleasedBlock(block.id, title, picture, table, block.cautions)


def _blocks(page: ReleasedPage) -> Iterator[ReleasedBlock]:
    yield from (block for block in page.blocks if block.table)


def _holds(block: ReleasedBlock, id_: str) -> bool:
    return block.table is not None and any(row.id == id_ for row in block.table.rows)
