"""A language that nobody speaks, for finding words that no translation reaches: `Save {n}` is `⟦Šåṽē {n}⟧`.

Every letter gets a sign of its own, so that whatever is still in plain letters was never a message. What a
message's values are called, its marks (`<b>`, `&amp;`) and the letter of a key (`&Save`) stay as they are.
"""

from __future__ import annotations

import csv
import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from audit_app.xforms.own_sheets import SIGN, TRANSLATED, TRANSLATED_OWN
from tests.words.catalogue import asked
from tests.words.gather import template

CODE, NAME = "qps", "Pseudo (qps)"
FORM = "prebirth_case_audit"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNED = "åƀçđéƒğħíĵķłɱñøþɋřšŧůṽŵẋýžÅƁÇĐÉƑĞĦÍĴĶŁṀÑØÞɊŘŠŦŮṼŴẊÝŽ"
_SIGNS = str.maketrans(_PLAIN, _SIGNED)
_KEPT = re.compile(r"(\{[^{}]*\}|\$\{[^{}]*\}|</?[a-zA-Z][^<>]*>|&[a-z]+;|&#\d+;|\*\.\w+|%[a-zA-Z])")


def pseudo(text: str) -> str:
    """A text in that language."""
    parts = _KEPT.split(text)
    return "⟦" + "".join(part if at % 2 else part.translate(_SIGNS) for at, part in enumerate(parts)) + "⟧"


def write_catalogue(folder: Path) -> Path:
    """Every message of the program in that language, where `words` looks for it below `folder`."""
    made = Catalog(locale=None, fuzzy=False)
    for message in template():
        one, *many = asked(message)
        if one:
            said = (pseudo(one), pseudo(many[0])) if many else pseudo(one)
            made.add(message.id, said)
    data = BytesIO()
    write_mo(data, made)
    path = folder / CODE / "LC_MESSAGES" / "audit_app.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(data.getvalue())
    return path


def write_form(source: Path, folder: Path) -> Path:
    """A form folder with every text in that language beside its own."""
    folder.mkdir(parents=True)
    for path in sorted(source.glob("*.csv")):
        columns = (TRANSLATED | TRANSLATED_OWN).get(path.stem, ())
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            headers, rows = list(reader.fieldnames or ()), list(reader)
        words = [column for column in columns if column in headers]
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*headers, *(f"{column}{SIGN}{NAME}" for column in words)])
            writer.writeheader()
            for row in rows:
                said = {
                    f"{column}{SIGN}{NAME}": pseudo(row[column]) if row[column] else "" for column in words
                }
                writer.writerow(row | said)
    return folder
