"""All tables of an output in, what may leave the program out: the only maker of `ReleasedTable`.

What is printed beside a count (share, interval) is worked out from printed counts alone, and medians and
quartiles rest on enough cases, so that hiding counts is enough. Curves are not released: each of their steps
is a family.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from audit_app.analysis.disclosure.cells import Printer
from audit_app.analysis.disclosure.cohorts import known_of
from audit_app.analysis.disclosure.earlier import Printed
from audit_app.analysis.disclosure.hiding import Hidden, Progress, hide, hide_more, no_progress
from audit_app.analysis.disclosure.notation import legend
from audit_app.analysis.disclosure.profiles import LEAST_FAMILIES, PROFILES, DisclosureProfile
from audit_app.analysis.disclosure.refused import SECOND_CUT_OFF, is_refused
from audit_app.analysis.disclosure.relations import Output
from audit_app.analysis.disclosure.rules import rules
from audit_app.analysis.disclosure.summing import mergings, summary
from audit_app.analysis.disclosure.tied import (
    Tied,
    Units,
    contradictions,
    gap_figures,
    gone_lines,
    need_families,
    place,
    tied_lines,
)
from audit_app.analysis.disclosure.ties import Ties
from audit_app.analysis.pages.building import unfinished_words
from audit_app.errors import AuditError
from audit_app.lines.line import OF, Line, LineCell, N
from audit_app.lines.of_figures import groups_of
from audit_app.lines.released import (
    _SEAL,
    HIDDEN,
    Merging,
    Released,
    ReleasedBlock,
    ReleasedPage,
    ReleasedTable,
)
from audit_app.results.pages import Block, Gaps, Page
from audit_app.words import _, plural

COLUMNS = ("n", "of", "share", "interval", "median", "quartiles", "silent", "out")


@dataclass(frozen=True)
class _Plan:
    """The lines of each block, before anything is hidden; `gone` are those that are gathered in others."""

    page: Page
    block: Block
    lines: tuple[Tied, ...]
    gone: tuple[Tied, ...]
    refused: int


@dataclass(frozen=True)
class Holders:
    """Others who come to hold an output, beside those it is made for: what they hold already (`before`), and
    the profile by whose promise it left."""

    profile: DisclosureProfile
    before: Sequence[Printed]


@dataclass
class _Output:
    """One output while it is made: its lines, and those it is about."""

    everyone: Units
    profile: DisclosureProfile
    ties: Ties
    few_babies: bool = False
    plans: list[_Plan] = field(default_factory=list)

    def lines(self) -> dict[str, Tied]:
        """Every line once, by its id."""
        return {line.id: line for plan in self.plans for line in plan.lines}

    def gone(self) -> tuple[Tied, ...]:
        """The lines that are gathered in others."""
        return tuple(line for plan in self.plans for line in plan.gone)


def release(
    pages: Sequence[Page],
    profile: DisclosureProfile,
    ties: Ties,
    *,
    gather: Collection[str] = (),
    before: Sequence[Printed] = (),
    others: Sequence[Holders] = (),
    beside: Sequence[Page] = (),
    suggest: bool = False,
    progress: Progress = no_progress,
) -> Released:
    """The output that these pages make: `release_together` for one."""
    (found,) = release_together(
        (tuple(pages),),
        profile,
        ties,
        gather=gather,
        before=before,
        others=others,
        beside=beside,
        suggest=suggest,
        progress=progress,
    )
    return found.released


class Leaving(NamedTuple):
    """An output, and which cases stand behind each count that it prints (for the comparison with
    others, never shared)."""

    released: Released
    printed: Printed


def release_together(
    planned: Sequence[Sequence[Page]],
    profile: DisclosureProfile,
    ties: Ties,
    *,
    gather: Collection[str] = (),
    before: Sequence[Printed] = (),
    others: Sequence[Holders] = (),
    beside: Sequence[Page] = (),
    suggest: bool = False,
    progress: Progress = no_progress,
) -> tuple[Leaving, ...]:
    """The outputs that these sets of pages make, with everything hidden that would say something about a
    family to somebody who holds them all, and all that left `before`.

    `ties` says what ties each figure to others (`operations.read.pages.ties`); `gather` the distributions
    whose small answers are to be gathered; `others` hold it too; `beside` are all pages about the families
    of the first output, for how what left before hangs together with it; with `suggest` an output says which
    gathering would show more. AuditError when there are too few cases to release anything, or when the check
    finds a hidden count given away.
    """
    outputs = [_output(pages, profile, ties, gather) for pages in planned]
    for output in outputs:
        if len(output.everyone) < LEAST_FAMILIES:
            raise AuditError(_too_few(len(output.everyone)))
    around = _output(beside, profile, ties, gather) if beside else None
    held, name_of = _held(outputs, around, before)
    hidden = hide(known_of(held, profile, ties), profile, progress)
    for each in others:
        held, _names = _held(outputs, around, each.before)
        known = known_of(held, each.profile, ties, profile)
        hidden = hide_more(known, profile, hidden, each.profile.width, progress)
    return tuple(
        _leaving(output, pages, hidden.of(name_of[output.everyone]), gather, suggest)
        for output, pages in zip(outputs, planned, strict=True)
    )


def _held(
    outputs: Sequence[_Output], around: _Output | None, before: Sequence[Printed]
) -> tuple[dict[str, Output], dict[Units, str]]:
    """What a reader of all of them holds, by a name for each set of families; and these names."""
    cohorts = list(dict.fromkeys(output.everyone for output in outputs))
    names = {everyone: str(number) if number else "" for number, everyone in enumerate(cohorts)}
    lines: dict[Units, dict[str, Tied]] = {everyone: {} for everyone in cohorts}
    for output in outputs:
        lines[output.everyone] |= output.lines()
    told: dict[Units, dict[str, Units]] = defaultdict(dict)
    least: dict[Units, dict[str, int]] = defaultdict(dict)
    for each in before:
        told[each.everyone] |= each.counts
        least[each.everyone] |= dict.fromkeys(each.held_back, each.profile.low)
    held: dict[str, Output] = {}
    for everyone in [*cohorts, *(each for each in told if each not in names)]:
        name = names.get(everyone, f"before {len(held)}")
        near = [line for output in outputs if output.everyone == everyone for line in output.gone()]
        if around and around.everyone == everyone:
            near += [*around.lines().values(), *around.gone()]
        own = tuple(lines.get(everyone, {}).values())
        held[name] = Output(everyone, own, tuple(near), told[everyone], least[everyone])
    return held, names


def _leaving(
    output: _Output, pages: Sequence[Page], hidden: Hidden, gather: Collection[str], suggest: bool
) -> Leaving:
    released = _released(output, pages, hidden, bool(gather), suggest)
    return Leaving(released, _printed(released, output))


def _released(
    output: _Output, pages: Sequence[Page], hidden: Hidden, gathers: bool, suggest: bool
) -> Released:
    printer = Printer(output.profile, hidden, len(output.everyone))
    heading = pages[0].cohort
    plain = output
    if gathers or output.profile.merges:
        plain = _output(pages, replace(output.profile, merges=False), output.ties, ())
    return Released(
        profile=output.profile.name,
        pages=tuple(_page(output, page, printer) for page in pages),
        summary=summary(output.lines().values(), plain.lines().values(), hidden, output.profile),
        rules=tuple(rules(output.profile)),
        legend=legend(output.profile),
        n_cases=len(output.everyone),
        filters=heading.filters,
        statement=heading.statement,
        mergings=tuple(_mergings(output, hidden)) if suggest else (),
        seal=_SEAL,
    )


def tied_in(pages: Sequence[Page], ties: Ties) -> tuple[tuple[Tied, ...], Units]:
    """All lines of some pages before anything is hidden or gathered, and the families they are about; for
    whoever studies what ties them, never to be shared."""
    output = _output(pages, PROFILES["dfe"], ties, ())
    return tuple(output.lines().values()), output.everyone


def _printed(released: Released, output: _Output) -> Printed:
    rows = (
        row for page in released.pages for block in page.blocks if block.table for row in block.table.rows
    )
    cells = {place(row.id, column): cell for row in rows for column, cell in row.cells.items()}
    shown = {at for at, cell in cells.items() if not cell.hidden}
    counts = {
        place(line.id, column): units
        for line in output.lines().values()
        if not line.line.typed
        for column, units in line.sets.items()
        if place(line.id, column) in shown
    }
    held_back = frozenset(at for at, cell in cells.items() if cell.hidden and cell.text == HIDDEN)
    return Printed(output.everyone, counts, output.profile, held_back)


def _output(
    pages: Sequence[Page], profile: DisclosureProfile, ties: Ties, gather: Collection[str]
) -> _Output:
    output = _Output(_everyone(pages), profile, ties, _few_babies(pages, profile))
    output.plans = [_plan(output, page, block, gather) for page in pages for block in page.blocks]
    return output


def _too_few(n: int) -> str:
    if not n:
        return _(
            "There is no case to release anything about: no finished case is among those chosen, or the form "
            "has no measures for these pages. Finish some cases, or choose others."
        )
    return plural(
        "One case is too few to release anything: whatever is said would be said of that family.",
        "{n} cases are too few to release anything: whatever is said would be said of them.",
        n,
    )


def _everyone(pages: Iterable[Page]) -> Units:
    """The families that the output is about; where no page says so, the cases that most figures sort."""
    counted = frozenset(case for page in pages for case in page.cohort.families)
    if counted:
        return counted
    figures = (figure for page in pages for block in page.blocks for figure in block.figures)
    sets = [frozenset().union(*vars(figure.states).values()) for figure in figures]
    return max((s for s in sets if s), key=lambda s: (sets.count(s), len(s)), default=frozenset())


def _few_babies(pages: Iterable[Page], profile: DisclosureProfile) -> bool:
    """Whether the area's table counts so few babies somewhere that the count is hidden."""
    return any(
        line.typed and profile.is_small(line.size(N))
        for page in pages
        for block in page.blocks
        for group in groups_of(block.figures)
        if not group.head.id.startswith(SECOND_CUT_OFF)
        for line in (group.head, *group.parts)
    )


def _plan(output: _Output, page: Page, block: Block, gather: Collection[str]) -> _Plan:
    profile = output.profile
    kept = [figure for figure in block.figures if not is_refused(figure, profile, output.few_babies)]
    merged = replace(profile, merges=True)
    lines = [
        line
        for figure in kept
        for line in tied_lines(
            figure, output.ties, output.everyone, merged if figure.id in gather else profile
        )
    ]
    if block.gaps:
        lines = [_sum_of_all(line, block.gaps) for line in lines]
    for figure, about, sums in need_families(block.gaps.rows if block.gaps else (), output.ties):
        made = tied_lines(figure, Ties({figure.id: about}), output.everyone, profile)
        lines += (_of_needs(line, _summed(line.id, figure.id, sums)) for line in made)
    for figure, about in gap_figures(block.gaps.rows if block.gaps else ()):
        lines += tied_lines(figure, Ties({figure.id: about}), output.everyone, profile)
    lines += contradictions(block)
    gone = (
        line
        for figure in kept
        if profile.merges or figure.id in gather
        for line in gone_lines(figure, output.ties, profile)
    )
    return _Plan(page, block, tuple(lines), tuple(gone), len(block.figures) - len(kept))


def _of_needs(line: Tied, sums: tuple[str, ...]) -> Tied:
    """A line that counts needs, not families: what it isn't about is no number of families."""
    return replace(
        line,
        sums=dict.fromkeys((N, OF), sums),
        sets={column: line.sets[column] for column in line.sets.keys() & {N, OF}},
    )


def _sum_of_all(line: Tied, gaps: Gaps) -> Tied:
    """The rate over all needs counts the needs of every row."""
    if line.id != gaps.overall.id:
        return line
    parts = {OF: tuple(f"gaps.{row.id}" for row in gaps.rows), N: tuple(f"{row.id}.2" for row in gaps.rows)}
    return replace(line, sums=parts)


def _summed(id_: str, figure: str, parts: Sequence[str]) -> tuple[str, ...]:
    """The lines of other figures that a line of their sum adds up."""
    ending = id_.removeprefix(figure)
    return tuple(part + ending if not ending else part.removeprefix("gaps.") + ending for part in parts)


def _page(output: _Output, page: Page, printer: Printer) -> ReleasedPage:
    blocks = tuple(_block(plan, printer) for plan in output.plans if plan.page is page)
    return ReleasedPage(
        id=page.id,
        title=page.title,
        question=page.question,
        finding=printer.finding(blocks),
        blocks=blocks,
        # How many are unfinished is a count of families that nothing here has looked at.
        cautions=tuple(each for each in page.cautions if each != unfinished_words(page.cohort.n_unfinished)),
    )


def _block(plan: _Plan, printer: Printer) -> ReleasedBlock:
    block = plan.block
    answerable = tuple(
        Line(f"answerable.{each.question}", each.label, "answerable", 0, printer.verdict(each))
        for each in block.answerable
    )
    rows = (*(printer.row(line) for line in plan.lines), *answerable)
    cannot = [*block.cannot]
    if plan.refused:
        cannot.append(
            plural(
                "One comparison is left out: it would show too many things at once about few families.",
                "{n} comparisons are left out: they would show too many things at once about few families.",
                plan.refused,
            )
        )
    table = _table(block, rows, printer) if rows else None
    return ReleasedBlock(
        f"{plan.page.id}.{block.id}",
        block.title,
        block.picture if table else "",
        table,
        block.cautions,
        tuple(cannot),
    )


def _table(block: Block, rows: Sequence[Line], printer: Printer) -> ReleasedTable:
    used = [key for key in (*COLUMNS, "verdict", "doing") if any(_says(row.cells.get(key)) for row in rows)]
    return ReleasedTable(
        id=block.id,
        title=block.title,
        columns=tuple((key, printer.heading(key)) for key in used),
        rows=tuple(rows),
        notes=tuple(printer.notes(rows)),
        seal=_SEAL,
    )


def _says(cell: LineCell | None) -> bool:
    return bool(cell and (cell.text or cell.hidden))


def _mergings(output: _Output, hidden: Hidden) -> Iterator[Merging]:
    figures = (figure for plan in output.plans for figure in plan.block.figures)
    return mergings(figures, output.ties.gatherings, hidden, output.profile)
