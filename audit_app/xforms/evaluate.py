"""One expression in any XML instance: how the engine is compared with other ODK engines from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from audit_app.errors import AuditError
from audit_app.words import _
from audit_app.xforms.conversion import to_string
from audit_app.xforms.expressions import compile_expression
from audit_app.xforms.moments import Moment
from audit_app.xforms.scope import At, Scope, Value
from audit_app.xforms.tree import Node, NodeKind, parse_xml

XFORMS = "http://www.w3.org/2002/xforms"


@dataclass(frozen=True)
class Evaluated:
    """What an expression gave. `text` is its string; `values` one text for each node of a node-set, else the
    one text; `type` is `string`, `number`, `boolean`, `date` or `nodeset`."""

    values: tuple[str, ...]
    text: str
    type: str


def evaluate_in(
    expression: str, xml: str | None = None, at: str | None = None, *, zone: tzinfo | None = None
) -> Evaluated:
    """Evaluate `expression` in the XML document `xml` (an empty one without), at the node that the XPath
    `at` picks (the document without).

    In a whole XForm, absolute paths begin in its primary instance and `instance()` finds its secondary ones.
    `zone` says when a day begins; the machine's own does without it.
    AuditError for XML or an expression that can't be read, and for an `at` that picks no node.
    """
    document = parse_xml(xml) if xml is not None and xml.strip() else _empty()
    try:
        return _evaluate(expression, document, at, zone)
    except RecursionError:
        raise AuditError(_("The expression is nested too deeply. Split it up.")) from None


def _evaluate(expression: str, document: Node, at: str | None, zone: tzinfo | None) -> Evaluated:
    scope = scope_of(document)
    scope.zone = zone
    node = scope.root
    if at:
        picked = compile_expression(at).run(At(document, _document_scope(document))) or (
            compile_expression(at).run(At(node, scope))
        )
        if not isinstance(picked, list) or not picked:
            raise AuditError(_("No node stands at {path}. Check the path.").format(path=at))
        node = picked[0]
    scope.current = node
    return _result(compile_expression(expression).run(At(node, scope)), scope)


def _result(value: Value, scope: Scope) -> Evaluated:
    text = to_string(value, scope)
    if isinstance(value, list):
        return Evaluated(tuple(scope.text(node) for node in value), text, "nodeset")
    kinds = ((bool, "boolean"), (float, "number"), (Moment, "date"), (str, "string"))
    return Evaluated((text,), text, next(name for kind, name in kinds if isinstance(value, kind)))


def _empty() -> Node:
    document = Node(NodeKind.ROOT)
    document.append(Node(NodeKind.ELEMENT, "root"))
    return document


class _DocumentScope(Scope):
    """A scope whose texts are those of the document's own `itext`."""

    translation: Node | None = None

    def itext(self, identifier: str) -> str | None:
        for text in () if self.translation is None else self.translation.children:
            if text.local == "text" and text.attribute("id") == identifier:
                values = [value for value in text.children if value.local == "value"]
                plain = [value for value in values if not value.attribute("form")]
                return (plain or values)[0].text() if values else ""
        return None


def _document_scope(document: Node) -> _DocumentScope:
    element = next((node for node in document.children if node.kind is NodeKind.ELEMENT), document)
    prefixes: dict[str, str] = {}
    for node in (element, *element.descendants()):
        for prefix, uri in node.declared.items():
            prefixes.setdefault(prefix, uri)
    prefixes.pop("", None)
    return _DocumentScope(document, prefixes=prefixes, default_namespace=XFORMS)


def scope_of(document: Node) -> Scope:
    """The scope of a document: its prefixes and, if it is or holds an XForms model, its instances and
    texts."""
    scope = _document_scope(document)
    model = next((node for node in _elements(document, "model")), None)
    if model is None:
        return scope
    instances = [node for node in model.children if node.local == "instance"]
    scope.instances = {name: node for node in instances if (name := node.attribute("id"))}
    translations = list(_elements(model, "translation"))
    scope.translation = next((node for node in translations if node.attribute("default")), None) or (
        translations[0] if translations else None
    )
    if instances and model.parent is not None and model.parent.local == "head":
        scope.root = instances[0]
    return scope


def _elements(top: Node, local: str) -> Iterator[Node]:
    return (node for node in top.descendants() if node.kind is NodeKind.ELEMENT and node.local == local)
