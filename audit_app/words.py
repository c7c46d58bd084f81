"""Every word that a person reads goes through here, above and below Qt alike, so that a Welsh translation
covers all.

Translations are gettext catalogues in `resources/translations/<language>/LC_MESSAGES/audit_app.mo`; without
one the English source text is shown. Messages with values use `str.format` after translation:
`_("Row {row}").format(row=3)`.
"""

from __future__ import annotations

import gettext as _gettext

from audit_app.paths import RESOURCES

_DOMAIN = "audit_app"
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(language: str) -> None:
    """Read messages in `language` (`en`, `cy`) from now on; English where there is no translation."""
    global _catalogue
    _catalogue = _gettext.translation(
        _DOMAIN, RESOURCES / "translations", languages=[language], fallback=True
    )


def _(message: str) -> str:
    """`message` in the language in use."""
    return _catalogue.gettext(message)


def plural(one: str, many: str, n: int) -> str:
    """`one` or `many` (with `{n}` filled in) as the language in use counts `n`."""
    return _catalogue.ngettext(one, many, n).format(n=n)
