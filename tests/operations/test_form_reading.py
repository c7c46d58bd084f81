"""What is wrong in the sheets that say how answers are read is said by row and column, with what to do; what
the program can do without is a warning."""

from __future__ import annotations

import pytest

from audit_app.errors import Severity
from audit_app.operations.form_reading import problems
from audit_app.results.inputs import Option, Variable

Rows = list[dict[str, str]]

VARIABLES = {
    "born": Variable("born", "Birth"),
    "role": Variable("role", "Who is he?", (Option("dad", "Dad"), Option("none", "None"))),
}
MEASURES = [{"id": "M1_born", "question": "born", "page": "one"}]
PAGE = {"id": "one", "title": "One", "question": "What?"}
BLOCK = {"page": "one", "id": "b", "title": "B", "figures": "M1"}
GOOD: dict[str, Rows] = {
    "measures": MEASURES,
    "roles": [{"role": "birth", "question": "born"}],
    "pages": [PAGE],
    "blocks": [BLOCK],
    "findings": [{"page": "one", "id": "a", "say": "share", "figure": "M1", "words": "{k} of {n}"}],
}


def said(**changed: Rows) -> list[tuple[str, str, str]]:
    """Severity, place and message of each problem of the good sheets with some others in their place."""
    found = problems({**GOOD, **changed}, VARIABLES)
    return [(each.severity.value, each.place, each.message) for each in found]


def test_good_sheets_have_nothing_wrong_and_none_is_needed() -> None:
    assert said() == []
    assert list(problems({}, VARIABLES)) == []


@pytest.mark.parametrize(
    ("sheet", "rows", "place", "message"),
    [
        (
            "roles",
            [{"role": "birth", "question": "birthday"}],
            "row 2, column question",
            "There is no question “birthday”, so that this is not shown.",
        ),
        (
            "roles",
            [{"role": "birth_day", "question": "born"}],
            "row 2, column role",
            "Nothing asks for the role “birth_day”.",
        ),
        (
            "roles",
            [{"role": "father", "question": "role", "values": "papa"}],
            "row 2, column values",
            "“papa” is not a choice of “role”.",
        ),
        (
            "derived",
            [{"id": "D1", "label": "D", "method": "exactness", "question": "gone"}],
            "row 2, column question",
            "There is no question “gone”, so that this is not shown.",
        ),
        (
            "derived",
            [{"id": "D1", "label": "D", "method": "groups"}],
            "row 2, column method",
            "This needs the role “referral_gestation”, so that it is not shown.",
        ),
        (
            "derived",
            [{"id": "D1", "label": "D", "method": "ladder"}],
            "row 2, column id",
            "“D1” has no parts, so that it is not shown.",
        ),
        (
            "pages",
            [PAGE, {"id": "two", "title": "Two", "question": "Who?"}],
            "row 3, column id",
            "The page “two” has no blocks, so that it is not shown.",
        ),
        (
            "blocks",
            [BLOCK | {"figures": "M1 M7"}],
            "row 2, column figures",
            "There is no figure “M7”, so that this is not shown.",
        ),
        ("blocks", [BLOCK | {"figures": ""}], "row 2, column figures", "The block “b” has nothing to show."),
        (
            "findings",
            [{"page": "one", "id": "a", "say": "still", "figure": "M9"}],
            "row 2, column figure",
            "There is no figure “M9”, so that this is not shown.",
        ),
        (
            "measures",
            [MEASURES[0], {"id": "M2", "question": "role", "page": "three"}],
            "row 3, column page",
            "There is no page “three”.",
        ),
    ],
)
def test_what_can_be_done_without_is_a_warning(sheet: str, rows: Rows, place: str, message: str) -> None:
    assert said(**{sheet: rows}) == [(Severity.WARNING.value, f"sheet {sheet}, {place}", message)]


@pytest.mark.parametrize(
    ("sheet", "rows", "place", "message"),
    [
        (
            "roles",
            [{"role": "birth", "question": "born"}] * 2,
            "row 3, column role",
            "“birth” stands here more than once.",
        ),
        (
            "roles",
            [{"role": "birth", "question": "referral"}, {"role": "referral", "question": "birth"}],
            "row 2, column question",
            "“referral” is a role itself, and a role names a question.",
        ),
        ("roles", [{"role": "birth"}], "row 2, column question", "This cell is empty."),
        (
            "derived",
            [{"id": "D1", "label": "D", "method": "magic"}],
            "row 2, column method",
            "“magic” is not known here.",
        ),
        (
            "parts",
            [{"figure": "D1", "id": "a", "label": "A", "question": "born"}],
            "row 2, column figure",
            "There is no figure “D1”, so that this is not shown.",
        ),
        (
            "blocks",
            [BLOCK, BLOCK | {"page": "six", "id": "c"}],
            "row 3, column page",
            "There is no page “six”.",
        ),
        ("blocks", [BLOCK | {"picture": "pie"}], "row 2, column picture", "“pie” is not known here."),
        ("pages", [PAGE | {"counted": "cats"}], "row 2, column counted", "“cats” is not known here."),
        (
            "findings",
            [{"page": "one", "id": "a", "say": "share", "figure": "M1", "words": "{median} days"}],
            "row 2, column words",
            "“median” is no place that this kind of sentence fills.",
        ),
        (
            "findings",
            [{"page": "one", "id": "a", "say": "still", "unless": "a"}],
            "row 2, column unless",
            "No row before this one is called “a” on its page.",
        ),
        (
            "orders",
            [{"first": "born", "second": "born", "words": ""}],
            "row 2, column words",
            "This cell is empty.",
        ),
    ],
)
def test_what_makes_no_sense_is_an_error(sheet: str, rows: Rows, place: str, message: str) -> None:
    found = said(**{sheet: rows})
    assert (Severity.ERROR.value, f"sheet {sheet}, {place}", message) in found


def test_every_problem_says_what_to_do() -> None:
    wrong = {"roles": [{"role": "x", "question": "y"}], "blocks": [{"page": "z", "id": "", "title": ""}]}
    assert all(each.action for each in problems({**GOOD, **wrong}, VARIABLES))
