"""Waits and times between dates over small cohorts worked out by hand."""

from __future__ import annotations

from itertools import zip_longest
from math import exp, log, sqrt

import numpy as np
import pytest

from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame
from audit_app.analysis.intervals import wilson
from audit_app.analysis.measures import figure
from audit_app.analysis.waits import read_waits
from audit_app.model import Country
from audit_app.results.figures import Figure
from audit_app.results.inputs import CohortInput, Cuts
from tests.analysis.small_cohorts import cohort, lettered, states


def measured(data: CohortInput, **columns: str) -> Figure:
    (declared,) = read_measures([{"id": "M4.2", "label": "Wait", "kind": "wait"} | columns], data.variables)
    return figure(Frame(data), declared)


# Every column is one case; what becomes of it stands in the last line: + over, b birth came first, c still
# waiting at the closure or the end of the records, with the days; or the state, `inexact` or `error`.
TABLE = """
referral 03-01 03-01 03-01 03-01 03-01 03-01 03-01 03-01   ?     2024-03 n/a   .     -
start    03-01 03-29 n/a   n/a   n/a   04-20 ?     2024-04 03-05 03-05   03-05 03-05 03-05
closed   -     n/a   05-01 -     -     -     -     -       -     -       -     -     -
birth    06-01 06-01 06-01 04-10 ?     04-10 06-01 06-01   06-01 06-01   06-01 06-01 06-01
becomes  +0    +28   c61   b40   state b40   state inexact state inexact state state state
"""


def told(table: str) -> tuple[str, list[str]]:
    *lines, last = table.strip().splitlines()
    return "\n".join(lines), last.split()[1:]


def test_each_wait_is_over_or_cut_off_or_not_known() -> None:
    table, expected = told(TABLE)
    data = cohort(table)
    columns = {"question": "start", "from": "referral", "competing": "birth", "censored": "closed"}
    found = measured(data, **columns)
    (declared,) = read_measures([{"id": "x", "label": "x", "kind": "wait"} | columns])
    waits = read_waits(Frame(data), declared)
    signs = ("c", "+", "b")
    for case, becomes, time, ended in zip_longest(
        data.cases, expected, waits.cells.numbers(), waits.ended, fillvalue=""
    ):
        known, inexact = case in found.states.known, case in found.inexact
        if becomes == "state":
            assert not known
        elif becomes == "inexact":
            assert (known, inexact) == (True, True)
        else:
            assert (known, inexact) == (True, False)
            assert f"{signs[ended]}{time:g}" == becomes, case
    assert states(found) == {
        "known": "ABCDFHJ",
        "not_recorded": "EGI",
        "not_applicable": "K",
        "not_looked_at": "L",
        "not_asked": "M",
    }
    assert (lettered(found.still), lettered(found.competing)) == ("CDF", "DF")
    assert (found.values, found.median) == ((0.0, 28.0), 14.0)
    assert (lettered(found.base), found.proportion) == ("ABCDF", None)


@pytest.mark.parametrize(
    ("at", "longer", "share"),
    [  # A 0, B 28; C still at 61, D and F born at 40 without it
        ("27", "BCDF", 4 / 5),
        ("28", "CDF", 3 / 5),
        ("41", "CDF", 3 / 5),
        ("61", "CDF", 3 / 5),
        ("62", "DF", None),  # C was cut off before, and nobody was followed so far
    ],
)
def test_the_share_that_waited_longer_counts_birth_as_never(
    at: str, longer: str, share: float | None
) -> None:
    columns = {"question": "start", "from": "referral", "competing": "birth", "censored": "closed", "at": at}
    found = measured(cohort(told(TABLE)[0]), **columns)
    assert (lettered(found.base), lettered(found.numerator), found.at) == ("ABCDF", longer, float(at))
    assert found.proportion == (None if share is None else pytest.approx(share))
    assert ("Nobody was followed for 62 days" in found.caution) == (share is None)


# Over after 10, 20, 40 and 50 days; cut off by the closure after 15 and 25.
CUT = """
referral 03-01 03-01 03-01 03-01 03-01 03-01
start    03-11 03-21 04-10 04-20 n/a   n/a
closed   -     -     -     -     03-16 03-26
"""


def test_a_family_cut_off_before_counts_until_then() -> None:
    columns = {"question": "start", "from": "referral", "censored": "closed", "at": "28"}
    found = measured(cohort(CUT), **columns)
    # 5 of 6 wait on after 10 days; one is cut off at 15; 3 of 4 wait on after 20; one more is cut off at 25.
    left = 5 / 6 * 3 / 4
    assert (lettered(found.base), lettered(found.numerator)) == ("ABCDEF", "CD")
    assert found.proportion == pytest.approx(left)
    assert "2 were cut off before 28 days and count until then" in found.caution
    error = sqrt(1 / (6 * 5) + 1 / (4 * 3))  # Greenwood's, of the logarithm
    half = 1.959963984540054 * error / log(left)
    limits = sorted(left ** exp(sign * half) for sign in (-1, 1))
    assert (found.low, found.high, found.interval) == (*(pytest.approx(each) for each in limits), "log-log")


@pytest.mark.parametrize(("at", "share", "n"), [("5", 1.0, 6), ("60", 0.0, 4)])
def test_where_all_or_none_have_waited_the_limits_are_wilsons_of_those_known(
    at: str, share: float, n: int
) -> None:
    found = measured(cohort(CUT), question="start", censored="closed", **{"from": "referral", "at": at})
    assert (found.proportion, found.interval) == (share, "wilson")
    assert (found.low, found.high) == pytest.approx(wilson(round(share * n), n))


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("03-01 02-28 - -", "error"),  # began before the referral
        ("03-01 n/a - 02-20", "error"),  # born before it
        ("03-01 03-05 - 02-20", "error"),
        ("03-01 n/a 02-20 -", "error"),  # closed before it
        ("03-01 n/a 2024-02 -", "c0"),  # closed some time in the month before: it may have been that day
        ("03-01 n/a 2024-05 -", "c61"),
        ("03-01 05-20 2024-05 -", "+80"),  # a step is not put in doubt by a vague closure
        ("03-01 05-20 05-10 -", "c70"),
        ("03-01 04-01 - 2024-05", "+31"),  # before any day of the month of birth
        ("03-01 05-02 - 2024-05", "inexact"),
        ("03-01 n/a 04-01 2024-05", "c31"),  # closed before any day on which the birth can have been
        ("03-01 n/a - -", "c305"),  # the case was last changed on 31 December
        ("03-01 n/a - n/a", "c305"),
        ("03-01 n/a - !", "unclear"),
        ("03-01 03-31 - !", "+30"),
        ("03-01 ! - 06-01", "unclear"),
        ("? ! - 06-01", "unclear"),
        ("? n/a - x", "source_not_seen"),
    ],
)
def test_dates_that_contradict_or_are_vague(line: str, becomes: str) -> None:
    cells = zip(("referral", "start", "closed", "birth"), line.split(), strict=True)
    data = cohort(
        "\n".join(f"{name} {cell} {other}" for (name, cell), other in zip(cells, OTHER, strict=True))
    )
    columns = {"question": "start", "from": "referral", "competing": "birth", "censored": "closed"}
    found = measured(data, **columns)
    if becomes == "error":
        assert "A" in found.errors
    elif becomes == "inexact":
        assert "A" in found.inexact
    elif becomes[0] in "+c" and becomes[1:].isdigit():
        assert "A" in (found.base if becomes[0] == "+" else found.still)
        (declared,) = read_measures([{"id": "x", "label": "x", "kind": "wait"} | columns])
        assert read_waits(Frame(data), declared).cells.numbers()[0] == float(becomes[1:])
    else:
        assert "A" in getattr(found.states, becomes)


OTHER = ("03-01", "03-02", "-", "-")  # a second case, of whom the step is asked


def test_no_wait_for_what_comes_before_birth_lasts_beyond_44_weeks() -> None:
    data = cohort("edd 10-01 10-01 -\nreferral 03-01 03-01 03-01\nstart n/a 11-15 n/a\nbirth n/a n/a n/a")
    columns = {"question": "start", "from": "referral", "competing": "birth", "axis": "gestation"}
    found = measured(data, **columns, at="308")
    assert (lettered(found.still), found.competing, found.proportion) == ("AB", (), None)
    in_days = measured(data, **(columns | {"axis": "days"}), at="242")  # 1 March to 29 October
    assert lettered(in_days.numerator) == "ABC"
    assert lettered(measured(data, **(columns | {"axis": "days"}), at="243").numerator) == "C"


def test_the_records_end_where_the_area_says() -> None:
    data = cohort("referral 03-01 03-01 06-01\nstart n/a 05-01 n/a", cuts=Cuts(records_to="2024-04-01"))
    found = measured(data, question="start", **{"from": "referral", "at": "31"})
    assert (lettered(found.still), lettered(found.numerator), found.values) == ("ABC", "AB", ())


def test_without_an_end_of_the_records_a_wait_says_nothing_of_its_length() -> None:
    found = measured(
        cohort("referral 03-01\nstart n/a", changed=""), question="start", **{"from": "referral"}
    )
    assert lettered(found.still) == "A"
    found = measured(
        cohort("referral 03-01\nstart n/a", changed=""), question="start", **{"from": "referral", "at": "1"}
    )
    assert (lettered(found.base), found.numerator, found.proportion) == ("A", (), None)


@pytest.mark.parametrize(
    ("gate", "state"),
    [
        *(("yes", "known"), ("n/a", "known"), ("-", "not_asked")),
        *(("?", "population_unknown"), ("x", "population_unknown")),
    ],
)
def test_what_was_not_asked_never_took_place_only_where_it_is_known_why(gate: str, state: str) -> None:
    data = cohort(f"referral 03-01 03-01\nmet {gate} yes\nmeeting - 04-01", asked_after={"meeting": "met"})
    found = measured(data, question="meeting", **{"from": "referral"})
    assert "A" in getattr(found.states, state)
    assert ("A" in found.still) == (state == "known")


def test_a_step_that_nobody_was_asked_about_is_no_wait() -> None:
    found = measured(cohort("referral 03-01 03-01\nmeeting - -"), question="meeting", **{"from": "referral"})
    assert states(found) == {"not_asked": "AB"}


# Two services of A, one of B, two of C.
SERVICES = """
offered  03-01 03-01 03-01 03-01 03-01
started  03-20 03-11 n/a   n/a   n/a
birth    06-01 06-01 04-01 05-01 05-01
"""


@pytest.mark.parametrize(
    ("rows", "values", "base", "still"),
    [("each", (10.0, 19.0), "AABCC", "BCC"), ("any", (10.0,), "ABC", "BC")],
)
def test_rows_count_by_themselves_or_as_their_case(
    rows: str, values: tuple[float, ...], base: str, still: str
) -> None:
    data = cohort(SERVICES, cases="AABCC", repeats={"offered": "services", "started": "services"})
    columns = {"question": "started", "from": "offered", "competing": "birth", "rows": rows}
    found = measured(data, **columns)
    assert (found.values, lettered(found.base), lettered(found.still)) == (values, base, still)


def test_a_date_of_the_case_begins_the_wait_of_each_of_its_rows() -> None:
    data = cohort(
        "referral 03-01 03-01 04-01\nstarted 03-08 03-15 04-08", cases="AAB", repeats={"started": "services"}
    )
    found = measured(data, question="started", rows="each", **{"from": "referral"})
    assert found.values == (7.0, 7.0, 14.0)


def test_on_the_axis_of_pregnancy_time_is_days_of_pregnancy() -> None:
    # 280 days before 1 October 2024 is 26 December 2023; 1 March is 9+3 weeks, 7 June 23+3.
    table = """
    edd      10-01 10-01 10-01 ?     2024-10
    referral 03-01 03-01 07-01 03-01 03-01
    start    06-07 n/a   07-01 04-01 04-01
    birth    10-01 09-24 10-01 10-01 10-01
    """
    data = cohort(table)
    columns = {
        "question": "start",
        "from": "referral",
        "competing": "birth",
        "axis": "gestation",
        "at": "168",
    }
    found = measured(data, **columns)
    assert (found.values, found.unit) == ((164.0, 188.0), "days of gestation")
    assert (lettered(found.competing), lettered(found.inexact)) == ("B", "E")
    # Three are too few for a share along the pregnancy.
    assert (found.base, found.numerator, found.proportion) == ((), (), None)
    assert "Fewer than ten were in it" in found.caution
    assert states(found) == {"known": "ABCE", "not_recorded": "D"}


@pytest.mark.parametrize(
    ("unit", "country", "values"),
    [
        ("days", Country.ENGLAND, (0.0, 4.0, 63.0)),
        ("working_days", Country.ENGLAND, (0.0, 1.0, 42.0)),
        ("working_days", Country.WALES, (0.0, 1.0, 42.0)),
    ],
)
def test_the_days_between_two_dates(unit: str, country: Country, values: tuple[float, ...]) -> None:
    table = (
        "begun 05-03 05-03 11-04 05-03 05-03 ? 05-03\nended 05-03 05-07 2025-01-06 2024-05 05-01 05-07 n/a"
    )
    data = cohort(table, cuts=Cuts(country=country))
    found = measured(data, kind="duration", question="ended", unit=unit, **{"from": "begun"})
    assert found.values == values
    assert (lettered(found.inexact), lettered(found.errors)) == ("D", "E")
    assert states(found) == {"known": "ABCDE", "not_recorded": "F", "not_applicable": "G"}
    assert found.unit == unit.replace("_", " ")


def test_a_share_within_a_time_limit_counts_working_days() -> None:
    table = "begun 11-04 11-04 11-04 11-04 11-04\nended 2025-01-09 2025-01-10 2025-01 11-03 2024-12"
    found = measured(
        cohort(table),
        kind="proportion",
        question="ended",
        numerator="<=45",
        unit="working_days",
        **{"from": "begun"},
    )
    # All of December lies within the limit, and January on both sides of it.
    assert (lettered(found.base), lettered(found.numerator)) == ("ABE", "AE")
    assert (lettered(found.inexact), lettered(found.errors)) == ("C", "D")


def test_dates_of_different_repeats_have_no_time_between_them() -> None:
    data = cohort("one 03-01 03-02\nother 03-05 03-06", repeats={"one": "sessions", "other": "services"})
    (declared,) = read_measures(
        [{"id": "x", "label": "x", "kind": "duration", "question": "other", "from": "one"}]
    )
    assert states(figure(Frame(data), declared)) == {"not_asked": "AB"}


def many(n: int, events: int) -> CohortInput:
    """`n` cases referred on 1 March, of whom so many began 1, 2, 3 ... days later; the others were born on
    1 June."""
    start = [f"2024-03-{day + 2:02}" for day in range(events)] + ["n/a"] * (n - events)
    lines = {"referral": ["03-01"] * n, "start": start, "birth": ["06-01"] * n}
    table = "\n".join(f"{name} {' '.join(cells)}" for name, cells in lines.items())
    return cohort(table)


@pytest.mark.parametrize(
    ("n", "events", "drawn"), [(20, 10, True), (19, 12, False), (30, 9, False), (0, 0, False)]
)
def test_a_curve_needs_twenty_cases_and_ten_that_reached_the_step(n: int, events: int, drawn: bool) -> None:
    data = many(n, events) if n else cohort("referral ?\nstart .\nbirth -")
    found = measured(data, question="start", **{"from": "referral", "competing": "birth"})
    assert (found.curve is not None) == drawn
    assert ("too few for a curve" in found.caution) != drawn


@pytest.mark.parametrize(("competing", "method"), [("birth", "aalen-johansen"), ("", "kaplan-meier")])
def test_a_curve_says_what_it_is(competing: str, method: str) -> None:
    found = measured(many(25, 14), question="start", **{"from": "referral", "competing": competing})
    curve = found.curve
    assert curve is not None
    assert (curve.method, curve.unit, curve.origin, curve.label) == (method, "days", "Referral", "Wait")
    assert (curve.n, curve.n_events, curve.n_competing) == (25, 14, 11 if competing else 0)
    assert curve.n_events + curve.n_competing + curve.n_censored == curve.n
    assert curve.share == pytest.approx([day / 25 for day in range(1, 15)])
    assert (curve.median, curve.at_risk[0]) == (13.0, (0.0, 25))


@pytest.mark.parametrize("axis", ["days", "gestation"])
@pytest.mark.parametrize(
    "table",
    [
        "referral ?\nstart .\nbirth -\nedd x",
        "referral 03-01\nstart 04-01\nbirth 06-01\nedd 06-01",
        "referral 03-01\nstart 04-01\nbirth 02-01\nedd 02-01",
        "referral 2024\nstart 2024-05\nbirth 2024\nedd 2024",
    ],
)
def test_nobody_one_case_and_contradictions_make_a_figure_too(table: str, axis: str) -> None:
    columns = {"question": "start", "from": "referral", "competing": "birth", "axis": axis, "at": "28"}
    found = measured(cohort(table), **columns)
    assert found.curve is None
    told = [*found.base, *found.inexact, *found.errors]
    assert len(set(told)) == len(told)
    assert set(told) <= set(found.states.known)


def along_the_pregnancy(stay: int) -> CohortInput:
    """Referred at 10, 11, ... 33 weeks, each reaching the step so many days later; the first at once."""
    days = np.datetime64("2024-01-01") + np.arange(10, 34) * 7
    step = days + stay
    step[0] = days[0]
    lines = {"edd": ["2024-10-07"] * 24, "referral": days.tolist(), "start": step.tolist()}
    return cohort("\n".join(f"{name} {' '.join(map(str, cells))}" for name, cells in lines.items()))


@pytest.mark.parametrize(
    ("at", "share"), [("139", None), ("147", 1.0), ("148", 10 / 11), ("155", (10 / 11) ** 2)]
)
def test_on_the_axis_of_pregnancy_nothing_is_estimated_before_ten_are_in_it(
    at: str, share: float | None
) -> None:
    data = along_the_pregnancy(71)
    found = measured(data, question="start", **{"from": "referral", "axis": "gestation", "at": at})
    curve = found.curve
    assert curve is not None
    # From week 20 on the cases of weeks 11 to 20 are waiting; that of week 11 is over at 21+1.
    assert (curve.n, curve.times[0], curve.at_risk[0][0]) == (23, 21 * 7 + 1, 140)
    assert curve.share[0] == pytest.approx(1 / 11)
    assert found.proportion == (None if share is None else pytest.approx(share))
    assert ("There is no share for 19+6 weeks" in found.caution) == (share is None)
    assert ("Families joined at different weeks" in found.caution) == (share is not None)
    assert "before 20+0 weeks" in found.caution
    assert "1 that were over" in found.caution


def test_on_the_axis_of_pregnancy_there_is_no_curve_where_ten_are_never_in_it() -> None:
    found = measured(along_the_pregnancy(36), question="start", **{"from": "referral", "axis": "gestation"})
    assert found.curve is None
    assert "Fewer than ten were in it" in found.caution


@pytest.mark.parametrize(("due", "errors"), [("2024-06-01", ""), ("2023-06-01", "A"), ("2025-06-01", "A")])
def test_on_the_axis_of_pregnancy_an_expected_date_a_year_off_is_an_error(due: str, errors: str) -> None:
    read = cohort(f"""
question  A
edd       {due}
referral  2024-02-01
start     2024-03-01
""")
    found = measured(read, question="start", **{"from": "referral", "axis": "gestation"})
    assert (lettered(found.errors), bool(found.base)) == (errors, not errors)
