"""A case in memory: what is asked, states, calculated values, rows and troubles, each as a small scene."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import Severity
from audit_app.model import Answer, AnswerState, Key
from audit_app.xforms.filling import Filled, Filling, Row
from audit_app.xforms.rows import companion_uuid
from tests.examples import examples
from tests.xforms.forms import TODAY, answered, case, form, key, value

S = AnswerState
NEEDS = form(
    """
    begin_group page
    select_one yes_no need
    select_one yes_no offer relevant="${need} = 'yes'"
    text reason relevant="${offer} = 'no'"
    end_group
    begin_group later relevant="${reason} != ''"
    text note_text
    end_group
    """
)


def test_relevance_follows_an_answer_through_what_depends_on_it() -> None:
    filling = case(NEEDS)
    assert not filling.state(Key("offer")).asked
    assert filling.set(Key("need"), answered("yes")) == (Key("need"), Key("offer"))
    assert filling.set(Key("offer"), answered("no")) == (Key("offer"), Key("reason"))
    assert filling.set(Key("reason"), answered("x")) == (Key("reason"), Key("note_text"))
    assert filling.relevant("later")
    changed = filling.set(Key("need"), answered("no"))
    assert changed == (Key("need"), Key("offer"), Key("reason"), Key("note_text"))
    assert not filling.relevant("later")


def test_what_is_not_asked_keeps_its_answer_but_is_not_read() -> None:
    filling = case(NEEDS, {"need": "no", "offer": "no"})
    assert filling.state(Key("offer")) == Filled(False, S.ANSWERED, "no")
    assert not filling.state(Key("reason")).asked


def test_the_same_answer_again_changes_nothing_else() -> None:
    assert case(NEEDS, {"need": "yes"}).set(Key("need"), answered("yes")) == (Key("need"),)


DATES = form(
    """
    select_one yes_no known
    date edd relevant="${known} = 'yes'"
    date event
    calculate gestation calculation='280 - (${edd} - ${event})'
    calculate weeks calculation="concat(int(${gestation} div 7), '+', ${gestation} mod 7)"
    calculate due calculation='${event} + 280' bind::type=date
    calculate age calculation='int((today() - ${event}) div 365.25)'
    """
)


def test_days_between_dates_are_whole_and_numbers_become_dates() -> None:
    filling = case(DATES, {"known": "yes", "edd": "2025-06-01", "event": "2025-01-10"})
    assert (value(filling, "gestation"), value(filling, "weeks")) == ("138", "19+5")
    assert (value(filling, "due"), value(filling, "age")) == ("2025-10-17", "0")
    assert filling.state(Key("gestation")).calculated


@pytest.mark.parametrize(
    ("edd", "event", "state"),
    [
        (S.NOT_RECORDED, S.UNCLEAR, S.UNCLEAR),
        (S.NOT_RECORDED, S.SOURCE_NOT_SEEN, S.SOURCE_NOT_SEEN),
        (S.SOURCE_NOT_SEEN, S.NOT_LOOKED_AT, S.NOT_LOOKED_AT),
        (S.NOT_LOOKED_AT, S.NOT_APPLICABLE, S.NOT_APPLICABLE),
        (S.ANSWERED, S.NOT_RECORDED, S.NOT_RECORDED),
    ],
)
def test_a_calculation_takes_the_first_of_its_inputs_states(edd: S, event: S, state: S) -> None:
    filling = case(DATES, {"known": "yes"})
    filling.set(Key("edd"), Answer(edd, "2025-06-01" if edd is S.ANSWERED else ""))
    filling.set(Key("event"), Answer(event))
    assert filling.state(Key("gestation")) == Filled(True, state, "", calculated=True)
    assert filling.state(Key("weeks")).state is state


def test_a_calculation_of_what_is_not_asked_is_not_asked() -> None:
    filling = case(DATES, {"known": "no", "event": "2025-01-10"})
    assert not filling.state(Key("gestation")).asked
    assert not filling.state(Key("weeks")).asked


@pytest.mark.parametrize(("inexact", "bounds"), [("2025-01", "129/159"), ("2025", "129/493")])
def test_a_calculation_from_an_inexact_date_keeps_its_bounds(inexact: str, bounds: str) -> None:
    filling = case(DATES, {"known": "yes", "edd": "2025-06-01", "event": inexact})
    assert filling.state(Key("event")) == Filled(True, S.ANSWERED, inexact, inexact=True)
    assert filling.state(Key("gestation")) == Filled(True, S.ANSWERED, bounds, calculated=True, inexact=True)
    assert filling.state(Key("weeks")) == Filled(True, S.ANSWERED, "", calculated=True, inexact=True)


def test_a_calculation_no_longer_asked_forgets_its_value() -> None:
    filling = case(DATES, {"known": "yes", "edd": "2025-06-01", "event": "2025-01-10"})
    filling.set(Key("known"), answered("no"))
    assert filling.state(Key("gestation")) == Filled(False, S.NOT_LOOKED_AT, "", calculated=True)


CHOOSING = form(
    """
    text a
    text b
    text c
    calculate chosen calculation="if(${a} = 'x', ${b}, ${c})"
    calculate first calculation='coalesce(${b}, ${c})'
    calculate either calculation="${a} = 'x' or ${b} = 'x'"
    calculate empty calculation="if(${a} = 'x', '', 'y')"
    calculate how_many calculation="count-non-empty(${a} | ${b} | ${c})"
    """
)


def test_only_what_is_read_counts() -> None:
    filling = case(CHOOSING, {"a": "x", "b": "y"})
    filling.set(Key("c"), Answer(S.NOT_RECORDED))
    assert [value(filling, name) for name in ("chosen", "first", "either", "how_many")] == [
        "y",
        "y",
        "true",
        "2",
    ]
    filling.set(Key("a"), answered("other"))
    assert filling.state(Key("chosen")).state is S.NOT_RECORDED


def test_coalesce_passes_over_what_is_not_answered() -> None:
    filling = case(CHOOSING, {"c": "z"})
    filling.set(Key("b"), Answer(S.UNCLEAR, "1 | 2"))
    assert filling.state(Key("first")) == Filled(True, S.ANSWERED, "z", calculated=True)
    filling.set(Key("c"), Answer(S.NOT_RECORDED))
    assert filling.state(Key("first")).state is S.UNCLEAR


def test_a_calculation_that_comes_to_nothing_is_empty() -> None:
    assert case(CHOOSING, {"a": "x"}).state(Key("empty")) == Filled(True, S.ANSWERED, "", calculated=True)


ROWS = form(
    """
    begin_group page
    begin_repeat people bind::audit:summary="concat(position(.), '. ', ${name})"
    text name
    integer age relevant="${name} != ''"
    calculate number calculation='position(..)'
    begin_repeat pets
    text pet
    end_repeat
    end_repeat
    end_group
    begin_group sums
    calculate n calculation='count(${people})'
    calculate total calculation='sum(${age})'
    calculate oldest calculation='max(${age})'
    calculate names calculation="join(', ', ${name})"
    calculate second calculation='indexed-repeat(${name}, ${people}, 2)'
    calculate all_pets calculation='count(${pets})'
    end_group
    begin_group other
    begin_repeat said repeat_count='count(${people})'
    text words label='What did ${name} say?'
    calculate whose calculation='indexed-repeat(${name}, ${people}, position(..))'
    end_repeat
    end_group
    """
)
ANN, BOB = Row("p1", "people", "", 0), Row("p2", "people", "", 1)


def people(**values: str) -> Filling:
    given = {f"{name[:-1]}@p{name[-1]}": text for name, text in values.items()}
    return case(ROWS, given, ANN, BOB)


def test_aggregates_over_rows() -> None:
    filling = people(name1="Ann", name2="Bob", age1="30", age2="40")
    named = {name: value(filling, name) for name in ("n", "total", "oldest", "names", "second", "all_pets")}
    assert named == {
        "n": "2",
        "total": "70",
        "oldest": "40",
        "names": "Ann, Bob",
        "second": "Bob",
        "all_pets": "0",
    }
    assert value(filling, "number@p2") == "2"


def test_aggregates_leave_no_row_out_in_silence_that_is_not_answered() -> None:
    filling = people(name1="Ann", age1="30", name2="Bob")
    filling.set(key("age@p2"), Answer(S.NOT_RECORDED))
    assert value(filling, "names") == "Ann, Bob"
    assert filling.state(Key("oldest")) == Filled(True, S.ANSWERED, "30/..", calculated=True, inexact=True)
    assert filling.state(Key("total")) == Filled(True, S.ANSWERED, "", calculated=True, inexact=True)
    filling.set(key("age@p2"), Answer(S.NOT_APPLICABLE))
    assert (value(filling, "oldest"), value(filling, "total")) == ("30", "30")


def test_when_no_row_is_answered_their_states_count() -> None:
    filling = people(name1="Ann", name2="Bob")
    filling.set(key("age@p1"), Answer(S.NOT_RECORDED))
    filling.set(key("age@p2"), Answer(S.UNCLEAR))
    assert filling.state(Key("oldest")).state is S.UNCLEAR
    assert value(case(ROWS), "total") == "0"


def test_rows_come_move_and_go() -> None:
    filling = people(name1="Ann", name2="Bob")
    changed = filling.add_row(Row("p3", "people", "", 2))
    assert {Key("name", "p3"), Key("n"), Key("words", companion_uuid("p3", "said"))} <= set(changed)
    filling.set(key("name@p3"), answered("Cid"))
    filling.move_row("p3", -1)
    assert (value(filling, "names"), filling.summary("p3"), filling.summary("p1")) == (
        "Cid, Ann, Bob",
        "1. Cid",
        "2. Ann",
    )
    gone = filling.remove_row("p1")
    assert {Key("name", "p1"), Key("names"), Key("n")} <= set(gone)
    assert (value(filling, "names"), value(filling, "n")) == ("Cid, Bob", "2")


def test_nested_rows_belong_to_their_row() -> None:
    filling = people(name1="Ann")
    filling.add_row(Row("d1", "pets", "p1"))
    assert filling.set(key("pet@d1"), answered("cat")) == (key("pet@d1"),)
    assert (value(filling, "all_pets"), filling.rows("pets", "p2")) == ("1", ())
    filling.remove_row("p1")
    assert value(filling, "all_pets") == "0"


def test_companions_follow_their_rows() -> None:
    filling = people(name1="Ann", name2="Bob")
    ann = companion_uuid("p1", "said")
    filling.set(Key("words", ann), answered("hello"))
    filling.move_row("p1", 5)
    assert [row.uuid for row in filling.rows("said")] == [companion_uuid("p2", "said"), ann]
    assert (filling.state(Key("words", ann)).value, value(filling, f"whose@{ann}")) == ("hello", "Ann")
    filling.remove_row("p1")
    assert Key("words", ann) not in set(filling.keys())


def test_a_count_makes_rows_and_keeps_what_was_said_in_them() -> None:
    counted = form(
        "integer n\nbegin_repeat r repeat_count=${n}\ntext a\nend_repeat\ncalculate c calculation=count(${r})"
    )
    filling = case(counted, {"n": "2"})
    first, second = (row.uuid for row in filling.rows("r"))
    filling.set(Key("a", second), answered("kept"))
    assert Key("a", second) in filling.set(Key("n"), answered("1"))
    assert [row.uuid for row in filling.rows("r")] == [first]
    filling.set(Key("n"), answered("3"))
    assert (filling.state(Key("a", second)).value, value(filling, "c")) == ("kept", "3")
    assert case(counted, {"n": "100000000"}).rows("r")[-1].order < 1000


def test_a_repeat_that_is_not_asked_has_no_rows_to_count() -> None:
    hidden = form(
        "select_one yes_no any\nbegin_repeat r relevant=\"${any} = 'yes'\"\ntext a\nend_repeat\n"
        "calculate c calculation=count(${r})"
    )
    filling = case(hidden, {"any": "yes"}, Row("r1", "r"))
    assert (filling.relevant("r"), filling.relevant("r", "r1"), value(filling, "c")) == (True, True, "1")
    filling.set(Key("any"), answered("no"))
    assert (filling.relevant("r"), filling.state(key("a@r1")).asked, value(filling, "c")) == (
        False,
        False,
        "0",
    )


TROUBLED = form(
    """
    begin_group one
    select_one yes_no a required="${b} > 3" required_message='Say yes or no'
    integer b constraint='. < 10 and . >= ${c}' constraint_message='Below 10, not ${b}' \
 bind::audit:warning='. != 7' bind::audit:warning_msg='Seven is rare'
    integer c
    date d constraint='. <= today()'
    end_group
    begin_group two
    text e required=yes
    end_group
    """
)


def _keys(filling: Filling) -> tuple[Key, ...]:
    return filling.keys()


def troubles(filling: Filling, section: str | None = None) -> list[tuple[str, str, str]]:
    return [(found.key.question, found.severity.value, found.message) for found in filling.problems(section)]


def test_constraints_and_warnings_in_the_forms_words() -> None:
    filling = case(TROUBLED, {"b": "12", "c": "1", "e": "x", "a": "yes"})
    assert troubles(filling) == [("b", "error", "Below 10, not 12")]
    filling.set(Key("b"), answered("7"))
    assert troubles(filling) == [("b", "warning", "Seven is rare")]


def test_a_constraint_waits_for_what_it_reads() -> None:
    filling = case(TROUBLED, {"b": "2", "e": "x"})
    assert troubles(filling) == []
    filling.set(Key("c"), answered("3"))
    assert [found[0] for found in troubles(filling)] == ["b"]


@pytest.mark.parametrize(
    ("d", "is_wrong"), [("2099-01", True), (f"{TODAY:%Y-%m}", False), (f"{TODAY:%Y}", False)]
)
def test_a_constraint_is_broken_when_no_day_of_an_inexact_date_keeps_it(d: str, is_wrong: bool) -> None:
    filling = case(TROUBLED, {"d": d, "e": "x"})
    assert [found[:2] for found in troubles(filling)] == [("d", "error")] * is_wrong


def test_required_is_met_by_any_state_but_not_looked_at() -> None:
    filling = case(TROUBLED, {"b": "4", "c": "1"})
    assert troubles(filling, "one") == [("a", "error", "Say yes or no")]
    assert [found.key for found in filling.problems("two")] == [Key("e")]
    for name in ("a", "e"):
        filling.set(Key(name), Answer(S.NOT_RECORDED))
    assert filling.problems() == ()


def test_choices_follow_their_filter() -> None:
    choices = [
        {"list_name": "town", "name": name, "label": name.title(), "region": region}
        for name, region in (("cardiff", "wales"), ("swansea", "wales"), ("leeds", "england"))
    ]
    regions = [{"list_name": "region", "name": name, "label": name} for name in ("wales", "england")]
    towns = form(
        "select_one region r\nselect_one town t choice_filter='region = ${r}'\n"
        "calculate n calculation=\"jr:choice-name(${t}, '${t}')\"",
        choices + regions,
    )
    filling = case(towns, {"r": "wales", "t": "swansea"})
    assert [choice.name for choice in filling.choices(Key("t"))] == ["cardiff", "swansea"]
    assert (value(filling, "n"), filling.problems()) == ("Swansea", ())
    filling.set(Key("r"), answered("england"))
    assert [found.severity for found in filling.problems()] == [Severity.ERROR]


def test_words_have_their_outputs_filled_in() -> None:
    spoken = form("text a\ntext b label='Age of ${a}' hint='About ${a}?' guidance_hint='Ask ${a}'")
    filling = case(spoken, {"a": "Ann"})
    said = (filling.label(Key("b")), filling.hint(Key("b")), filling.guidance(Key("b")))
    assert said == ("Age of Ann", "About Ann?", "Ask Ann")


def test_defaults_presets_and_hidden_values() -> None:
    preset = form(
        "text a default=x\ndate d default=today()\nhidden h\nnote n\n"
        "calculate c calculation='concat(${a}, ${h})'"
    )
    filling = Filling(preset, {}, (), today=TODAY, preset={"h": "wales"})
    assert [value(filling, name) for name in ("a", "d", "h", "c")] == ["x", "2025-06-01", "wales", "xwales"]
    assert [found.question for found in _keys(filling)] == ["a", "d", "h", "c"]
    filling.set(Key("a"), Answer(S.NOT_RECORDED))
    assert filling.state(Key("c")).state is S.NOT_RECORDED


def test_a_preset_is_for_hidden_questions_only() -> None:
    asked = form("text country\nhidden h")
    filling = Filling(asked, {}, (), today=TODAY, preset={"country": "wales", "h": "x"})
    assert [value(filling, name) for name in ("country", "h")] == ["", "x"]


def test_random_values_stay_once_made() -> None:
    lots = form(
        "text a\ncalculate u calculation=\"concat(uuid(), ${a})\"\ncalculate o calculation='once(random())'"
    )
    filling = case(lots, {"a": "x"})
    made = [value(filling, name) for name in ("u", "o")]
    filling.set(Key("a"), answered("y"))
    assert [value(filling, name) for name in ("u", "o")] == made
    again = case(lots, {"a": "x", "u": made[0], "o": made[1]})
    assert [value(again, name) for name in ("u", "o")] == made


def test_an_answer_for_a_row_that_is_not_there_waits_for_it() -> None:
    filling = case(ROWS)
    assert filling.set(key("name@p9"), answered("Zoe")) == ()
    filling.add_row(Row("p9", "people"))
    assert value(filling, "names") == "Zoe"


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        case(NEEDS).state(Key("nothing"))


_STATES = st.sampled_from([S.NOT_RECORDED, S.UNCLEAR, S.NOT_LOOKED_AT, S.SOURCE_NOT_SEEN])
_ANSWERS = st.one_of(st.sampled_from(["Ann", "Bob", "7", "41"]).map(answered), _STATES.map(Answer))
_STEPS = st.lists(
    st.tuples(st.sampled_from(["name@p1", "name@p2", "age@p1", "age@p2"]), _ANSWERS), max_size=8
)


@examples(common=40, long=1_000)
@given(_STEPS)
def test_answer_by_answer_comes_to_the_same_as_all_at_once(steps: list[tuple[str, Answer]]) -> None:
    slowly = case(ROWS, {}, ANN, BOB)
    for name, answer in steps:
        before = {each: slowly.state(each) for each in _keys(slowly)}
        changed = slowly.set(key(name), answer)
        moved = {each for each in _keys(slowly) if slowly.state(each) != before[each]}
        assert moved <= set(changed) <= moved | {key(name)}
    at_once = Filling(ROWS, {key(name): answer for name, answer in steps}, (ANN, BOB), today=TODAY)
    assert [slowly.state(each) for each in _keys(slowly)] == [at_once.state(each) for each in _keys(at_once)]


@pytest.mark.parametrize(
    ("expression", "blank", "given"),
    [
        ("if(coalesce(${a}, 'nothing') = 'nothing', 'none', 'some')", "none", "some"),
        ("concat(coalesce(${a}, 'nobody'), '!')", "nobody!", "x!"),
        ("if(${a} = '', 'none', 'some')", None, "some"),
        ("concat(${a}, '!')", None, "x!"),
        ("coalesce(${a}, '')", None, "x"),
    ],
)
def test_what_a_blank_stands_for_is_a_value_and_a_blank_by_itself_is_none(
    expression: str, blank: str | None, given: str
) -> None:
    of = form(f'text a\ncalculate n calculation="{expression}"')
    found = case(of).state(key("n"))
    assert found.state is (AnswerState.NOT_LOOKED_AT if blank is None else AnswerState.ANSWERED)
    assert found.value == (blank or "")
    assert case(of, {"a": "x"}).state(key("n")).value == given
