"""What an expression is evaluated in: the tree, the current node, today, secondary instances, languages.

`Scope` serves any XML; a filled case has its own kind, which also notices what is read (`filling`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, tzinfo

from audit_app.errors import AuditError
from audit_app.words import _
from audit_app.xforms.moments import Moment, in_zone, moment_of
from audit_app.xforms.quantities import Between, Branching
from audit_app.xforms.tree import Node

# A case has some hundred nodes; a second or two of looking at them is long enough.
MOST_VISITS = 1_000_000

Nodes = list[Node]
Value = str | float | bool | Between | Moment | Nodes


class Scope:
    """The surroundings of an evaluation. `root` is where absolute paths begin, `current` what `current()`
    gives; `zone` says when a day begins (see `moments`), `default_namespace` what an unprefixed name may
    also be in."""

    def __init__(
        self,
        root: Node,
        *,
        current: Node | None = None,
        instances: Mapping[str, Node] | None = None,
        today: date | None = None,
        zone: tzinfo | None = None,
        language: str = "",
        prefixes: Mapping[str, str] | None = None,
        default_namespace: str = "",
        version: str = "",
    ) -> None:
        self.root = root
        self.current = current if current is not None else root
        self.instances = instances or {}
        self.fixed_today = today
        self.zone = zone
        self.language = language
        self.prefixes = prefixes or {}
        self.default_namespace = default_namespace
        self.version = version
        self.random = random.Random()
        self.reads: Nodes = []
        self.left = MOST_VISITS
        self.course = Branching()

    def visit(self, nodes: int) -> None:
        """Count nodes looked at. AuditError for an expression that would go on for ever."""
        self.left -= nodes
        if self.left < 0:
            raise AuditError(_("The expression looks at too many nodes. Make its conditions simpler."))

    def text(self, node: Node) -> str:
        """A node's text; the one place through which values are read."""
        return node.text()

    def answered(self, nodes: Nodes, *, also_single: bool = False) -> Nodes:  # noqa: ARG002
        """The nodes over which an aggregate counts; here, all. See `states.CaseScope`."""
        return nodes

    def leaves_out(self, _nodes: Nodes) -> bool:
        """Whether `answered` leaves out nodes whose answer could be anything; here, none."""
        return False

    def now(self) -> Moment:
        """This moment, with its offset."""
        return Moment(datetime.now(UTC).astimezone())

    def today(self) -> Moment:
        """The day on which the expression is evaluated."""
        day = self.fixed_today or datetime.now().astimezone().date()
        return Moment(in_zone(datetime.combine(day, time()), self.zone))

    def moment(self, text: str) -> Moment | None:
        """The moment that a text says."""
        return moment_of(text, self.zone)

    def itext(self, _identifier: str) -> str | None:
        """A text of the form in the language in use; None when there is none."""
        return None

    def choice_name(self, _node: Node, _path: str, _value: str) -> str | None:
        """The label of the choice `value` of the question at `path`; None when there is none."""
        return None


class At:
    """Where an expression is evaluated: a node, its place among those looked at, and the scope."""

    __slots__ = ("node", "position", "scope", "size")

    def __init__(self, node: Node, scope: Scope, position: int = 1, size: int = 1) -> None:
        self.node = node
        self.scope = scope
        self.position = position
        self.size = size


Closure = Callable[[At], Value]
