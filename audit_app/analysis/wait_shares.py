"""The share that waited longer than so many days, read from the curve of all waits at that day.

A family cut off before then counts for as long as it was followed: leaving it out would leave out the long
waits first. On the axis of pregnancy families join on the day of their origin. With few of them in it one
early step would set all that follows, so nothing is estimated before ten are at risk, and what was over by
then isn't in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from audit_app.analysis.cells import Bools, Codes
from audit_app.analysis.declared import GESTATION, Measure
from audit_app.analysis.design import INTERVAL, Design, alike_files
from audit_app.analysis.design_curves import weighted_steps
from audit_app.analysis.intervals import score_limits
from audit_app.analysis.survival import ALL, ROUNDING, Floats, Steps, aalen_johansen, kaplan_meier
from audit_app.analysis.waits import HAPPENED, STILL
from audit_app.dates import weeks_days
from audit_app.results.figures import Cases, Estimate, Wait
from audit_app.words import _, plural

FEWEST_AT_RISK = 10


@dataclass(frozen=True)
class Followed:
    """The waits that an estimate follows, an entry each: case, time of its end, how it ended (`waits`), and
    when it joined (None where all are followed from 0). `begins` is the day of pregnancy from which ten were
    at risk, nan where there never were, None on an axis of days; `n_before` counts the waits that were over
    before."""

    ids: NDArray[np.object_]
    time: Floats
    ended: Codes
    entry: Floats | None = None
    begins: float | None = None
    n_before: int = 0
    _steps: dict[bool, Steps] = field(default_factory=dict, repr=False)

    def steps(self, competes: bool, design: Design | None) -> Steps:
        """Their curve, made once: by the design of the sample, where there is one."""
        if competes not in self._steps:
            causes = self.ended if competes else (self.ended == HAPPENED).astype(np.int64)
            make = aalen_johansen if competes else kaplan_meier
            self._steps[competes] = (
                weighted_steps(design, self.cases, self.time, causes, self.entry, competes)
                if design
                else make(self.time, causes, self.entry)
            )
        return self._steps[competes]

    @property
    def cases(self) -> Cases:
        """The case of each wait."""
        return tuple(self.ids.tolist())


def followed(
    measure: Measure, ids: NDArray[np.object_], time: Floats, ended: Codes, entry: Floats
) -> Followed:
    """The waits of a measure as they are followed on its axis; parallel arrays as in `waits.Waits`."""
    if measure.axis != GESTATION:
        return Followed(ids, time, ended)
    begins = _begins(entry, time)
    kept = time > begins if not np.isnan(begins) else np.zeros(len(time), dtype=bool)
    # A step on the day of the origin itself counts: a case is at risk from the beginning of that day.
    joined = np.maximum(entry - 0.5, begins)[kept]
    return Followed(ids[kept], time[kept], ended[kept], joined, begins, int((~kept).sum()))


def with_share_at(figure: Wait, measure: Measure, found: Followed, design: Design | None) -> Wait:
    """The figure with the share for whom the step had not come by `at`, from the curve, and with its limits;
    where it has none, a sentence says why. Its numerator are those known to have waited longer (birth before
    the step, where that competes, ends the wait without it), its base are all who were followed before
    `at`."""
    at = measure.at
    if at is None:
        return said(figure, *_begun_words(found))
    inside = np.ones(len(found.time), dtype=bool) if found.entry is None else found.entry < at
    over = found.ended == HAPPENED
    longer = np.where(over, found.time > at, (found.time >= at) | (found.ended != STILL)) & inside
    cut = (found.ended == STILL) & (found.time < at) & inside
    result = replace(
        figure,
        base=tuple(found.ids[inside].tolist()),
        numerator=tuple(found.ids[longer].tolist()),
    )
    why = _why_not(found, inside, at)
    if why or not inside.any():
        return said(result, *_begun_words(found), why)
    share = _share(found, bool(measure.competing), ~cut & inside, at, design)
    return said(
        replace(result, proportion=share.value, low=share.low, high=share.high, interval=share.interval),
        *_begun_words(found),
        *_cut_words(int(cut.sum()), at, measure),
        *_joined_words(found, inside),
    )


def said(figure: Wait, *words: str) -> Wait:
    """The figure with further cautions after its own."""
    return replace(figure, caution=" ".join(filter(None, (figure.caution, *words))))


def _share(found: Followed, competes: bool, told: Bools, at: float, design: Design | None) -> Estimate:
    """One less the curve at `at`. Where it is 0 or 1 there the scale of its limits has no value: they are
    Wilson's over the waits of which it is known."""
    steps = found.steps(competes, design)
    place = steps.at(at)
    share = 1 - (float(steps.share[place]) if place >= 0 else 0.0)
    if ROUNDING < share < ALL:
        return Estimate(share, 1 - float(steps.high[place]), 1 - float(steps.low[place]), "log-log")
    share = float(round(share))
    if design is None:
        return Estimate(share, *score_limits(share, int(told.sum())), "wilson")
    cases = tuple(found.ids[told].tolist())
    return Estimate(share, *score_limits(share, alike_files(design, cases)), INTERVAL)


def _begins(entry: Floats, time: Floats) -> float:
    """The time after which at least `FEWEST_AT_RISK` are at risk, until the most are; before all times where
    they always are, nan where they never are."""
    at = np.unique(np.concatenate([entry - 0.5, time]))
    joined = np.searchsorted(np.sort(entry - 0.5), at, side="right")
    risk = joined - np.searchsorted(np.sort(time), at, "right")
    if not len(at) or risk.max() < FEWEST_AT_RISK:
        return float("nan")
    few = np.flatnonzero(risk[: int(np.argmax(risk))] < FEWEST_AT_RISK)
    return float(at[few[-1] + 1]) if len(few) else float(at[0])


def _why_not(found: Followed, inside: Bools, at: float) -> str:
    """Why there is no share at a time; empty where there is one."""
    if found.begins is not None and at <= found.begins:
        return _("There is no share for {weeks} weeks.").format(weeks=weeks_days(int(at)))
    reach = found.time[inside]
    if len(reach) and reach.max() < at and (found.ended[inside][reach == reach.max()] == STILL).any():
        words = _("Nobody was followed for {at} days, so no share is estimated there.")
        if found.begins is not None:
            words = _("Nobody was followed up to {at} weeks, so no share is estimated there.")
        return words.format(at=weeks_days(int(at)) if found.begins is not None else f"{at:g}")
    return ""


def _begun_words(found: Followed) -> Iterator[str]:
    """From when on anything is estimated, where families join late."""
    if found.begins is None or not found.n_before:
        return
    if np.isnan(found.begins):
        yield _("Fewer than ten were in it at any one time of pregnancy, so nothing is estimated.")
        return
    yield _(
        "Nothing is estimated before {weeks} weeks, from when ten or more were in it; {n} that were over "
        "before are not in it."
    ).format(weeks=weeks_days(ceil(found.begins)), n=found.n_before)


def _joined_words(found: Followed, inside: Bools) -> Iterator[str]:
    if found.entry is not None and np.ptp(found.entry[inside]) > 0:
        yield _("Families joined at different weeks, so the share is that of a curve and not of the counts.")


def _cut_words(n: int, at: float, measure: Measure) -> Iterator[str]:
    if not n:
        return
    words = plural(
        "{n} was cut off before {{at}} and counts until then, so the share is not the count over the base.",
        "{n} were cut off before {{at}} and count until then, so the share is not the count over the base.",
        n,
    )
    days = _("{at} weeks") if measure.axis == GESTATION else _("{at} days")
    yield words.format(at=days.format(at=weeks_days(int(at)) if measure.axis == GESTATION else f"{at:g}"))
