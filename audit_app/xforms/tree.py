"""The one kind of node that XPath works on: a filled case and any XML document are both trees of it.

XML is read with expat, and entity declarations are refused: a small file could otherwise grow without end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from xml.parsers import expat

from audit_app.errors import AuditError
from audit_app.words import _

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_MOST_DEEP = 400


class NodeKind(IntEnum):
    """XPath's kinds of node."""

    ROOT = 0
    ELEMENT = 1
    ATTRIBUTE = 2
    TEXT = 3
    COMMENT = 4
    INSTRUCTION = 5
    NAMESPACE = 6


class Node:
    """A node with its place. `value` is the text of anything but an element; an element may hold its text
    there too, as the leaves of a filled case do, instead of in text nodes. `hidden` takes it out of its
    parent's child axis."""

    __slots__ = (
        "attributes",
        "children",
        "declared",
        "hidden",
        "kind",
        "local",
        "namespace",
        "parent",
        "prefix",
        "spaces",
        "value",
    )

    def __init__(
        self,
        kind: NodeKind,
        local: str = "",
        value: str | None = None,
        *,
        namespace: str = "",
        prefix: str = "",
    ) -> None:
        self.kind = kind
        self.local = local
        self.value = value
        self.namespace = namespace
        self.prefix = prefix
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.attributes: list[Node] = []
        self.declared: dict[str, str] = {}
        self.spaces: list[Node] | None = None
        self.hidden = False

    def append(self, child: Node) -> Node:
        """Put `child` at the end; the child."""
        child.parent = self
        self.children.append(child)
        return child

    def attribute(self, local: str, namespace: str = "") -> str:
        """An attribute's value, empty when missing."""
        for node in self.attributes:
            if node.local == local and node.namespace == namespace:
                return node.value or ""
        return ""

    def text(self) -> str:
        """XPath's string-value: the text of all text beneath."""
        if self.value is not None:
            return self.value
        held = (NodeKind.TEXT, NodeKind.ELEMENT)
        return "".join(node.value or "" for node in self.descendants() if node.kind in held)

    def descendants(self) -> Iterator[Node]:
        """Everything beneath, in document order."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def ancestors(self) -> Iterator[Node]:
        """Everything above, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def top(self) -> Node:
        """The root of the tree it stands in."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def scope_of_prefixes(self) -> dict[str, str]:
        """The namespaces in scope, by prefix."""
        found: dict[str, str] = {}
        for node in (self, *self.ancestors()):
            for prefix, uri in node.declared.items():
                found.setdefault(prefix, uri)
        default = {"": found.pop("", "")}
        return {prefix: uri for prefix, uri in (default | found).items() if uri} | {"xml": XML_NAMESPACE}

    def order(self) -> tuple[int, ...]:
        """A key that sorts nodes of one tree in document order."""
        key: list[int] = []
        node = self
        while node.parent is not None:
            key.append(_place(node, node.parent))
            node = node.parent
        return tuple(reversed(key))


def _place(node: Node, parent: Node) -> int:
    if node.kind is NodeKind.NAMESPACE:
        return -2_000_000 + (parent.spaces or []).index(node)
    if node.kind is NodeKind.ATTRIBUTE:
        return -1_000_000 + parent.attributes.index(node)
    return parent.children.index(node)


def in_document_order(nodes: list[Node]) -> list[Node]:
    """The same nodes without doubles, in document order."""
    once = list(dict.fromkeys(nodes))
    return once if len(once) < 2 else sorted(once, key=Node.order)


def parse_xml(text: str | bytes) -> Node:
    """The root node of an XML document. AuditError when it is not well formed, declares entities, or is
    nested beyond reason."""
    return _Builder().parse(text.encode() if isinstance(text, str) else text)


class _Builder:
    """Turns expat's events into nodes."""

    def __init__(self) -> None:
        self.root = Node(NodeKind.ROOT)
        self.here = self.root
        self.depth = 0
        self.declared: dict[str, str] = {}
        self.words: list[str] = []

    def parse(self, data: bytes) -> Node:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartNamespaceDeclHandler = self._declare
        parser.CharacterDataHandler = self.words.append
        parser.CommentHandler = self._leaf(lambda text: Node(NodeKind.COMMENT, value=text))
        parser.ProcessingInstructionHandler = self._leaf(
            lambda target, text: Node(NodeKind.INSTRUCTION, target, text)
        )
        # ODK's engines see a CDATA section as a text node of its own.
        parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = self._flush
        parser.EntityDeclHandler = _refuse
        try:
            parser.Parse(data.lstrip(), True)
        except expat.ExpatError as error:
            raise AuditError(
                _("The XML can't be read: line {line}, {what}. Mend the file and try again.").format(
                    line=error.lineno, what=expat.ErrorString(error.code)
                )
            ) from None
        return self.root

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self.declared[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: list[str]) -> None:
        self._flush()
        self.depth += 1
        if self.depth > _MOST_DEEP:
            raise AuditError(_("The XML is nested too deeply to be a form or a case. Check the file."))
        node = self.here.append(_named(NodeKind.ELEMENT, name))
        node.declared, self.declared = self.declared, {}
        for at in range(0, len(attributes), 2):
            attribute = _named(NodeKind.ATTRIBUTE, attributes[at], attributes[at + 1])
            attribute.parent = node
            node.attributes.append(attribute)
        self.here = node

    def _end(self, _name: str) -> None:
        self._flush()
        self.depth -= 1
        assert self.here.parent is not None
        self.here = self.here.parent

    def _leaf(self, make: Callable[..., Node]) -> Callable[..., None]:
        def handle(*parts: str) -> None:
            self._flush()
            self.here.append(make(*parts))

        return handle

    def _flush(self) -> None:
        if self.words:
            if self.here is not self.root:
                self.here.append(Node(NodeKind.TEXT, value="".join(self.words)))
            self.words.clear()


def _named(kind: NodeKind, name: str, value: str | None = None) -> Node:
    uri, local, prefix = ([*name.split(" "), ""] if " " in name else ["", name, ""])[:3]
    return Node(kind, local, value, namespace=uri, prefix=prefix)


def _refuse(*_arguments: object) -> None:
    raise AuditError(
        _("The XML declares entities, which can hide harm. Remove the declarations and try again.")
    )
