"""How things are timed: ours and the alternative turn about, so that a busy machine slows both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """One line of the report; times in milliseconds. `limit` is the promise in words, if any."""

    what: str
    ours: float
    alternative: str
    theirs: float
    p95: float = 0.0
    limit: str = ""

    @property
    def ratio(self) -> float:
        """How many times the alternative's time ours takes."""
        return self.ours / self.theirs


def clock(work: Work) -> float:
    """How long `work` takes, in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def compare(
    what: str, ours: Work, alternative: str, theirs: Work, *, times: int, limit: str = "", warm: int = 1
) -> Measured:
    """Medians of `times` runs of each, turn about, after `warm` runs that don't count."""
    for _ in range(warm):
        ours(), theirs()
    mine, other = [], []
    for _ in range(times):
        mine.append(clock(ours))
        other.append(clock(theirs))
    p95 = sorted(mine)[max(0, round(0.95 * len(mine)) - 1)]
    return Measured(what, statistics.median(mine), alternative, statistics.median(other), p95, limit)
