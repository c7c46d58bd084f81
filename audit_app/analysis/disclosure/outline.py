"""The lines of an output block by block, before anything is hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.refused import is_refused
from audit_app.analysis.disclosure.tied import (
    Tied,
    Units,
    contradictions,
    gap_figures,
    gone_lines,
    need_families,
    tied_lines,
)
from audit_app.analysis.disclosure.ties import Ties, is_among
from audit_app.lines.line import OF, N
from audit_app.lines.of_figures import groups_of
from audit_app.results.figures import is_typed, parts_of
from audit_app.results.pages import Block, Gaps, Page


@dataclass(frozen=True)
class BlockLines:
    """The lines of one block, before anything is hidden; `gone` are those that are gathered in others,
    `refused` how many figures the profile refuses."""

    page: Page
    block: Block
    lines: tuple[Tied, ...]
    gone: tuple[Tied, ...]
    refused: int


@dataclass(frozen=True)
class Outline:
    """One output before anything is hidden: its lines block by block, and those it is about."""

    everyone: Units
    profile: DisclosureProfile
    ties: Ties
    few_typed: bool
    plans: tuple[BlockLines, ...] = ()

    def lines(self) -> dict[str, Tied]:
        """Every line once, by its id."""
        return {line.id: line for plan in self.plans for line in plan.lines}

    def gone(self) -> tuple[Tied, ...]:
        """The lines that are gathered in others."""
        return tuple(line for plan in self.plans for line in plan.gone)


def outline(
    pages: Sequence[Page], profile: DisclosureProfile, ties: Ties, gather: Collection[str]
) -> Outline:
    """The lines of some pages; `gather` are the distributions whose small answers are to be gathered."""
    empty = Outline(_everyone(pages), profile, ties, _few_typed(pages, profile, ties))
    plans = (_plan(empty, page, block, gather) for page in pages for block in page.blocks)
    return replace(empty, plans=tuple(plans))


def _everyone(pages: Iterable[Page]) -> Units:
    """The families that the output is about; where no page says so, the cases that most figures sort."""
    counted = frozenset(case for page in pages for case in page.cohort.families)
    if counted:
        return counted
    figures = (figure for page in pages for block in page.blocks for figure in block.figures)
    sets = [frozenset().union(*vars(figure.states).values()) for figure in figures]
    return max((s for s in sets if s), key=lambda s: (sets.count(s), len(s)), default=frozenset())


def _few_typed(pages: Iterable[Page], profile: DisclosureProfile, ties: Ties) -> bool:
    """Whether the area's table counts so few somewhere that the count is hidden."""
    figures = (figure for page in pages for block in page.blocks for figure in block.figures)
    typed = (figure for figure in figures if any(map(is_typed, (figure, *parts_of(figure)))))
    return any(
        line.typed and profile.is_small(line.size(N))
        for group in groups_of(typed)
        if not is_among(group.head.id, ties.withheld.never)
        for line in (group.head, *group.parts)
    )


def _plan(output: Outline, page: Page, block: Block, gather: Collection[str]) -> BlockLines:
    profile = output.profile
    withheld = output.ties.withheld
    kept = [each for each in block.figures if not is_refused(each, withheld, profile, output.few_typed)]
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
    return BlockLines(page, block, tuple(lines), tuple(gone), len(block.figures) - len(kept))


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
