"""What an output prints, as sets of cases, and what follows from printing them side by side.

A count that is printed is a set of cases, and so what hangs together needs no declaring: the sets that a
question gives rise to (its choices, those for whom it is known, a part of the cohort) are cut into *atoms*,
the groups of cases that all of them treat alike. Every printed count is a sum of atoms; whoever reads the
output knows these sums and not the atoms. One set printed in two places is one number.

This gives a reader more than he has (he is taken to know which atoms are empty), never less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

Units = frozenset[str]
Atoms = tuple[int, ...]


@dataclass(frozen=True)
class Count:
    """One count that could be printed: its place in the output, the cases (or rows of a repeat) in it, the
    questions it is about, and how much is lost when it is hidden. Two questions are those of a cross-table,
    whose margins lie within the tables of each. `within` are the places of the counts that hold this one by
    their meaning (a table's total, a margin), which its cases can't show when there are none. `rest` says
    that a reader knows it, together with the other counts of its questions, to make up the whole cohort;
    `few` that few cases stand behind it, however many rows of theirs it counts. `gates` are, of a table's
    total, the questions that decide who is in it.
    """

    place: str
    units: Units
    questions: tuple[str, ...]
    worth: float = 1.0
    within: tuple[str, ...] = ()
    rest: bool = False
    few: bool = False
    gates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Linked:
    """All counts of one output, cut into atoms.

    `sizes` are the true sizes of the atoms; `atoms_of` gives the atoms of each count by its place; `same` are
    pairs of sums over atoms of different questions that are one number, because they are one set of cases;
    `left` are atoms for what is left of a count beside a part of it that is about another question too.
    `whole` are, for each question, the atoms of all the cohort's cases, whose number is always printed.
    """

    counts: tuple[Count, ...]
    sizes: tuple[int, ...]
    atoms_of: Mapping[str, Atoms]
    same: tuple[tuple[Atoms, Atoms], ...]
    whole: tuple[Atoms, ...]
    left: Mapping[str, Atoms]

    def size(self, atoms: Iterable[int]) -> int:
        """How many cases some atoms hold."""
        return sum(self.sizes[atom] for atom in atoms)

    @cached_property
    def by_questions(self) -> Mapping[tuple[str, ...], tuple[Count, ...]]:
        """The counts about the same questions, by these."""
        return _gathered(self.counts)


def link(counts: Sequence[Count], everyone: Units) -> Linked:
    """The counts of one output over a cohort, with all that hangs together between them.

    A count may hold units that are not in `everyone` (rows of a repeat): it is then not tied to the number of
    cases. An empty count has an atom of its own, so that a reader isn't taken to know that it is empty.
    ValueError when two counts have one place.
    """
    if len({count.place for count in counts}) < len(counts):
        raise ValueError("two counts stand in one place")
    sizes: list[int] = []
    atoms_of: dict[str, Atoms] = {}
    whole = []
    families = _gathered(counts)
    for members in families.values():
        of_cases = all(count.units <= everyone for count in members)
        first = len(sizes)
        atoms = _atoms([count.units for count in members], everyone if of_cases else frozenset())
        sizes += [len(atom) for atom in atoms]
        if not any(count.rest for count in members):
            sizes.append(0)  # nobody knows that these counts hold everyone
        empty = {count.place: len(sizes) + n for n, count in enumerate(c for c in members if not c.units)}
        sizes += [0] * len(empty)
        for count in members:
            inside = (n for n, atom in enumerate(atoms, start=first) if atom <= count.units)
            atoms_of[count.place] = (*inside, *_empty_inside(count, members, empty))
        if of_cases:
            whole.append(tuple(range(first, len(sizes))))
    same = list(_same(families, atoms_of, everyone))
    left: dict[str, Atoms] = {}
    for larger, smaller in _parts(families, everyone):
        rest = (len(sizes),)
        sizes.append(len(larger.units - smaller.units))
        same.append((atoms_of[larger.place], atoms_of[smaller.place] + rest))
        left[f"{larger.place} - {smaller.place}"] = rest
    return Linked(tuple(counts), tuple(sizes), atoms_of, tuple(same), tuple(whole), left)


_Families = Mapping[tuple[str, ...], tuple[Count, ...]]


def _same(
    families: _Families, atoms_of: Mapping[str, Atoms], everyone: Units
) -> Iterator[tuple[Atoms, Atoms]]:
    """Sums over atoms of different questions that are one set of cases.

    Of several such counts about the same questions the widest by its meaning is taken (a row with one full
    cell holds the empty ones too), so that nobody is taken to know that the others are empty.
    """
    found: dict[Units, dict[tuple[str, ...], Atoms]] = defaultdict(dict)
    for questions, members in families.items():
        for count in members:
            if count.units and count.units != everyone:
                atoms = found[count.units].get(questions, ())
                found[count.units][questions] = max(atoms, atoms_of[count.place], key=len)
    for places in found.values():
        yield from pairwise(places.values())


def _parts(families: _Families, everyone: Units) -> Iterator[tuple[Count, Count]]:
    """A count and a part of it that is about another question too, or about the families that it singles
    out.
    """
    by_question: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for questions in families:
        for question in questions:
            by_question[question].append(questions)
    pairs = {
        (one, other) for among in by_question.values() for one, other in product(among, among) if one != other
    }
    for one, other in sorted(pairs):
        yield from _nested(product(families[one], families[other]), everyone)
    for questions, members in families.items():
        totals = [count for count in members if count.gates]
        gates = {gate for total in totals for gate in total.gates} - set(questions)
        for other in sorted({family for gate in gates for family in by_question[gate]}):
            if (questions, other) not in pairs:
                yield from _nested(product(totals, families[other]), everyone)
                yield from _nested(product(families[other], totals), everyone)


def _nested(pairs: Iterable[tuple[Count, Count]], everyone: Units) -> Iterator[tuple[Count, Count]]:
    for larger, smaller in pairs:
        if smaller.units and smaller.units < larger.units and larger.units != everyone:
            yield larger, smaller


def _empty_inside(count: Count, members: Sequence[Count], empty: Mapping[str, int]) -> Iterator[int]:
    """The atoms of the empty counts that a count holds by their meaning."""
    by_place = {member.place: member for member in members}
    for member in members:
        if not member.units and (member is count or count.place in _holders(member, by_place)):
            yield empty[member.place]


def _holders(member: Count, by_place: Mapping[str, Count]) -> set[str]:
    """The places of all counts that hold this one by their meaning, directly or not."""
    found: set[str] = set()
    ahead = list(member.within)
    while ahead:
        place = ahead.pop()
        if place in by_place and place not in found:
            found.add(place)
            ahead += by_place[place].within
    return found


def differences(linked: Linked) -> Iterable[tuple[str, Atoms]]:
    """Every count by itself, and every difference of two counts of one question of which one holds the other
    (or of all the cohort and one), as sums of atoms.
    """
    yield from linked.left.items()
    for members in linked.by_questions.values():
        sums = {linked.atoms_of[count.place]: count.place for count in members}
        yield from ((place, atoms) for atoms, place in sums.items())
        parts = {atoms: frozenset(atoms) for atoms in sums}
        for whole in linked.whole:
            if any(part <= frozenset(whole) for part in parts.values() if part):
                parts[whole] = frozenset(whole)
        for larger, held in parts.items():
            for smaller, part in parts.items():
                if part < held:
                    yield f"{sums.get(larger, '')} - {sums.get(smaller, '')}", tuple(sorted(held - part))


def _gathered(counts: Iterable[Count]) -> dict[tuple[str, ...], tuple[Count, ...]]:
    families: dict[tuple[str, ...], list[Count]] = defaultdict(list)
    for count in counts:
        families[count.questions].append(count)
    return {questions: tuple(members) for questions, members in families.items()}


def _atoms(sets: Sequence[Units], everyone: Units) -> list[Units]:
    """The groups of units that every set treats alike, in a fixed order."""
    signature: dict[str, list[int]] = {unit: [] for unit in everyone}
    for number, units in enumerate(dict.fromkeys(sets)):
        for unit in units:
            signature.setdefault(unit, []).append(number)
    groups: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for unit, numbers in signature.items():
        groups[tuple(numbers)].add(unit)
    return [frozenset(groups[key]) for key in sorted(groups)]
