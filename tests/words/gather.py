"""Every message of the program, from where it stands: in the code, in the lists beside it, and in the forms'
choices where they are grouped.

What is declared in code and shown later is in `marked()`; which columns of which list are words is said here.
The calls are read from the syntax tree: Babel's own reader, which keeps the catalogue otherwise, passes over
those inside an f-string in Python before 3.12.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from babel.messages.catalog import Catalog

from audit_app.paths import FORMS, RESOURCES, ROOT

PROGRAM = ROOT / "audit_app"
_ARGUMENTS = {"_": 1, "in_place": 1, "marked": 1, "_mark": 1, "plural": 2}
"""The calls that hold messages, and how many of their arguments are."""

LISTS = {
    "case_lists.csv": ("meaning",),
    "national_figures.csv": ("label", "unit", "population", "country", "note"),
    "practice_statements.csv": ("text",),
}
"""The columns of each list in `resources` that hold words which people read."""
GROUPS = ("dfe_group", "ons_group")


@dataclass(frozen=True)
class Message:
    """A message, its plural where it has one, the file that it stands in, and what translators are told."""

    one: str
    many: str
    where: str
    remarks: tuple[str, ...] = ()

    @property
    def id(self) -> str | tuple[str, str]:
        """As gettext's catalogues have it."""
        return (self.one, self.many) if self.many else self.one


def messages() -> Iterator[Message]:
    """Every message, once for each place."""
    yield from _of_code()
    yield from _of_groups()
    for name, columns in LISTS.items():
        yield from _of_list(RESOURCES / name, columns)


def template() -> Catalog:
    """All messages as a catalogue without translations. It names files and no lines, so that it changes
    when a message does."""
    made = Catalog(project="audit-app", copyright_holder="", fuzzy=False, creation_date=None)
    for message in messages():
        known = message.id in made and message.where in {file for file, _line in made[message.id].locations}
        made.add(
            message.id,
            locations=() if known else ((message.where, None),),  # type: ignore[arg-type]
            auto_comments=message.remarks,
        )
    return made


def _of_code() -> Iterator[Message]:
    for path in sorted(PROGRAM.rglob("*.py")):
        for one, many in _calls(path.read_text(encoding="utf-8")):
            yield Message(one, many, path.relative_to(ROOT).as_posix())


def _calls(code: str) -> Iterator[tuple[str, str]]:
    """The messages of a module with their plurals, in the order in which they stand."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ARGUMENTS:
            wanted = _ARGUMENTS[node.func.id]
            said = [str(each.value) for each in node.args[:wanted] if _is_text(each)]
            if len(said) == wanted and all(said):
                yield said[0], said[1] if wanted == 2 else ""


def _is_text(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _of_groups() -> Iterator[Message]:
    """The words by which the forms group their choices."""
    for path in sorted(FORMS.glob("*/choices.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for column in GROUPS:
                    if row.get(column):
                        yield Message(row[column], "", f"forms/{path.parent.name}/choices.csv", (column,))


def _of_list(path: Path, columns: tuple[str, ...]) -> Iterator[Message]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column in columns:
                if any(letter.isalpha() for letter in row[column]):
                    yield Message(row[column], "", f"resources/{path.name}", (column,))
