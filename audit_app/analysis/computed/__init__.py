"""Measures that a declaration can't say, and all measures of a form together: declared and computed.

Each module declares its own in `MEASURES`; each is one small function from a cohort to a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from audit_app.analysis.computed import (
    area,
    early_late,
    fathers,
    journey,
    notice,
    others,
    overlap,
    placements,
    records,
    siblings,
    time_limits,
    time_with_help,
)
from audit_app.analysis.computed.base import Computed
from audit_app.analysis.computed.chains import chain, chain_id
from audit_app.analysis.computed.declared import declared_figure
from audit_app.analysis.declared import Measure, Need
from audit_app.analysis.frames import Frame
from audit_app.results.figures import Figure, National

_MODULES = (
    area,
    overlap,
    siblings,
    time_limits,
    others,
    journey,
    early_late,
    notice,
    fathers,
    time_with_help,
    placements,
    records,
)

COMPUTED: dict[str, Computed] = {measure.id: measure for module in _MODULES for measure in module.MEASURES}


@dataclass(frozen=True)
class Entry:
    """One measure of a form: `page` holds the ids of its pages, space separated; `make` works it out."""

    id: str
    page: str
    make: Callable[[Frame], Figure]


def catalogue(
    measures: Sequence[Measure],
    needs: Sequence[Need] = (),
    nationals: Mapping[str, National] | None = None,
) -> dict[str, Entry]:
    """Every measure of a form by id: those of its sheet in order, then those that are computed,
    and the chain of each need.

    Nothing is worked out before `make` is called; a figure that can't be made says why (`cannot`).
    """
    found = [
        *(
            Entry(
                each.id,
                getattr(each, "page", ""),
                partial(declared_figure, measure=each, nationals=nationals),
            )
            for each in measures
        ),
        *(Entry(each.id, each.page, partial(each.figure, nationals=nationals)) for each in COMPUTED.values()),
        *(Entry(chain_id(need), "needs", partial(chain, need=need)) for need in needs),
    ]
    return {entry.id: entry for entry in found}
