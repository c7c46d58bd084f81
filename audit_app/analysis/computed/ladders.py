"""Ladders: how far people came, one rung after another, and over those on the rung before.

A rung of what practice did for parents counts as the measure of the same thing does in any list: over those
to whom it could apply and whose source was seen. Where it can apply to some families only (a conference, a
hearing), its share of all of the ladder's stands right after it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from audit_app.analysis.availability import cannot
from audit_app.analysis.cells import pick
from audit_app.analysis.computed.base import with_caution
from audit_app.analysis.conditions import Clause, Condition
from audit_app.analysis.declared import Measure
from audit_app.analysis.derived import Derived, FigurePart
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import proportion
from audit_app.analysis.populations import HOLDS, judge
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import Cases, Ladder, Proportion, as_kind
from audit_app.words import _


def over_the_first(frame: Frame, shell: Ladder, row: Derived) -> Ladder:
    """A ladder over the first rung's base, of the rows or cases for which the figure's population holds."""
    return ladder(frame, shell, row.parts, row.measure.population, rows=row.measure.rows)


def each_over_its_own(frame: Frame, shell: Ladder, row: Derived) -> Ladder:
    """A ladder each of whose rungs is over those to whom it could apply."""
    return by_measure(frame, shell, row.parts, rows=row.measure.rows)


def by_measure(frame: Frame, shell: Ladder, rungs: Sequence[FigurePart], rows: str = "confirmed") -> Ladder:
    """A ladder of kind `ladder` each of whose rungs is over its own base; a conditional one has its share of
    the first rung's base after it."""
    made = ladder(frame, shell, rungs, rows=rows)
    if made.cannot:
        return made
    read = {f"{shell.id}.{rung.id}": rung for rung in rungs}
    own = {row.id: rung_figure(frame, row.id, read[row.id], (), rows) for row in made.rows}
    lines: list[Proportion] = []
    for row in made.rows:
        lines.append(own[row.id])
        if read[row.id].conditional:
            words = _("{rung}, of all").format(rung=row.label)
            lines.append(replace(row, id=f"{row.id}_of_all", label=words))
    return replace(made, rows=tuple(lines))


def ladder(
    frame: Frame,
    shell: Ladder,
    rungs: Iterable[FigurePart],
    population: Condition = (),
    rows: str = "confirmed",
) -> Ladder:
    """A ladder of kind `ladder`. Rungs whose module is off are left out, and named in the caution.

    The base is the first rung's: all whose source was seen there (practice), so that a silent file counts as
    not reached. States of each rung are its own; the ladder's are the first one's.
    """
    rungs = tuple(rungs)
    off = [rung for rung in rungs if cannot(frame.cohort, [rung.question])]
    kept = [rung for rung in rungs if rung not in off]
    if not kept:
        return replace(shell, cannot=cannot(frame.cohort, [rungs[0].question]))
    read = [rung_figure(frame, f"{shell.id}.{rung.id}", rung, population, rows) for rung in kept]
    result = built(shell, read)
    if rows == "each":
        result = replace(result, steps=_steps_by_row(frame, shell, kept, population))
    if not off:
        return result
    names = ", ".join(rung.label for rung in off)
    return with_caution(
        result, _("Not asked in this audit, so not on the ladder: {names}.").format(names=names)
    )


def _steps_by_row(
    frame: Frame, shell: Ladder, rungs: Sequence[FigurePart], population: Condition
) -> tuple[Proportion, ...]:
    """Each rung over the rows that reached the one before: of two fathers of a case maybe one did."""
    return tuple(
        rung_figure(
            frame,
            f"{shell.id}.{rung.id}_of_before",
            rung,
            (*population, Clause(before.question, before.values)),
            "each",
        )
        for before, rung in pairwise(rungs)
    )


def rung_figure(frame: Frame, id_: str, rung: FigurePart, population: Condition, rows: str) -> Proportion:
    """One rung by itself, as practice: reached, over the files whose source was seen."""
    measure = Measure(
        id=id_,
        label=rung.label,
        kind="proportion",
        question=rung.question,
        denominator="practice",
        choices=rung.values,
        population=population + rung.population,
        rows=rows,
    )
    made = proportion(frame, measure)
    if rung.no_rows:
        made = over(made, made.base + made.states.not_applicable)
    if rung.values:
        return made
    whole = frame.pregnancies
    belongs = judge(whole, measure.population, whole.unit("")) == HOLDS
    return _dated(made, set(pick(whole.ids, belongs)))


def _dated(made: Proportion, belongs: Container[str]) -> Proportion:
    """A rung that a date tells of: its month is enough, and one that doesn't apply to a family to whom the
    rung does never came."""
    never = tuple(case for case in made.states.not_applicable if case in belongs)
    return with_share(replace(made, base=made.base + made.inexact + never), made.states.known)


def built(shell: Ladder, rungs: Sequence[Proportion]) -> Ladder:
    """The ladder made of rungs read by themselves: all over the first one's base, and each over those who
    reached the rung before (whose source was seen for this one too)."""
    base = rungs[0].base
    inside = set(base)
    steps = (_step(rung, inside.intersection(before.numerator)) for before, rung in pairwise(rungs))
    return replace(
        shell,
        base=base,
        states=rungs[0].states,
        rows=tuple(over(rung, base) for rung in rungs),
        steps=tuple(steps),
    )


def over(rung: Proportion, base: Cases) -> Proportion:
    """The rung over another base, of which it takes a part."""
    inside = set(base)
    return with_share(
        as_kind(rung, Proportion, base=base),
        tuple(case for case in rung.numerator if case in inside),
    )


def _step(rung: Proportion, reached: set[str]) -> Proportion:
    step = over(rung, tuple(case for case in rung.base if case in reached))
    # Its label stays the rung's: that is how picture and table put the two beside each other.
    return replace(step, id=f"{rung.id}_of_before")
