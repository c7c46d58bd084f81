"""Every word that a person reads goes through here, above and below Qt alike, so that a Welsh translation
covers all.

Translations are gettext catalogues in `resources/translations/<language>/LC_MESSAGES/audit_app.mo`; without
one the English source text is shown. Messages with values use `str.format` after translation:
`_("Row {row}").format(row=3)`.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Mapping
from pathlib import Path

from audit_app.paths import RESOURCES

TRANSLATIONS = RESOURCES / "translations"
_DOMAIN = "audit_app"
_NAMES = {"cy": "Cymraeg"}  # each in its own language
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def languages(folder: Path = TRANSLATIONS) -> dict[str, str]:
    """What each language that can be read is called, by its code: English, and those with a catalogue."""
    translated = sorted(path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo"))
    return {"en": "English"} | {code: _NAMES.get(code, code) for code in translated}


def use_language(language: str) -> None:
    """Read messages in `language` (`en`, `cy`) from now on; English where there is no translation."""
    global _catalogue
    _catalogue = _gettext.translation(_DOMAIN, TRANSLATIONS, languages=[language], fallback=True)


def _(message: str) -> str:
    """`message` in the language in use."""
    return _catalogue.gettext(message)


def plural(one: str, many: str, n: int) -> str:
    """`one` or `many` (with `{n}` filled in) as the language in use counts `n`."""
    return _catalogue.ngettext(one, many, n).format(n=n)


def said(row: Mapping[str, str], column: str) -> str:
    """What a row of one of the form's own sheets says in a column of words, in the language in use: line by
    line, since a line of such a cell is a sentence of its own. Every word of those sheets is read here."""
    return "\n".join(_(line) for line in (row.get(column) or "").splitlines() if line)
