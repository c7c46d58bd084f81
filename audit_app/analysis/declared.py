"""The form's own sheets `measures` and `needs`, read once into typed facts; what is wrong in them is said by
row.

The columns are those of `docs/forms.md`. Three are optional here: `per` says what is counted (`pregnancy`,
the rule, `baby` for each of two twins, or what the rows of a repeat are, each by itself), `settled_by` which
questions settle whether a unit belongs, and `unit`. With `from` a measure reads the time between two dates
instead of a question's own number, whatever its kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit_app.analysis.bands import Band, read_bands
from audit_app.analysis.conditions import (
    Bound,
    Clause,
    Condition,
    as_number,
    read_bounds,
    read_condition,
)
from audit_app.errors import AuditError, Problem
from audit_app.results.figures import National
from audit_app.results.inputs import Variable
from audit_app.words import _

KINDS = ("proportion", "distribution", "number", "duration", "wait")
DENOMINATORS = ("fact", "practice")
ROWS = ("any", "confirmed", "each")
PER = ("pregnancy", "baby", "adult", "service", "placement", "move")
_OF_ROWS = PER[2:]
DAYS, WORKING_DAYS = "days", "working_days"
UNITS = (DAYS, WORKING_DAYS)
GESTATION = "gestation"
AXES = (DAYS, GESTATION)


@dataclass(frozen=True)
class Measure:
    """One row of the `measures` sheet. For a proportion either `choices` (any counts) or `bounds` (all must
    hold).

    `settled_by` names the questions that settle whether a unit belongs, beside those of `population`.

    `waits` is true when the question is a wait (some measure shows it as a duration), so that a negative
    value is an error everywhere. `begins` is the date question from which time is counted up to `question`,
    in `unit` (`days` or `working_days`); `page` holds the ids of its pages, space separated. A wait ends
    unfinished at the date `competing` (the birth) or `censored` (the closure); `at` is the number of days,
    or on the axis `gestation` the day of pregnancy, beyond which it counts as long.

    `quantity` and `compared_with` say which published figures can stand by it. `national_age` is the question
    that holds an age in days: a published figure then stands beside the cases under its own age limit.
    """

    id: str
    label: str
    kind: str
    question: str
    section: str = ""
    denominator: str = "fact"
    choices: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    population: Condition = ()
    rows: str = "any"
    per: str = "pregnancy"
    settled_by: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    group_by: str = ""
    unit: str = ""
    national: str = ""
    national_population: Condition = ()
    national_age: str = ""
    quoted: str = ""
    quantity: str = ""
    compared_with: str = ""
    definition: str = ""
    caution: str = ""
    waits: bool = False
    page: str = ""
    begins: str = ""
    competing: str = ""
    censored: str = ""
    at: float | None = None
    axis: str = DAYS

    @property
    def numeric(self) -> bool:
        """Whether the answers are read as numbers."""
        return bool(self.bounds or self.bands) or self.kind in ("number", "duration", "wait")

    def part_of(self, national: National) -> Condition:
        """The part of the cohort that a published figure is about; empty for all of it. An age below nothing
        is an error, and in no part."""
        if not self.national_age or not national.age_under:
            return self.national_population
        age, limit = self.national_age, float(national.age_under)
        under = (Clause(age, bound=Bound(">=", 0)), Clause(age, bound=Bound("<", limit)))
        return self.national_population + under

    @property
    def printed_unit(self) -> str:
        """The unit as people read it."""
        return _("working days") if self.unit == WORKING_DAYS else self.unit

    def counts(self, value: str) -> bool:
        """Whether an answer belongs to the numerator."""
        if self.bounds:
            return all(bound.holds(value) for bound in self.bounds)
        return value in self.choices or not set(self.choices).isdisjoint(value.split())

    def settles(self, value: str, *, inexact: bool = False) -> bool | None:
        """Whether an answer belongs to the numerator, be it known by its bounds alone; None where they leave
        that open."""
        if not inexact:
            return self.counts(value)
        sides = [bound.settled(value) for bound in self.bounds]
        if False in sides:
            return False
        return None if None in sides or not sides else True


@dataclass(frozen=True)
class Need:
    """One row of the `needs` sheet: a need of one person, with the questions that tell of it and of what was
    offered.
    """

    id: str
    need: str
    person: str
    label: str
    question: str
    offer: str
    reason: str = ""
    service_types: tuple[str, ...] = ()


Rows = Sequence[Mapping[str, str]]


def read_measures(rows: Rows, variables: Mapping[str, Variable] | None = None) -> tuple[Measure, ...]:
    """The measures a sheet declares. AuditError lists every mistake with row and column.

    With `variables` the questions, choices and group columns are checked against the form too.
    """
    rows = [{name: str(text or "").strip() for name, text in row.items()} for row in rows]
    _refuse(_("The measures can't be used."), _measure_problems(rows, variables))
    waits = {row["question"] for row in rows if row.get("kind") == "duration" and not row.get("from")}
    return tuple(measure_of(row, waits) for row in rows)


def read_needs(rows: Rows, variables: Mapping[str, Variable] | None = None) -> tuple[Need, ...]:
    """The needs a sheet declares. AuditError lists every mistake with row and column."""
    rows = [{name: str(text or "").strip() for name, text in row.items()} for row in rows]
    _refuse(_("The needs can't be used."), _need_problems(rows, variables))
    return tuple(
        Need(
            **{name: row.get(name, "") for name in _NEED_COLUMNS},
            service_types=tuple(row.get("service_types", "").split()),
        )
        for row in rows
    )


def measure_of(row: Mapping[str, str], waits: Collection[str] = ()) -> Measure:
    """The measure that a row says; `waits` are questions that some measure shows as a duration."""
    numerator = row.get("numerator", "")
    bounds = read_bounds(numerator)
    return Measure(
        **{name: row.get(name, "") for name in _PLAIN_COLUMNS},
        denominator=row.get("denominator") or "fact",
        rows=row.get("rows") or "any",
        per=row.get("per") or ("row" if row.get("rows") == "each" else "pregnancy"),
        choices=() if bounds else tuple(numerator.split()),
        bounds=bounds,
        population=read_condition(row.get("population", "")),
        settled_by=tuple(row.get("settled_by", "").split()),
        national_population=read_condition(row.get("national_population", "")),
        bands=read_bands(row.get("bands", "")),
        waits=bool(row.get("from")) or row.get("question", "") in waits,
        begins=row.get("from", ""),
        at=as_number(row["at"]) if row.get("at") else None,
        axis=row.get("axis") or DAYS,
        unit=row.get("unit") or _usual_unit(row),
    )


def _usual_unit(row: Mapping[str, str]) -> str:
    """The unit of a time between two dates, where the sheet doesn't say it."""
    if not row.get("from"):
        return ""
    return "days of gestation" if row.get("axis") == GESTATION else DAYS


_PLAIN_COLUMNS = (
    *("id", "label", "kind", "question", "section", "group_by"),
    *("national", "national_age", "quoted", "quantity", "compared_with"),
    *("definition", "caution", "page", "competing", "censored"),
)
_NEED_COLUMNS = ("id", "need", "person", "label", "question", "offer", "reason")
_ALLOWED = {"kind": KINDS, "denominator": DENOMINATORS, "rows": ROWS, "per": PER, "axis": AXES}
_OF_WAITS = ("competing", "censored", "at", "axis")
_QUESTIONS = ("question", "from", "competing", "censored", "national_age")
_READERS = {
    "population": read_condition,
    "national_population": read_condition,
    "bands": read_bands,
}


def _refuse(sentence: str, problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise AuditError(sentence, found)


def _measure_problems(rows: Rows, variables: Mapping[str, Variable] | None) -> Iterator[Problem]:
    for row, say in _numbered(rows, "measures"):
        yield from _missing(row, ("id", "label", "kind", "question"), say)
        for column, allowed in _ALLOWED.items():
            text = row.get(column, "")
            if text and text not in allowed:
                yield say(column, _("“{text}” is not known here.").format(text=text), _one_of(allowed))
        for column, reader in _READERS.items():
            try:
                reader(row.get(column, ""))
            except AuditError as error:
                yield say(column, error.sentence)
        if row.get("kind") == "proportion" and not row.get("numerator"):
            yield say("numerator", _("A proportion needs a numerator."), _("Name the choices that count."))
        if row.get("per") in _OF_ROWS and row.get("rows") != "each":
            yield say("per", _("Only rows that count by themselves are this."), _("Write each under rows."))
        yield from _wrong_times(row, say)
        if variables is not None:
            yield from _unknown_names(row, variables, say)
    yield from _repeated(rows, "measures")


def _wrong_times(row: Mapping[str, str], say: _Say) -> Iterator[Problem]:
    """What is amiss with a measure of the time between two dates, or looks like one and isn't."""
    kind, waits = row.get("kind"), row.get("kind") == "wait"
    if waits and not row.get("from"):
        yield say("from", _("A wait needs the date from which it is counted."), _("Name a date question."))
    for column in () if waits else _OF_WAITS:
        if row.get(column):
            yield say(column, _("Only a wait has this."), _("Leave this cell empty, or make it a wait."))
    if row.get("at") and as_number(row["at"]) is None:
        yield say("at", _("“{text}” is not a number.").format(text=row["at"]), _("Write a number of days."))
    if not row.get("from"):
        return
    units = (_usual_unit(row),) if waits else UNITS
    if row.get("unit") and row["unit"] not in units:
        yield say("unit", _("“{text}” is not known here.").format(text=row["unit"]), _one_of(units))
    needs = {"proportion": "numerator", "distribution": "bands"}.get(kind or "")
    if needs and not (row.get("bands") if needs == "bands" else read_bounds(row.get("numerator", ""))):
        yield say(
            needs,
            _("The time between two dates is a number."),
            _("Write numbers here, such as <=45 or 0-6 7+."),
        )


def _unknown_names(row: Mapping[str, str], variables: Mapping[str, Variable], say: _Say) -> Iterator[Problem]:
    action = _("Use the name of a question of the form.")
    variable = variables.get(row.get("question", ""))
    named = [(column, row.get(column, "")) for column in _QUESTIONS]
    for column, name in (*named, *(("settled_by", name) for name in row.get("settled_by", "").split())):
        if name and name not in variables:
            yield say(column, _("There is no question “{name}”.").format(name=name), action)
    begins = variables.get(row.get("from", ""))
    if variable and begins and begins.repeat and not variable.repeat:
        yield say(
            "from",
            _("“{name}” stands in a repeat, and the other date doesn't.").format(name=begins.name),
            _("Name a question of the case, or one of the same repeat."),
        )
    for column in ("population", "national_population"):
        try:
            condition = read_condition(row.get(column, ""))
        except AuditError:
            continue
        for clause in condition:
            if clause.name not in variables:
                yield say(column, _("There is no question “{name}”.").format(name=clause.name), action)
            else:
                yield from _no_choices(clause, variables[clause.name], column, say)
    if variable and variable.options:
        yield from _unknown_choices(row, variable, say)


def _no_choices(clause: Clause, variable: Variable, column: str, say: _Say) -> Iterator[Problem]:
    known = [option.name for option in variable.options]
    for value in clause.values if known else ():
        if value not in known:
            message = _("“{value}” is not a choice of “{name}”.").format(value=value, name=clause.name)
            yield say(column, message, _one_of(known))


def _unknown_choices(row: Mapping[str, str], variable: Variable, say: _Say) -> Iterator[Problem]:
    known = [option.name for option in variable.options]
    for name in row.get("numerator", "").split() if row.get("kind") == "proportion" else ():
        if name not in known:
            yield say(
                "numerator", _("“{name}” is not a choice of the question.").format(name=name), _one_of(known)
            )
    group = row.get("group_by", "")
    if group and not any(group in option.groups for option in variable.options):
        yield say(
            "group_by",
            _("The choices have no column “{name}”.").format(name=group),
            _("Add the column to the choices sheet, or leave this cell empty."),
        )


def _need_problems(rows: Rows, variables: Mapping[str, Variable] | None) -> Iterator[Problem]:
    for row, say in _numbered(rows, "needs"):
        yield from _missing(row, ("id", "label", "question", "offer"), say)
        for column in ("question", "offer", "reason"):
            name = row.get(column, "")
            if name and variables is not None and name not in variables:
                yield say(
                    column,
                    _("There is no question “{name}”.").format(name=name),
                    _("Use the name of a question of the form."),
                )
    yield from _repeated(rows, "needs")


class _Say:
    """Makes problems of one row, so that each check need only say the column and the words."""

    def __init__(self, sheet: str, row: int) -> None:
        self.sheet, self.row = sheet, row

    def __call__(self, column: str, message: str, action: str = "") -> Problem:
        return Problem(message, action, sheet=self.sheet, row=self.row, column=column)


def _numbered(rows: Rows, sheet: str) -> Iterator[tuple[Mapping[str, str], _Say]]:
    for number, row in enumerate(rows, start=2):
        yield row, _Say(sheet, number)


def _missing(row: Mapping[str, str], columns: Iterable[str], say: _Say) -> Iterator[Problem]:
    for column in columns:
        if not row.get(column):
            yield say(column, _("This cell is empty."), _("Fill it in."))


def _repeated(rows: Rows, sheet: str) -> Iterator[Problem]:
    count = Counter(row.get("id", "") for row in rows)
    for row, say in _numbered(rows, sheet):
        if row.get("id") and count[row["id"]] > 1:
            yield say(
                "id",
                _("“{id}” stands here more than once.").format(id=row["id"]),
                _("Give each row its own id."),
            )


def _one_of(allowed: Iterable[str]) -> str:
    return _("Use one of: {names}.").format(names=", ".join(allowed))
