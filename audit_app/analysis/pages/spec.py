"""What a page is made of, as the form's sheets `pages`, `blocks` and `findings` declare it.

A block names measures by id or by the beginning of an id, so that it shows what the form at hand has of them;
what it lacks it says.

What each picture reads, and shows of it:

- `dots`: proportions, waits (the share longer than `at`), rates, comparisons, ladders or distributions (their
  rows), medians; a line each in the given order with interval and n. Comparisons have their difference at the
  right; a row whose id ends in `.area` is the area's own and is drawn heavier.
- `bars`: distributions, from zero. `numbers`: numbers and durations, every value with the quartiles.
- `stacked`: distributions; those with the same rows stand together, a bar a figure and a segment a row; bars
  where only one has such rows.
- `curves`: waits; those with a curve on one axis (`Curve.origin` names time zero), the others in words.
- `ladder`: ladders, two by two; over all, and over those who reached the rung before.
- `chain`: ladders, one a need, or the gaps: needs down, stages across. `matrix`: the gaps, needs by stage.
- `journey`: numbers in days of gestation, a step each, with median, middle half and n; the weeks as lines.
- `overlap`: a distribution whose rows are combinations (labels joined by ` + `), as dots for what each is
  made of and a bar with its count; an id ending in `.other` is told in words.
- `runs`: a distribution whose rows are periods in order, ids ending in `.2024`, `.2024-Q1` or `.2024-01`;
  from 12 periods with their median; dated events as annotations.
- `answerable`: three columns: now, with work, new field.
"""

from __future__ import annotations

from dataclasses import dataclass

FAMILIES, CHILDREN = "families", "children"
COUNTED = (FAMILIES, CHILDREN)
"""Who can be counted, for the words about few of them."""

ADDS = ("gaps", "overall", "load", "answerable", "contradictions", "periods", "teams", "events")
"""What can stand in a block beside measures."""


@dataclass(frozen=True)
class BlockSpec:
    """One block: how it is drawn (a name in `charts.chart.PICTURES`, empty for a table alone), its measures
    in order, and what must be said beside it.

    `kinds` keeps figures of some kinds only, all when empty. `adds` names what stands here beside measures:
    `gaps`, `overall` (the rate over all needs), `load` (services at once), `answerable`, `contradictions`,
    `periods`, `teams`, `events`.
    """

    id: str
    title: str
    picture: str = ""
    figures: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    adds: tuple[str, ...] = ()


@dataclass(frozen=True)
class FindingSpec:
    """One clause of a page's finding: `say` is a kind of sentence (`pages.findings.KINDS`), said of the first
    of `figures` (of one of `kinds`, if given) that has something to say, or of its `row`.

    It is left out where the clause `unless` was said, and where the clause `follows` was not.
    """

    id: str
    say: str
    figures: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    row: str = ""
    words: str = ""
    unless: str = ""
    follows: str = ""


@dataclass(frozen=True)
class PageSpec:
    """One planning question. `cautions` end with what the page does not show; `tab` is its short name, and
    `leads` the ids of the blocks that lead it in print, the first most."""

    id: str
    title: str
    question: str
    blocks: tuple[BlockSpec, ...]
    findings: tuple[FindingSpec, ...] = ()
    cautions: tuple[str, ...] = ()
    counted: str = FAMILIES
    tab: str = ""
    leads: tuple[str, ...] = ()


def is_named(id_: str, name: str) -> bool:
    """Whether a measure is one that `name` asks for: itself, or its beginning up to `_` or `.` (`M5.1` names
    `M5.1_short_notice` and not `M5.10`)."""
    return id_ == name or id_.startswith((f"{name}_", f"{name}."))
