"""Every measure of the form over a cohort, in plain Python: no pandas, and nothing of the analysis."""

from __future__ import annotations

from collections.abc import Mapping

from tests.acceptance.count import Count
from tests.acceptance.plain_waits import waited, with_span
from tests.analysis.plainly import ORDER, Plain, Told, tell

COLUMNS = (
    *("id", "kind", "denominator", "question", "from", "numerator", "population", "rows", "per", "bands"),
    *("group_by", "unit", "competing", "censored", "at", "axis"),
)


def declared(
    row: Mapping[str, str],
    data: Plain,
    waits: set[str],
    records_to: str,
) -> Count:
    """A row of the form's sheet of measures."""
    sheet = {name: row.get(name, "") for name in COLUMNS}
    sheet["denominator"] = sheet["denominator"] or "fact"
    if sheet["kind"] == "wait":
        return waited(sheet, data, records_to)
    if sheet["from"]:
        sheet["question"] = with_span(sheet, data)
        waits = {*waits, sheet["question"]}
    return counted(sheet["kind"], tell(sheet, data, waits))


def counted(kind: str, told: Told) -> Count:
    """A count of what was told of a measure."""
    states = {("known" if state == "answered" else state): told.states[state] for state in ORDER}
    count = Count(kind, states, told.base, inexact=told.inexact, errors=told.errors, values=told.values)
    if kind == "proportion":
        count.counted = told.lines[""]
    if kind == "distribution":
        count.lines = {
            name: Count("proportion", states, told.base, cases) for name, cases in told.lines.items()
        }
    return count


def told_of(data: Plain, kind: str, question: str, *, waits: bool = False, **columns: str) -> Count:
    """A measure as a row of the sheet would say it; negative numbers are errors where it is a wait."""
    sheet = {"kind": kind, "question": question, **columns}
    return declared(sheet, data, {question} if waits else set(), "")
