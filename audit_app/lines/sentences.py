"""Sentences whose numbers stay those of a figure: words with places, filled from a line.

A place whose number is held back can't be filled; then there is no sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from audit_app.lines.line import INTERVAL, MEDIAN, OF, QUARTILES, SHARE, SUMMED, Line, LineCell, N
from audit_app.lines.wording import SHARES, amount, is_gestation, percent, unit_words, written
from audit_app.words import _

PLACES = (
    *("k", "n", "rest", "share", "rest_share", "low", "high"),
    *("median", "q1", "q3", "unit", "beyond", "label"),
)
"""What can stand in braces: `{k}` of `{n}` with the `{share}`, the `{rest}` of them with theirs, the interval
from `{low}` to `{high}`; of a number `{median}`, the middle half `{q1}` to `{q3}` and its `{unit}`; what
counts as long for a wait (`{beyond}`: longer than 28 days); the figure's `{label}`."""


def places_in(words: str) -> tuple[str, ...]:
    """The places in some words, also those that nothing fills. ValueError for a brace that is left open."""
    return tuple(name for _text, name, _format, _how in Formatter().parse(words) if name is not None)


def numbers(line: Line) -> dict[str, str]:
    """What the places hold for a line; those that it has nothing for, or that are held back, are left out."""
    k, of, share = line.cell(N), line.cell(OF), line.cell(SHARE)
    limits, half = line.cell(INTERVAL), line.cell(QUARTILES)
    counted = of if SUMMED not in line.cells or line.scale == SHARES else line.cell(SUMMED)
    found: dict[str, str | None] = {
        "k": _count(k),
        "n": _count(counted),
        "label": line.label,
        "beyond": line.beyond or None,
        "median": _known(line.cell(MEDIAN), line.unit),
        "unit": unit_words(line.unit) if MEDIAN in line.cells else None,
        "q1": _end(half, half.low, line.unit),
        "q3": _end(half, half.high, line.unit),
    }
    if _is_told(k) and _is_told(of):
        found["rest"] = f"{(of.value or 0) - (k.value or 0):,.0f}"
    if share.value is not None and not share.hidden and line.scale == SHARES:
        found |= {"share": percent(share.value), "rest_share": percent(1 - share.value)}
        found |= {"low": _limit(limits, limits.low), "high": _limit(limits, limits.high)}
    return {name: words for name, words in found.items() if words is not None}


def filled(words: str, line: Line) -> str:
    """The words with the line's numbers; empty where one of them can't be told."""
    told = numbers(line)
    if not set(places_in(words)) <= told.keys():
        return ""
    said = words.format(**told)
    return said[:1].upper() + said[1:]


def usual_words(line: Line, *, nearer_is_more: bool = True) -> str:
    """The sentence of a figure for which nobody wrote one, with its places."""
    if SHARE in line.cells and line.scale == SHARES:
        if line.beyond:
            return _gestation_or_days(line)
        if line.denominator == "practice" and nearer_is_more and not line.by_row:
            return _("{label}: evidenced in {k} of {n} files ({share}); in {rest} nothing shows it")
        return _("{label}: {k} of {n} ({share})")
    if MEDIAN in line.cells:
        return _("{label}: half within {median} {unit} ({n} counted)")
    return "{label}"


def typed_numbers(words: str, known: Mapping[str, str] | str) -> tuple[str, ...]:
    """The numbers that stand in some words by themselves, and so would stay when the figure changes; those
    that its own `known` words hold too (28 days, 20 weeks) say what it is, and may stand."""
    own = known if isinstance(known, str) else " ".join(known.values())
    said = "".join(text for text, *_others in Formatter().parse(words))
    return tuple(each for each in _digits(said) if each not in _digits(own))


def _digits(text: str) -> tuple[str, ...]:
    return tuple("".join(each if each.isdigit() else " " for each in text).split())


def _gestation_or_days(line: Line) -> str:
    if is_gestation(line.unit):
        return _("{label}: {k} of {n}, {beyond} ({share})")
    return _("{label}: {k} of {n} waited {beyond} ({share})")


def _count(cell: LineCell) -> str | None:
    if cell.hidden:
        return None
    return cell.text or (None if cell.value is None else f"{cell.value:,.0f}")


def _is_told(cell: LineCell) -> bool:
    """Whether a count is printed as the number that it is, and not as a range or a sign."""
    return not cell.hidden and cell.value is not None and cell.text in ("", f"{cell.value:,.0f}")


def _known(cell: LineCell, unit: str) -> str | None:
    return None if cell.value is None or cell.hidden else amount(cell.value, unit)


def _end(cell: LineCell, value: float | None, unit: str) -> str | None:
    return None if value is None or cell.hidden else amount(value, unit)


def _limit(cell: LineCell, value: float | None) -> str | None:
    return None if value is None or cell.hidden else written(value, SHARES)
