"""The lines of an output with what ties them together: what would be printed if nothing had to be hidden.

Each figure becomes a line (and lines for its answers, rungs or groups), each line up to four counts: those
who have it (`n`), those counted (`of`), those for whom it is not recorded (`silent`) and all the rest of the
cohort (`out`). A figure shown on two pages is one figure: its counts are hidden or shown on both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from audit_app.analysis.disclosure.counts import Count, Units
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.related import Related
from audit_app.lines.line import MEDIAN, OF, Group, Line, N, Place, counted
from audit_app.lines.of_figures import groups_of
from audit_app.results.figures import Cases, Distribution, Figure, Proportion, States, as_kind, parts_of
from audit_app.results.pages import Block, GapRow
from audit_app.words import _

WORTH = {"n": 3.0, "of": 2.0, "silent": 0.5, "out": 0.7}
"""How much is lost when a count is hidden: the finding most, what stands beside it less."""

Questions = Mapping[str, Related]


@dataclass(frozen=True)
class Tied:
    """A line with the questions that tie it to others, and its counts as sets. `parent` is the figure whose
    line it is; `few` says that more rows of a repeat than cases stand behind it."""

    line: Line
    about: Related
    sets: Mapping[str, Units]
    parent: str = ""
    few: bool = False

    @property
    def id(self) -> str:
        """The line's."""
        return self.line.id

    def counts(self) -> Iterator[Count]:
        """The counts of this line."""
        for column, units in self.sets.items():
            yield Count(
                place(self.id, column),
                units,
                self.about.reads,
                WORTH[column],
                within=tuple(self._within(column)),
                rest=column == "out",
                few=self.few and column == "n",
                gates=self.about.gates if column == "of" else (),
            )

    def _within(self, column: str) -> Iterator[str]:
        if column == "n":
            yield place(self.parent or self.id, "of")
        if column == "silent":
            yield place(self.id, "of" if self.line.denominator == "practice" else "out")


def place(line: str, column: str) -> str:
    """Where a count stands: the line of the figure, and the column."""
    return f"{line} / {column}"


def tied_lines(
    figure: Figure, questions: Questions, everyone: Units, profile: DisclosureProfile
) -> Iterator[Tied]:
    """The lines of one figure; none when it can't be made."""
    if figure.cannot:
        return
    about = _about(figure, questions)
    told = gathered(figure, profile) if profile.merges else figure
    group = groups_of([told])[0]
    n_gathered = len(parts_of(figure)) - len(parts_of(told)) + 1
    for tied in _own(group, about, everyone, profile):
        merged = n_gathered if tied.id == f"{figure.id}.gathered" else 0
        yield replace(tied, line=replace(tied.line, merged=merged)) if merged else tied
    if not profile.one_way:
        label = _("The same, among those the published figure is about")
        for row in group.rows:
            if row.among:
                yield _alone(replace(row, label=label), about, everyone, profile)


def _own(group: Group, about: Related, everyone: Units, profile: DisclosureProfile) -> Iterator[Tied]:
    head = group.head
    if any(row.place is Place.DIFFERENCE for row in group.rows):
        yield _headed(head, about)
        compared = Related((*about.reads, "compared"), about.gates)
        yield from (_alone(row, compared, everyone, profile) for row in group.parts)
    elif head.place is Place.ALONE or head.typed:
        yield _alone(head, about, everyone, profile)
    else:
        yield from _parted(group, about, everyone, profile)


def _parted(group: Group, about: Related, everyone: Units, profile: DisclosureProfile) -> Iterator[Tied]:
    """A figure over its parts, which share its base."""
    head = group.head
    yield _headed(head, about) if OF not in head.cells else Tied(head, about, _sets(head, everyone))
    pools = _pools(head.cases(OF))
    for row in group.parts:
        if row.typed:
            yield _typed(row)
            continue
        few = profile.is_small(len(set(row.cases(N))))
        line = replace(row, cells={**row.cells, OF: head.cell(OF)})
        yield Tied(line, about, {N: _units(row.cases(N), pools)}, head.id, few)


def gap_figures(rows: Iterable[GapRow]) -> Iterator[tuple[Figure, Related]]:
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
        questions = Related((f"{row.person}_need_{row.need}", f"{row.person}_offer_{row.need}"))
        yield as_kind(line, Distribution, id=f"gaps.{row.id}", label=row.label, rows=lines), questions


def recounted(line: Proportion, numerator: Cases, base: Cases, like: Iterable[Proportion]) -> Proportion:
    """A line with other cases, and with their share where those of figures `like` it are those of their
    counts. Where the sample weights them it has none: the weights are known no longer."""
    told = [each for each in like if each.proportion is not None]
    plain = all(abs(len(each.numerator) / len(each.base) - (each.proportion or 0.0)) < 1e-9 for each in told)
    share = len(numerator) / len(base) if base and plain else None
    return replace(
        line,
        numerator=numerator,
        base=base,
        proportion=share,
        low=None,
        high=None,
        interval="none" if line.interval == "none" else "wilson",
    )


def contradictions(block: Block) -> Iterator[Tied]:
    """The pairs of dates that contradict each other, with the number of cases."""
    for number, each in enumerate(block.contradictions):
        line = Line(f"contradiction.{number}", each.label, "number", 0, {N: counted(each.cases)})
        yield Tied(line, Related(("contradictions",)), {N: frozenset(each.cases)})


def gathered(figure: Figure, profile: DisclosureProfile) -> Figure:
    """A distribution with its small answers gathered, the smallest first, until the group is small no more.

    The one rule by which groups are merged. A single small answer is gathered with the next smallest.
    """
    if not isinstance(figure, Distribution) or len(figure.rows) < 3:
        return figure
    if not any(profile.is_small(len(row.numerator)) for row in figure.rows):
        return figure
    chosen: list[Proportion] = []
    held: set[str] = set()
    for row in sorted(figure.rows, key=lambda row: len(row.numerator)):
        enough = len(chosen) > 1 and len(held) > profile.high
        if enough and not profile.is_small(len(row.numerator)):
            break
        chosen.append(row)
        held |= set(row.numerator)
    if len(chosen) == len(figure.rows):
        return figure
    numerator = tuple(case for case in figure.base if case in held)
    label = _("Other answers, gathered ({n})").format(n=len(chosen))
    one = recounted(
        replace(chosen[0], id=f"{figure.id}.gathered", label=label), numerator, figure.base, figure.rows
    )
    kept = tuple(row for row in figure.rows if row not in chosen)
    return replace(figure, rows=(*kept, one))


def _about(figure: Figure, questions: Questions) -> Related:
    """The questions that tie a figure to others; one that names none stands by itself."""
    return questions.get(figure.id) or Related((figure.id,))


def _alone(line: Line, about: Related, everyone: Units, profile: DisclosureProfile) -> Tied:
    """A figure of one line; a wait is named with what counts as long, since its share is of those who waited
    longer."""
    if line.typed:
        return _typed(line)
    sets = _sets(line, everyone)
    if MEDIAN in line.cells and not line.cases(OF):
        sets = {}  # typed by the area from a report of its own: no case stands behind it
    few = bool(line.cases(N)) and profile.is_small(len(set(line.cases(N))))
    label = f"{line.label}: {line.beyond}" if line.beyond else line.label
    return Tied(replace(line, label=label), about, sets, few=few)


def _headed(head: Line, about: Related) -> Tied:
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
    return Tied(replace(line, place=Place.ALONE), Related((f"area {about}",)), sets)


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
