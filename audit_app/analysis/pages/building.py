"""A page from its declaration and a reading: nothing here raises for want of data, it is said in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from audit_app.analysis.pages.findings import cautions, finding
from audit_app.analysis.pages.sentences import silence, tells
from audit_app.analysis.pages.spec import CHILDREN, BlockSpec, PageSpec
from audit_app.lines.sample_words import no_case_words
from audit_app.lines.sample_words import unfinished_words as unfinished_sample
from audit_app.results.figures import Figure
from audit_app.results.pages import Block, Page
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading

FEW = 10
"""Under so many families shares say little, and the page says so."""


def build(spec: PageSpec, reading: Reading) -> Page:
    """The page of a reading. Its figures are worked out now, unless another page has asked for them."""
    blocks = tuple(_block(each, reading) for each in spec.blocks)
    shown = {figure.id for block in blocks for figure in block.figures}
    more = tuple(
        figure for figure in reading.on_page(spec.id) if figure.id not in shown and not figure.cannot
    )
    if more:
        more_title = _("More figures on this question")
        blocks = (*blocks, Block("more", more_title, "", more, _beside(reading)))
    return Page(
        id=spec.id,
        title=spec.title,
        question=spec.question,
        finding=_finding(spec, reading, blocks),
        blocks=blocks,
        cautions=tuple(_cautions(spec, reading)),
        cohort=replace(reading.heading, families=tuple(reading.frame.pregnancies.ids)),
        tab=spec.tab,
        leads=spec.leads,
    )


def _block(spec: BlockSpec, reading: Reading) -> Block:
    found = tuple(
        figure for figure in reading.matching(spec.figures) if not spec.kinds or figure.kind in spec.kinds
    )
    found += tuple(figure for name in spec.adds for figure in reading.added(name))
    kept = found if any(not figure.cannot for figure in found) else ()
    block = Block(
        id=spec.id,
        title=spec.title,
        picture=spec.picture,
        figures=kept,
        cautions=(*_beside(reading), *spec.cautions),
        gaps=reading.gaps if "gaps" in spec.adds and reading.needs else None,
        answerable=reading.answerable if "answerable" in spec.adds else (),
        contradictions=reading.contradictions if "contradictions" in spec.adds else (),
        annotations=reading.cohort.events if {"periods", "events"} & set(spec.adds) else (),
        weeks=reading.cohort.cuts.by_weeks if spec.picture == "journey" else (),
    )
    return replace(block, cannot=tuple(_missing(spec, block, found)))


def _beside(reading: Reading) -> tuple[str, ...]:
    """What stands beside every figure while the sample is unfinished."""
    said = unfinished_sample(reading.heading.strata)
    return (said,) if said else ()


def _missing(spec: BlockSpec, block: Block, found: tuple[Figure, ...]) -> Iterator[str]:
    """Why a block has nothing to show; nothing when it has."""
    if block.figures or block.gaps or block.answerable or block.contradictions or block.annotations:
        return
    sentences = list(dict.fromkeys(figure.cannot for figure in found))
    if sentences:
        yield from sentences
    elif "contradictions" in spec.adds:
        yield _("No dates that contradict each other were found.")
    elif "events" in spec.adds:
        yield _("No events of the area are noted. They can be noted under Plan.")
    elif "gaps" in spec.adds:
        yield _("This audit's form declares no needs, so that there is no gap to work out.")
    else:
        yield _("This audit's form does not ask what this part needs.")


def _finding(spec: PageSpec, reading: Reading, blocks: Iterable[Block]) -> str:
    figures = [figure for block in blocks for figure in block.figures]
    return (
        finding(spec, reading)
        or (no_case_words() if not reading.cohort.cases else "")
        or next((silence(figure) for figure in figures if not tells(figure)), "")
        or next((words for block in blocks for words in block.cannot), "")
        or _("The figures of this page stand below; no single sentence can be made of them.")
    )


def _cautions(spec: PageSpec, reading: Reading) -> Iterator[str]:
    heading = reading.heading
    n = heading.n_pregnancies or len(heading.cases)
    if 0 < n < FEW:
        yield _few(spec, n)
    if not reading.cohort.sampled.chance:
        yield _(
            "The cases were chosen by hand, so that there are no intervals: the figures describe these files "
            "and no others."
        )
    if heading.n_unfinished:
        yield unfinished_words(heading.n_unfinished)
    yield from cautions(spec, reading)
    yield from spec.cautions


def _few(spec: PageSpec, n: int) -> str:
    if spec.counted == CHILDREN:
        return plural(
            "This is about one child only: nothing can be said of others.",
            "This is about {n} children only: read the counts, and lean on no share.",
            n,
        )
    return plural(
        "This is about one family only: nothing can be said of others.",
        "This is about {n} families only: read the counts, and lean on no share.",
        n,
    )


def unfinished_words(n: int) -> str:
    """How many cases are left out because nobody has finished them."""
    return plural(
        "One case is not finished and is not counted.", "{n} cases are not finished and are not counted.", n
    )
