"""The catalogues: brought up to the program's messages, checked, compiled, and given out in pieces.

A piece is plain JSON: a list of messages, each with what it says, where it stands and room for its
translation (`words`, or for a message with a number one form for each case that the language tells apart).
What comes back is checked for its `{names}` before anything is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

from audit_app.words import TRANSLATIONS, UNCHECKED
from tests.words.gather import template

WELSH = "cy"
PIECE = 400
CHECKED_BY = "X-Checked-By"
CASES = {WELSH: ("0", "1", "2", "3", "6", "4, 5, 7 and more")}
"""For which numbers each form of a plural stands: CLDR's categories of Welsh."""
_HEADING = "Written by ./dev words, and by translators. X-Checked-By names who has checked it."
_VALUE = re.compile(r"\{[^{}]*\}")
_MARK = re.compile(r"</?[a-z]+[^<>]*>")


class Checkable(Catalog):
    """A catalogue whose header says who has checked it, in a field of its own, and nothing of when: what is
    kept changes with its words alone."""

    checked_by = UNCHECKED

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The fields of the header."""
        kept = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
        of_gettext = [field for field in self._get_mime_headers() if field[0] in kept]
        return [*of_gettext, (CHECKED_BY, self.checked_by)]

    @mime_headers.setter
    def mime_headers(self, fields: Iterable[tuple[str, str]]) -> None:
        self._set_mime_headers(fields)
        self.checked_by = dict(fields).get(CHECKED_BY, UNCHECKED)


def file(language: str = WELSH) -> Path:
    """The catalogue that people edit."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "audit_app.po"


def read(language: str = WELSH) -> Checkable:
    """It, or an empty one."""
    made = Checkable(locale=language, fuzzy=False, header_comment="# " + _HEADING)
    path = file(language)
    if path.exists():
        with path.open("rb") as stream:
            PoFileParser(made).parse(stream)
    return made


def brought_up(catalogue: Checkable, messages: Catalog) -> Checkable:
    """The catalogue with exactly these messages: a translation stays where its message does, word for word.
    Nothing is guessed from a similar one, and nothing kept of those that went."""
    catalogue.update(messages, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    for entry in _entries(catalogue):
        forms = 1 if isinstance(entry.id, str) else catalogue.num_plurals
        words = said(entry)
        entry.string = words[0] if forms == 1 else (*words, *[""] * (forms - len(words)))
    return catalogue


def missing(catalogue: Catalog) -> list[Entry]:
    """The messages without a translation that is sure."""
    return [entry for entry in _entries(catalogue) if entry.fuzzy or not all(said(entry))]


def said(entry: Entry) -> tuple[str, ...]:
    """The translation, in as many forms as there are."""
    string = entry.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def asked(entry: Entry) -> tuple[str, ...]:
    """The message, in English, one and many."""
    return (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)


def mistakes(source: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """What is wrong with the values and marks of a translation, whatever order they stand in. A form of a
    plural may leave the number out, as English does for one."""
    texts = tuple(source)
    needed = _values(texts[0]) if len(texts) == 1 else _values(texts[-1]) - {"{n}"}
    allowed = set().union(*map(_values, texts))
    for text in filter(None, words):
        yield from (f"{value} is missing" for value in sorted(needed - _values(text)))
        yield from (f"{value} is not among its values" for value in sorted(_values(text) - allowed))


def wrong(catalogue: Catalog) -> list[str]:
    """The mistakes of all translations, each with its message."""
    return [
        f"{asked(entry)[0]!r}: {mistake}"
        for entry in _entries(catalogue)
        for mistake in mistakes(asked(entry), said(entry))
    ]


def write(catalogue: Catalog, language: str = WELSH) -> None:
    """The catalogue for people, and the one for the program. Fuzzy translations stay out of the latter."""
    path = file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_po(catalogue))
    path.with_suffix(".mo").write_bytes(as_mo(catalogue))


def as_po(catalogue: Catalog) -> bytes:
    """As it is kept, in the order of the messages, so that a change is a change of few lines."""
    data = BytesIO()
    write_po(data, catalogue, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return data.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """As the program reads it: only what is wholly translated, and sure."""
    sure = Checkable(locale=catalogue.locale, fuzzy=False)
    sure.checked_by = getattr(catalogue, "checked_by", UNCHECKED)
    left = {entry.id for entry in missing(catalogue)}
    for entry in _entries(catalogue):
        if entry.id not in left:
            sure.add(entry.id, entry.string)
    data = BytesIO()
    write_mo(data, sure)
    return data.getvalue()


def pieces(catalogue: Catalog, size: int = PIECE, language: str = WELSH) -> list[list[dict[str, Any]]]:
    """What is still to be translated, in pieces."""
    rows = [_row(entry, language) for entry in missing(catalogue)]
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def rows_of(catalogue: Catalog, language: str = WELSH) -> list[dict[str, Any]]:
    """All messages, as a piece has them."""
    return [_row(entry, language) for entry in _entries(catalogue)]


def take_in(catalogue: Catalog, rows: Iterable[Mapping[str, Any]], where: str) -> list[str]:
    """Put the translations of a piece into the catalogue; what is wrong with it, by message. A piece with
    mistakes should not be written."""
    by_source = {asked(entry)[0]: entry for entry in _entries(catalogue)}
    found: list[str] = []
    for number, row in enumerate(rows, start=1):
        entry = by_source.get(row.get("source", ""))
        if entry is None:
            found.append(f"{where}, {number}: there is no such message any more: {row.get('source', '')!r}")
            continue
        words = _words(row)
        if not any(words):
            continue
        if len(words) != len(said(entry)) and not isinstance(entry.id, str):
            found.append(f"{where}, {number}: {len(said(entry))} forms are needed, not {len(words)}")
            continue
        found += [f"{where}, {number}: {mistake}" for mistake in mistakes(asked(entry), words)]
        entry.string = words if not isinstance(entry.id, str) else words[0]
        entry.flags.discard("fuzzy")
    return found


def load_piece(path: Path) -> list[dict[str, Any]]:
    """A piece as it came back."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def _row(entry: Entry, language: str) -> dict[str, Any]:
    one, *many = asked(entry)
    row: dict[str, Any] = {"source": one}
    if many:
        row["plural"] = many[0]
    row["where"] = ", ".join(dict.fromkeys(place for place, _line in entry.locations))
    values = sorted(set().union(*map(_values, asked(entry))))
    if values:
        row["keep"] = values
    if entry.auto_comments:
        row["remarks"] = " ".join(entry.auto_comments)
    now = said(entry)
    row["words"] = dict(zip(CASES[language], now, strict=True)) if many else now[0]
    return row


def _words(row: Mapping[str, Any]) -> tuple[str, ...]:
    words = row.get("words", "")
    return tuple(map(str, words.values())) if isinstance(words, dict) else (str(words),)


def _values(text: str) -> set[str]:
    return set(_VALUE.findall(text)) | set(_MARK.findall(text))


def _entries(catalogue: Catalog) -> list[Entry]:
    return [entry for entry in catalogue if entry.id]


def current(language: str = WELSH) -> Checkable:
    """The catalogue as it stands, with the messages as they stand now."""
    return brought_up(read(language), template())
