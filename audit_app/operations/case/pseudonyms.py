"""Pseudonyms: random references in place of the case system's numbers, and the way back for who may know it.

The audit's key file stands beside it under its name (`north.audit`, `north.key`) and opens with the audit. A
reference is drawn at random, never worked out from the number; a number that comes again, in a later list or
round, keeps its reference. In a pack, the numbers of its own cases are kept in the pack itself.

The key file opens with a random key that the audit keeps: it takes both files to follow a link, and changing
the passphrase leaves it alone. It links numbers of cases and of mothers (`Kind.MOTHER`: the pregnancy).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.model import CaseRef
from audit_app.operations.audit import Audit
from audit_app.operations.case.open_case import now_text
from audit_app.readers.cleaning import alike
from audit_app.store import cases, identity, keyfile, packs
from audit_app.store.writing import transaction
from audit_app.words import _

# No letter or digit that is read or heard as another, and no vowels that would make words.
_LETTERS = "CDFGHJKMNPQRTWXY34679"
_LENGTHS = (4, 2)  # K7QX-4M: 85 million


class PseudonymKind(StrEnum):
    """What a number is of: a case, or the mother whose pregnancy twins share."""

    CASE = "case"
    MOTHER = "mother"


@dataclass(frozen=True)
class Draw:
    """A reference for each number, by kind; `new` are those that the key file doesn't hold yet."""

    references: Mapping[PseudonymKind, Mapping[str, str]]
    new: Mapping[str, Mapping[str, str]]


def draw(audit: Audit, numbers: Mapping[PseudonymKind, Iterable[str]]) -> Draw:
    """The reference of each number; new ones are drawn, and nothing is written yet. AuditError for an empty
    number, in a pack, or when the key file is missing or isn't this audit's."""
    wanted = {kind: dict.fromkeys(number.strip() for number in of_kind) for kind, of_kind in numbers.items()}
    if any("" in of_kind for of_kind in wanted.values()):
        raise AuditError(_("A case without a number can't be linked. Give each row its number."))
    if identity.read_identity(audit.file).pack:
        raise AuditError(_("This is a pack. Import lists of cases in the audit that it came from."))
    known: dict[PseudonymKind, dict[str, str]] = {kind: {} for kind in wanted}
    used = {case.reference for case in cases.case_files(audit.file)}
    # A crash may have come between the key file and the audit's saying so.
    if has_key(audit) or key_path(audit).exists():
        path, key = _existing(audit)
        known = {kind: _known(path, key, kind, of_kind) for kind, of_kind in wanted.items()}
        used |= keyfile.all_references(path, key)
    new: dict[str, dict[str, str]] = {}
    for kind, of_kind in wanted.items():
        new[kind] = _drawn([number for number in of_kind if number not in known[kind]], used)
        used |= set(new[kind].values())
    return Draw({kind: known[kind] | new[kind] for kind in wanted}, new)


def keep(audit: Audit, drawn: Draw) -> None:
    """Link what was drawn: the last step of the transaction that writes the cases, so that no case stands
    there without its link. What fails after it leaves links that no case has, which nothing shows and the
    same numbers use again. AuditError, with the key file as it was, when it can't be written."""
    if not any(drawn.references.values()):
        return
    own = identity.read_identity(audit.file)
    if own.linked:
        _existing(audit)
    else:
        identity.mark_linked(audit.file, now_text(audit))
    if any(drawn.new.values()):
        keyfile.link(key_path(audit), own.link_key, drawn.new, now_text(audit))


def rename(audit: Audit, reference: str, new: str) -> None:
    """Let the number behind a reference stand behind another, where it is linked: the last step of the
    transaction that renames the case. AuditError, with the key file as it was, when it can't be written."""
    if not has_key(audit):
        return
    path, key = _existing(audit)
    if reference in keyfile.all_references(path, key):
        keyfile.rename(path, key, reference, new)


def pseudonymise(
    audit: Audit, numbers: Iterable[str], kind: PseudonymKind = PseudonymKind.CASE
) -> dict[str, str]:
    """Draw and keep at once: the reference of each number."""
    drawn = draw(audit, {kind: numbers})
    with transaction(audit.file):
        keep(audit, drawn)
    return dict(drawn.references[kind])


def references_for(
    audit: Audit, numbers: Iterable[str], kind: PseudonymKind = PseudonymKind.CASE
) -> dict[str, str]:
    """The references of those numbers that are linked already; nothing is made."""
    if not has_key(audit):
        return {}
    path, key = _existing(audit)
    return _known(path, key, kind, [number.strip() for number in numbers])


def _known(path: Path, key: bytes, kind: PseudonymKind, numbers: Iterable[str]) -> dict[str, str]:
    """The references of those numbers that are linked, however they are written here (`cleaning.alike`)."""
    links = keyfile.links(path, key, kind)
    written = {alike(number): reference for number, reference in links.items()}
    found = {number: links.get(number) or written.get(alike(number), "") for number in numbers}
    return {number: reference for number, reference in found.items() if reference}


def numbers_for(
    audit: Audit, references: Iterable[str], kind: PseudonymKind = PseudonymKind.CASE
) -> dict[str, str]:
    """The case system's number behind each reference that has one: in the audit from its key file, in a pack
    from the pack. AuditError when the key file is missing."""
    wanted = list(references)
    if identity.read_identity(audit.file).pack:
        found = packs.numbers(audit.file) if kind is PseudonymKind.CASE else {}
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
