"""REDCap's logic in XLSForm's words: tables of before and after."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.xforms.evaluate import evaluate_in
from audit_app.xforms.redcap_logic import UntranslatableError, translated

KNOWN = {"age", "sex", "race", "born", "seen"}


@pytest.mark.parametrize(
    ("logic", "xlsform"),
    [
        ("[age] > 18", "${age} > 18"),
        ("[age]>=18 and ([sex]='1' or [sex] = \"2\")", "${age} >= 18 and (${sex} = '1' or ${sex} = '2')"),
        ("[AGE] <> ''", "${age} != ''"),
        ("[race(2)] = '1'", "selected(${race}, '2')"),
        (
            "[race(2)] = 0 OR '1' <> [race(-99)]",
            "not(selected(${race}, '2')) or not(selected(${race}, '-99'))",
        ),
        ("[race(1)] and [race(2)]", "selected(${race}, '1') and selected(${race}, '2')"),
        ("[born] >= '2020-01-31'", "${born} >= date('2020-01-31')"),
        ("[sex] = '2020-01-31'", "${sex} = '2020-01-31'"),
        ("-([age] + 2) * 3 / 4", "-(${age} + 2) * 3 div 4"),
        ("[age]^2", "pow(${age}, 2)"),
        ("round([age], 1)", "round(${age}, 1)"),
        ('if([age] > 1, 2, "it\'s")', 'if(${age} > 1, 2, "it\'s")'),
        ("sum([age], 1)", "(coalesce(${age}, 0) + coalesce(1, 0))"),
        ("datediff([born], 'today', 'd')", "abs(decimal-date-time(today()) - decimal-date-time(${born}))"),
        (
            "datediff([born],[seen],'y','dmy',true)",
            "(decimal-date-time(${seen}) - decimal-date-time(${born})) div 365.2425",
        ),
        ("[age] = 1 && [sex] = 2 || [age] = 3", "${age} = 1 and ${sex} = 2 or ${age} = 3"),
    ],
)
def test_says_the_same(logic: str, xlsform: str) -> None:
    assert translated(logic, KNOWN, {"race"}) == xlsform


@pytest.mark.parametrize(
    ("logic", "value"),
    [
        ("rounddown(7 / 2)", "3"),
        ("rounddown(-7 / 2, 0)", "-4"),
        ("roundup(7 / 2)", "4"),
        ("roundup(-7 / 2)", "-3"),
        ("rounddown(1.239, 2)", "1.23"),
        ("if(2 ^ 3 = 8, abs(-1), 0)", "1"),
    ],
)
def test_gives_the_same(logic: str, value: str) -> None:
    assert evaluate_in(translated(logic, KNOWN), None, None).text == value


@pytest.mark.parametrize(
    ("logic", "reason"),
    [
        ("[other] = 1", "reads “other”, which the form doesn't have"),
        ("[race] = 1", r"say which, like \[race\(1\)\]"),
        ("[race(1)] > 0", "ticked \\(1\\) or not"),
        ("[event_1_arm_1][age] = 1", "isn't REDCap's plain logic"),
        ("[user-name] = 'x'", "isn't REDCap's plain logic"),
        ("[age] >", "isn't REDCap's plain logic"),
        ("stdev([age], 2)", "no function “stdev”"),
        ("roundup(1, [age])", "“roundup” is used in a way"),
        ("round()", "“round” is used in a way"),
        ("datediff([born], [seen], 'x')", "“datediff” is used in a way"),
    ],
)
def test_says_why_not(logic: str, reason: str) -> None:
    with pytest.raises(UntranslatableError, match=reason):
        translated(logic, KNOWN, {"race"})


PIECES = (
    "[age]",
    "[race(1)]",
    "(",
    ")",
    " and ",
    " or ",
    "=",
    "<>",
    "'1'",
    '"',
    "+",
    "^",
    "-",
    "if(",
    ",",
    "é",
    "2",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=20))
def test_anything_is_carried_over_or_refused(logic: str) -> None:
    with suppress(UntranslatableError):
        assert translated(logic, KNOWN, {"race"})


def test_depth_has_an_end() -> None:
    with pytest.raises(UntranslatableError):
        translated("(" * 5000 + "1" + ")" * 5000, KNOWN)
