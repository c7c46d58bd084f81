"""Figures: numbers with all that must be printed beside them.

Every count is a tuple of case-audit ids, so that it can be opened ("the cases behind it") and so that linked
small numbers can be hidden together; its size is the count.
"""

from __future__ import annotations

from dataclasses import dataclass

Cases = tuple[str, ...]


@dataclass(frozen=True)
class States:
    """The cases by the state of the answer a figure rests on. Together they are the whole cohort, each
    pregnancy once.

    A case outside the figure's population is `not_applicable`; one whose population is not known,
    `not_asked`. Where each row counts by itself there is one entry a row, so a case may stand more than once.
    """

    known: Cases = ()
    not_recorded: Cases = ()
    unclear: Cases = ()
    not_applicable: Cases = ()
    source_not_seen: Cases = ()
    not_looked_at: Cases = ()
    not_asked: Cases = ()


@dataclass(frozen=True)
class National:
    """A published figure, as `resources/national_figures.csv` holds it."""

    id: str
    label: str
    value: str
    unit: str
    population: str
    country: str
    period: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class Estimate:
    """A number with its 95% interval; all None where it can't be worked out. `interval` says how: `wilson`,
    `newcombe`, `byar`, `exact-poisson`, `hodges-lehmann`, `large-sample`, `bootstrap` or `none`.
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
    """One figure with all that must be printed beside it.

    `kind` is `proportion`, `distribution`, `number`, `duration`, `wait`, `comparison`, `ladder` or `rate`;
    `denominator` is `fact` (known and applicable) or `practice` (all applicable files whose source was seen).
    `proportion`, `low`, `high` are shares of 1 at 95%; `median`, `q1`, `q3` are type 7 quantiles in
    `unit`. `base` is the denominator's cases, `inexact` those left out for an inexact date, `errors`
    those left out for a negative duration; both are among the known. A distribution has one row per
    answer, each over the same base. `national` may be drawn beside the figure; `quoted` may only be
    quoted in words, because its population or definition differs. Where the national figure is about a
    part of the cohort, `subset` is the same figure over that part, and carries `national` itself.

    A `wait` has the share that waited longer than `at` days (`numerator` over `base`), the summary of the
    finished waits, `still` (the cases still waiting at birth or at the end of the records; `competing`
    are those of them whose wait the birth ended) and, from 20 cases and 10 events, its `curve`. A
    `comparison` has two `rows` and the `difference` of the first from the second. A `ladder` has one
    proportion a rung in `rows`, over one base, and in `steps` each rung over those who reached the rung
    before. A `rate` has `rate` in `unit`. `counted` is (events, population) of a figure that comes from
    the area's own table and has no cases behind it. `cannot` says in a sentence why there is no figure;
    the numbers are then None. `greyed` says that too little is known to lean on it.
    """

    id: str
    label: str
    kind: str
    denominator: str
    states: States
    base: Cases = ()
    numerator: Cases = ()
    proportion: float | None = None
    low: float | None = None
    high: float | None = None
    interval: str = "none"
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    min: float | None = None
    max: float | None = None
    values: tuple[float, ...] = ()
    unit: str = ""
    inexact: Cases = ()
    errors: Cases = ()
    rows: tuple[Figure, ...] = ()
    section: str = ""
    definition: str = ""
    caution: str = ""
    population: str = ""
    national: National | None = None
    quoted: National | None = None
    subset: Figure | None = None
    page: str = ""
    at: float | None = None
    still: Cases = ()
    competing: Cases = ()
    curve: Curve | None = None
    difference: Estimate | None = None
    steps: tuple[Figure, ...] = ()
    rate: float | None = None
    counted: tuple[float, float] | None = None
    cannot: str = ""
    greyed: bool = False
