"""What an output gives away beside those that left earlier: sentences for the manager, in no output.

A sentence holds no count that the disclosure step hasn't seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from audit_app.analysis.disclosure.earlier import Overlap, Printed, left_over, overlap
from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.dates import parse_iso
from audit_app.operations.audit import Audit
from audit_app.operations.share import ledger
from audit_app.operations.share.editions import RESTRICTED, SHARED
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.operations.share.releasing import Draft
    from audit_app.store.releases import PastRelease


def warnings(audit: Audit, draft: Draft) -> Iterator[str]:
    """What is wrong with the ledger, and what could be worked out from this output and earlier ones together;
    each cohort once."""
    from audit_app.store import releases

    now = draft.printed
    yield from ledger.problems(audit)
    if draft.conflict:
        yield draft.conflict
    yield from other_profile(audit, draft)
    before = [each for each in releases.read_releases(audit.file) if each.profile in PROFILES]
    most: dict[frozenset[str], tuple[int, PastRelease, Overlap]] = {}
    for past in before:
        found = overlap(now, printed_then(past))
        if found and found.n_places >= most.get(past.cases, (0, past, found))[0]:
            most[past.cases] = found.n_places, past, found
    for _n, past, found in most.values():
        yield " ".join(_in_words(now, past, found))
    n = left_over(now, map(printed_then, before))
    if n:
        yield plural(
            "This output and two earlier ones add up but for one: what is true of it could be worked out.",
            "This output and two earlier ones add up but for {n}: what is true of them could be worked out.",
            n,
        )


def other_profile(audit: Audit, draft: Draft) -> Iterator[str]:
    """That the latest shared output of this audit left by another profile than a draft's. The two are decided
    beside each other; what leaves a copy of the audit that doesn't know of the change is not."""
    from audit_app.store import releases

    now = draft.released.profile
    left = [each.profile for each in releases.read_releases(audit.file) if each.edition == SHARED]
    if now != RESTRICTED and left and left[-1] != now:
        yield _(
            "What was shared of this audit so far left by the profile “{before}”, and this would leave by "
            "“{now}”. The two are decided beside each other; what leaves a copy of this audit that doesn't "
            "know of the change is not. Stay with one profile where you can."
        ).format(before=left[-1], now=now)


def printed_then(past: PastRelease) -> Printed:
    """What an output of the ledger printed."""
    return Printed(past.cases, past.printed, PROFILES[past.profile], past.held_back)


def _in_words(now: Printed, past: PastRelease, found: Overlap) -> Iterator[str]:
    read = parse_iso(past.time[:10])
    day = read.words if read else past.time
    yield _("On {day} an output left that counts {n} ({filters}); this one counts {now}.").format(
        day=day, n=len(past.cases), filters=" · ".join(past.filters), now=len(now.everyone)
    )
    if found.n_families:
        yield plural(
            "What is true of the one between them could be worked out by subtraction.",
            "What is true of the {n} between them could be worked out by subtraction.",
            found.n_families,
        )
    else:
        yield plural(
            "{n} number that stands in both differs by so few that they could be worked out.",
            "{n} numbers that stand in both differ by so few that they could be worked out.",
            found.n_places,
        )
    yield _("Choose the same cases as then, or wait until more have been added.")
