"""An open audit, as operations hand it round: the file, its form, who is working, and the clock."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from audit_app.operations.declared import Declared
from audit_app.results.inputs import FormRole
from audit_app.store.audit_file import AuditFile
from audit_app.words import in_use
from audit_app.xforms.definition import Form
from audit_app.xforms.own_sheets import Rows, Sheets, in_words

COUNTRY_QUESTION = "country"

Progress = Callable[[int, int], None]


def no_progress(done: int, of: int) -> None:
    """Progress that nobody watches."""


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return uuid.uuid4().hex


@dataclass
class Audit:
    """One open audit. `clock` and `new_id` are collaborators so that the sample audit is the same for the
    same seed."""

    file: AuditFile
    form: Form
    person: str = ""
    clock: Callable[[], datetime] = _now
    new_id: Callable[[], str] = _new_id
    # The form's sheets of our own (needs, measures, steps). They are read once: change none in place.
    declared: Mapping[str, Rows] = field(default_factory=dict)
    _kept: dict[tuple[str, int, int], tuple[Mapping[str, Rows], Declared]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def declares(self) -> Declared:
        """What the form declares, in the language in use."""
        key = in_use(), id(self.form), id(self.declared)
        if key not in self._kept:
            # Both are kept, so that no other form or sheets take their ids.
            self._kept[key] = self.declared, Declared(self.form, in_words(self.declared))
        return self._kept[key][1]

    @property
    def sheets(self) -> Sheets:
        """The form's sheets of our own, with their words in the language in use."""
        return self.declares.sheets

    @property
    def path(self) -> Path:
        """The file on disk."""
        return self.file.path

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should know of how the file was found, in sentences."""
        return self.file.told

    @property
    def roles(self) -> Mapping[str, FormRole]:
        """Which question of the form is the birth, the records opened ..., by `analysis.roles`."""
        return self.declares.roles

    def role(self, name: str) -> str:
        """The question that has a role, if the form asks it; else empty."""
        found = self.roles.get(name)
        return found.question if found and found.question in self.form.questions else ""

    @property
    def today(self) -> date:
        """Today for the form's `today()`."""
        return self.clock().date()
