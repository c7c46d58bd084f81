"""What is refused in the sheets `measures` and `needs`, and where it is said to be."""

from __future__ import annotations

import pytest

from audit_app.analysis.bands import read_bands
from audit_app.analysis.conditions import read_bounds, read_condition
from audit_app.analysis.declared import read_measures, read_needs
from audit_app.errors import AuditError
from audit_app.results.inputs import Option, Variable

VARIABLES = {
    "housing": Variable(
        "housing", "Housing", (Option("secure", "Secure", {"group": "a"}), Option("hostel", "H"))
    ),
    "age": Variable("age", "Age"),
    "referral": Variable("referral", "Referral"),
    "start": Variable("start", "Start"),
    "offered": Variable("offered", "Offered", repeat="services"),
}
GOOD = {
    "id": "M6.1",
    "label": "Housing",
    "kind": "proportion",
    "question": "housing",
    "numerator": "secure",
    "population": "age >= 18 and housing != hostel",
}


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({}, None, ""),
        ({"kind": "share"}, "kind", "share"),
        ({"denominator": "all"}, "denominator", "all"),
        ({"rows": "first"}, "rows", "first"),
        ({"question": "hosing"}, "question", "hosing"),
        ({"numerator": "sofa"}, "numerator", "sofa"),
        ({"numerator": ""}, "numerator", "proportion"),
        ({"population": "age ~ 18"}, "population", "age ~ 18"),
        ({"population": "age >= young"}, "population", "number"),
        ({"population": "agee >= 18"}, "population", "agee"),
        ({"bands": "<18 old"}, "bands", "old"),
        ({"group_by": "colour"}, "group_by", "colour"),
        ({"id": ""}, "id", "empty"),
    ],
)
def test_mistakes_are_said_with_row_and_column(
    change: dict[str, str], column: str | None, words: str
) -> None:
    rows = [GOOD | {"id": "first"}, GOOD | change]
    if column is None:
        assert len(read_measures(rows, VARIABLES)) == 2
        return
    with pytest.raises(AuditError) as caught:
        read_measures(rows, VARIABLES)
    places = [(problem.sheet, problem.row, problem.column) for problem in caught.value.problems]
    assert places == [("measures", 3, column)]
    assert words in str(caught.value)


WAIT = {"id": "M4.2", "label": "Wait", "kind": "wait", "question": "start", "from": "referral"}
BETWEEN = {**WAIT, "kind": "duration"}


@pytest.mark.parametrize(
    ("row", "change", "column", "words"),
    [
        (WAIT, {"competing": "age", "censored": "age", "at": "28", "axis": "gestation"}, None, ""),
        (WAIT, {"page": "waits journey", "unit": "days"}, None, ""),
        (BETWEEN, {"unit": "working_days"}, None, ""),
        (BETWEEN, {"question": "offered"}, None, ""),
        (BETWEEN, {"kind": "proportion", "numerator": "<=45", "unit": "working_days"}, None, ""),
        (BETWEEN, {"kind": "distribution", "bands": "0-6 7+"}, None, ""),
        (WAIT, {"from": ""}, "from", "counted"),
        (WAIT, {"from": "refferal"}, "from", "refferal"),
        (WAIT, {"competing": "birth"}, "competing", "birth"),
        (WAIT, {"censored": "closed"}, "censored", "closed"),
        (WAIT, {"at": "four weeks"}, "at", "four weeks"),
        (WAIT, {"axis": "weeks"}, "axis", "weeks"),
        (WAIT, {"unit": "working_days"}, "unit", "working_days"),
        (WAIT, {"from": "offered"}, "from", "repeat"),
        (BETWEEN, {"at": "28"}, "at", "Only a wait"),
        (BETWEEN, {"unit": "weeks"}, "unit", "weeks"),
        (BETWEEN, {"kind": "proportion", "numerator": "yes"}, "numerator", "number"),
        (BETWEEN, {"kind": "distribution"}, "bands", "number"),
        (GOOD, {"competing": "age"}, "competing", "Only a wait"),
    ],
)
def test_times_between_dates_are_checked(
    row: dict[str, str], change: dict[str, str], column: str | None, words: str
) -> None:
    if column is None:
        assert read_measures([row | change], VARIABLES)[0].id == row["id"]
        return
    with pytest.raises(AuditError) as caught:
        read_measures([row | change], VARIABLES)
    assert [problem.column for problem in caught.value.problems] == [column]
    assert words in str(caught.value)


def test_a_time_between_dates_is_in_days_unless_the_sheet_says_so() -> None:
    by_gestation = WAIT | {"id": "x", "axis": "gestation"}
    found = read_measures([WAIT, BETWEEN | {"id": "y", "unit": "working_days"}, by_gestation, GOOD])
    assert [each.printed_unit for each in found] == ["days", "working days", "days of gestation", ""]
    assert [each.waits for each in found] == [True, True, True, False]


def test_an_id_can_stand_only_once() -> None:
    with pytest.raises(AuditError, match="more than once"):
        read_measures([GOOD, GOOD], VARIABLES)


def test_needs_are_checked_too() -> None:
    row = {
        "id": "mother_x",
        "need": "x",
        "person": "mother",
        "label": "X",
        "question": "age",
        "offer": "ofer",
    }
    assert read_needs([row])[0].offer == "ofer"
    with pytest.raises(AuditError, match="sheet needs, row 2, column offer: There is no question “ofer”"):
        read_needs([row], VARIABLES)


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("a = x y", "y", True),
        ("a = x y", "z", False),
        ("a = x y", "w x", True),
        ("a != x", "z", True),
        ("a != x", "w x", False),
        ("a>=3", "3", True),
        ("a < 3", "3", False),
        ("a <= -2", "-2.5", True),
        ("a > 3", "many", False),
    ],
)
def test_clauses(text: str, value: str, holds: bool) -> None:
    (clause,) = read_condition(text)
    assert clause.holds(value) is holds


@pytest.mark.parametrize(("text", "n"), [("", 0), (">=196 <259", 2), ("<7", 1), ("yes no", 0), ("yes <7", 0)])
def test_bounds(text: str, n: int) -> None:
    assert len(read_bounds(text)) == n


def test_bands_are_whole_units() -> None:
    found = {band.label: (band.low, band.high) for band in read_bands("<18 18-20 21 22+ >40")}
    infinity = float("inf")
    assert found == {
        "<18": (-infinity, 18),
        "18–20": (18, 21),
        "21": (21, 22),
        "22+": (22, infinity),
        ">40": (41, infinity),
    }
