"""What becomes of inexact dates: what every day within their bounds gives, tried one by one beside it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.between import ends, in_words, written
from audit_app.model import Answer, AnswerState, Key
from audit_app.xforms.filling import Filled
from audit_app.xforms.rows import Row
from tests.examples import examples
from tests.xforms.forms import answered, case, form, key

S = AnswerState


def worked_out(calculation: str, a: str, b: str = "", *, kind: str = "string") -> Filled:
    """What a calculation over two dates comes to."""
    one = form(f'date a\ndate b\ncalculate c calculation="{calculation}" bind::type={kind}')
    return case(one, {name: text for name, text in (("a", a), ("b", b)) if text}).state(Key("c"))


@pytest.mark.parametrize(
    ("calculation", "a", "b", "value", "inexact"),
    [
        ("${a} - ${b}", "2024-04", "2024-03-31", "1/30", True),
        ("${b} - ${a}", "2024-04", "2024-03-31", "-30/-1", True),
        ("-(${a} - ${b})", "2024-04", "2024-03-31", "-30/-1", True),
        ("2 * (${a} - ${b}) + 1", "2024-04", "2024-04-01", "1/59", True),
        ("(${a} - ${b}) div 7", "2024-04", "2024-04-01", "0/4.142857142857143", True),
        ("int((${a} - ${b}) div 7)", "2024-04", "2024-04-01", "0/4", True),
        ("int((${a} - ${b}) div 100)", "2024-04", "2024-04-01", "0", False),
        ("round((${a} - ${b}) div 7, 1)", "2024-04", "2024-04-01", "0/4.1", True),
        ("abs(${a} - ${b})", "2024-04", "2024-04-10", "0/20", True),
        ("7 div (${a} - ${b})", "2024-04", "2024-04-10", "", True),
        ("(${a} - ${b}) mod 7", "2024-04", "2024-04-10", "", True),
        ("min(${a}, ${b}) - ${b}", "2024-04", "2024-04-10", "-9/0", True),
        ("max(${a}, ${b}) - ${b}", "2024-04", "2024-05-10", "0", False),
        ("if(${a} < ${b}, 'before', 'after')", "2024-04", "2024-05-01", "before", False),
        ("if(${a} < ${b}, 'before', 'after')", "2024-04", "2024-04-30", "", True),
        ("if(${a} <= ${b}, 'before', 'after')", "2024-04", "2024-04-30", "before", False),
        ("if(${a} = ${b}, 'same', 'another')", "2024-04", "2024-04-30", "", True),
        ("if(${a} = ${b}, 'same', 'another')", "2024-04", "2024-04", "", True),
        ("if(${a} = ${b}, 'same', 'another')", "2024-04", "2024-05-01", "another", False),
        ("if(${a} != '', 'said', 'silent')", "2024", "", "said", False),
        ("if('' = '', ${a}, ${b})", "2024-04", "", "2024-04", True),
        ("${a} - number('x')", "2024-04", "", "", False),
        ("if(${a} < ${b}, 1, 3)", "2024-04", "2024-04-15", "1/3", True),
        ("if(${a} - ${b} >= 10 and ${a} - ${b} < 20, 1, 2)", "2024-04", "2024-04-01", "1/2", True),
        ("coalesce(${a}, '2999-12-31')", "2024", "", "2024", True),
        ("decimal-date-time(coalesce(${a}, ${b})) - ${b}", "2024", "2024-01-01", "0/365", True),
        ("decimal-date-time(coalesce(${b}, ${a}))", "2024", "2024-01-01", "19723", False),
        ("format-date(${a}, '%Y')", "2024-04", "", "2024", False),
        ("format-date(${a}, '%m')", "2024", "", "", True),
        ("concat('in ', ${a})", "2024-04", "", "in 2024-04", False),
        ("substr(${a}, 0, 4)", "2024-04", "", "", True),
        ("count-non-empty(${a})", "2024-04", "", "1", False),
    ],
)
def test_bounds_go_through_every_function(
    calculation: str, a: str, b: str, value: str, inexact: bool
) -> None:
    found = worked_out(calculation, a, b)
    assert (found.state, found.value, found.inexact) == (S.ANSWERED, value, inexact)


def test_a_date_that_is_worked_out_keeps_its_first_and_last_day() -> None:
    assert worked_out("${a} + 280", "2024-04", kind="date").value == "2025-01-06/2025-02-04"
    assert worked_out("date(min(${a}, ${b}))", "2024-04", "2024-04-10", kind="date").value == (
        "2024-04-01/2024-04-10"
    )


def test_what_follows_from_bounds_has_bounds() -> None:
    chain = form(
        "date a\ncalculate due calculation='${a} + 280' bind::type=date\n"
        "calculate left calculation='${due} - ${a}'\ncalculate late calculation=\"${due} > '2025-02-04'\""
    )
    found = case(chain, {"a": "2024-04"})
    assert found.state(Key("left")).value == "251/309"  # safe, not tight: the day of `a` is read twice
    assert found.state(Key("late")) == Filled(True, S.ANSWERED, "false", calculated=True)


WINDOW = form(
    """
    date born
    date seen
    calculate days relevant='not(${seen} > ${born})' calculation='${born} - ${seen}'
    calculate after calculation='${days} + 1'
    calculate again calculation="if(${seen} != '', ${days}, 0)"
    """
)


@pytest.mark.parametrize(
    ("born", "asked", "value", "inexact"),
    [
        ("2024-05", True, "20/50", True),
        ("2024-04", True, "", True),  # perhaps born before: then there is nothing to count
        ("2024-03", False, "", False),
    ],
)
def test_what_may_not_be_asked_is_not_known_by_bounds(
    born: str, asked: bool, value: str, inexact: bool
) -> None:
    filling = case(WINDOW, {"born": born, "seen": "2024-04-11"})
    found = filling.state(Key("days"))
    assert (found.asked, found.value, found.inexact) == (asked, value, inexact)
    assert filling.state(Key("after")).inexact is inexact
    again = filling.state(Key("again"))
    assert (again.asked, again.value, again.inexact) == (asked, value, inexact)


HELP = form(
    """
    date referred
    begin_repeat services
    date began
    calculate day relevant='not(${began} < ${referred})' calculation='decimal-date-time(${began})'
    end_repeat
    calculate first calculation="date(min(${day}))" bind::type=date
    calculate last calculation="date(max(${day}))" bind::type=date
    calculate n calculation="count(${services}[./began < '2024-04-20'])"
    """
)


@pytest.mark.parametrize(
    ("referred", "starts", "first", "last", "n"),
    [
        ("2024-03-01", ("2024-04", "2024-08-15"), "2024-04-01/2024-04-30", "2024-08-15", "0/1"),
        ("2024-04-20", ("2024-04", "2024-08-15"), "2024-04-01/2024-08-15", "2024-08-15", "0/1"),
        ("2024-05-01", ("2024-04", "2024-08-15"), "2024-08-15", "2024-08-15", "0/1"),
        ("2024-03-01", ("2024-04", "2024-04"), "2024-04-01/2024-04-30", "2024-04-01/2024-04-30", "0/2"),
        ("2024-03-01", ("", "2024-08-15"), "../2024-08-15", "2024-08-15/..", ""),
    ],
)
def test_no_row_is_left_out_in_silence(
    referred: str, starts: tuple[str, str], first: str, last: str, n: str
) -> None:
    filling = case(HELP, {"referred": referred}, *(Row(f"s{n}", "services", "", n) for n in (1, 2)))
    for row, start in enumerate(starts, 1):
        said = answered(start) if start else Answer(S.NOT_RECORDED)
        filling.set(key(f"began@s{row}"), said)
    assert [filling.state(Key(name)).value for name in ("first", "last", "n")] == [first, last, n]


def test_a_service_that_never_began_is_left_out() -> None:
    filling = case(HELP, {"referred": "2024-03-01"}, Row("s1", "services"), Row("s2", "services", "", 2))
    filling.set(key("began@s1"), Answer(S.NOT_APPLICABLE))
    filling.set(key("began@s2"), answered("2024-08-15"))
    assert filling.state(Key("first")) == Filled(True, S.ANSWERED, "2024-08-15", calculated=True)


def test_a_service_that_may_count_beside_one_that_does_not_leaves_open_which_was_first() -> None:
    one = form(
        """
        date referred
        begin_repeat services
        text response
        date began relevant="${response} = 'accepted'"
        calculate day relevant="not(${began} < ${referred})" calculation='decimal-date-time(${began})'
        end_repeat
        calculate first calculation="date(min(${day}))" bind::type=date
        """
    )
    answers = {
        "referred": "2024-04",
        "response@s1": "accepted",
        "began@s1": "2024-04-13",
        "response@s2": "no",
    }
    filling = case(one, answers, Row("s1", "services"), Row("s2", "services", "", 2))
    assert filling.state(Key("first")) == Filled(True, S.ANSWERED, "", calculated=True, inexact=True)


def test_what_reads_a_step_that_may_not_count_is_not_known_either() -> None:
    chain = form(
        """
        date born
        date seen
        calculate days relevant='not(${seen} > ${born})' calculation='${born} - ${seen}'
        calculate early calculation="if(${days} > 100, 'early', 'late')"
        """
    )
    found = case(chain, {"born": "2024-04-15", "seen": "2024-04"}).state(Key("early"))
    assert found == Filled(True, S.ANSWERED, "", calculated=True, inexact=True)


DAYS = st.dates(date(2024, 3, 25), date(2024, 5, 5))
DATES = st.one_of(DAYS.map(date.isoformat), DAYS.map(lambda day: f"{day:%Y-%m}"))
CALCULATIONS = [
    *("${a} - ${b}", "int((${a} - ${b}) div 7)", "abs(${a} - ${b})"),
    *("min(${a}, ${b}) - 19800", "max(${a}, ${b}) - 19800"),
    *("if(${a} < ${b}, 'x', 'y')", "if(${a} <= ${b} or ${a} > '2024-04-30', 'x', 'y')"),
    *("if(${a} = ${b}, 'x', 'y')", "if(not(${a} >= ${b}), 5, '')"),
    *(
        "if(${b} >= '2024-04-10' and ${b} < '2024-04-20', ${a} - 19800, 0)",
        "coalesce(${a}, ${b}) = '2024-04-03'",
    ),
]
TWICE = frozenset(CALCULATIONS[6:7])
"""These read a date twice: their bounds are safe, and need not be tight."""


def days_of(text: str) -> list[str]:
    first, last = (date.fromisoformat(end) for end in ends(text))
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


@examples(common=40, long=1_000)
@given(calculation=st.sampled_from(CALCULATIONS), a=DATES, b=DATES)
def test_what_is_exact_is_so_on_every_day_and_bounds_hold_all_of_them(
    calculation: str, a: str, b: str
) -> None:
    found = worked_out(calculation, a, b)
    pairs = list(product(days_of(a), days_of(b)))
    corners = [pair for place, pair in enumerate(pairs) if place % 7 == 0] + [pairs[0], pairs[-1]]
    each = {worked_out(calculation, *pair).value for pair in corners}
    if not found.inexact:
        assert each == {found.value}
    elif found.value:
        low, high = map(float, ends(found.value))
        assert low <= min(map(float, each))
        assert max(map(float, each)) <= high


@pytest.mark.parametrize(
    ("text", "first_and_last", "words"),
    [
        ("2024", ("2024-01-01", "2024-12-31"), "2024"),
        ("2024-02", ("2024-02-01", "2024-02-29"), "February 2024"),
        ("2024-04-01/2024-08-15", ("2024-04-01", "2024-08-15"), "between 1 April 2024 and 15 August 2024"),
        ("../2024-08-15", ("", "2024-08-15"), "15 August 2024 or earlier"),
        ("2024-08-15/..", ("2024-08-15", ""), "15 August 2024 or later"),
        ("-3/39", ("-3", "39"), "between -3 and 39"),
        ("../39", ("", "39"), "39 or less"),
        ("39/..", ("39", ""), "39 or more"),
        ("../1500", ("", "1500"), "1500 or less"),
    ],
)
def test_bounds_as_text(text: str, first_and_last: tuple[str, str], words: str) -> None:
    assert ends(text) == first_and_last
    assert in_words(text) == words
    if "/" in text:
        assert written(*first_and_last) == text
