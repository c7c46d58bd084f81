"""Comparing two rounds of one audit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.results.pages import Page
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading


def compare(
    audit: Audit,
    first: str,
    second: str,
    filters: Filters = Filters(),
    progress: Progress = no_progress,
) -> Page:
    """Two rounds beside each other: every share, wait and number with its difference, the second less the
    first. The round of `filters` is not looked at. AuditError when the audit has no such round."""
    from audit_app.analysis import rounds

    _require(audit, first, second)

    def read(name: str, done: int) -> Reading:
        progress(done, 4)
        return pages.read(audit, replace(filters, round=name))

    readings = read(first, 0), read(second, 1), read("", 2)
    progress(3, 4)
    page = rounds.compare(*readings, (first, second))
    progress(4, 4)
    return page


def beside_the_one_before(
    audit: Audit, reading: Reading, filters: Filters = Filters(), progress: Progress = no_progress
) -> Page | None:
    """The page of the round that a reading is about and the one before it; of a reading of all rounds
    together, of the last two. None where there is none before."""
    from audit_app.analysis import rounds
    from audit_app.store import cases

    names = sorted({ref.round for ref in cases.refs(audit.file)} - {""})
    place = names.index(filters.round) if filters.round in names else len(names) - 1
    if place < 1:
        return None
    first, second = names[place - 1], names[place]

    def read(name: str, done: int) -> Reading:
        progress(done, 3)
        return reading if name == filters.round else pages.read(audit, replace(filters, round=name))

    readings = read(first, 0), read(second, 1), read("", 2)
    page = rounds.compare(*readings, (first, second))
    progress(3, 3)
    return page


def require_before(audit: Audit, filters: Filters) -> Reading:
    """A reading of the round before that of some filters, with the same filters else. AuditError where no
    round was chosen, or there is none before it."""
    from audit_app.store import cases

    names = sorted({ref.round for ref in cases.refs(audit.file)} - {""})
    place = names.index(filters.round) if filters.round in names else 0
    if not place:
        raise AuditError(
            _("There is no round before “{round}”. Choose a later one of: {known}.").format(
                round=filters.round or _("all of them"), known=", ".join(names[1:]) or "–"
            )
        )
    return pages.read(audit, replace(filters, round=names[place - 1]))


def _require(audit: Audit, first: str, second: str) -> None:
    from audit_app.store import cases

    known = sorted({ref.round for ref in cases.refs(audit.file)} - {""})
    for name in (first, second):
        if name not in known:
            raise AuditError(
                _("This audit has no round “{round}”. Its rounds: {known}.").format(
                    round=name, known=", ".join(known) or "–"
                )
            )
    if first == second:
        raise AuditError(_("A round can't be compared with itself. Choose two different rounds."))
