"""What a page is made of, declared: its question, its blocks, what they must say, and how its finding is put.

The words are declared in English and go through the catalogue when a page is built. A block names measures by
id or by the beginning of an id, so that it shows what the form at hand has of them; what it lacks it says.

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

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading

Finding = Callable[["Reading"], str]
"""The finding of a page in one plain sentence; empty when its figures can't say."""


@dataclass(frozen=True)
class BlockSpec:
    """One block: how it is drawn (a name in `charts.chart.PICTURES`, empty for a table alone), its measures
    in order, and what must be said beside it.

    `kinds` keeps figures of some kinds only, all when empty. `adds` names what stands here beside measures:
    `gaps`, `overall` (the rate over all needs), `answerable`, `contradictions`, `periods`, `teams`, `events`.
    """

    id: str
    title: str
    picture: str = ""
    figures: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    adds: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageSpec:
    """One planning question. `cautions` end with what the page does not show; `counted` is one that depends
    on the figures, and stands before them."""

    id: str
    title: str
    question: str
    blocks: tuple[BlockSpec, ...]
    finding: Finding
    cautions: tuple[str, ...] = ()
    counted: Finding | None = None
