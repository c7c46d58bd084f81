"""Dates of one case that can't both be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from audit_app.analysis.availability import is_on
from audit_app.analysis.cells import Bools, pick
from audit_app.analysis.frames import Frame
from audit_app.results.pages import Contradiction
from audit_app.words import said


@dataclass(frozen=True)
class Order:
    """Two dates of which the second can't come before the first, and the words for where it does."""

    first: str
    second: str
    words: str


def read_orders(rows: Iterable[Mapping[str, str]]) -> tuple[Order, ...]:
    """The pairs of the form's sheet `orders`."""
    return tuple(
        Order(row["first"].strip(), row["second"].strip(), said(row, "words"))
        for row in rows
        if row.get("first") and row.get("second")
    )


def contradictions(frame: Frame, orders: Iterable[Order]) -> tuple[Contradiction, ...]:
    """Pairs of exact dates in the wrong order, and steps on days that no pregnancy of that due date has;
    those that stand in some case, in the order of a case."""
    found = [
        Contradiction(each.words, _out_of_order(frame, each.first, each.second))
        for each in orders
        if is_on(frame.cohort, each.first) and is_on(frame.cohort, each.second)
    ]
    found += [
        Contradiction(limits.outside, pick(frame.ids, frame.cells(name).is_wrong))
        for name, limits in frame.cohort.plausible.items()
        if name == limits.question and is_on(frame.cohort, name)
    ]
    return tuple(each for each in found if each.cases)


def _out_of_order(frame: Frame, first: str, second: str) -> tuple[str, ...]:
    before, after = frame.cells(first), frame.cells(second)
    if before.unit.repeat != after.unit.repeat:
        return ()
    wrong: Bools = np.asarray(after.days() < before.days())
    mask = np.zeros(len(frame.ids), dtype=bool)
    mask[after.unit.owner[wrong]] = True
    return pick(frame.ids, mask)
