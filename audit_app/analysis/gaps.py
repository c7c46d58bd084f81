"""Need by service: for each need row, who has it, what was offered, and how far the services got.

The questions on needs and offers are read as measures are (so states, twins and several fathers are treated
the same way everywhere); the services are read in one pass each. Only current needs are counted; suspected
ones stand apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit_app.analysis import services
from audit_app.analysis.bootstrap import cluster_interval
from audit_app.analysis.cells import NOT_ASKED, Bools, Codes, pick, states
from audit_app.analysis.conditions import Clause
from audit_app.analysis.declared import Measure, Need
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import distribution, figures, with_share, with_summary
from audit_app.analysis.membership import without_rows
from audit_app.results.figures import Cases, Distribution, Number, Proportion, States, as_kind
from audit_app.results.inputs import CohortInput
from audit_app.results.pages import Cohort, GapRow, Gaps
from audit_app.words import _

SEED = 20240229
OVERALL = "M8.2_all_needs"
"""The id of the rate over all needs."""
COORDINATION = "M8.3"
"""What the ids of the measures shown with the gaps begin with."""


def gaps(
    cohort: CohortInput,
    needs: Sequence[Need],
    heading: Cohort,
    measures: Sequence[Measure] = (),
    *,
    seed: int = SEED,
    frame: Frame | None = None,
) -> Gaps:
    """The gap analysis of a cohort. Of `measures`, those on coordination (`M8.3...`) are shown with it. A
    frame of the same cohort spares making its cells again.
    """
    frame = (frame or Frame(cohort)).pregnancies
    rows = tuple(gap_row(frame, need) for need in needs)
    shown = [measure for measure in measures if measure.id.startswith(COORDINATION)]
    return Gaps(
        rows=rows,
        overall=_overall(frame, rows, seed),
        service_without_need=_pick(frame, services.cases_with(frame, services.without_need(frame, needs))),
        overlap=_pick(frame, services.overlapping(frame)),
        coordination=(*figures(frame, shown), _load(frame)),
        cohort=heading,
    )


def gap_row(frame: Frame, need: Need) -> GapRow:
    """One need across the cohort; made once."""
    return frame.kept(("gap row", need.id), lambda: _gap_row(frame, need))


def _gap_row(frame: Frame, need: Need) -> GapRow:
    present = _answers(frame, need, need.question)
    offers = _answers(frame, need, need.offer, (Clause(need.question, frame.values("need_current")),))
    considered = frame.values("offer_considered")
    reasons = _answers(frame, need, need.reason, (Clause(need.offer, considered),))
    current = _having(present, frame.values("need_current"))
    with_need = _mask(frame, current)
    told = _within(frame, offers.states, with_need)
    in_place, no_offer = (_having(offers, frame.values(f"offer_{name}")) for name in ("in_place", "none"))
    offered = _having(offers, (*frame.values("offer_made"), *frame.values("offer_in_place")))
    linked = services.linked(frame, need.id)

    def reached(rows: Bools) -> Cases:
        return _pick(frame, services.cases_with(frame, linked & rows) & with_need)

    declined = services.answered(frame, services.DECLINED)
    return GapRow(
        id=need.id,
        need=need.need,
        person=need.person,
        label=need.label,
        cases_with_need=current,
        offered=offered,
        already_in_place=in_place,
        considered_not_offered=_having(offers, considered),
        no_offer_found=no_offer,
        unclear=told.unclear,
        not_recorded=told.not_recorded,
        source_not_seen=told.source_not_seen,
        not_looked_at=told.not_looked_at,
        accepted=reached(services.answered(frame, services.ACCEPTED)),
        declined=reached(declined),
        started=reached(services.started(frame)),
        completed=reached(services.answered(frame, services.COMPLETED)),
        suspected=_having(present, frame.values("need_suspected")),
        rate=with_share(as_kind(offers, Proportion), no_offer),
        started_before_birth=reached(services.started_before_birth(frame)),
        decline_reasons={
            label: cases
            for label, rows in _by_answer(frame, services.REASON)
            if (cases := reached(declined & rows))
        },
        not_offered_reasons={line.label: line.numerator for line in reasons.rows if line.numerator},
    )


def _answers(frame: Frame, need: Need, question: str, population: tuple[Clause, ...] = ()) -> Distribution:
    """How one of the need's questions was answered, as practice, so over the files whose source was seen."""
    measure = Measure(
        id=f"M8.2_{need.id}",
        label=_("{need}: no offer found").format(need=need.label),
        kind="distribution",
        question=question,
        denominator="practice",
        population=population,
    )
    return distribution(frame, measure)


def _having(answers: Distribution, names: Collection[str]) -> Cases:
    """The cases with any of these answers, in the order of the cohort."""
    wanted = {f"{answers.id}.{name}" for name in names}
    found = [line.numerator for line in answers.rows if line.id in wanted]
    if len(found) == 1:
        return found[0]
    holding = {case for cases in found for case in cases}
    return tuple(case for case in answers.base if case in holding)


def _by_answer(frame: Frame, role: str) -> Iterator[tuple[str, Bools]]:
    """Each choice of a role's question, as its label, with the rows that hold it."""
    labels = {option.name: option.label for option in frame.variable(frame.role(role)).options}
    cells = services.answers(frame, role)
    for name in (*labels, *sorted(set(cells.value.categories) - set(labels))):
        yield labels.get(name, name), cells.having(name)


def _overall(frame: Frame, rows: Sequence[GapRow], seed: int) -> Proportion:
    """The rate over all needs of all cases; the needs of a case are not independent, so whole cases are
    drawn.
    """
    base = tuple(case for row in rows for case in row.rate.base)
    gap = tuple(case for row in rows for case in row.rate.numerator)
    told = [_within(frame, row.rate.states, _mask(frame, row.cases_with_need)) for row in rows]
    result = Proportion(
        id=OVERALL,
        label=_("All needs: no offer found"),
        denominator="practice",
        states=States(**{f.name: sum((getattr(each, f.name) for each in told), ()) for f in fields(States)}),
        base=base,
        numerator=gap,
        per="need",
        definition=_(
            "Each current need of each case is counted once. The rate depends on how many needs the form "
            "lists; the interval comes from drawing whole cases again, because the needs of one case go "
            "together."
        ),
    )
    if not base:
        return result
    result = replace(result, proportion=len(gap) / len(base))
    interval = cluster_interval(_per_case(frame, gap), _per_case(frame, base), seed=seed)
    if interval is None:
        return result
    return replace(result, low=interval[0], high=interval[1], interval="bootstrap")


def _load(frame: Frame) -> Number:
    """The most services that ran at once, over the cases with a service whose start is exact."""
    most = services.most_at_once(frame)
    base = tuple(frame.ids[most.index])
    inexact = _pick(frame, services.cases_with(frame, services.started(frame)) & ~_mask(frame, base))
    figure = Number(
        id=f"{COORDINATION}_services_at_once",
        label=_("Most services running at once"),
        denominator="fact",
        states=_load_states(frame),
        base=base,
        unit=_("services"),
        inexact=inexact,
        section=_("Coordination"),
        definition=_(
            "The most services that ran on one day, by their exact dates. A service whose end is not known "
            "counts on the day it started only."
        ),
    )
    return with_summary(figure, most.astype(float), base)


def _load_states(frame: Frame) -> States:
    """The cases by the state of their services' starts; known where any service has one."""
    cells = services.answers(frame, services.STARTED)
    code = without_rows(frame, frame.role(services.STARTED))
    with_rows = np.unique(cells.unit.owner)
    code[with_rows] = NOT_ASKED
    np.minimum.at(code, cells.unit.owner, cells.code)
    return states(frame.ids, code)


def _mask(frame: Frame, cases: Cases) -> Bools:
    mask = np.zeros(len(frame.ids), dtype=bool)
    mask[_places(frame, cases)] = True
    return mask


def _pick(frame: Frame, mask: Bools) -> Cases:
    """The cases of a mask."""
    return pick(frame.ids, mask)


def _within(frame: Frame, told: States, mask: Bools) -> States:
    """The part of each state that lies within a mask."""
    return States(
        **{f.name: _pick(frame, _mask(frame, getattr(told, f.name)) & mask) for f in fields(States)}
    )


def _per_case(frame: Frame, cases: Cases) -> NDArray[np.int64]:
    """How often each case of the cohort stands in a list."""
    return np.bincount(_places(frame, cases), minlength=len(frame.ids))


def _places(frame: Frame, cases: Cases) -> Codes:
    return frame.ids.get_indexer(pd.Index(cases, dtype=object))
