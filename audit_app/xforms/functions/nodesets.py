"""Functions on nodes: counting, places, repeats, instances, names."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable

from audit_app.errors import AuditError
from audit_app.words import _
from audit_app.xforms.conversion import text_number, texts, to_number, to_string
from audit_app.xforms.functions.signature import Function, nodes_only
from audit_app.xforms.scope import At, Nodes, Value
from audit_app.xforms.tree import XML_NAMESPACE, Node, NodeKind, in_document_order

_MODULUS = 2_147_483_647
_NAMED = (NodeKind.ELEMENT, NodeKind.ATTRIBUTE, NodeKind.INSTRUCTION, NodeKind.NAMESPACE)


def count(_at: At, value: Value) -> float:
    return float(len(nodes_only("count", value)))


def count_non_empty(at: At, value: Value) -> float:
    nodes = at.scope.answered(nodes_only("count-non-empty", value), also_single=True)
    return float(sum(at.scope.text(node) != "" for node in nodes))


def position(at: At, value: Value | None = None) -> float:
    """The place among the nodes looked at; of a given node, its place among siblings of its name."""
    if value is None:
        return float(at.position)
    nodes = nodes_only("position", value)
    if not nodes:
        return math.nan
    if len(nodes) > 1:
        raise AuditError(_("position() takes one node, but its argument gives several."))
    node = nodes[0]
    if node.parent is None:
        return 1.0
    place = 0
    for sibling in node.parent.children:
        if sibling.kind is NodeKind.ELEMENT and not sibling.hidden:
            same = sibling.local == node.local and sibling.namespace == node.namespace
            place = place + 1 if same else 0
        if sibling is node:
            break
    return float(place)


def indexed_repeat(at: At, target: Value, *pairs: Value) -> Nodes:
    """The nodes of `target` inside the repeat rows that the pairs of repeat and index pick, outermost
    first."""
    picks: list[tuple[Nodes, float]] = []
    for repeat, index in zip(pairs[0::2], pairs[1::2], strict=True):
        rows = nodes_only("indexed-repeat", repeat)
        if not rows:
            return []
        picks.append((rows, to_number(index, at.scope)))
    inside: Node | None = None
    if len(picks) > 1:
        picks.sort(key=lambda pick: len(pick[0][0].order()))
    for rows, index in picks:
        rows = rows if inside is None else [row for row in rows if inside in row.ancestors()]
        if index != index or not 1 <= index <= len(rows):
            return []
        inside = rows[int(index) - 1]
    nodes = nodes_only("indexed-repeat", target)
    return [node for node in nodes if inside is None or inside in node.ancestors()]


def instance(at: At, identifier: Value) -> Nodes:
    found = at.scope.instances.get(to_string(identifier, at.scope))
    return [] if found is None else [found]


def pulldata(at: At, identifier: Value, wanted: Value, column: Value, value: Value) -> str:
    """The `wanted` column of the first item whose `column` has that value."""
    top = at.scope.instances.get(to_string(identifier, at.scope))
    if top is None:
        return ""
    name, key, sought = (to_string(part, at.scope) for part in (wanted, column, value))
    for item in (node for node in top.descendants() if node.local == "item"):
        cells = {cell.local: cell.text() for cell in item.children}
        if cells.get(key) == sought:
            return cells.get(name, "")
    return ""


def randomize(at: At, value: Value, seed: Value | None = None) -> Nodes:
    """The nodes shuffled (inside-out Fisher-Yates); with a seed by Park-Miller, always the same way."""
    nodes = nodes_only("randomize", value)
    chance = at.scope.random.random if seed is None else _park_miller(_seed(at, seed))
    shuffled: Nodes = []
    for place, node in enumerate(nodes):
        other = int(chance() * (place + 1))
        shuffled.append(node)
        shuffled[place] = shuffled[other]
        shuffled[other] = node
    return shuffled


def _seed(at: At, value: Value) -> int:
    text = to_string(value, at.scope)
    number = text_number(text, at.scope) if isinstance(value, list) else to_number(value, at.scope)
    if number == math.inf:
        return 2**63 - 1
    if number == -math.inf:
        return -(2**63)
    if number == number:
        return math.trunc(number)
    if not text or isinstance(value, float):
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def _park_miller(seed: int) -> Callable[[], float]:
    state = int(math.fmod(seed, _MODULUS))
    if state <= 0:
        state += _MODULUS - 1

    def following() -> float:
        nonlocal state
        state = state * 16_807 % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return following


def identified(at: At, value: Value) -> Nodes:
    """`id()`: the elements whose id is among the words given."""
    wanted = {word for text in texts(value, at.scope) for word in text.split()}
    taken: dict[str, Node] = {}
    for node in at.node.top().descendants():
        key = node.attribute("id") or node.attribute("id", XML_NAMESPACE)
        if key in wanted:
            taken.setdefault(key, node)
    return in_document_order(list(taken.values()))


def _first(name: str, at: At, value: Value | None) -> Node | None:
    nodes = [at.node] if value is None else nodes_only(name, value)
    return nodes[0] if nodes and nodes[0].kind in _NAMED else None


def name(at: At, value: Value | None = None) -> str:
    node = _first("name", at, value)
    if node is None:
        return ""
    return f"{node.prefix}:{node.local}" if node.prefix else node.local


def local_name(at: At, value: Value | None = None) -> str:
    node = _first("local-name", at, value)
    return "" if node is None else node.local


def namespace_uri(at: At, value: Value | None = None) -> str:
    node = _first("namespace-uri", at, value)
    return "" if node is None else node.namespace


def lang(at: At, value: Value) -> bool:
    """Whether the nearest `xml:lang` is that language or a part of it."""
    wanted = to_string(value, at.scope).lower()
    for node in (at.node, *at.node.ancestors()):
        found = node.attribute("lang", XML_NAMESPACE).lower()
        if found:
            return bool(wanted) and (found == wanted or found.startswith(f"{wanted}-"))
    return False


NODESETS = {
    "count": Function(count, 1, 1),
    "count-non-empty": Function(count_non_empty, 1, 1),
    "position": Function(position, 0, 1),
    "last": Function(lambda at: float(at.size), 0, 0),
    "current": Function(lambda at: [at.scope.current], 0, 0),
    "indexed-repeat": Function(indexed_repeat, 3, None, pairs=True),
    "instance": Function(instance, 1, 1),
    "pulldata": Function(pulldata, 4, 4),
    "randomize": Function(randomize, 1, 2),
    "id": Function(identified, 1, 1),
    "name": Function(name, 0, 1),
    "local-name": Function(local_name, 0, 1),
    "namespace-uri": Function(namespace_uri, 0, 1),
    "lang": Function(lang, 1, 1),
}
