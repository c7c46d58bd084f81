"""How exact a key date is, and an answer among those that are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from audit_app.analysis.cells import KNOWN, NOT_RECORDED, UNCLEAR, pick, states
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import Distribution, Proportion, as_kind
from audit_app.words import _


def exactness(frame: Frame, shell: Distribution, row: Derived) -> Distribution:
    """How a key date stands in the files that were seen: exact, approximate, in conflict, or not there."""
    cells = frame.cells(row.measure.question)
    exact = cells.where(lambda value: len(value) >= len("2024-01-01"))
    ways = (
        ("exact", _("Exact"), exact),
        ("approximate", _("Month or year only"), (cells.code == KNOWN) & ~exact),
        ("unclear", _("Records conflict"), cells.code == UNCLEAR),
        ("not_recorded", _("Not in the file"), cells.code == NOT_RECORDED),
    )
    seen = np.isin(cells.code, (KNOWN, UNCLEAR, NOT_RECORDED))
    base = pick(frame.ids, seen)
    told = states(frame.ids, cells.code)
    result = replace(shell, base=base, states=told)
    line = as_kind(result, Proportion)
    rows = (
        with_share(replace(line, id=f"{shell.id}.{name}", label=label), pick(frame.ids, mask & seen))
        for name, label, mask in ways
    )
    return replace(result, rows=tuple(rows))


def among_known(frame: Frame, shell: Proportion, row: Derived) -> Proportion:
    """An answer over the cases in which it is known, the due date that the case system lost for one."""
    cells = frame.cells(row.measure.question)
    known = cells.exact
    told = states(frame.ids, cells.code)
    counted = cells.where(row.measure.counts) & known
    return with_share(replace(shell, base=pick(frame.ids, known), states=told), pick(frame.ids, counted))
