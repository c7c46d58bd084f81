"""What in a text is likely to say who somebody is: marks for a person who decides about the text.

Found: NHS numbers (ten digits whose check digit fits, also with blanks or dashes), postcodes, exact dates as
they are usually written, ages of a person, streets, telephone numbers, e-mail addresses, and likely names:
behind a title or “baby”, two capitalised words in a row, initials before a surname, and common given names by
themselves.

Missed: a surname by itself, a rare given name by itself, a name in small letters that is a word too,
nicknames, half a postcode, a month with its year, a date or an age in words (“the third of May”), a house
number without its street, and whatever tells who somebody is by what happened. Marked without need: places
and services that nobody has told of, and ten digits that fit by chance (one in eleven). So a mark is no
verdict, and a text without marks is still to be looked at.

Nothing here knows of audits: it is as good for a note that is being typed as for a text that is to leave.
"""

from __future__ import annotations

from collections.abc import Collection

from audit_app.identifying.marks import NAME, Mark, kind_words
from audit_app.identifying.names import holds_given_name, names
from audit_app.identifying.numbers import is_nhs_number, numbers

__all__ = ["NAME", "Mark", "holds_given_name", "identifying", "is_nhs_number", "kind_words"]


def identifying(text: str, known: Collection[str] = frozenset()) -> tuple[Mark, ...]:
    """What is marked in a text, from its beginning on; no two marks overlap. `known` are words in small
    letters that are no names here: of the area, of services, of the form."""
    found: list[Mark] = []
    for mark in (*numbers(text), *names(text, known)):
        if not any(mark.start < other.end and other.start < mark.end for other in found):
            found.append(mark)
    return tuple(sorted(found, key=lambda mark: mark.start))
