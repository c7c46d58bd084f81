"""Working a case out anew from its changes, after some came that no screen has seen: merging, settling,
agreeing.

It is done as of the day of the latest change of the case, unless a pack has every change of it and asked the
same form: then what it worked out is taken over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from audit_app.model import Change, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case.open_case import Edit, filling_of, make_change, worked_out
from audit_app.store import answers, cases, changes, info
from audit_app.store.writing import transaction
from audit_app.xforms.filling import RECKONING, Filled, Filling


def bring_up(audit: Audit) -> None:
    """Work all cases out anew, in one transaction, where an older program did: it may have come to something
    else."""
    if info.read_asking(audit.file).reckoning >= RECKONING:
        return
    with transaction(audit.file):
        for ref in cases.refs(audit.file):
            refill(audit, ref.id)
        info.write_reckoning(audit.file, RECKONING)


def refill(audit: Audit, case_audit: str) -> dict[Key, Change]:
    """Store relevance, calculations and defaults of a case audit as its heads make them; the heads. Inside
    the caller's transaction. Today is the day of its latest change, so that the same changes give the same
    answers whenever they come together."""
    heads = changes.heads(audit.file, case_audit)
    kept = answers.read_filled(audit.file, case_audit)
    filling = filling_as_of(audit, heads, kept)
    filled: dict[Key, Filled | None] = {key: filling.state(key) for key in filling.keys()}  # noqa: SIM118
    gone: dict[Key, Filled | None] = {key: None for key in kept if key not in filled}
    differ = {key: now for key, now in filled.items() if kept.get(key) != now}
    answers.write_filled(audit.file, case_audit, {**differ, **gone})
    return heads


def filling_as_of(audit: Audit, heads: Mapping[Key, Change], kept: Mapping[Key, Filled]) -> Filling:
    """The Filling that heads make on the day of the latest of them."""
    latest = max((head.time for head in heads.values()), default="")
    then = replace(audit, clock=lambda: _moment(latest, audit))
    return filling_of(then, heads, worked_out(kept))


def keep(audit: Audit, case_audit: str, edits: Sequence[Edit], *, person: str, time: str, batch: str) -> None:
    """Write edits as changes that replace all present heads of their keys, then refill. Inside the caller's
    transaction; `person` is an id."""
    parents = changes.head_ids(audit.file, case_audit, [edit.key for edit in edits])
    changes.append(
        audit.file,
        [make_change(audit, case_audit, edit, parents[edit.key], person, time, batch) for edit in edits],
    )
    refill(audit, case_audit)


def _moment(text: str, audit: Audit) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return audit.clock().astimezone(UTC)
