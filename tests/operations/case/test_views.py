"""What the screen is given: sections with their status, questions, rows, and the check beside a date."""

from __future__ import annotations

import pytest

from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import GroupView, OpenCase, QuestionView, RepeatView, SectionState

S = AnswerState


def answer(case: OpenCase, question: str, value: str) -> None:
    """Answer a question."""
    answering.save_answer(case, Key(question), Answer(S.ANSWERED, value))


def lines(case: OpenCase) -> dict[str, tuple[SectionState, int]]:
    """The section list."""
    return {line.name: (line.state, line.n_left) for line in answering.sections(case)}


def test_sections_tell_how_far_they_are(case: OpenCase) -> None:
    answer(case, "pathway", "cp_plan")
    answering.mark_rest(case, "timing")
    assert lines(case) == {
        "start": (SectionState.IN_PROGRESS, 1),
        "parents": (SectionState.NOT_STARTED, 2),
        "care": (SectionState.NOT_NEEDED, 0),
        "help": (SectionState.NOT_NEEDED, 0),
        "timing": (SectionState.COMPLETED, 0),
    }


def test_what_stands_on_every_page_is_no_section_of_its_own(case: OpenCase) -> None:
    group = answering.every_page(case)
    assert group is not None
    assert [item.key.question for item in group.items if isinstance(item, QuestionView)] == [
        "immediate_concern",
        "concern_what",
    ]


def test_a_page_holds_questions_rows_and_what_waits_to_be_asked(case: OpenCase) -> None:
    _saved, row = answering.add_row(case, "fathers")
    page = answering.section(case, "parents")
    assert isinstance(page, GroupView)
    questions = [item for item in page.items if isinstance(item, QuestionView)]
    assert [(view.key.question, view.asked) for view in questions] == [
        ("mother_age", True),
        ("mother_need", True),
        ("mother_offer", False),
    ]
    (repeat,) = (item for item in page.items if isinstance(item, RepeatView))
    (shown,) = repeat.rows
    assert (repeat.fixed, shown.uuid, shown.number, shown.n_left) == (False, row, 1, 1)


def test_a_companion_is_fixed(case: OpenCase) -> None:
    answering.add_row(case, "fathers")
    (repeat,) = answering.section(case, "care").items
    assert isinstance(repeat, RepeatView)
    assert (repeat.fixed, len(repeat.rows)) == (True, 1)


def test_a_choice_has_its_digit(case: OpenCase) -> None:
    view = answering.question_view(case, Key("mother_need"))
    assert [(choice.key, choice.name, choice.label) for choice in view.choices] == [
        ("1", "current", "Current"),
        ("2", "historic", "Historic"),
        ("3", "no", "No"),
    ]


def test_an_answer_says_who_gave_it_and_when(case: OpenCase) -> None:
    saved = answering.save_answer(case, Key("mother_age"), Answer(S.ANSWERED, "24"))
    view = answering.question_view(case, Key("mother_age"))
    assert (view.by, view.at, view.bulk) == ("AB", saved.at, False)


@pytest.mark.parametrize(
    ("given", "beside"),
    [
        ({"seen": "2024-11-03"}, "Sunday"),
        ({"seen": "2024-11-03", "due": "2025-02-20"}, "Sunday · 24+3 weeks"),
        ({"seen": "2024-11-03", "due": "2025-02"}, "Sunday"),
        ({"seen": "2024-11", "due": "2025-02-20"}, ""),
        ({"seen": "2024-11-03", "due": "2024-11-20", "birth_date": "2024-11-01"}, "Sunday · day 3 of life"),
        ({}, ""),
    ],
)
def test_beside_a_date_stand_weekday_and_gestation(
    case: OpenCase, given: dict[str, str], beside: str
) -> None:
    for question, value in given.items():
        answer(case, question, value)
    assert answering.question_view(case, Key("seen")).beside == beside


def test_the_next_unanswered_goes_round(case: OpenCase) -> None:
    answer(case, "pathway", "cp_plan")
    assert answering.next_unanswered(case, Key("records_seen")) == ("parents", Key("mother_age"))
    assert answering.next_unanswered(case, Key("seen")) == ("concern", Key("immediate_concern"))


def test_nothing_is_next_in_a_complete_case(complete: OpenCase) -> None:
    assert answering.next_unanswered(complete) is None
