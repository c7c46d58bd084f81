"""The settings of this computer, and what is said of the program: through the messenger, since both are
rare."""

from __future__ import annotations

from collections.abc import Iterator

import audit_app
from audit_app.paths import ROOT
from audit_app.ui.messages import AskedField, Messenger
from audit_app.ui.settings import IDLE_MINUTES, PAUSE_MINUTES, TEXT_SIZES, Settings
from audit_app.words import _, languages, unchecked

NOTICE = ROOT / "NOTICE"


def ask_settings(messenger: Messenger, settings: Settings) -> bool:
    """Ask what to change and change it; whether anything was asked for."""
    now = settings.now
    sizes = tuple((str(size), _("{n} %").format(n=size)) for size in TEXT_SIZES)
    minutes = tuple((str(n), _("{n} minutes").format(n=n)) for n in IDLE_MINUTES)
    pauses = tuple((str(n), _("{n} minutes").format(n=n) if n else _("Never")) for n in PAUSE_MINUTES)
    lock = _("Lock when nobody has been there for")
    fields = [
        AskedField("text_size", _("Text size"), str(now.text_size), options=sizes),
        AskedField("idle_minutes", lock, str(now.idle_minutes), options=minutes),
        AskedField(
            "pause_minutes",
            _("Suggest a pause from case files after"),
            str(now.pause_minutes),
            options=pauses,
        ),
    ]
    spoken = tuple(languages().items())
    if len(spoken) > 1:
        fields.append(AskedField("language", _("Language"), now.language, unchecked(), options=spoken))
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
    """Say which program this is, who has checked its words, and under which licences it and its parts are."""
    version = _("Version {version}. Works without a network; everything stays in your audit file.")
    licences = _(
        "It is under the MIT licence. What comes with it keeps its own, listed here; the file {file} in its "
        "folder says more, of Qt above all."
    )
    said = (version.format(version=audit_app.__version__), licences.format(file=NOTICE.name), unchecked())
    messenger.tell(_("Case file audit"), " ".join(filter(None, said)), tuple(_licences()))


def _licences() -> Iterator[str]:
    """Each package of NOTICE with its licence, in two columns; none where the file is missing."""
    text = NOTICE.read_text(encoding="utf-8") if NOTICE.is_file() else ""
    for line in text.rpartition("---\n")[2].splitlines():
        package, _colon, licence = line.partition(": ")
        yield f"{package}\t{licence}"
