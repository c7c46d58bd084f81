"""The ledger of what left as people read it: its columns, for the window and for the command line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from audit_app.dates import parse_iso
from audit_app.operations.read.pages import ALL_PAGES
from audit_app.operations.share.ledger import LedgerLine
from audit_app.operations.share.releasing import INTERNAL, RESTRICTED, SHARED
from audit_app.words import _, plural

SHORT = 8
"""Letters of an id, or of a file's SHA-256, that tell it from the others."""


@dataclass(frozen=True)
class LedgerColumn:
    """A column: its heading, its words for a line, all of it where these are short for more, and whether they
    are a `number`."""

    title: str
    words: Callable[[LedgerLine], str]
    whole: Callable[[LedgerLine], str] | None = None
    number: bool = False


def columns() -> tuple[LedgerColumn, ...]:
    """The columns, in order. What isn't known of an older output is empty."""
    return (
        LedgerColumn(_("Day"), lambda line: day_words(line.release.time)),
        LedgerColumn(_("Person"), lambda line: line.release.person),
        LedgerColumn(_("What for"), lambda line: line.release.purpose),
        LedgerColumn(_("Who receives it"), lambda line: line.release.recipient),
        LedgerColumn(_("Edition"), _edition),
        LedgerColumn(_("Format"), lambda line: line.release.format),
        LedgerColumn(_("Pages"), _pages),
        LedgerColumn(_("Counted"), lambda line: str(len(line.release.cases)), number=True),
        LedgerColumn(_("Filters"), lambda line: " · ".join(line.release.filters)),
        LedgerColumn("SHA-256", _sums, _whole_sums),
        LedgerColumn(_("Overridden"), _overridden, _whole_overridden),
        LedgerColumn(_("Withdrawn"), _withdrawn),
    )


def day_words(time: str) -> str:
    """The day of a kept time (UTC, ISO); the text itself where it is none."""
    day = parse_iso(time[:10])
    return day.words if day else time


def edition_names() -> dict[str, str]:
    """What each edition is called."""
    return {SHARED: _("Shared"), RESTRICTED: _("Restricted"), INTERNAL: _("Internal")}


def _edition(line: LedgerLine) -> str:
    edition = line.release.edition
    profile = line.release.profile if edition == SHARED else ""
    return ", ".join(filter(None, (edition_names().get(edition, edition), profile)))


def pages_words(page_ids: Collection[str], titles: Mapping[str, str]) -> str:
    """Pages by their titles."""
    if set(page_ids) in ({*ALL_PAGES}, {*titles}):
        return _("All")
    return ", ".join(titles.get(id_, id_) for id_ in page_ids)


def _pages(line: LedgerLine) -> str:
    return _("All") if line.release.edition == INTERNAL else pages_words(line.release.pages, line.titles)


def _sums(line: LedgerLine) -> str:
    return ", ".join(text[:SHORT] for text in line.release.sha256.values())


def _whole_sums(line: LedgerLine) -> str:
    return "\n".join(f"{name}: {text}" for name, text in line.release.sha256.items())


def _overridden(line: LedgerLine) -> str:
    n, why = len(line.release.overridden), line.release.why
    return ": ".join(filter(None, (plural("one warning", "{n} warnings", n) if n else "", why)))


def _whole_overridden(line: LedgerLine) -> str:
    return "\n".join(filter(None, (*line.release.overridden, line.release.why)))


def _withdrawn(line: LedgerLine) -> str:
    if line.withdrawal is None:
        return ""
    day = day_words(line.withdrawal.time)
    who = ", ".join(filter(None, (day, line.withdrawal.person)))
    return f"{who}: {line.withdrawal.why}"
