"""Numbers as a table in which every count knows its cases. Made from frozen results, without a window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from audit_app.lines.line import (
    ERRORS,
    INEXACT,
    INTERVAL,
    MEDIAN,
    OF,
    QUARTILES,
    REACH,
    SHARE,
    FigureLines,
    Line,
    LinePlace,
    N,
)
from audit_app.lines.wording import (
    amount,
    counted_words,
    percent,
    seen_words,
    state_words,
    unit_words,
    written,
)
from audit_app.results.figures import Cases
from audit_app.results.pages import GapRow
from audit_app.ui.look import muted, shaded
from audit_app.ui.models.index import NO_INDEX, Index
from audit_app.words import _

BEHIND_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Behind:
    """What a count counts: its name, the cases, and the questions whose answers it rests on."""

    title: str
    cases: Cases
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class CountCell:
    """What stands in a cell; `behind` where it is a count that can be opened, `shade` (0 to 1) how much
    of the whole it is where rows are compared by eye."""

    text: str = ""
    behind: Behind | None = None
    shade: float = 0.0


@dataclass(frozen=True)
class CountsGrid:
    """A table: headings, a label for each row, and the cells. `heads` are rows that head those below them,
    `dimmed` rows whose figure is not to be leaned on, `wordy` columns (from 1) that hold words."""

    headings: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[CountCell, ...], ...]
    heads: frozenset[int] = frozenset()
    dimmed: frozenset[int] = frozenset()
    wordy: frozenset[int] = frozenset()


class GridModel(QAbstractTableModel):
    """A grid. The first column holds the labels; counts carry a `Behind` under `BEHIND_ROLE`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = CountsGrid((), (), ())
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.DemiBold)

    def show(self, grid: CountsGrid) -> None:
        """Show this grid instead."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.grid.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.FontRole and index.row() in self.grid.heads:
            return self._bold
        if role == Qt.ItemDataRole.ForegroundRole and index.row() in self.grid.dimmed:
            return muted(QApplication.palette())
        if index.column() == 0:
            return self.grid.labels[index.row()] if role == Qt.ItemDataRole.DisplayRole else None
        cell = self.grid.rows[index.row()][index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == BEHIND_ROLE:
            return cell.behind
        if role == Qt.ItemDataRole.BackgroundRole and cell.shade:
            return shaded(QApplication.palette(), cell.shade)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column()) | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, cell)
        if role == Qt.ItemDataRole.ToolTipRole and cell.behind is not None:
            return _("Enter or double click opens these cases")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.grid.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section) | Qt.AlignmentFlag.AlignVCenter
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        words = column == 0 or column in self.grid.wordy
        return Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight

    def _spoken(self, index: Index, cell: CountCell) -> str:
        heading = self.grid.headings[index.column()].replace("\n", " ")
        return f"{self.grid.labels[index.row()]}, {heading}: {cell.text}"


def figure_grid(group: FigureLines, questions: tuple[str, ...] = ()) -> CountsGrid:
    """A figure as a table: what was found, out of how many, and each state that the records left."""
    head, amounts = group.head, is_amount(group.head)
    found = (*_found(group), *_base(head), *_left_out(head))
    labels = tuple(label for label, _cells in found)
    cells = tuple(
        tuple(_opened(cell, f"{head.label}: {label}", questions) for cell in row) for label, row in found
    )
    counted = counted_words(head.per)
    if amounts:
        return CountsGrid(("", unit_words(head.unit).capitalize(), counted), labels, cells)
    return CountsGrid(("", counted, _("Share"), _("95% interval")), labels, cells)


_Row = tuple[str, tuple[Cases | str, ...]]  # a label; counted cases, or words


def _opened(cell: Cases | str, title: str, questions: tuple[str, ...]) -> CountCell:
    return CountCell(cell) if isinstance(cell, str) else count_cell(title, cell, questions)


def is_amount(line: Line) -> bool:
    """Whether a line is read by its median, and has no count of its own."""
    return line.place is LinePlace.ALONE and N not in line.cells


def _found(group: FigureLines) -> Iterator[_Row]:
    head = group.head
    if is_amount(head):
        yield from _amounts(head)
    elif head.place is LinePlace.ALONE:
        label = _("Evidenced") if head.denominator == "practice" else _("Yes")
        yield label, (head.cases(N), percent(head.cell(SHARE).value), interval_reach(head))
    for row in group.parts:
        yield row.label, (row.cases(N), percent(row.cell(SHARE).value), interval_reach(row))


def _amounts(head: Line) -> Iterator[_Row]:
    yield _("Median"), (amount(head.cell(MEDIAN).value, head.unit), "")
    for label, column in ((_("Middle half"), QUARTILES), (_("Least to most"), REACH)):
        cell = head.cell(column)
        yield label, (f"{amount(cell.low, head.unit)} – {amount(cell.high, head.unit)}", "")


def _base(head: Line) -> Iterator[_Row]:
    practice = head.denominator == "practice"
    words = seen_words(head.per) if practice else _("Out of known")
    yield _counted(head, _("Counted") if is_amount(head) else words, OF)


def _left_out(head: Line) -> Iterator[_Row]:
    left = {INEXACT: _("Left out: date not exact"), ERRORS: _("Left out: dates run backwards")}
    for column, words in {**state_words(), **left}.items():
        if column != "known" and head.cases(column):
            yield _counted(head, words, column)


def _counted(head: Line, label: str, column: str) -> _Row:
    """Counts stand in the last column beside amounts, else in the first."""
    return label, ("", head.cases(column)) if is_amount(head) else (head.cases(column), "", "")


def interval_reach(line: Line) -> str:
    """The limits of a line's interval; empty without one."""
    cell = line.cell(INTERVAL)
    if cell.low is None or cell.high is None:
        return ""
    return f"{written(cell.low, line.scale)} – {written(cell.high, line.scale)}"


def reach_words(line: Line, column: str) -> str:
    """From one amount to another; a dash where there is none."""
    cell = line.cell(column)
    return "–" if cell.low is None else f"{amount(cell.low, line.unit)} – {amount(cell.high, line.unit)}"


def count_cell(title: str, cases: Cases, questions: tuple[str, ...] = ()) -> CountCell:
    """A count that opens its cases; one of nobody opens nothing."""
    return CountCell(str(len(cases)), Behind(title, cases, questions) if cases else None)


def stages() -> dict[str, str]:
    """The columns of the gap analysis, by field of `GapRow`."""
    return {
        "cases_with_need": _("Need\nnow"),
        "offered": _("Offered or\nin place"),
        "accepted": _("Accepted"),
        "started": _("Started"),
        "completed": _("Completed"),
        "declined": _("Declined"),
        "considered_not_offered": _("Considered,\nnot offered"),
        "no_offer_found": _("No offer\nfound"),
        "unclear": _("Records\nconflict"),
        "not_recorded": _("Not in\nthe file"),
        "source_not_seen": _("Record not\nopened"),
        "not_looked_at": _("Not\nlooked at"),
        "suspected": _("Suspected\nneed"),
    }


def gaps_grid(rows: tuple[GapRow, ...], needs: Mapping[str, tuple[str, ...]]) -> CountsGrid:
    """Needs by what was done about them; `needs` gives the questions each rests on. What was done for
    nobody is a dot."""
    return _stages_grid(rows, [stage for stage in stages() if stage not in _OPEN], needs, shade=True)


def open_needs_grid(rows: tuple[GapRow, ...], needs: Mapping[str, tuple[str, ...]]) -> CountsGrid:
    """What the files leave open about each need, and needs only suspected; what is nobody's has no row or
    column."""
    shown = tuple(row for row in rows if any(getattr(row, stage) for stage in _OPEN))
    columns = [stage for stage in _OPEN if any(getattr(row, stage) for row in shown)]
    return _stages_grid(shown, columns, needs)


_OPEN = ("unclear", "not_recorded", "source_not_seen", "not_looked_at", "suspected")


def _stages_grid(
    rows: tuple[GapRow, ...],
    columns: Sequence[str],
    needs: Mapping[str, tuple[str, ...]],
    *,
    shade: bool = False,
) -> CountsGrid:
    words = stages()
    cells = tuple(tuple(_stage(row, each, words[each], needs, shade) for each in columns) for row in rows)
    return CountsGrid(
        (_("Need"), *(words[each] for each in columns)), tuple(row.label for row in rows), cells
    )


def _stage(
    row: GapRow, stage: str, words: str, needs: Mapping[str, tuple[str, ...]], shade: bool
) -> CountCell:
    cases = getattr(row, stage)
    if not cases:
        return CountCell("·")
    cell = count_cell(f"{row.label}: {words.replace(chr(10), ' ')}", cases, needs.get(row.id, ()))
    return replace(cell, shade=min(len(cases) / max(len(row.cases_with_need), 1), 1) if shade else 0.0)


def reasons_grid(
    rows: tuple[GapRow, ...], field: str, heading: str, needs: Mapping[str, tuple[str, ...]]
) -> CountsGrid:
    """Reasons (`decline_reasons` or `not_offered_reasons`) by need, those given at all."""
    lines = [(row, reason, cases) for row in rows for reason, cases in getattr(row, field).items() if cases]
    cells = tuple(
        (CountCell(reason), count_cell(f"{row.label}: {reason}", cases, needs.get(row.id, ())))
        for row, reason, cases in lines
    )
    labels = tuple(row.label for row, _reason, _cases in lines)
    return CountsGrid((_("Need"), heading, _("Cases")), labels, cells, wordy=frozenset({1}))
