"""The lines of an output with what ties them together: what would be printed if nothing had to be hidden.

Each figure becomes a line (and lines for its answers, rungs or groups), each line up to four counts: those
who have it (`n`), those counted (`of`), those for whom it is not recorded (`silent`) and all the rest of the
cohort (`out`). A figure shown on two pages is one figure: its counts are hidden or shown on both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from audit_app.analysis.disclosure.gathering import gathered, gathering_lines, recounted
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.ties import Ties
from audit_app.lines.line import MEDIAN, OF, FigureLines, Line, LinePlace, N, counted
from audit_app.lines.of_figures import groups_of
from audit_app.results.figures import Cases, Distribution, Figure, States, as_kind, parts_of
from audit_app.results.pages import Block, GapRow
from audit_app.words import _

Units = frozenset[str]
"""The cases of a count, or the rows of a repeat by `case row k`."""

Variables = tuple[str, ...]
"""The variables that a figure cuts."""

COMPARED = "compared"
"""Stands among the variables of groups that are compared."""


@dataclass(frozen=True)
class Tied:
    """A line with the variables that tie it to others, and its counts as sets. `parent` is the figure whose
    line it is; `sums` are, by column, the lines whose counts this line's are the sum of; `gathered_in` is the
    line in which this one is gathered, and not printed."""

    line: Line
    about: Variables
    sets: Mapping[str, Units]
    parent: str = ""
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gathered_in: str = ""

    @property
    def id(self) -> str:
        """The line's."""
        return self.line.id


def place(line: str, column: str) -> str:
    """Where a count stands: the line of the figure, and the column."""
    return f"{line} / {column}"


def tied_lines(figure: Figure, ties: Ties, everyone: Units, profile: DisclosureProfile) -> Iterator[Tied]:
    """The lines of one figure; none when it can't be made."""
    if figure.cannot:
        return
    about = _about(figure, ties)
    told = gathered(figure, ties.gatherings, profile) if profile.merges else figure
    group = groups_of([told])[0]
    for tied in _own(group, about, everyone):
        merged = _n_gathered(tied.id, figure, ties) if told is not figure else 0
        yield replace(tied, line=replace(tied.line, merged=merged)) if merged else tied
    if not profile.one_way:
        label = _("The same, among those the published figure is about")
        for row in group.rows:
            if row.among:
                yield _alone(replace(row, label=label), about, everyone)


def gone_lines(figure: Figure, ties: Ties, profile: DisclosureProfile) -> Iterator[Tied]:
    """The answers of a figure that are gathered in others and printed no longer."""
    told = gathered(figure, ties.gatherings, profile)
    if told is figure or figure.cannot:
        return
    pools = _pools(figure.base)
    left = {row.id for row in parts_of(told)}
    own = gathering_lines(figure.id, ties.gatherings)
    for part in groups_of([figure])[0].parts:
        for into, each in own.items():
            if into in left and part.id.removeprefix(f"{figure.id}.") in each.rows:
                sets = {N: _units(part.cases(N), pools)}
                yield Tied(part, _about(figure, ties), sets, gathered_in=into)


def answers_in(lines: Iterable[Tied]) -> dict[str, str]:
    """By the answers that are gathered somewhere, the line in which they are."""
    return {line.id: line.gathered_in for line in lines if line.gathered_in}


def _n_gathered(id_: str, figure: Figure, ties: Ties) -> int:
    """How many answers of a figure are gathered in a line."""
    gathering = gathering_lines(figure.id, ties.gatherings).get(id_)
    ids = {row.id for row in parts_of(figure)}
    return sum(f"{figure.id}.{row}" in ids for row in gathering.rows) if gathering else 0


def _own(group: FigureLines, about: Variables, everyone: Units) -> Iterator[Tied]:
    head = group.head
    if any(row.place is LinePlace.DIFFERENCE for row in group.rows):
        yield _headed(head, about)
        compared = (*about, COMPARED)
        yield from (_alone(row, compared, everyone) for row in group.parts)
    elif head.place is LinePlace.ALONE or head.typed:
        yield _alone(head, about, everyone)
    else:
        yield from _parted(group, about, everyone)


def _parted(group: FigureLines, about: Variables, everyone: Units) -> Iterator[Tied]:
    """A figure over its parts, which share its base."""
    head = group.head
    yield _headed(head, about) if OF not in head.cells else Tied(head, about, _sets(head, everyone))
    pools = _pools(head.cases(OF))
    for row in group.parts:
        if row.typed:
            yield _typed(row)
            continue
        if OF in row.cells and set(row.cases(OF)) != set(head.cases(OF)):
            own = {OF: _units(row.cases(OF), _pools(row.cases(OF)))}
            yield Tied(row, about, {N: _units(row.cases(N), _pools(row.cases(OF))), **own}, head.id)
            continue
        line = replace(row, cells={**row.cells, OF: head.cell(OF)})
        yield Tied(line, about, {N: _units(row.cases(N), pools)}, head.id)


def gap_figures(rows: Iterable[GapRow]) -> Iterator[tuple[Distribution, Variables]]:
    """What became of each need, as a distribution over the cases with the need; with its questions."""
    for row in rows:
        stages = (
            (_("Offered, or already in place"), row.offered),
            (_("Considered and not offered"), row.considered_not_offered),
            (_("No offer found"), row.no_offer_found),
        )
        line = replace(row.rate, subset=None)
        lines = tuple(
            recounted(
                replace(line, id=f"{row.id}.{number}", label=label), cases, row.cases_with_need, (row.rate,)
            )
            for number, (label, cases) in enumerate(stages)
        )
        questions = (f"{row.person}_need_{row.need}", f"{row.person}_offer_{row.need}")
        yield as_kind(line, Distribution, id=f"gaps.{row.id}", label=row.label, rows=lines), questions


def need_families(rows: Iterable[GapRow], ties: Ties) -> Iterator[tuple[Figure, Variables, tuple[str, ...]]]:
    """What became of the needs of each declared family of needs, counted by need: with the figures that they
    are the sum of."""
    by_id = {row.id: row for row in rows}
    number: Counter[str] = Counter()
    for each in ties.gatherings:
        held = [by_id[id_] for id_ in each.rows if id_ in by_id]
        if not each.figure.startswith("gaps.") or len(held) < 2:
            continue
        found = [figure for figure, _about in gap_figures(held)]
        first = found[0]
        base = tuple(case for figure in found for case in figure.base)
        id_ = f"{each.figure}.{number[each.figure]}"
        number[each.figure] += 1
        lines = tuple(
            recounted(
                replace(line, id=f"{id_}.{stage}"),
                tuple(case for figure in found for case in figure.rows[stage].numerator),
                base,
                (),
            )
            for stage, line in enumerate(first.rows)
        )
        whole = replace(first, id=id_, label=each.label, rows=lines, base=base, states=States())
        yield whole, (id_,), tuple(figure.id for figure in found)


def contradictions(block: Block) -> Iterator[Tied]:
    """The pairs of dates that contradict each other, with the number of cases."""
    for number, each in enumerate(block.contradictions):
        line = Line(f"contradiction.{number}", each.label, "number", 0, {N: counted(each.cases)})
        yield Tied(line, ("contradictions",), {N: frozenset(each.cases)})


def _about(figure: Figure, ties: Ties) -> Variables:
    """The variables that tie a figure to others; one that names none stands by itself."""
    return ties.variables.get(figure.id) or (figure.id,)


def _alone(line: Line, about: Variables, everyone: Units) -> Tied:
    """A figure of one line; a wait is named with what counts as long, since its share is of those who waited
    longer."""
    if line.typed:
        return _typed(line)
    sets = _sets(line, everyone)
    if MEDIAN in line.cells and not line.cases(OF):
        sets = {}  # typed by the area from a report of its own: no case stands behind it
    label = f"{line.label}: {line.beyond}" if line.beyond else line.label
    return Tied(replace(line, label=label), about, sets)


def _headed(head: Line, about: Variables) -> Tied:
    """The name of a figure over its lines, where it has no count of its own; nor does it take the place of a
    line with counts that has the figure's id."""
    return Tied(replace(head, id=f"{head.id}.heading"), about, {})


def _sets(line: Line, everyone: Units) -> dict[str, Units]:
    held = line.cases(OF)
    pools = _pools(held)
    base = _units(held, _pools(held))
    sets = {OF: base}
    if N in line.cells:
        sets[N] = _units(line.cases(N), pools)
    if len(set(held)) == len(held) and everyone.issuperset(held):
        known = frozenset(case for field in fields(States) for case in line.cases(field.name))
        sets["silent"] = frozenset(line.cases("not_recorded")) & everyone
        sets["out"] = (known & everyone if known else everyone) - base
    return sets


def _typed(line: Line) -> Tied:
    """A figure of the area's own table: its counts as sets that lie within each other as babies do."""
    n, of = line.size(N), line.size(OF)
    about = line.label
    sets = {N: frozenset(f"{about} {k}" for k in range(n))}
    if of < 100_000 and line.kind != "rate":
        sets[OF] = frozenset(f"{about} {k}" for k in range(of))
    return Tied(replace(line, place=LinePlace.ALONE), (f"area {about}",), sets)


def _pools(base: Cases) -> dict[str, int]:
    return {case: 0 for case, times in Counter(base).items() if times > 1}


def _units(cases: Sequence[str], used: dict[str, int]) -> Units:
    """The cases as a set; of a case that stands there with several rows each row by itself, those of answers
    that exclude each other apart.
    """
    units = []
    here: Counter[str] = Counter(cases)
    for case, times in here.items():
        if times == 1 and case not in used:
            units.append(case)
            continue
        first = used.get(case, 0)
        units += [f"{case} row {first + k}" for k in range(times)]
        used[case] = first + times
    return frozenset(units)
