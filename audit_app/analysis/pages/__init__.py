"""The pages: every planning question with its finding, pictures, tables and cautions. One module a page."""

from __future__ import annotations

from audit_app.analysis.pages import (
    area,
    birth,
    early_late,
    fathers,
    journey,
    needs,
    notice,
    parents,
    placements,
    records,
    siblings,
    waits,
)
from audit_app.analysis.pages.spec import PageSpec

SPECS: dict[str, PageSpec] = {
    module.SPEC.id: module.SPEC
    for module in (
        area,
        parents,
        siblings,
        waits,
        journey,
        early_late,
        notice,
        fathers,
        needs,
        placements,
        birth,
        records,
    )
}
"""In the order in which the pages stand."""
