"""How a function is declared: what runs it, and how many arguments it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from audit_app.errors import AuditError
from audit_app.words import _, plural
from audit_app.xforms.scope import Nodes, Value


@dataclass(frozen=True)
class Function:
    """A function of the language. `most` is None for any number; a `lazy` one is given closures instead of
    values, and decides itself which to evaluate."""

    run: Callable[..., Value]
    least: int
    most: int | None
    lazy: bool = False
    pairs: bool = False

    def trouble(self, name: str, given: int) -> str:
        """What is wrong with that many arguments, as a sentence; empty when nothing is."""
        if given >= self.least and (self.most is None or given <= self.most) and not self._unpaired(given):
            return ""
        return _("{name}() takes {wanted}, not {given}.").format(
            name=name, wanted=self._wanted(), given=given
        )

    def _unpaired(self, given: int) -> bool:
        return self.pairs and (given - self.least) % 2 == 1

    def _wanted(self) -> str:
        if self.pairs:
            return _("{least} arguments and then pairs").format(least=self.least)
        if self.most is None:
            return plural("{n} argument or more", "{n} arguments or more", self.least)
        if self.most == self.least:
            return plural("{n} argument", "{n} arguments", self.least) if self.least else _("no argument")
        return _("{least} to {most} arguments").format(least=self.least, most=self.most)


def nodes_only(name: str, value: Value) -> Nodes:
    """The nodes of a node-set. AuditError for any other value."""
    if isinstance(value, list):
        return value
    raise AuditError(_("{name}() works on questions, not on a text or number.").format(name=name))
