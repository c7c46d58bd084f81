"""The declared measures once more, in plain Python: loops over cases and rows, without pandas or any part
of the analysis, from the text of the sheet. Slow, and easy to follow.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

ORDER = (
    *("answered", "unclear", "not_recorded", "source_not_seen"),
    *("not_looked_at", "population_unknown", "not_applicable", "not_asked"),
)
FAILS, UNKNOWN, HOLDS = range(3)
BEFORE_CONCEPTION = "before conception"


class Cell(NamedTuple):
    """One answer: its state (`not_asked` too), its value, whether an inexact date prevented it, and whether
    it can't be."""

    state: str
    value: str = ""
    inexact: bool = False
    wrong: bool = False


class Limits(NamedTuple):
    """The days of pregnancy between which a gestation can lie, and the question that holds it; before the
    pregnancy too where there is no `least`."""

    of: str
    least: str
    most: str


@dataclass
class Plain:
    """A cohort as nested dictionaries. `cells` are by question, then by (case, row); rows of companions are
    those of the repeat they go along with. `repeats` gives the repeat of each question, `limits` the days of
    pregnancy that a question rests on, `empty` the state of one in a repeat of which a case has no row. By
    pregnancy `files` is the same by file, and `members` are the files of each."""

    cases: list[str]
    pregnancy: Mapping[str, str]
    rows: Mapping[str, Mapping[str, list[str]]]
    cells: dict[str, dict[tuple[str, str], Cell]]
    repeats: dict[str, str]
    options: Mapping[str, list[tuple[str, Mapping[str, str]]]]
    limits: Mapping[str, Limits] = field(default_factory=dict)
    empty: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: Plain | None = None
    members: Mapping[str, list[str]] = field(default_factory=dict)

    def of(self, sheet: Mapping[str, str]) -> Plain:
        """By file for what is about the babies, else by pregnancy."""
        return self.files if sheet.get("per") == "baby" and self.files else self

    def without_rows(self, question: str, case: str) -> str:
        """The state of a question of a repeat in a case that has no row of it."""
        return self.empty.get(question, {}).get(case, "not_asked")

    def cell(self, question: str, case: str, row: str) -> Cell:
        """An answer, if it can be; nobody has looked where there is none."""
        found = self.said(question, case, row)
        if found.state == "answered" and question in self.limits:
            of, least, most = self.limits[question]
            basis = self.cells[of].get((case, row), Cell("not_looked_at"))
            if basis.state == "answered" and basis.value:
                low, high = least_and_most(basis.value)
                if high < 0 and not least:
                    return Cell("not_applicable", BEFORE_CONCEPTION)
                if high < float(least or 0) or low > float(most):
                    return Cell("answered", "", wrong=True)
        return found

    def said(self, question: str, case: str, row: str) -> Cell:
        """An answer as it was given. A calculation that came to nothing doesn't apply."""
        found = self.cells[question].get((case, row), Cell("not_looked_at"))
        nothing = found.state == "answered" and not (found.value or found.inexact or found.wrong)
        unsaid = [name for name, groups in self.options.get(question, []) if groups.get("unsaid") == "yes"]
        if found.state == "answered" and found.value in unsaid:
            return Cell("not_recorded")
        return Cell("not_applicable") if nothing else found


def least_and_most(value: str) -> tuple[float, float]:
    """The least and the greatest number that a value can be; not-a-number for what is none."""
    low, _sign, high = value.partition("/")
    ends = (low.replace("..", "-inf"), (high or low).replace("..", "inf"))
    try:
        return float(ends[0]), float(ends[1])
    except ValueError:
        return math.nan, math.nan


class Told(NamedTuple):
    """What a measure comes to: units by state, the denominator, those that count (by line), numbers."""

    states: dict[str, list[str]]
    base: list[str]
    lines: dict[str, list[str]]
    values: list[float]
    inexact: list[str]
    errors: list[str]


class Row(NamedTuple):
    state: str
    value: str
    usable: bool
    wrong: bool
    inexact: bool
    never: bool


def tell(sheet: Mapping[str, str], data: Plain, waits: set[str]) -> Told:
    """One row of the sheet over a cohort."""
    data = data.of(sheet)
    everyone = list(units(sheet, data, waits))
    states: dict[str, list[str]] = {state: [] for state in ORDER}
    told = Told(states, [], {name: [] for name, _holds in _lines(sheet, data)}, [], [], [])
    over_files = sheet["denominator"] == "practice" and sheet["kind"] in ("proportion", "distribution")
    for case, rows in everyone:
        state = min(
            (row.state for row in rows), key=ORDER.index, default=data.without_rows(sheet["question"], case)
        )
        states[state].append(case)
        usable = [row for row in rows if row.usable]
        if sheet["kind"] == "proportion" and any(row.inexact and not row.usable for row in rows):
            # A row that is open may be the one that counts.
            ((_name, counts),) = _lines(sheet, data)
            usable = usable if any(_counts(counts, row) for row in usable) else []
        never = over_files and any(row.never for row in rows)
        if usable or never or (over_files and state in ("unclear", "not_recorded")):
            told.base.append(case)
        if state == "answered" and not usable and not never:
            if any(row.inexact for row in rows):
                told.inexact.append(case)
            if any(row.wrong for row in rows):
                told.errors.append(case)
        for name, holds in _lines(sheet, data):
            if any(_counts(holds, row) for row in usable):
                told.lines[name].append(case)
        if usable and sheet["kind"] in ("number", "duration"):
            told.values.append(min(float(row.value) for row in usable))
    told.values.sort()
    return told


def units(sheet: Mapping[str, str], data: Plain, waits: set[str]) -> Iterator[tuple[str, list[Row]]]:
    """Each unit's case with the rows that it has: a case, or a row by itself."""
    data = data.of(sheet)
    repeat = data.repeats[sheet["question"]]
    for case in data.cases:
        names = data.rows[repeat].get(case, []) if repeat else [""]
        rows = [row_of(sheet, data, waits, case, name, names) for name in names]
        if sheet["rows"] == "each":
            yield from ((case, [row]) for row in rows)
        else:
            yield case, rows


def row_of(
    sheet: Mapping[str, str], data: Plain, waits: set[str], case: str, row: str, among: list[str]
) -> Row:
    cell = data.cell(sheet["question"], case, row)
    held = outcome(sheet["population"], data, data.repeats[sheet["question"]], case, row)
    state = cell.state
    if held == FAILS and state != "not_asked":
        state = "not_applicable"
    if held == UNKNOWN:
        state = state if state in ("not_applicable", "not_asked") else "population_unknown"
    chosen = True
    if sheet["rows"] == "confirmed" and data.repeats[sheet["question"]]:
        confirmed = [
            each
            for each in among
            if outcome("father_role = father_confirmed", data, "fathers", case, each) == HOLDS
        ]
        chosen = not confirmed or row in confirmed
    known = state == "answered" and chosen
    number = _number(cell.value) if _numeric(sheet) and not cell.inexact else 0.0
    wrong = (
        known
        and not cell.inexact
        and sheet["question"] in waits
        and _numeric(sheet)
        and number is not None
        and number < 0
    )
    wrong = wrong or (known and cell.wrong)
    usable = known and not cell.inexact and not wrong and number is not None
    if known and cell.inexact and cell.value and not cell.wrong:
        usable = _settled(sheet, cell.value, is_wait=sheet["question"] in waits)
    # What never came didn't come within so many days either.
    within = sheet["denominator"] == "practice" and sheet["kind"] == "proportion" and _numeric(sheet)
    never = within and chosen and held == HOLDS and cell.state == "not_applicable"
    state = "answered" if never else state
    return Row(state if chosen else "not_asked", cell.value, usable, wrong, known and cell.inexact, never)


def _counts(holds: Callable[[str], bool], row: Row) -> bool:
    """Whether a row belongs to a line: of what is known by its bounds both ends do."""
    if not row.inexact:
        return holds(row.value)
    return all(holds(str(end)) for end in least_and_most(row.value))


def _settled(sheet: Mapping[str, str], value: str, *, is_wait: bool) -> bool:
    """Whether both ends of a number say the same to a measure's numbers."""
    low, high = map(str, least_and_most(value))
    if is_wait and float(low) < 0:
        return False
    if sheet["bands"]:
        return any(_in_band(band, low) and _in_band(band, high) for band in sheet["bands"].split())
    bounds = _bounds(sheet["numerator"]) if sheet["kind"] == "proportion" else []
    sides = [(_compares(low, bound), _compares(high, bound)) for bound in bounds]
    return bool(sides) and (all(map(all, sides)) or not all(map(any, sides)))


def _bounds(numerator: str) -> list[str]:
    return re.findall(r"[<>]=?\s*-?[\d.]+", numerator)


def outcome(condition: str, data: Plain, repeat: str, case: str, row: str) -> int:
    found = [HOLDS]
    for clause in re.split(r"\s+and\s+", condition) if condition else ():
        name, sign, values = re.match(r"(\S+)\s*(!=|>=|<=|=|<|>)\s*(.+)", clause).groups()  # type: ignore[union-attr]
        own = data.repeats[name]
        if own and own != repeat:
            found.append(
                max(
                    (
                        _holds(data.cell(name, case, each), sign, values)
                        for each in data.rows[own].get(case, [])
                    ),
                    default=FAILS,
                )
            )
        else:
            found.append(_holds(data.cell(name, case, row if own else ""), sign, values))
    return min(found)


def _holds(cell: Cell, sign: str, values: str) -> int:
    if cell.state in ("not_asked", "not_applicable"):
        return HOLDS if sign == "!=" else FAILS
    if cell.state != "answered" or cell.wrong:
        return UNKNOWN
    if cell.inexact:
        low, high = map(str, least_and_most(cell.value)) if cell.value else ("nan", "nan")
        said = {_compares(end, sign + values) for end in (low, high)} if sign not in ("=", "!=") else set()
        return UNKNOWN if low == "nan" or len(said) != 1 else HOLDS if True in said else FAILS
    if sign in ("=", "!="):
        there = bool({cell.value, *cell.value.split()} & set(values.split()))
        return HOLDS if there == (sign == "=") else FAILS
    return HOLDS if _compares(cell.value, sign + values) else FAILS


def _lines(sheet: Mapping[str, str], data: Plain) -> Iterable[tuple[str, Callable[[str], bool]]]:
    """The lines of a distribution, or the one of a proportion."""
    if sheet["kind"] == "proportion":
        bounds = _bounds(sheet["numerator"])
        if bounds:
            return [("", lambda value: all(_compares(value, bound) for bound in bounds))]
        return [("", lambda value: bool({value, *value.split()} & set(sheet["numerator"].split())))]
    if sheet["kind"] != "distribution":
        return []
    if sheet["bands"]:
        return [(band, partial(_in_band, band)) for band in sheet["bands"].split()]
    lines: dict[str, set[str]] = {}
    for name, groups in data.options[sheet["question"]]:
        if groups.get("unsaid") == "yes":
            continue
        lines.setdefault(groups.get(sheet["group_by"], "") or name, set()).add(name)
    return [(line, partial(_is_among, names)) for line, names in lines.items()]


def _is_among(names: set[str], value: str) -> bool:
    return bool(names & {value, *value.split()})


def _in_band(band: str, value: str) -> bool:
    number = float(value)
    if band.startswith("<"):
        return number < float(band[1:])
    if band.startswith(">"):
        return number >= float(band[1:]) + 1
    if band.endswith("+"):
        return number >= float(band[:-1])
    low, _dash, high = band.partition("-")
    return float(low) <= number < float(high or low) + 1


def _compares(value: str, bound: str) -> bool:
    sign, limit = re.fullmatch(r"([<>]=?)\s*(-?[\d.]+)", bound.strip()).groups()  # type: ignore[union-attr]
    number = _number(value)
    if number is None:
        return False
    return {
        "<": number < float(limit),
        "<=": number <= float(limit),
        ">": number > float(limit),
        ">=": number >= float(limit),
    }[sign]


def _numeric(sheet: Mapping[str, str]) -> bool:
    return (
        sheet["kind"] in ("number", "duration")
        or bool(sheet["bands"])
        or sheet["numerator"][:1] in ("<", ">")
    )


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
