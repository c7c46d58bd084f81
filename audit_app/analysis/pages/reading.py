"""One pass over a cohort, which all pages share: its figures are worked out when a page first asks for them.

A reading reads columns from the open file when they are needed, and is to be used on the thread of that file.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from audit_app.analysis.computed import ComputedMeasure, catalogue
from audit_app.analysis.computed.answerable import Planning, answerable
from audit_app.analysis.computed.contradictions import Order, contradictions
from audit_app.analysis.declared import Measure, Need
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.gaps import OVERALL
from audit_app.analysis.gaps import gaps as work_out_gaps
from audit_app.analysis.measures import figure as declared_figure
from audit_app.analysis.pages.sentences import tells
from audit_app.analysis.pages.spec import PageSpec, is_named
from audit_app.analysis.periods import by_period
from audit_app.analysis.weights import for_sample, gaps_for_sample
from audit_app.results.figures import Distribution, Figure, National
from audit_app.results.inputs import CohortInput
from audit_app.results.pages import Answerable, Cohort, Contradiction, Gaps
from audit_app.words import _

TEAMS = "Q3_team"
"""The figure of referrals by team: its rows' ids end with the names of the teams, as the list gives them."""

TEAM = "team"
"""The attribute of a case under which a list of cases gives the team."""


@dataclass
class Reading:
    """A cohort with its heading, and what has been worked out from it so far. Kept by whoever asked for it
    until something changes; nothing in it changes with the file. `called` says how a team is written where
    not by the name that the list gives it."""

    cohort: CohortInput
    heading: Cohort
    measures: tuple[Measure, ...] = ()
    needs: tuple[Need, ...] = ()
    nationals: Mapping[str, National] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[PageSpec, ...] = ()
    derived: tuple[Derived, ...] = ()
    planning: tuple[Planning, ...] = ()
    orders: tuple[Order, ...] = ()
    _known: dict[str, Figure] = field(default_factory=dict, init=False, repr=False)
    kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What else was worked out of this cohort, by whoever asks for it again."""

    def worded(self, heading: Cohort, **others: Any) -> Reading:
        """The same cases in other words: another heading, and whichever fields are given. What was worked out
        so far is shared unless one of these differs."""
        before = {name: getattr(self, name) for name in others}
        # What is the same thing is never compared: the columns of a cohort would all be read.
        if any(before[name] is not value and before[name] != value for name, value in others.items()):
            return replace(self, heading=heading, **others)
        _made = self.frame  # so that it is shared too
        alike = copy.copy(self)
        alike.heading = heading
        return alike

    @cached_property
    def frame(self) -> Frame:
        """The cells of the cohort."""
        return Frame(self.cohort)

    def spec(self, page: str) -> PageSpec:
        """What the form declares of a page; KeyError for one that it hasn't."""
        return {each.id: each for each in self.pages}[page]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every measure, declared and computed, in order."""
        return tuple(self._entries)

    def kind(self, id_: str) -> str:
        """The kind of a measure's figure, without working it out."""
        return self._entries[id_].kind

    def figure(self, id_: str) -> Figure:
        """One measure's figure, as the sample allows it to be read; KeyError when there is no such "
        "measure."""
        if id_ not in self._known:
            self._known[id_] = for_sample(self._entries[id_].make(self.frame), self.cohort.sampled)
        return self._known[id_]

    def matching(self, names: Iterable[str]) -> tuple[Figure, ...]:
        """The figures that these names ask for (see `is_named`), each once, in the order of the "
        "names."""
        ids = (id_ for name in names for id_ in self._entries if is_named(id_, name))
        return tuple(self.figure(id_) for id_ in dict.fromkeys(ids))

    def first(self, *names: str, kinds: Collection[str] = ()) -> Figure | None:
        """The first of these figures that has something to say (of one of these kinds, if given), the rate
        over all needs among them; None if none has."""
        found = (self.gaps.overall,) if OVERALL in names and self.needs else self.matching(names)
        return next((each for each in found if tells(each) and (not kinds or each.kind in kinds)), None)

    def on_page(self, page: str) -> tuple[Figure, ...]:
        """The figures that say themselves that they belong to a page."""
        return tuple(self.figure(id_) for id_, entry in self._entries.items() if page in entry.page.split())

    @cached_property
    def gaps(self) -> Gaps:
        """The gap analysis."""
        found = work_out_gaps(self.cohort, self.needs, self.heading, self.measures, frame=self.frame)
        return gaps_for_sample(found, self.cohort.sampled)

    @cached_property
    def gap_rates(self) -> dict[str, Figure]:
        """The gap rates, of each need and of all, by id; they stand with the gaps and not in `ids`."""
        if not self.needs:
            return {}
        rates = (*(row.rate for row in self.gaps.rows), self.gaps.overall)
        return {rate.id: replace(rate, section=_("Services and coordination")) for rate in rates}

    @cached_property
    def answerable(self) -> tuple[Answerable, ...]:
        """For each planning question, whether the records can answer it."""
        return answerable(self.frame, self.planning)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Answers of one case that can't both be right."""
        return contradictions(self.frame, self.orders)

    def added(self, name: str) -> tuple[Figure, ...]:
        """Figures that no measure holds: the all-needs rate, and counts of referrals by time and team."""
        maker = {
            "overall": self._overall,
            "load": self._load,
            "periods": self._periods,
            "teams": self._teams,
        }.get(name)
        return maker() if maker else ()

    def _overall(self) -> tuple[Figure, ...]:
        return (self.gaps.overall,) if self.needs else ()

    def _load(self) -> tuple[Figure, ...]:
        """What the gap analysis says of services beyond the measures: most at once, say."""
        coordination = self.gaps.coordination if self.needs else ()
        return tuple(figure for figure in coordination if figure.id not in self._entries)

    def _periods(self) -> tuple[Figure, ...]:
        return (for_sample(by_period(self.frame), self.cohort.sampled),)

    def _teams(self) -> tuple[Figure, ...]:
        """By the team that the list of cases names."""
        if not any(ref.attributes.get(TEAM) for ref in self.cohort.cases.values()):
            return ()
        team = Measure(TEAMS, _("Referrals by team"), "distribution", TEAM)
        found = for_sample(declared_figure(self.frame, team), self.cohort.sampled)
        if isinstance(found, Distribution):
            rows = (replace(row, label=self.called.get(row.label, row.label)) for row in found.rows)
            found = replace(found, rows=tuple(rows))
        return (found,)

    @cached_property
    def _entries(self) -> dict[str, ComputedMeasure]:
        return catalogue(self.measures, self.needs, self.nationals, self.derived)
