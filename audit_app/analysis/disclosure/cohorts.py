"""Several outputs, about the same families or others, as one reader holds them all.

Where the families of one are among those of another, a number that stands in both says by subtraction what is
true of the rest. So the rest is a count too, which nobody prints and nobody may work out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audit_app.analysis.disclosure.building import Building, Numbering
from audit_app.analysis.disclosure.knowledge import Count, Knowledge, Relation, knowledge, named
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.relations import HeldOutput, built
from audit_app.analysis.disclosure.ties import Ties


def known_of(
    outputs: Mapping[str, HeldOutput],
    profile: DisclosureProfile,
    ties: Ties,
    printing: DisclosureProfile | None = None,
) -> Knowledge:
    """What a reader of some outputs knows before reading a number. `profile` says what is small to this
    reader; `printing` is the one by which the outputs are made, where that is another. The places of an
    output begin with its name (`named`)."""
    numbering = Numbering()
    parts = {
        name: built(output, profile, ties, numbering, printing or profile) for name, output in outputs.items()
    }
    counts = [
        replace(each.count, place=named(name, at), base=each.count.base and named(name, each.count.base))
        for name, part in parts.items()
        for at, each in part.stands.items()
    ]
    relations = [
        Relation(named(name, each.whole), tuple(named(name, m) for m in each.parts), each.add_up)
        for name, part in parts.items()
        for each in part.relations
    ]
    for whole, inside in _inside(parts):
        for count, relation in _taken_apart(whole, inside, parts):
            counts.append(count)
            relations.append(relation)
    return knowledge(counts, relations)


def _inside(parts: Mapping[str, Building]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Outputs whose families are made up of those of others, as far as these don't overlap."""
    by_size = sorted(parts, key=lambda name: (-parts[name].everyone.bit_count(), name))
    for whole in by_size:
        everyone = parts[whole].everyone
        within = [each for each in by_size if each != whole and not parts[each].everyone & ~everyone]
        within = [each for each in within if parts[each].everyone != everyone or each > whole]
        while within:
            apart: list[str] = []
            held = 0
            for each in within:
                if not parts[each].everyone & held:
                    apart.append(each)
                    held |= parts[each].everyone
            yield whole, tuple(apart)
            within = [each for each in within if each not in apart]


def _taken_apart(
    whole: str, inside: Sequence[str], parts: Mapping[str, Building]
) -> Iterator[tuple[Count, Relation]]:
    """Each count of an output as the sum of those of others, and of what is left. A sum that holds some twice
    is left to the counts that it is made of, each of which is taken apart by itself."""
    for at, each in parts[whole].stands.items():
        if each.units.bit_count() != each.count.size:
            continue
        held = [name for name in inside if at in parts[name].stands]
        units = [parts[name].units(at) for name in held]
        together = 0
        for bits in units:
            together |= bits
        if not held or together & ~each.units or together.bit_count() != sum(b.bit_count() for b in units):
            continue
        left = (each.units & ~together).bit_count()
        guarded = left > 0 and parts[whole].profile.is_small(left) and bool(each.count.worth)
        rest = Count(f"{named(whole, at)} without {', '.join(held)}", left, guarded=guarded, printed=False)
        yield rest, Relation(named(whole, at), (*(named(name, at) for name in held), rest.place))
