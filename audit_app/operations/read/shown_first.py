"""What is shown first in what leaves, and others pay: said for an audit once, and by name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.store import info
from audit_app.store.writing import transaction
from audit_app.words import _

SETTING = "shown_first"
NAMES = ("no_offer_found", "early_referral", "waits", "fathers_ladder", "notice")
"""What can be shown first, as `analysis.disclosure.ties.FIRST` has it."""


def words() -> dict[str, str]:
    """What can be shown first, by name."""
    return {
        "no_offer_found": _("No offer found"),
        "early_referral": _("Early referral"),
        "waits": _("Waits"),
        "fathers_ladder": _("The fathers’ ladder"),
        "notice": _("Notice of court"),
    }


def chosen(audit: Audit) -> tuple[str, ...]:
    """What this audit shows first: all of it until somebody chooses."""
    said = info.read_info(audit.file).settings.get(SETTING)
    return NAMES if said is None else tuple(name for name in NAMES if name in said.split())


def choose(audit: Audit, names: Collection[str]) -> None:
    """Show these first from now on, or nothing before the rest. AuditError as `known` has it."""
    said = " ".join(known(names))
    about = info.read_info(audit.file)
    with transaction(audit.file):
        info.write_info(audit.file, replace(about, settings={**about.settings, SETTING: said}))


def known(names: Collection[str]) -> tuple[str, ...]:
    """These names in their order. AuditError for one that nothing has."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise AuditError(
            _("Nothing that can be shown first is called {names}. There is: {known}.").format(
                names=", ".join(unknown), known=", ".join(NAMES)
            )
        )
    return tuple(name for name in NAMES if name in names)
