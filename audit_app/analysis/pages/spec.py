"""What a page is made of, declared: its question, its blocks, what they must say, and how its finding is put.

The words are declared in English and go through the catalogue when a page is built. A block names measures by
id or by the beginning of an id, so that it shows what the form at hand has of them; what it lacks it says.
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
    """One planning question. `cautions` end with what the page does not show."""

    id: str
    title: str
    question: str
    blocks: tuple[BlockSpec, ...]
    finding: Finding
    cautions: tuple[str, ...] = ()


def is_named(id_: str, name: str) -> bool:
    """Whether a measure is one that `name` asks for: itself, or its beginning up to `_` or `.` (`M5.1` names
    `M5.1_short_notice` and not `M5.10`)."""
    return id_ == name or id_.startswith((f"{name}_", f"{name}."))
