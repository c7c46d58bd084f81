"""Waits: how long families wait at each step, and who was still waiting when the baby was born."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, middle, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.lines.wording import amount
from audit_app.results.figures import Wait
from audit_app.words import _, plural

_WAITS = ("M4.2", "M4.3", "M4.4", "M4.5", "M4.6", "M4.7")


def _finding(reading: Reading) -> str:
    start = "M4.3_wait_assessment_start"
    wait = reading.first(start, "M4.3", *_WAITS, kind="wait")
    if isinstance(wait, Wait) and wait.proportion is not None:
        return _waited(wait)
    length = reading.first("M4.3_referral_to_assessment_start", "M4.3", *_WAITS, "M4.1", kind="duration")
    if length is None:
        return ""
    words = _("half took {median} {unit} or less, the middle half between {q1} and {q3} ({n} counted)")
    return joined(f"{length.label}: {middle(length, words)}", untold(length))


def _waited(wait: Wait) -> str:
    said = counted(
        wait,
        _("{label}: {k} of {n} families waited more than {at} days {share}"),
        label=wait.label,
        at=amount(wait.at),
    )
    still = plural(
        "one was still waiting at the birth or when the files were read",
        "{n} were still waiting at the birth or when the files were read",
        len(wait.still),
    )
    return joined(said, still if wait.still else "", untold(wait))


def _curves(id_: str, title: str, *names: str) -> BlockSpec:
    cautions = (
        "Curves are drawn from 20 cases and 10 events. Where a step can only come before the birth, "
        "the birth ends the wait without it, and the curve counts only those who reached the step.",
    )
    return BlockSpec(id_, title, "curves", names, cautions, frozenset({"wait"}))


SPEC = PageSpec(
    id="waits",
    title="Waits",
    question="How long are the waits, and how do they compare with those of other children?",
    finding=_finding,
    blocks=(
        BlockSpec(
            "counts",
            "How many waited longer",
            "dots",
            _WAITS,
            (
                "A family that is still waiting is counted by how long it has waited so far, and is "
                "never left out.",
            ),
            kinds=frozenset({"wait", "proportion"}),
        ),
        _curves("assessment", "How the waits went: a worker, and the assessment", "M4.2", "M4.3"),
        _curves("conference", "From strategy meeting to first conference", "M4.4"),
        _curves("services", "From an offer of help to its start", "M4.5"),
        _curves("hand_over", "When a case changes hands: to the next worker's first visit", "M4.6"),
        _curves("court", "Legal planning, the letter and the first meeting, along the pregnancy", "M4.7"),
        BlockSpec(
            "lengths",
            "Waits that ended",
            "numbers",
            ("M4.1", *_WAITS, "M4.8_conference"),
            ("Waits that have not ended are not among these, so that they look shorter than waits are.",),
            kinds=frozenset({"duration", "number"}),
        ),
        BlockSpec(
            "others",
            "Beside other children of the area",
            "",
            ("M4.9",),
            (
                "The medians of other children come from local reports and are never put together with "
                "these files.",
            ),
        ),
    ),
    cautions=(
        "Each wait names the date from which it is counted. Inexact dates are left out and counted "
        "beside it.",
        "Published shares for assessments and conferences are about children of all ages.",
        "This page does not show why a family waited.",
    ),
)
