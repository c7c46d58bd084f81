"""Lines of figures of every kind as one table, with the columns that they need and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from audit_app.export.sheets import SheetCell, SheetTable, Style, count, number, share, text
from audit_app.lines.line import (
    ERRORS,
    INEXACT,
    INTERVAL,
    MEDIAN,
    OF,
    QUARTILES,
    SHARE,
    STILL,
    SUMMED,
    Line,
    LinePlace,
    N,
)
from audit_app.lines.of_figures import lines_of
from audit_app.lines.wording import SHARES, amount, is_gestation, state_words, unit_name
from audit_app.results.figures import Figure
from audit_app.words import _


@dataclass(frozen=True)
class _Column:
    """A column, which stands only where a line has something in it, or something but nought where it is
    `rare`; `always` where it stands in any case."""

    heading: str
    cell: Callable[[Line], SheetCell]
    always: bool = False
    rare: bool = False

    def says(self, line: Line) -> bool:
        """Whether a line has something here."""
        value = self.cell(line).value
        return value not in (None, "") and not (self.rare and value == 0)


def figures_table(figures: Sequence[Figure]) -> SheetTable:
    """The figures with their counts, denominators and every other state."""
    lines = [line for figure in figures for line in _printed(figure)]
    columns = [each for each in _columns() if each.always or any(each.says(line) for line in lines)]
    return SheetTable(
        tuple(column.heading for column in columns),
        tuple(tuple(column.cell(line) for column in columns) for line in lines),
        title=_("Out of how many, and what the files don't say"),
        notes=(_("A state that has no column holds nobody here; all stand in Everything."),),
    )


def _printed(figure: Figure) -> Iterator[Line]:
    """The lines that say what a figure rests on: the parts of one that has any; but those of a distribution
    rest on one base and its states, and stand beside its chart."""
    lines = tuple(lines_of(figure))
    parted = any(line.place is LinePlace.PART for line in lines)
    left = LinePlace.PART if figure.kind == "distribution" else LinePlace.HEAD if parted else None
    yield from (line for line in lines if line.place is not left)


def words_of(line: Line) -> str:
    """What a line is about beside the measure: the part of the cohort, and the answer, group or rung."""
    own = "" if line.place in (LinePlace.ALONE, LinePlace.HEAD) else line.label
    return " · ".join(words for words in (line.among, own) if words)


def _columns() -> Iterator[_Column]:
    yield _Column(_("Measure"), lambda line: SheetCell(line.above or line.label, Style.LABEL), always=True)
    yield _Column(_("Answer or group"), lambda line: text(words_of(line)))
    yield _Column(_("Count"), _count)
    yield _Column(_("Out of"), _base, always=True)
    yield _Column(_("Share"), lambda line: share(_share(line)))
    yield _Column(_("From"), lambda line: _limit(line, "low"))
    yield _Column(_("To"), lambda line: _limit(line, "high"))
    yield _Column(_("Of the step before"), lambda line: share(_share(line.step) if line.step else None))
    yield _Column(_("Longer than, days"), lambda line: number(line.at))
    yield _Column(_("Still waiting"), lambda line: _cases(line, STILL))
    yield _Column(_("Rate"), lambda line: number(line.cell(SHARE).value if _is_rate(line) else None))
    yield _Column(_("Median"), lambda line: number(line.cell(MEDIAN).value))
    yield _Column(_("Lower quartile"), lambda line: number(line.cell(QUARTILES).low))
    yield _Column(_("Upper quartile"), lambda line: number(line.cell(QUARTILES).high))
    yield _Column(_("Unit"), _unit)
    yield _Column(_("Median in weeks"), _weeks)
    yield _Column(_("Difference"), lambda line: _difference(line, line.cell(SHARE).value))
    yield _Column(_("Difference from"), lambda line: _difference(line, line.cell(INTERVAL).low))
    yield _Column(_("Difference to"), lambda line: _difference(line, line.cell(INTERVAL).high))
    for state, words in state_words().items():
        yield _Column(words, lambda line, state=state: count(line.cases(state)), rare=True)  # type: ignore[misc]
    yield _Column(_("Inexact date"), lambda line: _cases(line, INEXACT), rare=True)
    yield _Column(_("Dates run backwards"), lambda line: _cases(line, ERRORS), rare=True)
    yield _Column(_("Why there is no figure"), lambda line: text(line.cannot))


def _is_rate(line: Line) -> bool:
    return _has_value(line) and line.scale != SHARES


def _is_share(line: Line) -> bool:
    return _has_value(line) and line.scale == SHARES


def _has_value(line: Line) -> bool:
    return SHARE in line.cells and line.place is not LinePlace.DIFFERENCE


def _share(line: Line) -> float | None:
    return line.cell(SHARE).value if _is_share(line) else None


def _cases(line: Line, column: str) -> SheetCell:
    return count(line.cases(column)) if column in line.cells else SheetCell()


def _count(line: Line) -> SheetCell:
    return SheetCell(line.cell(N).value, Style.COUNT) if _has_value(line) or line.typed else SheetCell()


def _base(line: Line) -> SheetCell:
    column = SUMMED if line.size(SUMMED) and not line.size(OF) else OF
    return SheetCell(line.cell(column).value, Style.COUNT)


def _limit(line: Line, end: str) -> SheetCell:
    if line.place is LinePlace.DIFFERENCE:
        return SheetCell()
    limit = getattr(line.cell(INTERVAL), end)
    return number(limit) if _is_rate(line) else share(limit)


def _weeks(line: Line) -> SheetCell:
    if MEDIAN not in line.cells or not is_gestation(line.unit):
        return SheetCell()
    return SheetCell(amount(line.cell(MEDIAN).value, line.unit), Style.NUMBER)


def _difference(line: Line, value: float | None) -> SheetCell:
    if line.place is not LinePlace.DIFFERENCE:
        return SheetCell()
    return share(value) if line.scale == SHARES else number(value)


def _unit(line: Line) -> SheetCell:
    return text(unit_name(line.unit) if MEDIAN in line.cells or _is_rate(line) else "")
