"""Which counts to hide, so that no small one can be worked out, and as few as can be managed.

Small counts are hidden first. Then, as long as a reader can work out one (or a small difference of two), the
cheapest other counts are hidden that let it move: the linear programme of Kelly, Golden and Assad (1992),
which shifts cases between atoms and pays for each printed count that would change. At the end every count
that turns out not to be needed is shown again, the most useful first. Where even hiding is not enough,
because a symbol says already that somebody is there, all counts of the question are withheld.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from audit_app.analysis.disclosure.bounds import Reader, add_row, exposed, is_exposed, new_solver
from audit_app.analysis.disclosure.counts import Count, Linked, differences, link
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.errors import AuditError
from audit_app.words import _

Sum = tuple[str, tuple[int, ...]]
Known = tuple[int, int | None]
"""What a reader is told of a count: lowest and highest, None where nothing limits it."""

_MOVED = 1e-6


@dataclass(frozen=True)
class Hidden:
    """What is not printed of an output: the places that are small (`primary`), those hidden to protect them
    (`secondary`), and those whose question is `withheld` as a whole. `ranges` is what a reader can tell of
    each of them.
    """

    primary: frozenset[str]
    secondary: frozenset[str]
    withheld: frozenset[str]
    ranges: Mapping[str, Known]

    @property
    def places(self) -> frozenset[str]:
        """All places that are not printed."""
        return self.primary | self.secondary | self.withheld


@dataclass
class _Plan:
    """The decision for some linked counts, while it is being made."""

    linked: Linked
    profile: DisclosureProfile
    small: list[Sum]
    hidden: set[str]
    withheld: set[str]

    def known(self) -> dict[str, Known]:
        """What a reader is told of each count."""
        return {count.place: self.told(count) for count in self.linked.counts}

    def told(self, count: Count) -> Known:
        """What a reader is told of one count."""
        size = len(count.units)
        if count.place in self.withheld:
            return 0, None
        if count.place not in self.hidden:
            return self.profile.limits(self.profile.rounded(size))
        if self.profile.ranges and self.profile.is_small(size):
            return self.profile.low, self.profile.high
        return self.profile.least_hidden, None

    def exposed(self) -> Iterator[Sum]:
        """The small sums that a reader can still work out."""
        return exposed(self.linked, self.known(), self.small, self.profile.width)


def hide(counts: Sequence[Count], everyone: frozenset[str], profile: DisclosureProfile) -> Hidden:
    """Decide what to hide of an output over the cohort `everyone`.

    AuditError when a small count could still be worked out: then nothing may be released.
    """
    hidden: set[str] = set()
    withheld: set[str] = set()
    for part in _parts(counts, everyone):
        plan = _plan(link(part, everyone), profile)
        for sum_ in list(plan.exposed()):
            _protect(plan, sum_)
        _show_again(plan)
        hidden |= plan.hidden
        withheld |= plan.withheld
    ranges = check(counts, everyone, hidden, withheld, profile)
    primary = {count.place for count in counts if profile.is_small(len(count.units))}
    return Hidden(
        frozenset(primary - withheld), frozenset(hidden - primary - withheld), frozenset(withheld), ranges
    )


def check(
    counts: Sequence[Count],
    everyone: frozenset[str],
    hidden: Set[str],
    withheld: Set[str],
    profile: DisclosureProfile,
) -> dict[str, Known]:
    """The independent check: what a reader can tell of each count that is not printed. AuditError if any
    small count, or small difference of counts, can be worked out to within less than the profile's width.
    """
    ranges: dict[str, Known] = {}
    for part in _parts(counts, everyone):
        plan = _plan(link(part, everyone), profile)
        plan.hidden, plan.withheld = set(hidden), set(withheld)
        found = list(plan.exposed())
        if found:
            raise AuditError(
                _(
                    "Nothing was released: small counts could be worked out from the others ({places}). "
                    "Choose fewer pages, or a stricter profile."
                ).format(places=", ".join(place for place, _atoms in found[:3]))
            )
        reader = Reader(plan.linked, plan.known())
        for count in part:
            if count.place in hidden or count.place in withheld:
                ranges[count.place] = reader.range(plan.linked.atoms_of[count.place])
    return ranges


def _plan(linked: Linked, profile: DisclosureProfile) -> _Plan:
    """The plan at its start. What follows from the number of cases alone no output can give away."""
    small = [(place, atoms) for place, atoms in differences(linked) if profile.is_small(linked.size(atoms))]
    primary = {count.place for count in linked.counts if profile.is_small(len(count.units))}
    plan = _Plan(linked, profile, small, primary, set(linked.atoms_of))
    evident = set(plan.exposed())
    plan.small = [sum_ for sum_ in small if sum_ not in evident]
    plan.withheld = set()
    return plan


def _parts(counts: Sequence[Count], everyone: frozenset[str]) -> Iterator[list[Count]]:
    """The counts in groups that nothing links: tables about other questions, that share no set of cases but
    the whole cohort.
    """
    leader: dict[object, object] = {}

    def lead(of: object) -> object:
        while leader.setdefault(of, of) != of:
            of = leader[of]
        return of

    for count in counts:
        links = [*count.questions, *([count.units] if count.units and count.units != everyone else [])]
        for other in links[1:]:
            leader[lead(other)] = lead(links[0])
    groups: dict[object, list[Count]] = defaultdict(list)
    for count in counts:
        groups[lead(count.questions[0])].append(count)
    yield from groups.values()


def _protect(plan: _Plan, sum_: Sum) -> None:
    """Hide more until a small sum can't be worked out; where hiding doesn't help, withhold the question."""
    place, atoms = sum_
    while is_exposed(Reader(plan.linked, plan.known()).range(atoms), plan.profile.width):
        more = _cheapest(plan, atoms) - plan.hidden
        if more:
            plan.hidden |= more
            continue
        more = _about(plan, atoms) - plan.withheld or set(plan.linked.atoms_of) - plan.withheld
        if not more:
            raise AuditError(
                _(
                    "Nothing was released: {place} could be worked out from the number of cases alone. "
                    "So few cases can't be shared under this profile."
                ).format(place=place)
            )
        plan.withheld |= more


def _about(plan: _Plan, atoms: Sequence[int]) -> set[str]:
    """The places of all counts of the questions that some atoms are about."""
    touched = (c for c in plan.linked.counts if not set(plan.linked.atoms_of[c.place]).isdisjoint(atoms))
    questions = {question for count in touched for question in count.questions}
    return {count.place for count in plan.linked.counts if not questions.isdisjoint(count.questions)}


def _cheapest(plan: _Plan, atoms: Sequence[int]) -> set[str]:
    """The printed counts that change, at least cost, when a small sum takes values that lie the profile's
    width apart: larger ones if it can, else smaller ones, else some of both.
    """
    width = plan.profile.width
    for steps in ((width,), (-width,), *((up, up - width) for up in range(width - 1, 0, -1))):
        moved = [_moved(plan, atoms, step) for step in steps]
        if None not in moved:
            return set().union(*(each for each in moved if each))
    return set()


def _moved(plan: _Plan, atoms: Sequence[int], step: int) -> set[str] | None:
    solver, prices = _shifting(plan)
    add_row(solver, dict.fromkeys(atoms, 1.0), step, step)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    paid = solver.getSolution().col_value
    return {place for place, column in prices.items() if paid[column] > _MOVED}


def _shifting(plan: _Plan) -> tuple[Any, dict[str, int]]:
    """The programme without its goal: a column for the shift of each atom, and one for the change of each
    printed count, at its price.
    """
    linked = plan.linked
    n = len(linked.sizes)
    solver = new_solver()
    solver.addVars(n, -np.array(linked.sizes, dtype=float), np.full(n, highspy.kHighsInf))
    for atoms in linked.whole:
        add_row(solver, dict.fromkeys(atoms, 1.0), 0, 0)
    for one, other in linked.same:
        add_row(solver, dict.fromkeys(one, 1.0) | dict.fromkeys(other, -1.0), 0, 0)
    prices: dict[str, int] = {}
    for count in linked.counts:
        members = linked.atoms_of[count.place]
        if count.place in plan.hidden or count.place in plan.withheld:
            low, high = plan.told(count)
            size = len(count.units)
            above = highspy.kHighsInf if high is None else high - size
            add_row(solver, dict.fromkeys(members, 1.0), low - size, above)
            continue
        if not count.units and plan.profile.low:
            # Where zeros are shown a symbol says that it is none, so that no zero can be hidden behind it.
            add_row(solver, dict.fromkeys(members, 1.0), 0, 0)
            continue
        column = prices[count.place] = n + len(prices)
        solver.addVars(1, np.zeros(1), np.full(1, highspy.kHighsInf))
        solver.changeColCost(column, count.worth)
        for sign in (1.0, -1.0):
            add_row(solver, {**dict.fromkeys(members, sign), column: -1.0}, -highspy.kHighsInf, 0)
    return solver, prices


def _show_again(plan: _Plan) -> None:
    """Show every count again that was hidden on the way and isn't needed."""
    extra = [
        count
        for count in plan.linked.counts
        if count.place in plan.hidden and not plan.profile.is_small(len(count.units))
    ]
    for count in sorted(extra, key=lambda count: (-count.worth, count.place)):
        plan.hidden.discard(count.place)
        # What it protects stands most often at its side, and one exposed sum is enough.
        near = set(plan.linked.atoms_of[count.place])
        plan.small.sort(key=lambda sum_: near.isdisjoint(sum_[1]))
        if next(plan.exposed(), None):
            plan.hidden.add(count.place)
