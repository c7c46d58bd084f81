"""Which cases of one mother are one pregnancy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.operations.case.cases import mother_of
from audit_app.operations.plan.pregnancies import Expecting, is_same_pregnancy, name_pregnancies


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("2024-11-03", ""), ("2024-11-10", ""), True),
        (("2024-11-03", ""), ("2024-11-30", ""), False),
        (("", "2024-11-03"), ("", "2024-11-04"), True),
        (("", "2024-11-03"), ("", "2025-10-04"), False),
        (("2024-11-03", ""), ("", "2024-08-20"), True),
        (("2024-11-03", ""), ("", "2024-12-20"), False),
        (("2024-05-04", "2024-11-03"), ("2024-11-05", "2024-11-03"), True),
        (("2024-11", ""), ("2024-11-03", ""), False),
        (("", ""), ("", ""), False),
    ],
)
def test_dates_say_whether_it_is_one_pregnancy(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    assert is_same_pregnancy(Expecting("M", *one), Expecting("M", *other)) is same
    assert is_same_pregnancy(Expecting("M", *other), Expecting("M", *one)) is same


def test_a_new_twin_joins_the_pregnancy_that_is_known() -> None:
    known = Expecting("M", "2024-11-03", "", "M/2")
    later = Expecting("M", "2026-01-01")
    assert name_pregnancies([Expecting("M", "2024-11-05"), later, known]) == ["M/2", "M/1", "M/2"]
    assert name_pregnancies([Expecting("", "2024-11-05"), Expecting("M")]) == ["", ""]


def test_the_mother_of_a_pregnancy_is_in_its_name() -> None:
    assert mother_of("K7QX-4M/12") == "K7QX-4M"
    assert [mother_of(each) for each in ("P1", "a/b", "")] == ["", "", ""]


days = st.dates().map(lambda day: day.isoformat())
cases = st.builds(Expecting, st.sampled_from(["", "M", "N"]), days | st.just(""), days | st.just(""))


@given(st.lists(cases, max_size=12))
def test_naming_twice_changes_nothing(given_cases: list[Expecting]) -> None:
    names = name_pregnancies(given_cases)
    again = [
        Expecting(case.mother, case.expected, case.born, name)
        for case, name in zip(given_cases, names, strict=True)
    ]
    assert name_pregnancies(again) == names
    assert all(mother_of(name) == case.mother for name, case in zip(names, given_cases, strict=True) if name)
