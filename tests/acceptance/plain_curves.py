"""The curve of a wait, step by step: one less Kaplan-Meier, or the share that came before the birth
(Aalen-Johansen), with late entry on the axis of pregnancy.
"""

from __future__ import annotations

from collections.abc import Sequence

FEWEST_CASES, FEWEST_EVENTS, FEWEST_AT_RISK = 20, 10, 10
End = tuple[str, float, float]
"""How a wait ended, when, and when it began to be one."""


def curve(ends: Sequence[End], competes: bool, gestation: bool) -> list[tuple[float, float]]:
    """The share for whom it had happened, from each time on; nothing where there are too few."""
    kept = [end for end in followed(ends, gestation) if end]
    if len(kept) < FEWEST_CASES or sum(how == "happened" for how, _time, _entry in kept) < FEWEST_EVENTS:
        return []
    return _steps(kept, competes)


def share_after(ends: Sequence[End], competes: bool, gestation: bool, at: float) -> float | None:
    """The share for whom it had not happened by a time; None where nobody is followed so far."""
    kept = [end for end in followed(ends, gestation) if end and end[2] < at]
    last = max((time for _how, time, _entry in kept), default=0.0)
    if not kept or (last < at and ("still", last) in [(how, time) for how, time, _entry in kept]):
        return None
    return 1 - max((share for time, share in _steps(kept, competes) if time <= at), default=0.0)


def followed(ends: Sequence[End], gestation: bool) -> list[End | None]:
    """Each wait with the time from which it is followed, None for one that was over before any is."""
    if not gestation:
        return [(how, time, float("-inf")) for how, time, _entry in ends]
    begins = _begins(ends)
    # A case is at risk from the beginning of the day on which it came.
    return [(how, time, max(entry - 0.5, begins)) if time > begins else None for how, time, entry in ends]


def _steps(ends: Sequence[End], competes: bool) -> list[tuple[float, float]]:
    happened = sorted({time for how, time, _entry in ends if how == "happened"})
    left, share, steps = 1.0, 0.0, []
    for time in sorted({time for _how, time, _entry in ends}):
        at_risk = sum(entry < time <= end for _how, end, entry in ends)
        came = sum(how == "happened" and end == time for how, end, _entry in ends)
        born = sum(how == "born" and end == time for how, end, _entry in ends)
        share += left * came / at_risk
        left *= 1 - (came + (born if competes else 0)) / at_risk
        if time in happened:
            steps.append((time, share))
    return steps


def _begins(ends: Sequence[End]) -> float:
    """The first time from which at least ten are at risk until the most are; never, where there never are."""
    times = sorted({time for _how, time, _entry in ends} | {entry - 0.5 for _how, _time, entry in ends})
    if not times:
        return 0.0
    at_risk = [sum(entry - 0.5 <= at < time for _how, time, entry in ends) for at in times]
    if max(at_risk) < FEWEST_AT_RISK:
        return float("inf")
    rising = range(at_risk.index(max(at_risk)))
    few = [place for place in rising if at_risk[place] < FEWEST_AT_RISK]
    return times[few[-1] + 1] if few else times[0]
