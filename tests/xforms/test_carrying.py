"""Where an answer to one version of a form stands in the next, as small forms say."""

from __future__ import annotations

import pytest

from audit_app.model import Answer, AnswerState, Evidence, Key
from audit_app.xforms.carrying import Carriage, CarriedAnswer, CarryingRule
from audit_app.xforms.rows import Row, companion_uuid, counted_uuid
from tests.xforms.forms import answered, form

S = AnswerState
NOTED = Answer(S.NOT_RECORDED, note="looked everywhere", evidence=Evidence("Chronology"))


def choices(name: str, *names: str, **was: str) -> list[dict[str, str]]:
    return [
        {"list_name": name, "name": each, "label": each.upper(), "was": was.get(each, "")} for each in names
    ]


OLD = """
integer age
text words
select_one need harm
select_multiple need needs
select_one grade grade
begin_repeat fathers
select_one role father_role
end_repeat
begin_repeat care repeat_count="count(${fathers})"
text upbringing
end_repeat
begin_repeat visits repeat_count=3
text visit
end_repeat
"""
NEW = """
integer mothers_age bind::audit:was=age
integer words
select_one need was_harmed
select_one need caused_harm
select_multiple need needs
select_one grade grade
select_one known father_known
begin_repeat men bind::audit:was=fathers
select_one role father_role
end_repeat
begin_repeat childhood repeat_count="count(${men})" bind::audit:was=care
text upbringing
end_repeat
begin_repeat looks repeat_count=3 bind::audit:was=visits
text visit
end_repeat
"""
LISTS = [*choices("need", "current", "past", "no"), *choices("role", "certain", "possible")]
EARLIER = form(OLD, [*LISTS, *choices("grade", "good", "poor")])
LATER = form(
    NEW,
    [
        *choices("need", "now", "past", "no", now="current"),
        *choices("role", "certain", "possible"),
        *choices("grade", "good", "fair"),
        *choices("known", "yes", "perhaps"),
    ],
)
RULES = (
    CarryingRule("harm", "current", "was_harmed", "now", "Which of them?"),
    CarryingRule("harm", "past", "", "", "Say which of them."),
    CarryingRule("harm", "no", "was_harmed"),
    CarryingRule("harm", "no", "caused_harm"),
    CarryingRule("father_role", "certain", "father_known", "yes"),
    CarryingRule("father_role", "possible", "father_known", "perhaps"),
    CarryingRule("needs", "no", "needs", "past no"),
)
CARRIAGE = Carriage(EARLIER, LATER, RULES)
ROW, OTHER = Row("a" * 32, "fathers"), Row("b" * 32, "fathers", order=1)


def look(answer: Answer, why: str) -> CarriedAnswer:
    return CarriedAnswer(answer, why)


@pytest.mark.parametrize(
    ("question", "answer", "stands"),
    [
        ("age", answered("24"), {"mothers_age": CarriedAnswer(answered("24"))}),
        ("age", NOTED, {"mothers_age": CarriedAnswer(NOTED)}),
        ("words", answered("31"), {"words": CarriedAnswer(answered("31"), is_same=True)}),
        ("needs", answered("current past"), {"needs": CarriedAnswer(answered("now past"))}),
        ("needs", answered("current no"), {"needs": CarriedAnswer(answered("now past no"))}),
        ("needs", Answer(S.UNCLEAR, "current | past"), {"needs": "now | past"}),
        ("harm", answered("current"), {"was_harmed": look(answered("now"), "Which of them?")}),
        (
            "harm",
            answered("no"),
            {"was_harmed": CarriedAnswer(answered("no")), "caused_harm": CarriedAnswer(answered("no"))},
        ),
        (
            "harm",
            answered("past"),
            dict.fromkeys(
                ("was_harmed", "caused_harm"), look(Answer(), "Say which of them. Before: “PAST”.")
            ),
        ),
        ("harm", NOTED, {"was_harmed": CarriedAnswer(NOTED), "caused_harm": CarriedAnswer(NOTED)}),
    ],
)
def test_an_answer_stands_where_the_later_version_has_it(
    question: str, answer: Answer, stands: dict[str, CarriedAnswer | str]
) -> None:
    places = CARRIAGE.in_case((), {Key(question): answer}).places(Key(question), answer)
    assert set(places) == {Key(name) for name in stands}
    for name, expected in stands.items():
        found = places[Key(name)]
        assert found == expected if isinstance(expected, CarriedAnswer) else found.answer.value == expected


@pytest.mark.parametrize(("question", "value", "was"), [("words", "many", "many"), ("grade", "poor", "POOR")])
def test_what_cant_stand_is_to_be_looked_at_again(question: str, value: str, was: str) -> None:
    places = CARRIAGE.in_case((), {}).places(Key(question), answered(value))
    found = places[Key(question)]
    assert (found.answer, f"“{was}”" in found.look) == (Answer(), True)


def test_rows_follow_their_repeats_to_their_new_names() -> None:
    case = CARRIAGE.in_case((ROW,), {})
    (said,) = case.places(
        Key("@row", ROW.uuid), answered('{"repeat": "fathers", "parent": "", "order": 0}')
    ).values()
    assert '"repeat": "men"' in said.answer.value
    care, childhood = companion_uuid(ROW.uuid, "care"), companion_uuid(ROW.uuid, "childhood")
    assert set(case.places(Key("upbringing", care), NOTED)) == {Key("upbringing", childhood)}
    second, look_second = counted_uuid("", "visits", 1), counted_uuid("", "looks", 1)
    assert set(case.places(Key("visit", second), NOTED)) == {Key("visit", look_second)}


def test_one_row_speaks_for_the_case() -> None:
    roles = {
        Key("father_role", ROW.uuid): answered("possible"),
        Key("father_role", OTHER.uuid): Answer(S.ANSWERED, "certain", note="the notes say so"),
    }
    case = CARRIAGE.in_case((ROW, OTHER), roles)
    first, second = (case.places(key, answer) for key, answer in roles.items())
    assert Key("father_known") not in first
    assert second[Key("father_known")] == CarriedAnswer(answered("yes"))
    assert second[Key("father_role", OTHER.uuid)].is_same
    gone = CARRIAGE.in_case((ROW, OTHER), roles, {OTHER.uuid})
    assert gone.places(Key("father_role", ROW.uuid), answered("possible"))[Key("father_known")].answer == (
        answered("perhaps")
    )


def test_an_accepted_warning_follows_its_question() -> None:
    places = CARRIAGE.in_case((), {}).places(Key("@accepted", "age/"), answered("That is unusual."))
    assert list(places) == [Key("@accepted", "mothers_age/")]
