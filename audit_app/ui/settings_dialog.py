"""The settings of this computer, asked through the messenger: they are few, and rarely changed."""

from __future__ import annotations

from audit_app.ui.messages import Field, Messenger
from audit_app.ui.settings import IDLE_MINUTES, TEXT_SIZES, Settings
from audit_app.words import _, languages


def ask_settings(messenger: Messenger, settings: Settings) -> bool:
    """Ask what to change and change it; whether anything was asked for."""
    now = settings.now
    sizes = {_("{n} %").format(n=size): size for size in TEXT_SIZES}
    minutes = {_("{n} minutes").format(n=n): n for n in IDLE_MINUTES}
    spoken = {name: code for code, name in languages().items()}
    fields = [
        _pick("text_size", _("Text size"), sizes, now.text_size),
        _pick("idle_minutes", _("Lock when nobody has been there for"), minutes, now.idle_minutes),
    ]
    if len(spoken) > 1:
        tip = _("From the next time the program is opened")
        fields.append(_pick("language", _("Language"), spoken, now.language, tip))
    filled = messenger.fill_in(_("Settings"), fields, yes=_("Keep"))
    if filled is None:
        return False
    settings.change(
        text_size=sizes[filled["text_size"]],
        idle_minutes=minutes[filled["idle_minutes"]],
        language=spoken.get(filled.get("language", ""), now.language),
    )
    return True


def _pick(name: str, label: str, choices: dict, now: object, tip: str = "") -> Field:
    shown = next((words for words, value in choices.items() if value == now), next(iter(choices)))
    return Field(name, label, shown, hint=tip, options=tuple(choices))
