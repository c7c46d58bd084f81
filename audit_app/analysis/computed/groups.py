"""Early and later referrals as two cohorts of pregnancies, and when they can't be compared.

The groups are made by the cut that the area has set once for all rounds. Concealed and denied pregnancies are
in neither: they are late for another reason, and stand apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from audit_app.analysis.availability import is_on
from audit_app.analysis.cells import Bools
from audit_app.analysis.frames import Frame
from audit_app.words import _

LEAST = 5
"""With fewer pregnancies on either side nothing is compared."""


@dataclass(frozen=True)
class Groups:
    """Which cases of a cohort were referred early and later, which were concealed, and of which it isn't
    known."""

    early: Bools
    later: Bools
    concealed: Bools
    unknown: Bools


def groups(frame: Frame) -> Groups:
    """The groups by the area's cut; together they are all cases."""
    first, last = frame.cells(
        frame.role("referral_gestation")
    ).bounds  # the same but for a date known to its month or year
    concealed = np.zeros(len(frame.ids), dtype=bool)
    if is_on(frame.cohort, frame.role("concealed")):
        concealed = frame.having("concealed")
    early = (last < frame.cohort.cuts.early_before) & ~concealed
    later = (first >= frame.cohort.cuts.early_before) & ~concealed
    return Groups(early, later, concealed, ~(early | later | concealed))


def stratum(frame: Frame, name: str) -> Bools:
    """All cases, or those with (`known`) or without (`new`) earlier proceedings of an older child."""
    if name == "all":
        return np.ones(len(frame.ids), dtype=bool)
    return frame.having("earlier_proceedings" if name == "known" else "no_earlier_proceedings")


def parts(frame: Frame, name: str) -> tuple[Frame, Frame]:
    """The early and the later referrals of a stratum, as cohorts of their own; made once."""
    whole = frame.pregnancies
    return whole.kept(("early and later", name), lambda: _parts(whole, stratum(whole, name)))


def _parts(frame: Frame, within: Bools) -> tuple[Frame, Frame]:
    found = groups(frame)
    return frame.part(found.early & within), frame.part(found.later & within)


def refusal(frame: Frame, name: str = "all") -> str:
    """Why the groups can't be compared, in words; empty where they can."""
    if only_in_court(frame):
        return _(
            "Not compared: in every one of these files proceedings were issued. What is asked about "
            "has then chosen the files. Families whose plan was stepped down must be among them."
        )
    sizes = [len(each.ids) for each in parts(frame, name)]
    if min(sizes) >= LEAST:
        return ""
    return _(
        "Not compared: {early} referred early and {later} later. At least {n} families are needed on "
        "each side."
    ).format(early=sizes[0], later=sizes[1], n=LEAST)


def only_in_court(frame: Frame) -> bool:
    """Whether every case whose furthest step is known reached proceedings, so that the outcome chose the
    files."""
    cells = frame.cells(frame.role("pathway"))
    return bool(cells.exact.any() and (frame.having("in_court") | ~cells.exact).all())


def cut_words(frame: Frame) -> Mapping[str, str]:
    """The names of the two groups, with the week at which they part."""
    weeks, days = divmod(frame.cohort.cuts.early_before, 7)
    cut = f"{weeks}+{days}"
    return {
        "early": _("referred before {week} weeks").format(week=cut),
        "later": _("referred from {week} weeks").format(week=cut),
    }
