"""The text of a group is that of what is asked in it now, wherever the one that reads it stands."""

from __future__ import annotations

import pytest

from tests.xforms.forms import answered, case, form, key

PAGE = """
begin_group page
select_one yes_no outer_asked
select_one yes_no inner_asked
end_group
"""
GROUPS = """
begin_group around
begin_group outer relevant="${outer_asked} = 'yes'"
text a
begin_group inner relevant="${inner_asked} = 'yes'"
text b
end_group
end_group
end_group
"""
BOTH = {"outer_asked": "yes", "inner_asked": "yes", "a": "one", "b": "two"}
READINGS = ("string(${outer})", "concat(${outer}, '')", "string(${around})", "join('', ${outer}/*)")


def survey(expression: str, *, first: bool) -> str:
    reader = f'calculate told calculation="{expression}"'
    return "\n".join(part.strip() for part in (PAGE, *((reader, GROUPS) if first else (GROUPS, reader))))


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("expression", READINGS)
def test_it_follows_what_is_asked(expression: str, first: bool) -> None:
    found = case(form(survey(expression, first=first)), BOTH)

    def after(name: str, value: str) -> str:
        found.set(key(name), answered(value))
        return found.state(key("told")).value

    assert found.state(key("told")).value == "onetwo"
    assert after("outer_asked", "no") == ""
    assert after("outer_asked", "yes") == "onetwo"
    assert after("inner_asked", "no") == "one"
    assert after("a", "three") == "three"


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("expression", READINGS)
@pytest.mark.parametrize(("hidden", "text"), [("outer_asked", ""), ("inner_asked", "one")])
def test_it_is_the_same_when_the_case_is_opened(expression: str, first: bool, hidden: str, text: str) -> None:
    found = case(form(survey(expression, first=first)), {**BOTH, hidden: "no"})
    assert found.state(key("told")).value == text


@pytest.mark.parametrize("first", [True, False])
def test_the_text_around_a_question_follows_too(first: bool) -> None:
    found = case(form(survey("string(..)", first=first)), BOTH)
    assert found.state(key("told")).value == "yesyesonetwo"
    found.set(key("outer_asked"), answered("no"))
    assert found.state(key("told")).value == "noyes"


def test_a_question_in_the_group_may_read_what_depends_on_no_text_of_it() -> None:
    text = """
begin_group page
select_one yes_no shown
begin_group g relevant="${shown} = 'yes'"
integer n
calculate twice calculation="${n} * 2"
end_group
end_group
"""
    found = case(form(text), {"shown": "yes", "n": "4"})
    assert found.state(key("twice")).value == "8"
