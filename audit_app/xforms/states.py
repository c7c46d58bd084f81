"""Answers as leaves of the case's tree, and the scope that notices which of them an expression reads.

An expression sees the values of asked and answered questions only; anything else is the empty string. What
was read decides what a calculation may say: the first of the states in `ORDER` among the leaves it read
becomes its own, and an inexact date among them keeps it from being worked out. Because reads are noticed as
they happen, `if()` depends on its condition and the branch taken, `and` and `or` on as much as they need,
and `coalesce()` on the argument it takes.

Over the rows of a repeat, `sum`, `min`, `max`, `join`, `concat` and the checklists take the answered rows
and leave the others out; only when none is answered do the others' states count. `count()` counts rows and
reads nothing; `count-non-empty()` leaves out what isn't answered, in a repeat or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from functools import lru_cache

from audit_app.model import Answer, AnswerState, Key
from audit_app.xforms.conversion import to_string
from audit_app.xforms.definition import DATE_TYPES, Choice, Form, Question, Text
from audit_app.xforms.expressions import compile_expression
from audit_app.xforms.functions.dates import INVALID
from audit_app.xforms.moments import Moment, moment_of_days
from audit_app.xforms.scope import Nodes, Scope, Value
from audit_app.xforms.tree import Kind, Node

NOT_ASKED = 0
ORDER = {
    AnswerState.NOT_APPLICABLE: 1,
    AnswerState.NOT_LOOKED_AT: 2,
    AnswerState.SOURCE_NOT_SEEN: 3,
    AnswerState.UNCLEAR: 4,
    AnswerState.NOT_RECORDED: 5,
    AnswerState.ANSWERED: 6,
}


class Branch(Node):
    """A group, a repeat's row, or (`is_row` False and out of its parent's children) the place of a repeat
    itself."""

    __slots__ = ("asked", "is_row", "relevance", "row", "within")

    def __init__(self, name: str, row: str, within: Branch | None, relevance: str = "") -> None:
        super().__init__(Kind.ELEMENT, name)
        self.row = row
        self.within = within
        self.relevance = relevance
        self.asked = True
        self.is_row = False


class Leaf(Node):
    """A question's place in one case. `value` is what expressions see; `filled_value` what is shown."""

    __slots__ = ("asked", "filled_value", "inexact", "key", "question", "state", "within")

    def __init__(self, question: Question, key: Key, within: Branch) -> None:
        super().__init__(Kind.ELEMENT, question.name, "")
        self.question = question
        self.key = key
        self.within = within
        self.asked = True
        self.state = AnswerState.NOT_LOOKED_AT
        self.filled_value = ""
        self.inexact = False

    def take(self, answer: Answer) -> None:
        """Hold what a person says."""
        self.state = answer.state
        self.filled_value = answer.value
        self.inexact = (
            answer.state is AnswerState.ANSWERED
            and self.question.type in DATE_TYPES
            and len(answer.value) in (4, 7)
        )
        self.show()

    def show(self) -> None:
        """Let expressions see the value, if it is asked and answered."""
        self.value = self.filled_value if self.asked and self.state is AnswerState.ANSWERED else ""

    @property
    def row(self) -> str:
        """The row it stands in, `""` for none."""
        return self.key.row

    @property
    def is_answered(self) -> bool:
        """Whether there is a value to count."""
        return bool(self.value) and self.asked and self.state is AnswerState.ANSWERED


class CaseScope(Scope):
    """The scope of a filled case: dates are calendar days, reads are noticed."""

    def __init__(self, form: Form, root: Node, today: date) -> None:
        super().__init__(root, today=today, zone=UTC, instances=instances_of(form), version=form.version)
        self.form = form
        self.ignore: Node | None = None

    def text(self, node: Node) -> str:
        if isinstance(node, Leaf):
            if node is not self.ignore:
                self.reads.append(node)
            return node.value or ""
        return _text_of(node) if isinstance(node, Branch) else node.text()

    def numeral(self, node: Node) -> str:
        # The year of an inexact date would pass for a number of days.
        text = self.text(node)
        return "" if isinstance(node, Leaf) and node.inexact else text

    def answered(self, nodes: Nodes, *, also_single: bool = False) -> Nodes:
        around = set(self.current.ancestors())
        kept: Nodes = []
        left_out: Nodes = []
        for node in nodes:
            outside = isinstance(node, Leaf) and (also_single or _in_other_row(node, around))
            (left_out if outside and not _is_answered(node) else kept).append(node)
        if left_out and not kept and not also_single:
            self.reads += left_out
        return kept

    def itext(self, identifier: str) -> str | None:
        text = self.form.itext.get(identifier)
        return text.plain(self.language) if text else None

    def choice_name(self, node: Node, path: str, value: str) -> str | None:
        question = self.form.questions.get(path.strip().rpartition("/")[2])
        for choice in question.choices if question else ():
            if choice.name == value:
                return self.rendered(choice.label, node)
        return None

    def rendered(self, text: Text, node: Node) -> str:
        """A text in the language in use, with its outputs worked out at `node`."""
        return "".join(
            part
            if isinstance(part, str)
            else to_string(compile_expression(part.expression).evaluate(node, self), self)
            for part in text.parts(self.language)
        )

    def worst_read(self) -> tuple[int, bool]:
        """Of the leaves read: the first state in `ORDER` (`NOT_ASKED` before all), and whether one is
        inexact."""
        worst, inexact = ORDER[AnswerState.ANSWERED], False
        for node in self.reads:
            if isinstance(node, Leaf):
                worst = min(worst, ORDER[node.state] if node.asked else NOT_ASKED)
                inexact = inexact or (node.inexact and node.asked)
        return worst, inexact


def _text_of(branch: Branch) -> str:
    """The text of what is asked in a group or row. A group's relevance is settled before what stands in it,
    which may still hold what it had."""
    parts = []
    for node in branch.children if branch.asked else ():
        if isinstance(node, Branch):
            parts.append(_text_of(node))
        elif isinstance(node, Leaf) and node.asked:
            parts.append(node.value or "")
    return "".join(parts)


def _in_other_row(leaf: Leaf, around: set[Node]) -> bool:
    """Whether the leaf stands in a repeat's row that isn't around the place of evaluation."""
    branch: Branch | None = leaf.within
    while branch is not None:
        if branch.is_row:
            return branch not in around
        branch = branch.within
    return False


def _is_answered(node: Node) -> bool:
    return isinstance(node, Leaf) and node.is_answered


def lexical(value: Value, scope: Scope, data_type: str = "") -> str:
    """A value as it is kept: text, with a number as a date where the form wants one; what came to nothing is
    empty."""
    if data_type == "date" and isinstance(value, float):
        value = moment_of_days(value, scope.zone) or ""
    if data_type == "date" and isinstance(value, Moment):
        return value.at.date().isoformat()
    text = to_string(value, scope)
    return "" if text in ("NaN", INVALID) else text


@lru_cache(maxsize=16)
def instances_of(form: Form) -> Mapping[str, Node]:
    """The form's choice lists as trees, for `instance()`; shared by all cases, and never changed."""
    return {name: _instance(choices) for name, choices in form.lists.items()}


def _instance(choices: tuple[Choice, ...]) -> Node:
    top = Node(Kind.ELEMENT, "instance")
    root = top.append(Node(Kind.ELEMENT, "root"))
    for choice in choices:
        item = root.append(Node(Kind.ELEMENT, "item"))
        cells = {"name": choice.name, "label": choice.label.plain(), **choice.columns}
        for column, value in cells.items():
            item.append(Node(Kind.ELEMENT, column, value))
    return top
