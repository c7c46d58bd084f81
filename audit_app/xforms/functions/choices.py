"""Functions on select values and on the form's texts."""

from __future__ import annotations

from audit_app.xforms.conversion import exact_text, to_number, to_string
from audit_app.xforms.functions.signature import Function
from audit_app.xforms.scope import At, Value


def selected(at: At, value: Value, choice: Value) -> bool:
    return to_string(choice, at.scope).strip() in (exact_text(value, at.scope).split() or [""])


def selected_at(at: At, value: Value, index: Value) -> str:
    chosen = exact_text(value, at.scope).split()
    place = to_number(index, at.scope)
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def count_selected(at: At, value: Value) -> float:
    return float(len(exact_text(value, at.scope).split()))


def choice_name(at: At, value: Value, path: Value) -> str:
    """The label of a choice; a value without one stands for itself."""
    name = to_string(value, at.scope)
    label = at.scope.choice_name(at.node, to_string(path, at.scope).strip(), name)
    return name if label is None else label


def itext(at: At, identifier: Value) -> str:
    """A text of the form; an unknown one stands for itself."""
    key = to_string(identifier, at.scope)
    text = at.scope.itext(key)
    return key if text is None else text


CHOICES = {
    "selected": Function(selected, 2, 2),
    "selected-at": Function(selected_at, 2, 2),
    "count-selected": Function(count_selected, 1, 1),
    "jr:choice-name": Function(choice_name, 2, 2),
    "jr:itext": Function(itext, 1, 1),
    "version": Function(lambda at: at.scope.version, 0, 0),
}
