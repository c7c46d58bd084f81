"""Every word that a person reads goes through here, above and below Qt alike, so that a Welsh translation
covers all.

Translations are gettext catalogues in `resources/translations/<language>/LC_MESSAGES/audit_app.mo`; without
one the English source text is shown. Messages with values use `str.format` after translation:
`_("Row {row}").format(row=3)`. `./dev words` gathers the messages and compiles the catalogues.
"""

from __future__ import annotations

import gettext as _gettext
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from audit_app.paths import RESOURCES

TRANSLATIONS = RESOURCES / "translations"
ENGLISH = "en"
_DOMAIN = "audit_app"
_NAMES = {"cy": "Cymraeg"}  # each in its own language
_TAGS = {ENGLISH: "en-GB", "cy": "cy-GB"}
_SPELLINGS = {"welsh": "cy", "cymraeg": "cy", "english": ENGLISH}
UNCHECKED = "nobody yet"
_CODE = re.compile(r"\(\s*([A-Za-z]{2,3})\b[^()]*\)\s*\Z")

_window = ENGLISH
_output: ContextVar[str] = ContextVar("the language of an output", default="")


def languages(folder: Path | None = None) -> dict[str, str]:
    """What each language that can be read is called, by its code: English, and those with a catalogue."""
    translated = sorted(
        path.parent.parent.name for path in (folder or TRANSLATIONS).glob(f"*/LC_MESSAGES/{_DOMAIN}.mo")
    )
    return {ENGLISH: "English"} | {code: _NAMES.get(code, code) for code in translated}


def use_language(language: str) -> None:
    """Read messages in `language` (`en`, `cy`) from now on; English where there is no translation."""
    global _window
    _window = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Read messages in `language` in here, in this thread alone: for an output in another language than the
    window's. Empty for the one in use."""
    before = _output.set(language or in_use())
    try:
        yield
    finally:
        _output.reset(before)


def in_use() -> str:
    """The code of the language in use."""
    return _output.get() or _window


def tag() -> str:
    """The language in use as documents declare it: `en-GB`."""
    return _TAGS.get(in_use(), in_use())


def code_of(name: str) -> str:
    """The code in a language's name as forms have it: `cy` of `Cymraeg (cy)`, `Cymraeg` or `cy`; empty where
    it has none."""
    found = _CODE.search(name)
    word = (found[1] if found else name).strip().lower()
    return word if found else _SPELLINGS.get(word, word if len(word) in (2, 3) else "")


def name_of(code: str) -> str:
    """What a language calls itself; its code where nobody said."""
    return languages().get(code) or _NAMES.get(code, code)


def unchecked() -> str:
    """What is to be said of a language that nobody who speaks it has checked; empty once somebody has, as the
    catalogue's header says (`X-Checked-By`)."""
    if _read(in_use()).info().get("x-checked-by", "").strip().lower() != UNCHECKED:
        return ""
    return _("The words in this language were made by machine, to be checked by somebody who speaks it.")


def _(message: str) -> str:
    """`message` in the language in use."""
    return _read(in_use()).gettext(message) if message else ""


def in_every_language(message: str) -> tuple[str, ...]:
    """`message` in each language that can be read: to know again what was named in one of them."""
    return tuple(dict.fromkeys(_read(language).gettext(message) for language in languages()))


def plural(one: str, many: str, n: int) -> str:
    """`one` or `many` (with `{n}` filled in) as the language in use counts `n`."""
    return _read(in_use()).ngettext(one, many, n).format(n=n)


def in_place(message: str) -> str:
    """Words that mean something else elsewhere: `Share|page` is shown as `Share`, and what stands behind the
    bar tells translators which it is."""
    return _(message).partition("|")[0]


def marked(message: str) -> str:
    """The message itself: it is put in the language in use when it is shown."""
    return message


def _read(language: str) -> _gettext.NullTranslations:
    return _catalogue(language, TRANSLATIONS)


@lru_cache(maxsize=8)
def _catalogue(language: str, folder: Path) -> _gettext.NullTranslations:
    return _gettext.translation(_DOMAIN, folder, languages=[language], fallback=True)


def said(row: Mapping[str, str], column: str) -> str:
    """What a row of one of the form's own sheets says in a column of words: line by line, since a line of
    such a cell is a sentence of its own. Every word of those sheets is read here; the rows that an audit
    gives are in the language in use already (`xforms.own_sheets`)."""
    return "\n".join(line for line in (row.get(column) or "").splitlines() if line)
