"""What is read from lists of choices by `instance('list')`: whether the list and its columns exist."""

from __future__ import annotations

from collections.abc import Iterator, Set

from audit_app.words import _
from audit_app.xforms.checks.choices import Lists
from audit_app.xforms.checks.survey import nearest
from audit_app.xforms.syntax import Call, Literal, Path, Syntax, walk

_ALWAYS = {"root", "item", "name", "label", "itextId", "*", ""}


def unknown_instances(syntax: Syntax, lists: Lists, referred: Set[str]) -> Iterator[tuple[str, str]]:
    """Lists and columns that don't exist: what is wrong, and what to do. `referred` are the names that were
    written with ${}."""
    for part in walk(syntax):
        match part:
            case Call("pulldata", _):
                yield (
                    _("The list and the two columns that pulldata() is given must be names in quotes."),
                    _("Write it as pulldata('list', 'column', 'key', ${question})."),
                )
            case Call("instance", (Literal(name), *_rest)) if _is_missing(name, lists):
                yield _no_list(name, lists)
            case Path(steps, start=Call("instance")):
                yield from _no_columns([step.test.name for step in steps], lists)
                conditions = [each for step in steps for each in _in_predicates(step.predicates)]
                yield from _no_columns([each for each in conditions if each not in referred], lists)


def _is_missing(name: str, lists: Lists) -> bool:
    return name not in lists.names and not name.startswith("__")


def _no_list(name: str, lists: Lists) -> tuple[str, str]:
    close = nearest(name, lists.names)
    return (
        _("There is no list “{list}” on the choices sheet.").format(list=name),
        _("Did you mean “{close}”?").format(close=close)
        if close
        else _("Add it there, or a row csv-external of that name for a CSV beside the form."),
    )


def _no_columns(names: list[str], lists: Lists) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(names):
        if name not in _ALWAYS and name not in lists.columns:
            close = nearest(name, {*lists.columns, "label"})
            yield (
                _("The choices sheet has no column “{name}”.").format(name=name),
                _("Did you mean “{close}”?").format(close=close)
                if close
                else _("Add it, or correct the name."),
            )


def _in_predicates(predicates: tuple[Syntax, ...]) -> list[str]:
    """The names that a condition on an item looks for in the item itself."""
    return [
        path.steps[0].test.name
        for predicate in predicates
        for path in walk(predicate)
        if isinstance(path, Path) and path.start is None and not path.absolute and path.steps
        if path.steps[0].axis == "child"
    ]
