"""Time between two dates, and waits that may not be over, in plain Python: a loop over families and rows.

The rules are those of `measures.md` and of the head of `analysis/waits.py`, read and written again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from tests.acceptance.count import Count
from tests.acceptance.derived import both, days
from tests.acceptance.plain_curves import followed
from tests.analysis.plainly import ORDER, Cell, Plain, units

ENGLAND = (
    *("2023-08-28", "2023-12-25", "2023-12-26", "2024-01-01", "2024-03-29", "2024-04-01"),
    *("2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26", "2025-01-01"),
    *("2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25"),
)
"""Bank holidays, as gov.uk publishes them."""
PREGNANCY, OVERDUE = 280, 28
HAPPENED, BORN, STILL = "happened", "born", "still"


class Ended(NamedTuple):
    """A wait that can be counted: how it ended, after how long, and when it began on its axis."""

    how: str
    time: int
    entry: int


def working_days(first: str, last: str) -> int:
    """Days from the first, which counts, to the last, which doesn't, without weekends and bank holidays."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    if end < begin:
        return (end - begin).days  # an error, also over a weekend
    whole = (begin + timedelta(days=n) for n in range((end - begin).days))
    return sum(day.weekday() < 5 and day.isoformat() not in ENGLAND for day in whole)


def with_span(sheet: Mapping[str, str], data: Plain) -> str:
    """The name of a question that is put among the answers: the time from `from` to the sheet's question."""
    data = data.of(sheet)
    name = f"{sheet['from']} to {sheet['question']} in {sheet['unit']}"
    length = working_days if sheet["unit"] == "working_days" else days
    data.repeats[name] = data.repeats[sheet["question"]]
    data.cells[name] = {
        place: both(length, _at(data, sheet["from"], *place), _at(data, sheet["question"], *place))
        for place in _places(data, sheet["question"])
    }
    data.empty = {**data.empty, name: data.empty.get(sheet["question"], {})}
    return name


def waited(sheet: Mapping[str, str], data: Plain, records_to: str) -> Count:
    """The figure of a wait."""
    data = data.of(sheet)
    ends: dict[tuple[str, str], Ended] = {}
    name = f"wait {sheet['id']}"
    data.repeats[name] = data.repeats[sheet["question"]]
    data.cells[name] = {}
    data.empty = {**data.empty, name: data.empty.get(sheet["question"], {})}
    for place in _places(data, sheet["question"]):
        found = _ended(sheet, data, records_to, place)
        data.cells[name][place] = found if isinstance(found, Cell) else Cell("answered", str(found.time))
        if isinstance(found, Ended):
            ends[place] = found
    return _counted({**sheet, "question": name, "kind": "duration"}, data, ends, name)


def _counted(
    sheet: Mapping[str, str], data: Plain, ends: Mapping[tuple[str, str], Ended], name: str
) -> Count:
    states: dict[str, list[str]] = {("known" if state == "answered" else state): [] for state in ORDER}
    count, cases = Count("wait", states), list[str]()
    repeat = data.repeats[name]
    each = iter_rows(data, repeat, sheet)
    for (case, rows), places in zip(units(sheet, data, {name}), each, strict=True):
        state = min((row.state for row in rows), key=ORDER.index, default=data.without_rows(name, case))
        states["known" if state == "answered" else state].append(case)
        usable = [ends[place] for place, row in zip(places, rows, strict=True) if row.usable]
        if state == "answered" and not usable:
            count.inexact += [case] * any(row.inexact for row in rows)
            count.errors += [case] * any(row.wrong for row in rows)
        if usable:
            _add(count, case, _one(usable))
            cases.append(case)
    _add_long(count, cases, sheet["axis"] == "gestation", float(sheet["at"]))
    return count


def iter_rows(data: Plain, repeat: str, sheet: Mapping[str, str]) -> list[list[tuple[str, str]]]:
    """The places of each unit, in the order of `units`."""
    found: list[list[tuple[str, str]]] = []
    for case in data.cases:
        places = [(case, row) for row in (data.rows[repeat].get(case, []) if repeat else [""])]
        found += [[place] for place in places] if sheet["rows"] == "each" else [places]
    return found


def _one(ends: list[Ended]) -> Ended:
    """Of several rows the first in which it happened, else the longest wait."""
    over = [end for end in ends if end.how == HAPPENED]
    return min(over, key=lambda end: end.time) if over else max(ends, key=lambda end: end.time)


def _add(count: Count, case: str, end: Ended) -> None:
    count.ends.append(end)
    if end.how == HAPPENED:
        count.values.append(end.time)
    else:
        count.still.append(case)
        count.born += [case] * (end.how == BORN)


def _add_long(count: Count, cases: list[str], gestation: bool, at: float) -> None:
    """Those who were followed before a time, and those of them for whom the step is known not to have come by
    then: over later, the birth first, or still waiting at it."""
    for case, end in zip(cases, followed(count.ends, gestation), strict=True):
        if end and end[2] < at:
            how, time, _entry = end
            count.base.append(case)
            count.counted += [case] * (time > at if how == HAPPENED else how == BORN or time >= at)


def _ended(sheet: Mapping[str, str], data: Plain, records_to: str, place: tuple[str, str]) -> Cell | Ended:
    begin, step = (_at(data, sheet[name], *place) for name in ("from", "question"))
    birth = _at(data, sheet["competing"], *place) if sheet["competing"] else Cell("not_asked")
    closed = _at(data, sheet["censored"], *place) if sheet["censored"] else Cell("not_asked")
    due = _at(data, "edd", *place)
    start = _exact(begin)
    ends = [day for day in (max(records_to, start or ""), _exact(closed)) if day]
    born_first = _first(birth)
    if sheet["competing"] and not born_first and _exact(due):
        ends.append((date.fromisoformat(_exact(due)) + timedelta(days=OVERDUE)).isoformat())
    came = _exact(step)
    happened = bool(came) and all(came <= day for day in [*ends, *([born_first] if born_first else [])])
    if closed.inexact and start:
        ends.append(max(_first(closed), start))
    limit = min(ends)
    born = not happened and bool(_exact(birth)) and _exact(birth) <= limit
    told = [begin, _step(_at(data, sheet["question"], *place))]
    if not happened and birth.state not in ("not_asked", "not_applicable"):
        told.append(birth if birth.state != "answered" else Cell("answered", "known"))
    if sheet["axis"] == "gestation":
        told.append(due)
    silent = both(lambda *_values: "", *(Cell(each.state) for each in told))
    if silent.state != "answered":
        return silent
    vague = begin.inexact or step.inexact or (sheet["axis"] == "gestation" and due.inexact)
    if vague or (birth.inexact and not happened and born_first <= limit):
        return Cell("answered", "", True)
    how = HAPPENED if happened else BORN if born else STILL
    end = came if happened else _exact(birth) if born else limit
    length = days(start, end)
    if sheet["axis"] != "gestation" or length < 0:
        return Ended(how, length, 0)
    ended, entry = PREGNANCY - days(end, _exact(due)), PREGNANCY - days(start, _exact(due))
    return Cell("answered", "", wrong=True) if ended > PREGNANCY + OVERDUE else Ended(how, ended, entry)


def _step(step: Cell) -> Cell:
    """What the file says of the step: one that never took place is known."""
    return Cell("answered") if step.state == "not_applicable" else step


def _at(data: Plain, question: str, case: str, row: str) -> Cell:
    return data.cell(question, case, row if data.repeats[question] else "")


def _places(data: Plain, question: str) -> list[tuple[str, str]]:
    repeat = data.repeats[question]
    return [
        (case, row) for case in data.cases for row in (data.rows[repeat].get(case, []) if repeat else [""])
    ]


def _exact(cell: Cell) -> str:
    return cell.value if cell.state == "answered" and not cell.inexact else ""


def _first(cell: Cell) -> str:
    """The first day that a date can mean."""
    return (
        f"{cell.value}-01-01"[:10]
        if cell.state == "answered" and len(cell.value) == 4
        else (f"{cell.value}-01"[:10] if cell.state == "answered" else "")
    )
