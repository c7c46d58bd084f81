"""Needs that come together (Q6): the commonest combinations of current needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from audit_app.analysis.availability import is_on
from audit_app.analysis.cells import KNOWN, NOT_APPLICABLE, NOT_ASKED, pick, states
from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.frames import Frame
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import Cases, Distribution, Proportion, as_kind
from audit_app.words import _

NEEDS = {
    "mother_need_mental_health": marked("mental health"),
    "mother_need_alcohol": marked("alcohol"),
    "mother_need_drugs": marked("drugs"),
    "mother_need_domestic_abuse_harmed": marked("harmed by domestic abuse"),
    "mother_need_disability_learning": marked("disability or learning need"),
    "mother_need_past_trauma": marked("past trauma"),
    "mother_need_housing": marked("housing"),
    "mother_need_money": marked("money"),
}
"""The mothers' needs, in the words by which a combination is named."""
MOST = 10


def together(
    frame: Frame, shell: Distribution, needs: Sequence[str] = tuple(NEEDS), most: int = MOST
) -> Distribution:
    """A distribution whose rows are combinations of current needs, commonest first, the rest in one row.

    Counted are the pregnancies for which every need that applies is known; the states are those of the worst
    known need, so that one need not recorded keeps a case out: an unknown need is never taken for none.
    """
    read = [frame.cells(name) for name in needs if is_on(frame.cohort, name)]
    has = np.column_stack([cells.having("current") for cells in read])
    codes = np.column_stack([np.where(cells.code == NOT_APPLICABLE, KNOWN, cells.code) for cells in read])
    code = np.where((codes == NOT_ASKED).all(axis=1), NOT_ASKED, _worst(codes))
    counted = code == KNOWN
    base = pick(frame.ids, counted)
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    names = [name for name in needs if is_on(frame.cohort, name)]
    for place in np.flatnonzero(counted).tolist():
        key = tuple(name for name, there in zip(names, has[place].tolist(), strict=True) if there)
        found[key].append(str(frame.ids[place]))
    result = replace(shell, base=base, states=states(frame.ids, code))
    return replace(result, rows=tuple(_rows(result, found, most)))


def _worst(
    codes: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The state that keeps a case from being counted: of several the one that says most about the file."""
    unknown = np.where(codes == KNOWN, NOT_ASKED + 1, codes).min(axis=1)
    return np.where(unknown > NOT_ASKED, KNOWN, unknown)


def _rows(shell: Distribution, found: dict[tuple[str, ...], list[str]], most: int) -> list[Proportion]:
    """Commonest first; of equals the one with fewer needs, then in the form's order."""
    order = {name: place for place, name in enumerate(NEEDS)}
    ranked = sorted(found, key=lambda key: (-len(found[key]), len(key), [order[name] for name in key]))
    rows = [_row(shell, "+".join(key) or "none", _label(key), tuple(found[key])) for key in ranked[:most]]
    shown = {case for key in ranked[:most] for case in found[key]}
    rest = [case for case in shell.base if case not in shown]
    if rest:
        label = _("{n} other combinations").format(n=len(ranked) - most)
        rows.append(_row(shell, "other", label, tuple(rest)))
    return rows


def _row(shell: Distribution, name: str, label: str, cases: Cases) -> Proportion:
    return with_share(as_kind(shell, Proportion, id=f"{shell.id}.{name}", label=label), cases)


def _label(key: tuple[str, ...]) -> str:
    return " + ".join(_(NEEDS[name]) for name in key) or _("none of these needs now")


MEASURES = (
    Computed(
        id="Q6_needs_together",
        label=marked("Mothers' needs that come together"),
        page="parents",
        kind="distribution",
        function=together,
        reads=tuple(NEEDS),
        section=marked("Needs in this pregnancy"),
        definition=marked(
            "Each mother once, by all her current needs together; over the files in which every one "
            "of these needs is known. The commonest combinations first."
        ),
        caution=marked(
            "Combinations are few cases each, and how many there are depends on how many needs the "
            "form asks about. Suspected and past needs are not in them."
        ),
    ),
)
