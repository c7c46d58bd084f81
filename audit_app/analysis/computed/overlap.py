"""Needs that come together (Q6): the commonest combinations of current needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from audit_app.analysis.availability import cannot, is_on
from audit_app.analysis.cells import KNOWN, NOT_APPLICABLE, NOT_ASKED, pick, states
from audit_app.analysis.conditions import Clause
from audit_app.analysis.derived import Derived, FigurePart
from audit_app.analysis.frames import Frame
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import Cases, Distribution, Proportion, as_kind
from audit_app.words import _

MOST = 10


def together(frame: Frame, shell: Distribution, row: Derived, most: int = MOST) -> Distribution:
    """A distribution whose rows are combinations of current needs, commonest first, the rest in one row.

    Counted are the pregnancies for which every need that applies is known; the states are those of the worst
    known need, so that one need not recorded keeps a case out: an unknown need is never taken for none.
    """
    needs = [part for part in row.parts if is_on(frame.cohort, part.question)]
    if not needs:
        return replace(shell, cannot=cannot(frame.cohort, [part.question for part in row.parts]))
    read = [frame.cells(part.question) for part in needs]
    has = np.column_stack(
        [
            cells.where(Clause(part.question, part.values).holds)
            for cells, part in zip(read, needs, strict=True)
        ]
    )
    codes = np.column_stack([np.where(cells.code == NOT_APPLICABLE, KNOWN, cells.code) for cells in read])
    code = np.where((codes == NOT_ASKED).all(axis=1), NOT_ASKED, _worst(codes))
    counted = code == KNOWN
    base = pick(frame.ids, counted)
    found: dict[tuple[FigurePart, ...], list[str]] = defaultdict(list)
    for place in np.flatnonzero(counted).tolist():
        key = tuple(part for part, there in zip(needs, has[place].tolist(), strict=True) if there)
        found[key].append(str(frame.ids[place]))
    result = replace(shell, base=base, states=states(frame.ids, code))
    return replace(result, rows=tuple(_rows(result, needs, found, most)))


def _worst(
    codes: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The state that keeps a case from being counted: of several the one that says most about the file."""
    unknown = np.where(codes == KNOWN, NOT_ASKED + 1, codes).min(axis=1)
    return np.where(unknown > NOT_ASKED, KNOWN, unknown)


def _rows(
    shell: Distribution,
    needs: Sequence[FigurePart],
    found: dict[tuple[FigurePart, ...], list[str]],
    most: int,
) -> list[Proportion]:
    """Commonest first; of equals the one with fewer needs, then in the form's order."""
    order = {part.id: place for place, part in enumerate(needs)}
    ranked = sorted(found, key=lambda key: (-len(found[key]), len(key), [order[part.id] for part in key]))
    rows = [_row(shell, _name(key), _label(key), tuple(found[key])) for key in ranked[:most]]
    shown = {case for key in ranked[:most] for case in found[key]}
    rest = [case for case in shell.base if case not in shown]
    if rest:
        label = _("{n} other combinations").format(n=len(ranked) - most)
        rows.append(_row(shell, "other", label, tuple(rest)))
    return rows


def _row(shell: Distribution, name: str, label: str, cases: Cases) -> Proportion:
    return with_share(as_kind(shell, Proportion, id=f"{shell.id}.{name}", label=label), cases)


def _name(key: tuple[FigurePart, ...]) -> str:
    return "+".join(part.id for part in key) or "none"


def _label(key: tuple[FigurePart, ...]) -> str:
    return " + ".join(part.label for part in key) or _("none of these needs now")
