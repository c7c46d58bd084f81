"""Early and later referral: what differed, with the cautions that belong to it."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import how_sure, joined, tells
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.lines.wording import amount, unit_words
from audit_app.results.figures import Comparison, Estimate, Figure, Share, Summary, answers_of
from audit_app.words import _

_LEADS = ("M9_all_needs_met", "M9_all_helped_before_birth", "M9_all_time_to_help", "M9_all")


def _finding(reading: Reading) -> str:
    sizes = reading.first("M9_groups")
    compared = [each for each in reading.matching(_LEADS) if isinstance(each, Comparison)]
    told = next((each for each in compared if tells(each) and len(each.rows) == 2), None)
    if told is not None:
        return _compared(told)
    refused = next((each.cannot for each in compared if each.cannot), "")
    return " ".join(part for part in (joined(_sizes(sizes)) if sizes else "", refused) if part)


def _sizes(figure: Figure) -> str:
    """How many stand in each group."""
    return ", ".join(f"{row.label}: {len(row.numerator)}" for row in answers_of(figure) if row.numerator)


def _compared(figure: Comparison) -> str:
    early, later = figure.rows
    return joined(f"{figure.label}: {_row(early)}, {_row(later)}", _difference(figure))


def _row(row: Figure) -> str:
    if isinstance(row, Share):
        words = _("{k} of {n} in “{group}” {share}")
        return words.format(k=len(row.numerator), n=len(row.base), group=row.label, share=how_sure(row))
    assert isinstance(row, Summary)
    return _("a median of {median} {unit} in “{group}” ({n} counted)").format(
        median=amount(row.median, row.unit), unit=unit_words(row.unit), n=len(row.values), group=row.label
    )


def _difference(figure: Comparison) -> str:
    """The difference with its interval; an interval that holds nought says that none was shown."""
    found = figure.difference
    if found is None or found.value is None:
        return _("the groups are too small to compare")
    share = isinstance(figure.rows[0], Share)
    value, low, high = (_signed(each, share) for each in (found.value, found.low, found.high))
    if found.low is None or found.high is None:
        return _("a difference of {value}, without an interval").format(value=value)
    words = _("a difference of {value}, between {low} and {high}").format(value=value, low=low, high=high)
    return words if not _holds_nought(found) else words + _(", so that these files show no clear difference")


def _signed(value: float | None, share: bool) -> str:
    if value is None:
        return "–"
    if share:
        return _("{n} points").format(n=_minus(f"{value * 100:+.0f}"))
    return _minus(f"{value:+.1f}".removesuffix(".0"))


def _minus(number: str) -> str:
    return number.replace("-", "\N{MINUS SIGN}")


def _holds_nought(found: Estimate) -> bool:
    return found.low is not None and found.high is not None and found.low <= 0 <= found.high


def _by_chance(reading: Reading) -> str:
    """How many comparisons there are, and how many would look like a difference if there were none."""
    compared = [
        each
        for each in reading.matching(("M9",))
        if isinstance(each, Comparison) and each.difference and each.difference.low is not None
    ]
    if not compared:
        return ""
    clear = sum(not _holds_nought(each.difference) for each in compared if each.difference)
    return _(
        "{n} outcomes are compared here. If nothing differed at all, about {chance} of {n} intervals at 95% "
        "would still miss nought; {clear} do."
    ).format(n=len(compared), chance=f"{len(compared) / 20:.1f}".removesuffix(".0"), clear=clear)


SPEC = PageSpec(
    id="early_late",
    title="Early and later referral",
    question="What differed between families referred early and later in pregnancy?",
    finding=_finding,
    counted=_by_chance,
    blocks=(
        BlockSpec("groups", "Who was referred early, and who later", "bars", ("M9_groups",)),
        BlockSpec(
            "time",
            "Time and help",
            "dots",
            ("M9_all_weeks", "M9_all_share", "M9_all_time", "M9_all_notice"),
            (
                "Weeks of support are bounded by the week of referral: who is referred later can have fewer. "
                "That is arithmetic. Support as a share of the time there was, and days from referral to the "
                "first service, stand beside them.",
            ),
        ),
        BlockSpec(
            "practice",
            "What practice did, and how it went on",
            "dots",
            (
                *("M9_all_needs_met", "M9_all_helped", "M9_all_pre_proceedings", "M9_all_father"),
                *("M9_all_family_meeting", "M9_all_separated", "M9_all_with_parent"),
            ),
            ("Concealed pregnancies stand apart, and are in neither group.",),
            kinds=frozenset({"comparison"}),
        ),
        BlockSpec(
            "known",
            "The same among families with earlier proceedings",
            "dots",
            ("M9_known",),
            (
                "Early referrals are often of families known already, so the comparison is also made among "
                "families with earlier proceedings and among those without.",
            ),
        ),
        BlockSpec("new", "The same among families without earlier proceedings", "dots", ("M9_new",)),
    ),
    cautions=(
        "The groups differ in more than the week of referral. This is no test of whether early "
        "referral works.",
        "Files chosen because a baby came to court can't be compared this way, because what is asked "
        "about has chosen them: the files must hold families whose plan was stepped down too.",
        "The week at which early ends is set once for all rounds, so that rounds can be compared.",
    ),
)
