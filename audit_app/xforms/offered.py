"""The choices that a question offers in one case: those of its list that a filter leaves, or answers given in
the rows of a repeat."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from audit_app.xforms.conversion import to_string
from audit_app.xforms.definition import Choice, Text
from audit_app.xforms.quantities import Undecided
from audit_app.xforms.scope import Value
from audit_app.xforms.states import CaseScope, Leaf


def offered(leaf: Leaf, scope: CaseScope) -> tuple[Choice, ...]:
    """The choices as they are left; all of the list where that depends on what isn't known."""
    itemset = leaf.question.itemset
    if itemset is None or not itemset.nodeset:
        return leaf.question.choices
    scope.random = random.Random(f"{leaf.key}")  # a shuffled list must not move while it is looked at
    try:
        outcomes = scope.outcomes(itemset.nodeset, leaf)
        if itemset.answer:
            texts = dict.fromkeys(_of_rows(outcomes, itemset.answer, scope))
            return tuple(Choice(text, Text({"": (text,)})) for text in texts)
    except Undecided:
        return itemset.choices
    by_name = {choice.name: choice for choice in itemset.choices}
    found = [item for nodes in outcomes if isinstance(nodes, list) for item in nodes]
    names = dict.fromkeys(item.children[0].value or "" for item in found)
    return tuple(by_name[name] for name in names if name in by_name)


def _of_rows(outcomes: Iterable[Value], answer: str, scope: CaseScope) -> Iterator[str]:
    """The answers to a question in the rows found."""
    for rows in outcomes:
        for row in rows if isinstance(rows, list) else ():
            for value in scope.values(answer, row):
                text = to_string(value, scope)
                if text:
                    yield text
