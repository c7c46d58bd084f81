"""Which pages of a form are there: those of which it can fill anything."""

from __future__ import annotations

import pytest

from audit_app.analysis.derived import read_derived
from audit_app.analysis.pages.presence import offered, there
from audit_app.analysis.pages.sheets import Sheets, read_pages
from audit_app.analysis.roles import read_roles
from tests.form.filled import PAGES, form, sheets


def shown(read: Sheets, *questions: str) -> list[str]:
    """The ids of the pages of a form that asks these questions."""
    roles = read_roles(read.get("roles", ()))
    found = offered(read, roles, read_derived(read, roles), questions)
    return [page.id for page in there(read_pages(read), found)]


def one_page(**sheets_: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    page = {"id": "one", "title": "One", "question": "What?"}
    return {"pages": [page], "blocks": [{"page": "one", "id": "b", "title": "B"}], **sheets_}


def test_the_shipped_form_has_them_all() -> None:
    assert shown(sheets(), *form().questions) == [id_ for id_, _title in PAGES]


def test_without_its_role_a_page_of_figures_that_need_it_is_not_there() -> None:
    roles = [row for row in sheets()["roles"] if row["role"] != "referral_gestation"]
    left = shown({**sheets(), "roles": roles}, *form().questions)
    assert set(dict(PAGES)) - set(left) == {"early_late"}


def test_a_form_without_pages_has_one_of_its_measures_by_section() -> None:
    (page,) = read_pages(
        {
            "measures": [
                {"id": "A1", "section": "One", "question": "a"},
                {"id": "A2", "section": "Two", "question": "a"},
                {"id": "A3", "section": "One", "question": "a"},
            ],
            "needs": [{"id": "n", "question": "a", "offer": "b"}],
        }
    )
    assert [(block.title, block.figures) for block in page.blocks] == [
        ("One", ("A1", "A3")),
        ("Two", ("A2",)),
        ("Needs and offers", ()),
    ]
    assert read_pages({}) == ()


def test_a_form_that_asks_nothing_of_them_has_the_areas_own_figures_alone() -> None:
    assert shown(sheets()) == ["area"]


@pytest.mark.parametrize(
    ("read", "there_"),
    [
        (one_page(), False),
        (one_page(measures=[{"id": "M1_a", "question": "a", "page": "one"}]), True),
        (one_page(measures=[{"id": "M1_a", "question": "gone", "page": "one"}]), False),
        (one_page(blocks=[{"page": "one", "id": "b", "title": "B", "adds": "gaps"}]), False),
        (
            one_page(
                blocks=[{"page": "one", "id": "b", "title": "B", "adds": "gaps"}],
                needs=[{"id": "n", "question": "a", "offer": "a"}],
            ),
            True,
        ),
        (
            one_page(
                blocks=[{"page": "one", "id": "b", "title": "B", "adds": "contradictions"}],
                orders=[{"first": "a", "second": "gone", "words": "x"}],
            ),
            False,
        ),
        (
            one_page(
                blocks=[{"page": "one", "id": "b", "title": "B", "figures": "L"}],
                derived=[{"id": "L1", "label": "L", "method": "ladder", "kind": "ladder"}],
                parts=[{"figure": "L1", "id": "x", "label": "X", "question": "a"}],
            ),
            False,
        ),
        (
            one_page(
                blocks=[{"page": "one", "id": "b", "title": "B", "figures": "L1"}],
                derived=[{"id": "L1", "label": "L", "method": "ladder", "kind": "ladder"}],
                parts=[{"figure": "L1", "id": "x", "label": "X", "question": "a"}],
            ),
            True,
        ),
    ],
)
def test_a_page_is_there_if_anything_on_it_can_be(
    read: dict[str, list[dict[str, str]]], there_: bool
) -> None:
    assert shown(read, "a") == (["one"] if there_ else [])
