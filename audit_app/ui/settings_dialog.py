"""The settings of this computer, and what is said of the program: through the messenger, since both are
rare."""

from __future__ import annotations

import audit_app
from audit_app.paths import ROOT
from audit_app.ui.messages import Field, Messenger
from audit_app.ui.settings import IDLE_MINUTES, TEXT_SIZES, Settings
from audit_app.words import _, languages, unchecked


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
        fields.append(Field("language", _("Language"), now.language, unchecked(), options=spoken))
    filled = messenger.fill_in(_("Settings"), fields, yes=_("Keep"))
    if filled is None:
        return False
    settings.change(
        text_size=int(filled["text_size"]),
        idle_minutes=int(filled["idle_minutes"]),
        language=filled.get("language", now.language),
    )
    return True


def tell_about(messenger: Messenger) -> None:
    """Say which program this is, who has checked its words, and under which licences it and its parts are."""
    text = _("Version {version}. Works without a network; everything stays in your audit file.")
    lines = [*([unchecked()] if unchecked() else []), *_licences()]
    messenger.tell(_("Case file audit"), text.format(version=audit_app.__version__), lines)


def _licences() -> list[str]:
    """NOTICE, a paragraph a line; that it is missing, where it is."""
    try:
        text = (ROOT / "NOTICE").read_text(encoding="utf-8")
    except OSError:
        sentence = _("“{file}” is missing from the program's folder. Install the program again.")
        return [sentence.format(file="NOTICE")]
    return text.splitlines()
