"""What differed between early and later referrals (M9): the same measures over two groups, side by side.

No test of whether early referral works: the groups differ in more than the week. Each comparison is made over
all, and among families with and without earlier proceedings, since early referrals are often of known
families.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from audit_app.analysis.cells import pick, states
from audit_app.analysis.comparisons import difference_of
from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.computed.groups import BEFORE, PATHWAY, WHEN, cut_words, groups, parts, refusal
from audit_app.analysis.computed.time_with_help import (
    HELP,
    UNTIL_HELP,
    helped_before_birth,
    needs_met,
    share_of_weeks,
    weeks_with_help,
)
from audit_app.analysis.conditions import read_bounds, read_condition
from audit_app.analysis.declared import Measure
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import KINDS, Comparison, Distribution, Figure, Proportion, as_kind
from audit_app.words import _

Make = Callable[[Frame, Any], Any]


@dataclass(frozen=True)
class Compared:
    """One measure that is compared: how it is made over one group, and the questions that it reads."""

    id: str
    label: str
    kind: str
    make: Make
    reads: tuple[str, ...]
    denominator: str = "fact"
    unit: str = ""
    definition: str = ""
    caution: str = ""


def group_sizes(frame: Frame, shell: Distribution) -> Distribution:
    """How many were referred early and later, how many pregnancies were concealed, and of how many it isn't
    known when: each pregnancy in one row."""
    found = groups(frame)
    words = cut_words(frame)
    rows = (
        ("early", words["early"].capitalize(), found.early),
        ("later", words["later"].capitalize(), found.later),
        ("concealed", _("Concealed or denied, standing apart"), found.concealed),
        ("unknown", _("Week of referral not known"), found.unknown),
    )
    base = tuple(frame.ids.tolist())
    result = replace(shell, base=base, states=states(frame.ids, frame.cells(WHEN).code))
    line = as_kind(result, Proportion)
    return replace(
        result,
        rows=tuple(
            with_share(replace(line, id=f"{shell.id}.{name}", label=label), pick(frame.ids, mask))
            for name, label, mask in rows
        ),
    )


def compare(frame: Frame, shell: Comparison, make: Make, kind: str, stratum: str = "all") -> Comparison:
    """The measure over early and over later referrals, with the difference of early from later: Newcombe's
    for shares, Hodges and Lehmann's for numbers. Refused in words where the sample can't bear it."""
    why = refusal(frame, stratum)
    if why:
        return replace(shell, cannot=why)
    words = cut_words(frame)
    early, later = (
        make(
            group,
            as_kind(shell, KINDS[kind], id=f"{shell.id}.{name}", label=words[name].capitalize(), caution=""),
        )
        for name, group in zip(("early", "later"), parts(frame, stratum), strict=True)
    )
    return replace(
        shell,
        states=states(frame.ids, frame.cells(WHEN).code),
        base=early.base + later.base,
        rows=(early, later),
        difference=difference_of(early, later),
    )


def declared(frame: Frame, shell: Figure, columns: Mapping[str, str]) -> Figure:
    """A measure as a row of the sheet would declare it."""
    numerator = columns.get("numerator", "")
    bounds = read_bounds(numerator)
    measure = Measure(
        id=shell.id,
        label=shell.label,
        kind=shell.kind,
        question=columns["question"],
        denominator=shell.denominator,
        unit=shell.unit,
        section=shell.section,
        choices=() if bounds else tuple(numerator.split()),
        bounds=bounds,
        population=read_condition(columns.get("population", "")),
        rows=columns.get("rows", "any"),
        per=columns.get("per", "pregnancy"),
        waits=shell.kind == "duration",
    )
    return replace(figure(frame, measure), page=shell.page)


def _answer(id_: str, label: str, question: str, numerator: str, **more: str) -> Compared:
    """A share of practice that a declaration can say."""
    make = partial(declared, columns={"question": question, "numerator": numerator, **more})
    return Compared(id_, label, "proportion", make, (question,), denominator="practice")


BOUNDED = marked(
    "Bounded by the week of referral: a family referred later has fewer weeks to have help in. That is "
    "arithmetic and no finding."
)

COMPARISONS = (
    Compared(
        "weeks_with_help",
        marked("Weeks with help before the birth"),
        "number",
        weeks_with_help,
        (HELP,),
        unit=marked("weeks"),
        definition=marked("From the first service after the referral to the birth."),
        caution=BOUNDED,
    ),
    Compared(
        "share_of_weeks",
        marked("Help as a share of the time between referral and birth"),
        "number",
        share_of_weeks,
        (HELP, UNTIL_HELP),
        unit="%",
        definition=marked(
            "Of the days from referral to birth, the part from the first service on, among families "
            "who had one."
        ),
    ),
    Compared(
        "time_to_help",
        marked("Days from referral to the first service"),
        "duration",
        partial(declared, columns={"question": UNTIL_HELP}),
        (UNTIL_HELP,),
        unit="days",
    ),
    Compared(
        "needs_met",
        marked("Help offered for every current need of the mother"),
        "proportion",
        needs_met,
        ("mother_need_mental_health", "mother_offer_mental_health"),
        denominator="practice",
        definition=marked("Offered or in place, over mothers with a current need whose files could say."),
    ),
    Compared(
        "helped_before_birth",
        marked("An accepted service started before the birth"),
        "proportion",
        helped_before_birth,
        ("service_response", "service_started_date", "birth_date"),
        denominator="practice",
        definition=marked("Over families who accepted a service."),
        caution=BOUNDED,
    ),
    _answer(
        "pre_proceedings",
        marked("Pre-proceedings used"),
        "pre_proceedings_used",
        "yes",
        population=f"{PATHWAY} = proceedings_issued",
    ),
    Compared(
        "notice",
        marked("Days of notice of the first hearing"),
        "duration",
        partial(declared, columns={"question": "notice_days", "per": "baby"}),
        ("notice_days",),
        unit="days",
    ),
    _answer(
        "father_contacted",
        marked("Father contacted directly"),
        "father_rung_contacted",
        "yes",
        rows="confirmed",
        population="father_role != partner_not_parent",
    ),
    _answer(
        "father_assessed",
        marked("Father assessed in his own right"),
        "father_rung_assessed",
        "yes",
        rows="confirmed",
        population="father_role != partner_not_parent",
    ),
    _answer("family_meeting", marked("Family-led meeting held"), "family_meeting", "fgc_held other_held"),
    _answer(
        "separated", marked("Apart within 7 days of the birth"), "separated_within_7_days", "yes", per="baby"
    ),
    _answer(
        "with_parent_12m",
        marked("Baby with a parent at 12 months"),
        "outcome_living_with",
        "mother father both parent_child_placement",
        population="outcome_point = 12m and outcome_followed = yes",
        per="baby",
    ),
)

STRATA = {
    "all": "{label}",
    "known": marked("{label}, with earlier proceedings"),
    "new": marked("{label}, without earlier proceedings"),
}
"""All families, and those with and without an older child in earlier proceedings."""


def _made(stratum: str, each: Compared) -> Computed:
    return Computed(
        id=f"M9_{stratum}_{each.id}",
        label=each.label,
        framed=STRATA[stratum],
        page="early_late",
        kind="comparison",
        function=partial(compare, make=each.make, kind=each.kind, stratum=stratum),
        reads=(WHEN, PATHWAY, *each.reads, *((BEFORE,) if stratum != "all" else ())),
        denominator=each.denominator,
        section=marked("Early and later referral"),
        unit=each.unit,
        definition=each.definition,
        caution=each.caution,
    )


def _all() -> Iterator[Computed]:
    yield Computed(
        id="M9_groups",
        label=marked("Who was referred early, and who later"),
        page="early_late",
        kind="distribution",
        function=group_sizes,
        reads=(WHEN,),
        section=marked("Early and later referral"),
        definition=marked(
            "By the week that the area has set once for all rounds. Concealed and denied pregnancies "
            "are in neither group."
        ),
    )
    for stratum in STRATA:
        for each in COMPARISONS:
            yield _made(stratum, each)


MEASURES = tuple(_all())
