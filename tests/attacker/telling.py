"""Findings in words: which table and row, what is known, and what suffices to know it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.attacker.attack import Found
from tests.attacker.looking import cells
from tests.attacker.printed import Printed, Row

COLUMNS = {"n": "number", "of": "of", "silent": "not in the file", "out": "not counted"}


def told(files: Sequence[Printed], found: Sequence[Found]) -> Iterator[str]:
    """Lines of a list in Markdown: findings that rest on the same relations stand together."""
    places: dict[str, Row] = {}
    for printed in files:
        for name, row, _column, _text in cells(printed):
            places.setdefault(name, row)
    groups: dict[tuple[str, ...], list[Found]] = {}
    for each in found:
        groups.setdefault(tuple(map(str, each.why)), []).append(each)
    for why, members in groups.items():
        for each in members:
            row = places.get(each.count) or places[re.sub(r"@\d+", "", each.count)]
            column = COLUMNS[each.count.rsplit("|", 1)[1]]
            ends = f"{each.low}" if each.low == each.high else f"{each.low} to {each.high}"
            yield f"- {row.table} · {row.label} · {column} (`{each.count}`): **{ends}**"
        reasons: dict[str, list[str]] = {}
        for relation, of in zip(why, members[0].why, strict=True):
            reasons.setdefault(of.because, []).append(relation)
        for because, known in reasons.items():
            more = f" (and {len(known) - 3} alike)" if len(known) > 3 else ""
            yield f"  - {because}: {'; '.join(map(_short, known[:3]))}{more}"


def _short(relation: str) -> str:
    return relation if len(relation) < 180 else f"{relation[:130]} … {relation[-30:]}"
