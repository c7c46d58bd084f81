"""What is counted of a measure, and how it is written down: one line of `expected.csv`.

- `states`: the letters of the cases, those that are known first, then by sign (`?D` is D not recorded); once
  a row where rows count by themselves. `of` is the denominator.
- `inexact` and `back` are among the known, but in no denominator: dates known by their month, or in the wrong
  order.
- `says`: the letters that count. Lines of a distribution and rungs of a ladder are `answer=letters`, with a
  denominator of their own after `/`; lines of nobody are left out. `<rung` is a rung over those on the one
  before. Numbers stand in order, then lower quartile, median and upper quartile. Of a wait: who waited longer
  than it asks about, who still waited at its end, whose wait the birth ended, and the waits that are over. A
  comparison has its two lines, and the first less the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from statistics import median
from types import SimpleNamespace

from audit_app.results.figures import KINDS, Figure

COLUMNS = ("states", "of", "inexact", "back", "says")
STATES = {
    "known": "",
    "not_recorded": "?",
    "unclear": "~",
    "source_not_seen": "x",
    "not_applicable": "/",
    "not_looked_at": ".",
    "population_unknown": "*",
    "not_asked": "-",
}


@dataclass
class Count:
    """One measure over a cohort, counted plainly. Lists of cases have an entry for each time that one counts;
    `lines` are numerators with their denominators; `ends` are the waits that make a curve, each how it ended,
    when, and when it began."""

    kind: str
    states: dict[str, list[str]]
    base: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    lines: dict[str, Count] = field(default_factory=dict)
    steps: dict[str, Count] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    inexact: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    still: list[str] = field(default_factory=list)
    born: list[str] = field(default_factory=list)
    difference: float | None = None
    total: tuple[float, float] | None = None
    rate: float | None = None
    ends: list[tuple[str, int, int]] = field(default_factory=list)


def of_figure(figure: Figure, letters: Mapping[str, str]) -> Count:
    """What the program counted."""

    def named(cases: Iterable[str]) -> list[str]:
        return [letters[case] for case in cases]

    own = SimpleNamespace(
        **{
            field.name: getattr(figure, field.name, field.default)
            for field in _OWN
            if field.default is not MISSING
        }
    )
    return Count(
        kind=figure.kind,
        states={state: named(getattr(figure.states, state)) for state in STATES},
        base=named(figure.base),
        counted=named(own.numerator),
        lines={row.id.removeprefix(f"{figure.id}."): of_figure(row, letters) for row in own.rows},
        steps={_rung(row.id): of_figure(row, letters) for row in own.steps},
        values=list(own.values) or ([own.median] if own.median is not None else []),
        inexact=named(figure.inexact),
        errors=named(figure.errors),
        still=named(own.still),
        born=named(own.competing),
        difference=own.difference.value if own.difference else None,
        total=own.counted,
        rate=own.rate,
    )


_OWN = {field.name: field for kind in KINDS.values() for field in fields(kind)}.values()


def _rung(id_: str) -> str:
    return id_.rpartition(".")[2].removesuffix("_of_before")


def written(count: Count) -> dict[str, str]:
    """The count as a line of the table, without its measure."""
    told = [sign + letters(count.states[state]) for state, sign in STATES.items() if count.states.get(state)]
    return {
        "states": " ".join(told),
        "of": letters(count.base),
        "inexact": letters(count.inexact),
        "back": letters(count.errors),
        "says": _says(count),
    }


def letters(cases: Iterable[str]) -> str:
    """Cases in order, as one word."""
    return "".join(sorted(cases))


def _says(count: Count) -> str:
    if count.kind == "proportion":
        return _of(count) if count.total else letters(count.counted)
    if count.kind in ("number", "duration"):
        return _numbers(count.values)
    if count.kind == "wait":
        told = (("longer", count.counted), ("still", count.still), ("born", count.born))
        return " ".join(
            [*(f"{name}={letters(cases)}" for name, cases in told), f"over={_numbers(count.values)}"]
        )
    if count.kind == "rate" and not count.lines:
        return _of(count)
    parts = [_line(name, line, count) for name, line in count.lines.items()]
    parts += [f"<{name}={letters(step.counted)}/{letters(step.base)}" for name, step in count.steps.items()]
    if count.difference is not None:
        parts.append(f"difference={_number(count.difference)}")
    return " ".join(filter(None, parts))


def _line(name: str, line: Count, whole: Count) -> str:
    if line.kind in ("number", "duration"):
        return f"{name}=[{_numbers(line.values)}]"
    if line.total or sorted(line.base) != sorted(whole.base):
        return f"{name}={_of(line)}"
    return f"{name}={letters(line.counted)}" if line.counted else ""


def _of(count: Count) -> str:
    if count.total is None:
        return f"{letters(count.counted)}/{letters(count.base)}"
    told = "/".join(map(_number, count.total))
    return f"{told}={_number(count.rate)}" if count.rate is not None else told


def _numbers(values: Sequence[float]) -> str:
    ordered = sorted(values)
    if not ordered:
        return ""
    quartiles = [_number(quantile(ordered, share)) for share in (0.25, 0.5, 0.75)]
    return f"{' '.join(map(_number, ordered))}: {' '.join(quartiles)}"


def _number(value: float) -> str:
    return f"{round(value, 4):g}"


def quantile(ordered: Sequence[float], share: float) -> float:
    """Type 7, as Excel's inclusive quartiles: between the two values around the place `share * (n - 1)`."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def shift(first: Sequence[float], second: Sequence[float]) -> float:
    """Hodges and Lehmann's difference: the median of all differences of the one from the other."""
    return median(one - other for one in first for other in second)
