"""The settings of this computer, asked through the messenger: they are few, and rarely changed."""

from __future__ import annotations

from audit_app.ui.messages import Messenger
from audit_app.ui.settings import IDLE_MINUTES, TEXT_SIZES, Settings
from audit_app.words import _


def ask_settings(messenger: Messenger, settings: Settings) -> bool:
    """Ask what to change and change it; whether anything was."""
    now = settings.now
    questions = (
        (_("Text size: {n} %").format(n=now.text_size), "text_size"),
        (_("Lock when nobody is there: after {n} minutes").format(n=now.idle_minutes), "idle_minutes"),
        (_("Language: {name}").format(name=_languages()[now.language]), "language"),
    )
    what = messenger.choose(_("Settings"), _("What would you like to change?"), [q[0] for q in questions])
    if what is None:
        return False
    return _ASK[questions[what][1]](messenger, settings)


def _languages() -> dict[str, str]:
    return {"en": "English", "cy": "Cymraeg"}


def _ask_text_size(messenger: Messenger, settings: Settings) -> bool:
    words = [_("{n} %").format(n=size) for size in TEXT_SIZES]
    at = TEXT_SIZES.index(settings.now.text_size) if settings.now.text_size in TEXT_SIZES else 0
    chosen = messenger.choose(_("Text size"), "", words, at)
    if chosen is not None:
        settings.change(text_size=TEXT_SIZES[chosen])
    return chosen is not None


def _ask_idle(messenger: Messenger, settings: Settings) -> bool:
    words = [_("After {n} minutes").format(n=minutes) for minutes in IDLE_MINUTES]
    at = IDLE_MINUTES.index(settings.now.idle_minutes) if settings.now.idle_minutes in IDLE_MINUTES else 0
    chosen = messenger.choose(_("Lock the window when nobody is there"), "", words, at)
    if chosen is not None:
        settings.change(idle_minutes=IDLE_MINUTES[chosen])
    return chosen is not None


def _ask_language(messenger: Messenger, settings: Settings) -> bool:
    names = list(_languages())
    text = _("Takes effect when the program is next opened.")
    chosen = messenger.choose(
        _("Language"), text, list(_languages().values()), names.index(settings.now.language)
    )
    if chosen is not None:
        settings.change(language=names[chosen])
    return chosen is not None


_ASK = {"text_size": _ask_text_size, "idle_minutes": _ask_idle, "language": _ask_language}
