"""Figures of every kind as lines of one table, with the columns that they need and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from audit_app.export.sheets import Cell, Style, Table, count, number, share, text
from audit_app.lines.wording import amount, is_gestation, state_words
from audit_app.results.figures import Figure
from audit_app.words import _


@dataclass(frozen=True)
class Line:
    """One line: the measure that it belongs to, its own words (an answer, a group, a rung), its figure, and
    the same over those who reached the rung before."""

    measure: str
    words: str
    figure: Figure
    step: Figure | None = None


@dataclass(frozen=True)
class _Column:
    """A column, which stands only where a line has something in it, or something but nought where it is
    `rare`; `always` where it stands in any case."""

    heading: str
    cell: Callable[[Line], Cell]
    always: bool = False
    rare: bool = False

    def says(self, line: Line) -> bool:
        """Whether a line has something here."""
        value = self.cell(line).value
        return value not in (None, "") and not (self.rare and value == 0)


def figures_table(figures: Sequence[Figure]) -> Table:
    """The figures with their counts, denominators and every other state."""
    lines = [line for figure in figures for line in lines_of(figure)]
    columns = [each for each in _columns() if each.always or any(each.says(line) for line in lines)]
    return Table(
        tuple(column.heading for column in columns),
        tuple(tuple(column.cell(line) for column in columns) for line in lines),
        title=_("Out of how many, and what the files don't say"),
    )


def lines_of(figure: Figure) -> Iterator[Line]:
    """The lines that a figure fills: itself, its rows, and the part that a published figure is about. The
    answers of a distribution rest on one base and its states, and stand beside its chart.
    """
    if figure.cannot or not figure.rows or figure.kind == "distribution":
        yield Line(figure.label, "", figure)
    else:
        steps = {step.label: step for step in figure.steps}
        for row in figure.rows:
            yield Line(figure.label, row.label, row, steps.get(row.label))
        if figure.kind == "comparison":
            yield Line(figure.label, _("Difference"), figure)
    if figure.subset:
        part = _("of them: {population}").format(population=figure.subset.population)
        for line in lines_of(figure.subset):
            words = " · ".join(each for each in (part, line.words) if each)
            yield Line(figure.label, words, line.figure, line.step)


def _columns() -> Iterator[_Column]:
    yield _Column(_("Measure"), lambda line: Cell(line.measure, Style.LABEL), always=True)
    yield _Column(_("Answer or group"), lambda line: text(line.words))
    yield _Column(_("Count"), _count)
    yield _Column(_("Out of"), _base, always=True)
    yield _Column(_("Share"), lambda line: share(line.figure.proportion))
    yield _Column(_("From"), lambda line: _limit(line, line.figure.low))
    yield _Column(_("To"), lambda line: _limit(line, line.figure.high))
    yield _Column(_("Of the step before"), lambda line: share(line.step.proportion if line.step else None))
    yield _Column(_("Longer than, days"), lambda line: number(line.figure.at if _is_wait(line) else None))
    yield _Column(_("Still waiting"), lambda line: count(line.figure.still) if _is_wait(line) else Cell())
    yield _Column(_("Rate"), lambda line: number(line.figure.rate))
    yield _Column(_("Median"), lambda line: number(line.figure.median))
    yield _Column(_("Lower quartile"), lambda line: number(line.figure.q1))
    yield _Column(_("Upper quartile"), lambda line: number(line.figure.q3))
    yield _Column(_("Unit"), lambda line: text(line.figure.unit if _has_number(line) else ""))
    yield _Column(_("Median in weeks"), _weeks)
    yield _Column(_("Difference"), lambda line: _difference(line, "value"))
    yield _Column(_("Difference from"), lambda line: _difference(line, "low"))
    yield _Column(_("Difference to"), lambda line: _difference(line, "high"))
    yield from _state_columns()
    yield _Column(_("Why there is no figure"), lambda line: text(line.figure.cannot))


def _state_columns() -> Iterator[_Column]:
    for state, words in state_words().items():
        yield _Column(words, lambda line, state=state: count(getattr(line.figure.states, state)), always=True)  # type: ignore[misc]
    yield _Column(_("Inexact date"), lambda line: count(line.figure.inexact), rare=True)
    yield _Column(_("Dates run backwards"), lambda line: count(line.figure.errors), rare=True)


def _is_wait(line: Line) -> bool:
    return line.figure.kind == "wait"


def _has_number(line: Line) -> bool:
    return line.figure.median is not None or line.figure.rate is not None


def _count(line: Line) -> Cell:
    figure = line.figure
    if figure.counted:
        return Cell(figure.counted[0], Style.COUNT)
    return count(figure.numerator) if figure.proportion is not None else Cell()


def _base(line: Line) -> Cell:
    figure = line.figure
    if figure.counted:
        return Cell(figure.counted[1], Style.COUNT)
    return Cell(len(figure.values), Style.COUNT) if figure.values and not figure.base else count(figure.base)


def _limit(line: Line, limit: float | None) -> Cell:
    return number(limit) if line.figure.rate is not None else share(limit)


def _weeks(line: Line) -> Cell:
    figure = line.figure
    if figure.median is None or not is_gestation(figure.unit):
        return Cell(None, Style.NUMBER)
    return Cell(amount(figure.median, figure.unit), Style.NUMBER)


def _difference(line: Line, part: str) -> Cell:
    found = line.figure.difference
    value = getattr(found, part) if found else None
    of_shares = any(row.proportion is not None for row in line.figure.rows)
    return share(value) if of_shares else number(value)
