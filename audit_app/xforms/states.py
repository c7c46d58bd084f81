"""Answers as leaves of the case's tree, and the scope that notices which of them an expression reads.

An expression sees the values of asked and answered questions only; anything else is the empty string. What
was read decides what a calculation may say: the first of the states in `ORDER` among the leaves it read
becomes its own. Because reads are noticed as they happen, `if()` depends on its condition and the branch
taken, `and` and `or` on as much as they need, and `coalesce()` on the argument it takes. An inexact answer is
read with its bounds, and what can't be decided is followed both ways (see `quantities`). What reads something
that isn't asked on some of these ways alone may have a value, or none.

Over the rows of a repeat, `sum`, `min`, `max`, `join`, `concat` and the checklists take the answered rows
and leave the others out; only when none is answered do the others' states count. Yet `min`, `max` and `sum`
are no longer exact then: a service whose start is not in the file may have been the first. (One that doesn't
apply, or wasn't asked about, was not.) `count()` counts rows and reads nothing; `count-non-empty()` leaves
out what isn't answered, in a repeat or not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date
from functools import lru_cache

from audit_app.between import ends, in_words, written
from audit_app.model import Answer, AnswerState, Key
from audit_app.words import in_use
from audit_app.xforms.conversion import number_text, to_boolean, to_quantity, to_string
from audit_app.xforms.definition import DATE_TYPES, Choice, Form, Output, Question, Text
from audit_app.xforms.expressions import compile_expression
from audit_app.xforms.functions.dates import INVALID, inexact_date
from audit_app.xforms.moments import Moment, moment_of_days
from audit_app.xforms.quantities import Between, Inexact, Undecided, between, bounds, outcomes
from audit_app.xforms.scope import Nodes, Scope, Value
from audit_app.xforms.tree import Node, NodeKind

NOT_ASKED = 0
EITHER = frozenset((True, False))
ABSENT = Node(NodeKind.ELEMENT, "absent")
"""Read beside a calculation on a course on which it isn't asked."""
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
    itself. What is `unsure` is asked, though an exact date might have said that it isn't."""

    __slots__ = ("asked", "is_row", "name", "relevance", "row", "unsure", "within")

    def __init__(
        self, name: str, row: str, within: Branch | None, relevance: str = "", node: str = ""
    ) -> None:
        super().__init__(NodeKind.ELEMENT, node or name)
        self.name = name
        self.row = row
        self.within = within
        self.relevance = relevance
        self.asked = True
        self.unsure = False
        self.is_row = False


class Leaf(Node):
    """A question's place in one case. `value` is what expressions see; `filled_value` what is shown: of what
    is `inexact` its bounds, empty where there are none. A calculation is `unsure` where an inexact date keeps
    it open whether it is asked: it may have its value, or none."""

    __slots__ = ("asked", "filled_value", "inexact", "key", "question", "state", "unsure", "within")

    def __init__(self, question: Question, key: Key, within: Branch) -> None:
        super().__init__(NodeKind.ELEMENT, question.node, "")
        self.question = question
        self.key = key
        self.within = within
        self.asked = True
        self.state = AnswerState.NOT_LOOKED_AT
        self.filled_value = ""
        self.inexact = False
        self.unsure = False

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
        value = self.filled_value if self.asked and self.state is AnswerState.ANSWERED else ""
        self.value = Inexact(value) if self.inexact and value else value

    @property
    def row(self) -> str:
        """The row it stands in, `""` for none."""
        return self.key.row

    @property
    def is_answered(self) -> bool:
        """Whether there is a value to count, be it inexact."""
        return (bool(self.value) or self.inexact) and self.asked and self.state is AnswerState.ANSWERED


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
            if node.unsure and not self.course.is_there(node):
                self.reads.append(ABSENT)
                return ""
            if node.inexact and not node.value and node.asked:
                raise Undecided
            return node.value or ""
        return _text_of(node) if isinstance(node, Branch) else node.text()

    def answered(self, nodes: Nodes, *, also_single: bool = False) -> Nodes:
        around = set(self.current.ancestors())
        kept: Nodes = []
        left_out: Nodes = []
        for node in nodes:
            outside = isinstance(node, Leaf) and (also_single or _in_other_row(node, around))
            (left_out if outside and not self._is_answered(node) else kept).append(node)
        if left_out and not kept and not also_single:
            self.reads += left_out
            self.reads += [ABSENT for node in left_out if self._is_absent(node)]
        return kept

    def _is_answered(self, node: Node) -> bool:
        if not isinstance(node, Leaf) or not node.is_answered:
            return False
        return not self._is_absent(node)

    def _is_absent(self, node: Node) -> bool:
        return isinstance(node, Leaf) and node.unsure and not self.course.is_there(node)

    def leaves_out(self, nodes: Nodes) -> bool:
        around = set(self.current.ancestors())
        return any(
            isinstance(node, Leaf)
            and node.asked
            and not node.is_answered
            and node.state is not AnswerState.NOT_APPLICABLE
            and _in_other_row(node, around)
            for node in nodes
        )

    def itext(self, identifier: str) -> str | None:
        text = self.form.itext.get(identifier)
        return text.plain(self.language) if text else None

    def choice_name(self, node: Node, path: str, value: str) -> str | None:
        path = path.strip()
        question = self.form.questions.get(self.form.at.get(path, path.rpartition("/")[2]))
        for choice in question.choices if question else ():
            if choice.name == value:
                return self.rendered(choice.label, node)
        return None

    @contextmanager
    def speaking(self, language: str | None = None) -> Iterator[None]:
        """Put words in a language, or that in use, in here. Elsewhere they are in the form's default one, so
        that no calculation has another result in another language."""
        self.language = in_use() if language is None else language
        try:
            yield
        finally:
            self.language = ""

    def rendered(self, text: Text, node: Node) -> str:
        """A text in the language spoken here, with its outputs worked out at `node`."""
        return "".join(
            part if isinstance(part, str) else self._shown(part.expression, node)
            for part in text.parts(self.language)
        )

    def _shown(self, expression: str, node: Node) -> str:
        """What an output of a text comes to; of a calculation that says how it reads, that."""
        question = self.form.questions.get(self.form.at.get(expression, ""))
        for part in question.summary.parts(self.language) if question else ():
            expression = part.expression if isinstance(part, Output) else expression
        return self.words(expression, node)

    def words(self, expression: str, node: Node) -> str:
        """What an expression comes to, as people read it; empty where that depends on what isn't known."""
        try:
            found = {to_string(value, self) for value in self.values(expression, node)}
        except Undecided:
            return ""
        text = found.pop()
        return "" if found else in_words(text) if isinstance(text, Inexact) else text

    def outcomes(self, expression: str, node: Node) -> list[Value]:
        """What an expression can come to at `node`: one value, unless something it reads is inexact.
        Undecided where that can't be bounded."""
        compiled = compile_expression(expression)
        return outcomes(self.course, lambda: compiled.evaluate(node, self))

    def values(self, expression: str, node: Node) -> list[Value]:
        """As `outcomes`, with the text in the place of nodes."""
        return [value for value, _worst in self.readings(expression, node)]

    def readings(self, expression: str, node: Node) -> list[tuple[Value, int]]:
        """What an expression can come to, each with the first state in `ORDER` among what it read for it.
        Nodes are read while a course is followed, since another may find them without a value."""
        compiled = compile_expression(expression)

        def run() -> tuple[Value, int]:
            before = len(self.reads)
            value = compiled.evaluate(node, self)
            text = to_string(value, self) if isinstance(value, list) else value
            return text, NOT_ASKED if ABSENT in self.reads[before:] else self.worst_read(before)

        return outcomes(self.course, run)

    def truths(self, expression: str, node: Node) -> frozenset[bool]:
        """Whether an expression holds at `node`: both where that depends on what isn't known."""
        try:
            return frozenset(to_boolean(value) for value in self.outcomes(expression, node))
        except Undecided:
            return EITHER

    def worst_read(self, since: int = 0) -> int:
        """Of the leaves read, the first state in `ORDER` (`NOT_ASKED` before all)."""
        leaves = (node for node in self.reads[since:] if isinstance(node, Leaf))
        return min(
            (ORDER[node.state] if node.asked else NOT_ASKED for node in leaves),
            default=ORDER[AnswerState.ANSWERED],
        )


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


def settled(values: Sequence[Value], scope: Scope, data_type: str = "") -> tuple[str, bool]:
    """What a calculation says that can come to these values, as it is kept, and whether that is inexact: then
    its bounds, or nothing where it has none. Undecided for a value that can't be bounded."""
    texts = {lexical(value, scope, data_type): value for value in values}
    text, value = next(iter(texts.items()))
    if len(texts) == 1:
        return text, isinstance(value, (Between, Inexact))
    found = [bounds(to_quantity(value, scope)) for value in texts.values()]
    if any(low != low for low, _high in found):
        return "", True
    is_date = data_type == "date" or all(_is_date(value) for value in texts.values())
    hull = between(min(low for low, _high in found), max(high for _low, high in found))
    return lexical(hull, scope, "date" if is_date else data_type), True


def _is_date(value: Value) -> bool:
    return isinstance(value, Moment) or (
        isinstance(value, str) and any("-" in end[1:] for end in ends(value))
    )


def lexical(value: Value, scope: Scope, data_type: str = "") -> str:
    """A value as it is kept: text, with a number as a date where the form wants one; what came to nothing is
    empty. Of a number between bounds both."""
    if isinstance(value, Between):
        return _bounds(value, scope, data_type)
    if data_type == "date" and isinstance(value, float):
        value = moment_of_days(value, scope.zone) or ""
    if data_type == "date" and isinstance(value, Moment):
        return value.at.date().isoformat()
    text = to_string(value, scope)
    return "" if text in ("NaN", INVALID) else text


def _bounds(value: Between, scope: Scope, data_type: str) -> str:
    if data_type == "date":
        return inexact_date(value, scope.zone)
    return written(*(number_text(end) if math.isfinite(end) else "" for end in bounds(value)))


@lru_cache(maxsize=16)
def instances_of(form: Form) -> Mapping[str, Node]:
    """The form's choice lists as trees, for `instance()`; shared by all cases, and never changed."""
    return {name: _instance(choices) for name, choices in form.lists.items()} | dict(form.trees)


def _instance(choices: tuple[Choice, ...]) -> Node:
    top = Node(NodeKind.ELEMENT, "instance")
    root = top.append(Node(NodeKind.ELEMENT, "root"))
    for choice in choices:
        item = root.append(Node(NodeKind.ELEMENT, "item"))
        cells = {"name": choice.name, "label": choice.label.plain(""), **choice.columns}
        for column, value in cells.items():
            item.append(Node(NodeKind.ELEMENT, column, value))
    return top
