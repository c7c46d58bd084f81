"""Which questions tie figures together: those a figure reads, those that decide whether these are asked, and
those of its population. A table of the kinds of hardship is over the families in whom hardship was current or
suspected, so that it belongs with the table that says how many these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit_app.analysis.declared import Measure
from audit_app.results.inputs import Variable


@dataclass(frozen=True)
class Related:
    """What ties a figure to others: the questions it reads, and the gates: those that decide who is in it."""

    reads: tuple[str, ...]
    gates: tuple[str, ...] = ()


def related(
    reads: Mapping[str, tuple[str, ...]], measures: Iterable[Measure], variables: Mapping[str, Variable]
) -> dict[str, Related]:
    """By figure, what ties it to other figures; `reads` are the questions that each figure rests on.

    A figure that rests on more than two questions stands by itself, tied by its gates and by equal counts.
    """
    among = {each.id: tuple(clause.name for clause in each.population) for each in measures}
    found = {}
    for id_, names in reads.items():
        own = names if 1 <= len(names) <= 2 else (id_,)
        gates = {
            *(gate for name in names if name in variables for gate in variables[name].asked_after),
            *among.get(id_, ()),
            *(names if len(names) > 2 else ()),
        }
        found[id_] = Related(own, tuple(sorted(gates - set(own))))
    return found
