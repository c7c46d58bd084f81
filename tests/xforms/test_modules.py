"""Modules: what belongs to one that is off is not asked, and its answers wait for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.model import Answer, AnswerState, Key
from audit_app.xforms.filling import Filling, Row
from tests.examples import examples
from tests.xforms.forms import TODAY, answered, form, key, value

COURT = form(
    'begin_group core\ntext name\ncalculate doubled calculation="concat(${name}, ${name})"\nend_group\n'
    "begin_group court bind::audit:module=court\n"
    "text order required=yes constraint=\". = 'care'\"\n"
    "calculate said calculation=\"concat(${name}, ' ', ${order})\"\n"
    "begin_group after bind::audit:module=birth\ntext weight\nend_group\n"
    "begin_repeat hearings\ntext judge\nend_repeat\n"
    "end_group\n"
    "begin_group later\ntext note_ relevant=\"${order} = 'care'\"\n"
    "text scan bind::audit:module=birth\n"
    'calculate all_said calculation="${said}"\nend_group'
)
ROW = Row("h1", "hearings")
SAID = {"name": "Ann", "order": "care", "weight": "3", "judge@h1": "Lee", "note_": "x", "scan": "20"}


def case(*modules: str, every: bool = False) -> Filling:
    answers = {key(name): answered(text) for name, text in SAID.items()}
    on = None if every else frozenset(modules)
    return Filling(COURT, answers, (ROW,), today=TODAY, modules=on)


def asked(filling: Filling) -> set[str]:
    return {each.question for each in filling.keys() if filling.state(each).asked}  # noqa: SIM118


_CORE = {"name", "doubled"}
_COURT = {"order", "said", "judge", "note_", "all_said"}


@pytest.mark.parametrize(
    ("modules", "expected"),
    [
        ((), _CORE),
        (("court",), _CORE | _COURT),
        (("birth",), _CORE | {"scan"}),
        (("court", "birth"), _CORE | _COURT | {"weight", "scan"}),
        (("no_such",), _CORE),
    ],
)
def test_only_the_core_and_the_modules_that_are_on_are_asked(
    modules: tuple[str, ...], expected: set[str]
) -> None:
    assert asked(case(*modules)) == expected


def test_without_a_choice_of_modules_all_are_asked() -> None:
    assert asked(case(every=True)) == set(COURT.questions)


def test_what_is_off_keeps_its_answers_and_raises_no_problems() -> None:
    filling = case()
    kept = {name: filling.state(key(name)) for name in ("order", "judge@h1")}
    assert {name: (each.state, each.value, each.asked) for name, each in kept.items()} == {
        "order": (AnswerState.ANSWERED, "care", False),
        "judge@h1": (AnswerState.ANSWERED, "Lee", False),
    }
    filling.set(Key("order"), answered("none"))
    assert filling.problems() == ()
    assert [found.key.question for found in _with_order("none").problems()] == ["order"]


def test_a_calculation_on_what_is_off_is_not_asked() -> None:
    filling = case("birth")
    assert (filling.state(Key("all_said")).asked, value(filling, "all_said")) == (False, "")


def test_what_is_off_stays_so_while_answers_come() -> None:
    filling = case()
    assert filling.set(Key("name"), answered("Bea")) == (Key("name"), Key("doubled"))
    assert set(filling.set(Key("order"), answered("none"))) <= {Key("order")}
    assert asked(filling) == _CORE


@pytest.mark.parametrize(
    ("name", "on"), [("core", True), ("court", False), ("after", False), ("hearings", False), ("later", True)]
)
def test_groups_of_a_module_that_is_off_are_not_relevant(name: str, on: bool) -> None:
    assert case("birth").relevant(name) is on


def test_the_core_is_always_on() -> None:
    assert [case("court").is_on(name) for name in ("", "court", "birth")] == [True, True, False]
    assert case(every=True).is_on("birth")


_MODULES = st.frozensets(st.sampled_from(["court", "birth", "no_such"]))
_STATES = st.sampled_from([AnswerState.NOT_RECORDED, AnswerState.UNCLEAR, AnswerState.NOT_LOOKED_AT])
_ANSWERS = st.one_of(st.sampled_from(["Ann", "care", "3"]).map(answered), _STATES.map(Answer))
_STEPS = st.lists(st.tuples(st.sampled_from(list(SAID)), _ANSWERS), max_size=6)


@examples(common=40, long=1_000)
@given(_MODULES, _STEPS)
def test_answers_come_to_the_same_whatever_is_on_while_they_are_given(
    modules: frozenset[str], steps: list[tuple[str, Answer]]
) -> None:
    slowly = Filling(COURT, {}, (ROW,), today=TODAY, modules=modules)
    for name, answer in steps:
        slowly.set(key(name), answer)
    given = {key(name): answer for name, answer in steps}
    at_once = Filling(COURT, given, (ROW,), today=TODAY, modules=modules)
    states = [[each.state(key) for key in each.keys()] for each in (slowly, at_once)]  # noqa: SIM118
    assert states[0] == states[1]
    on = Filling(COURT, given, (ROW,), today=TODAY)
    kept = [name for name in given if not COURT.questions[name.question].is_calculated]
    assert [at_once.state(name).value for name in kept] == [on.state(name).value for name in kept]


def _with_order(text: str) -> Filling:
    filling = case("court")
    filling.set(Key("order"), answered(text))
    return filling
