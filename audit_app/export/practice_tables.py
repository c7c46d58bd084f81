"""Ratings and actions as tables of words, for whatever prints them: workbooks, the report, the window.

An edition that leaves the program is told by its `PracticeSummary`, which then holds nothing that must stay
inside; the columns for it are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.charts.practice_words import (
    board_words,
    cell_words,
    day_words,
    follow_up_words,
    group_names,
    letters,
    level_names,
    measured_words,
    moved_words,
    rag_names,
    rag_words,
    status_names,
)
from audit_app.model import Rag, RaterGroup
from audit_app.results.practice import Board, PracticeAction, PracticeSummary, RatedStatement
from audit_app.words import _, plural


@dataclass(frozen=True)
class PracticeTable:
    """A table whose cells are words. `said` stands above it; without rows that is all there is."""

    id: str
    title: str
    said: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def practice_tables(summary: PracticeSummary) -> tuple[PracticeTable, ...]:
    """Where practice stands, over time, each statement, what was red twice running, the actions."""
    tables = (
        now_table(summary.board),
        time_table(summary.board),
        statement_table(summary),
        red_table(summary.board),
        action_table(summary),
    )
    return tuple(table for table in tables if table.rows or table.id in ("practice_now", "practice_actions"))


def now_table(board: Board) -> PracticeTable:
    """Stage by level, as it stands after the latest date: every statement in one of the counts."""
    ratings = tuple(Rag)
    headings = tuple(f"{letters()[each]}  {rag_names()[each]}" for each in ratings)
    rows = tuple(
        (
            board.stages[cell.stage],
            level_names()[cell.level],
            *(str(len(cell.counts.get(each, ()))) for each in ratings),
            str(sum(map(len, cell.counts.values()))),
        )
        for cell in board.cells
        if cell.date == board.dates[-1]
    )
    date = day_words(board.dates[-1]) if board.dates else ""
    return PracticeTable(
        "practice_now",
        _("Where practice stands, {date}").format(date=date) if date else _("Where practice stands"),
        _("{group}: {board}").format(group=group_names()[board.group], board=board_words(board)),
        (_("Stage"), _("Level"), *headings, _("Statements")),
        rows,
    )


def time_table(board: Board) -> PracticeTable:
    """Stage by level, a column a date; a rating stands until the next."""
    places = list(dict.fromkeys((cell.stage, cell.level) for cell in board.cells))
    by_place = {(cell.stage, cell.level, cell.date): cell_words(cell) for cell in board.cells}
    return PracticeTable(
        "practice_over_time",
        _("Practice over time"),
        _("A rating stands until its statement is rated again; moves are those since the rating before."),
        (_("Stage"), _("Level"), *map(day_words, board.dates)),
        tuple(
            (
                board.stages[stage],
                level_names()[level],
                *(by_place[stage, level, day] for day in board.dates),
            )
            for stage, level in places
        ),
    )


def statement_table(summary: PracticeSummary) -> PracticeTable:
    """Every statement with its latest rating by each group, once there is any; in the internal edition the
    evidence."""
    groups = [
        group
        for group in RaterGroup
        if any(said.group == group for each in summary.board.statements for said in each.groups)
    ]
    evidence = (_("Evidence"),) if summary.internal else ()
    return PracticeTable(
        "practice_statements",
        _("Statements and ratings"),
        summary.notice,
        (
            _("Id"),
            _("Stage"),
            _("Level"),
            _("Statement"),
            *(group_names()[each] for each in groups),
            *evidence,
        ),
        tuple(
            _statement_row(each, groups, internal=summary.internal)
            for each in summary.board.statements
            if groups
        ),
    )


def red_table(board: Board) -> PracticeTable:
    """What was red at its two latest ratings."""
    return PracticeTable(
        "practice_red_twice",
        _("Red twice running"),
        "",
        (_("Id"), _("Stage"), _("Statement"), _("Rated")),
        tuple(
            (
                each.statement.id,
                each.stage,
                each.statement.words,
                ", ".join(day_words(said.date) for said in (each.before, each.now) if said),
            )
            for each in board.red_twice
        ),
    )


def action_table(summary: PracticeSummary) -> PracticeTable:
    """The actions with baseline and follow-up side by side; progress in the internal edition."""
    progress = (_("Progress"),) if summary.internal else ()
    columns = (
        *(_("Action"), _("Why"), _("Statements"), _("Stage"), _("Owner (role)"), _("Group"), _("Status")),
        *(_("Start"), _("Due"), _("Measure"), _("Baseline"), _("Follow-up"), _("Target"), *progress),
    )
    return PracticeTable(
        "practice_actions",
        _("Actions"),
        actions_words(summary.actions),
        columns,
        tuple(_action_row(each, internal=summary.internal) for each in summary.actions),
    )


def actions_words(actions: tuple[PracticeAction, ...]) -> str:
    """How many actions there are, and what is missing or late."""
    if not actions:
        return _("No action is kept yet.")
    missing = (
        (_("{n} without an owner"), sum(each.without_owner for each in actions)),
        (_("{n} without a measure"), sum(each.without_measure for each in actions)),
        (_("{n} overdue"), sum(each.overdue for each in actions)),
    )
    parts = [plural("{n} action", "{n} actions", len(actions)), *(words.format(n=n) for words, n in missing)]
    return ", ".join(parts) + "."


def _statement_row(rated: RatedStatement, groups: list[RaterGroup], *, internal: bool) -> tuple[str, ...]:
    said = {each.group: each for each in rated.groups}
    about = rated.statement
    ratings = (
        moved_words(rated)
        if rated.now and rated.now.group == group
        else rag_words(said[group].rating if group in said else Rag.NOT_RATED)
        for group in groups
    )
    notes = "\n".join(f"{group_names()[each.group]}: {each.note}" for each in rated.groups if each.note)
    row = (about.id, rated.stage, level_names()[about.level], about.text, *ratings)
    return (*row, notes) if internal else row


def _action_row(view: PracticeAction, *, internal: bool) -> tuple[str, ...]:
    action = view.action
    status = status_names()[action.status] + (f" ({_('overdue')})" if view.overdue else "")
    target = " · ".join(part for part in (action.target, day_words(action.target_date)) if part)
    progress = "\n".join(f"{day_words(note.date)}: {note.text}" for note in view.notes)
    row = (
        *(action.what, action.why, ", ".join(action.statements), view.stage),
        " · ".join(_owner(view)),
        action.task_group,
        status,
        *(day_words(action.start), day_words(action.due)),
        view.baseline.label if view.baseline else action.measure or _("None yet"),
        measured_words(view.baseline),
        "\n".join(follow_up_words(each) for each in view.follow_ups),
        target,
    )
    return (*row, progress) if internal else row


def _owner(view: PracticeAction) -> Iterator[str]:
    yield view.action.owner or _("Nobody yet")
    if view.action.agency:
        yield view.action.agency
