"""Figures: numbers with all that must be printed beside them.

Every count is a tuple of case-audit ids, so that it can be opened ("the cases behind it") and so that linked
small numbers can be hidden together; its size is the count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

Cases = tuple[str, ...]


@dataclass(frozen=True)
class States:
    """The cases by the state of the answer a figure rests on. Together they are the whole cohort, each
    pregnancy once.

    A case outside the figure's population is `not_applicable`; one of which nobody can tell whether it
    belongs, `population_unknown`; one to which the question was not put (its module is off), `not_asked`.
    Where each row counts by itself there is one entry a row, so a case may stand more than once.
    """

    known: Cases = ()
    not_recorded: Cases = ()
    unclear: Cases = ()
    not_applicable: Cases = ()
    source_not_seen: Cases = ()
    not_looked_at: Cases = ()
    not_asked: Cases = ()
    population_unknown: Cases = ()


@dataclass(frozen=True)
class National:
    """A published figure, as a row of the pack holds it (`resources/national_figures.csv`).

    `quantity` and `group` are words that measures name, `age_under` the age limit of the children in days
    (empty: none). `quoted_in` names the countries in which it may be quoted, `source_page` where it was read,
    and `checked_on` the day on which it was last read there (both empty where nobody has).
    """

    id: str
    label: str
    value: str
    unit: str
    population: str
    country: str
    period: str
    source: str
    note: str = ""
    quantity: str = ""
    group: str = ""
    age_under: str = ""
    quoted_in: str = ""
    source_page: str = ""
    checked_on: str = ""

    @property
    def counted(self) -> str:
        """The group with its age limit, as measures name it: `newborns_in_proceedings<14`."""
        return f"{self.group}<{self.age_under}" if self.age_under else self.group


@dataclass(frozen=True)
class Estimate:
    """A number with its 95% interval; all None where it can't be worked out. `interval` says how: `wilson`,
    `fpc-wilson` (on the effective number of files of a sample), `log-log` (of a curve), `newcombe`, `byar`,
    `exact-poisson`, `hodges-lehmann`, `large-sample`, `bootstrap` or `none`.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    interval: str = "none"


@dataclass(frozen=True)
class Curve:
    """A step curve: the share for whom it had happened by each time, with 95% limits (log(-log)).

    `times` ascend in `unit` (`days` from the origin, or `gestation` in days of pregnancy); the share holds
    from its time on. `method` is `kaplan-meier` (1 - KM) or `aalen-johansen` (birth competes). `at_risk` are
    (time, number) pairs for the row under the picture. `median` is None where it was not reached. `origin`
    says in words what the time is counted from (the question of the first date). `low` and `high` are empty
    where the sample allows no interval.
    """

    label: str
    times: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    method: str
    unit: str
    at_risk: tuple[tuple[float, int], ...]
    n: int
    n_events: int
    n_competing: int
    n_censored: int
    median: float | None = None
    origin: str = ""


@dataclass(frozen=True)
class Figure:
    """What every figure has, with all that must be printed beside it. One is always of a kind below.

    `denominator` is `fact` (known and applicable) or `practice` (all applicable files whose source was seen).
    `base` is the denominator's cases, `inexact` those left out for an inexact date, `errors` those left
    out for a negative duration or a gestation that can't be; both are among the known. `national` may be
    drawn beside the figure; `quoted` may only be quoted in words, because its population or definition
    differs. Where the national figure is about a part of the cohort, `subset` is the same figure over
    that part, and carries `national` itself. `per` is what counts once, as forms name it (`pregnancy`,
    `service`), `row` of a repeat without a name, and `need` for all needs together. `cannot` says in a
    sentence why there is no figure; the numbers are then None. `greyed` says that too little is known to
    lean on it.
    """

    kind: ClassVar[str] = ""

    id: str
    label: str
    denominator: str
    states: States
    base: Cases = ()
    unit: str = ""
    inexact: Cases = ()
    errors: Cases = ()
    section: str = ""
    definition: str = ""
    caution: str = ""
    population: str = ""
    national: National | None = None
    quoted: National | None = None
    subset: Figure | None = None
    page: str = ""
    per: str = "pregnancy"
    cannot: str = ""
    greyed: bool = False

    @property
    def by_row(self) -> bool:
        """Whether rows or needs count by themselves, so that `base` is no number of files."""
        return counts_rows(self.per)


@dataclass(frozen=True)
class Share(Figure):
    """A figure with a share of 1, `numerator` over `base`, with its limits at 95%. `counted` is (events,
    population) of one that comes from the area's own table and has no cases behind it.
    """

    numerator: Cases = ()
    proportion: float | None = None
    low: float | None = None
    high: float | None = None
    interval: str = "none"
    counted: tuple[float, float] | None = None


@dataclass(frozen=True)
class Summary(Figure):
    """A figure with the summary of its `values`, which ascend, each of the case in `owners`: type 7 quantiles
    in `unit`, weighted where the sample is."""

    values: tuple[float, ...] = ()
    owners: Cases = ()
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True)
class Proportion(Share):
    """How many of how many."""

    kind = "proportion"


@dataclass(frozen=True)
class Distribution(Figure):
    """One row an answer, each over the same base; of the area's own table each over its own."""

    kind = "distribution"

    rows: tuple[Proportion, ...] = ()


@dataclass(frozen=True)
class Number(Summary):
    """A number of each case."""

    kind = "number"


@dataclass(frozen=True)
class Duration(Summary):
    """The time between two dates, of those that have both."""

    kind = "duration"


@dataclass(frozen=True)
class Wait(Share, Summary):
    """The share that waited longer than `at` days, the summary of the finished waits, `still` (the cases
    still waiting at birth or at the end of the records; `competing` are those of them whose wait the birth
    ended) and, from 20 cases and 10 events, its `curve`.
    """

    kind = "wait"

    at: float | None = None
    still: Cases = ()
    competing: Cases = ()
    curve: Curve | None = None


@dataclass(frozen=True)
class Comparison(Figure):
    """One figure over two groups, and the `difference` of the first from the second."""

    kind = "comparison"

    rows: tuple[Figure, ...] = ()
    difference: Estimate | None = None


@dataclass(frozen=True)
class Ladder(Figure):
    """One proportion a rung, each over those to whom it could apply (`base` is the first's), with the share
    of all after one that can apply to some only; in `steps` each rung over those on the one before."""

    kind = "ladder"

    rows: tuple[Proportion, ...] = ()
    steps: tuple[Proportion, ...] = ()


@dataclass(frozen=True)
class Rate(Figure):
    """Events for so many of a population, by `unit`, with limits at 95%; `counted` is (events, population)
    and `rows` are years or places.
    """

    kind = "rate"

    rate: float | None = None
    low: float | None = None
    high: float | None = None
    interval: str = "none"
    counted: tuple[float, float] | None = None
    rows: tuple[Rate, ...] = ()


KINDS: Mapping[str, type[Figure]] = {
    each.kind: each for each in (Proportion, Distribution, Number, Duration, Wait, Comparison, Ladder, Rate)
}
"""Every kind of figure, by its name in forms and outputs."""

Kind = TypeVar("Kind", bound=Figure)


def counts_rows(per: str) -> bool:
    """Whether what counts once is less than a file: a row of a repeat, or a need."""
    return per not in ("pregnancy", "baby")


def as_kind(figure: Figure, kind: type[Kind], **changes: Any) -> Kind:
    """A figure of another kind about the same: it takes with it what every figure has."""
    shared = {each.name: getattr(figure, each.name) for each in fields(Figure)}
    return kind(**{**shared, **changes})


def is_typed(figure: Figure) -> bool:
    """Whether a figure comes from the area's own table, and has no cases behind it."""
    return isinstance(figure, (Share, Rate)) and figure.counted is not None


def answers_of(figure: Figure | None) -> tuple[Share, ...]:
    """The parts of a figure that are shares; none of one that there isn't."""
    return tuple(each for each in parts_of(figure) if isinstance(each, Share)) if figure else ()


def parts_of(figure: Figure) -> tuple[Figure, ...]:
    """The figures that a figure is made of: answers, groups, rungs, years or places."""
    return figure.rows if isinstance(figure, (Distribution, Comparison, Ladder, Rate)) else ()
