"""The area's own figures: children, infants and newborns in proceedings, births, medians for other children.

A year is `2024/25` (a year of reporting) or `2024`. Places stand in the order in which they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from audit_app.errors import AuditError, Problem
from audit_app.model import AreaFigure
from audit_app.operations.area.cut_offs import require_own_audit
from audit_app.operations.area.items import BY_NAME, KINDS, AskedItem
from audit_app.operations.audit import Audit
from audit_app.readers.files import shown
from audit_app.store import area as stored
from audit_app.store.writing import transaction
from audit_app.words import _

FIRST_YEAR, LAST_YEAR = 1990, 2100
LARGEST = 100_000_000

_YEAR = re.compile(r"(\d{4})(?:\s*[/\-–]\s*(\d{2}|\d{4}))?", re.ASCII)
_NUMBER = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_WIDER = {item.name: item.part_of for item in BY_NAME.values() if item.part_of}


@dataclass(frozen=True)
class WrongFigure:
    """A figure that can't be, and why, in a sentence that says where."""

    place: str
    year: str
    what: str
    sentence: str


def figures(audit: Audit) -> tuple[AreaFigure, ...]:
    """The figures as they were given."""
    return stored.read_figures(audit.file)


def set_figures(audit: Audit, figures: Iterable[AreaFigure]) -> tuple[AreaFigure, ...]:
    """Keep these figures, and no others; what is kept (years as `2024/25`, one spelling of a place).
    AuditError with a problem for each figure that can't be, and in a pack."""
    require_own_audit(audit)
    kept = tuple(_alike(figures))
    wrong = wrong_figures(kept)
    if wrong:
        raise AuditError(_("These area figures can't be kept."), [Problem(each.sentence) for each in wrong])
    with transaction(audit.file):
        stored.write_figures(audit.file, kept)
    return kept


def with_figures(
    figures: Iterable[AreaFigure], new: Iterable[AreaFigure], gone: Iterable[tuple[str, str, str]] = ()
) -> tuple[AreaFigure, ...]:
    """Figures with new ones in the place of those for the same place, year and thing, or behind them; without
    those `gone` (place, year, what)."""
    merged = {(each.place.casefold(), each.year, each.what): each for each in (*figures, *new)}
    for place, year, what in gone:
        merged.pop((place.casefold(), year, what), None)
    return tuple(merged.values())


def figures_as_json(figures: Iterable[AreaFigure]) -> list[dict[str, object]]:
    """Each figure with the words, the unit and the measures of its item."""
    items = [(each, BY_NAME.get(each.what)) for each in figures]
    return [
        asdict(each) | {"label": item.words, "unit": item.unit, "feeds": list(item.feeds)}
        for each, item in items
        if item
    ]


def wrong_figures(figures: Sequence[AreaFigure]) -> tuple[WrongFigure, ...]:
    """The figures that can't be, each with a sentence: kinds, years, values, parts larger than the whole."""
    by_key: dict[tuple[str, str, str], AreaFigure] = {}
    wrong = []
    kinds: dict[str, str] = {}
    for each in figures:
        key = (each.place, each.year, each.what)
        sentence = _wrong_place(each, kinds) or _wrong_itself(each)
        if not sentence and key in by_key:
            sentence = _("It stands here twice. Keep one of the two.")
        kinds.setdefault(each.place, each.kind)
        by_key[key] = each
        if sentence:
            wrong.append(_wrong(each, sentence))
    return (*wrong, *_too_large_parts(by_key))


def read_year(text: str) -> str:
    """A year as it is kept, `2024/25` or `2024`, from what a person typed (`2024-25`, `2024/2025`); empty for
    what is none."""
    match = _YEAR.fullmatch(text.strip())
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return ""
    if not match[2]:
        return match[1]
    follows = int(match[2]) % 100 == (int(match[1]) + 1) % 100
    nearby = len(match[2]) == 2 or int(match[2]) == int(match[1]) + 1
    return f"{match[1]}/{match[2][-2:]}" if follows and nearby else ""


def next_year(year: str) -> str:
    """The year after, written alike."""
    first = int(year[:4]) + 1
    return f"{first}/{(first + 1) % 100:02}" if "/" in year else str(first)


def read_number(text: str, item: AskedItem) -> float | None:
    """The number that a person typed or pasted (`1,234`), None for an empty cell. AuditError in a sentence
    without a place for a share, for what is no number, and for what the figure can't be."""
    text = text.replace("\N{NO-BREAK SPACE}", " ").strip()
    if not text:
        return None
    if text.endswith("%"):
        raise AuditError(
            _("“{text}” is a share. Give the number itself; the program works out shares.").format(
                text=shown(text)
            )
        )
    if not _NUMBER.fullmatch(text.removeprefix("-").removeprefix("−")):
        raise AuditError(
            _("“{text}” is no number. Leave it empty where the figure isn't known.").format(text=shown(text))
        )
    value = float(text.replace("−", "-").replace(",", "")) + 0.0  # no -0
    sentence = _wrong_value(value, item)
    if sentence:
        raise AuditError(sentence)
    return value


def number_text(value: float) -> str:
    """A figure as people write it: `1,234` or `12.5`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _alike(figures: Iterable[AreaFigure]) -> Iterator[AreaFigure]:
    """Places spelled as they were first, years written in one way."""
    spelled: dict[str, str] = {}
    for each in figures:
        place = " ".join(each.place.split())
        place = spelled.setdefault(place.casefold(), place)
        yield replace(each, place=place, year=read_year(each.year) or each.year, value=float(each.value))


def _wrong_place(figure: AreaFigure, kinds: Mapping[str, str]) -> str:
    """What is wrong with its place, given the kinds of the places so far."""
    if not figure.place:
        return _("The place has no name. Give it one.")
    if figure.kind not in KINDS:
        return _("“{kind}” is no kind of place. Choose one of {kinds}.").format(
            kind=shown(figure.kind), kinds=", ".join(KINDS)
        )
    if kinds.get(figure.place, figure.kind) != figure.kind:
        return _("The place is of two kinds here. Keep one of them.")
    others = [place for place, kind in kinds.items() if kind == "area" and place != figure.place]
    if figure.kind == "area" and others:
        return _("{other} is the audit's own area already. Make one of the two a neighbour.").format(
            other=others[0]
        )
    return ""


def _wrong_itself(figure: AreaFigure) -> str:
    if not read_year(figure.year):
        return _("“{year}” is no year. Write it as 2024/25 or 2024.").format(year=shown(figure.year))
    if figure.what not in BY_NAME:
        return _("“{what}” is none of the figures asked for: {names}.").format(
            what=shown(figure.what), names=", ".join(BY_NAME)
        )
    return _wrong_value(figure.value, BY_NAME[figure.what])


def _wrong_value(value: float, item: AskedItem) -> str:
    if not value >= 0:
        return _("It can't be below 0.")
    if value > LARGEST:
        return _("It is too large to be right.")
    if item.is_count and value != int(value):
        return _("It counts {unit}, so it is a whole number.").format(unit=_units()[item.unit])
    return ""


def _units() -> dict[str, str]:
    return {"children": _("children"), "births": _("births")}


def _too_large_parts(by_key: Mapping[tuple[str, str, str], AreaFigure]) -> Iterator[WrongFigure]:
    """Each part that is larger than the nearest whole that is known."""
    for (place, year, what), figure in by_key.items():
        wider = _WIDER.get(what, "")
        while wider and (place, year, wider) not in by_key:
            wider = _WIDER.get(wider, "")
        if not wider or not figure.value > by_key[place, year, wider].value:
            continue
        sentence = _("{value} is more than “{wider}”, {whole}, of which it is a part.").format(
            value=number_text(figure.value),
            wider=BY_NAME[wider].words,
            whole=number_text(by_key[place, year, wider].value),
        )
        yield _wrong(figure, sentence)


def _wrong(figure: AreaFigure, sentence: str) -> WrongFigure:
    what = BY_NAME[figure.what].words if figure.what in BY_NAME else figure.what
    where = ", ".join(part for part in map(shown, (figure.place, figure.year, what)) if part)
    return WrongFigure(figure.place, figure.year, figure.what, f"{where}: {sentence}")
