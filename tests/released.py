"""The sample audit as it is read, and as the disclosure step releases it: each output takes seconds."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.analysis.disclosure.release import release
from audit_app.analysis.disclosure.ties import Ties
from audit_app.lines.released import Released
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read import pages
from audit_app.results.pages import Page
from tests.form.filled import PAGES
from tests.once import Once
from tests.samples import copied, made_up

ALL = tuple(id_ for id_, _title in PAGES)
SOME = ("parents", "fathers", "siblings", "needs")


class Read(NamedTuple):
    """Pages of the sample audit, and what ties their figures to others."""

    pages: tuple[Page, ...]
    ties: Ties


def read(once: Once, ids: tuple[str, ...]) -> Read:
    """These pages as the manager reads them."""

    def make(folder: Path) -> Read:
        audit = copied(made_up(once), folder / "read.audit")
        reading = pages.read(audit)
        found = Read(tuple(pages.page(reading, id_) for id_ in ids), pages.ties(audit))
        close_audit(audit)
        return found

    found: Read = once(f"pages {' '.join(ids)}", make)
    return found


def released(once: Once, profile: str, ids: tuple[str, ...]) -> Released:
    """These pages under a profile."""

    def make(_folder: Path) -> Released:
        read_ = read(once, ids)
        return release(read_.pages, PROFILES[profile], read_.ties)

    found: Released = once(f"{profile} of {' '.join(ids)}", make)
    return found
