"""Where a case stands in the lists it was imported from, as it is kept and as it is read."""

from __future__ import annotations

import pytest

from audit_app.operations.plan.list_places import Place, chance_key, next_list, place_of, place_text
from audit_app.store.cases import PLACE, CaseFile


def case(place: str) -> CaseFile:
    return CaseFile("c1", "K-001", attributes={PLACE: place} if place else {})


@pytest.mark.parametrize(
    ("kept", "place"),
    [("", (0, 0)), ("2", (1, 2)), ("14", (1, 14)), ("2:3", (2, 3)), ("11:20", (11, 20))],
)
def test_a_place_is_a_list_and_a_row_and_none_for_a_case_added_by_hand(kept: str, place: Place) -> None:
    assert place_of(case(kept)) == place
    assert not kept or place_text(*place) == kept


def test_lists_are_numbered_in_the_order_they_come() -> None:
    assert [next_list(map(case, kept)) for kept in ([], [""], ["2", "3"], ["2:5", "9"])] == [1, 1, 2, 3]


def test_what_a_draw_depends_on_is_the_row_or_the_reference_of_a_case_added_by_hand() -> None:
    assert [chance_key(case(kept)) for kept in ("14", "2:3", "")] == ["14", "2:3", "=K-001"]
