"""Values as people give them: what is kept, and what is refused with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.xforms.definition import Choice, ItemSet, Question, QuestionType
from audit_app.xforms.values import check_value

CHOICES = ItemSet("list", tuple(Choice(name) for name in ("a", "b", "c")))


def question(kind: str, **more: str) -> Question:
    return Question(
        "q",
        "/data/q",
        QuestionType(kind),
        itemset=CHOICES,
        parameters=more,
        precision=more.get("precision", "any"),
    )


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "  some words ", "some words"),
        ("text", "=1+1", "=1+1"),
        ("integer", "007", "7"),
        ("integer", "-3", "-3"),
        ("integer", " ", ""),
        ("decimal", "2.50", "2.5"),
        ("decimal", "-0.0", "0"),
        ("decimal", "1000", "1000"),
        ("date", "2024-11-03", "2024-11-03"),
        ("date", "2024-11", "2024-11"),
        ("date", "2024", "2024"),
        ("time", "14:30", "14:30"),
        ("time", "14:30:05", "14:30:05"),
        ("dateTime", "2024-11-03T14:30:00+01:00", "2024-11-03T14:30:00+01:00"),
        ("select_one", "b", "b"),
        ("select_multiple", "c a", "a c"),
        ("rank", "c a b", "c a b"),
        ("acknowledge", "ok", "OK"),
    ],
)
def test_kept(kind: str, given: str, kept: str) -> None:
    assert check_value(question(kind), given) == kept


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("integer", "3.5", "not a whole number"),
        ("integer", "three", "not a whole number"),
        ("integer", "٣", "not a whole number"),
        ("integer", "9" * 30, "not a whole number"),
        ("decimal", "1e5", "not a number"),
        ("decimal", "NaN", "not a number"),
        ("date", "2024-02-30", "not a date"),
        ("date", "03/11/2024", "not a date"),
        ("time", "25:00", "not a time"),
        ("dateTime", "yesterday", "not a date with a time"),
        ("select_one", "d", "Use one of: a, b, c"),
        ("select_one", "a b", "not among the choices"),
        ("select_multiple", "a d", "“d” is not among"),
        ("select_multiple", "a a", "Given twice: a"),
        ("rank", "a b", "missing: c"),
        ("acknowledge", "perhaps", "Write OK"),
        ("text", "a\x00b", "can't be kept"),
        ("text", "x" * 100_001, "too long"),
    ],
)
def test_refused(kind: str, given: str, said: str) -> None:
    with pytest.raises(AuditError, match=said):
        check_value(question(kind), given)


@pytest.mark.parametrize(
    ("given", "fits"), [("1", True), ("2.5", True), ("3", False), ("0", False), ("4", True)]
)
def test_a_range_has_its_steps(given: str, fits: bool) -> None:
    scale = question("range", start="1", end="4", step="1.5")
    if fits:
        assert check_value(scale, given) == given
    else:
        with pytest.raises(AuditError, match=r"from 1 to 4 in steps of 1\.5"):
            check_value(scale, given)


def test_a_date_wanted_to_the_day() -> None:
    with pytest.raises(AuditError, match="to the day"):
        check_value(question("date", precision="day"), "2024-11")


def test_choices_left_by_a_filter_are_the_only_ones() -> None:
    with pytest.raises(AuditError, match="Use one of: a"):
        check_value(question("select_one"), "b", CHOICES.choices[:1])


@given(st.sampled_from(list(QuestionType)), st.text(max_size=30))
def test_what_is_kept_is_kept_again(kind: QuestionType, text: str) -> None:
    asked = question(kind.value)
    try:
        kept = check_value(asked, text)
    except AuditError:
        return
    assert check_value(asked, kept) == kept
