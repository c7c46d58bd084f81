"""All tables of an output in, what may leave the program out: the only maker of `ReleasedTable`.

What is printed beside a count (share, interval) is worked out from printed counts alone, and medians and
quartiles rest on enough cases, so that hiding counts is enough. Curves are not released: each of their steps
is a family.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from audit_app.analysis.disclosure.cells import Printer
from audit_app.analysis.disclosure.cohorts import known_of
from audit_app.analysis.disclosure.earlier import Printed
from audit_app.analysis.disclosure.given_away import GivenAwayError, given_away_words
from audit_app.analysis.disclosure.hiding import Hidden, Progress, hide, hide_more, no_progress
from audit_app.analysis.disclosure.notation import legend
from audit_app.analysis.disclosure.outline import BlockLines, Outline, outline
from audit_app.analysis.disclosure.profiles import LEAST_FAMILIES, PROFILES, DisclosureProfile
from audit_app.analysis.disclosure.relations import HeldOutput
from audit_app.analysis.disclosure.rules import rules
from audit_app.analysis.disclosure.summing import mergings, summary
from audit_app.analysis.disclosure.tied import Tied, Units, place
from audit_app.analysis.disclosure.ties import Ties
from audit_app.analysis.pages.building import unfinished_words
from audit_app.errors import AuditError
from audit_app.lines.line import Line, LineCell
from audit_app.lines.released import (
    _SEAL,
    HIDDEN,
    Merging,
    Released,
    ReleasedBlock,
    ReleasedPage,
    ReleasedTable,
)
from audit_app.results.pages import Block, Page
from audit_app.words import _, plural

COLUMNS = ("n", "of", "share", "interval", "median", "quartiles", "silent", "out")


@dataclass(frozen=True)
class Holders:
    """Others who come to hold an output, beside those it is made for: what they hold already (`before`), and
    the profile by whose promise it left."""

    profile: DisclosureProfile
    before: Sequence[Printed]


def release(
    pages: Sequence[Page],
    profile: DisclosureProfile,
    ties: Ties,
    *,
    gather: Collection[str] = (),
    before: Sequence[Printed] = (),
    others: Sequence[Holders] = (),
    beside: Callable[[], Sequence[Page]] = tuple,
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
    beside: Callable[[], Sequence[Page]] = tuple,
    suggest: bool = False,
    progress: Progress = no_progress,
) -> tuple[Leaving, ...]:
    """The outputs that these sets of pages make, with everything hidden that would say something about a
    family to somebody who holds them all, and all that left `before`.

    `ties` says what ties each figure to others (`operations.read.pages.ties`); `gather` the distributions
    whose small answers are to be gathered; `others` hold it too; `beside` makes all pages about the families
    of the first output, for how other pages that left before hang together with it; with `suggest` an output
    says which gathering would show more. AuditError when there are too few cases to release anything, or when
    the check finds a hidden count given away.
    """
    outputs = [outline(pages, profile, ties, gather) for pages in planned]
    for output in outputs:
        if len(output.everyone) < LEAST_FAMILIES:
            raise AuditError(_too_few(len(output.everyone)))
    around = _around(outputs, [*before, *(each for other in others for each in other.before)], beside)
    held, name_of = _held(outputs, around, before)
    try:
        hidden = hide(known_of(held, profile, ties), profile, progress)
        for each in others:
            held, _names = _held(outputs, around, each.before)
            known = known_of(held, each.profile, ties, profile)
            hidden = hide_more(known, profile, hidden, each.profile.width, progress)
    except GivenAwayError as error:
        plans = [plan for output in (*outputs, *around) for plan in output.plans]
        raise AuditError(given_away_words(error.places, plans)) from error
    return tuple(
        _leaving(output, pages, hidden.of(name_of[output.everyone]), gather, suggest)
        for output, pages in zip(outputs, planned, strict=True)
    )


def _around(
    outputs: Sequence[Outline],
    before: Iterable[Printed],
    beside: Callable[[], Sequence[Page]],
) -> tuple[Outline, ...]:
    """All pages about the families of the first output, where others about them left before: with what the
    profile of each of these gathers, and with the lines that its own refuses."""
    first = outputs[0]
    here = {place(line.id, column) for line in first.lines().values() for column in line.sets}
    here |= {place(line.id, column) for line in first.gone() for column in line.sets}
    left = [each for each in before if each.everyone == first.everyone]
    if all(here.issuperset(each.counts) and here.issuperset(each.held_back) for each in left):
        return ()
    pages = beside()
    profiles = dict.fromkeys(replace(each.profile, one_way=False, merges=each.gathers) for each in left)
    return tuple(outline(pages, each, first.ties, ()) for each in profiles) if pages else ()


def _held(
    outputs: Sequence[Outline], around: Sequence[Outline], before: Sequence[Printed]
) -> tuple[dict[str, HeldOutput], dict[Units, str]]:
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
    held: dict[str, HeldOutput] = {}
    for everyone in [*cohorts, *(each for each in told if each not in names)]:
        name = names.get(everyone, f"before {len(held)}")
        near = [line for output in outputs if output.everyone == everyone for line in output.gone()]
        for other in around:
            if other.everyone == everyone:
                near += [*other.lines().values(), *other.gone()]
        own = tuple(lines.get(everyone, {}).values())
        held[name] = HeldOutput(everyone, own, tuple(near), told[everyone], least[everyone])
    return held, names


def _leaving(
    output: Outline, pages: Sequence[Page], hidden: Hidden, gather: Collection[str], suggest: bool
) -> Leaving:
    released = _released(output, pages, hidden, bool(gather), suggest)
    return Leaving(released, _printed(released, output))


def _released(
    output: Outline, pages: Sequence[Page], hidden: Hidden, gathers: bool, suggest: bool
) -> Released:
    printer = Printer(output.profile, hidden, len(output.everyone))
    heading = pages[0].cohort
    plain = output
    if gathers or output.profile.merges:
        plain = outline(pages, replace(output.profile, merges=False), output.ties, ())
    return Released(
        profile=output.profile.name,
        pages=tuple(_page(output, page, printer) for page in pages),
        summary=summary(output.lines().values(), plain.lines().values(), hidden, output.profile),
        rules=tuple(rules(output.profile, output.ties.studied)),
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
    output = outline(pages, PROFILES["dfe"], ties, ())
    return tuple(output.lines().values()), output.everyone


def _printed(released: Released, output: Outline) -> Printed:
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


def _too_few(n: int) -> str:
    if not n:
        return _(
            "There is no case to release anything about: no finished case is among those chosen, or the form "
            "has no measures for these pages. Finish some cases, or choose others."
        )
    return plural(
        "One case is too few to release anything: whatever is said would be said of that one.",
        "{n} cases are too few to release anything: whatever is said would be said of them.",
        n,
    )


def _page(output: Outline, page: Page, printer: Printer) -> ReleasedPage:
    blocks = tuple(_block(plan, printer) for plan in output.plans if plan.page is page)
    return ReleasedPage(
        id=page.id,
        title=page.title,
        question=page.question,
        finding=printer.finding(blocks),
        blocks=blocks,
        # How many are unfinished is a count of families that nothing here has looked at.
        cautions=tuple(each for each in page.cautions if each != unfinished_words(page.cohort.n_unfinished)),
        tab=page.tab,
        leads=page.leads,
    )


def _block(plan: BlockLines, printer: Printer) -> ReleasedBlock:
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
                "One comparison is left out: it would show too many things at once about few.",
                "{n} comparisons are left out: they would show too many things at once about few.",
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


def _mergings(output: Outline, hidden: Hidden) -> Iterator[Merging]:
    figures = (figure for plan in output.plans for figure in plan.block.figures)
    return mergings(figures, output.ties.gatherings, hidden, output.profile)
