"""What an analysis gives back: frozen results that the page, the chart, the workbook and the JSON all read.

Every count is a tuple of case-audit ids, so that it can be opened ("the cases behind it") and so that linked
small numbers can be hidden together; its size is the count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audit_app.model import (
    Action,
    AreaFigure,
    CaseRef,
    Country,
    Level,
    LocalEvent,
    Rag,
    RaterGroup,
    Rating,
    Statement,
)

Cases = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One question across the cohort, as the store reads it: parallel sequences of one length.

    One entry for each case, or for each row when the question stands in a repeat. `cases` are case-audit ids,
    `rows` the rows' uuids (`""` outside repeats), `states` the texts of `AnswerState`, `values` as XForms
    text. Where `asked` is false the state and value do not count. `inexact` marks a calculation that was
    skipped for an inexact date. A case of the cohort that is missing here counts as not looked at (in a
    repeat: as a case without rows).
    """

    cases: Sequence[str] = ()
    rows: Sequence[str] = ()
    states: Sequence[str] = ()
    values: Sequence[str] = ()
    asked: Sequence[bool] = ()
    inexact: Sequence[bool] = ()


@dataclass(frozen=True)
class Option:
    """One choice of a question: `groups` holds the other columns of the choices sheet (`dfe_group`: `White`,
    ...).
    """

    name: str
    label: str
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Variable:
    """What an analysis must know of a question: its choices in order, whether several may hold, its repeat's
    name. `asked_after` names the questions that decide whether it is asked.
    """

    name: str
    label: str = ""
    options: tuple[Option, ...] = ()
    multiple: bool = False
    repeat: str = ""
    module: str = ""
    asked_after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sampled:
    """How the cases of a cohort came to be chosen. `fraction` is the share of a known frame that a simple
    random sample covers, else 0; `weights` are by case-audit id, empty where cases count alike; a sample
    chosen by hand has no `chance` in it, and so no intervals.
    """

    fraction: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)
    chance: bool = True


@dataclass(frozen=True)
class Cuts:
    """What an area sets once, for all its rounds, so that figures can be compared (`docs/measures.md`).

    `early_before` is days of pregnancy (20+0 weeks); `by_weeks` are completed weeks at which the journey is
    read; `short_notice` is a name in `analysis.notice.DEFINITIONS`; `newborn_under` days of life (7 or 14).
    `greyed_above` is the share of not recorded from which a fact is greyed. `records_to` is the ISO day up to
    which the files were read (a wait still running then is censored); empty: the day a case was last changed.
    """

    country: Country = Country.ENGLAND
    early_before: int = 140
    by_weeks: tuple[int, ...] = (20, 24, 28, 34)
    short_notice: str = "under_7"
    newborn_under: int = 7
    greyed_above: float = 0.2
    records_to: str = ""

    @property
    def assessment_working_days(self) -> int:
        """The time limit of an assessment: 45 working days in England, 42 in Wales."""
        return 42 if self.country is Country.WALES else 45


@dataclass(frozen=True)
class CohortInput:
    """All that an analysis reads. `cases` are the cohort by case-audit id, in the order results list them.

    `columns` and `variables` are by question name; a question of the form without a column has no answer yet,
    and one without a variable is not in the form. `companions` names the repeat each companion repeat belongs
    to (`father_offers`: `fathers`); a companion's rows are read as rows of that repeat. Cases whose attribute
    `pregnancy` is the same (twins) are one pregnancy. `found` holds, for key dates, where each answer was
    found (the values are choices of `found_in`, empty where nobody said). `rows` are those of the
    repeats whose rows the store knows without reading their questions (a column's `cases` and `rows`).
    `modules` are those switched on, by name (None: every one the form has), `module_labels` the words of all
    of them; `area` and `events` are
    what the manager typed.
    """

    cases: Mapping[str, CaseRef]
    columns: Mapping[str, Column]
    variables: Mapping[str, Variable] = field(default_factory=dict)
    companions: Mapping[str, str] = field(default_factory=dict)
    sampled: Sampled = Sampled()
    found: Mapping[str, Column] = field(default_factory=dict)
    rows: Mapping[str, Column] = field(default_factory=dict)
    modules: frozenset[str] | None = None
    module_labels: Mapping[str, str] = field(default_factory=dict)
    cuts: Cuts = Cuts()
    area: tuple[AreaFigure, ...] = ()
    events: tuple[LocalEvent, ...] = ()


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


@dataclass(frozen=True)
class GapRow:
    """One need of one person across the cohort, current needs only; each stage as the cases that reached it.

    `offered` holds the cases offered a service or with one already in place; `already_in_place` is a part of
    it. `accepted` to `completed` come from the services linked to the need, and are not forced to be parts of
    each other: they say what the files show. A case with two fathers can stand in two stages. `rate` is the
    gap rate: no offer found over the cases with the need whose source was seen, a practice figure.
    """

    id: str
    need: str
    person: str
    label: str
    cases_with_need: Cases
    offered: Cases
    already_in_place: Cases
    considered_not_offered: Cases
    no_offer_found: Cases
    unclear: Cases
    not_recorded: Cases
    source_not_seen: Cases
    not_looked_at: Cases
    accepted: Cases
    declined: Cases
    started: Cases
    completed: Cases
    suspected: Cases
    rate: Figure
    started_before_birth: Cases = ()
    decline_reasons: Mapping[str, Cases] = field(default_factory=dict)
    not_offered_reasons: Mapping[str, Cases] = field(default_factory=dict)


@dataclass(frozen=True)
class Gaps:
    """The need-by-service gap analysis. `overall` is the all-needs rate with a seeded bootstrap over
    cases.
    """

    rows: tuple[GapRow, ...]
    overall: Figure
    service_without_need: Cases = ()
    overlap: Cases = ()
    coordination: tuple[Figure, ...] = ()
    cohort: Cohort | None = None


@dataclass(frozen=True)
class Cohort:
    """Which cases an output is about, for its heading: their references by id, the filters in words, the
    statement, whether they are made up.
    """

    cases: Mapping[str, str]
    filters: tuple[str, ...] = ()
    statement: str = ""
    n_unfinished: int = 0
    n_bulk_answers: int = 0
    n_answers: int = 0
    n_pregnancies: int = 0  # fewer than the cases where there are twins; 0 when nobody counted
    made_up: bool = False


@dataclass(frozen=True)
class Answerable:
    """Whether the records can answer one planning question, from where its dates and answers were found.

    `verdict` is `now` (in a structured field of the case system in at least 90% of files), `with_work` (on
    file, but in documents or in another system) or `new_field` (not on file), or empty where nothing was
    asked. `places` are the cases by where the answer was found; `doing` says in words what to add or to link,
    from `wanted`: the fields in words, each with how many files ask for it.
    """

    question: str
    label: str
    verdict: str
    base: Cases
    places: Mapping[str, Cases]
    absent: Cases
    doing: str = ""
    wanted: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Contradiction:
    """Two answers of one case that can't both be right, in words, with the cases in which they stand."""

    label: str
    cases: Cases


@dataclass(frozen=True)
class Block:
    """One part of a page: a picture and a table of the same figures, with what must be said beside them.

    `picture` names how the figures are drawn: a key of `charts.chart.PICTURES`, or empty for a table alone.
    `weeks` are the completed weeks of pregnancy that the area has set, where a journey is drawn.
    """

    id: str
    title: str
    picture: str
    figures: tuple[Figure, ...]
    cautions: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    gaps: Gaps | None = None
    answerable: tuple[Answerable, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    annotations: tuple[LocalEvent, ...] = ()
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Page:
    """One planning question answered: the finding in one plain sentence, its blocks, and what it doesn't
    show.
    """

    id: str
    title: str
    question: str
    finding: str
    blocks: tuple[Block, ...]
    cautions: tuple[str, ...]
    cohort: Cohort


@dataclass(frozen=True)
class Profile:
    """The cohort profile: the measures by section, over one cohort."""

    figures: tuple[Figure, ...]
    cohort: Cohort


@dataclass(frozen=True)
class AgreementLine:
    """How far two officers agree on one question, or on a section, over the files audited twice.

    `scale` is `nominal`, `ordinal` or `interval`; kappa and AC are weighted (quadratic) on the last two, so
    that AC1 is AC2 there. `cases` and `differ` are ids of case files, one entry a pair of answers; `share` is
    the share of pairs with exactly the same answer. A section's `scale` is `pooled`.
    """

    id: str
    label: str
    section: str
    scale: str
    cases: Cases
    differ: Cases
    share: Estimate
    kappa: Estimate
    ac: Estimate
    alpha: Estimate
    caution: str = ""


@dataclass(frozen=True)
class Agreement:
    """Second audits against first: the questions with least agreement first, the sections in form order, all
    answers together. `cases` are the files audited twice, with their references by id.
    """

    questions: tuple[AgreementLine, ...]
    sections: tuple[AgreementLine, ...]
    overall: AgreementLine | None
    cases: Mapping[str, str]
    caution: str = ""


_SEAL = object()
"""What `analysis.disclosure.release` signs with; nothing else may import it (a test looks)."""


@dataclass(frozen=True)
class ReleasedCell:
    """One cell as it may be printed. `value` is the number behind the text (a share of 1, a count, a median),
    None where there is none to plot; `hidden` says that a number was held back here. `low` and `high` are the
    limits that the text names, as it names them: of an interval, a middle half, a range.
    """

    text: str = ""
    value: float | None = None
    hidden: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class ReleasedRow:
    """One figure (`level` 0) or one line of it (`level` 1), by column. Its words are the measure's own; the
    national figure is there only where it may be drawn, or quoted, beside what is released.
    """

    id: str
    label: str
    kind: str
    level: int
    cells: Mapping[str, ReleasedCell]
    unit: str = ""
    definition: str = ""
    caution: str = ""
    national: National | None = None
    quoted: National | None = None
    merged: int = 0  # how many rows were gathered in it


@dataclass(frozen=True)
class ReleasedTable:
    """A table that may leave the program. Only the disclosure step makes one: the type is the guard.

    `columns` are (key, heading); `notes` say in words what was hidden or gathered in this table.
    """

    id: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[ReleasedRow, ...]
    notes: tuple[str, ...]
    seal: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only the disclosure step makes a ReleasedTable")


@dataclass(frozen=True)
class ReleasedBlock:
    """One part of a released page. `picture` names how its table is drawn, empty for no picture; `cannot`
    says why there is no table.
    """

    id: str
    title: str
    picture: str
    table: ReleasedTable | None
    cautions: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReleasedPage:
    """One planning question as it may leave the program."""

    id: str
    title: str
    question: str
    finding: str
    blocks: tuple[ReleasedBlock, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True)
class HidingSummary:
    """How much of an output is hidden: counts in all, hidden because small, hidden to protect these, gathered
    with others, and how many a plain rule would hide that leaves out each row with a small count.
    """

    n_counts: int
    n_small: int
    n_protecting: int
    n_gathered: int
    n_by_rows: int

    @property
    def n_hidden(self) -> int:
        """All counts that are not printed as they are."""
        return self.n_small + self.n_protecting + self.n_gathered


@dataclass(frozen=True)
class Merging:
    """A gathering of groups that would show more: of which table, which rows, and how many counts more."""

    table: str
    label: str
    rows: tuple[str, ...]
    n_more: int


@dataclass(frozen=True)
class Released:
    """An output that may leave the program: its pages, what was hidden and how, and the heading's words."""

    profile: str
    pages: tuple[ReleasedPage, ...]
    summary: HidingSummary
    rules: tuple[str, ...]
    n_cases: int
    filters: tuple[str, ...]
    statement: str
    seal: object = field(repr=False, compare=False)
    warnings: tuple[str, ...] = ()
    mergings: tuple[Merging, ...] = ()

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only the disclosure step makes a Released output")


@dataclass(frozen=True)
class CaseTable:
    """A table with a row for each case, or each row of a repeat: for the internal edition alone.

    `columns` are (name, label); `types` says of each whether it holds `text`, an `integer`, a `number` or a
    `date` (ISO; only its month or year where no more is known). An empty text is no value.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    types: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """One value of a measure as it was read on a day, kept: the baseline or a follow-up of an action.

    `value` is a share of 1, a median in `unit` or a rate; `low` and `high` its 95% limits by `interval`.
    `numerator` of `denominator` cases; of a median `denominator` is how many were counted. `words` is the
    finding with its counts, `beside` the counts of every other state. Of a shared edition the numbers are
    None and `words` says where the figure stands.
    """

    measure: str
    label: str
    date: str
    round: str = ""
    kind: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    interval: str = "none"
    numerator: int | None = None
    denominator: int | None = None
    unit: str = ""
    words: str = ""
    beside: str = ""


@dataclass(frozen=True)
class RatedStatement:
    """A statement with how it stands for one group of raters: the latest rating (`now`) and the one of an
    earlier day before it, None where there is none. `groups` are the latest ratings of every group.
    """

    statement: Statement
    now: Rating | None = None
    before: Rating | None = None
    groups: tuple[Rating, ...] = ()

    @property
    def rating(self) -> Rag:
        """How it stands; not rated where nobody has."""
        return self.now.rating if self.now else Rag.NOT_RATED

    @property
    def moved(self) -> int:
        """Steps since last time: above 0 towards green, below 0 towards red; 0 also where either rating is
        no colour."""
        steps = (Rag.RED, Rag.AMBER, Rag.GREEN)
        if not self.now or not self.before or not {self.now.rating, self.before.rating} <= set(steps):
            return 0
        return steps.index(self.now.rating) - steps.index(self.before.rating)

    @property
    def red_twice(self) -> bool:
        """Whether it was red at its two latest ratings."""
        return bool(self.now and self.before and self.now.rating == self.before.rating == Rag.RED)


@dataclass(frozen=True)
class BoardCell:
    """The statements of a stage and level as they stood at the end of a day, by rating (ids). Every statement
    in use is in one of `counts`; `rated` are those rated on the day itself, and `up`, `down`, `same` those of
    them that had a colour before and moved towards green, towards red, or not.
    """

    stage: int
    level: Level
    date: str
    counts: Mapping[Rag, tuple[str, ...]]
    rated: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True)
class Board:
    """Stage by level by date for one group of raters. `dates` ascend; `cells` are by date, then stage, then
    level, and leave out what has no statement; `statements` are those in use, as they stand now.
    """

    group: RaterGroup
    dates: tuple[str, ...]
    cells: tuple[BoardCell, ...]
    statements: tuple[RatedStatement, ...]

    @property
    def moved(self) -> tuple[RatedStatement, ...]:
        """Those that moved since last time."""
        return tuple(each for each in self.statements if each.moved)

    @property
    def red_twice(self) -> tuple[RatedStatement, ...]:
        """Those that were red twice running."""
        return tuple(each for each in self.statements if each.red_twice)


@dataclass(frozen=True)
class ActionNote:
    """How far an action had come on a day, in words; insert only. It stays inside."""

    id: str
    action: str
    date: str
    text: str
    person: str = ""
    time: str = ""


@dataclass(frozen=True)
class FollowUp:
    """A later round's value of an action's measure, with its difference from the baseline (later less
    earlier; without limits where there are none, None where either side is too small).
    """

    measured: Measured
    difference: Estimate | None = None


@dataclass(frozen=True)
class PracticeAction:
    """An action as it stands, with its baseline, what followed by round, and its progress notes."""

    action: Action
    baseline: Measured | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    notes: tuple[ActionNote, ...] = ()
    overdue: bool = False

    @property
    def without_owner(self) -> bool:
        """Whether nobody is to do it."""
        return not self.action.owner

    @property
    def without_measure(self) -> bool:
        """Whether nothing would show that it changed anything."""
        return not self.action.measure


@dataclass(frozen=True)
class PracticeSummary:
    """What workbook and report print of ratings and actions. ValueError where an edition that leaves holds
    evidence, progress notes, a person, or a figure that no disclosure step has seen.

    `notice` says whose statements these are, and stands wherever they do. `held_back` counts the texts that
    named a case or a person and were left out.
    """

    notice: str
    board: Board
    actions: tuple[PracticeAction, ...]
    internal: bool
    held_back: int = 0

    def __post_init__(self) -> None:
        if not self.internal and any(self._inside()):
            raise ValueError("a shared edition can't hold what must stay inside")

    def _inside(self) -> Iterator[object]:
        for each in self.board.statements:
            for rating in (each.now, each.before, *each.groups):
                yield from (rating.note, rating.person) if rating else ()
        for action in self.actions:
            measured = [each.measured for each in action.follow_ups]
            yield action.notes
            yield from (each.difference for each in action.follow_ups)
            for value in filter(None, (action.baseline, *measured)):
                numbers = (value.value, value.low, value.high, value.numerator, value.denominator)
                yield from (value.beside, any(number is not None for number in numbers))
