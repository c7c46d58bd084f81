"""Which published figure stands beside a local one, which is only quoted, and why a figure can't be made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.analysis.availability import cannot
from audit_app.analysis.published import beside
from audit_app.model import Country
from audit_app.results.figures import National, Proportion, States
from audit_app.results.inputs import CohortInput, Variable

KNOWN = {
    id_: National(id_, "x", "47", "%", "newborns", country, "2016", "A report")
    for id_, country in (("E", "England"), ("W", "Wales"), ("B", "England and Wales"), ("U", "UK"))
}
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
        ("E", "", "england", ("a",), ("", "", "E")),
        ("E", "", "england", (), ("", "E", "")),
        ("gone", "", "england", None, ("", "", "")),
    ],
)
def test_a_published_figure_is_drawn_beside_its_like_and_else_quoted(
    drawn: str, quoted: str, country: str, part: tuple[str, ...] | None, expected: tuple[str, str, str]
) -> None:
    make = None if part is None else lambda: replace(FIGURE, base=part)
    found = beside(FIGURE, KNOWN, Country(country), drawn=drawn, quoted=quoted, part=make)
    inside = found.subset.national if found.subset else None
    assert tuple(each.id if each else "" for each in (found.national, found.quoted, inside)) == expected


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
