"""Results in words: what stands beside a chart, what a screen reader reads instead of it, how amounts are
written.
"""

from __future__ import annotations

from functools import singledispatch

from audit_app.dates import parse_iso
from audit_app.lines.line import INTERVAL, SHARE, Line, LinePlace
from audit_app.lines.of_figures import lines_of
from audit_app.lines.wording import (
    SHARES,
    amount,
    difference_unit,
    interval_words,
    is_gestation,
    nothing,
    percent,
    state_words,
    unit_name,
    unit_words,
    verdict_words,
)
from audit_app.model import LocalEvent
from audit_app.results.figures import (
    Comparison,
    Curve,
    Distribution,
    Figure,
    Ladder,
    Proportion,
    Rate,
    Share,
    States,
    Summary,
    Wait,
    is_typed,
    parts_of,
)
from audit_app.results.pages import Answerable, Block, GapRow, Gaps
from audit_app.words import _, plural


def headline(figure: Figure) -> str:
    """The finding in one line, counts first: `evidenced in 9 of 30 files (30%)`."""
    if figure.cannot:
        return figure.cannot.rstrip(".")
    return finding(figure)


@singledispatch
def finding(figure: Figure) -> str:
    """What a figure that could be made has found, by its kind; TypeError for a kind without words."""
    raise TypeError(f"no words for {type(figure).__name__}")


@finding.register
def _comparison(figure: Comparison) -> str:
    return difference_words(next(line for line in lines_of(figure) if line.place is LinePlace.DIFFERENCE))


@finding.register
def _ladder(figure: Ladder) -> str:
    n = max((len(row.base) for row in figure.rows), default=0)
    return _("over {n}").format(n=n) if figure.by_row else plural("over {n} case", "over {n} cases", n)


@finding.register
def _base(figure: Distribution) -> str:
    if any(map(is_typed, figure.rows)):
        return _("from the area's own table")
    return _out_of(figure).format(n=len(figure.base))


def _out_of(figure: Figure) -> str:
    if figure.denominator != "practice":
        return _("out of {n} where it is known")
    return _("out of {n} whose record was seen") if figure.by_row else _("out of {n} files")


def uncertainty(figure: Figure) -> str:
    """The interval by its name, or that a sample chosen by hand has none; empty where there is nothing to
    say.
    """
    if not isinstance(figure, (Share, Rate)):
        return ""
    if figure.low is None or figure.high is None:
        counted = isinstance(figure, Share) and figure.proportion is not None and figure.base
        return interval_words("none") if counted and figure.interval == "none" else ""
    written = amount if isinstance(figure, Rate) else percent
    return _("{interval} {low} to {high}").format(
        interval=interval_words(figure.interval), low=written(figure.low), high=written(figure.high)
    )


def difference_words(line: Line, *, named: bool = True) -> str:
    """How far two groups are from each other: shares in percentage points, medians in their unit; with the
    interval's name or, on a picture that says it elsewhere, without.
    """
    value, reach = line.cell(SHARE).value, line.cell(INTERVAL)
    if value is None:
        return _("too few to compare")
    shares = line.scale == SHARES
    unit = _("percentage points") if shares else difference_unit(line.scale)
    scale = 100 if shares else 1
    words = _("difference {value} {unit}").format(value=_signed(value * scale), unit=unit).rstrip()
    if reach.low is None or reach.high is None:
        return _("{difference}, without interval").format(difference=words)
    limits = _("{low} to {high}").format(low=_signed(reach.low * scale), high=_signed(reach.high * scale))
    return f"{words} ({interval_words(reach.text)} {limits})" if named else f"{words} ({limits})"


def _signed(value: float) -> str:
    """With a true minus sign, and at most one decimal."""
    return amount(round(value, 1) + 0.0).replace("-", "\N{MINUS SIGN}")


def silences(figure: Figure) -> str:
    """The count of every other state and of what was left out: `Not in the file 20, Record not opened 1`."""
    parts = [
        f"{words} {count}"
        for state, words in state_words().items()
        if state != "known" and (count := len(getattr(figure.states, state)))
    ]
    if figure.inexact:
        parts.append(_("left out for an inexact date {n}").format(n=len(figure.inexact)))
    if figure.errors:
        parts.append(_("left out because the dates run backwards {n}").format(n=len(figure.errors)))
    return ", ".join(parts)


def describe(figure: Figure) -> str:
    """A figure as sentences: the finding, its rows, the uncertainty, and what the records could not tell."""
    lines = [f"{figure.label}: {headline(figure)}."]
    if figure.cannot:
        return lines[0]
    lines += _rows(figure)
    lines += [_sentence(text) for text in (uncertainty(figure), *_of_wait(figure), silences(figure)) if text]
    if figure.greyed:
        lines.append(_("Too little is known to lean on this figure."))
    if figure.national:
        lines.append(
            _("Published: {label}, {value}{unit} ({country}, {period}).").format(**vars(figure.national))
        )
    return " ".join(lines)


def describe_block(block: Block) -> str:
    """What a block's picture shows, as sentences: the text alternative of the whole."""
    lines = [f"{block.title}."]
    lines += [describe(figure) for figure in block.figures]
    if block.gaps:
        lines.append(describe_gaps(block.gaps))
    lines += [describe_answerable(found) for found in block.answerable]
    lines += [event_words(event) for event in block.annotations]
    return " ".join(line for line in (*lines, *block.cannot) if line)


def event_words(event: LocalEvent) -> str:
    """`14 August 2022: the service opened.`"""
    day = parse_iso(event.date)
    return f"{day.words if day else event.date}: {event.text.rstrip('.')}."


def describe_answerable(found: Answerable) -> str:
    """Whether the records can answer one question, from how many files, and what to do."""
    verdict = verdict_words().get(found.verdict, _("Nothing was asked"))
    words = _("{question}: {verdict}; in the records of {n} of {base} files.").format(
        question=found.label,
        verdict=verdict[0].lower() + verdict[1:],
        n=len(set(found.base) - set(found.absent)),
        base=len(found.base),
    )
    return f"{words} {_sentence(found.doing)}".strip()


def describe_gaps(gaps: Gaps) -> str:
    """The gap analysis as sentences, one a need."""
    return " ".join(describe_need(row) for row in gaps.rows if row.cases_with_need)


def describe_need(row: GapRow) -> str:
    """One need as a sentence."""
    return _(
        "{need}: {n} with the need now, {offered} offered or in place, {accepted} accepted, "
        "{started} started, {completed} completed; {considered} considered and not offered, "
        "no offer found in {gap}."
    ).format(
        need=row.label,
        n=len(row.cases_with_need),
        offered=len(row.offered),
        accepted=len(row.accepted),
        started=len(row.started),
        completed=len(row.completed),
        considered=len(row.considered_not_offered),
        gap=len(row.no_offer_found),
    )


def total(states: States) -> int:
    """How many cases (or rows) the states hold together."""
    return sum(len(getattr(states, name)) for name in state_words())


def _rows(figure: Figure) -> list[str]:
    """The rows of a figure as sentences; of a ladder's rungs also the share of those on the rung before."""
    if isinstance(figure, Distribution):
        return [f"{row.label}: {_count(row)} ({percent(row.proportion)})." for row in figure.rows]
    if not isinstance(figure, Ladder):
        return [describe(row) for row in parts_of(figure)]
    steps = {step.label: step for step in figure.steps}
    return [_rung(row, steps.get(row.label) if place else None) for place, row in enumerate(figure.rows)]


def _count(row: Share) -> str:
    if not row.counted:
        return str(len(row.numerator))
    return _("{k} of {n}").format(k=f"{row.counted[0]:,.0f}", n=f"{row.counted[1]:,.0f}")


def _rung(row: Share, step: Share | None) -> str:
    if row.cannot:
        return describe(row)
    words = _("{label}: {k} of {n} ({share})").format(
        label=row.label, k=len(row.numerator), n=len(row.base), share=percent(row.proportion)
    )
    if step is None or not step.base:
        return f"{words}."
    return _("{rung}; of the {n} who reached the rung before, {k} ({share}).").format(
        rung=words, n=len(step.base), k=len(step.numerator), share=percent(step.proportion)
    )


@finding.register
def _wait(figure: Wait) -> str:
    """Those who waited longer than `at` first, then the finished waits."""
    parts = []
    if figure.proportion is not None and figure.at is not None:
        parts.append(longer_words(figure))
    if figure.median is not None or not parts:
        parts.append(_summary(figure))
    return "; ".join(parts)


def longer_words(figure: Wait) -> str:
    """`12 of 31 waited longer than 28 days (39%)`; on the axis of pregnancy, `12 of 31 had not reached it by
    28+0 weeks (39%)`.
    """
    if is_gestation(figure.unit):
        words = _("{k} of {n} had not reached it by {at} weeks ({share})")
    else:
        words = _("{k} of {n} waited longer than {at} days ({share})")
    return words.format(
        k=len(figure.numerator),
        n=len(figure.base),
        at=amount(figure.at, figure.unit),
        share=percent(figure.proportion),
    )


def _of_wait(figure: Figure) -> list[str]:
    if not isinstance(figure, Wait):
        return []
    lines = []
    if figure.still:
        lines.append(_("{n} still waiting at the end").format(n=len(figure.still)))
    return lines + ([describe_curve(figure.curve)] if figure.curve else [])


def describe_curve(curve: Curve) -> str:
    """A curve in words: who is in it, its median, and the share at the times whose numbers at risk are
    given.
    """
    unit = "days of gestation" if curve.unit == "gestation" else curve.unit
    half = (
        _("half by {median} {unit}").format(median=amount(curve.median, unit), unit=unit_words(unit))
        if curve.median is not None
        else _("half was not reached")
    )
    points = ", ".join(
        _("{share} by {time} ({n} at risk)").format(
            share=percent(share_at(curve, time)), time=amount(time, unit), n=n
        )
        for time, n in curve.at_risk
    )
    return _("curve of {n}: it happened in {events}; {half}; {points}").format(
        n=curve.n, events=curve.n_events, half=half, points=points
    )


def share_at(curve: Curve, time: float) -> float:
    """The share for whom it had happened by then."""
    return max((share for at, share in zip(curve.times, curve.share, strict=True) if at <= time), default=0.0)


@finding.register
def _rate(figure: Rate) -> str:
    if figure.rate is None:
        return nothing()
    words = f"{amount(figure.rate)} {unit_name(figure.unit)}".rstrip()
    if not figure.counted:
        return words
    return _("{rate}: {events} among {population}").format(
        rate=words, events=f"{figure.counted[0]:,.0f}", population=f"{figure.counted[1]:,.0f}"
    )


@finding.register
def _summary(figure: Summary) -> str:
    if figure.median is None:
        return nothing()
    return (
        _("median {median} {unit}, half of them between {q1} and {q3}; {n} counted")
        .format(
            median=amount(figure.median, figure.unit),
            unit=unit_words(figure.unit),
            q1=amount(figure.q1, figure.unit),
            q3=amount(figure.q3, figure.unit),
            n=len(figure.values),
        )
        .replace(" ,", ",")
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}." if text else ""


@finding.register
def _proportion(figure: Proportion) -> str:
    n, base = (round(number) for number in figure.counted or (len(figure.numerator), len(figure.base)))
    if figure.counted and base:
        return _("{k} of {n} ({share})").format(k=f"{n:,}", n=f"{base:,}", share=percent(figure.proportion))
    if not base:
        return nothing()
    return f"{_among(figure).format(k=n, n=base)} ({percent(figure.proportion)})"


def _among(figure: Figure) -> str:
    if figure.denominator != "practice":
        return _("{k} of {n} where it is known")
    return _("{k} of {n} whose record was seen") if figure.by_row else _("evidenced in {k} of {n} files")
