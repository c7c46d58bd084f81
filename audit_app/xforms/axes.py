"""The thirteen axes of XPath, each a function from a node to the nodes along it, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit_app.xforms.tree import Node, NodeKind

ASIDE = (NodeKind.ATTRIBUTE, NodeKind.NAMESPACE)


def child(node: Node) -> list[Node]:
    return [item for item in node.children if not item.hidden]


def descendant(node: Node) -> Iterator[Node]:
    return node.descendants()


def descendant_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from node.descendants()


def parent(node: Node) -> list[Node]:
    return [] if node.parent is None else [node.parent]


def ancestor(node: Node) -> Iterator[Node]:
    return node.ancestors()


def ancestor_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from node.ancestors()


def following_sibling(node: Node) -> list[Node]:
    if node.parent is None or node.kind in ASIDE:
        return []
    siblings = node.parent.children
    return siblings[siblings.index(node) + 1 :]


def preceding_sibling(node: Node) -> list[Node]:
    if node.parent is None or node.kind in ASIDE:
        return []
    siblings = node.parent.children
    return siblings[: siblings.index(node)][::-1]


def following(node: Node) -> Iterator[Node]:
    if node.kind in ASIDE and node.parent is not None:
        yield from node.parent.descendants()
        node = node.parent
    for place in ancestor_or_self(node):
        for sibling in following_sibling(place):
            yield from descendant_or_self(sibling)


def preceding(node: Node) -> Iterator[Node]:
    if node.kind in ASIDE and node.parent is not None:
        node = node.parent
    for place in ancestor_or_self(node):
        for sibling in preceding_sibling(place):
            yield from reversed(list(descendant_or_self(sibling)))


def itself(node: Node) -> list[Node]:
    return [node]


def attribute(node: Node) -> list[Node]:
    return node.attributes


def namespace(node: Node) -> list[Node]:
    if node.kind is not NodeKind.ELEMENT:
        return []
    if node.spaces is None:
        node.spaces = [
            Node(NodeKind.NAMESPACE, prefix, uri) for prefix, uri in node.scope_of_prefixes().items()
        ]
        for item in node.spaces:
            item.parent = node
    return node.spaces


AXES: dict[str, Callable[[Node], list[Node] | Iterator[Node]]] = {
    "ancestor": ancestor,
    "ancestor-or-self": ancestor_or_self,
    "attribute": attribute,
    "child": child,
    "descendant": descendant,
    "descendant-or-self": descendant_or_self,
    "following": following,
    "following-sibling": following_sibling,
    "namespace": namespace,
    "parent": parent,
    "preceding": preceding,
    "preceding-sibling": preceding_sibling,
    "self": itself,
}
