"""A case as ODK's other tools know it: an instance of the form, with what they have no
place for beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit_app.model import Key

NOT_ASKED, DEFAULT = "not_asked", "default"
"""States beside those of `AnswerState`: other answers rule the question out (`not_asked/answered` keeps what
was answered before); nobody answered, and the value is the one that the form begins with."""

PARTS = ("state", "given", "note", "evidence")
"""What stands beside a value, by the names of `Held`."""

ABOUT = ("case", "auditor", "status", "round", "pregnancy")
"""What is said of an instance as a whole, by the names of the columns of a file of answers."""


@dataclass(frozen=True)
class Held:
    """What an instance holds of one question. `value` is what ODK's tools read, and empty where they can't:
    then `given` holds it (a date known to its month, two versions, an answer that is kept but not asked).
    `evidence` is text as `model.Evidence` writes it."""

    value: str = ""
    state: str = ""
    given: str = ""
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Instance:
    """One officer's audit of one case. `id` is its instance ID (`uuid:...`), `rows` holds the uuids of rows,
    in order, by repeat and the row around them."""

    id: str
    about: Mapping[str, str]
    held: Mapping[Key, Held]
    rows: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def at(self, question: str, row: str) -> Held:
        """What it holds there."""
        return self.held.get(Key(question, row), Held())
