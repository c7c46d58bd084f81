"""The pages: every planning question with its finding, pictures, tables and cautions. One module a page.

A block names measures by id or by the beginning of an id (`M5.1` names `M5.1_short_notice`, not `M5.10`), so
that it shows what the form has of them; a measure whose `page` names a page and that no block names stands
in its last block. A figure that can't be made stands in its block with `cannot` in words, a block none of
whose figures can be made says why; no page raises.
"""

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
