"""Whether what is stored of a case is what the form works out from its answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from audit_app.errors import Problem
from audit_app.model import CaseRef, Key
from audit_app.operations.audit import Audit, Progress
from audit_app.operations.case.open_case import filling_of, worked_out
from audit_app.store import answers, cases, changes
from audit_app.words import _


def derived_that_differ(audit: Audit, progress: Progress) -> Iterator[Problem]:
    """Each case whose stored relevance or calculations are not what its answers make of the form."""
    refs = [ref for ref in cases.refs(audit.file) if ref.changed]
    for done, ref in enumerate(refs):
        progress(done, len(refs))
        if keys := _keys_that_differ(audit, ref):
            yield Problem(
                _("Case {reference}: what the form works out of “{question}” is not what is kept.").format(
                    reference=ref.reference, question="”, “".join(dict.fromkeys(key.question for key in keys))
                ),
                _("Open the case and give one answer again: all of it is then worked out anew."),
                audit.path.name,
            )
    progress(len(refs), len(refs))


def _keys_that_differ(audit: Audit, ref: CaseRef) -> list[Key]:
    kept = answers.read_filled(audit.file, ref.id)
    # As of its latest change: what depends on today's date was worked out then.
    then = replace(audit, clock=lambda: _time(ref.changed))
    filling = filling_of(then, changes.heads(audit.file, ref.id), worked_out(kept))
    return [key for key in filling.keys() if kept.get(key) != filling.state(key)]  # noqa: SIM118


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.now(UTC)
