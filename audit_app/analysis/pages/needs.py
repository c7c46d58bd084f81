"""Need and service: whether help was offered for each need, came, and fitted together."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, middle
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.words import _


def _finding(reading: Reading) -> str:
    rate = reading.gaps.overall if reading.needs else None
    first = reading.first("M8.4_referral_to_first_service", kind="duration")
    return joined(
        counted(rate, _("no offer was found for {k} of {n} current needs {share}")),
        middle(first, _("half of first services began within {median} {unit} of the referral ({n} counted)")),
    )


SPEC = PageSpec(
    id="needs",
    title="Need and service",
    question="Did services match need?",
    finding=_finding,
    blocks=(
        BlockSpec(
            "matrix",
            "What became of each current need",
            "matrix",
            (),
            (
                "The rate over all needs depends on how many needs the form lists; read it after those "
                "of each need.",
                "An unanswered row is never a gap.",
            ),
            adds=("gaps", "overall"),
        ),
        BlockSpec("plan", "Does the plan match the needs?", "bars", ("M8.5",)),
        BlockSpec("chain", "From need to help", "chain", ("M8.1",), kinds=frozenset({"ladder"})),
        BlockSpec(
            "answers",
            "What parents said, and how services ended",
            "bars",
            ("M8.0", "M8.1"),
            kinds=frozenset({"distribution"}),
        ),
        BlockSpec(
            "together",
            "How services fitted together, and the plan the needs",
            "dots",
            ("M8.3", "M8.5"),
            kinds=frozenset({"proportion"}),
        ),
        BlockSpec(
            "load",
            "How services fitted",
            "bars",
            ("M8.3",),
            kinds=frozenset({"distribution"}),
            adds=("load",),
        ),
        BlockSpec(
            "waits", "From an offer of help to its start", "curves", ("M4.5",), kinds=frozenset({"wait"})
        ),
        BlockSpec(
            "time",
            "Time with help before the birth",
            "numbers",
            ("M8.4", "M4.5"),
            ("Weeks with help are counted from the first service, and not added up over services.",),
            kinds=frozenset({"duration", "number"}),
        ),
    ),
    cautions=(
        "Only current needs count. Suspected and past ones stand beside them.",
        "More services are not more help. This page does not show whether help was any good.",
    ),
)
