"""Our area: how many proceedings concern infants and newborns, and what went along with change locally."""

from __future__ import annotations

from audit_app.analysis.pages.reading import Reading
from audit_app.analysis.pages.sentences import counted, joined, middle, untold
from audit_app.analysis.pages.spec import BlockSpec, PageSpec
from audit_app.results.figures import Figure, answers_of
from audit_app.words import _


def _finding(reading: Reading) -> str:
    return joined(_share(reading, "M1.1"), _share(reading, "M1.2"), _used(reading))


def _share(reading: Reading, name: str) -> str:
    """The area's latest year."""
    figure = reading.first(name)
    if figure is None:
        return ""
    row = _latest(figure)
    return counted(row, _("{label}, {year}: {k} of {n} {share}"), label=figure.label, year=row.label)


def _latest(figure: Figure) -> Figure:
    """The area's own row; of several years the last with a figure."""
    own = [row for row in answers_of(figure) if row.id.endswith(".area") and row.proportion is not None]
    said = own or [row for row in answers_of(figure) if row.proportion is not None]
    return said[-1] if said else figure


def _used(reading: Reading) -> str:
    figure = reading.first("M3.1", kind="proportion")
    if figure is None:
        wait = reading.first("M4.8_referral", kind="number")
        words = _("half of referrals came by {median} {unit} of pregnancy ({n} counted)")
        return middle(wait, words) if wait else ""
    words = _("pre-proceedings are evidenced in {k} of the {n} files that went to court {share}")
    return "; ".join(part for part in (counted(figure, words), untold(figure)) if part)


SPEC = PageSpec(
    id="area",
    title="Our area",
    question="How many of our care proceedings concern infants and newborns, and what changed locally?",
    finding=_finding,
    blocks=(
        BlockSpec(
            "shares",
            "Infants and newborns among children in proceedings",
            "dots",
            ("M1.1", "M1.2"),
            (
                "Newborn means under 7 days in England's published figures and under 14 days in those "
                "for Wales; both are worked out, and only like stands beside like.",
            ),
        ),
        BlockSpec(
            "rate",
            "Newborns in proceedings for each 10,000 live births",
            "dots",
            ("M1.3", "RATE"),
            ("Under 20 newborns a year, three years are put together, and the interval is still wide.",),
        ),
        BlockSpec(
            "places",
            "Beside the region, the country and neighbours",
            "dots",
            ("M1.4",),
            (
                "Places stand in the order in which they were typed. Nobody knows what a good figure "
                "would be.",
            ),
        ),
        BlockSpec("referrals", "Referrals by quarter", "runs", adds=("periods",)),
        BlockSpec("teams", "Referrals by team", "bars", ("Q3_team",), adds=("teams",)),
        BlockSpec(
            "used",
            "Pre-proceedings, and how babies came to live apart",
            "dots",
            ("M3.1", "M3.2"),
            ("These are about the files audited, and not about all proceedings of the area.",),
            kinds=frozenset({"proportion"}),
        ),
        BlockSpec("not_used", "Why pre-proceedings were not used", "bars", ("M3.1_reasons",)),
        BlockSpec(
            "hardship",
            "Housing and money",
            "stacked",
            ("Q6_mother_housing", "Q6_mother_money"),
        ),
        BlockSpec(
            "homes", "Where mothers lived, and kinds of hardship", "bars", ("Q6_housing", "Q6_hardship_kinds")
        ),
        BlockSpec("events", "What happened in the area", adds=("events",)),
    ),
    cautions=(
        "What happened in the area stands beside the counts by its date. That one led to the other "
        "can't be read from this page.",
        "Figures of the area come from the table typed under Plan, and not from the case files.",
        "This page does not show families who were never referred.",
    ),
)
