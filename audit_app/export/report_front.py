"""The two pages in front of a report: what stands out and how sure it is; where practice stands and what is
done. Of messages only what may be told here; of practice a letter and a word, never a colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from audit_app.charts.practice_words import day_words, rag_words
from audit_app.export.message_words import held_words, sure_words
from audit_app.export.message_words import title as message_title
from audit_app.export.practice_tables import PracticeTable, actions_words, now_table, red_table
from audit_app.export.printed import (
    BesideScale,
    GridRow,
    Look,
    NewPage,
    Part,
    PrintedGrid,
    PrintedHeading,
    Prose,
    Scale,
    Together,
)
from audit_app.lines.line import INTERVAL, SHARE, Line
from audit_app.lines.messages import Message, Stand
from audit_app.lines.released import ReleasedBlock
from audit_app.lines.wording import SHARES
from audit_app.results.practice import PracticeAction, PracticeSummary
from audit_app.words import _

_LETTERS_ACROSS = 88


def message_parts(messages: Sequence[Message]) -> Iterator[Part]:
    """Each message under its sentence, with its share on a line that is the same for all of them."""
    if messages:
        about = _("A dot is a share, the bar around it the range in which it lies with 95% confidence.")
        yield Together((PrintedHeading(message_title()), Prose(about, Look.NOTE)))
    held: dict[str, list[str]] = {}
    for n, message in enumerate(messages, start=1):
        if message.held:
            held.setdefault(message.held, []).append(str(n))
            continue
        said, scale = tuple(_said(message)), _scale(message)
        told = (BesideScale(said, scale),) if scale else said
        yield Together((PrintedHeading(f"{n}. {message.sentence}.", level=2), *told))
    for why, numbers in held.items():
        yield Prose(held_words(why, numbers), Look.NOTE)


def _said(message: Message) -> Iterator[Prose]:
    for lead, words in (
        (_("What this means."), message.means),
        (_("What it does not show."), message.not_shown),
    ):
        if words:
            yield Prose(words, Look.NOTE, lead)
    if message.action:
        yield Prose(_done(message.action, message.stand), Look.NOTE, _("What is done."))
    if message.asks:
        yield Prose(message.asks, Look.NOTE)


def _done(view: PracticeAction, stand: Stand) -> str:
    """An action in a sentence: what, by whom, until when, and where it is to lead."""
    action = view.action
    told = (
        action.owner or _("nobody yet"),
        _("due {day}").format(day=day_words(action.due)) if action.due else "",
        _("target {target}").format(target=stand.target) if stand.target else "",
    )
    return f"{action.what.rstrip('.')} ({', '.join(filter(None, told))})."


def _scale(message: Message) -> Scale | None:
    """The share of a message as it is released; None for a median."""
    line = _line(message)
    if line is None or line.scale != SHARES or line.cell(SHARE).hidden:
        return None
    share, around = line.cell(SHARE).value, line.cell(INTERVAL)
    return None if share is None else Scale(share, around.low, around.high, sure_words(share, around))


def _line(message: Message) -> Line | None:
    block = message.block
    rows = block.table.rows if isinstance(block, ReleasedBlock) and block.table else ()
    return next((row for row in rows if row.id == message.figure), None)


def practice_parts(
    practice: PracticeSummary | None, messages: Sequence[Message], stands: Mapping[str, Stand]
) -> Iterator[Part]:
    """How practice beside the messages was rated, what is done, and what was red twice running."""
    if practice is None:
        return
    yield NewPage()
    said = Prose(now_table(practice.board).said, Look.NOTE)
    yield Together((PrintedHeading(_("Where practice stands, and what is done")), said))
    yield from _rated(messages)
    yield from _actions(practice, messages, stands)
    red = red_table(practice.board)
    if red.rows:
        yield from practice_table(red)


def _rated(messages: Sequence[Message]) -> Iterator[Part]:
    """The statements beside the messages, each once."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    for n, message in enumerate(messages, start=1):
        for each in message.statements if not message.held else ():
            words = f"{each.statement.words} ({each.statement.id})"
            found.setdefault(words, (rag_words(each.rating), words, []))[2].append(str(n))
    if found:
        rows = tuple(
            GridRow((", ".join(numbers), rating, words)) for rating, words, numbers in found.values()
        )
        yield PrintedHeading(_("Practice beside the messages"), level=2)
        yield PrintedGrid((_("No."), _("Rated"), _("Statement")), rows, (0.6, 1.2, 7.2), rated=True)


def _actions(
    practice: PracticeSummary, messages: Sequence[Message], stands: Mapping[str, Stand]
) -> Iterator[Part]:
    """Each action with its owner and three numbers, those of messages first."""
    about: dict[str, list[str]] = {}
    for n, message in enumerate(messages, start=1):
        if message.action:
            about.setdefault(message.action.action.id, []).append(str(n))
    ordered = sorted(practice.actions, key=lambda view: about.get(view.action.id, ["~"]))
    rows = tuple(
        GridRow((", ".join(about.get(each.action.id, ())) or "–", *_action(each, stands))) for each in ordered
    )
    yield Together(
        (PrintedHeading(_("What is done"), level=2), Prose(actions_words(practice.actions), Look.NOTE))
    )
    if rows:
        header = (
            *(_("No."), _("Action"), _("Owner (role)"), _("Due"), _("Followed by")),
            *(_("Baseline"), _("Now"), _("Target")),
        )
        yield PrintedGrid(header, rows, (0.65, 2.8, 1.65, 1.2, 1.7, 1.2, 0.75, 0.85))
        words = _("A dash: nobody has said so yet, or the number is not in this output.")
        yield Prose(words, Look.NOTE)


def _action(view: PracticeAction, stands: Mapping[str, Stand]) -> tuple[str, ...]:
    action, stand = view.action, stands.get(view.action.id, Stand(target=view.action.target))
    followed = stand.measure or (view.baseline.label if view.baseline else "")
    due = " ".join((day_words(action.due), _("(overdue)") if view.overdue else "")).strip()
    told = (action.owner or _("Nobody yet"), due, followed)
    numbers = (stand.baseline, stand.now, stand.target)
    return (action.what, *(each or "–" for each in (*told, *numbers)))


def practice_table(table: PracticeTable) -> Iterator[Part]:
    """A table of ratings under its title."""
    said = (Prose(table.said, Look.NOTE),) if table.said else ()
    yield Together((PrintedHeading(table.title, level=2), *said))
    if table.rows:
        widths = _widths((table.columns, *table.rows))
        yield PrintedGrid(table.columns, tuple(map(GridRow, table.rows)), widths, rated=True)


def _widths(lines: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """Columns in letters: room for the longest word, and what is left where there is most to say."""
    columns = list(zip(*lines, strict=True))
    least = [max(len(word) for cell in column for word in (*cell.split(), "")) + 2.5 for column in columns]
    most = [max(map(len, column)) for column in columns]
    more = [max(wanted - room, 0.1) for wanted, room in zip(most, least, strict=True)]
    spare = max(_LETTERS_ACROSS - sum(least), 0)
    return tuple(room + spare * extra / sum(more) for room, extra in zip(least, more, strict=True))
