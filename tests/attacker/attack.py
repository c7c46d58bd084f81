"""What can be worked out of files: the least and the most that each hidden count can be.

Counts are whole numbers that satisfy what is printed and what is known of how they hang together. HiGHS
solves it through SciPy, part by part: counts that nothing ties to each other are solved apart, and a count is
looked at closely only where no solution seen so far shows that it may lie far enough apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from tests.attacker.knowledge import Relation

Range = tuple[float, float]
INF = float("inf")
INFEASIBLE = 2
"""What SciPy's solver says where nothing is possible."""
MOST = 10_000.0
"""No count is larger: solvers want an end."""
_WHOLE = 1e-6


@dataclass(frozen=True)
class Found:
    """A hidden count that is known too well: it lies from `low` to `high`, by these relations alone."""

    count: str
    low: int
    high: int
    why: tuple[Relation, ...] = ()


class ContradictionError(Exception):
    """What is printed can't all be true; `args` are relations that can't stand beside each other."""


@dataclass(frozen=True)
class Knowledge:
    """What a reader holds: bounds of each count by what is printed, and relations."""

    bounds: Mapping[str, Range]
    relations: tuple[Relation, ...]


def narrowed(knowledge: Knowledge) -> dict[str, Range]:
    """The bounds after each relation has been applied by itself until nothing moves any more.

    ContradictionError where a count has no room left.
    """
    bounds = {name: knowledge.bounds.get(name, (0.0, MOST)) for name in _names(knowledge)}
    bounds = {name: (low, min(high, MOST)) for name, (low, high) in bounds.items()}
    users: dict[str, list[Relation]] = {}
    for relation in knowledge.relations:
        for name, _by in relation.terms:
            users.setdefault(name, []).append(relation)
    waiting = dict.fromkeys(knowledge.relations)
    while waiting:
        relation = next(iter(waiting))
        del waiting[relation]
        for name in _tighten(relation, bounds):
            if bounds[name][0] > bounds[name][1]:
                raise ContradictionError(relation)
            waiting.update(dict.fromkeys(users[name]))
    return bounds


def _tighten(relation: Relation, bounds: dict[str, Range]) -> Iterator[str]:
    """Narrow the counts of one relation; gives the names of those that moved."""
    ends = [_scaled(bounds[name], by) for name, by in relation.terms]
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    for (name, by), (low, high) in zip(relation.terms, ends, strict=True):
        room = relation.low - (most - high), relation.high - (least - low)
        if by < 0:
            room = room[1], room[0]
        before = bounds[name]
        after = (
            max(before[0], float(np.ceil(room[0] / by - 1e-9))),
            min(before[1], float(np.floor(room[1] / by + 1e-9))),
        )
        if after != before:
            bounds[name] = after
            yield name


def _scaled(bounds: Range, by: int) -> Range:
    low, high = bounds
    return (low * by, high * by) if by > 0 else (high * by, low * by)


def _names(knowledge: Knowledge) -> dict[str, None]:
    tied = (name for relation in knowledge.relations for name, _by in relation.terms)
    return dict.fromkeys((*knowledge.bounds, *tied))


class Part:
    """Counts that hang together and are not yet known, with what ties them."""

    def __init__(self, names: Sequence[str], relations: Sequence[Relation], bounds: Mapping[str, Range]):
        self.names = list(names)
        self.relations = list(relations)
        place = {name: number for number, name in enumerate(self.names)}
        data, across, down, low, high = [], [], [], [], []
        for number, relation in enumerate(self.relations):
            known = sum(bounds[name][0] * by for name, by in relation.terms if name not in place)
            low.append(relation.low - known)
            high.append(relation.high - known)
            for name, by in relation.terms:
                if name in place:
                    data.append(float(by))
                    across.append(place[name])
                    down.append(number)
        shape = (len(self.relations), len(self.names))
        self._matrix = csr_matrix((data, (down, across)), shape=shape)
        self._low, self._high = np.array(low), np.array(high)
        self.least = np.array([bounds[name][0] for name in self.names])
        self.most = np.array([bounds[name][1] for name in self.names])

    def solved(self, weights: np.ndarray) -> np.ndarray | None:
        """Whole numbers for all counts by which the weighted sum is least; None where there are none. Mostly
        they come out whole by themselves."""
        found = self._solved(weights, 0)
        if found is not None and np.abs(found - np.round(found)).max() > _WHOLE:
            found = self._solved(weights, 1)
        return None if found is None else np.round(found)

    def _solved(self, weights: np.ndarray, whole: int) -> np.ndarray | None:
        constraints = [LinearConstraint(self._matrix, self._low, self._high)] if self.relations else []
        found = milp(
            weights,
            integrality=np.full(len(self.names), whole),
            bounds=Bounds(self.least, self.most),
            constraints=constraints,
            options={
                "time_limit": 20.0,
                "presolve": False,
            },  # presolved, 3 is said to be the most where 4 fits
        )
        if found.x is None and found.status != INFEASIBLE:
            raise RuntimeError(f"not settled: {found.message}")
        return None if found.x is None else np.asarray(found.x)

    def ends(self, place: int) -> Range:
        """The least and the most of one count."""
        weights = np.zeros(len(self.names))
        weights[place] = 1.0
        least, most = self.solved(weights), self.solved(-weights)
        if least is None or most is None:
            raise ContradictionError(*self.relations)
        return float(least[place]), float(most[place])


def parts(knowledge: Knowledge, bounds: Mapping[str, Range]) -> Iterator[Part]:
    """The counts that aren't known yet, in parts that nothing ties together."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    tied = []
    for relation in knowledge.relations:
        unknown = [name for name, _by in relation.terms if bounds[name][0] < bounds[name][1]]
        if unknown and not _idle(relation, bounds):
            tied.append((unknown[0], relation))
            for name in unknown[1:]:
                root[find(name)] = find(unknown[0])
    names: dict[str, list[str]] = {}
    for name, (low, high) in bounds.items():
        if low < high:
            names.setdefault(find(name), []).append(name)
    relations: dict[str, list[Relation]] = {}
    for name, relation in tied:
        relations.setdefault(find(name), []).append(relation)
    for key, group in names.items():
        yield Part(group, relations.get(key, []), bounds)


def _idle(relation: Relation, bounds: Mapping[str, Range]) -> bool:
    """Whether the bounds alone already keep a relation."""
    ends = [_scaled(bounds[name], by) for name, by in relation.terms]
    return sum(low for low, _ in ends) >= relation.low and sum(high for _, high in ends) <= relation.high


def known(knowledge: Knowledge, hidden: Mapping[str, int]) -> list[Found]:
    """The hidden counts that are known too well. `hidden` says of each how far apart its ends must be at
    least; a count that can't be small need only have two values.

    ContradictionError where what is printed can't all be true.
    """
    bounds = narrowed(knowledge)
    found = [
        Found(name, int(bounds[name][0]), int(bounds[name][1]))
        for name in hidden
        if bounds[name][0] == bounds[name][1]
    ]
    for part in parts(knowledge, bounds):
        found += _in_part(part, hidden)
    return found


def _in_part(part: Part, hidden: Mapping[str, int]) -> Iterator[Found]:
    looked = [place for place, name in enumerate(part.names) if name in hidden]
    if not looked:
        return
    low, high = np.full(len(part.names), INF), np.full(len(part.names), -INF)

    def seen(solution: np.ndarray | None) -> None:
        if solution is None:
            raise ContradictionError(*part.relations)
        np.minimum(low, solution, out=low)
        np.maximum(high, solution, out=high)

    for sign in (1.0, -1.0):  # all as small, and all as large, as can be
        weights = np.zeros(len(part.names))
        weights[looked] = sign
        seen(part.solved(weights))
    for place in looked:
        name = part.names[place]
        for sign in (1.0, -1.0):
            if high[place] - low[place] < hidden[name]:
                weights = np.zeros(len(part.names))
                weights[place] = sign
                seen(part.solved(weights))
        if high[place] - low[place] < hidden[name]:
            yield Found(name, int(low[place]), int(high[place]))


def explained(knowledge: Knowledge, found: Found) -> Found:
    """The same finding with relations that suffice for it, none of which can be left out."""
    wanted = (float(found.low), float(found.high))

    def suffices(relations: Sequence[Relation]) -> bool:
        return _range(Knowledge(knowledge.bounds, tuple(relations)), found.count) == wanted

    return Found(
        found.count, found.low, found.high, _fewest(_near(knowledge, found.count, suffices), suffices)
    )


def contradicting(knowledge: Knowledge) -> tuple[Relation, ...]:
    """Relations that can't all stand beside what is printed, none of which can be left out; none where there
    are none."""

    def narrows_to_nothing(relations: Sequence[Relation]) -> bool:
        try:
            narrowed(Knowledge(knowledge.bounds, tuple(relations)))
        except ContradictionError:
            return True
        return False

    def impossible(relations: Sequence[Relation]) -> bool:
        held = Knowledge(knowledge.bounds, tuple(relations))
        try:
            bounds = narrowed(held)
            return any(part.solved(np.zeros(len(part.names))) is None for part in parts(held, bounds))
        except ContradictionError:
            return True

    if narrows_to_nothing(knowledge.relations):
        return _fewest(knowledge.relations, narrows_to_nothing)
    for part in parts(knowledge, narrowed(knowledge)):
        if part.solved(np.zeros(len(part.names))) is None:
            near = [
                each for each in knowledge.relations if {name for name, _ in each.terms} & set(part.names)
            ]
            return _fewest(near if impossible(near) else knowledge.relations, impossible)
    return ()


def _fewest(
    relations: Sequence[Relation], suffices: Callable[[Sequence[Relation]], bool]
) -> tuple[Relation, ...]:
    """What is left when no relation more can be left out: first by many, then by one."""
    kept = list(relations)
    size = max(1, len(kept) // 2)
    while True:
        place = 0
        while place < len(kept):
            rest = kept[:place] + kept[place + size :]
            if suffices(rest):
                kept = rest
            else:
                place += size
        if size == 1:
            return tuple(kept)
        size //= 2


def _near(
    knowledge: Knowledge, name: str, suffices: Callable[[Sequence[Relation]], bool]
) -> Sequence[Relation]:
    """Relations within ever more steps of a count, until they suffice."""
    reach = {name}
    for _step in range(12):
        taken = [each for each in knowledge.relations if any(name in reach for name, _ in each.terms)]
        if suffices(taken):
            return taken
        further = {
            name
            for each in taken
            for name, _ in each.terms
            if len(set(knowledge.bounds.get(name, (0, 1)))) > 1
        }
        if further <= reach:
            break
        reach |= further
    return knowledge.relations


def _range(knowledge: Knowledge, name: str) -> Range | None:
    """The ends of one count; None where it isn't known of, or nothing is possible."""
    try:
        bounds = narrowed(knowledge)
        for part in parts(knowledge, bounds):
            if name in part.names:
                return part.ends(part.names.index(name))
        return bounds.get(name)
    except ContradictionError:
        return None
