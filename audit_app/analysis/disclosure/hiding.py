"""Which counts to hide, so that no small one can be worked out, and as few as can be managed.

Small counts are hidden first. Then, as long as a reader can work out one (or a small difference of two), the
cheapest other counts are hidden that let it move: the linear programme of Kelly, Golden and Assad (1992),
which shifts cases between atoms and pays for each printed count that would change. At the end every count
that turns out not to be needed is shown again, the most useful first. Where even hiding is not enough,
because a symbol says already that somebody is there, all counts of the question are withheld.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, partial

from audit_app.analysis.disclosure.bounds import Reader, exposed
from audit_app.analysis.disclosure.counts import Count, Linked, differences, link
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.shifting import Shifts
from audit_app.errors import AuditError
from audit_app.words import _

Sum = tuple[str, tuple[int, ...]]
Progress = Callable[[int, int], None]
Known = tuple[int, int | None]
"""What a reader is told of a count: lowest and highest, None where nothing limits it."""


def no_progress(done: int, of: int) -> None:
    """Progress that nobody watches."""


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


class _Plan:
    """The decision for some linked counts, while it is being made; `reader` knows what it prints so far."""

    def __init__(
        self, linked: Linked, profile: DisclosureProfile, tick: Callable[[], None] = lambda: None
    ) -> None:
        self.linked, self.profile, self._tick = linked, profile, tick
        self._shifts: Shifts | None = None
        self.hidden: set[str] = set()
        self.withheld = set(linked.atoms_of)
        self._count = {count.place: count for count in linked.counts}
        self.reader = Reader(linked, {place: self.told(count) for place, count in self._count.items()}, tick)
        self.small = [sum_ for sum_ in differences(linked) if profile.is_small(linked.size(sum_[1]))]
        self._evident: dict[tuple[int, ...], bool] = {}
        self.change(hidden=self.primary(), withheld=set())

    def primary(self) -> set[str]:
        """The places that are small themselves."""
        return {place for place, count in self._count.items() if _is_small(count, self.profile)}

    def change(self, *, hidden: Set[str] | None = None, withheld: Set[str] | None = None) -> None:
        """Hide and withhold these and no others; the reader learns of it."""
        before = self.hidden | self.withheld
        self.hidden = set(self.hidden if hidden is None else hidden)
        self.withheld, gone = set(self.withheld if withheld is None else withheld), self.withheld
        for place in (before ^ (self.hidden | self.withheld)) | (gone ^ self.withheld):
            self.reader.learns(place, *self.told(self._count[place]))
            self._price(self._count[place])

    @cached_property
    def shifts(self) -> Shifts:
        """The programme that says what else to hide, made when it is first needed."""
        self._shifts = Shifts(self.linked, self._tick)
        for count in self.linked.counts:
            self._price(count)
        return self._shifts

    def _price(self, count: Count) -> None:
        """Tell the programme what it costs to let a count change."""
        if self._shifts is None:
            return
        if count.place in self.hidden or count.place in self.withheld:
            low, high = self.told(count)
            size = len(count.units)
            self._shifts.free(count.place, low - size, None if high is None else high - size)
        elif not count.units and self.profile.low:
            # Where zeros are shown a symbol says that it is none, so that no zero can be hidden behind it.
            self._shifts.fixed(count.place)
        else:
            self._shifts.paid(count.place)

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

    def exposed(self, small: Sequence[Sum] | None = None) -> Iterator[Sum]:
        """The small sums that a reader can still work out, of all or of these."""
        found = exposed(self.reader, self.linked, self.small if small is None else small, self.profile.width)
        return (sum_ for sum_ in found if not self._is_evident(sum_[1]))

    def _is_evident(self, atoms: tuple[int, ...]) -> bool:
        """Whether a sum follows from the number of cases alone, which no output can give away."""
        if atoms not in self._evident:
            alone = exposed(self._blank, self.linked, [("", atoms)], self.profile.width)
            self._evident[atoms] = next(alone, None) is not None
        return self._evident[atoms]

    @cached_property
    def _blank(self) -> Reader:
        """A reader of an output in which nothing is printed."""
        return Reader(self.linked, dict.fromkeys(self._count, (0, None)), self._tick)


def hide(
    counts: Sequence[Count],
    everyone: frozenset[str],
    profile: DisclosureProfile,
    progress: Progress = no_progress,
) -> Hidden:
    """Decide what to hide of an output over the cohort `everyone`.

    `progress` is told of counts decided and checked, and may raise to stop. AuditError when a small count
    could still be worked out: then nothing may be released.
    """
    primary, hidden, withheld = decide(counts, everyone, profile, progress)
    ranges = check(counts, everyone, hidden, withheld, profile, progress)
    return Hidden(
        frozenset(primary - withheld), frozenset(hidden - primary - withheld), frozenset(withheld), ranges
    )


def decide(
    counts: Sequence[Count],
    everyone: frozenset[str],
    profile: DisclosureProfile,
    progress: Progress = no_progress,
) -> tuple[set[str], set[str], set[str]]:
    """The places that are small, those to hide, and those to withhold, not yet checked."""
    hidden: set[str] = set()
    withheld: set[str] = set()
    done, of = 0, 2 * len(counts)
    for part in _parts(counts, everyone):
        plan = _Plan(link(part, everyone), profile, partial(progress, done, of))
        done += len(part)
        _protect_all(plan)
        _show_again(plan)
        _protect_all(plan)
        hidden |= plan.hidden
        withheld |= plan.withheld
    return {count.place for count in counts if _is_small(count, profile)}, hidden, withheld


def check(
    counts: Sequence[Count],
    everyone: frozenset[str],
    hidden: Set[str],
    withheld: Set[str],
    profile: DisclosureProfile,
    progress: Progress = no_progress,
) -> dict[str, Known]:
    """The independent check: AuditError if any small count, or small difference of counts, can be worked out
    to within less than the profile's width. Where the profile prints ranges, what a reader can tell of each
    count that is not printed.
    """
    ranges: dict[str, Known] = {}
    done, of = len(counts), 2 * len(counts)
    for part in _parts(counts, everyone):
        plan = _Plan(link(part, everyone), profile, partial(progress, done, of))
        done += len(part)
        here = {count.place for count in part}
        plan.change(hidden=here & hidden, withheld=here & withheld)
        found = list(plan.exposed())
        if found:
            raise AuditError(
                _(
                    "Nothing was released: small counts could be worked out from the others ({places}). "
                    "Choose fewer pages, or a stricter profile."
                ).format(places=", ".join(place for place, _atoms in found[:3]))
            )
        for count in part:
            if profile.ranges and (count.place in hidden or count.place in withheld):
                ranges[count.place] = plan.reader.range(plan.linked.atoms_of[count.place])
    return ranges


def _is_small(count: Count, profile: DisclosureProfile) -> bool:
    return count.few or profile.is_small(len(count.units))


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
        alike = [count.units] if count.units and count.units != everyone else []
        links = [*count.questions, *count.gates, *alike]
        for other in links[1:]:
            leader[lead(other)] = lead(links[0])
    groups: dict[object, list[Count]] = defaultdict(list)
    for count in counts:
        groups[lead(count.questions[0])].append(count)
    yield from groups.values()


def _protect_all(plan: _Plan) -> None:
    """Hide more until no small sum can be worked out."""
    # What hiding leaves possible for one sum stays possible, so that each needs to be looked at once only.
    for sum_ in plan.exposed():
        _protect(plan, sum_)


def _protect(plan: _Plan, sum_: Sum) -> None:
    """Hide more until a small sum can't be worked out; where hiding doesn't help, withhold the question."""
    place, atoms = sum_
    while next(plan.exposed([sum_]), None):
        more = _cheapest(plan, atoms) - plan.hidden
        if more:
            plan.change(hidden=plan.hidden | more)
            continue
        more = _about(plan, atoms) - plan.withheld or set(plan.linked.atoms_of) - plan.withheld
        if not more:
            raise AuditError(
                _(
                    "Nothing was released: {place} could be worked out from the number of cases alone. "
                    "So few cases can't be shared under this profile."
                ).format(place=place)
            )
        plan.change(withheld=plan.withheld | more)


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
    changed = plan.shifts.changed(atoms, step)
    return None if changed is None else changed - plan.hidden - plan.withheld


def _show_again(plan: _Plan) -> None:
    """Show every count again that was hidden on the way and isn't needed by what stands near it."""
    extra = [
        count
        for count in plan.linked.counts
        if count.place in plan.hidden and not _is_small(count, plan.profile)
    ]
    for count in sorted(extra, key=lambda count: (-count.worth, count.place)):
        near = _near(plan, count)
        plan.change(hidden=plan.hidden - {count.place})
        if next(plan.exposed(near), None):
            plan.change(hidden=plan.hidden | {count.place})


def _near(plan: _Plan, count: Count) -> list[Sum]:
    """The small sums of the questions that a count is about, those it is part of first."""
    atoms = set(plan.linked.atoms_of[count.place])
    around = {
        atom
        for other in plan.linked.counts
        if not set(count.questions).isdisjoint(other.questions)
        for atom in plan.linked.atoms_of[other.place]
    }
    near = [sum_ for sum_ in plan.small if not around.isdisjoint(sum_[1])]
    return sorted(near, key=lambda sum_: atoms.isdisjoint(sum_[1]))
