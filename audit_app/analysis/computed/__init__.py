"""Figures that a declaration can't say, and all figures of a form together: its measures, and those derived.

Each method of the sheet `derived` is one small function from a cohort to a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from audit_app.analysis.computed import (
    area,
    duties,
    early_late,
    journey,
    ladders,
    notice,
    others,
    overlap,
    placements,
    records,
    time_limits,
    time_with_help,
)
from audit_app.analysis.computed.base import Computed, Function
from audit_app.analysis.computed.chains import chain, chain_id
from audit_app.analysis.computed.declared import declared_figure
from audit_app.analysis.declared import Measure, Need
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.results.figures import Figure, National

FUNCTIONS: dict[str, Function] = {
    "ladder": ladders.over_the_first,
    "ladder_each": ladders.each_over_its_own,
    "together": overlap.together,
    "reached": journey.reached,
    "before_pregnancy": journey.before_pregnancy,
    "in_time": time_limits.in_time,
    "beside_others": others.beside_others,
    "in_force": duties.in_force,
    "short_notice": notice.short_notice,
    "notice_definitions": notice.definitions,
    "newborn_proceedings": notice.newborn_proceedings,
    "groups": early_late.group_sizes,
    "early_late": early_late.compare,
    "share_of_weeks": time_with_help.share_of_weeks,
    "by_parents": placements.by_parents,
    "exactness": records.exactness,
    "among_known": records.among_known,
    "area_share": area.share_by_year,
    "area_share_places": area.share_by_place,
    "area_rate": area.rate_by_year,
    "area_rate_places": area.rate_by_place,
}
"""What works out each of `analysis.derived.METHODS`."""


@dataclass(frozen=True)
class ComputedMeasure:
    """One measure of a form: `kind` is that of its figure, `page` holds the ids of its pages, space
    separated; `make` works it out."""

    id: str
    kind: str
    page: str
    make: Callable[[Frame], Figure]


def computed(row: Derived) -> Computed:
    """A row of the sheet `derived` with what works it out."""
    return Computed(row, FUNCTIONS[row.method])


def catalogue(
    measures: Sequence[Measure],
    needs: Sequence[Need] = (),
    nationals: Mapping[str, National] | None = None,
    derived: Sequence[Derived] = (),
) -> dict[str, ComputedMeasure]:
    """Every measure of a form by id: those of its sheet in order, then those that it derives, and the chain
    of each need.

    Nothing is worked out before `make` is called; a figure that can't be made says why (`cannot`).
    """
    found = [
        *(
            ComputedMeasure(
                each.id, each.kind, each.page, partial(declared_figure, measure=each, nationals=nationals)
            )
            for each in measures
        ),
        *(
            ComputedMeasure(each.id, each.row.kind, each.page, partial(each.figure, nationals=nationals))
            for each in map(computed, derived)
        ),
        *(ComputedMeasure(chain_id(need), "ladder", "needs", partial(chain, need=need)) for need in needs),
    ]
    return {entry.id: entry for entry in found}
