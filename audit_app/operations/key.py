"""Pseudonyms: random references in place of the case system's numbers, and the way back for who may know it.

The audit's key file stands beside it under its name (`north.audit`, `north.key`) and opens with the audit. A
reference is drawn at random, never worked out from the number; a number that comes again, in a later list or
round, keeps its reference. In a pack, the numbers of its own cases are kept in the pack itself.

The key file opens with a random key that the audit keeps: it takes both files to follow a link, and changing
the passphrase leaves it alone. It links numbers of cases and of mothers (`Kind.MOTHER`: the pregnancy).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Set
from enum import StrEnum
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.model import CaseRef
from audit_app.operations.audit import Audit
from audit_app.operations.open_case import now_text
from audit_app.store import cases, identity, keyfile, packs
from audit_app.store.writing import transaction
from audit_app.words import _

# No letter or digit that is read or heard as another, and no vowels that would make words.
_LETTERS = "CDFGHJKMNPQRTWXY34679"
_LENGTHS = (4, 2)  # K7QX-4M: 85 million


class Kind(StrEnum):
    """What a number is of: a case, or the mother whose pregnancy twins share."""

    CASE = "case"
    MOTHER = "mother"


def pseudonymise(audit: Audit, numbers: Iterable[str], kind: Kind = Kind.CASE) -> dict[str, str]:
    """The reference of each number; new ones are drawn and linked at once, before any case is added.
    AuditError for an empty number, in a pack, or when the key file is missing or can't be written."""
    wanted = dict.fromkeys(number.strip() for number in numbers)
    if "" in wanted:
        raise AuditError(_("A case without a number can't be linked. Give each row its number."))
    path, key = _make_sure(audit)
    known = keyfile.references(path, key, kind, wanted)
    used = keyfile.all_references(path, key) | {case.reference for case in cases.case_files(audit.file)}
    new = _drawn([number for number in wanted if number not in known], used)
    if new:
        keyfile.link(path, key, kind, new, now_text(audit))
    return {number: known.get(number) or new[number] for number in wanted}


def references_for(audit: Audit, numbers: Iterable[str], kind: Kind = Kind.CASE) -> dict[str, str]:
    """The references of those numbers that are linked already; nothing is made."""
    if not has_key(audit):
        return {}
    path, key = _existing(audit)
    return keyfile.references(path, key, kind, [number.strip() for number in numbers])


def numbers_for(audit: Audit, references: Iterable[str], kind: Kind = Kind.CASE) -> dict[str, str]:
    """The case system's number behind each reference that has one: in the audit from its key file, in a pack
    from the pack. AuditError when the key file is missing."""
    wanted = list(references)
    if identity.read_identity(audit.file).pack:
        found = packs.numbers(audit.file) if kind is Kind.CASE else {}
        return {reference: found[reference] for reference in wanted if reference in found}
    if not has_key(audit):
        return {}
    return keyfile.numbers(*_existing(audit), kind, wanted)


def number_of(audit: Audit, case: CaseRef) -> str:
    """The number of one case, to find it in the case system; empty when it isn't known. Shown on request
    only, and never written anywhere."""
    return numbers_for(audit, [case.reference]).get(case.reference, "")


def knows_numbers(audit: Audit) -> bool:
    """Whether the case system's numbers can be shown here: a key file belongs to the audit, or the pack
    brought them."""
    own = identity.read_identity(audit.file)
    return bool(packs.numbers(audit.file)) if own.pack else bool(own.linked)


def has_key(audit: Audit) -> bool:
    """Whether this audit's references were drawn by the program, so that a key file belongs to it."""
    return bool(identity.read_identity(audit.file).linked)


def key_path(audit: Audit) -> Path:
    """Where the key file of this audit belongs."""
    return audit.path.with_suffix(".key")


def _make_sure(audit: Audit) -> tuple[Path, bytes]:
    own = identity.read_identity(audit.file)
    if own.pack:
        raise AuditError(_("This is a pack. Import lists of cases in the audit that it came from."))
    if own.linked:
        return _existing(audit)
    path = key_path(audit)
    if not path.exists():  # else a crash may have come between it and the next line; opening it tells
        keyfile.make(path, own.link_key)
    with transaction(audit.file):
        identity.mark_linked(audit.file, now_text(audit))
    return path, own.link_key


def _existing(audit: Audit) -> tuple[Path, bytes]:
    path = key_path(audit)
    if not path.is_file():
        # Without it, a list that comes again would draw new references for the same cases.
        raise AuditError(
            _("The key file “{name}” isn't beside the audit. Put it back into the same folder.").format(
                name=path.name
            )
        )
    return path, identity.read_identity(audit.file).link_key


def _drawn(numbers: list[str], used: Set[str]) -> dict[str, str]:
    taken = set(used)
    drawn = {}
    for number in numbers:
        reference = _draw()
        while reference in taken:
            reference = _draw()
        taken.add(reference)
        drawn[number] = reference
    return drawn


def _draw() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(length)) for length in _LENGTHS)
