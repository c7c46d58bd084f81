"""Location paths as closures: axis, test, predicates, and document order only where a step can disturb it."""

from __future__ import annotations

from collections.abc import Callable

from audit_app.errors import AuditError
from audit_app.words import _
from audit_app.xforms.axes import AXES
from audit_app.xforms.conversion import to_boolean
from audit_app.xforms.scope import At, Closure, Nodes, Scope, Value
from audit_app.xforms.syntax import NodeTest, Path, PathStep, Syntax
from audit_app.xforms.tree import Node, NodeKind, in_document_order

_FORWARD = frozenset({"child", "self", "attribute"})
_KINDS = {
    "text": NodeKind.TEXT,
    "comment": NodeKind.COMMENT,
    "processing-instruction": NodeKind.INSTRUCTION,
}
_PRINCIPAL = {"attribute": NodeKind.ATTRIBUTE, "namespace": NodeKind.NAMESPACE}
WELL_KNOWN = {
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "html": "http://www.w3.org/1999/xhtml",
    "h": "http://www.w3.org/1999/xhtml",
    "xf": "http://www.w3.org/2002/xforms",
    "mathml": "http://www.w3.org/1998/Math/MathML",
    "jr": "http://openrosa.org/javarosa",
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
}

Compile = Callable[[Syntax], Closure]
Walk = Callable[[Nodes, At], Nodes]
Fits = Callable[[Node, At], bool]


def compile_path(path: Path, compile_: Compile) -> Closure:
    """A path as a closure that gives nodes in document order."""
    start = None if path.start is None else compile_(path.start)
    walks = []
    single, flat = path.start is None, path.start is None
    for step in path.steps:
        flat = flat and (step.axis in _FORWARD or (single and step.axis == "parent"))
        walks.append(_step(step, compile_, sort=not flat))
        single = single and step.axis in ("self", "parent")
    absolute = path.absolute

    def run(at: At) -> Value:
        nodes = [at.scope.root] if absolute else [at.node] if start is None else _nodes(start(at))
        for walk in walks:
            nodes = walk(nodes, at)
        return nodes

    return run


def compile_filter(value: Closure, predicates: tuple[Closure, ...]) -> Closure:
    """A value with predicates, as a closure."""

    def run(at: At) -> Value:
        nodes = _nodes(value(at))
        for predicate in predicates:
            nodes = _keep(nodes, predicate, at.scope)
        return nodes

    return run


def _nodes(value: Value) -> Nodes:
    if isinstance(value, list):
        return value
    raise AuditError(_("A path or a condition in square brackets needs nodes before it, not a value."))


def _step(step: PathStep, compile_: Compile, *, sort: bool) -> Walk:
    axis = AXES.get(step.axis)
    if axis is None:
        raise AuditError(_("There is no axis {name}::. Check its spelling.").format(name=step.axis))
    fits = _fits(step.axis, step.test)
    predicates = tuple(compile_(predicate) for predicate in step.predicates)
    plain = _plain_child(step) if step.axis == "child" and not sort else None
    if plain is not None:
        return plain

    def walk(nodes: Nodes, at: At) -> Nodes:
        found: Nodes = []
        for node in nodes:
            kept = [item for item in axis(node) if fits(item, at)] if fits else list(axis(node))
            for predicate in predicates:
                kept = _keep(kept, predicate, at.scope)
            found += kept
        at.scope.visit(len(found))
        return in_document_order(found) if sort else found

    return walk


def _plain_child(step: PathStep) -> Walk | None:
    """The commonest step, `name` without prefix or predicate, made short."""
    name = step.test.name
    if not name or name == "*" or step.test.prefix or step.predicates:
        return None

    def walk(nodes: Nodes, at: At) -> Nodes:
        default = at.scope.default_namespace
        return [
            item
            for node in nodes
            for item in node.children
            if item.local == name
            and item.kind is NodeKind.ELEMENT
            and not item.hidden
            and (not item.namespace or item.namespace == default)
        ]

    return walk


def _keep(nodes: Nodes, predicate: Closure, scope: Scope) -> Nodes:
    size = len(nodes)
    scope.visit(size)
    kept = []
    for position, node in enumerate(nodes, 1):
        value = predicate(At(node, scope, position, size))
        if value == position if isinstance(value, float) else to_boolean(value):
            kept.append(node)
    return kept


def _fits(axis: str, test: NodeTest) -> Fits | None:
    if test.kind == "node":
        return None
    if test.kind:
        return _kind_fits(_KINDS[test.kind], test.target)
    principal = _PRINCIPAL.get(axis, NodeKind.ELEMENT)
    name = test.name
    if test.prefix:
        return _prefixed_fits(principal, test.prefix, name)
    if name == "*":
        return lambda node, _at: node.kind is principal
    if principal is not NodeKind.ELEMENT:
        return lambda node, _at: node.kind is principal and node.local == name and not node.namespace

    def fits(node: Node, at: At) -> bool:
        return (
            node.kind is NodeKind.ELEMENT
            and node.local == name
            and (not node.namespace or node.namespace == at.scope.default_namespace)
        )

    return fits


def _kind_fits(kind: NodeKind, target: str) -> Fits:
    return lambda node, _at: node.kind is kind and (not target or node.local == target)


def _prefixed_fits(principal: NodeKind, prefix: str, name: str) -> Fits:
    def fits(node: Node, at: At) -> bool:
        if node.kind is not principal or name not in ("*", node.local):
            return False
        uri = at.scope.prefixes.get(prefix) or WELL_KNOWN.get(prefix)
        return node.namespace == uri if uri else node.prefix == prefix

    return fits
