"""Whether what the attacker takes for known is true: its relations, over the numbers that the manager reads.

The only module here, beside those that make the files, that knows the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from audit_app.lines.line import Line, LinePlace
from audit_app.lines.of_figures import lines_of
from audit_app.operations.audit import Audit
from audit_app.operations.read import pages
from audit_app.results.figures import States
from audit_app.results.pages import Gaps
from tests.attacker.knowledge import FAMILIES, Relation, count, relations
from tests.attacker.printed import Row
from tests.form.filled import PAGES

_STATES = tuple(each.name for each in fields(States))


def counts(audit: Audit) -> dict[str, int]:
    """Every count of every page, by name; nothing is hidden."""
    reading = pages.read(audit)
    found: dict[str, int] = {}
    for id_, _title in PAGES:
        for block in pages.page(reading, id_).blocks:
            found.update(_of_gaps(block.gaps) if block.gaps else ())
            for figure in block.figures:
                for line in lines_of(figure):
                    found.update(_of_line(line))
    found[FAMILIES] = found["C1_pathway|of"] + found["C1_pathway|out"]
    return found


def broken(truth: Mapping[str, int]) -> tuple[int, list[Relation]]:
    """How many relations could be looked at, and those that don't hold."""
    told = [each for each in relations(_rows(truth)) if all(name in truth for name, _by in each.terms)]
    failed = [each for each in told if not each.low <= _sum(each, truth) <= each.high]
    return len(told), failed


def _sum(relation: Relation, truth: Mapping[str, int]) -> int:
    return sum(truth[name] * by for name, by in relation.terms)


def _rows(truth: Mapping[str, int]) -> dict[str, Row]:
    """The lines that a file with all these counts would have."""
    ids = dict.fromkeys(name.rsplit("|", 1)[0] for name in truth if "|" in name)
    heads = {id_ for id_ in ids if any(other.startswith(f"{id_}.") for other in ids)}
    rows = {}
    for place, id_ in enumerate(ids):
        head = max((each for each in heads if id_.startswith(f"{each}.")), key=len, default=id_)
        if f"gaps.{id_[:-2]}" in ids:
            head = f"gaps.{id_[:-2]}"
        cells = {column: "1" for column in ("n", "of") if count(id_, column) in truth}
        rows[id_] = Row("", "", id_, head, "", place, cells)
    return rows


def _of_line(line: Line) -> Iterator[tuple[str, int]]:
    if line.typed or line.place is LinePlace.DIFFERENCE:
        return
    for column in ("n", "of"):
        cell = line.cells.get(column)
        if cell is not None and cell.value is not None:
            yield count(line.id, column), round(cell.value)
    if "of" in line.cells or line.place is not LinePlace.PART:
        rest = set().union(*(line.cases(state) for state in _STATES)) - set(line.cases("of"))
        yield count(line.id, "silent"), len(line.cases("not_recorded"))
        yield count(line.id, "out"), len(rest)


def _of_gaps(gaps: Gaps) -> Iterator[tuple[str, int]]:
    families = gaps.cohort.n_pregnancies if gaps.cohort else 0
    for row in gaps.rows:
        yield count(f"gaps.{row.id}", "of"), len(row.cases_with_need)
        yield count(f"gaps.{row.id}", "silent"), len(row.not_recorded)
        yield count(f"gaps.{row.id}", "out"), families - len(row.cases_with_need)
        for place, cases in enumerate((row.offered, row.considered_not_offered, row.no_offer_found)):
            yield count(f"{row.id}.{place}"), len(cases)
    yield count("M8.2_all_needs"), len(gaps.overall.numerator)
    yield count("M8.2_all_needs", "of"), len(gaps.overall.base)
