"""Reading the cohort: profile, gaps, the cases behind a number.

A case counts once: second audits are left out, and an agreed audit counts before a first one. A file that
can't be audited is told in the heading, and is in no figure. Where a sample
was drawn, its cases alone count, and figures are read as the sample allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from audit_app.analysis.as_json import cohort_as_json, gaps_as_json, profile_as_json
from audit_app.analysis.steps import plausible
from audit_app.errors import AuditError
from audit_app.lines.sample_words import how_far_words
from audit_app.model import AuditInfo, CaseRef, CaseStatus, Role
from audit_app.operations.area.cut_offs import cuts_of
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.auditable import NotAuditable, each_case_once, not_auditable
from audit_app.operations.case.cases import PREGNANCY_COLUMN
from audit_app.operations.declared import variables
from audit_app.operations.national import national_figures
from audit_app.operations.origin import original_of
from audit_app.operations.plan.sampled import sampled
from audit_app.operations.plan.samples import Samples, counting, read_samples
from audit_app.operations.read import between
from audit_app.operations.read.unentered import unentered
from audit_app.results.figures import National
from audit_app.results.inputs import CohortInput, Variable
from audit_app.results.pages import Cohort, Gaps, Profile
from audit_app.words import _, plural
from audit_app.xforms.definition import Form, QuestionType
from audit_app.xforms.expressions import compile_expression

__all__ = [
    "FilterChoice",
    "Filters",
    "cohort_as_json",
    "date_choices",
    "filter_choices",
    "filter_words",
    "gaps_as_json",
    "gaps_of",
    "nationals_of",
    "profile_as_json",
    "profile_of",
    "read_cohort",
    "read_gaps",
    "read_profile",
]

ALL = "all"
ROUND = "round"
# An attribute with more values than this (a date of birth, say) is no filter that a person could pick from.
_MOST_VALUES = 40
_NEVER_COUNTED = frozenset({QuestionType.TEXT, QuestionType.NOTE, QuestionType.HIDDEN})


@dataclass(frozen=True)
class Filters:
    """Which cases to read. Finished ones by default; `where` is column or choice question -> value; `between`
    is date question (or column) -> first and last day, ISO, both included, either of them maybe empty."""

    status: str = "finished"  # finished, in_progress, not_started or all
    round: str = ""
    where: Mapping[str, str] | None = None
    between: Mapping[str, tuple[str, str]] | None = None


@dataclass(frozen=True)
class FilterChoice:
    """A filter that can be offered: a round, a choice question or an attribute, with its values in words."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


def filter_choices(audit: Audit) -> tuple[FilterChoice, ...]:
    """What this audit can be filtered by: round, attributes of its list, and every select-one question that
    it asks, but for the one whose other answers are in no cohort (*can the file be audited*)."""
    from audit_app.store import cases, info

    on = info.read_asking(audit.file).modules
    way_out = audit.roles.get("not_auditable")
    refs = cases.refs(audit.file)
    attributes = sorted({name for ref in refs for name in ref.attributes})
    listed = [
        (ROUND, _("Round"), {ref.round for ref in refs}),
        *((name, name, {ref.attributes.get(name, "") for ref in refs}) for name in attributes),
    ]
    asked = tuple(
        FilterChoice(
            name,
            question.label.plain(),
            tuple((choice.name, choice.label.plain()) for choice in question.choices),
        )
        for name, question in audit.form.questions.items()
        if question.type is QuestionType.SELECT_ONE and (not question.module or question.module in on)
        if not (way_out and name == way_out.question)
    )
    return (
        *(
            FilterChoice(name, label, tuple((value, value) for value in sorted(values - {""})))
            for name, label, values in listed
            if 0 < len(values - {""}) <= _MOST_VALUES
        ),
        *asked,
    )


def date_choices(form: Form) -> tuple[tuple[str, str], ...]:
    """The dates between whose days cases can be read: the name and label of each question."""
    asked = form.questions.items()
    return tuple((name, each.label.plain()) for name, each in asked if each.type is QuestionType.DATE)


def filter_words(form: Form, filters: Filters) -> tuple[str, ...]:
    """Which cases these are, in words, whatever the audit holds."""
    known = variables(form)
    return (*_in_words(filters, known), *between.words(filters.between or {}, known))


def read_profile(audit: Audit, filters: Filters = Filters(), progress: Progress = no_progress) -> Profile:
    """The cohort profile: the measures of the form, by section."""
    return profile_of(audit, *read_cohort(audit, filters), progress)


def read_gaps(audit: Audit, filters: Filters = Filters(), progress: Progress = no_progress) -> Gaps:
    """The need-by-service gap analysis."""
    read = read_cohort(audit, filters)
    progress(1, 2)
    result = gaps_of(audit, *read)
    progress(2, 2)
    return result


def profile_of(
    audit: Audit, cohort: CohortInput, heading: Cohort, progress: Progress = no_progress
) -> Profile:
    """The measures that the form's sheet declares, over a cohort already read."""
    from audit_app.analysis.pages.reading import Reading

    declared = audit.declares.measures
    reading = Reading(cohort, heading, declared, nationals=nationals_of(audit))
    found = []
    for measure in declared:
        found.append(reading.figure(measure.id))
        progress(len(found), len(declared))
    return Profile(tuple(found), heading)


def nationals_of(audit: Audit) -> Mapping[str, National]:
    """The published figures that stand beside this audit's: the pack beside the file that people know."""
    return national_figures(original_of(audit.path))


def gaps_of(audit: Audit, cohort: CohortInput, heading: Cohort) -> Gaps:
    """The gap analysis of a cohort already read."""
    from audit_app.analysis.gaps import gaps
    from audit_app.analysis.weights import gaps_for_sample

    declared = audit.declares
    found = gaps(cohort, declared.needs, heading, declared.measures)
    return gaps_for_sample(found, cohort.sampled)


def _how_chosen(audit: Audit, about: AuditInfo, samples: Samples) -> str:
    from audit_app.operations.plan.sample_statement import in_words
    from audit_app.store.cases import case_files

    rounds = {case.round for case in case_files(audit.file)} if samples else frozenset[str]()
    return in_words(samples, about, rounds)


def read_cohort(audit: Audit, filters: Filters) -> tuple[CohortInput, Cohort]:
    """The cases that `filters` let through with their answers, and the heading that says which they are.

    AuditError when a filter names no column or question, a value that its question doesn't offer, or days
    that are none or in the wrong order.
    """
    from audit_app.analysis.populations import with_twins
    from audit_app.store import answers, cases, info

    about = info.read_info(audit.file)
    samples = read_samples(about)
    refs = [ref for ref in cases.refs(audit.file) if ref.role is not Role.SECOND]
    out = not_auditable(audit, refs)
    everything, outside = _everything(audit, about, refs, counting(samples), out)
    matching, dates = between.narrow(_matching(everything, filters), filters.between or {}, filters.status)
    kept = each_case_once(ref for ref in matching.cases.values() if filters.status in (ALL, ref.status))
    counts = counting(samples)
    of_rounds = [ref for ref in refs if counts(ref) and filters.round in ("", ref.round)]
    chosen = sampled(samples, of_rounds, filters.status, out)
    silent = out.counted({ref.case for ref in of_rounds})
    hidden = (each.name for each in audit.form.questions.values() if each.type is QuestionType.HIDDEN)
    given = answers.count_answers(audit.file, kept, hidden)
    held = tuple(sorted({ref.round for ref in kept.values()} - {""}))
    together = {rounds_together(held): held} if len(held) > 1 else {}
    finished = {ref.case for ref in matching.cases.values() if ref.status is CaseStatus.FINISHED}
    how = (_how_chosen(audit, about, samples), how_far_words(chosen.strata, sum(silent.values())))
    heading = Cohort(
        cases={ref.id: ref.reference for ref in kept.values()},
        filters=(
            *_in_words(filters, matching.variables),
            *dates,
            *together,
            *_outside_words(filters, outside),
        ),
        statement=" ".join(filter(None, how)),
        strata=chosen.strata,
        n_unfinished=len({ref.case for ref in matching.cases.values()} - finished),
        n_bulk_answers=given.n_bulk,
        n_answers=given.n_answers,
        n_pregnancies=len({ref.attributes.get(PREGNANCY_COLUMN) or id_ for id_, ref in kept.items()}),
        made_up=about.made_up,
        rounds=held,
        chosen={**_chosen(filters, matching.variables, dates), **together},
        not_auditable=silent,
    )
    read = replace(matching, cases=kept, sampled=chosen)
    found = [ref for ref in everything.cases.values() if filters.status in (ALL, ref.status)]
    inside = {ref.case for ref in kept.values()}
    others = each_case_once(ref for ref in found if ref.case not in inside)
    return with_twins(read, others), heading


def rounds_together(rounds: Sequence[str]) -> str:
    """That the cases of several rounds are read as one."""
    return _("Rounds read together: {rounds}").format(rounds=", ".join(rounds))


def rounds_words(rounds: Sequence[str]) -> str:
    """Which rounds an output holds: `baseline`, or `baseline and follow-up, read together`."""
    if len(rounds) < 2:
        return "".join(rounds)
    words = _("{rounds} and {last}, read together")
    return words.format(rounds=", ".join(rounds[:-1]), last=rounds[-1])


def _matching(everything: CohortInput, filters: Filters) -> CohortInput:
    """Every audit that counts towards a cohort, whatever its status, as round and `where` leave them."""
    from audit_app.analysis.conditions import Clause
    from audit_app.analysis.populations import narrow

    conditions = tuple(
        Clause(name, (_known_value(name, value, everything),))
        for name, value in ((ROUND, filters.round), *(filters.where or {}).items())
        if value
    )
    return narrow(everything, conditions) if conditions else everything


def _everything(
    audit: Audit,
    about: AuditInfo,
    refs: Sequence[CaseRef],
    counts: Callable[[CaseRef], bool],
    out: NotAuditable,
) -> tuple[CohortInput, list[CaseRef]]:
    """Of these audits those that can count towards a cohort, and those of cases outside the sample, which
    can't."""
    from audit_app.store import area, columns

    asked = [name for name, each in audit.form.questions.items() if each.type not in _NEVER_COUNTED]
    declared = audit.declares
    cohort = CohortInput(
        cases={ref.id: ref for ref in refs if counts(ref) and ref.id not in out.audits},
        columns=columns.Columns(audit.file, asked),
        variables=declared.variables,
        companions={
            name: repeat.companion_of for name, repeat in audit.form.repeats.items() if repeat.companion_of
        },
        module_labels={row.get("id", ""): row.get("label", "") for row in declared.sheets.get("modules", [])},
        found=columns.found_in(
            audit.file,
            [name for name, each in audit.form.questions.items() if each.found and not each.repeat],
        ),
        rows=columns.RepeatRows(
            audit.file,
            [name for name, each in audit.form.repeats.items() if not (each.is_fixed or each.repeat)],
        ),
        plausible=plausible(declared.steps, _calculations(audit.form)),
        modules=frozenset(about.modules),
        cuts=cuts_of(about),
        area=area.read_figures(audit.file),
        events=tuple(area.read_events(audit.file).values()),
        unentered=unentered(audit.form, declared.roles.get("father_nobody"), frozenset(about.modules)),
        roles=declared.roles,
    )
    return cohort, [ref for ref in refs if not counts(ref)]


@lru_cache(maxsize=8)
def _calculations(form: Form) -> Mapping[str, frozenset[str]]:
    """The questions that each calculation reads."""
    return {
        name: compile_expression(question.calculation).names
        for name, question in form.questions.items()
        if question.is_calculated
    }


def _known_value(name: str, value: str, everything: CohortInput) -> str:
    """The value as the file has it, given the choice's name or its label."""
    variable = everything.variables.get(name)
    if variable is None:
        if name == ROUND or any(name in ref.attributes for ref in everything.cases.values()):
            return value
        raise AuditError(
            _("There is no column or question “{name}” to filter by.").format(name=name)
            + " "
            + _("Use a column of the imported list or the name of a choice question.")
        )
    if variable.module and everything.modules is not None and variable.module not in everything.modules:
        raise AuditError(
            _("“{name}” isn't asked in this audit: its module {module} is off.").format(
                name=name, module=everything.module_labels.get(variable.module) or variable.module
            )
        )
    for option in variable.options:
        if value == option.name or value.casefold() == option.label.casefold():
            return option.name
    if not variable.options:
        return value
    raise AuditError(
        _("“{value}” is not a choice of {name}. Its choices: {choices}.").format(
            value=value, name=name, choices=", ".join(option.name for option in variable.options)
        )
    )


def _outside_words(filters: Filters, outside: Iterable[CaseRef]) -> Iterable[str]:
    """A file that somebody audited is never left out in silence."""
    wanted = {CaseStatus.FINISHED} if filters.status == ALL else {filters.status}
    audited = {ref.case for ref in outside if ref.status in wanted and ref.status != CaseStatus.NOT_STARTED}
    if audited:
        yield plural(
            "{n} audited case outside the sample left out",
            "{n} audited cases outside the sample left out",
            len(audited),
        )


def _in_words(filters: Filters, known: Mapping[str, Variable]) -> Iterable[str]:
    yield {
        "finished": _("Finished audits"),
        "in_progress": _("Audits in progress"),
        "not_started": _("Audits not yet started"),
    }.get(filters.status, _("All audits, finished or not"))
    yield from _narrowed(filters, known)


def _narrowed(filters: Filters, known: Mapping[str, Variable]) -> dict[str, tuple[str, ...]]:
    """The filters by round and value in words, each with the texts that it is made of."""
    said: dict[str, tuple[str, ...]] = {}
    if filters.round:
        said[_("Round: {round}").format(round=filters.round)] = (filters.round,)
    for name, value in (filters.where or {}).items():
        variable = known.get(name)
        labels = {option.name: option.label for option in variable.options} if variable else {}
        parts = ((variable and variable.label) or name, labels.get(value, value))
        said[": ".join(parts)] = parts
    return said


def _chosen(
    filters: Filters, known: Mapping[str, Variable], dates: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The filters that name a column or a value, by their words, each with the texts that it is made of."""
    named = [known[name].label if name in known else name for name in filters.between or {}]
    of_dates = {
        words: (name,) for words in dates for name in named if words.startswith(f"{name.rstrip('?: ')}: ")
    }
    return {**_narrowed(filters, known), **of_dates}
