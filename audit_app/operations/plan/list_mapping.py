"""What each column of a list means: guessed from its heading, remembered from the last time, or said by
hand.

A column means one of `case`, `pregnancy`, `mother`, `round`, `expected`, `birth`, `team`, or is kept under
its own name, or left out (by default what looks like a name, an address, an NHS number or a worker).
Whatever the layout, the attributes are `expected date`, `birth date` and `team`. Meanings are remembered in
the audit's settings by layout, or by the headings of a list of one's own. As JSON: {"case": "Child ID",
"mother": ..., "expected": ..., "leave_out": [...]}.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audit_app.errors import AuditError
from audit_app.identifying.names import holds_given_name
from audit_app.model import AuditInfo
from audit_app.readers.cleaning import folded
from audit_app.readers.files import shown
from audit_app.readers.json_text import read_json
from audit_app.readers.known_columns import KnownColumn, find_column, known_columns
from audit_app.readers.lists import CaseList, ColumnKind, Layout, Meaning
from audit_app.words import _

Meanings = Mapping[str, Meaning]  # by column
# A case has one of each.
SINGLE = frozenset(set(Meaning) - {Meaning.KEEP, Meaning.LEAVE_OUT})
# Headings of what nobody needs here: the program asks for no names, addresses or NHS numbers, and for no
# birth but the baby's.
_PERSONAL = frozenset(
    {"name", "names", "forename", "forenames", "surname", "address", "postcode", "phone", "telephone"}
    | {"mobile", "email", "nhs", "upn", "worker", "dob", "birth"}
    | {"sw", "practitioner", "manager", "midwife", "comment", "comments", "notes", "remarks", "narrative"}
)
_PEOPLE, _NAMED, _LONG = 20, 0.6, 60  # cells looked at; share of them that are names; letters of a comment
_LIST, _PREFILL = "list", "prefill"


def guess(listed: CaseList) -> dict[str, Meaning]:
    """What the headings say; of several that say the same, the usual spelling counts, and the others of a
    case's number are left out."""
    known = {name: known_column(listed.layout, name) for name in listed.columns}
    meanings = {name: _alone(listed, name, column) for name, column in known.items()}
    for meaning in SINGLE:
        claimed = [name for name, given in meanings.items() if given is meaning]
        best = min(claimed, key=lambda name: _rank(known[name], name), default="")
        for name in claimed:
            if name != best:
                meanings[name] = Meaning.KEEP if meaning is Meaning.TEAM else Meaning.LEAVE_OUT
    return meanings


def known_column(layout: Layout, name: str) -> KnownColumn | None:
    """What is declared of a column of a list."""
    columns = known_columns(layout)
    if layout in (Layout.PLAIN, Layout.CRCS):
        return find_column(columns, name)
    return next((column for column in columns if column.kept_as == name), None)


def _alone(listed: CaseList, name: str, column: KnownColumn | None) -> Meaning:
    if column:
        return column.meaning
    if _PERSONAL & set(folded(name).split()) or _looks_personal(listed, name):
        return Meaning.LEAVE_OUT
    return Meaning.KEEP


def _looks_personal(listed: CaseList, name: str) -> bool:
    """Whether the cells of a column that nobody knows look like names of people or like comments."""
    cells = [cell for row in listed.rows if (cell := row.values[name])][:_PEOPLE]
    if listed.kinds[name] is not ColumnKind.TEXT or len(cells) < 3:
        return False
    named = sum(holds_given_name(cell) and len(cell.split()) > 1 for cell in cells)
    return named >= _NAMED * len(cells) or sum(map(len, cells)) > _LONG * len(cells)


def _rank(column: KnownColumn | None, name: str) -> int:
    spellings = column.spellings if column else ()
    return spellings.index(folded(name)) if folded(name) in spellings else len(spellings)


def combined(listed: CaseList, guessed: Meanings, said: Meanings) -> dict[str, Meaning]:
    """What was said over what was guessed; a meaning that a column is given is no other column's any more.
    AuditError for a column that the list doesn't have, or a meaning given twice."""
    unknown = [name for name in said if name not in listed.columns]
    if unknown:
        raise AuditError(
            _("{file} has no column “{column}”. It has: {columns}.").format(
                file=listed.file, column=shown(unknown[0]), columns=", ".join(listed.columns)
            )
        )
    given = [meaning for meaning in said.values() if meaning in SINGLE]
    for meaning in given:
        if given.count(meaning) > 1:
            raise AuditError(
                _("Only one column can be the {meaning}. Choose one of those mapped to it.").format(
                    meaning=meaning_words(meaning)
                )
            )
    kept = {name: Meaning.LEAVE_OUT if meaning in given else meaning for name, meaning in guessed.items()}
    return kept | dict(said)


def meaning_words(meaning: Meaning) -> str:
    """A meaning as people say it."""
    return {
        Meaning.CASE: _("case number"),
        Meaning.PREGNANCY: _("pregnancy"),
        Meaning.MOTHER: _("mother's number"),
        Meaning.ROUND: _("round"),
        Meaning.EXPECTED: _("expected date of delivery"),
        Meaning.BIRTH: _("date of birth"),
        Meaning.TEAM: _("team"),
        Meaning.KEEP: _("kept with the case"),
        Meaning.LEAVE_OUT: _("left out"),
    }[meaning]


def read_list_map(path: Path) -> dict[str, Meaning]:
    """A mapping from JSON: `{"case": "Child ID", "expected": "Due", "leave_out": ["Notes"]}`, a meaning with
    its column or columns. AuditError for anything else."""
    said: dict[str, Meaning] = {}
    for name, columns in read_json(path).items():
        if name not in set(Meaning):
            raise AuditError(
                _("{file}: “{name}” is no meaning of a column. Use: {meanings}.").format(
                    file=shown(path.name), name=shown(name), meanings=", ".join(Meaning)
                )
            )
        listed = [columns] if isinstance(columns, str) else columns
        if not isinstance(listed, list) or not all(isinstance(column, str) for column in listed):
            raise AuditError(
                _("{file}: “{name}” needs names of columns, in quotes.").format(
                    file=shown(path.name), name=name
                )
            )
        said |= dict.fromkeys(listed, Meaning(name))
    return said


def fingerprint(listed: CaseList) -> str:
    """What tells a layout from another: its name or, of a list of one's own, its headings in any order."""
    if listed.layout is not Layout.PLAIN:
        return listed.layout.value
    headings = "\n".join(sorted(map(folded, listed.columns)))
    return hashlib.sha256(headings.encode()).hexdigest()[:16]


def remembered(info: AuditInfo, listed: CaseList) -> dict[str, Meaning]:
    """What was said the last time that a list with these headings came; empty when none did."""
    said = json.loads(info.settings.get(_setting(_LIST, listed), "{}"))
    return {name: Meaning(said[folded(name)]) for name in listed.columns if folded(name) in said}


def remember(info: AuditInfo, listed: CaseList, meanings: Meanings) -> dict[str, str]:
    """The audit's settings with the mapping in them."""
    said = {folded(name): meaning.value for name, meaning in meanings.items()}
    return _with(info, _setting(_LIST, listed), said)


def remembered_prefill(info: AuditInfo, listed: CaseList) -> dict[str, Any]:
    """The map by which an extract with these headings was taken in the last time, as JSON; empty for none."""
    found: dict[str, Any] = json.loads(info.settings.get(_setting(_PREFILL, listed), "{}"))
    return found


def remember_prefill(info: AuditInfo, listed: CaseList, said: Mapping[str, Any]) -> dict[str, str]:
    """The audit's settings with an extract's map in them."""
    return _with(info, _setting(_PREFILL, listed), said)


def _setting(kind: str, listed: CaseList) -> str:
    return f"{kind}:{fingerprint(listed)}"


def _with(info: AuditInfo, name: str, said: Mapping[str, Any]) -> dict[str, str]:
    return {**info.settings, name: json.dumps(said, ensure_ascii=False, sort_keys=True)}


def column_of(meanings: Meanings, meaning: Meaning) -> str:
    """The one column with a meaning, empty when there is none."""
    return next((name for name, given in meanings.items() if given is meaning), "")
