"""The figures of an output as lines of counts: what would be printed if nothing had to be hidden.

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
from audit_app.lines.wording import beyond_words
from audit_app.results.figures import Cases, Figure, States
from audit_app.results.pages import Block, GapRow
from audit_app.words import _

WORTH = {"n": 3.0, "of": 2.0, "silent": 0.5, "out": 0.7}
"""How much is lost when a count is hidden: the finding most, what stands beside it less."""

Questions = Mapping[str, Related]


@dataclass(frozen=True)
class Line:
    """One line: the figure it prints, its level (1 for a line of a figure), and its counts as sets."""

    id: str
    label: str
    level: int
    figure: Figure
    about: Related
    sets: Mapping[str, Units]
    parent: str = ""
    gathered: int = 0
    few: bool = False  # more rows of a repeat than cases behind them

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
            yield place(self.id, "of" if self.figure.denominator == "practice" else "out")


def place(line: str, column: str) -> str:
    """Where a count stands: the line of the figure, and the column."""
    return f"{line} / {column}"


def lines_of(
    figure: Figure, questions: Questions, everyone: Units, profile: DisclosureProfile
) -> Iterator[Line]:
    """The lines of one figure; none when it can't be made."""
    if figure.cannot:
        return
    about = _about(figure, questions)
    if figure.kind == "comparison":
        yield _headed(figure, about)
        for row in figure.rows:
            compared = Related((*about.reads, "compared"), about.gates)
            yield from _line(row, compared, everyone, profile, level=1)
        return
    yield from _line(figure, about, everyone, profile, level=0)
    if figure.subset and not profile.one_way:
        label = _("The same, among those the published figure is about")
        subset = replace(figure.subset, label=label)
        yield from _line(subset, about, everyone, profile, level=1)


def gap_figures(rows: Iterable[GapRow]) -> Iterator[tuple[Figure, Related]]:
    """What became of each need, as a distribution over the cases with the need; with its questions."""
    for row in rows:
        stages = (
            (_("Offered, or already in place"), row.offered),
            (_("Considered and not offered"), row.considered_not_offered),
            (_("No offer found"), row.no_offer_found),
        )
        line = replace(row.rate, kind="proportion", base=row.cases_with_need, subset=None)
        lines = tuple(
            replace(line, id=f"{row.id}.{number}", label=label, numerator=cases)
            for number, (label, cases) in enumerate(stages)
        )
        questions = Related((f"{row.person}_need_{row.need}", f"{row.person}_offer_{row.need}"))
        yield replace(line, id=f"gaps.{row.id}", label=row.label, kind="distribution", rows=lines), questions


def contradictions(block: Block) -> Iterator[Line]:
    """The pairs of dates that contradict each other, with the number of cases."""
    for number, each in enumerate(block.contradictions):
        figure = Figure(f"contradiction.{number}", each.label, "number", "fact", States())
        units = frozenset(each.cases)
        yield Line(figure.id, each.label, 0, figure, Related(("contradictions",)), {"n": units})


def gathered(figure: Figure, profile: DisclosureProfile) -> Figure:
    """A distribution with its small answers gathered, the smallest first, until the group is small no more.

    The one rule by which groups are merged. A single small answer is gathered with the next smallest.
    """
    small = [row for row in figure.rows if profile.is_small(len(row.numerator))]
    if figure.kind != "distribution" or not small or len(figure.rows) < 3:
        return figure
    chosen: list[Figure] = []
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
    one = replace(chosen[0], id=f"{figure.id}.gathered", label=label, numerator=numerator)
    kept = tuple(row for row in figure.rows if row not in chosen)
    return replace(figure, rows=(*kept, one))


def _about(figure: Figure, questions: Questions) -> Related:
    """The questions that tie a figure to others; one that names none stands by itself."""
    return questions.get(figure.id) or Related((figure.id,))


def _line(
    figure: Figure, about: Related, everyone: Units, profile: DisclosureProfile, level: int
) -> Iterator[Line]:
    if figure.counted:
        yield _counted(figure, level)
        return
    sets = _sets(figure, everyone)
    if figure.kind in ("distribution", "ladder"):
        table = gathered(figure, profile) if profile.merges else figure
        own = {name: units for name, units in sets.items() if name != "n"}
        if any(row.counted for row in table.rows):
            yield _headed(figure, about)
        else:
            yield Line(figure.id, figure.label, level, figure, about, own)
        pools = _pools(figure.base)
        for row in table.rows:
            if row.counted:
                yield _counted(row, level + 1)
                continue
            units = _units(row.numerator, pools)
            n_gathered = len(figure.rows) - len(table.rows) + 1 if row.id.endswith(".gathered") else 0
            few = profile.is_small(len(set(row.numerator)))
            line = replace(row, base=figure.base)
            yield Line(row.id, row.label, level + 1, line, about, {"n": units}, figure.id, n_gathered, few)
        return
    if figure.median is not None and not figure.base:
        sets = {}  # typed by the area from a report of its own: no case stands behind it
    few = bool(figure.numerator) and profile.is_small(len(set(figure.numerator)))
    yield Line(figure.id, _label(figure), level, figure, about, sets, few=few)


def _label(figure: Figure) -> str:
    """A figure's name; of a wait with what counts as long, since its share is of those who waited longer."""
    if figure.kind == "wait" and figure.at is not None:
        return f"{figure.label}: {beyond_words(figure.at, figure.unit)}"
    return figure.label


def _headed(figure: Figure, about: Related) -> Line:
    """The name of a figure over its lines, where it has no count of its own; nor does it take the place of a
    line with counts that has the figure's id."""
    return Line(f"{figure.id}.heading", figure.label, 0, figure, about, {})


def _sets(figure: Figure, everyone: Units) -> dict[str, Units]:
    pools = _pools(figure.base)
    base = _units(figure.base, _pools(figure.base))
    sets = {"of": base}
    if figure.kind in ("proportion", "wait"):
        sets["n"] = _units(figure.numerator, pools)
    held = frozenset(figure.base)
    if len(held) == len(figure.base) and held <= everyone:
        among = _all(figure.states) & everyone if figure.states != States() else everyone
        sets["silent"] = frozenset(figure.states.not_recorded) & everyone
        sets["out"] = among - base
    return sets


def _all(states: States) -> Units:
    return frozenset(case for field in fields(States) for case in getattr(states, field.name))


def _counted(figure: Figure, level: int) -> Line:
    """A figure of the area's own table: its counts as sets that lie within each other as babies do."""
    assert figure.counted is not None
    n, of = (round(number) for number in figure.counted)
    about = figure.label
    sets = {"n": frozenset(f"{about} {k}" for k in range(n))}
    if of < 100_000 and figure.kind != "rate":
        sets["of"] = frozenset(f"{about} {k}" for k in range(of))
    return Line(figure.id, figure.label, level, figure, Related((f"area {about}",)), sets)


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
