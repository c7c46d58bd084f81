"""Writes `docs/measures.md` from what is declared, so that it lists exactly the measures there are.

`python -m tests.analysis.measures_doc` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audit_app.analysis.computed.chains import chain_id
from audit_app.analysis.conditions import in_words
from audit_app.analysis.declared import Measure, read_measures, read_needs
from audit_app.analysis.pages.spec import BlockSpec, is_named
from audit_app.operations.declared import Declared
from audit_app.results.inputs import Variable
from tests.form.filled import derived_figures, form, sheets, specs

DOCUMENT = Path(__file__).parents[2] / "docs" / "measures.md"

INTRODUCTION = """# Measures

Every planning question, with the measures that answer it: what each counts, over what, how it is worked
out, and in which part of its page it stands. `python -m tests.analysis.measures_doc` writes this page from
the form's sheets `measures` and `derived`; a test keeps the two alike. The shares
and intervals of the estimators have their sources in the docstrings of `analysis/intervals.py`,
`medians.py`, `survival.py`, `wait_shares.py`, `design.py` and `design_curves.py`.

What holds for all of them:
- **Fact** is over the pregnancies of which it is known; **practice** over all whose source was seen, so
that what is not in the file is not evidenced. Not recorded, in conflict, not applicable, source not seen,
not looked at, can't tell (nobody knows whether it applies) and not asked (its module is off) are counted
beside every figure and are never a "no". A fact of which more than
a fifth of the files say nothing is greyed.
- A pregnancy counts once, twins included; measures about babies, proceedings and separations count each baby.
- Shares have Wilson's 95% interval; their differences Newcombe's; medians and quartiles are type 7 (Excel's
inclusive ones), their differences Hodges and Lehmann's shift; rates have the exact Poisson interval below
ten events and Byar's from there, three years together below twenty.
- In a sample every finished file counts for as many as the list holds of its stratum for each that is
finished: shares, medians, quartiles and curves are weighted, and intervals follow from the variance by
stratum with the finite-population correction (`docs/decisions/0014`). While a sample is unfinished every
figure says so. A sample chosen by hand has no interval at all.
- Days are calendar days unless they are called working days; those leave out the bank holidays of the
audit's country. Inexact dates are in no duration and are counted beside it; dates in the wrong order are
errors and are listed. - A wait that is not over counts up to the closure of the case, the end of the
records or the birth, which competes with what can only come before it. Curves stand from 20 cases and 10
events. Who waited longer is read from the curve at that day; along the pregnancy nothing is estimated before
ten families are in it.
- What an area sets once for all rounds: the week at which early referral ends (20+0), the weeks at
which the journey is read (20, 24, 28, 34), newborn (under 7 or under 14 days), short notice (under 3, under
7, at most 7, under 12, or 2 to 5 days), and the day to which the records were read.
- A published figure is drawn only beside its own country and population; elsewhere it is quoted in words.
"""

KINDS = {
    "proportion": "share",
    "distribution": "counts and shares",
    "number": "median, quartiles",
    "duration": "median, quartiles",
    "wait": "share over {at} days; Kaplan-Meier",
    "comparison": "two groups, difference",
    "ladder": "share at each step, over all and over the step before",
    "rate": "rate, exact or Byar's",
}
BEYOND = (
    ("Referrals by month or quarter", "area", "counts; a median line from 12 points"),
    ("Referrals by team", "area", "counts, where the list of cases names teams"),
    (
        "Gap rate of each need, and over all needs",
        "needs",
        "share; over all needs with a bootstrap over cases",
    ),
    ("Services running at once", "needs", "median, quartiles"),
    (
        "Planning questions that the records can answer",
        "records",
        "now, with work or with a new field: 90% of files",
    ),
    ("Dates that contradict each other", "records", "cases by pair of dates"),
)


@dataclass(frozen=True)
class Line:
    """One measure as the document tells it."""

    id: str
    label: str
    pages: tuple[str, ...]
    kind: str
    how: str
    over: str
    definition: str


def lines() -> Iterator[Line]:
    """Every measure there is, in the order of the catalogue."""
    known = Declared(form(), sheets()).variables
    for measure in read_measures(sheets()["measures"], known):
        yield _declared(measure, known)
    for each in derived_figures().values():
        said, kind = each.row.measure, each.row.kind
        yield Line(each.id, said.label, (each.page,), kind, KINDS[kind], said.denominator, said.definition)
    for need in read_needs(sheets()["needs"], known):
        label = f"{need.label}: from need to help"
        words = "Offered or in place, accepted, started before the birth, completed; current needs only."
        yield Line(chain_id(need), label, ("needs",), "ladder", KINDS["ladder"], "practice", words)


def _declared(measure: Measure, known: Mapping[str, Variable]) -> Line:
    how = KINDS[measure.kind]
    if measure.kind == "wait":
        at = f"{measure.at:g}" if measure.at else ""
        how = (
            f"share over {at} days; "
            if measure.axis == "days"
            else f"share after {measure.at or 0:g} days of pregnancy; "
        )
        how += "cumulative incidence (Aalen-Johansen)" if measure.competing else "Kaplan-Meier"
    whom = in_words(measure.population, known)
    settled = ", ".join(f"`{name}`" for name in measure.settled_by)
    parts = (f"{measure.denominator}, each {measure.per}", whom, settled and f"settled by {settled}")
    over = "; ".join(filter(None, parts))
    pages = tuple(measure.page.split())
    return Line(measure.id, measure.label, pages, measure.kind, how, over, measure.definition)


def document() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_sections()]) + "\n"


def _sections() -> Iterator[str]:
    found = list(lines())
    for number, spec in enumerate(specs().values(), 1):
        yield f"## {number}. {spec.title}\n\n*{spec.question}*\n"
        yield from _table([line for line in found if spec.id in line.pages], spec.blocks)
    yield "## On no page\n\nPrinted by `measures` and in the profile.\n"
    yield from _table([line for line in found if not line.pages or line.pages == ("",)], ())
    yield "## Beside the measures\n"
    yield "| what | page | how |\n|---|---|---|"
    yield from (f"| {what} | {specs()[page].title} | {how} |" for what, page, how in BEYOND)


def _table(found: list[Line], blocks: tuple[BlockSpec, ...]) -> Iterator[str]:
    yield "| id | measure | definition | over | how | shown in |\n|---|---|---|---|---|---|"
    for line in found:
        shown = (
            "; ".join(block.title for block in blocks if _stands_in(line, block))
            or "the list of all measures"
        )
        cells = (f"`{line.id}`", line.label, line.definition, line.over, line.how, shown)
        yield "| " + " | ".join(" ".join(cell.split()).replace("|", "/") for cell in cells) + " |"
    yield ""


def _stands_in(line: Line, block: BlockSpec) -> bool:
    named = any(is_named(line.id, name) for name in block.figures)
    return named and (not block.kinds or line.kind in block.kinds)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
