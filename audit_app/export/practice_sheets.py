"""How practice was rated and what is done about it, as sheets: a letter and a word with every colour."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.charts.practice_words import (
    board_words,
    cell_words,
    day_words,
    follow_up_words,
    group_names,
    level_names,
    measured_words,
    rag_words,
    stage_names,
    status_names,
)
from audit_app.export.page_sheets import wrapped
from audit_app.export.sheets import Cell, Sheet, Style, Table, text
from audit_app.model import Rag
from audit_app.results import PracticeAction, PracticeSummary, RatedStatement
from audit_app.words import _, plural

_STYLES = {Rag.RED: Style.RED, Rag.AMBER: Style.AMBER, Rag.GREEN: Style.GREEN}


def practice_sheets(practice: PracticeSummary | None) -> tuple[Sheet, ...]:
    """The sheets of ratings and of actions; none where nobody has rated or planned anything."""
    if practice is None:
        return ()
    return (
        *([_ratings(practice)] if practice.board.dates else []),
        *([_actions(practice)] if practice.actions else []),
    )


def _ratings(practice: PracticeSummary) -> Sheet:
    board = practice.board
    lines = (practice.notice, _("Rated by: {group}.").format(group=group_names()[board.group].lower()))
    return Sheet(
        _("Practice ratings"),
        _("How practice stands against local statements"),
        lines=(
            *(Cell(line, Style.FINDING) for line in wrapped([board_words(board)])),
            *(
                Cell(words, Style.NOTE)
                for line in (*lines, *_held_back(practice))
                for words in wrapped([line])
            ),
        ),
        tables=(
            _statements(practice),
            _over_time(practice),
        ),
        frozen=1,
        widest=70,
    )


def _held_back(practice: PracticeSummary) -> Iterator[str]:
    if practice.held_back:
        yield plural(
            "One text is left out because it names a case or an officer.",
            "{n} texts are left out because they name a case or an officer.",
            practice.held_back,
        )


def _statements(practice: PracticeSummary) -> Table:
    header = (
        *(_("Statement"), _("Stage"), _("About"), _("Rating"), _("Rated"), _("Before"), _("Twice red")),
        *((_("Evidence"),) if practice.internal else ()),
    )
    rows = tuple(
        (*_statement(rated), *([text(rated.now.note if rated.now else "")] if practice.internal else []))
        for rated in practice.board.statements
    )
    return Table(header, rows)


def _statement(rated: RatedStatement) -> tuple[Cell, ...]:
    statement, now, before = rated.statement, rated.now, rated.before
    return (
        Cell(statement.text, Style.LABEL),
        text(stage_names()[statement.stage]),
        text(level_names()[statement.level]),
        _rating(rated.rating),
        text(day_words(now.date) if now else ""),
        _rating(before.rating) if before else text(""),
        text(_("red twice running") if rated.red_twice else ""),
    )


def _rating(rating: Rag) -> Cell:
    return Cell(rag_words(rating), _STYLES.get(rating, Style.TEXT))


def _over_time(practice: PracticeSummary) -> Table:
    """Stage and level by day; each cell says in letters how many statements stood how."""
    board = practice.board
    found = {(cell.stage, cell.level, cell.date): cell for cell in board.cells}
    places = dict.fromkeys((cell.stage, cell.level) for cell in board.cells)
    rows = tuple(
        (
            Cell(f"{stage_names()[stage]}, {level_names()[level].lower()}", Style.LABEL),
            *(
                text(cell_words(found[stage, level, date]) if (stage, level, date) in found else "")
                for date in board.dates
            ),
        )
        for stage, level in places
    )
    return Table((_("Stage and level"), *map(day_words, board.dates)), rows, _("Over time"))


def _actions(practice: PracticeSummary) -> Sheet:
    header = (
        *(_("Action"), _("Why"), _("Owner"), _("Agency"), _("Group"), _("Status"), _("Due")),
        *(_("Measured by"), _("Baseline"), _("Since"), _("Target")),
        *((_("Progress"),) if practice.internal else ()),
    )
    without = _("The figures of an action stand on the page of its measure, as far as they may be shown.")
    return Sheet(
        _("Actions"),
        _("What is done about it"),
        lines=() if practice.internal else (Cell(without, Style.NOTE),),
        tables=(Table(header, tuple(_action(each, practice.internal) for each in practice.actions)),),
        frozen=1,
        widest=26,
    )


def _action(view: PracticeAction, internal: bool) -> tuple[Cell, ...]:
    action = view.action
    status = status_names()[action.status]
    due = day_words(action.due)
    target = ", ".join(filter(None, (action.target, day_words(action.target_date))))
    since = "; ".join(follow_up_words(each) for each in view.follow_ups)
    notes = "; ".join(f"{day_words(each.date)}: {each.text}" for each in view.notes)
    return (
        Cell(action.what, Style.LABEL),
        text(action.why),
        text(action.owner or _("nobody yet")),
        *map(text, (action.agency, action.task_group, status)),
        text(_("{day}, overdue").format(day=due) if view.overdue else due),
        text(view.baseline.label if view.baseline else _("no measure")),
        text(measured_words(view.baseline)),
        text(since),
        text(target),
        *([text(notes)] if internal else []),
    )
