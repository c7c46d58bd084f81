"""Every message of the program, from where it stands: in the code, and in the lists beside it.

Babel reads the calls in the code. What is declared there and shown later is in `marked()`; which columns of
which list are words is said here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from audit_app.paths import RESOURCES, ROOT

PROGRAM = ROOT / "audit_app"
_KEYWORDS = {"_": None, "marked": None, "_mark": None, "plural": (1, 2)}
_REMARKS = ("Translators:",)

LISTS = {
    "case_lists.csv": ("meaning",),
    "gatherings.csv": ("label",),
    "national_figures.csv": ("label", "unit", "population", "country", "note"),
    "practice_statements.csv": ("text", "source"),
}
"""The columns of each list in `resources` that hold words which people read."""


@dataclass(frozen=True)
class Message:
    """A message, its plural where it has one, the file that it stands in, and what translators are told."""

    one: str
    many: str
    where: str
    remarks: tuple[str, ...] = ()

    @property
    def id(self) -> str | tuple[str, str]:
        """As gettext's catalogues have it."""
        return (self.one, self.many) if self.many else self.one


def messages() -> Iterator[Message]:
    """Every message, once for each place."""
    yield from _of_code()
    for name, columns in LISTS.items():
        yield from _of_list(RESOURCES / name, columns)


def template() -> Catalog:
    """All messages as a catalogue without translations. It names files and no lines, so that it changes
    when a message does."""
    made = Catalog(project="audit-app", copyright_holder="", fuzzy=False, creation_date=None)
    for message in messages():
        known = message.id in made and message.where in {file for file, _line in made[message.id].locations}
        made.add(
            message.id,
            locations=() if known else ((message.where, None),),  # type: ignore[arg-type]
            auto_comments=message.remarks,
        )
    return made


def _of_code() -> Iterator[Message]:
    found = extract_from_dir(
        str(PROGRAM),
        [("**.py", "python")],
        keywords=_KEYWORDS,
        comment_tags=_REMARKS,
        strip_comment_tags=True,
    )
    for file, _line, said, remarks, _context in found:
        one, many = said if isinstance(said, tuple) else (said, "")
        if one:
            yield Message(one, many, f"audit_app/{Path(file).as_posix()}", tuple(remarks))


def _of_list(path: Path, columns: tuple[str, ...]) -> Iterator[Message]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column in columns:
                if any(letter.isalpha() for letter in row[column]):
                    yield Message(row[column], "", f"resources/{path.name}", (column,))
