"""The parts of a finding: counts that a person can picture first, then the share and how sure it is."""

from __future__ import annotations

from audit_app.charts.describe import silences
from audit_app.lines.wording import amount, percent, unit_words
from audit_app.results.figures import Figure, Share, Summary, parts_of
from audit_app.words import _


def tells(figure: Figure | None) -> bool:
    """Whether a figure has anything to say."""
    if figure is None or figure.cannot:
        return False
    values = (getattr(figure, name, None) for name in ("proportion", "median", "rate", "difference"))
    return any(value is not None for value in values) or any(map(tells, parts_of(figure)))


def how_sure(figure: Share) -> str:
    """A share in brackets: `(39%, between 24% and 56%)`; without the interval where there is none."""
    if figure.low is None or figure.high is None:
        return f"({percent(figure.proportion)})"
    return _("({share}, between {low} and {high})").format(
        share=percent(figure.proportion), low=percent(figure.low), high=percent(figure.high)
    )


def counted(figure: Figure | None, sentence: str, **more: str) -> str:
    """A share as a clause, which has places for `{k}`, `{n}`, `{share}` and for those given beside; empty
    where there is none."""
    if not isinstance(figure, Share) or figure.proportion is None:
        return ""
    k, n = figure.counted or (len(figure.numerator), len(figure.base))
    return sentence.format(k=f"{k:,.0f}", n=f"{n:,.0f}", share=how_sure(figure), **more)


def middle(figure: Figure | None, sentence: str, **more: str) -> str:
    """A number or wait as a clause, which has places for `{median}`, `{q1}`, `{q3}`, `{unit}`, `{n}` and for
    those given beside; empty where there is none."""
    if not isinstance(figure, Summary) or figure.median is None:
        return ""
    return sentence.format(
        median=amount(figure.median, figure.unit),
        q1=amount(figure.q1, figure.unit),
        q3=amount(figure.q3, figure.unit),
        unit=unit_words(figure.unit),
        n=len(figure.values),
        **more,
    )


def begun(sentence: str) -> str:
    """The same with a capital letter at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def untold(figure: Figure | None) -> str:
    """For how many the files do not say, as a clause to follow a finding; empty when they all do."""
    if figure is None:
        return ""
    states = figure.states
    n = len(states.source_not_seen) + len(states.not_looked_at)
    if figure.denominator != "practice":
        n += len(states.not_recorded) + len(states.unclear) + len(figure.inexact)
    if figure.greyed:
        return _("not known for {n} more, which is too many to lean on this").format(n=n)
    return _("not known for {n} more").format(n=n) if n else ""


def joined(*parts: str) -> str:
    """Clauses as one sentence; empty without any."""
    said = joined_clauses(*parts)
    return begun(f"{said}.") if said else ""


def joined_clauses(*parts: str) -> str:
    """Clauses as one; empty without any."""
    return "; ".join(part for part in parts if part)


def silence(figure: Figure) -> str:
    """Why a figure has nothing to say, in words."""
    if figure.cannot:
        return figure.cannot
    said = silences(figure)
    if not said:
        return _("The files read so far can't answer this: no case counts towards it.")
    return _("The files read so far can't answer this. {figure}: {states}.").format(
        figure=figure.label, states=said
    )
