"""Which rows of the files of one pregnancy say the same: a service that was entered in both twins' files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from audit_app.analysis.cells import KNOWN

Told = tuple[int, str]
"""The code of a state, and the answer where there is one."""


class SaidRow(NamedTuple):
    """One row: its place, its file's, and what it says to each question of its repeat, in order."""

    row: int
    file: int
    told: tuple[Told, ...]


def same_rows(rows: Sequence[SaidRow]) -> Iterator[tuple[int, int]]:
    """Each row with the first of those that are the same as it, itself among them.

    The pairs that agree most are made first; a row has one counterpart in each other file at most. Among
    pairs that agree alike it is their content that decides, so that the order of the files doesn't.
    """
    like = Counter((each.file, each.told[:1]) for each in rows)
    only = {(file, first) for (file, first), n in like.items() if n == 1}
    pairs = [
        (one, other)
        for one, other in combinations(rows, 2)
        if one.file != other.file and _alike(one, other, only)
    ]
    pairs.sort(key=lambda pair: (-_agreeing(*pair), _differing(*pair), sorted(each.told for each in pair)))
    joined: dict[int, list[SaidRow]] = {each.row: [each] for each in rows}
    for one, other in pairs:
        left, right = joined[one.row], joined[other.row]
        if {each.file for each in left}.isdisjoint(each.file for each in right):
            together = sorted([*left, *right], key=lambda each: each.row)
            joined |= dict.fromkeys((each.row for each in together), together)
    for row, together in joined.items():
        yield row, together[0].row


def _alike(one: SaidRow, other: SaidRow, only: Container[tuple[int, tuple[Told, ...]]]) -> bool:
    """Whether two rows can be told to be about the same: the first answer is, and each is the only such row
    of its file, or more of their answers agree than differ."""
    if one.told == other.told:
        return True
    if one.told[:1] != other.told[:1] or one.told[0][0] != KNOWN:
        return False
    alone = all((each.file, each.told[:1]) in only for each in (one, other))
    return alone or _agreeing(one, other) > _differing(one, other)


def _agreeing(one: SaidRow, other: SaidRow) -> int:
    return sum(a == b for a, b in _both(one, other))


def _differing(one: SaidRow, other: SaidRow) -> int:
    return sum(a != b for a, b in _both(one, other))


def _both(one: SaidRow, other: SaidRow) -> Iterator[tuple[str, str]]:
    """The answers that both give."""
    for (state, answer), (other_state, other_answer) in zip(one.told, other.told, strict=True):
        if state == other_state == KNOWN:
            yield answer, other_answer
