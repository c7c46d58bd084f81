"""Letting results leave: what an output would hide, what it gives away beside earlier ones, and the memory of
all that left.

An output is drafted first (nothing is written), then let out. Between the two a person, or the command line,
has seen its warnings.

Warnings are for the manager and stand in no output. A sentence holds no count that the disclosure step
hasn't seen: fields that few files ask for aren't named, unfinished cases aren't counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audit_app.analysis.disclosure.earlier import Overlap, Printed, left_over, overlap
from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.dates import PartialDate
from audit_app.errors import AuditError
from audit_app.lines.released import Released
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.read import pages
from audit_app.operations.share.wording import Worded, worded
from audit_app.results.pages import Page
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.analysis.pages.reading import Reading
    from audit_app.store.releases import PastRelease

INTERNAL, RESTRICTED, SHARED = EDITIONS = ("internal", "restricted", "shared")
SHARED_PROFILES = tuple(name for name in PROFILES if name != RESTRICTED)
DEFAULT = "dfe"
SETTING = "disclosure_profile"


@dataclass(frozen=True)
class Draft:
    """An output that could leave: what would be printed, and which cases stand behind it (for the memory
    alone). Its `released.warnings` say what it gives away beside outputs that left earlier; `worded` knows
    the texts that people typed.
    """

    released: Released
    printed: Printed
    worded: Worded


def profile_for(audit: Audit, edition: str, wanted: str = "") -> str:
    """The disclosure profile of an edition: the restricted one has its own, the shared one that which was
    asked for, else the one chosen last. AuditError for any other.
    """
    from audit_app.store import info

    if edition == RESTRICTED and wanted in ("", RESTRICTED):
        return RESTRICTED
    if edition != SHARED or (wanted and wanted not in SHARED_PROFILES):
        raise AuditError(
            _("The {edition} edition has no profile “{profile}”. The shared one has: {profiles}.").format(
                edition=edition, profile=wanted, profiles=", ".join(SHARED_PROFILES)
            )
        )
    chosen = wanted or info.read_info(audit.file).settings.get(SETTING, DEFAULT)
    return chosen if chosen in SHARED_PROFILES else DEFAULT


def profile_words() -> dict[str, str]:
    """The profiles in words, with the rule that decides what is small."""
    from audit_app.analysis.disclosure.rules import rules

    return {name: next(iter(rules(profile))) for name, profile in PROFILES.items()}


def draft(
    audit: Audit,
    reading: Reading,
    page_ids: Sequence[str],
    profile: str,
    *,
    gather: Collection[str] = (),
    suggest: bool = False,
    progress: Progress = no_progress,
) -> Draft:
    """What these pages would print; nothing is written. `gather` and `suggest` as `release` has them; the
    progress is of counts decided and checked. AuditError when nothing can be released.
    """
    from audit_app.analysis.disclosure.release import printed, release

    said = worded(audit, reading)
    made = _pages(said.reading, page_ids)
    ties = pages.ties(audit)
    released = release(made, PROFILES[profile], ties, gather=gather, suggest=suggest, progress=progress)
    behind = printed(released, made, ties, gather)
    return Draft(replace(released, warnings=tuple(_warnings(audit, behind))), behind, said)


def preview(
    audit: Audit,
    reading: Reading,
    page_ids: Sequence[str],
    profile: str,
    gather: Collection[str] = (),
    progress: Progress = no_progress,
) -> Draft:
    """A draft that also says which gathering of small answers would show more."""
    return draft(audit, reading, page_ids, profile, gather=gather, suggest=True, progress=progress)


def require_apart(audit: Audit, leaves: Draft, despite: bool = False) -> None:
    """AuditError when a draft says something about few families beside an output that left earlier, unless
    the person who lets it out knows (`despite`)."""
    found = tuple(_warnings(audit, leaves.printed))
    if found and not despite:
        raise AuditError(" ".join([*found, _("Nothing was written.")]))


@contextmanager
def leaving(
    audit: Audit, leaves: Draft, edition: str, *, despite: bool = False
) -> Iterator[Callable[[], None]]:
    """Let out, inside, what a draft prints. What is yielded makes the audit remember that it left: to be
    called before the last step, so that nothing leaves which the next output isn't compared with. It is
    forgotten again where that step fails. AuditError as `require_apart` has it."""
    from audit_app.store import info, releases
    from audit_app.store.writing import transaction

    require_apart(audit, leaves, despite)
    before = info.read_info(audit.file)
    settings = {**before.settings, **({SETTING: leaves.released.profile} if edition == SHARED else {})}
    remembered = []

    def remember() -> None:
        with transaction(audit.file):
            releases.add_release(audit.file, _remembered(audit, leaves, edition))
            info.write_info(audit.file, replace(before, settings=settings))
        remembered.append(leaves)

    try:
        yield remember
    except BaseException:
        if remembered:
            with suppress(AuditError), transaction(audit.file):
                releases.forget_last(audit.file)
                info.write_info(audit.file, before)
        raise


def hidden_words(released: Released) -> str:
    """How much is hidden, beside what the plain rule would hide."""
    found = released.summary
    return _(
        "{n} of {all} numbers are hidden or gathered so that no family can be worked out. The plain rule, "
        "which hides every figure that holds a small number, would hide {plain}."
    ).format(n=found.n_hidden, all=found.n_counts, plain=found.n_by_rows)


def _pages(reading: Reading, page_ids: Sequence[str]) -> tuple[Page, ...]:
    known = [id_ for id_, _title in pages.PAGES]
    unknown = [id_ for id_ in page_ids if id_ not in known]
    if unknown or not page_ids:
        raise AuditError(
            _("Choose pages out of: {pages}.").format(pages=", ".join(known))
            if unknown
            else _("Choose at least one page.")
        )
    return tuple(pages.page(reading, id_) for id_ in known if id_ in page_ids)


def _remembered(audit: Audit, leaves: Draft, edition: str) -> PastRelease:
    from audit_app.store.releases import PastRelease

    return PastRelease(
        audit.clock().isoformat(),
        edition,
        leaves.released.profile,
        leaves.released.filters,
        leaves.printed.everyone,
        leaves.printed.counts,
    )


def _warnings(audit: Audit, now: Printed) -> Iterator[str]:
    """What could be worked out from this output and earlier ones together; each cohort once."""
    from audit_app.store import releases

    before = releases.read_releases(audit.file)
    most: dict[frozenset[str], tuple[int, PastRelease, Overlap]] = {}
    for past in before:
        found = overlap(now, _printed(past))
        if found and found.n_places >= most.get(past.cases, (0, past, found))[0]:
            most[past.cases] = found.n_places, past, found
    for _n, past, found in most.values():
        yield " ".join(_in_words(now, past, found))
    n = left_over(now, map(_printed, before))
    if n:
        yield plural(
            "This output and two earlier ones add up but for {n} family: what is true of it could be worked "
            "out.",
            "This output and two earlier ones add up but for {n} families: what is true of them could be "
            "worked out.",
            n,
        )


def _printed(past: PastRelease) -> Printed:
    return Printed(past.cases, past.printed, PROFILES[past.profile])


def _in_words(now: Printed, past: PastRelease, found: Overlap) -> Iterator[str]:
    day = PartialDate(*map(int, past.time[:10].split("-"))).words
    yield _("On {day} an output about {n} families left ({filters}); this one is about {now}.").format(
        day=day, n=len(past.cases), filters=" · ".join(past.filters), now=len(now.everyone)
    )
    if found.n_families:
        yield plural(
            "What is true of the {n} family between them could be worked out by subtraction.",
            "What is true of the {n} families between them could be worked out by subtraction.",
            found.n_families,
        )
    else:
        yield plural(
            "{n} number that stands in both differs by so few families that they could be worked out.",
            "{n} numbers that stand in both differ by so few families that they could be worked out.",
            found.n_places,
        )
    yield _("Choose the same cases as then, or wait until more have been added.")
