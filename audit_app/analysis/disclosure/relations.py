"""From the lines of an output to what a reader knows of them: the counts, and how they hang together.

Three sources. What kind of line it is: who has it and who doesn't make up those counted, those counted and
all the rest make up everyone, answers that exclude each other make up their table, a rung lies within the
one below. What variable it reads: two ways of cutting one variable (bands of weeks, before 20 weeks) are
joined where they meet. And what the sheet of relations says of this form (`declared`): which counts are one,
and which lie within which. All are checked against the cases; what isn't so here is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from audit_app.analysis.disclosure.building import Bits, Building, Numbering
from audit_app.analysis.disclosure.cutting import places_by_variable, tables_in, tables_of
from audit_app.analysis.disclosure.knowledge import EVERYONE, Count, Relation
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.tied import COMPARED, Tied, Units, answers_in, place
from audit_app.analysis.disclosure.ties import BETWEEN, Ties, steps_wanted
from audit_app.lines.line import OF, N

WORTH = {N: 3.0, OF: 2.0, "silent": 0.5, "out": 0.7}
"""How much is lost when a count is hidden: the finding most, what stands beside it less."""

NO_CHANCE = 10
"""Two counts of the same cases are one by their meaning where they are more than these, and more are left."""

WANTED = 2.0
"""How many times as much a count is worth for the square of the steps by which it is to be shown before
others: what many would be hidden for is still shown."""


@dataclass(frozen=True)
class HeldOutput:
    """What a reader holds about some families, `everyone`: the lines of an output; `beside` these the lines
    that it could hold, for how they hang together; and `told`, by place, the units of the counts that left
    before, and `least` what those are at least that were held back there.
    """

    everyone: Units
    lines: tuple[Tied, ...]
    beside: tuple[Tied, ...] = ()
    told: Mapping[str, Units] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The lines that are printed, by their ids."""
        return frozenset(line.id for line in self.lines)


def built(
    output: HeldOutput,
    profile: DisclosureProfile,
    ties: Ties,
    numbering: Numbering,
    printing: DisclosureProfile,
) -> Building:
    """The counts of one output with the relations between them; `profile` and `printing` as
    `cohorts.known_of` has them."""
    found = Building(output.everyone, profile, numbering)
    found.several = frozenset(place(figure, OF) for figure in ties.several)
    now = {line.id for line in output.lines}
    beside = {line.id: line for line in output.beside if line.id not in now}
    lines = [*output.lines, *beside.values()]
    for line in lines:
        _counts(found, line, ties, output, printing)
    found.apart = _with_an_empty_part(found, ties.relations)
    for place_, units in output.told.items():
        bits = found.bits(units)
        found.add(Count(place_, bits.bit_count(), printed=False, told=True), bits)
    for line in lines:
        _own(found, line)
        _summed(found, line)
    into = answers_in([*output.lines, *output.beside])
    _gathered(found, into)
    again = _said_again(output, into)
    lines = [line for line in lines if line.id not in again]
    tables = tables_of(line for line in lines if line.id in now or into.get(line.id, "") not in now)
    for parent, rows in tables.items():
        _parted(found, parent, rows)
    by_variable = places_by_variable(lines)
    gaps = {row for rows in tables.values() if _empty(found, rows) for row in rows}
    whole_of = {row: parent for parent, rows in tables.items() for row in rows}
    cut_by = {about: tables_in(places, tables, whole_of) for about, places in by_variable.items()}
    for about, places in by_variable.items():
        _one_variable(found, places, cut_by[about], gaps)
    _silent_alike(found, lines)
    for line in lines:
        for variable in ties.settling.get(line.id, ()) if line.sets.get(OF) else ():
            about = (variable,)
            _counted_among(found, line.id, by_variable.get(about, ()), cut_by.get(about, {}))
    _equal(found, {place(line.id, column) for line in lines if line.line.merged for column in line.sets})
    _declared(found, ties.relations)
    return found


def _counts(found: Building, tied: Tied, ties: Ties, output: HeldOutput, printing: DisclosureProfile) -> None:
    worth = 1 + WANTED * steps_wanted(tied.id, ties.priority) ** 2
    printed = tied.id in output.ids
    for column, units in tied.sets.items():
        bits = found.bits(units)
        size = bits.bit_count()
        behind = set(tied.line.cases(N)) if column == N else ()  # fewer families than rows of a repeat
        small = found.profile.is_small(size) or (bool(behind) and found.profile.is_small(len(behind)))
        of_files = column not in (N, OF) or f"{tied.id}.".startswith(ties.records)
        # That it is recorded for all of them would say of few who are not counted that they are outside.
        out = tied.sets["out"] if column == "silent" else frozenset()
        few_out = 0 < len(out) <= printing.blank_to and units <= out
        blank = printed and of_files and (printing.is_blank(size) or few_out)
        # Where small ones are left blank, a sign says that this one isn't small.
        least = printing.blank_to + 1 if printed and of_files and not blank else 0
        here = place(tied.id, column)
        # What stands nowhere, neither now nor before, nor within what is gathered, is nobody's secret.
        stands = printed or bool(tied.gathered_in) or here in output.least
        over = tied.id if OF in tied.sets else tied.parent
        base = place(over, OF) if column == N else ""
        found.add(
            Count(
                here,
                size,
                WORTH[column] * worth,
                guarded=small and not of_files and stands,
                printed=printed,
                blank=blank,
                told=output.told.get(here) == units,
                least=min(max(least, output.least.get(here, 0)), size),
                base=base,
            ),
            bits,
        )


def _own(found: Building, tied: Tied) -> None:
    """How the counts of one line hang together."""
    of, n, silent, out = (place(tied.id, column) for column in (OF, N, "silent", "out"))
    if OF not in tied.sets:
        return
    counted = [n] if N in tied.sets else []
    if "silent" in tied.sets and tied.line.denominator == "practice":
        counted += [silent] if not found.units(silent) & ~found.units(of) else []
    if N in tied.sets and found.are_exclusive(counted):
        found.adds_up(of, counted, f"{tied.id} / not")
    if "out" not in tied.sets:
        return
    beyond = found.units(out)
    whole = _group(found, found.units(of) | beyond, tied)
    if found.units(of) & beyond or not whole:
        return  # of a repeat that not every family has
    found.adds_up(whole, (of, out))
    if tied.about[-1] == COMPARED:
        found.groups.update(dict.fromkeys((of, n, silent), whole))
    if not found.units(silent) & ~beyond:
        found.lies_within(silent, out)


def _said_again(output: HeldOutput, into: Mapping[str, str]) -> set[str]:
    """The lines of gathered answers that stand elsewhere and say no more than the answers, which are lines
    here."""
    rows = {line.id for line in (*output.lines, *output.beside) if line.parent}
    apart = {whole for answer, whole in into.items() if answer not in rows}
    return {*into.values()} - apart - output.ids


def _gathered(found: Building, into: Mapping[str, str]) -> None:
    """What answers that are gathered have to do with the line in which they are."""
    answers: dict[str, list[str]] = defaultdict(list)
    for answer, whole in into.items():
        answers[place(whole, N)].append(place(answer, N))
    for whole, parts in answers.items():
        if whole not in found.stands:
            continue
        if found.overlaps(whole):
            _overlapping(found, whole, parts)
        elif found.are_exclusive(parts) and found.union(parts) == found.units(whole):
            found.relations.append(Relation(whole, tuple(parts)))


def _overlapping(found: Building, whole: str, parts: Sequence[str], silent: str = "") -> None:
    """Answers of which a family can give several: each lies within the whole, and together they are no fewer,
    those who say nothing counted in."""
    for part in parts:
        if not found.units(part) & ~found.units(whole):
            found.adds_up(whole, (part,), f"{whole} beyond {part}")
        elif found.stands[part].count.size <= found.stands[whole].count.size:  # of rows of a repeat
            found.lies_within(part, whole)
    each = [*parts, *([silent] if silent else [])]
    if sum(found.stands[part].count.size for part in each) >= found.stands[whole].count.size:
        found.lies_within(whole, found.sum(each))


def _group(found: Building, units: Bits, tied: Tied) -> str:
    """The count that holds just these: everyone, or the group of this name; "" where none does."""
    if units == found.everyone:
        return EVERYONE
    ending = f".{tied.id.rsplit('.', 1)[-1]} / {N}"
    same = (at for at, each in found.stands.items() if at.endswith(ending) and each.units == units)
    return next(same, "") if tied.about[-1] == COMPARED else ""


def _summed(found: Building, tied: Tied) -> None:
    """A line whose counts are the sums of those of others."""
    for column in tied.sets:
        parts = tuple(place(id_, column) for id_ in tied.sums.get(column, ()))
        known = all(part in found.stands for part in parts)
        if known and sum(found.stands[part].count.size for part in parts) == len(tied.sets[column]) > 0:
            found.relations.append(Relation(place(tied.id, column), parts))


def _parted(found: Building, parent: str, rows: Sequence[str]) -> None:
    """The rows of a table over its base: they make it up, or each lies within it."""
    of = place(parent, OF)
    if of not in found.stands:
        return
    silent = place(parent, "silent")  # of a practice figure it counts among those who were asked
    asked = silent in found.stands and found.units(silent) and not found.units(silent) & ~found.units(of)
    if of in found.several:
        _overlapping(found, of, rows, silent if asked else "")
        return
    if any(found.units(row) & ~found.units(of) for row in rows):
        return
    if found.are_exclusive(rows):
        rows = [*rows, *([silent] if asked and found.are_exclusive([*rows, silent]) else [])]
        covered = found.union(rows) == found.units(of)
        found.adds_up(of, rows, "" if covered else f"{parent} / other")
        return
    for row in rows:
        found.adds_up(of, (row,), f"{row} not")
    for larger, smaller in found.next_within(rows):
        found.adds_up(larger, (smaller,), f"{larger} beyond {smaller}")


def _one_variable(
    found: Building, places: Sequence[str], tables: Mapping[str, Sequence[str]], gaps: Collection[str]
) -> None:
    """Counts of figures that read one variable: a count made up of another table's rows, or between them, and
    counts within each other; `gaps` are the rows of tables with one that holds nobody and must not be known
    to."""
    for parent, rows in tables.items():
        if not (found.overlaps(rows[0]) or found.are_exclusive(rows)):
            continue
        for count in places:
            if not count.startswith(f"{parent} /") and count not in rows and count not in found.apart:
                _cut(found, count, rows, exact=count not in gaps)
    nested = [each for each in places if found.units(each) and each not in found.apart]
    _join_alike(found, (each for each in nested if each not in gaps))
    for larger, smaller in found.next_within(nested):
        if found.stands[larger].count.base and found.stands[smaller].count.base:
            found.adds_up(larger, (smaller,), f"{larger} beyond {smaller}")
        elif found.stands[smaller].count.base != larger:
            found.lies_within(smaller, larger)


def _silent_alike(found: Building, lines: Iterable[Tied]) -> None:
    """Figures of one question that count the same families: those whose files don't say are the same too."""
    alike: dict[tuple[tuple[str, ...], Bits], list[str]] = defaultdict(list)
    for line in (line for line in lines if "silent" in line.sets):
        alike[line.about, found.units(place(line.id, OF))].append(place(line.id, "silent"))
    for places in alike.values():
        _join_alike(found, places)


def _counted_among(
    found: Building, figure: str, places: Iterable[str], tables: Mapping[str, Sequence[str]]
) -> None:
    """Who is counted in a figure beside the counts of a variable that decides it: among those who gave the
    answers after which it is asked."""
    base = place(figure, OF)
    held = found.units(base)
    others = dict.fromkeys(each for each in places if not each.startswith((f"{figure} /", f"{figure}.")))
    for rows in tables.values():
        if all(row in others for row in rows) and (found.overlaps(rows[0]) or found.are_exclusive(rows)):
            _cut(found, base, rows, exact=False)
    around = {
        found.units(each): each
        for each in others
        if not held & ~found.units(each) and each not in found.apart
    }
    for units, each in around.items():
        if not any(units & other == other != units for other in around):
            found.lies_within(base, each)


def _empty(found: Building, rows: Iterable[str]) -> list[str]:
    """The rows of a table that hold nobody, and must not be known to."""
    return [row for row in rows if not found.units(row) and found.stands[row].count.guarded]


def _cut(found: Building, count: str, rows: Sequence[str], *, exact: bool) -> None:
    """A count beside the rows of a table: made up of some, or more than some and less than others. Where
    zeros are hidden nobody knows of an empty row whether it would belong; nor, where the count is itself of
    a table with such rows, that it is all of the others (not `exact`)."""
    held = found.units(count)
    inside = [row for row in rows if found.units(row) and not found.units(row) & ~held]
    empty = _empty(found, rows)
    touched = [row for row in rows if found.units(row) & held] + empty
    around = found.union(touched)
    if not held or held & ~around:
        return
    if found.overlaps(rows[0]):
        found.lies_within(count, found.sum(touched))
        return
    if found.union(inside) == held and not empty and exact:
        found.adds_up(count, inside)
        return
    if len(inside) > 1 and exact:
        found.relations.append(Relation(count, tuple(inside), add_up=False))
    if len(touched) > 1 or not exact:
        rest = found.latent(f"{' + '.join(touched)} beyond {count}", around & ~held, guarded=False)
        found.relations.append(Relation(found.sum(touched), (count, rest)))


def _equal(found: Building, gathered: Collection[str]) -> None:
    """Counts of the same cases are one number; few cases, or all but few, may be the same by chance.
    What is `gathered` is joined to its answers instead."""
    many = (
        at
        for at, each in found.stands.items()
        if each.count.printed
        and each.count.size > NO_CHANCE
        and (found.everyone & ~each.units).bit_count() > NO_CHANCE
    )
    _join_alike(found, (at for at in many if at not in gathered))


def _with_an_empty_part(found: Building, declared: Iterable[Relation]) -> set[str]:
    """The counts of a declared sum of which a part is empty and must not be known to be: a count that is all
    of it here isn't so by its meaning."""
    sums = (each for each in declared if each.add_up and len(each.parts) > 1)
    here = (each for each in sums if all(member in found.stands for member in each.members))
    return {
        member
        for each in here
        for member in each.members
        if any(not found.units(part) and found.stands[part].count.guarded for part in each.parts)
    }


def _join_alike(found: Building, places: Iterable[str]) -> None:
    alike: dict[Bits, list[str]] = defaultdict(list)
    for each in places:
        alike[found.units(each)].append(each)
    for same in alike.values():
        # That all of a group have something is no matter of meaning.
        apart = [e for e in same if found.stands[e].count.base not in same and e not in found.apart]
        found.relations += [Relation(one, (other,)) for one, other in pairwise(apart)]


def _declared(found: Building, declared: Iterable[Relation]) -> None:
    for relation in declared:
        wholes = relation.whole.split(BETWEEN)
        if not all(member in found.stands for member in (*wholes, *relation.parts)):
            continue
        # By their sizes, since rows of two repeats have no names in common.
        held = sum(found.stands[whole].count.size for whole in wholes)
        parts = sum(found.stands[part].count.size for part in relation.parts)
        if parts == held or (parts < held and not relation.add_up):
            found.relations.append(Relation(found.sum(wholes), relation.parts, relation.add_up))
        if len(wholes) == 1:
            _left_to_others(found, relation)


def _left_to_others(found: Building, relation: Relation) -> None:
    """Of a whole and the groups that are compared of it: what is left is of families in no such group."""
    grouped = [found.groups.get(part) for part in relation.parts]
    if len(grouped) < 2 or None in grouped:
        return
    if found.union(relation.parts) & ~found.units(relation.whole):
        return
    left = found.units(relation.whole) & ~found.union(relation.parts)
    others = found.everyone & ~found.union(filter(None, grouped))
    if left & ~others:
        return
    beside = found.latent(f"beside {' and '.join(filter(None, grouped))}", others, guarded=False)
    rest = found.latent(f"{relation.whole} beside {' and '.join(relation.parts)}", left, guarded=False)
    found.relations += [
        Relation(EVERYONE, (*filter(None, grouped), beside)),
        Relation(relation.whole, (*relation.parts, rest)),
        Relation(beside, (rest,), add_up=False),
    ]
