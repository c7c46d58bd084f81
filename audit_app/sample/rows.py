"""Which rows of repeats a story speaks of, and the keys of its answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from audit_app.model import Key
from audit_app.xforms.definition import Form
from audit_app.xforms.filling import Row
from audit_app.xforms.rows import companion_uuid, counted_uuid

_PATH = re.compile(r"(?:(\w+)\[(\d+)\])?/?(\w*)")


def key_of(form: Form, path: str) -> Key | None:
    """The key of a path such as `siblings[2]/sib_order`; None for one that the form doesn't have."""
    repeat, number, name = _parts(path)
    question = form.questions.get(name)
    if question is None or question.repeat != repeat:
        return None
    return Key(name, _uuid(form, repeat, number) if repeat else "")


def rows_of(form: Form, paths: Iterable[str]) -> Iterator[Row]:
    """The rows that are added by hand, of those that paths speak of."""
    for repeat, number in dict.fromkeys(_parts(path)[:2] for path in paths):
        if repeat in form.repeats and not form.repeats[repeat].is_fixed:
            yield Row(_by_hand(repeat, number), repeat, "", number)


def _parts(path: str) -> tuple[str, int, str]:
    found = _PATH.fullmatch(path)
    return (found[1] or "", int(found[2] or 0), found[3]) if found else ("", 0, "")


def _uuid(form: Form, repeat: str, number: int) -> str:
    kind = form.repeats[repeat]
    if kind.companion_of:
        return companion_uuid(_by_hand(kind.companion_of, number), repeat)
    return counted_uuid("", repeat, number - 1) if kind.count else _by_hand(repeat, number)


def _by_hand(repeat: str, number: int) -> str:
    return f"{repeat}[{number}]"
