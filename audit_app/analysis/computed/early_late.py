"""What differed between early and later referrals : the same measures over two groups, side by side.

No test of whether early referral works: the groups differ in more than the week. Each comparison is made over
all, and among families with and without earlier proceedings, since early referrals are often of known
families.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from audit_app.analysis.cells import pick, states
from audit_app.analysis.comparisons import difference_of
from audit_app.analysis.computed.groups import cut_words, groups, parts, refusal
from audit_app.analysis.computed.time_with_help import (
    helped_before_birth,
    needs_met,
    share_of_weeks,
    weeks_with_help,
)
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import KINDS, Comparison, Distribution, Figure, Proportion, as_kind
from audit_app.words import _


def group_sizes(frame: Frame, shell: Distribution, _row: Derived) -> Distribution:
    """How many were referred early and later, how many pregnancies were concealed, and of how many it isn't
    known when: each pregnancy in one row."""
    found = groups(frame)
    words = cut_words(frame)
    rows = (
        ("early", words["early"].capitalize(), found.early),
        ("later", words["later"].capitalize(), found.later),
        ("concealed", _("Concealed or denied, standing apart"), found.concealed),
        ("unknown", _("Week of referral not known"), found.unknown),
    )
    base = tuple(frame.ids.tolist())
    result = replace(
        shell, base=base, states=states(frame.ids, frame.cells(frame.role("referral_gestation")).code)
    )
    line = as_kind(result, Proportion)
    return replace(
        result,
        rows=tuple(
            with_share(replace(line, id=f"{shell.id}.{name}", label=label), pick(frame.ids, mask))
            for name, label, mask in rows
        ),
    )


def compare(frame: Frame, shell: Comparison, row: Derived) -> Comparison:
    """The measure over early and over later referrals, with the difference of early from later: Newcombe's
    for shares, Hodges and Lehmann's for numbers. Refused in words where the sample can't bear it."""
    why = refusal(frame, row.group)
    if why:
        return replace(shell, cannot=why)
    words, kind = cut_words(frame), KINDS[row.measure.kind]
    make = MADE[row.using[0]] if row.using else as_declared
    early, later = (
        make(
            group,
            as_kind(shell, kind, id=f"{shell.id}.{name}", label=words[name].capitalize(), caution=""),
            row,
        )
        for name, group in zip(("early", "later"), parts(frame, row.group), strict=True)
    )
    return replace(
        shell,
        states=states(frame.ids, frame.cells(frame.role("referral_gestation")).code),
        base=early.base + later.base,
        rows=(early, later),
        difference=difference_of(early, later),
    )


def as_declared(frame: Frame, shell: Figure, row: Derived) -> Figure:
    """The measure that the row says."""
    measure = replace(
        row.measure,
        id=shell.id,
        label=shell.label,
        unit=shell.unit,
        section=shell.section,
        definition="",
        caution="",
    )
    return replace(figure(frame, measure), page=shell.page)


MADE: dict[str, Callable[[Frame, Any, Derived], Any]] = {
    "weeks_with_help": weeks_with_help,
    "share_of_weeks": share_of_weeks,
    "needs_met": needs_met,
    "helped_before_birth": helped_before_birth,
}
"""What can be compared beside measures, as `analysis.derived.USING` has it."""
