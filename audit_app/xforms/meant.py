"""Which question an expression means by a name.

Expressions know nodes by their paths, answers are kept by keys (see `naming`); where every name is different,
which is the rule, the two are one.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.xforms.definition import Form, Item
from audit_app.xforms.expressions import compile_expression
from audit_app.xforms.parser import parse_expression
from audit_app.xforms.syntax import Call, Path, walk


class Names:
    """The keys that expressions mean by the names of nodes."""

    def __init__(self, form: Form) -> None:
        self._by_node: dict[str, list[str]] = {}
        self._paths = {name: path for path, name in form.at.items()}
        for path, name in form.at.items():
            self._by_node.setdefault(path.rpartition("/")[2], []).append(name)
        self._plain = all(names == [node] for node, names in self._by_node.items())

    def read_by(self, item: Item, text: str) -> frozenset[str]:
        """The keys that an expression of `item` reads or passes through."""
        nodes = compile_expression(text).names
        if self._plain:
            return nodes
        met = set(_met(text, item.path))
        return frozenset(name for node in nodes for name in self._meant(node, item, met))

    def _meant(self, node: str, item: Item, met: set[str]) -> list[str]:
        names = self._by_node.get(node, [node])
        if len(names) == 1:
            return names
        found = [name for name in names if self._paths[name] in met]
        return found or [name for name in names if name != item.name]


def _met(text: str, at: str) -> Iterator[str]:
    """The paths of the nodes that an expression at `at` ends on or passes through, where they are plain."""
    for part in walk(parse_expression(text)):
        if not isinstance(part, Path) or not (part.start is None or part.start == Call("current", ())):
            continue
        here = "" if part.absolute else at
        for step in part.steps:
            if step.axis == "parent":
                here = here.rpartition("/")[0]
            elif step.axis == "child":
                here = f"{here}/{step.test.name}"
            yield here
