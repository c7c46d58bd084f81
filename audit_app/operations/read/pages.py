"""The pages that a form declares: every planning question answered from one reading of the cohort.

A reading is a pass over the file, kept by whoever asked for it until something changes; it reads further
columns when a page asks for them, and is used on the thread on which the file is open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.forms import rows_of, shipped_rows
from audit_app.operations.read import shown_first
from audit_app.operations.read.cohort import Filters, nationals_of, read_cohort
from audit_app.results.figures import Figure
from audit_app.results.pages import Page, Profile

if TYPE_CHECKING:
    from audit_app.analysis.disclosure.ties import Ties
    from audit_app.analysis.pages.reading import Reading


ALL_PAGES = ("all",)
"""In the place of ids: all pages that the audit's form has."""


def listed(audit: Audit) -> tuple[tuple[str, str], ...]:
    """The id and title of each page that this audit's form has, in order, in the language in use."""
    return tuple((page.id, page.title) for page in audit.declares.pages)


def ids(audit: Audit) -> tuple[str, ...]:
    """The ids of these pages."""
    return tuple(page.id for page in audit.declares.pages)


def read(audit: Audit, filters: Filters = Filters(), progress: Progress = no_progress) -> Reading:
    """Read the part of the cohort that `filters` let through. AuditError as `cohort.read_cohort` has it, and
    for mistakes in the form's own sheets."""
    from audit_app.analysis.computed.answerable import read_planning
    from audit_app.analysis.computed.contradictions import read_orders
    from audit_app.analysis.pages.reading import Reading
    from audit_app.analysis.working_days import bank_holidays

    progress(0, 2)
    cohort, heading = read_cohort(audit, filters)
    progress(1, 2)
    # Importing the calendar takes longer than a page may; whoever waits for a reading expects to wait.
    bank_holidays(cohort.cuts.country, audit.today.year, audit.today.year)
    declared = audit.declares
    reading = Reading(
        cohort,
        heading,
        declared.measures,
        declared.needs,
        nationals_of(audit),
        pages=declared.pages,
        derived=declared.derived,
        planning=read_planning(audit.sheets.get("planning", [])),
        orders=read_orders(audit.sheets.get("orders", [])),
    )
    progress(2, 2)
    return reading


def page(reading: Reading, id_: str) -> Page:
    """One page. It raises nothing for want of data: what it can't show it says in words."""
    from audit_app.analysis.pages.building import build

    return build(reading.spec(id_), reading)


def measures(
    reading: Reading, progress: Progress = no_progress, only: Iterable[str] | None = None
) -> tuple[Figure, ...]:
    """Every measure, declared and computed, in order; or those with these ids."""
    ids = reading.ids if only is None else tuple(only)
    found = []
    for id_ in ids:
        found.append(reading.figure(id_))
        progress(len(found), len(ids))
    return tuple(found)


def profile(reading: Reading, progress: Progress = no_progress, only: Iterable[str] | None = None) -> Profile:
    """The measures of a reading with its heading."""
    return Profile(measures(reading, progress, only), reading.heading)


def catalogue(reading: Reading, progress: Progress, wanted: Callable[[str], bool]) -> Profile:
    """Every measure whose id is wanted, the gap rates among them."""
    figures = measures(reading, progress, only=filter(wanted, reading.ids))
    rates = tuple(rate for id_, rate in reading.gap_rates.items() if wanted(id_))
    return Profile((*figures, *rates), reading.heading)


def questions(audit: Audit) -> dict[str, tuple[str, ...]]:
    """By measure, the questions that its figure rests on, so that a count can lead to its evidence."""
    from audit_app.analysis.computed.chains import chain_id

    declared = audit.declares
    return {
        **{each.id: each.reads for each in declared.derived},
        **{chain_id(need): (need.question, need.offer) for need in declared.needs},
        **{each.id: tuple(filter(None, (each.begins, each.question))) for each in declared.measures},
    }


def ties(audit: Audit, first: Collection[str] | None = None) -> Ties:
    """What ties the figures to each other, for the disclosure step; and which of them are shown `first`, by
    their names, else as the audit has it (`shown_first`)."""
    from audit_app.analysis.disclosure import ties as tying
    from audit_app.analysis.disclosure.gathering import read_gatherings
    from audit_app.analysis.disclosure.ties import Ties, read_relations, settling_of, several_of, variables_of

    # What was found out since is true of the form as an audit keeps it too.
    found_out = shipped_rows(audit.form.name, audit.form.version, "relations")
    relations = read_relations([*audit.sheets.get("relations", ()), *found_out])
    names = shown_first.chosen(audit) if first is None else shown_first.known(audit, first)
    known, reads = audit.declares.variables, questions(audit)
    return Ties(
        variables_of(reads, known),
        relations,
        settling_of(_with_populations(audit, reads), known),
        priority=tying.shown_first(shown_first.wanted(audit), names),
        records=tying.of_records(audit.declares.derived),
        withheld=tying.read_withheld(rows_of(audit, "withheld"), audit.declares.derived),
        gatherings=read_gatherings(rows_of(audit, "gatherings")),
        several=several_of(audit.declares.measures, known),
        studied=bool(relations),
    )


def _with_populations(audit: Audit, reads: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The questions that figures rest on, with those by which their population is chosen; those of what
    became of a need too."""
    chosen = {
        each.id: (*(clause.name for clause in each.population), *each.settled_by)
        for each in audit.declares.measures
    }
    return {id_: (*names, *chosen.get(id_, ())) for id_, names in reads.items()} | {
        f"gaps.{need.id}": (need.question,) for need in audit.declares.needs
    }
