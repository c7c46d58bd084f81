"""The settings of this computer, and what is said of the program: through the messenger, since both are
rare."""

from __future__ import annotations

import audit_app
from audit_app.ui.messages import Field, Messenger
from audit_app.ui.settings import IDLE_MINUTES, PAUSE_MINUTES, TEXT_SIZES, Settings
from audit_app.words import _, languages, unchecked


def ask_settings(messenger: Messenger, settings: Settings) -> bool:
    """Ask what to change and change it; whether anything was asked for."""
    now = settings.now
    sizes = tuple((str(size), _("{n} %").format(n=size)) for size in TEXT_SIZES)
    minutes = tuple((str(n), _("{n} minutes").format(n=n)) for n in IDLE_MINUTES)
    pauses = tuple((str(n), _("{n} minutes").format(n=n) if n else _("Never")) for n in PAUSE_MINUTES)
    lock = _("Lock when nobody has been there for")
    fields = [
        Field("text_size", _("Text size"), str(now.text_size), options=sizes),
        Field("idle_minutes", lock, str(now.idle_minutes), options=minutes),
        Field(
            "pause_minutes",
            _("Suggest a pause from case files after"),
            str(now.pause_minutes),
            options=pauses,
        ),
    ]
    spoken = tuple(languages().items())
    if len(spoken) > 1:
        fields.append(Field("language", _("Language"), now.language, unchecked(), options=spoken))
    filled = messenger.fill_in(_("Settings"), fields, yes=_("Keep"))
    if filled is None:
        return False
    settings.change(
        text_size=int(filled["text_size"]),
        idle_minutes=int(filled["idle_minutes"]),
        pause_minutes=int(filled["pause_minutes"]),
        language=filled.get("language", now.language),
    )
    return True


def tell_about(messenger: Messenger) -> None:
    """Say which program this is, and who has checked its words."""
    text = _("Version {version}. Works without a network; everything stays in your audit file.")
    lines = [unchecked()] if unchecked() else []
    messenger.tell(_("Case file audit"), text.format(version=audit_app.__version__), lines)
