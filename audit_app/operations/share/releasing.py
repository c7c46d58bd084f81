"""Letting results leave: what an output would hide, what it gives away beside earlier ones, and the memory of
all that left.

An output is drafted first (nothing is written), then let out. Between the two a person, or the command line,
has seen its warnings.

Warnings are for the manager and stand in no output. A sentence holds no count that the disclosure step
hasn't seen: fields that few files ask for aren't named, unfinished cases aren't counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from audit_app.analysis.disclosure.earlier import Overlap, Printed, left_over, overlap
from audit_app.analysis.disclosure.profiles import PROFILES, DisclosureProfile
from audit_app.dates import parse_iso
from audit_app.errors import AuditError
from audit_app.lines.released import Released
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.read import pages
from audit_app.operations.share import ledger
from audit_app.operations.share.ledger import Sending
from audit_app.operations.share.wording import Worded, worded
from audit_app.placing import Last
from audit_app.results.pages import Page
from audit_app.words import _, plural

if TYPE_CHECKING:
    from audit_app.analysis.disclosure.release import Holders, Leaving
    from audit_app.analysis.disclosure.ties import Ties
    from audit_app.analysis.pages.reading import Reading
    from audit_app.store.releases import PastRelease

INTERNAL, RESTRICTED, SHARED = EDITIONS = ("internal", "restricted", "shared")
SHARED_PROFILES = tuple(name for name in PROFILES if name != RESTRICTED)
DEFAULT = "dfe"
SETTING = "disclosure_profile"
ALL_PAGES = pages.ALL_PAGES


@dataclass(frozen=True)
class Draft:
    """An output that could leave: what would be printed, and which cases stand behind it (for the memory
    alone). Its `released.warnings` say what it gives away beside outputs that left earlier; `worded` knows
    the texts that people typed; `conflict` is the sentence for when hiding more in this one can't make all of
    these safe together. `beside` is the round before, decided together with this one: its numbers are printed
    too, where something changed.
    """

    released: Released
    printed: Printed
    worded: Worded
    conflict: str = ""
    beside: Draft | None = None


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
    first: Collection[str] | None = None,
    earlier: Reading | None = None,
    progress: Progress = no_progress,
) -> Draft:
    """What these pages would print; nothing is written. `gather` and `suggest` as `release` has them, `first`
    as `pages.ties`; `earlier` is a reading of the round before, where what changed is printed too. The
    progress is of counts decided and checked. AuditError when nothing can be released.
    """
    planned = [(worded(audit, each), page_ids) for each in (reading, earlier) if each is not None]
    found, *beside = _drafts(
        *(audit, planned, profile),
        gather=gather,
        suggest=suggest,
        first=first,
        progress=progress,
    )
    return replace(found, beside=beside[0]) if beside else found


def draft_together(
    audit: Audit,
    planned: Sequence[tuple[Reading, Sequence[str]]],
    profile: str,
    *,
    gather: Collection[str] = (),
    beside: Sequence[Draft] = (),
    first: Collection[str] | None = None,
    progress: Progress = no_progress,
) -> tuple[Draft, ...]:
    """What several outputs would print that leave together, to readers who may hold them all: rounds beside
    each other and beside the whole, or pages by pages. `beside` are drafts of the same plan under another
    profile, which the readers of these hold too.
    """
    said = [(worded(audit, reading), page_ids) for reading, page_ids in planned]
    return _drafts(audit, said, profile, gather=gather, beside=beside, first=first, progress=progress)


def _drafts(
    audit: Audit,
    planned: Sequence[tuple[Worded, Sequence[str]]],
    profile: str,
    *,
    gather: Collection[str],
    beside: Sequence[Draft] = (),
    suggest: bool = False,
    first: Collection[str] | None = None,
    progress: Progress = no_progress,
) -> tuple[Draft, ...]:
    made = tuple(_pages(said.reading, page_ids) for said, page_ids in planned)
    ties = pages.ties(audit, first)
    past = [*_past(audit, made[0]), *(each.printed for each in beside)]
    if profile == RESTRICTED and not beside:
        past += _as_shared(audit, planned[0][0].reading.kept, made, ties, progress)
    found = _together(
        *(made, PROFILES[profile], ties, past),
        gather=gather,
        beside=lambda: _pages(planned[0][0].reading, ALL_PAGES),
        suggest=suggest,
        progress=progress,
    )
    drafts = []
    for (released, printed), (said, _page_ids) in zip(found.leaving, planned, strict=True):
        draft = Draft(released, printed, said, found.conflict)
        drafts.append(replace(draft, released=replace(released, warnings=tuple(_warnings(audit, draft)))))
    return tuple(drafts)


def _as_shared(
    audit: Audit,
    kept: dict[Any, Any],
    made: Sequence[tuple[Page, ...]],
    ties: Ties,
    progress: Progress,
) -> tuple[Printed, ...]:
    """What the shared edition of some pages prints, which the steering group may come to hold. It is kept for
    the next look at the same cases."""
    from audit_app.analysis.disclosure.release import release_together

    profile = PROFILES[profile_for(audit, SHARED)]
    about = [(made_of[0].cohort.families, *(page.id for page in made_of)) for made_of in made]
    known = ("as shared", profile.name, ties.priority, *about)
    if known not in kept:
        found = release_together(made, profile, ties, progress=progress)
        kept[known] = tuple(each.printed for each in found)
    printed: tuple[Printed, ...] = kept[known]
    return printed


@dataclass(frozen=True)
class _Made:
    leaving: tuple[Leaving, ...]
    conflict: str = ""


def _together(
    made: Sequence[tuple[Page, ...]],
    profile: DisclosureProfile,
    ties: Ties,
    past: Sequence[Printed],
    **options: Any,
) -> _Made:
    """Outputs that are safe together with what left before; where that can't be, alone, with the reason."""
    from audit_app.analysis.disclosure.release import release_together

    if not past:
        return _Made(release_together(made, profile, ties, **options))
    try:
        mine, others = _holders(profile, past)
        return _Made(release_together(made, profile, ties, before=mine, others=others, **options))
    except AuditError as error:
        found = release_together(made, profile, ties, **options)  # where nothing can leave, this says why
        words = _(
            "Together with what left before or leaves beside it, small numbers could be worked out. {reason}"
        )
        return _Made(found, words.format(reason=error))


def _holders(
    profile: DisclosureProfile, past: Sequence[Printed]
) -> tuple[list[Printed], tuple[Holders, ...]]:
    """What those hold who get an output, and the others who come to hold it: everybody may hold what is
    shared, the steering group that and what is restricted."""
    from audit_app.analysis.disclosure.release import Holders

    shared = [each for each in past if each.profile.name != RESTRICTED]
    mine = list(past) if profile.name == RESTRICTED else shared
    if profile.name == RESTRICTED:
        return mine, ()
    names = dict.fromkeys(each.profile.name for each in past if each.profile != profile)
    held = ((PROFILES[name], past if name == RESTRICTED else shared) for name in names)
    return mine, tuple(Holders(*each) for each in held)


def _past(audit: Audit, made: Sequence[Page]) -> list[Printed]:
    """What left before. Of families of whom few are left beside those of this output nothing can be said by
    hiding more: that is said in words (`_warnings`)."""
    from audit_app.store import releases

    now = frozenset(made[0].cohort.families)
    past = (_printed(each) for each in releases.read_releases(audit.file) if each.profile in PROFILES)
    return [each for each in past if not overlap(_nothing_yet(now, each.profile.name), each).n_families]


def _nothing_yet(everyone: frozenset[str], profile: str) -> Printed:
    """An output about some families that prints nothing yet."""
    return Printed(everyone, {}, PROFILES[profile])


def preview(
    audit: Audit,
    reading: Reading,
    page_ids: Sequence[str],
    profile: str,
    gather: Collection[str] = (),
    progress: Progress = no_progress,
    earlier: Reading | None = None,
) -> Draft:
    """A draft that also says which gathering of small answers would show more."""
    return draft(
        *(audit, reading, page_ids, profile),
        gather=gather,
        suggest=True,
        earlier=earlier,
        progress=progress,
    )


def require_apart(audit: Audit, leaves: Draft, despite: bool = False, why: str = "") -> tuple[str, ...]:
    """What a draft says about few families beside an output that left earlier, in sentences. AuditError when
    there is any, unless the person who lets it out knows (`despite`); and where the ledger itself was edited,
    unless there is a reason (`why`) too."""
    both = (leaves, *([leaves.beside] if leaves.beside else []))
    found = tuple(dict.fromkeys(words for each in both for words in _warnings(audit, each)))
    if found and not despite:
        raise AuditError(" ".join([*found, _("Nothing was written.")]))
    if not why.strip() and (edited := ledger.problems(audit)):
        raise AuditError(" ".join([*edited, _("Nothing was written: say why it leaves all the same.")]))
    return found


@contextmanager
def leaving(
    audit: Audit,
    leaves: Draft,
    edition: str,
    *,
    format: str = "",
    sha256: Mapping[str, str] | None = None,
    sending: Sending = Sending(),
    despite: bool = False,
    planned: bool = False,
) -> Iterator[Last]:
    """Let out, inside, what a draft prints. What is yielded puts it into the ledger: to be called before the
    last step, so that nothing leaves which the next output isn't compared with. It is forgotten again where
    that step fails. AuditError as `require_apart` has it, unless the draft is one of a plan (`planned`)."""
    if leaves.beside is not None:
        told: dict[str, Any] = {"format": format, "sha256": sha256, "sending": sending, "despite": despite}
        alone = replace(leaves, beside=None)
        with (
            leaving(audit, leaves.beside, edition, **told, planned=True) as first,
            leaving(audit, alone, edition, **told, planned=planned) as last,
        ):
            yield lambda: (first(), last())[1]
        return
    warned = leaves.released.warnings if planned else require_apart(audit, leaves, despite, sending.why)
    row = ledger.row(
        audit,
        edition,
        sending,
        profile=leaves.released.profile,
        filters=leaves.released.filters,
        cases=leaves.printed.everyone,
        printed=leaves.printed.counts,
        held_back=leaves.printed.held_back,
        format=format,
        pages=tuple(page.id for page in leaves.released.pages),
        sha256=sha256 or {},
        overridden=warned,
    )
    settings = {SETTING: leaves.released.profile} if edition == SHARED else {}
    with ledger.remembering(audit, row, settings) as remember:
        yield remember


def require_pages(page_ids: Sequence[str], known: Sequence[str]) -> None:
    """AuditError for no page at all, and for one that there isn't."""
    if not page_ids:
        raise AuditError(_("Choose at least one page."))
    if not known:
        words = _(
            "This audit's form declares neither pages nor measures, so that there is nothing to release."
        )
        raise AuditError(words)
    if tuple(page_ids) != ALL_PAGES and not set(page_ids) <= set(known):
        raise AuditError(_("Choose pages out of: {pages}.").format(pages=", ".join(known)))


def hidden_words(released: Released) -> str:
    """How much is hidden, beside what the plain rule would hide."""
    found = released.summary
    return _(
        "{n} of {all} numbers are hidden or gathered so that nobody can be worked out. The plain rule, "
        "which hides every figure that holds a small number, would hide {plain}."
    ).format(n=found.n_hidden, all=found.n_counts, plain=found.n_by_rows)


def _pages(reading: Reading, page_ids: Sequence[str]) -> tuple[Page, ...]:
    known = [each.id for each in reading.pages]
    require_pages(page_ids, known)
    wanted = known if tuple(page_ids) == ALL_PAGES else page_ids
    return tuple(pages.page(reading, id_) for id_ in known if id_ in wanted)


def _warnings(audit: Audit, draft: Draft) -> Iterator[str]:
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
        found = overlap(now, _printed(past))
        if found and found.n_places >= most.get(past.cases, (0, past, found))[0]:
            most[past.cases] = found.n_places, past, found
    for _n, past, found in most.values():
        yield " ".join(_in_words(now, past, found))
    n = left_over(now, map(_printed, before))
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


def _printed(past: PastRelease) -> Printed:
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
