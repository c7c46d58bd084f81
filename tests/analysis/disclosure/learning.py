"""Which relations between counts hold in every made-up cohort: what a reader who knows the form would know.

    python -m tests.analysis.disclosure.learning AUDIT...

writes `resources/relations.csv` from sample audits (many, and large ones: with few a relation may hold by
chance). The sheet is read over before it is committed; a test learns again from others and finds nothing new.
"""

from __future__ import annotations

import csv
import getpass
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np

from audit_app.analysis.disclosure.knowledge import Relation
from audit_app.analysis.disclosure.release import tied_in
from audit_app.analysis.disclosure.tied import COMPARED, Tied, place
from audit_app.analysis.disclosure.ties import BETWEEN, Ties, read_relations
from audit_app.lines.line import OF, N
from audit_app.paths import RESOURCES
from audit_app.results.pages import Page
from tests.form.filled import PAGES

SHEET, SAID = RESOURCES / "relations.csv", RESOURCES / "relations_said.csv"
OF_THE_AUDIT = ("Q3_team", "Q3_referral_date_periods", "contradiction.")
"""Tables whose rows are the audit's own."""
ENOUGH = 12
"""How many families a count must hold before it is believed; and how many would lie outside a count if it had
nothing to do with one that it is to lie within: for none to do so then is no chance."""


@dataclass
class Pool:
    """The counts of several outputs, as if they were one cohort."""

    everyone: set[str] = field(default_factory=set)
    units: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    base: dict[str, str] = field(default_factory=dict)
    about: dict[str, tuple[str, ...]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, lines: Iterable[Tied], everyone: Iterable[str]) -> None:
        """One output more."""
        self.everyone |= {f"{name} {case}" for case in everyone}
        for line in lines:
            if line.line.typed or line.id.startswith(OF_THE_AUDIT):
                continue
            for column in line.sets.keys() & {N, OF, "silent"}:
                at = place(line.id, column)
                self.about[at] = line.about
                self.units[at] |= {f"{name} {unit}" for unit in line.sets[column]}
                if column == N:
                    self.base[at] = place(line.parent or line.id, OF)
                if line.about[-1] == COMPARED and at not in self.groups[f"{_figure(line.id)} / {column}"]:
                    self.groups[f"{_figure(line.id)} / {column}"].append(at)

    def tables(self) -> dict[str, list[str]]:
        """By base, the rows of the tables whose rows exclude each other; and the groups that are compared, by
        a base that is no count."""
        rows: dict[str, list[str]] = defaultdict(list, self.groups)
        for at, base in self.base.items():
            if at.rsplit(" / ", 1)[0] != base.rsplit(" / ", 1)[0]:
                rows[base].append(at)
        return {
            base: held
            for base, held in rows.items()
            if all(self.units[a].isdisjoint(self.units[b]) for a, b in combinations(held, 2))
        }


def _figure(line: str) -> str:
    return line.rsplit(".", 1)[0]


def pooled(outputs: Mapping[str, tuple[Iterable[Page], Ties]]) -> Pool:
    """The counts of the pages of several audits, by the name of each."""
    pool = Pool()
    for name, (pages, ties) in outputs.items():
        pool.add(name, *tied_in(tuple(pages), ties))
    return pool


def learned(pool: Pool, enough: int = ENOUGH, said: Iterable[Relation] = ()) -> list[Relation]:
    """Equal counts, counts within each other, and counts that rows of a table make up; in order. Of counts of
    which a relation is `said` nothing else is learned: made-up cohorts don't show all that can be.
    """
    spoken = [set(each.members) for each in said]
    found = [*_alike(pool, enough)]
    places = _distinct(pool, enough)
    within = list(_within(pool, places, enough))
    inside: dict[str, set[str]] = defaultdict(set)
    for larger, smaller in within:
        inside[larger].add(smaller)
    for base, rows in pool.tables().items():
        for whole in places:
            if whole != base and whole not in rows:
                found += _made_up(pool, whole, rows, inside[whole], base)
    found += [
        Relation(larger, (smaller,), add_up=False)
        for larger, smaller in _next(within)
        if pool.base.get(smaller) != larger
    ]
    # Ways of cutting one variable are joined by its values, which need not all occur here.
    new = [
        each
        for each in dict.fromkeys(found)
        if len({pool.about[member] for member in each.members}) > 1
        and not any(members.issuperset(each.members) for members in spoken)
    ]
    return sorted(new, key=lambda each: (each.whole, not each.add_up, each.parts))


def _alike(pool: Pool, enough: int) -> Iterator[Relation]:
    same: dict[frozenset[str], list[str]] = defaultdict(list)
    for at, units in pool.units.items():
        if len(units) >= enough and not (units <= pool.everyone and len(pool.everyone - units) < enough):
            same[frozenset(units)].append(at)
    for places in same.values():
        first, *others = sorted(places)
        yield from (Relation(first, (other,)) for other in others)


def _distinct(pool: Pool, enough: int) -> list[str]:
    """One place for each set of units that is large enough."""
    found = {frozenset(u): at for at, u in sorted(pool.units.items(), reverse=True) if len(u) >= enough}
    return sorted(found.values())


def _within(pool: Pool, places: list[str], enough: int) -> Iterator[tuple[str, str]]:
    number = {unit: n for n, unit in enumerate(sorted(set().union(*pool.units.values())))}
    held = np.zeros((len(places), len(number)), dtype=np.float32)
    for row, at in enumerate(places):
        held[row, [number[unit] for unit in pool.units[at]]] = 1
    sizes = held.sum(1)
    both = held @ held.T
    would_lie_outside = sizes[:, None] * (1 - sizes[None, :] / len(pool.everyone))
    inside = (both == sizes[:, None]) & (sizes[:, None] < sizes[None, :]) & (would_lie_outside >= enough)
    for small, large in zip(*np.nonzero(inside), strict=True):
        yield places[large], places[small]


def _next(within: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those between which no other lies."""
    below: dict[str, set[str]] = defaultdict(set)
    for larger, smaller in within:
        below[larger].add(smaller)
    for larger, smaller in within:
        if not any(smaller in below[other] for other in below[larger]):
            yield larger, smaller


def _made_up(pool: Pool, whole: str, rows: list[str], known: set[str], base: str) -> Iterator[Relation]:
    held = pool.units[whole]
    inside = [row for row in rows if pool.units[row] and pool.units[row] <= held]
    if len(inside) < 2 or (base in pool.units and pool.units[base] <= held):
        return
    if set().union(*(pool.units[row] for row in inside)) == held:
        yield Relation(whole, tuple(inside))
    elif all(row in known for row in inside):
        yield Relation(whole, tuple(inside), add_up=False)


def said() -> tuple[Relation, ...]:
    """What is declared by hand."""
    with SAID.open(encoding="utf-8", newline="") as file:
        return read_relations(csv.DictReader(file))


def write(relations: Iterable[Relation], path: Path = SHEET) -> None:
    """The sheet."""
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow(("whole", "parts", "adds_up"))
        for each in relations:
            sheet.writerow((each.whole, BETWEEN.join(each.parts), "yes" if each.add_up else "no"))


def _read(path: Path, passphrase: str) -> tuple[tuple[Page, ...], Ties]:
    from audit_app.operations.file.audits import close_audit, open_audit
    from audit_app.operations.read import pages

    audit = open_audit(path, passphrase)
    reading = pages.read(audit)
    found = tuple(pages.page(reading, id_) for id_, _title in PAGES), pages.ties(audit)
    close_audit(audit)
    return found


if __name__ == "__main__":
    secret = getpass.getpass("Passphrase of the sample audits: ")
    write(learned(pooled({name: _read(Path(name), secret) for name in sys.argv[1:]}), said=said()))
