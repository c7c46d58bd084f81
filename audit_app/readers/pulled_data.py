"""`pulldata('list', 'column', 'key', value)` in the sheets of a form, and how it is said of a list on the
choices sheet: `string(instance('list')/root/item[key = value]/column)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Rows = list[dict[str, str]]
_CALL = re.compile(r"\bpulldata\s*\(", re.IGNORECASE)
_QUOTED = re.compile(r"""\s*(?:'([^']*)'|"([^"]*)")\s*""")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_HERE = re.compile(r"""'[^']*'|"[^"]*"|(?<![\w./)\]])(\.\.?)(?![\w.])""")
_OPEN, _CLOSE = "([{", ")]}"


def lists_pulled(sheets: Mapping[str, Rows]) -> Iterator[tuple[int, str, str]]:
    """Each list that is read so: the row of the survey, its column, and the list's name."""
    for number, row in enumerate(sheets.get("survey", []), start=2):
        for column, text in row.items():
            for _begin, _end, (name, *_others) in _calls(text):
                yield number, column, name


def rewritten(text: str, called: Callable[[str], str]) -> str:
    """The text with every call in its other way of saying; `called` gives the name of a list among the
    choices."""
    for begin, end, (name, column, key, value) in reversed([*_calls(text)]):
        value = _HERE.sub(_from_here, rewritten(value, called))
        found = f"instance('{called(name)}')/root/item[{key} = {value.strip()}]/{column}"
        text = f"{text[:begin]}string({found}){text[end:]}"
    return text


def _from_here(found: re.Match[str]) -> str:
    """A path from the question, which would begin at the item where it stands now."""
    return f"current()/{found[1]}" if found[1] else found[0]


def _calls(text: str) -> Iterator[tuple[int, int, tuple[str, str, str, str]]]:
    """Where each outermost call that can be said so begins and ends, and what it is given."""
    at = 0
    while found := _CALL.search(text, at):
        given, at = _given(text, found.end())
        names = [match[1] or match[2] or "" for part in given[:3] if (match := _QUOTED.fullmatch(part))]
        if len(given) == 4 and len(names) == 3 and all(map(_NAME.fullmatch, names[1:])):
            yield found.start(), at, (names[0], names[1], names[2], given[3])


def _given(text: str, at: int) -> tuple[list[str], int]:
    """What stands between the commas of a call that opened before `at`, and where the call ends."""
    parts: list[str] = []
    begin, depth, quote = at, 0, ""
    for place in range(at, len(text)):
        letter = text[place]
        if quote or letter in "'\"":
            quote = "" if letter == quote else quote or letter
        elif letter in _CLOSE and not depth:
            return [*parts, text[begin:place]], place + 1
        elif letter == "," and not depth:
            parts.append(text[begin:place])
            begin = place + 1
        else:
            depth += (letter in _OPEN) - (letter in _CLOSE)
    return [], len(text)
