"""The sheet of keys, made from the table of actions."""

from __future__ import annotations

from audit_app.ui.actions import ACTIONS, keys_text, plain_text
from audit_app.words import _, marked

# Keys that belong to no single action.
_GENERAL = (
    ("Tab", marked("To the next control: an answer, its states, its evidence, its note")),
    ("↑ ↓", marked("Between the choices of a question, or the rows of a table")),
    ("← →", marked("Among the buttons beside an answer")),
    ("1 – 9", marked("Choose an answer by its number")),
    ("Space", marked("Tick a box")),
    ("Enter", marked("Save what is typed; in an answer that is saved, on to the next question")),
    ("F1", marked("Guidance on a question; elsewhere what the field and page are for")),
    ("Shift+F1", marked("The handbook")),
    ("F10, Alt", marked("The menus")),
)


def key_lines() -> list[str]:
    """One line a key, under the heading of its group."""
    lines = [f"{keys}\t{_(words)}" for keys, words in _GENERAL]
    for group in dict.fromkeys(act.group for act in ACTIONS):
        keyed = [act for act in ACTIONS if act.group == group and act.keys]
        lines += ["", f"\t{_(group).upper()}"]
        lines += [f"{keys_text(act.name)}\t{plain_text(act.name)}" for act in keyed]
    return lines
