"""What is read: the gap analysis, the pages with their blocks, the profile, and the tables of the cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit_app.model import LocalEvent
from audit_app.results.figures import Cases, Figure, Proportion
from audit_app.results.inputs import Stratum


@dataclass(frozen=True)
class Cohort:
    """Which cases an output is about, for its heading: their references by id, the filters in words, the
    statement, the strata of their samples, whether they are made up. `chosen` says of each filter that names
    a column or a value which texts its words are made of; `rounds` are those whose cases are read.
    `not_auditable` counts the files of its rounds that were finished because they can't be audited, by reason
    in words; none of them is among the cases.
    """

    cases: Mapping[str, str]
    filters: tuple[str, ...] = ()
    statement: str = ""
    strata: tuple[Stratum, ...] = ()
    n_unfinished: int = 0
    n_bulk_answers: int = 0
    n_answers: int = 0
    n_pregnancies: int = 0  # fewer than the cases where there are twins; 0 when nobody counted
    families: Cases = ()  # each pregnancy by the case that stands for it in figures; none when nobody counted
    made_up: bool = False
    rounds: tuple[str, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_auditable: Mapping[str, int] = field(default_factory=dict)

    @property
    def n_not_auditable(self) -> int:
        """How many files can't be audited."""
        return sum(self.not_auditable.values())


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
    rate: Proportion
    started_before_birth: Cases = ()
    decline_reasons: Mapping[str, Cases] = field(default_factory=dict)
    not_offered_reasons: Mapping[str, Cases] = field(default_factory=dict)


@dataclass(frozen=True)
class Gaps:
    """The need-by-service gap analysis. `overall` is the all-needs rate with a seeded bootstrap over
    cases.
    """

    rows: tuple[GapRow, ...]
    overall: Proportion
    service_without_need: Cases = ()
    overlap: Cases = ()
    coordination: tuple[Figure, ...] = ()
    cohort: Cohort | None = None


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
    show. `tab` is its name where there is little room, `leads` the blocks that lead it in print.
    """

    id: str
    title: str
    question: str
    finding: str
    blocks: tuple[Block, ...]
    cautions: tuple[str, ...]
    cohort: Cohort
    tab: str = ""
    leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """The cohort profile: the measures by section, over one cohort."""

    figures: tuple[Figure, ...]
    cohort: Cohort


@dataclass(frozen=True)
class ColumnCodes:
    """What may stand in a column: names with their labels; `several` of them where it holds a list."""

    labels: Mapping[str, str]
    several: bool = False


@dataclass(frozen=True)
class CaseTable:
    """A table with a row for each case, or each row of a repeat: for the internal edition alone.

    `columns` are (name, label); `types` says of each whether it holds `text`, an `integer`, a `number` or a
    `date` (ISO; only its month or year where no more is known). An empty text is no value. `keys` are the
    columns that tell rows apart, `around` the table whose rows its own stand in, `codes` what may stand in
    columns of choices.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    types: tuple[str, ...]
    keys: tuple[str, ...] = ()
    around: str = ""
    codes: Mapping[str, ColumnCodes] = field(default_factory=dict)
