"""Which published figure stands beside a local one, which is only quoted, and why a figure can't be made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.analysis.availability import cannot
from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.analysis.published import Comparable, beside, misfit
from audit_app.model import Country
from audit_app.results.figures import National, Proportion, States
from audit_app.results.inputs import CohortInput, Variable
from tests.analysis import small

KNOWN = {
    id_: National(
        id_,
        "x",
        "47",
        "%",
        "newborns",
        country,
        "2016",
        "A report",
        quantity="older_sibling",
        group="newborns",
        age_under="7",
        quoted_in=quoted_in,
    )
    for id_, country, quoted_in in (
        ("E", "England", "England; Wales"),
        ("O", "England", "England"),
        ("W", "Wales", "England; Wales"),
        ("B", "England and Wales", "England; Wales"),
        ("U", "UK", "England; Wales"),
    )
}
LIKE = Comparable("older_sibling", ("newborns<7", "newborns<14"))
FIGURE = Proportion("M", "x", "fact", States(), base=("a", "b"))


@pytest.mark.parametrize(
    ("drawn", "quoted", "country", "part", "expected"),
    [
        ("E", "", "england", None, ("E", "", "")),
        ("E", "W", "england", None, ("E", "W", "")),
        ("E", "W", "wales", None, ("", "W", "")),
        ("E", "E W", "england", None, ("E", "", "")),
        ("E", "E W", "wales", None, ("", "W", "")),
        ("E", "", "wales", None, ("", "E", "")),
        ("E W", "", "wales", None, ("W", "", "")),
        ("B", "", "wales", None, ("B", "", "")),
        ("U", "", "wales", None, ("U", "", "")),
        ("", "E W", "wales", None, ("", "W", "")),
        ("O", "", "england", None, ("O", "", "")),
        ("O", "O", "wales", None, ("", "", "")),
        ("O", "O W", "wales", None, ("", "W", "")),
        ("E", "", "england", ("a",), ("", "", "E")),
        ("E", "", "england", (), ("", "E", "")),
        ("gone", "", "england", None, ("", "", "")),
    ],
)
def test_a_published_figure_is_drawn_beside_its_like_and_else_quoted(
    drawn: str, quoted: str, country: str, part: tuple[str, ...] | None, expected: tuple[str, str, str]
) -> None:
    make = None if part is None else lambda _drawn: replace(FIGURE, base=part)
    found = beside(FIGURE, KNOWN, Country(country), LIKE, drawn=drawn, quoted=quoted, part=make)
    inside = found.subset.national if found.subset else None
    assert tuple(each.id if each else "" for each in (found.national, found.quoted, inside)) == expected


@pytest.mark.parametrize(
    ("like", "said"),
    [
        (Comparable("older_sibling", ("newborns<7",)), ""),
        (Comparable("older_sibling", ("newborns<14",)), "about newborns<7, and the measure can be compared"),
        (Comparable("older_sibling", ("infants<7",)), "about newborns<7"),
        (Comparable("older_sibling", ("newborns",)), "about newborns<7"),
        (Comparable("first_child", ("newborns<7",)), "counts older_sibling, and the measure first_child"),
        (Comparable(), "doesn't say what it can be compared with"),
    ],
)
def test_a_figure_that_counts_other_things_or_people_stands_nowhere(like: Comparable, said: str) -> None:
    found = beside(FIGURE, KNOWN, Country.ENGLAND, like, drawn="E", quoted="E")
    assert (found.national is None and found.quoted is None) is bool(said)
    assert (said in misfit(KNOWN["E"], like)) if said else not misfit(KNOWN["E"], like)


@pytest.mark.parametrize(
    ("modules", "questions", "said"),
    [
        (None, ["age", "icpc"], ""),
        (["assessment"], ["age", "icpc"], ""),
        ([], ["age"], ""),
        ([], ["icpc"], "the module “Assessment”, which is"),
        ([], ["icpc", "hearing"], "the modules “Assessment”, “court”, which are"),
        (None, ["weather"], "no question “weather”"),
    ],
)
def test_why_a_figure_cannot_be_made(modules: list[str] | None, questions: list[str], said: str) -> None:
    cohort = CohortInput(
        {},
        {},
        {
            name: Variable(name, module=module)
            for name, module in (("age", ""), ("icpc", "assessment"), ("hearing", "court"))
        },
        modules=None if modules is None else frozenset(modules),
        module_labels={"assessment": "Assessment"},
    )
    found = cannot(cohort, questions)
    assert (said in found) if said else not found


@pytest.mark.parametrize(("age", "base"), [("7", "AB"), ("14", "ABC")])
def test_the_part_a_published_figure_stands_beside_has_the_figures_own_age_limit(age: str, base: str) -> None:
    table = """
question                   A B C  D  E
days_birth_to_application  0 6 13 14 -1
sibling                    yes no yes yes yes
"""
    row = {"id": "M", "label": "x", "kind": "proportion", "question": "sibling", "numerator": "yes"} | {
        "national": "N", "national_age": "days_birth_to_application", "quantity": "older_sibling",
        "compared_with": "newborns<7 newborns<14",
    }  # fmt: skip
    national = replace(KNOWN["E"], id="N", age_under=age)
    (declared,) = read_measures([row])
    found = figure(Frame(small.cohort(table)), declared, {"N": national})
    assert found.subset is not None
    assert (small.letters(found.subset.base), found.subset.national) == (base, national)
