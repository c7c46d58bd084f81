"""How far fathers were included (M7.2), beside the mothers, with possible fathers apart."""

from __future__ import annotations

from functools import partial

from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.computed.ladders import Rung, by_measure, ladder
from audit_app.analysis.conditions import Clause
from audit_app.analysis.frames import Frame
from audit_app.results.figures import Ladder

_A_PARENT = (Clause("father_role", ("partner_not_parent",), negated=True),)
_POSSIBLE = (Clause("father_role", ("father_putative",)),)
_PLANNED = (Clause("highest_pathway_reached", ("early_help", "closed_nfa"), negated=True),)
_LATER = partial(Rung, conditional=True)
_NAMED = ("father_confirmed", "father_putative", "other_legal_parent")

FATHER = (
    Rung("identified", marked("Identified"), "father_role", _NAMED),
    Rung("contacted", marked("Contacted directly"), "father_rung_contacted", ("yes",), _A_PARENT),
    Rung("assessed", marked("Assessed in his own right"), "father_rung_assessed", ("yes",), _A_PARENT),
    Rung("offered", marked("Offered help of his own"), "father_rung_offered_services", ("yes",), _A_PARENT),
    Rung("in_plan", marked("Part of the plan"), "father_rung_in_plan", ("yes",), _A_PARENT),
    Rung(
        "invited",
        marked("Invited to meetings"),
        "father_rung_meetings",
        ("attended", "invited_absent", "sent_views"),
        _A_PARENT,
    ),
    Rung("attended", marked("Came to a meeting"), "father_rung_meetings", ("attended",), _A_PARENT),
    _LATER("invited_icpc", marked("Invited to the first conference"), "father_invited_icpc", ("yes",)),
    _LATER("attended_icpc", marked("Came to the first conference"), "father_attended_icpc", ("yes",)),
    _LATER(
        "told",
        marked("Told the council's plan"),
        "father_told_la_plan_date",
        population=(*_PLANNED, Clause("father_known", ("no",), negated=True)),
    ),
    _LATER(
        "represented", marked("Represented at the first hearing"), "father_represented_hearing1", ("yes",)
    ),
)

MOTHER = (
    Rung("assessed", marked("Part of the assessment"), "adults_included", ("mother",)),
    Rung("offered", marked("Offered a service"), "service_for_whom", ("mother",), rows_or_none=True),
    _LATER("attended_icpc", marked("Came to the first conference"), "mother_attended_icpc", ("yes",)),
    _LATER("told", marked("Told the council's plan"), "mother_told_la_plan_date", population=_PLANNED),
    _LATER(
        "represented", marked("Represented at the first hearing"), "mother_represented_hearing1", ("yes",)
    ),
)

_ABOUT_HIM = ("identified", "contacted", "assessed", "offered", "in_plan", "invited", "attended")


def fathers(frame: Frame, shell: Ladder) -> Ladder:
    """Each pregnancy by its confirmed father, else any possible one: over pregnancies, not over fathers."""
    return by_measure(frame, shell, FATHER)


def possible_fathers(frame: Frame, shell: Ladder) -> Ladder:
    """Each possible father by himself, who is never merged into the ladder of those who are known."""
    rungs = [rung for rung in FATHER if rung.id in _ABOUT_HIM]
    return ladder(frame, shell, rungs, _POSSIBLE, rows="each")


def mothers(frame: Frame, shell: Ladder) -> Ladder:
    """The mother's rungs, as far as a form asks the same of her."""
    return by_measure(frame, shell, MOTHER, rows="any")


_LADDER = partial(Computed, page="fathers", kind="ladder", denominator="practice", section=marked("Fathers"))

MEASURES = (
    _LADDER(
        id="M7.2_ladder",
        label=marked("Fathers: how far they were included"),
        function=fathers,
        reads=("father_role",),
        definition=marked(
            "Every rung is counted over the pregnancies to which it could apply and whose files say, or "
            "could have said, whether it was reached, as in the list; one that can apply to some only (a "
            "conference, a hearing) is also counted over all. Beside it stand those who reached the rung "
            "before. The confirmed father counts, else any possible father or other legal parent. Where "
            "nobody is identified, no rung that is about him is reached."
        ),
        caution=marked(
            "What is not in the file is not evidenced; it may still have happened. Leaving a father "
            "out can be right where a reason of safety is recorded."
        ),
    ),
    _LADDER(
        id="M7.2_mother_ladder",
        label=marked("Mothers: the same steps"),
        function=mothers,
        definition=marked(
            "The steps that the form asks of mothers too, over the pregnancies to which they could apply; "
            "one that can apply to some only is also counted over all."
        ),
        caution=marked(
            "Mothers have no rung for being identified, so the two ladders begin at different rungs."
        ),
    ),
    _LADDER(
        id="M7.2_possible_fathers_ladder",
        label=marked("Possible fathers"),
        function=possible_fathers,
        reads=("father_role",),
        definition=marked(
            "Fathers who are not confirmed, each counted by himself, so a case can count twice."
        ),
    ),
)
