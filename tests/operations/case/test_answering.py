"""Answers: saving them with what depends on them, the records, the rest of a page, and taking them back."""

from __future__ import annotations

import pytest

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseStatus, Evidence, Key, Origin
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase

S = AnswerState


def said(value: str, **more: str) -> Answer:
    """An answered value."""
    return Answer(S.ANSWERED, value, **more)


def state(case: OpenCase, question: str, row: str = "") -> AnswerState:
    """The state of a question that is asked."""
    return case.filling.state(Key(question, row)).state


def reread(case: OpenCase) -> OpenCase:
    """The case as the file has it."""
    return answering.open_case(case.audit, case.ref.id)


def test_an_answer_is_in_the_file(case: OpenCase) -> None:
    answer = Answer(S.ANSWERED, "24", "from the booking letter", Evidence("Booking letter", "2024-03", "2"))
    answering.save_answer(case, Key("mother_age"), answer)
    assert reread(case).heads[Key("mother_age")].answer == answer


def test_an_answer_says_what_else_it_changed(case: OpenCase) -> None:
    saved = answering.save_answer(case, Key("mother_need"), said("current"))
    assert set(saved.changed) == {Key("mother_need"), Key("mother_offer")}


def test_the_first_answer_starts_the_case(case: OpenCase) -> None:
    assert case.ref.status is CaseStatus.NOT_STARTED
    answering.save_answer(case, Key("pathway"), said("cp_plan"))
    assert (case.ref.status, reread(case).ref.status) == (CaseStatus.IN_PROGRESS,) * 2


@pytest.mark.parametrize(
    ("question", "given", "kept"),
    [
        ("mother_age", said(" 24 "), said("24")),
        ("mother_age", said("  "), Answer()),
        (
            "mother_age",
            Answer(S.NOT_RECORDED, "24", "looked twice"),
            Answer(S.NOT_RECORDED, "", "looked twice"),
        ),
        ("due", said("2024-11"), said("2024-11")),
        ("mother_need", Answer(S.UNCLEAR, "current | no"), Answer(S.UNCLEAR, "current | no")),
        ("mother_need", Answer(S.NOT_APPLICABLE, note="adopted"), Answer(S.NOT_APPLICABLE, note="adopted")),
    ],
)
def test_an_answer_is_kept_in_its_plain_form(
    case: OpenCase, question: str, given: Answer, kept: Answer
) -> None:
    answering.save_answer(case, Key(question), Answer(S.UNCLEAR))
    answering.save_answer(case, Key(question), given)
    assert reread(case).heads[Key(question)].answer == kept


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("mother_age", "old"),
        ("due", "2024-02-30"),
        ("mother_need", "perhaps"),
        ("records_seen", "case_system x"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_and_nothing_kept(
    case: OpenCase, question: str, value: str
) -> None:
    with pytest.raises(AuditError):
        answering.save_answer(case, Key(question), said(value))
    assert reread(case).heads == {}


def test_saying_the_same_again_is_no_change(case: OpenCase) -> None:
    for _time in range(2):
        answering.save_answer(case, Key("mother_age"), said("24"))
    assert len(answering.history(case, Key("mother_age"))) == 1
    answering.save_answer(case, Key("pathway"), Answer())
    assert answering.history(case, Key("pathway")) == ()


def test_saying_again_what_was_marked_in_bulk_is(case: OpenCase) -> None:
    answering.mark_rest(case, "start")
    answering.not_in_the_file(case, Key("pathway"))
    assert not answering.question_view(case, Key("pathway")).bulk


def test_what_the_form_works_out_is_not_answered(case: OpenCase) -> None:
    with pytest.raises(AuditError, match="worked out"):
        answering.save_answer(case, Key("days_early"), said("3"))


def test_a_hidden_answer_is_kept_but_not_asked(case: OpenCase) -> None:
    answering.save_answer(case, Key("mother_need"), said("current"))
    answering.save_answer(case, Key("mother_offer"), said("offered"))
    answering.save_answer(case, Key("mother_need"), said("no"))
    filled = reread(case).filling.state(Key("mother_offer"))
    assert (filled.asked, filled.value) == (False, "offered")


class TestRecords:
    """*Not in the file* becomes *Record not opened*, and back, by itself."""

    @pytest.mark.parametrize(
        ("opened", "question", "expected"),
        [
            (None, "mother_age", S.NOT_RECORDED),
            ("case_system", "mother_age", S.NOT_RECORDED),
            ("maternity", "mother_age", S.SOURCE_NOT_SEEN),
            ("legal_file", "mother_need", S.NOT_RECORDED),
            ("case_system", "mother_need", S.SOURCE_NOT_SEEN),
            ("maternity", "pathway", S.NOT_RECORDED),
        ],
    )
    def test_not_in_the_file(
        self, case: OpenCase, opened: str | None, question: str, expected: AnswerState
    ) -> None:
        if opened:
            answering.save_answer(case, Key("records_seen"), said(opened))
        answering.not_in_the_file(case, Key(question))
        assert state(reread(case), question) is expected

    def test_opening_a_record_asks_again(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("records_seen"), said("maternity"))
        answering.not_in_the_file(case, Key("mother_age"))
        saved = answering.save_answer(case, Key("records_seen"), said("maternity case_system"))
        assert state(reread(case), "mother_age") is S.NOT_LOOKED_AT
        assert "looked at again" in saved.said
        assert {head.batch for head in case.heads.values()} == {saved.batch}

    def test_unopening_a_record_says_so(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("records_seen"), said("case_system"))
        answering.not_in_the_file(case, Key("mother_age"))
        saved = answering.save_answer(case, Key("records_seen"), said("maternity"))
        assert state(reread(case), "mother_age") is S.SOURCE_NOT_SEEN
        assert "Record not opened" in saved.said

    def test_a_state_chosen_under_more_stays(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("records_seen"), said("maternity"))
        answering.save_answer(case, Key("mother_age"), Answer(S.SOURCE_NOT_SEEN, note="locked away"))
        answering.save_answer(case, Key("records_seen"), said("case_system"))
        assert state(case, "mother_age") is S.SOURCE_NOT_SEEN

    def test_one_undo_takes_all_of_it_back(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("records_seen"), said("maternity"))
        answering.not_in_the_file(case, Key("mother_age"))
        answering.save_answer(case, Key("records_seen"), said("case_system"))
        answering.undo(case)
        assert state(case, "mother_age") is S.SOURCE_NOT_SEEN
        answering.save_answer(case, Key("records_seen"), said("case_system"))
        assert state(reread(case), "mother_age") is S.NOT_LOOKED_AT

    def test_the_screen_knows_before(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("records_seen"), said("maternity"))
        view = answering.question_view(case, Key("mother_age"))
        assert (view.record, view.record_opened) == ("Case system", False)


class TestMarkRest:
    """*Not in the file* for the rest of a page."""

    def test_marks_what_is_left_as_done_in_bulk(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("mother_age"), said("24"))
        listed = [view.key for view in answering.rest(case, "parents")]
        answering.mark_rest(case, "parents")
        assert listed == [Key("mother_need")]
        assert case.heads[Key("mother_need")].origin is Origin.BULK
        assert answering.question_view(reread(case), Key("mother_need")).bulk
        assert case.heads[Key("mother_age")].origin is Origin.SCREEN

    def test_never_says_that_of_the_records_opened(self, case: OpenCase) -> None:
        assert [view.key.question for view in answering.rest(case, "start")] == ["pathway"]

    def test_is_taken_back_in_one_step(self, case: OpenCase) -> None:
        answering.mark_rest(case, "timing")
        answering.undo(case)
        assert {state(reread(case), name) for name in ("due", "birth_date", "seen")} == {S.NOT_LOOKED_AT}


class TestUndo:
    """Undo goes back batch by batch, and survives closing the case."""

    def test_steps_back_also_in_a_reopened_case(self, case: OpenCase) -> None:
        for value in ("20", "21", "22"):
            answering.save_answer(case, Key("mother_age"), said(value))
        seen = []
        while answering.undo(case := reread(case)):
            seen.append(case.filling.state(Key("mother_age")).value)
        assert seen == ["21", "20", ""]

    def test_does_not_undo_an_undo(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("mother_age"), said("20"))
        answering.undo(case)
        assert answering.undo(case) is None

    def test_goes_on_after_a_new_answer(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("mother_age"), said("20"))
        answering.save_answer(case, Key("pathway"), said("cp_plan"))
        answering.undo(case)
        answering.save_answer(case, Key("mother_age"), said("30"))
        answering.undo(case)
        assert case.filling.state(Key("mother_age")).value == "20"
        answering.undo(case)
        assert case.heads[Key("mother_age")].answer == Answer()

    def test_takes_back_what_depends_on_it(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("due"), said("2024-03-10"))
        answering.save_answer(case, Key("birth_date"), said("2024-03-01"))
        assert case.filling.state(Key("days_early")).value == "9"
        saved = answering.undo(case)
        assert saved is not None
        assert Key("days_early") in saved.changed
        assert state(reread(case), "days_early") is S.NOT_LOOKED_AT

    def test_is_each_officers_own(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("mother_age"), said("20"))
        case.audit.person = "CD"
        assert answering.undo(case) is None

    def test_stops_at_a_finished_audit(self, finished: OpenCase) -> None:
        with pytest.raises(AuditError, match="finished"):
            answering.undo(finished)
        answering.reopen(finished, "a letter came")
        assert answering.undo(finished) is None

    def test_history_keeps_all_of_it(self, case: OpenCase) -> None:
        answering.save_answer(case, Key("mother_age"), said("20"))
        answering.undo(case)
        told = [
            (change.person, change.origin, change.answer.value)
            for change in answering.history(case, Key("mother_age"))
        ]
        assert told == [("AB", Origin.UNDO, ""), ("AB", Origin.SCREEN, "20")]


class TestRows:
    """Rows come, go and move; undo brings them back with all that was said in them."""

    def add(self, case: OpenCase, repeat: str, question: str, *values: str) -> list[str]:
        """Rows with one answer each."""
        rows = []
        for value in values:
            _saved, row = answering.add_row(case, repeat)
            answering.save_answer(case, Key(question, row), said(value))
            rows.append(row)
        return rows

    def test_a_row_brings_its_companion(self, case: OpenCase) -> None:
        (row,) = self.add(case, "fathers", "father_role", "confirmed")
        (companion,) = case.filling.rows("father_care")
        answering.save_answer(case, Key("father_in_care", companion.uuid), said("yes"))
        again = reread(case)
        assert [each.uuid for each in again.filling.rows("fathers")] == [row]
        assert again.filling.state(Key("father_in_care", companion.uuid)).value == "yes"
        assert again.filling.state(Key("n_fathers")).value == "1"

    def test_undo_brings_a_removed_row_back_with_its_answers(self, case: OpenCase) -> None:
        first, second = self.add(case, "fathers", "father_role", "confirmed", "putative")
        care = case.filling.rows("father_care")[0].uuid
        answering.save_answer(case, Key("father_in_care", care), said("yes"))
        saved = answering.remove_row(case, first)
        assert saved.structure
        assert [row.uuid for row in reread(case).filling.rows("fathers")] == [second]
        answering.undo(case)
        for now in (case, reread(case)):
            assert [row.uuid for row in now.filling.rows("fathers")] == [first, second]
            assert now.filling.state(Key("father_in_care", care)).value == "yes"
            assert now.filling.state(Key("father_role", first)).value == "confirmed"

    def test_nested_rows_go_and_come_with_theirs(self, case: OpenCase) -> None:
        (service,) = self.add(case, "services", "service_type", "Housing")
        _saved, visit = answering.add_row(case, "visits", service)
        answering.save_answer(case, Key("visit_length", visit), said("40"))
        answering.remove_row(case, service)
        assert reread(case).filling.rows("visits", service) == ()
        answering.undo(case)
        assert reread(case).filling.state(Key("visit_length", visit)).value == "40"

    @pytest.mark.parametrize(
        ("moved", "by", "order"),
        [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (0, 2, "bca")],
    )
    def test_moving(self, case: OpenCase, moved: int, by: int, order: str) -> None:
        rows = self.add(case, "services", "service_type", *"abc")
        answering.move_row(case, rows[moved], by)
        for now in (case, reread(case)):
            keys = [Key("service_type", row.uuid) for row in now.filling.rows("services")]
            assert "".join(now.filling.state(key).value for key in keys) == order

    def test_undo_of_adding_takes_the_row_out(self, case: OpenCase) -> None:
        answering.add_row(case, "services")
        answering.undo(case)
        assert reread(case).filling.rows("services") == ()

    def test_rows_that_follow_others_are_not_added(self, case: OpenCase) -> None:
        with pytest.raises(AuditError, match="follow"):
            answering.add_row(case, "father_care")

    def test_a_row_taken_out_is_not_answered(self, case: OpenCase) -> None:
        (row,) = self.add(case, "services", "service_type", "a")
        answering.remove_row(case, row)
        with pytest.raises(AuditError, match="row"):
            answering.save_answer(case, Key("service_type", row), said("b"))


def test_a_failure_leaves_file_and_screen_as_they_were(case: OpenCase) -> None:
    answering.save_answer(case, Key("mother_age"), said("20"))
    last_id = next(iter(case.heads.values())).id
    new_id, case.audit.new_id = case.audit.new_id, lambda: 1 / 0  # type: ignore[assignment, return-value]
    with pytest.raises(ZeroDivisionError):
        answering.save_answer(case, Key("mother_age"), said("30"))
    case.audit.new_id = new_id
    assert case.filling.state(Key("mother_age")).value == "20"
    assert reread(case).heads[Key("mother_age")].id == last_id


def test_the_log_names_who_did_what(audit: Audit, case: OpenCase) -> None:
    answering.save_answer(case, Key("mother_age"), said("20"))
    audit.person = "CD"
    answering.save_answer(case, Key("mother_age"), said("21"))
    assert [(change.person, change.answer.value) for change in answering.case_log(audit)] == [
        ("AB", "20"),
        ("CD", "21"),
    ]
