"""How the planning of an audit stands, read at once for all its parts."""

from __future__ import annotations

from dataclasses import dataclass

from audit_app.operations.audit import Audit
from audit_app.operations.plan import handing_out
from audit_app.operations.plan.samples import read_samples
from audit_app.store import cases, info, packs, prefill


@dataclass(frozen=True)
class Standing:
    """`cases` on the list; the names of `extracts`; of the audit's own round how many are `drawn` and by
    which `seed` (None before); `free` are nobody's yet; packs given and, of these, come back."""

    cases: int = 0
    extracts: tuple[str, ...] = ()
    drawn: int = 0
    seed: int | None = None
    free: int = 0
    packs: int = 0
    returned: int = 0


def listed(audit: Audit) -> int:
    """How many cases are on the list."""
    return cases.count(audit.file)


def standing(audit: Audit) -> Standing:
    """How far the list, extracts, the sample and handing out have come."""
    said = info.read_info(audit.file)
    sample = read_samples(said).get(said.round)
    given = packs.read_packs(audit.file)
    return Standing(
        cases=listed(audit),
        extracts=prefill.extracts(audit.file),
        drawn=len(sample.drawn) if sample else 0,
        seed=sample.seed if sample else None,
        free=len(handing_out.unassigned(audit)),
        packs=len(given),
        returned=sum(bool(pack.returned) for pack in given),
    )
