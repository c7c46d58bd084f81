"""The ledger of what left: who let it out, what for, to whom, and what was overridden; drafts that never left
can be withdrawn.

An output is remembered in the transaction just before its file gets its name, and forgotten where that fails.
The other order would be worse: where the computer stops between the two, what is written down too much can be
withdrawn, and what left unknown would be compared with nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.case.open_case import now_text
from audit_app.operations.read import pages
from audit_app.placing import Last
from audit_app.store import info, releases
from audit_app.store import ledger as stored
from audit_app.store.releases import PastRelease, Withdrawal
from audit_app.store.writing import transaction
from audit_app.words import _

CLIPBOARD = "clipboard"
"""The format of what is copied for sharing: no file has it."""


@dataclass(frozen=True)
class Sending:
    """What a person says of an output: what it is for, who receives it, and why it leaves although there was
    a warning."""

    purpose: str = ""
    recipient: str = ""
    why: str = ""


@dataclass(frozen=True)
class LedgerLine:
    """An output in the ledger, without what it printed; `withdrawal` when it is said to have never left.
    `titles` are those of the audit's pages by their ids."""

    release: PastRelease
    withdrawal: Withdrawal | None = None
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ledger:
    """All that left, the latest first, and what is wrong with the ledger itself, in sentences."""

    lines: tuple[LedgerLine, ...] = ()
    problems: tuple[str, ...] = ()


def read(audit: Audit) -> Ledger:
    """The whole ledger."""
    withdrawn = releases.read_withdrawals(audit.file)
    titles = dict(pages.listed(audit))
    lines = (LedgerLine(each, withdrawn.get(each.id), titles) for each in releases.read_ledger(audit.file))
    return Ledger(tuple(lines)[::-1], problems(audit))


def problems(audit: Audit) -> tuple[str, ...]:
    """What doesn't fit in the ledger, in sentences: it was edited outside this program."""
    return tuple(f"{each.message} {each.action}" for each in stored.check(audit.file))


def last_sending(audit: Audit) -> Sending:
    """What was said of the latest output, to be said again."""
    return Sending(*releases.last_said(audit.file))


def withdraw(audit: Audit, id_: str, why: str) -> LedgerLine:
    """Say of an output (by its id, or how that begins) that it never left: it stays in the ledger, and later
    outputs are no longer compared with it. AuditError without a reason, for an id that none or several have,
    and for one that is withdrawn already."""
    line = _found(audit, id_.strip())
    if line.withdrawal:
        raise AuditError(_("That output is withdrawn already: {why}").format(why=line.withdrawal.why))
    if not why.strip():
        raise AuditError(_("Say why: an output is withdrawn only because it never left."))
    said = Withdrawal(audit.new_id(), line.release.id, now_text(audit), audit.person, why.strip())
    with transaction(audit.file):
        releases.add_withdrawal(audit.file, said)
    return replace(line, withdrawal=said)


@contextmanager
def remembering(
    audit: Audit, release: PastRelease, settings: Mapping[str, str] | None = None
) -> Iterator[Last]:
    """Let an output out inside. What is yielded puts it into the ledger, and settings into the audit: to be
    called when nothing but the name of its file is left to do. Both are taken back where that fails."""
    before = info.read_info(audit.file)
    remembered = []

    def remember() -> None:
        with transaction(audit.file):
            releases.add_release(audit.file, release)
            info.write_info(audit.file, replace(before, settings={**before.settings, **(settings or {})}))
        remembered.append(release)

    try:
        yield remember
    except BaseException:
        if remembered:
            with suppress(AuditError), transaction(audit.file):
                releases.forget_last(audit.file)
                info.write_info(audit.file, before)
        raise


def row(audit: Audit, edition: str, sending: Sending, **known: Any) -> PastRelease:
    """An output that leaves now, as the ledger keeps it."""
    blank = PastRelease("", edition, "", (), frozenset(), {})
    return replace(
        blank,
        id=audit.new_id(),
        time=now_text(audit),
        person=audit.person,
        purpose=sending.purpose.strip(),
        recipient=sending.recipient.strip(),
        why=sending.why.strip(),
        **known,
    )


def sha256_of(name: str, made: bytes | Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file that is written, by name: of one file, or of those in a folder."""
    files = {name: made} if isinstance(made, bytes) else made
    return {each: hashlib.sha256(data).hexdigest() for each, data in files.items()}


def as_json(ledger: Ledger) -> list[dict[str, Any]]:
    """All of the ledger but which families stand behind each number."""
    return [_line_as_json(line) for line in ledger.lines]


def _line_as_json(line: LedgerLine) -> dict[str, Any]:
    release, withdrawal = line.release, line.withdrawal
    return {
        "id": release.id,
        "time": release.time,
        "person": release.person,
        "purpose": release.purpose,
        "recipient": release.recipient,
        "edition": release.edition,
        "profile": release.profile,
        "format": release.format,
        "pages": [*release.pages],
        "families": len(release.cases),
        "filters": [*release.filters],
        "sha256": dict(release.sha256),
        "overridden": [*release.overridden],
        "why": release.why,
        "withdrawn": withdrawal
        and {"time": withdrawal.time, "person": withdrawal.person, "why": withdrawal.why},
    }


def _found(audit: Audit, id_: str) -> LedgerLine:
    found = [line for line in read(audit).lines if id_ and line.release.id.startswith(id_)]
    exact = [line for line in found if line.release.id == id_]
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise AuditError(
        _("Several outputs have an id that begins with “{id}”. Write more of it.").format(id=id_)
        if found
        else _("The ledger has no output “{id}”.").format(id=id_)
    )
