"""One case in memory: answers and rows in; what is asked, states, calculated values and troubles out.

Each answer re-evaluates what depends on it, in the order of `graph`; a change of rows builds the case's tree
anew. How the state of a calculated value follows from what it reads is in `states`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.model import Answer, AnswerState, Key
from audit_app.xforms.case_tree import CaseTree
from audit_app.xforms.conversion import to_quantity
from audit_app.xforms.definition import Choice, Form, Question, QuestionType, Text
from audit_app.xforms.expressions import compile_expression
from audit_app.xforms.graph import graph_of
from audit_app.xforms.offered import offered
from audit_app.xforms.quantities import Undecided, bounds
from audit_app.xforms.rows import MOST_COUNTED, Row, RowBook
from audit_app.xforms.scope import MOST_VISITS
from audit_app.xforms.states import NOT_ASKED, ORDER, Branch, CaseScope, Leaf, settled
from audit_app.xforms.troubles import Trouble, troubles_of

__all__ = ["Filled", "Filling", "Row", "Trouble"]

_STATES = {place: state for state, place in ORDER.items()}
RECKONING = 2
"""Which way of working out this is. 2: inexact dates are read with their bounds."""
_ALWAYS = frozenset((True,))
_BY_CHANCE = ("once", "uuid", "random")
_OF_THE_HOUR = (*_BY_CHANCE, "now", "today")
"""What says another thing each time: of what waits for an answer it is kept until that changes."""
_Rows = set[str] | None


@dataclass(frozen=True)
class Filled:
    """How a question stands. `calculated` where the form works it out; `inexact` where the date is, or where
    it depends on one: the value then says the bounds (see `audit_app.between`), or is empty where there are
    none, and the state is answered. A value that comes out as nothing is empty, and the state answered. What
    is not asked keeps its answer's state and value, but counts nowhere; a calculation is not asked when an
    input of it isn't."""

    asked: bool
    state: AnswerState
    value: str
    calculated: bool = False
    inexact: bool = False


class Filling:
    """One case of a form, kept up to date answer by answer. Knows nothing of the store.

    `preset` gives values to hidden questions by name. What belongs to a module that isn't in `modules` is not
    asked, whatever its relevance says (None: all are on); its answers are kept. AuditError when an expression
    of the form can't be evaluated.
    """

    def __init__(
        self,
        form: Form,
        answers: Mapping[Key, Answer],
        rows: Iterable[Row],
        *,
        today: date,
        preset: Mapping[str, str] | None = None,
        modules: frozenset[str] | None = None,
    ) -> None:
        self.form = form
        self.modules = modules
        self._off = form.off(modules)
        self._graph = graph_of(form)
        self._today = today
        self._preset = preset or {}
        self._answers = dict(answers)
        self._kept: dict[Key, str] = {}
        self._book = RowBook(form, rows)
        self._build()

    def state(self, key: Key) -> Filled:
        """How a question stands, calculations included. KeyError for a key that the case doesn't have."""
        return _filled(self._tree.leaves[key])

    def keys(self) -> tuple[Key, ...]:
        """All keys of the case that can hold a value (all but notes), asked or not, in form order."""
        return tuple(
            key for key, leaf in self._tree.leaves.items() if leaf.question.type is not QuestionType.NOTE
        )

    def rows(self, repeat: str, parent: str = "") -> tuple[Row, ...]:
        """The rows of a repeat in order, companions and counted ones included."""
        return self._book.of(repeat, parent)

    def set(self, key: Key, answer: Answer) -> tuple[Key, ...]:
        """Give an answer; the keys whose asking, state or value changed, the key itself included. An answer
        whose row isn't there now is kept for when it is."""
        self._answers[key] = answer
        leaf = self._tree.leaves.get(key)
        if leaf is None or leaf.question.is_calculated:
            return ()
        before = _filled(leaf)
        leaf.take(answer)
        self._forget(leaf)
        changed = {key: None}
        if _filled(leaf) != before:
            self._spread(leaf, changed)
        if self._recount():
            return tuple({**changed, **dict.fromkeys(self._rebuild())})
        return tuple(changed)

    def lacking(self) -> tuple[str, ...]:
        """The repeats of the case that should have a row more than they do, by how many there are at
        least."""
        return tuple(
            repeat.name
            for repeat, place in self._tree.places
            if repeat.least
            and not place.row
            and len(self.rows(repeat.name)) < self._wanted(repeat.least, place)
        )

    def add_row(self, row: Row) -> tuple[Key, ...]:
        """Add a row (and its companions); the keys that came or changed."""
        self._book.add(row)
        return self._rebuild()

    def remove_row(self, uuid: str) -> tuple[Key, ...]:
        """Take a row out, with the rows nested in it and its companions; the keys that went or changed."""
        self._book.remove(uuid)
        return self._rebuild()

    def move_row(self, uuid: str, order: int) -> tuple[Key, ...]:
        """Give a row another place; the keys that changed."""
        self._book.move(uuid, order)
        return self._rebuild()

    def problems(self, section: str | None = None) -> tuple[Trouble, ...]:
        """Required, constraint and warning troubles of what is asked, of one section or all."""
        found: list[Trouble] = []
        for leaf in self._tree.leaves.values():
            if leaf.asked and section in (None, leaf.question.section):
                found += troubles_of(leaf, self._scope_at(leaf), self.choices)
        return tuple(found)

    def choices(self, key: Key) -> tuple[Choice, ...]:
        """The choices of a question as its filter leaves them."""
        leaf = self._tree.leaves[key]
        return offered(leaf, self._scope_at(leaf))

    def label(self, key: Key, language: str | None = None) -> str:
        """The question's label with its outputs filled in."""
        return self._words(key, self.form.questions[key.question].label, language)

    def hint(self, key: Key, language: str | None = None) -> str:
        """The question's hint with its outputs filled in."""
        return self._words(key, self.form.questions[key.question].hint, language)

    def guidance(self, key: Key, language: str | None = None) -> str:
        """The question's guidance with its outputs filled in."""
        return self._words(key, self.form.questions[key.question].guidance, language)

    def summary(self, row: str, language: str | None = None) -> str:
        """The line that stands for a row; its number where the form declares none. KeyError for an unknown
        row."""
        found = self._tree.rows[row]
        summary = self.form.repeats[found.repeat].summary
        branch = self._tree.branches[found.repeat, row]
        if not summary:
            places = [each.uuid for each in self.rows(found.repeat, found.parent)]
            return str(places.index(row) + 1)
        scope = self._scope_at(branch)
        with scope.speaking(language):
            return " ".join(scope.rendered(summary, branch).split())

    def relevant(self, name: str, row: str = "") -> bool:
        """Whether a section, group or repeat is asked, in `row` where it stands in (or is) a repeat's row.
        KeyError for one that the case doesn't have."""
        return self._tree.branches[name, row].asked

    def is_on(self, module: str) -> bool:
        """Whether a module is on; the core (`""`) always is."""
        return not module or self.modules is None or module in self.modules

    def _words(self, key: Key, text: Text, language: str | None) -> str:
        leaf = self._tree.leaves[key]
        scope = self._scope_at(leaf)
        with scope.speaking(language):
            return scope.rendered(text, leaf)

    def _scope_at(self, node: Leaf | Branch) -> CaseScope:
        scope = self._scope
        scope.current = node
        scope.ignore = None
        scope.reads.clear()
        scope.left = MOST_VISITS
        return scope

    def _rebuild(self) -> tuple[Key, ...]:
        before = {key: _filled(leaf) for key, leaf in self._tree.leaves.items()}
        self._build()
        after = {key: _filled(leaf) for key, leaf in self._tree.leaves.items()}
        gone = [key for key in before if key not in after]
        return tuple([key for key, filled in after.items() if before.get(key) != filled] + gone)

    def _build(self) -> None:
        counts: list[dict[tuple[str, str], int]] = []
        # A count that reads its own rows adds one at a time; one that comes back to what it was would go on.
        while self._book.counts not in counts:
            counts.append(dict(self._book.counts))
            self._tree = CaseTree(self.form, self._book, self._fill)
            self._scope = CaseScope(self.form, self._tree.root, self._today)
            for name in sorted(self._tree.units, key=self._graph.rank.__getitem__):
                for unit in self._tree.units[name]:
                    self._settle(unit)
            if not self._recount():
                return

    def _fill(self, leaf: Leaf) -> None:
        """Give a new leaf its answer, or what stands for one."""
        key, question = leaf.key, leaf.question
        if question.is_calculated:
            return
        answer = self._answers.get(key) or self._starting(question)
        leaf.take(answer)

    def _starting(self, question: Question) -> Answer:
        preset = self._preset.get(question.name, "") if question.type is QuestionType.HIDDEN else ""
        value = preset or question.default
        given = value or question.type in (QuestionType.HIDDEN, QuestionType.NOTE)
        return Answer(AnswerState.ANSWERED, value) if given else Answer()

    def _forget(self, trigger: Leaf) -> None:
        """Let what waits for an answer be worked out anew, now that it is given."""
        for name in self.form.waiting.get(trigger.question.name, ()):
            for unit in self._tree.units.get(name, ()):
                if isinstance(unit, Leaf) and (not trigger.row or unit.row == trigger.row):
                    self._kept.pop(unit.key, None)
                    if unit.question.is_calculated:
                        self._answers.pop(unit.key, None)

    def _recount(self) -> bool:
        """Whether a count asks for another number of rows than there are."""
        changed = False
        for repeat, place in self._tree.places:
            if not repeat.count or repeat.companion_of:
                continue
            wanted = self._wanted(repeat.count, place)
            if self._book.counts.get((repeat.name, place.row), 0) != wanted:
                self._book.counts[repeat.name, place.row] = wanted
                changed = True
        return changed

    def _wanted(self, count: str, place: Branch) -> int:
        """How many rows a count asks for: the most that it can, where it depends on what isn't known."""
        scope = self._scope_at(place)
        try:
            number = max(bounds(to_quantity(value, scope))[1] for value in scope.values(count, place))
        except Undecided:
            return 0
        return int(max(0, min(MOST_COUNTED, number))) if number == number else 0

    def _spread(self, leaf: Leaf, changed: dict[Key, None]) -> None:
        """Settle what depends on an answer, in order; what changed is added to `changed`."""
        graph, units = self._graph, self._tree.units
        # The rows in which a unit has to be settled; None for all.
        rows: dict[str, _Rows] = dict.fromkeys(graph.wild)
        waiting = [(graph.rank[name], name) for name in graph.wild]
        last = -1
        moved: list[Leaf | Branch] = [leaf]
        name = leaf.question.name
        while True:
            self._expect(name, moved, rows, waiting)
            while waiting and waiting[0][0] <= last:
                heapq.heappop(waiting)
            if not waiting:
                return
            last, name = heapq.heappop(waiting)
            within = rows[name]
            moved = [
                unit
                for unit in units.get(name, ())
                if (within is None or unit.row in within) and self._settle(unit)
            ]
            changed.update((unit.key, None) for unit in moved if isinstance(unit, Leaf))

    def _expect(
        self,
        name: str,
        moved: list[Leaf | Branch],
        rows: dict[str, _Rows],
        waiting: list[tuple[int, str]],
    ) -> None:
        """Note what has to be settled because units of `name` moved."""
        if not moved:
            return
        theirs = {unit.row for unit in moved}
        for dependent in self._graph.dependents[name]:
            known = rows.get(dependent, set())
            local = (name, dependent) in self._graph.local
            rows[dependent] = known | theirs if local and known is not None else None
            heapq.heappush(waiting, (self._graph.rank[dependent], dependent))

    def _settle(self, unit: Leaf | Branch) -> bool:
        """Work out whether a unit is asked, and its value if it is calculated; whether that changed
        anything."""
        return self._settle_leaf(unit) if isinstance(unit, Leaf) else self._settle_branch(unit)

    def _settle_branch(self, branch: Branch) -> bool:
        within = branch.within is None or branch.within.asked
        truths = self._truths(branch, branch.relevance)
        asked = within and branch.name not in self._off and True in truths
        unsure = len(truths) > 1 or (branch.within is not None and branch.within.unsure)
        changed = (asked, unsure) != (branch.asked, branch.unsure)
        branch.asked, branch.unsure = asked, unsure
        branch.hidden = branch.is_row and not asked
        return changed

    def _settle_leaf(self, leaf: Leaf) -> bool:
        before = (leaf.asked, leaf.state, leaf.filled_value, leaf.inexact, leaf.unsure)
        on = leaf.within.asked and leaf.question.name not in self._off
        truths = self._truths(leaf, leaf.question.relevant)
        leaf.asked = on and True in truths
        if leaf.question.is_calculated:
            self._calculate(leaf, leaf.question.calculation, unsure=len(truths) > 1 or leaf.within.unsure)
        elif leaf.question.default_expression and leaf.key not in self._answers:
            self._take_default(leaf)
        leaf.show()
        return before != (leaf.asked, leaf.state, leaf.filled_value, leaf.inexact, leaf.unsure)

    def _truths(self, unit: Leaf | Branch, relevant: str) -> frozenset[bool]:
        return self._scope_at(unit).truths(relevant, unit) if relevant else _ALWAYS

    def _take_default(self, leaf: Leaf) -> None:
        """What an expression says until somebody answers; nothing where what it reads isn't answered."""
        asked = leaf.asked
        self._calculate(leaf, leaf.question.default_expression, unsure=False)
        if leaf.state is not AnswerState.ANSWERED or not leaf.filled_value:
            leaf.take(self._starting(leaf.question))
        leaf.asked, leaf.unsure = asked, False

    def _calculate(self, leaf: Leaf, text: str, *, unsure: bool) -> None:
        leaf.state, leaf.filled_value, leaf.inexact, leaf.unsure = AnswerState.NOT_LOOKED_AT, "", False, False
        if not leaf.asked:
            return
        triggers = leaf.question.triggers
        if triggers and not self._is_triggered(leaf):
            return
        expression = compile_expression(text)
        keeps = not expression.calls.isdisjoint(_OF_THE_HOUR if triggers else _BY_CHANCE)
        leaf.value = self._made_before(leaf.key) if keeps else ""
        if leaf.value and "once" not in expression.calls:
            # A new random value each time would never come to rest.
            leaf.state, leaf.filled_value = AnswerState.ANSWERED, leaf.value
            return
        scope = self._scope_at(leaf)
        scope.ignore = leaf
        try:
            found = scope.readings(text, leaf)
            asked = [each for each in found if each[1] != NOT_ASKED]
            unsure = unsure or 0 < len(asked) < len(found)
            worst = min((worst for _value, worst in asked), default=NOT_ASKED)
            values = [value for value, _worst in asked or found]
            value, inexact = settled(values, scope, leaf.question.data_type)
        except Undecided:
            value, inexact, worst = "", True, scope.worst_read()
        leaf.asked = worst != NOT_ASKED
        leaf.state = _STATES.get(worst, AnswerState.NOT_LOOKED_AT)
        if leaf.state is AnswerState.ANSWERED:
            leaf.inexact, leaf.unsure, leaf.filled_value = inexact, unsure, value
        if keeps and leaf.filled_value:
            self._kept[leaf.key] = leaf.filled_value

    def _is_triggered(self, leaf: Leaf) -> bool:
        """Whether one of the questions that a value waits for is answered."""
        for path in leaf.question.triggers:
            name = self.form.at.get(path, "")
            found = self._tree.leaves.get(Key(name, leaf.row)) or self._tree.leaves.get(Key(name))
            if found is not None and found.value:
                return True
        return False

    def _made_before(self, key: Key) -> str:
        stored = self._answers.get(key)
        return self._kept.get(key) or (stored.value if stored else "")


def _filled(leaf: Leaf) -> Filled:
    # What may not be asked is no more known by the bounds that it would have.
    value, inexact = ("", True) if leaf.unsure else (leaf.filled_value, leaf.inexact)
    return Filled(leaf.asked, leaf.state, value, leaf.question.is_calculated, inexact)
