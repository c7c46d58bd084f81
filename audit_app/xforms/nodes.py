"""The nodes of a compiled form as reading it asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.xforms.tree import Node, NodeKind, parse_xml


def is_deep(instance: Node) -> bool:
    """Whether a secondary instance is more than items with cells: with attributes, or elements in those."""
    root = next(iter(elements(instance)), None)
    return root is not None and any(
        item.local != "item" or item.attributes or any(map(_is_no_cell, elements(item)))
        for item in elements(root)
    )


def without_namespace(instance: Node) -> Node:
    """The instance with names as expressions write them, in which XForms' own namespace is understood."""
    for node in instance.descendants():
        node.namespace = "" if node.namespace == instance.namespace else node.namespace
    return instance


def _is_no_cell(node: Node) -> bool:
    return bool(node.attributes or elements(node))


def elements(node: Node) -> list[Node]:
    """The elements in a node, without its texts."""
    return [each for each in node.children if each.kind is NodeKind.ELEMENT]


def children(node: Node, local: str) -> list[Node]:
    """The elements in a node of this name, whatever their namespace."""
    return [each for each in node.children if each.local == local]


def child(node: Node, local: str) -> Node | None:
    """The first element in a node of this name."""
    return next(iter(children(node, local)), None)


def once(nodes: list[Node]) -> Iterator[Node]:
    """A repeat stands twice in the instance, as template and as first row; the template comes first."""
    seen = set[str]()
    for node in nodes:
        if node.local not in seen:
            seen.add(node.local)
            yield node


def primary_instance(xml: str) -> Node:
    """The element of a compiled form that each case is a filled copy of."""
    instance = next(node for node in parse_xml(xml).descendants() if node.local == "instance")
    return elements(instance)[0]
