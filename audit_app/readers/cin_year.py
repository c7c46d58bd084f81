"""Which year a children in need census is of, and what can be said of it as a whole."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from audit_app.dates import parse_iso
from audit_app.errors import AuditError
from audit_app.readers.files import shown, shown_all
from audit_app.words import _

HEADER = ("Collection", "Year", "ReferenceDate", "LEA")
"""What is read of a census's header: what it is, the year in which it ends, its last day, its authority."""
_PRE_PROCEEDINGS = frozenset({"PPStartDate", "LBPSentDate", "InitialPPMeetingDate", "PPOutcome"})
_FIRST_WITH_THEM = "2027-03-31"


def refuse_other_returns(file: str, header: Mapping[str, str]) -> None:
    """AuditError for a file whose header names another return."""
    collection = header.get("Collection", "")
    if collection and collection.upper() != "CIN":
        raise AuditError(
            _(
                "{file} says that it is the return {name}, not the children in need census (CIN). Choose the "
                "census."
            ).format(file=file, name=shown(collection))
        )


def year_of(header: Mapping[str, str]) -> tuple[str, str]:
    """The first and the last day (ISO) of the year to 31 March that a header names by its last day or by its
    number; both empty where it names none."""
    day, year = parse_iso(header.get("ReferenceDate", "")), header.get("Year", "")
    last = day.iso if day and day.first == day.last else f"{year}-03-31" if _is_year(year) else ""
    return (f"{int(last[:4]) - 1}-04-01", last) if last[4:] == "-03-31" else ("", "")


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and "2000" <= text < "2100"


def census_notes(
    header: Mapping[str, str], columns: Container[str], unknown: Iterable[str]
) -> tuple[str, ...]:
    """Sentences on the year, on what such a census can't say, and on elements that nobody knows."""
    last = year_of(header)[1]
    day = parse_iso(last)
    notes = [
        _("It is the census of the year to {day}.").format(day=day.words)
        if day
        else _("Its header names no year, so nobody can say whether it is the right one."),
        _(
            "It names no team and no mother: teams stay empty, and brothers and sisters of one pregnancy are "
            "listed as two."
        ),
    ]
    if not any(name in columns for name in _PRE_PROCEEDINGS):
        notes.append(
            _("It holds no pre-proceedings of any child, although the census has them since 2026-27.")
            if last >= _FIRST_WITH_THEM
            else _("It holds no pre-proceedings: the census has them from 2026-27 on.")
        )
    strange = list(unknown)
    if strange:
        said = _("This program doesn't know {names}: that is left out.")
        notes.append(said.format(names=shown_all(strange)))
    return tuple(notes)
