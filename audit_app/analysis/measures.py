"""A declared measure and a cohort in, a frozen figure out.

Each measure reads the rows of its question and counts *units* with them: cases, or the rows themselves where
`rows` is `each`. The states of the answer are never merged: a fact is counted over the units where it is
known, practice over those whose source was seen (known, not recorded or unclear), and every other state
stands beside the figure. Each unit belongs to the measure's population, does not belong (*doesn't apply*), or
nobody can tell (*can't tell*), by its own answers alone. A measure of the time between two dates reads that
as if it were the question's own number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from audit_app.analysis.cells import (
    KNOWN,
    NOT_APPLICABLE,
    NOT_ASKED,
    NOT_RECORDED,
    POPULATION_UNKNOWN,
    UNCLEAR,
    Bools,
    Cells,
    Codes,
    Unit,
    pick,
    states,
)
from audit_app.analysis.conditions import in_words
from audit_app.analysis.curves import with_curve
from audit_app.analysis.declared import Measure
from audit_app.analysis.design import design_of
from audit_app.analysis.frames import Frame
from audit_app.analysis.membership import without_rows
from audit_app.analysis.populations import FAILS, HOLDS, UNKNOWN, judge
from audit_app.analysis.published import beside, comparable
from audit_app.analysis.settling import in_band, meets, settled
from audit_app.analysis.spans import span
from audit_app.analysis.summaries import greyed, with_share, with_summary
from audit_app.analysis.wait_shares import followed, with_share_at
from audit_app.analysis.waits import one_for_each, read_waits, with_waits
from audit_app.results.figures import (
    KINDS,
    Cases,
    Distribution,
    Duration,
    Figure,
    National,
    Number,
    Proportion,
    Wait,
    as_kind,
)
from audit_app.results.inputs import CohortInput
from audit_app.results.pages import Cohort, Profile
from audit_app.words import _

__all__ = ["figure", "figures", "profile", "with_share", "with_summary"]


def profile(
    cohort: CohortInput,
    measures: Sequence[Measure],
    heading: Cohort,
    nationals: Mapping[str, National] | None = None,
) -> Profile:
    """The cohort profile: every measure, in the order of the sheet."""
    return Profile(tuple(figures(Frame(cohort), measures, nationals)), heading)


def figures(
    frame: Frame, measures: Iterable[Measure], nationals: Mapping[str, National] | None = None
) -> Iterator[Figure]:
    """The figure of each measure; made one by one, so that a caller can show progress."""
    for measure in measures:
        yield figure(frame, measure, nationals)


def figure(
    frame: Frame,
    measure: Measure,
    nationals: Mapping[str, National] | None = None,
    within: Bools | None = None,
) -> Figure:
    """One measure's figure; the national figures it names are found in `nationals` by id. With `within` (a
    mask over the frame's cases) it is about those cases alone.

    A national figure about a part of the cohort stands beside the same figure over that part (`subset`), and
    is quoted where there is no such part.
    """
    if within is not None:
        frame = frame.part(within)

    def part(national: National) -> Figure:
        population = measure.population + measure.part_of(national)
        return _figure(frame, replace(measure, id=f"{measure.id}.national", population=population))

    return beside(
        _figure(frame, measure),
        nationals or {},
        frame.cohort.cuts.country,
        comparable(measure.quantity, measure.compared_with),
        drawn=measure.national,
        quoted=measure.quoted,
        part=part if measure.national_population or measure.national_age else None,
    )


def proportion(frame: Frame, measure: Measure) -> Proportion:
    """A measure of kind `proportion`, as its figure."""
    made = figure(frame, measure)
    assert isinstance(made, Proportion)
    return made


def distribution(frame: Frame, measure: Measure) -> Distribution:
    """A measure of kind `distribution`, as its figure."""
    made = figure(frame, measure)
    assert isinstance(made, Distribution)
    return made


@dataclass(frozen=True)
class _Reading:
    """The rows a measure reads: the unit each counts for, its state there, and whether its answer can be
    counted.
    """

    cells: Cells
    code: Codes
    unit: Codes
    usable: Bools
    never: Bools
    wrong: Bools
    ids: pd.Index[str]
    empty: Codes

    @property
    def vague(self) -> Bools:
        """Which rows are known, but not exactly enough to count."""
        found: Bools = (self.code == KNOWN) & ~self.cells.exact & ~self.wrong & ~self.usable & ~self.never
        return found

    def any(self, rows: Bools) -> Bools:
        """Which units have such a row."""
        found: Bools = np.zeros(len(self.ids), dtype=bool)
        found[self.unit[rows]] = True
        return found

    def pick(self, rows: Bools) -> Cases:
        """The ids of the units that have such a row."""
        return pick(self.ids, self.any(rows))

    def smallest(self) -> tuple[list[float], list[str]]:
        """The number of each unit that has one, and its case; of several rows the smallest."""
        numbers = pd.Series(self.cells.numbers()[self.usable]).groupby(self.unit[self.usable]).min()
        return numbers.tolist(), self.ids[numbers.index].tolist()

    def unit_codes(self) -> Codes:
        """Each unit's state: the first in the order of states among its rows; without rows, the reason."""
        codes = np.full(len(self.ids), NOT_ASKED)
        np.minimum.at(codes, self.unit, self.code)
        without = np.ones(len(self.ids), dtype=bool)
        without[self.unit] = False
        return np.where(without, self.empty, codes)


def _figure(frame: Frame, measure: Measure) -> Figure:
    frame = frame.files if measure.per == "baby" else frame.pregnancies
    return greyed(_made(frame, measure, _read(frame, measure)), frame.cohort.cuts.greyed_above)


def _made(frame: Frame, measure: Measure, reading: _Reading) -> Figure:
    codes = reading.unit_codes()
    usable = reading.any(reading.usable | reading.never)
    if measure.kind == "proportion":  # a row that is open may be the one that counts
        usable &= ~reading.any(reading.vague) | reading.any(reading.usable & meets(measure, reading.cells))
    silent = np.logical_and(codes == KNOWN, ~usable)
    seen = np.isin(codes, (UNCLEAR, NOT_RECORDED))
    base = pick(reading.ids, usable | seen if _over_files(measure) else usable)
    result = KINDS[measure.kind](
        id=measure.id,
        label=measure.label,
        denominator=measure.denominator,
        states=states(reading.ids, codes),
        base=base,
        unit=measure.printed_unit,
        inexact=pick(reading.ids, silent & reading.any(reading.vague)),
        errors=pick(reading.ids, silent & reading.any(reading.wrong)),
        section=measure.section,
        definition=measure.definition,
        per=measure.per,
        caution=measure.caution,
        population=in_words(measure.population, frame.cohort.variables),
        page=measure.page,
    )
    match result:
        case Proportion():
            return with_share(result, reading.pick(reading.usable & meets(measure, reading.cells)))
        case Distribution():
            return replace(result, rows=_lines(frame, measure, reading, result))
        case Wait():
            return _waited(frame, measure, reading, result)
        case Number() | Duration():
            return with_summary(result, *reading.smallest())
    raise TypeError(f"a measure makes no {measure.kind}")


def _over_files(measure: Measure) -> bool:
    """Whether the denominator is the files whose source was seen; numbers are summed up only where known."""
    return measure.denominator == "practice" and measure.kind in ("proportion", "distribution")


def _within_days(measure: Measure) -> bool:
    """Whether a measure is about what was done within a time."""
    return _over_files(measure) and measure.kind == "proportion" and bool(measure.bounds)


def _waited(frame: Frame, measure: Measure, reading: _Reading, result: Wait) -> Wait:
    waits = read_waits(frame, measure)
    rows = np.flatnonzero(reading.usable)
    rows = rows[one_for_each(reading.unit[rows], reading.cells.numbers()[rows], waits.ended[rows])]
    times = (reading.cells.numbers()[rows], waits.ended[rows])
    ids = reading.ids.to_numpy()[reading.unit[rows]]
    design = frame.kept(("design",), lambda: design_of(frame.cohort.sampled))
    found = followed(measure, ids, *times, waits.entry[rows])
    result = with_share_at(with_waits(result, measure, ids, *times), measure, found, design)
    return with_curve(result, measure, frame.variable(measure.begins).label, found, design)


def _cells(frame: Frame, measure: Measure) -> Cells:
    """What a measure reads: the question's answers, or the time up to it."""
    if measure.kind == "wait":
        return read_waits(frame, measure).cells
    return span(frame, measure) if measure.begins else frame.cells(measure.question)


def _read(frame: Frame, measure: Measure) -> _Reading:
    cells = _cells(frame, measure)
    outcome = judge(frame, measure.population, cells.unit)
    code = _membership(outcome, cells.code)
    chosen = _chosen(frame, measure, cells)
    # What never came didn't come within so many days either: practice that the file says was not done.
    never = chosen & (outcome == HOLDS) & (cells.code == NOT_APPLICABLE) & _within_days(measure)
    code = np.where(never, KNOWN, code)
    each = measure.rows == "each"
    owner = cells.unit.owner
    answered = cells.exact & (code == KNOWN) & chosen
    numbers = cells.numbers() if measure.numeric else np.zeros(len(code))
    wrong = answered & (numbers < 0) if measure.waits else np.zeros(len(code), dtype=bool)
    return _Reading(
        cells=cells,
        code=np.where(chosen, code, NOT_ASKED),
        unit=np.arange(len(owner)) if each else owner,
        usable=(answered & ~wrong & ~np.isnan(numbers))
        | ((code == KNOWN) & chosen & settled(measure, cells)),
        never=never,
        wrong=wrong | ((code == KNOWN) & chosen & cells.is_wrong),
        ids=frame.ids[owner] if each else frame.ids,
        empty=cells.code if each else _empty(frame, measure, cells.unit),
    )


def _membership(outcome: Codes, code: Codes) -> Codes:
    """The states of units of which a condition says whether they belong: those that don't belong, and those
    of which nobody can tell, whatever is said of them. What was not put stays that."""
    code = np.where((outcome == FAILS) & (code != NOT_ASKED), NOT_APPLICABLE, code)
    open_ones = (outcome == UNKNOWN) & (code != NOT_APPLICABLE) & (code != NOT_ASKED)
    return np.where(open_ones, POPULATION_UNKNOWN, code)


def _empty(frame: Frame, measure: Measure, unit: Unit) -> Codes:
    """The states of cases without a row of the measure's repeat."""
    if not unit.repeat:
        return np.full(len(frame.ids), NOT_ASKED)
    return frame.kept(("without rows", measure.question), lambda: without_rows(frame, measure.question))


def _chosen(frame: Frame, measure: Measure, cells: Cells) -> Bools:
    """The rows that count: all of them, or a case's confirmed fathers where it has any."""
    if measure.rows != "confirmed" or not cells.unit.repeat:
        return np.ones(len(cells.code), dtype=bool)
    return chosen_fathers(frame, cells.unit)


def chosen_fathers(frame: Frame, unit: Unit) -> Bools:
    """Of the rows of fathers the confirmed ones of each case, or all of a case that has none confirmed."""
    confirmed = judge(frame, (frame.clause("father_confirmed"),), unit) == HOLDS
    has = np.zeros(len(frame.ids), dtype=bool)
    has[unit.owner[confirmed]] = True
    chosen: Bools = confirmed | ~has[unit.owner]
    return chosen


def _lines(frame: Frame, measure: Measure, reading: _Reading, result: Distribution) -> tuple[Proportion, ...]:
    """The rows of a distribution, each a proportion over one base; all answers of a case count."""
    line = as_kind(result, Proportion)
    return tuple(
        with_share(replace(line, id=f"{measure.id}.{name}", label=label), reading.pick(reading.usable & hits))
        for name, label, hits in _groups(frame, measure, reading)
    )


def _groups(frame: Frame, measure: Measure, reading: _Reading) -> Iterator[tuple[str, str, Bools]]:
    """Name, label and rows of each line: bands, groups of choices, choices, or values as found."""
    cells = reading.cells
    if measure.bands:
        for band in measure.bands:
            yield band.name, band.label, in_band(cells, band)
        return
    lines: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for option in frame.variable(measure.question).options:
        if option.is_unsaid:
            continue
        group = option.groups.get(measure.group_by, "") if measure.group_by else ""
        lines.setdefault(group or option.name, set()).add(option.name)
        labels.setdefault(group or option.name, _(group) or option.label)
    offered = set().union(*lines.values())
    for value in _found_beyond(frame, measure, reading, offered):
        lines[value] = {value}
    for name, values in lines.items():
        yield name, labels.get(name, name), cells.where(partial(_is_any, values))


def _found_beyond(frame: Frame, measure: Measure, reading: _Reading, offered: set[str]) -> list[str]:
    """Answers that are no longer (or were never) among the choices, so that no count is lost."""
    found: Iterable[str] = reading.cells.value[reading.usable].unique()
    if frame.variable(measure.question).multiple:
        found = (answer for answers in found for answer in answers.split())
    return sorted(set(found) - offered, key=_natural)


def _is_any(values: set[str], answer: str) -> bool:
    return answer in values or not values.isdisjoint(answer.split())


def _natural(value: str) -> tuple[float, str]:
    try:
        return float(value), ""
    except ValueError:
        return float("inf"), value
