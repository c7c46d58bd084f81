"""Rows that a case lacks: repeats that ask for rows of the officer's own and have none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.model import AnswerState, Key
from audit_app.words import _
from audit_app.xforms.definition import Form, Repeat
from audit_app.xforms.filling import Filling

_NODES = re.compile(r"/[\w./-]+")


@dataclass(frozen=True)
class Caution:
    """Something to look at once more, in a sentence; `key` is the answer that it is about, and `matters`
    whether a reason is asked for."""

    sentence: str
    key: Key | None = None
    matters: bool = False


def empty_repeats(form: Form, filling: Filling) -> Iterator[Caution]:
    """Repeats that ask for rows of the officer's own and have none. It matters where other pages follow the
    rows (the family would drop out of all that is counted of its fathers), and where the answer that opens
    them says that there are some."""
    for repeat in form.repeats.values():
        if not _is_open(filling, repeat) or filling.rows(repeat.name):
            continue
        label = repeat.label.plain() or repeat.name
        if _is_followed(form, repeat):
            said = _("Nothing is entered under “{label}”: figures read it as nobody.")
            yield Caution(said.format(label=label), matters=True)
        elif gate := _gate(form, filling, repeat):
            said = _("“{question}” is answered, but nothing is entered under “{label}”.")
            question = filling.label(gate)
            yield Caution(said.format(question=question, label=label), gate, matters=True)
        else:
            yield Caution(_("Nothing is entered under “{label}”.").format(label=label))


def _is_followed(form: Form, repeat: Repeat) -> bool:
    return any(other.companion_of == repeat.name for other in form.repeats.values())


def _gate(form: Form, filling: Filling, repeat: Repeat) -> Key | None:
    """The answered question on which it depends whether the repeat is asked."""
    paths = set(_NODES.findall(repeat.relevant))
    keys = (Key(each.name) for each in form.questions.values() if each.path in paths)
    return next((key for key in keys if filling.state(key).state is AnswerState.ANSWERED), None)


def _is_open(filling: Filling, repeat: Repeat) -> bool:
    """Whether its rows are the officer's to add, and it is asked now."""
    if repeat.count or repeat.companion_of or repeat.repeat:
        return False
    return filling.is_on(repeat.module) and filling.relevant(repeat.name)
