"""The native charts of released tables. They draw what is released and nothing else; a line whose number is
held back keeps its place, has no bar, and says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from audit_app.charts.marks import national_share
from audit_app.export.chart_tables import reach
from audit_app.export.released_tables import Placed
from audit_app.export.sheets import Chart, SheetCell, SheetTable, Style, number, share
from audit_app.lines.line import LineCell
from audit_app.lines.wording import is_gestation, unit_words
from audit_app.words import _

_MOST_LINES, _FEWEST_VALUES, _MOST_SAID = 30, 2, 2000
_ONE_ANSWER = {"matrix": -1}
"""Which answer is drawn of many distributions with the same answers: the first, but of these pictures."""


@dataclass(frozen=True)
class _Bar:
    """A bar of a chart; without a value its number is held back."""

    label: str
    value: float | None
    text: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class _Drawn:
    """What a chart draws: which cells as bars, and on what scale."""

    words: str
    bars: Sequence[_Bar]
    shares: bool = False


def chart_of(picture: str, title: str, lines: Sequence[Placed]) -> tuple[Chart, SheetTable] | None:
    """The chart of these lines with the table it draws; None where there are no two numbers to draw."""
    found = [drawn for kind in _KINDS.get(picture, _USUAL) for drawn in (kind(picture, lines),)]
    drawn = next((each for each in found if _worth(each)), None)
    if drawn is None:
        return None
    within = any(bar.low is not None for bar in drawn.bars)
    cell = share if drawn.shares else number
    header = (
        *(_("Measure"), drawn.words),
        *((_("Reach below"), _("Reach above")) if within else ()),
    )
    rows = tuple(
        (
            SheetCell(bar.label, Style.LABEL),
            cell(bar.value)
            if drawn.shares or drawn.words != _("Number")
            else SheetCell(bar.value, Style.COUNT),
            *(map(cell, reach(bar.low, bar.value, bar.high)) if within else ()),
        )
        for bar in drawn.bars
    )
    chart = Chart(
        title if len(title) < 60 else drawn.words,
        (1,),
        shares=drawn.shares,
        axis="" if drawn.shares else drawn.words,
        below=2 if within else None,
        above=3 if within else None,
        says=_said(title, drawn),
    )
    return chart, SheetTable(header, rows, title)


def _worth(drawn: _Drawn) -> bool:
    shown = [bar.value for bar in drawn.bars if bar.value is not None]
    return len(shown) >= _FEWEST_VALUES and any(shown)


def _said(title: str, drawn: _Drawn) -> str:
    told = "; ".join(f"{bar.label}: {bar.text}" if bar.text else bar.label for bar in drawn.bars)
    return _("{title}. {what}: {told}.").format(title=title, what=drawn.words, told=told)[:_MOST_SAID]


def _counts(picture: str, lines: Sequence[Placed]) -> _Drawn:
    """How many gave each answer."""
    chosen = _chosen(picture, [line for line in lines if line.row.level and "n" in line.row.cells])
    return _Drawn(_("Number"), tuple(_bar(line, "n", name) for line, name in _named(chosen)))


def _shares(picture: str, lines: Sequence[Placed]) -> _Drawn:
    """Shares with their intervals, and the published share under the line that it may stand beside."""
    chosen = _chosen(picture, [line for line in lines if _has_share(line) or line.row.national])
    return _Drawn(_("Share"), tuple(_with_published(_named(chosen))), shares=True)


def _has_share(line: Placed) -> bool:
    return line.row.kind != "rate" and "n" in line.row.cells


def _with_published(named: Sequence[tuple[Placed, str]]) -> Iterator[_Bar]:
    for line, name in named:
        if _has_share(line):
            yield _bar(line, "share", name)
        national = line.row.national
        value = national_share(national) if national else None
        if national and value is not None and (line.row.level or not line.held("share")):
            label = _("Published: {label}, {period}").format(label=national.label, period=national.period)
            yield _Bar(label, value, f"{national.value}{national.unit}")


def _rates(_picture: str, lines: Sequence[Placed]) -> _Drawn:
    chosen = [line for line in lines if line.row.kind == "rate"]
    unit = chosen[0].row.unit if chosen else ""
    return _Drawn(unit, tuple(_bar(line, "share", name) for line, name in _named(chosen)))


def _medians(_picture: str, lines: Sequence[Placed]) -> _Drawn:
    """Medians of the unit that most of them have, gestations in weeks."""
    chosen = [line for line in lines if "median" in line.row.cells]
    units = Counter(line.row.unit for line in chosen)
    unit = units.most_common(1)[0][0] if units else ""
    weeks = 7 if is_gestation(unit) else 1
    bars = (_bar(line, "median", name) for line, name in _named(chosen) if line.row.unit == unit)
    words = _("Median, {unit}").format(unit=unit_words(unit))
    return _Drawn(words, tuple(_scaled(bar, weeks) for bar in bars))


def _scaled(bar: _Bar, weeks: int) -> _Bar:
    """As precise as the median is printed: whole days of gestation, else one decimal."""
    value, low, high = (
        None if part is None else round(round(part) / weeks, 2) if weeks > 1 else round(part, 1)
        for part in (bar.value, bar.low, bar.high)
    )
    return _Bar(bar.label, value, bar.text, low, high)


def _bar(line: Placed, key: str, name: str) -> _Bar:
    cell = line.released(key)
    if cell is None or cell.value is None or cell.hidden:
        words = line.held(key)
        return _Bar(_("{label} (hidden: {symbol})").format(label=name, symbol=words) if words else name, None)
    around = line.released({"share": "interval", "median": "quartiles"}.get(key, "")) or LineCell()
    return _Bar(name, cell.value, cell.text, around.low, around.high)


def _chosen(picture: str, lines: Sequence[Placed]) -> list[Placed]:
    """The lines that are drawn: of many distributions with the same answers one answer each, so that the
    chart can be read."""
    several = len({line.above.id for line in lines}) > 1
    if not several or (len(lines) <= _MOST_LINES and picture not in ("stacked", "matrix")):
        return list(lines)
    place = _ONE_ANSWER.get(picture, 0)
    groups: dict[str, list[Placed]] = {}
    for line in lines:
        groups.setdefault(line.above.id, []).append(line)
    return [group[place] for group in groups.values()]


def _named(lines: Sequence[Placed]) -> list[tuple[Placed, str]]:
    """Each line with its name; what it is a part of comes first where that isn't the same for all."""
    several = len({line.above.id for line in lines}) > 1
    return [
        (line, f"{line.above.label}: {line.row.label}" if several and line.row.level else line.row.label)
        for line in lines
    ]


_Kind = Callable[[str, Sequence[Placed]], _Drawn]
_USUAL: tuple[_Kind, ...] = (_shares, _rates, _counts, _medians)
_KINDS: dict[str, tuple[_Kind, ...]] = {
    "numbers": (_medians, _shares, _counts),
    "journey": (_medians,),
    **dict.fromkeys(("bars", "runs", "overlap", "stacked", "matrix"), (_counts, _shares, _medians)),
}
