"""What is shown first in what leaves, and others pay: said for an audit once, and by name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.forms import rows_of
from audit_app.store import info
from audit_app.store.writing import transaction
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.analysis.disclosure.ties import Wanted

SETTING = "shown_first"


def wanted(audit: Audit) -> tuple[Wanted, ...]:
    """What can be shown first, as the form's sheet `wanted` has it."""
    from audit_app.analysis.disclosure.ties import read_wanted

    return read_wanted(rows_of(audit, "wanted"))


def words(audit: Audit) -> dict[str, str]:
    """What can be shown first, by name, in the order of the form."""
    return {each.name: each.label for each in wanted(audit)}


def chosen(audit: Audit) -> tuple[str, ...]:
    """What this audit shows first: all of it until somebody chooses."""
    said = info.read_info(audit.file).settings.get(SETTING)
    names = tuple(words(audit))
    return names if said is None else tuple(name for name in names if name in said.split())


def choose(audit: Audit, names: Collection[str]) -> None:
    """Show these first from now on, or nothing before the rest. AuditError as `known` has it."""
    said = " ".join(known(audit, names))
    about = info.read_info(audit.file)
    with transaction(audit.file):
        info.write_info(audit.file, replace(about, settings={**about.settings, SETTING: said}))


def known(audit: Audit, names: Collection[str]) -> tuple[str, ...]:
    """These names in their order. AuditError for one that the form doesn't have."""
    there = tuple(words(audit))
    unknown = [name for name in names if name not in there]
    if unknown:
        raise AuditError(
            _("Nothing that can be shown first is called {names}. There is: {known}.").format(
                names=", ".join(unknown), known=", ".join(there) or "–"
            )
        )
    return tuple(name for name in there if name in names)
