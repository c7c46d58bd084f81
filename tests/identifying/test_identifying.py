"""What is marked in a text before it leaves, and what isn't: a line is a text with its marks in brackets."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit_app.identifying import identifying, is_nhs_number
from audit_app.identifying.names import word_lists

KNOWN = frozenset(["testshire", "rosemead", "pause", "neighbourhood", "amber"])


def shown(text: str) -> str:
    """The text with each mark in brackets, its kind before it."""
    for mark in reversed(identifying(text, KNOWN)):
        text = f"{text[: mark.start]}[{mark.kind}: {mark.text}]{text[mark.end :]}"
    return text


@pytest.mark.parametrize(
    "text",
    [
        "NHS [nhs_number: 943 476 5919]",
        "NHS [nhs_number: 9434765919].",
        "no. [nhs_number: 943-476-5919], seen",
        "in 2024: [nhs_number: 943 476 5919]",
        "([nhs_number: 94 34 76 59 19])",
        "lives at [postcode: SW1A 1AA]",
        "lives at [postcode: sw1a1aa]",
        "[postcode: M1 1AE] and [postcode: CF10 3NQ]",
        "born [date: 3 November 2024]",
        "born [date: 3rd of Nov 2024], at home",
        "born [date: 03/11/24]",
        "born [date: 3.11.2024]",
        "born [date: 2024-11-03]",
        "born on [date: November 3rd, 2024]",
        "died on [date: 14 May]",
        "a [age: 17-year-old] mother",
        "the mother, [age: aged 17],",
        "a baby [age: 3 months old]",
        "twins of [age: three weeks old]",
        "[age: 17yo] father",
        "at [street: 12 Mill Lane]",
        "at [street: Flat 3, 12 St Mary’s Close]",
        "at [street: 12a mill lane]",
        "moved from [street: Mill Lane]",
        "ring [phone: 020 7946 0958]",
        "ring [phone: 07700 900123] today",
        "ring [phone: +44 (0)7700 900123]",
        "ask [email: j.smith@testshire.gov.uk]",
        "seen by [name: Ms Khan] in May",
        "seen by [name: Dr. A. N. Other]",
        "[name: Baby Smith] went home",
        "the notes on [name: baby A]. A midwife",
        "[name: Mother B] and [name: Father C]",
        "as [name: Jane Smith] said",
        "[name: Jane Smith] said so",
        "[name: Grasshopper Quill] said so",
        "ask [name: J. Smith] about it",
        "[name: Ayesha] asked for it",
        "[name: ayesha] asked for it",
        "[name: JANE SMITH] asked for it",
        "what [name: Jayden]’s school said",
        "the work with [name: Grace]",
        "the [name: Amber Jones] case",
        "[name: Mohammed Al-Rashid] left",
        "[name: Maria da Silva] left",
        "([name: Anne-Marie O’Neill])",
    ],
)
def test_what_may_say_who_somebody_is_is_marked(text: str) -> None:
    assert shown(_without_marks(text)) == text


def _without_marks(text: str) -> str:
    return re.sub(r"\[\w+: ([^\]]*)\]", r"\1", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Take referrals of unborn babies from booking on",
        "Meet every father who is known, and assess him in his own right",
        "Two in three before 20 weeks",
        "Head of service, assessment",
        "Children’s services",
        "Testshire County Council",
        "The Rosemead Family Centre and Pause Testshire",
        "Review with Cafcass. Agree a pathway with Midwifery by March 2026.",
        "Family Nurse Partnership",
        "Pre-Birth Team North",
        "ICPC by 28 weeks; CAMHS and MASH",
        "babies under 7 days old",
        "families over 25 weeks",
        "2024/25",
        "in 2024-25 and 2025/26",
        "9 of 30 files (30%)",
        "Call 111 or 999",
        "943 476 5918",
        "1111111111",
        "version 1.2.3",
        "from 1 to 5, 2nd and 3rd",
        "grace periods, will and hope",
        "Will the team meet? Hope is no plan. May is too late.",
        "Amber",
        "Neighbourhood One",
        "the High Court and the Family Court",
    ],
)
def test_what_says_nobody_is_not_marked(text: str) -> None:
    assert shown(text) == text


def test_marks_stand_in_order_and_apart() -> None:
    text = "Ms Khan, aged 17, of 12 Mill Lane, SW1A 1AA; 943 476 5919, born 3/11/2007."
    found = identifying(text)
    assert [mark.kind for mark in found] == [
        *("name", "age", "street", "postcode", "nhs_number", "date"),
    ]
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(text[mark.start : mark.end] == mark.text for mark in found)


digits = st.text("0123456789", min_size=9, max_size=9)


def with_check_digit(nine: str) -> str:
    """The NHS number that begins so; the published sum, said another way: 11 less the remainder."""
    rest = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
    assume(rest != 10)
    return nine + ("0" if rest == 11 else str(rest))


@given(digits)
def test_one_check_digit_of_ten_fits(nine: str) -> None:
    number = with_check_digit(nine)
    assume(len(set(number)) > 1)
    assert [end for end in "0123456789" if is_nhs_number(nine + end)] == [number[-1]]


@given(digits, st.sampled_from(["", " ", "-", "\u00a0", "–"]), st.sampled_from(["", "no ", "Born 2024, "]))
def test_an_nhs_number_is_marked_however_it_is_spaced(nine: str, between: str, before: str) -> None:
    number = with_check_digit(nine)
    assume(len(set(number)) > 1)
    written = between.join((number[:3], number[3:6], number[6:]))
    assert ("nhs_number", written) in [
        (mark.kind, mark.text) for mark in identifying(f"{before}{written} seen")
    ]


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    for mark in identifying(text):
        assert text[mark.start : mark.end] == mark.text


def test_a_given_name_is_a_word_too_or_not() -> None:
    lists = word_lists()
    assert not lists["names"] & lists["also words"]
    assert {"ayesha", "jane"} <= lists["names"]
    assert {"grace", "will"} <= lists["also words"]
