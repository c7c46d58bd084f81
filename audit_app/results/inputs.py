"""What an analysis reads: the cohort with its columns and questions, how it was chosen, what the area set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from audit_app.model import AreaFigure, CaseRef, Country, LocalEvent


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

    @property
    def is_unsaid(self) -> bool:
        """Whether it means that the person did not say, so that nothing is known."""
        return self.groups.get("unsaid", "").casefold() == "yes"


@dataclass(frozen=True)
class Variable:
    """What an analysis must know of a question: its choices in order, whether several may hold, its repeat's
    name. `asked_after` names the questions that decide whether it is asked, `worked_out_of` those that a
    calculation reads.
    """

    name: str
    label: str = ""
    options: tuple[Option, ...] = ()
    multiple: bool = False
    repeat: str = ""
    module: str = ""
    asked_after: tuple[str, ...] = ()
    worked_out_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormRole:
    """What the form calls something that figures need: the question, and the choices that count, where a role
    is an answer. Without a question the answers are those to every question of that kind."""

    question: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stratum:
    """A stratum of a round's sample, in files: `frame` of them are on the list, `drawn` are in the sample as
    it stands, `replaced` were drawn and gave way to the next in the drawn order, `finished` of the drawn are
    audited and finished, `not_auditable` were finished because they can't be, and `read` are those that a
    cohort's figures rest on (the finished ones, usually).
    """

    name: str
    frame: int
    drawn: int
    replaced: int = 0
    finished: int = 0
    read: int = 0
    not_auditable: int = 0


@dataclass(frozen=True)
class Plausible:
    """Between which days of pregnancy the gestation in `question` can lie, both included; `earliest` is None
    where its step may lie before conception. `outside` says in words what is wrong beyond them.
    """

    question: str
    earliest: int | None
    latest: int
    outside: str


@dataclass(frozen=True)
class Sampled:
    """How the cases of a cohort came to be chosen: the `strata` of all rounds that it reads (empty where none
    has a sample), and in which of them, by its place, each case audit lies (`stratum`, by id). A sample
    chosen by hand has no `chance` in it, and so no intervals.
    """

    strata: tuple[Stratum, ...] = ()
    stratum: Mapping[str, int] = field(default_factory=dict)
    chance: bool = True


@dataclass(frozen=True)
class Cuts:
    """What an area sets once, for all its rounds, so that figures can be compared (`docs/measures.md`).

    `early_before` is days of pregnancy (20+0 weeks); `by_weeks` are completed weeks at which the journey is
    read; `short_notice` is a name in `analysis.notice.DEFINITIONS`; `newborn_under` days of life (7 or 14).
    `greyed_above` is the share of not recorded from which a fact is greyed. `records_to` is the ISO day up to
    which the files were read (a wait still running then is censored); empty: the day a case was last changed.
    `family_offer_from` is the ISO day from which the law of England asks that family group decision-making is
    offered before an application (regulations bring it into force); empty: not yet, or the area hasn't said.
    """

    country: Country = Country.ENGLAND
    early_before: int = 140
    by_weeks: tuple[int, ...] = (20, 24, 28, 34)
    short_notice: str = "under_7"
    newborn_under: int = 7
    greyed_above: float = 0.2
    records_to: str = ""
    family_offer_from: str = ""

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
    `plausible` says, by question, between which days of pregnancy a gestation (or that on which the
    question's calculation rests) can lie.
    `modules` are those switched on, by name (None: every one the form has), `module_labels` the words of all
    of them; `area` and `events` are
    what the manager typed.

    `roles` say which question is the birth, the father's role ..., by `analysis.roles`.

    `twins` are further files of the pregnancies in `cases`, which a filter left out: no figure counts them,
    and the record of their pregnancy is made from them too. `unentered` says how a repeat without rows is
    read in a finished case: as one row with these answers by question, nothing else of which applies (no row
    of fathers is a father whom nobody identified).
    """

    cases: Mapping[str, CaseRef]
    columns: Mapping[str, Column]
    variables: Mapping[str, Variable] = field(default_factory=dict)
    companions: Mapping[str, str] = field(default_factory=dict)
    sampled: Sampled = Sampled()
    found: Mapping[str, Column] = field(default_factory=dict)
    rows: Mapping[str, Column] = field(default_factory=dict)
    plausible: Mapping[str, Plausible] = field(default_factory=dict)
    modules: frozenset[str] | None = None
    module_labels: Mapping[str, str] = field(default_factory=dict)
    cuts: Cuts = Cuts()
    area: tuple[AreaFigure, ...] = ()
    events: tuple[LocalEvent, ...] = ()
    twins: Mapping[str, CaseRef] = field(default_factory=dict)
    unentered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    roles: Mapping[str, FormRole] = field(default_factory=dict)
