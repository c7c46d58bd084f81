"""The only place that asks a person or tells them something: an interface and its Qt form.

Pages are handed a `Messenger`; tests hand them one that answers by itself and remembers what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from audit_app.errors import AuditError
from audit_app.words import _


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `secret` is shown as dots, `lines` above 1 is a text of several lines."""

    name: str
    label: str
    text: str = ""
    hint: str = ""
    secret: bool = False
    lines: int = 1
    required: bool = False


class Messenger(Protocol):
    """What can be asked and told. None means that the person drew back."""

    def tell(self, title: str, text: str = "", lines: Sequence[str] = ()) -> None:
        """Say something; `lines` are listed below it."""

    def refuse(self, error: AuditError) -> None:
        """Say what could not be done, with the single places of the error."""

    def ask(
        self, question: str, text: str = "", *, yes: str, lines: Sequence[str] = (), no: str = ""
    ) -> bool:
        """A question with one way forward, its button `yes`, and one way back (`no`, else Cancel)."""

    def choose(self, question: str, text: str, options: Sequence[str], current: int = 0) -> int | None:
        """Pick one of several; its place."""

    def fill_in(
        self, title: str, fields: Sequence[Field], text: str = "", yes: str = "", note: str = ""
    ) -> dict[str, str] | None:
        """A small form; the texts by field name, without spaces around them (but for secrets)."""

    def open_file(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """A file that exists. `kinds` as Qt writes them: `Audits (*.audit);;All files (*)`."""

    def save_file(self, title: str, kinds: str, suggested: str) -> Path | None:
        """A place for a file; it has been asked whether one there may be replaced."""


def ask_text(
    messenger: Messenger,
    title: str,
    label: str,
    *,
    text: str = "",
    hint: str = "",
    lines: int = 1,
    yes: str = "",
) -> str | None:
    """One text that must not be empty, or None."""
    field = Field("text", label, text=text, hint=hint, lines=lines, required=True)
    filled = messenger.fill_in(title, [field], yes=yes)
    return filled["text"] if filled is not None else None


def ask_passphrase(messenger: Messenger, title: str, text: str = "", yes: str = "") -> str | None:
    """The passphrase or recovery code of a file, or None."""
    field = Field("secret", _("Passphrase or recovery code"), secret=True, required=True)
    filled = messenger.fill_in(title, [field], text=text, yes=yes or _("Open"))
    return filled["secret"] if filled is not None else None
