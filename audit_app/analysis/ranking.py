"""Which findings a board would ask for first, by a rule that can be said in a paragraph and worked by hand.

**The rule.** A finding is a share of families with something that is expected of it: the area's own target
(of an action that is followed by this figure), else a time limit, else a statement of practice that leans on
it. A target says the share; a limit or a statement describes what should hold for every family. A published
figure is never an expectation: its definition is another. Findings are ordered by one number, in families:
those *short of what is expected, counted at the near end of the 95% interval* (how many there are, how far
from what is expected and how sure that is, in one), and to it those *by which the share surely moved since
the last round*, either way (the near end of Newcombe's interval for the difference). Without an interval,
because the cases were chosen by hand, the count itself is taken, and the reason says that it is of these
files alone. Ties stand as the pages have them. A finding is worth a message when five or more families are
affected and its number comes to at least one. Figures of which too little is known, those held back, and
those of which nobody has said what to expect have no place in the order; nor have figures that count
services or needs, since one family could weigh as several.

Nothing here says why a figure is as it is; colours and ratings play no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit_app.analysis.intervals import difference
from audit_app.lines.line import INTERVAL, OF, SHARE, Line, LinePlace, N
from audit_app.lines.messages import Ranked, Way, Yardstick
from audit_app.lines.wording import SHARES, amount, percent
from audit_app.results.figures import Estimate
from audit_app.words import _

LEAST = 5
"""With fewer families affected a finding is no message: few would know of whom it speaks."""


@dataclass(frozen=True)
class Expected:
    """What a form's sheet `expected` says of a figure (or of those whose ids begin so): which way is nearer
    to what is expected, the time limit and the statements that it rests on beside those that name it, and the
    sentence of its message (`{k}`, `{n}`, `{rest}`, `{share}` ...)."""

    figure: str
    way: Way
    limit: str = ""
    statements: tuple[str, ...] = ()
    words: str = ""


def read_expected(rows: Iterable[Mapping[str, str]]) -> tuple[Expected, ...]:
    """The rows of the form's sheet `expected`."""
    return tuple(
        Expected(
            row["figure"].strip(),
            Way(row["way"].strip()),
            row.get("limit", "").strip(),
            tuple(row.get("statements", "").split()),
            row.get("words", "").strip(),
        )
        for row in rows
        if row.get("figure", "").strip()
    )


def rank(
    lines: Iterable[Line],
    yardsticks: Mapping[str, Yardstick],
    earlier: Mapping[str, Line] | None = None,
    since: str = "",
) -> tuple[Ranked, ...]:
    """The lines that have a yardstick (by id), in the order of the rule above. `earlier` are the lines of the
    round called `since`, by id."""
    before = earlier or {}
    found = [
        _ranked(line, yardsticks[line.id], before.get(line.id), since)
        for line in lines
        if line.id in yardsticks and can_be_ranked(line)
    ]
    return tuple(sorted(found, key=lambda each: -each.families))


def can_be_ranked(line: Line) -> bool:
    """Whether a line is a share of families with enough known, each counted once, and none of its numbers
    held back."""
    cases = line.cases(OF)
    return (
        line.place in (LinePlace.ALONE, LinePlace.PART)
        and line.scale == SHARES
        and not (line.cannot or line.greyed or line.typed)
        and line.size(OF) > 0
        and len(set(cases)) == len(cases)
        and all(line.cell(name).value is not None and not line.cell(name).hidden for name in (N, OF, SHARE))
    )


def _ranked(line: Line, stick: Yardstick, before: Line | None, since: str) -> Ranked:
    value, near = _value(line), _near(line, stick)
    of, k = line.size(OF), line.size(N)
    affected = of - k if stick.way is Way.MORE else k
    short = max(0.0, _away(value, stick))
    surely = None if near is None else max(0.0, _away(near, stick))
    change = _change(line, before)
    families = of * ((short if surely is None else surely) + _sure(change))
    return Ranked(
        line,
        stick,
        affected,
        of,
        short,
        surely,
        change,
        families,
        (
            _("{k} of {n}").format(k=affected, n=of),
            _distance(short, stick),
            _certainty(surely, of),
            _moved(change, stick, since),
        ),
        worth=affected >= LEAST and families >= 1,
    )


def _value(line: Line) -> float:
    return float(line.cell(SHARE).value or 0)


def _away(value: float, stick: Yardstick) -> float:
    return stick.value - value if stick.way is Way.MORE else value - stick.value


def _near(line: Line, stick: Yardstick) -> float | None:
    """The end of the interval that lies nearest to what is expected."""
    found = line.cell(INTERVAL)
    return found.high if stick.way is Way.MORE else found.low


def _change(line: Line, before: Line | None) -> Estimate | None:
    """The difference from the last round, with its interval where both have one."""
    if before is None or not can_be_ranked(before):
        return None
    now, then = line.cell(INTERVAL), before.cell(INTERVAL)
    limits = (now.low, now.high, then.low, then.high)
    if None in limits or min(line.size(OF), before.size(OF)) < LEAST:
        return None
    low, high, low_then, high_then = (float(each) for each in limits if each is not None)
    return Estimate(*difference(_value(line), (low, high), _value(before), (low_then, high_then)), "newcombe")


def _sure(change: Estimate | None) -> float:
    """By how much a share moved at least: 0 where its interval holds nought."""
    if change is None or change.low is None or change.high is None:
        return 0.0
    return max(change.low, -change.high, 0.0)


def _distance(short: float, stick: Yardstick) -> str:
    if short == 0:
        return _("none ({expected})").format(expected=stick.words)
    return _("{n} points ({expected})").format(n=_points(short), expected=stick.words)


def _certainty(surely: float | None, of: int) -> str:
    if surely is None:
        return _("no interval: these files alone")
    n = round(surely * of)
    if n < 1:
        return _("not sure")
    return _("at least {n} short").format(n=n)


def _moved(change: Estimate | None, stick: Yardstick, since: str) -> str:
    if change is None or change.value is None:
        return ""
    if not _sure(change):
        return _("none beyond its uncertainty since “{round}”").format(round=since)
    nearer = (change.value > 0) is (stick.way is Way.MORE)
    words = (
        _("{n} points nearer than in “{round}”, at least {least}")
        if nearer
        else _("{n} points further than in “{round}”, at least {least}")
    )
    return words.format(n=_points(abs(change.value)), round=since, least=amount(_sure(change) * 100))


def _points(share: float) -> str:
    return percent(share).removesuffix("%")
