"""The settings of this computer, asked through the messenger: they are few, and rarely changed."""

from __future__ import annotations

from audit_app.ui.messages import Field, Messenger
from audit_app.ui.settings import IDLE_MINUTES, TEXT_SIZES, Settings
from audit_app.words import _, languages


def ask_settings(messenger: Messenger, settings: Settings) -> bool:
    """Ask what to change and change it; whether anything was asked for."""
    now = settings.now
    sizes = tuple((str(size), _("{n} %").format(n=size)) for size in TEXT_SIZES)
    minutes = tuple((str(n), _("{n} minutes").format(n=n)) for n in IDLE_MINUTES)
    lock = _("Lock when nobody has been there for")
    fields = [
        Field("text_size", _("Text size"), str(now.text_size), options=sizes),
        Field("idle_minutes", lock, str(now.idle_minutes), options=minutes),
    ]
    spoken = tuple(languages().items())
    if len(spoken) > 1:
        tip = _("From the next time the program is opened")
        fields.append(Field("language", _("Language"), now.language, tip, options=spoken))
    filled = messenger.fill_in(_("Settings"), fields, yes=_("Keep"))
    if filled is None:
        return False
    settings.change(
        text_size=int(filled["text_size"]),
        idle_minutes=int(filled["idle_minutes"]),
        language=filled.get("language", now.language),
    )
    return True
