"""Answers as a file: out and in again, corrections, and every way in which a file can be wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import Answer, AnswerState, CaseStatus, Evidence, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, open_case
from audit_app.operations.case.answers_file import ImportedAnswers, export_answers, import_answers
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.xforms.filling import Filled
from tests.operations.conftest import MakeAudit
from tests.operations.lists import import_cases

HEADER = "case,auditor,question,state,value,note,evidence"
S = AnswerState


def write(folder: Path, *lines: str, header: str = HEADER, name: str = "answers.csv") -> Path:
    """A file of answers."""
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def only_case(audit: Audit) -> OpenCase:
    """The one case there is, read from the file."""
    (ref,) = list_cases(audit)
    return open_case(audit, ref.id)


def states(case: OpenCase) -> list[Filled]:
    """How every question of a case stands, in form order."""
    keys = case.filling.keys()
    return [case.filling.state(key) for key in keys]


def refused(audit: Audit, path: Path) -> list[str]:
    """The problems that keep a file out, each as place and sentence."""
    with pytest.raises(AuditError) as caught:
        import_answers(audit, path)
    assert list_cases(audit) == ()
    return [str(problem) for problem in caught.value.problems]


def test_brings_cases_answers_rows_and_what_follows(audit: Audit, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "C1,CD,mother_need,answered,current,,",
        "C1,CD,fathers[2]/father_role,answered,confirmed,,",
        "C1,CD,father_care[2]/father_in_care,not_recorded,,looked twice,Case note",
        "C1,CD,services[1]/visits[2]/visit_length,,30,,",
        "C1,CD,records_seen,answered,maternity case_system,,",
    )
    assert import_answers(audit, path) == ImportedAnswers(cases_added=1, answers=5, unchanged=0)
    case = only_case(audit)
    fathers, care = case.filling.rows("fathers"), case.filling.rows("father_care")
    assert (case.ref.reference, case.ref.person, case.ref.round) == ("C1", "CD", "baseline")
    assert case.filling.state(Key("mother_offer")).asked
    assert case.filling.state(Key("n_fathers")).value == "2"
    assert case.filling.state(Key("father_role", fathers[1].uuid)).value == "confirmed"
    assert case.heads[Key("father_in_care", care[1].uuid)].answer == Answer(
        S.NOT_RECORDED, note="looked twice", evidence=Evidence("Case note")
    )
    (service,) = case.filling.rows("services")
    assert len(case.filling.rows("visits", service.uuid)) == 2
    assert case.filling.state(Key("records_seen")).value == "case_system maternity"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("C1,,mother_age,,24,,", Answer(S.ANSWERED, "24")),
        ("C1,,mother_age,answered,24.0,,", None),
        ("C1,,mother_age,Not recorded,,,", Answer(S.NOT_RECORDED)),
        ("C1,,due,answered,03/11/2024,,", Answer(S.ANSWERED, "2024-11-03")),
        ("C1,,due,answered,2024-11,,", Answer(S.ANSWERED, "2024-11")),
        ("C1,,mother_need,unclear,no | current,see letter,", Answer(S.UNCLEAR, "no | current", "see letter")),
        (
            'C1,,mother_age,,24,,"{""document"": ""Letter"", ""page"": ""2""}"',
            Answer(S.ANSWERED, "24", "", Evidence("Letter", page="2")),
        ),
    ],
)
def test_reads_states_and_values_as_people_write_them(
    audit: Audit, tmp_path: Path, line: str, expected: Answer | None
) -> None:
    path = write(tmp_path, line)
    if expected is None:
        assert refused(audit, path)
        return
    import_answers(audit, path)
    case = only_case(audit)
    assert [head.answer for key, head in case.heads.items() if key.question in audit.form.questions] == [
        expected
    ]
    assert case.ref.person == "AB"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (",AB,pathway,,cp_plan,,", "row 2, column case: The row has no case."),
        ("C1,AB,,,cp_plan,,", "row 2, column question: The row names no question."),
        ("C1,AB,pathways,,cp_plan,,", "row 2, column question: The form has no question “pathways”."),
        ("C1,AB,pathway,,prison,,", "row 2, column value: “prison”"),
        ("C1,AB,records_seen,,case_system xyz,,", "row 2, column value: “xyz”"),
        ("C1,AB,pathway,perhaps,,,", "row 2, column state: “perhaps” is no state."),
        ("C1,AB,pathway,answered,,,", "row 2, column value: An answered question needs a value."),
        ("C1,AB,pathway,not_recorded,cp_plan,,", "row 2, column value: An answer that is not_recorded"),
        ("C1,AB,due,,2024-02-30,,", "row 2, column value: “2024-02-30”"),
        ("C1,AB,mother_age,,old,,", "row 2, column value: “old”"),
        ("C1,AB,days_early,,3,,", "row 2, column question: “days_early” is worked out by the form."),
        ("C1,AB,father_role,,putative,,", "write fathers[1]/father_role"),
        ("C1,AB,services[1]/father_role,,putative,,", "write fathers[1]/father_role"),
        ("C1,AB,fathers[0]/father_role,,putative,,", "write fathers[1]/father_role"),
        ("C1,AB,fathers[999]/father_role,,putative,,", "at most 200 rows"),
        ("C1,AB,visit_length,,3,,", "write services[1]/visits[1]/visit_length"),
    ],
)
def test_says_what_is_wrong_and_where(audit: Audit, tmp_path: Path, line: str, problem: str) -> None:
    (said,) = refused(audit, write(tmp_path, line))
    assert said.startswith("answers.csv, row 2")
    assert problem in said


def test_the_same_answer_twice(audit: Audit, tmp_path: Path) -> None:
    path = write(
        tmp_path, "C1,AB,pathway,,cp_plan,,", "C1,ab,pathway,,early_help,,", "C1,CD,pathway,,cp_plan,,"
    )
    (said,) = refused(audit, path)
    assert "row 3, column question: The answer stands in row 2 already." in said


def test_a_case_with_and_without_its_auditor(audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="names an auditor in some rows of C1"):
        import_answers(audit, write(tmp_path, "C1,AB,pathway,,cp_plan,,", "C1,,pathway,,early_help,,"))
    assert list_cases(audit) == ()


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("case,auditor,state,value", "row 1, column question: The column is missing."),
        ("case,auditor,question,value,evidance", "row 1, column evidance: No such column is known."),
    ],
)
def test_wrong_columns(audit: Audit, tmp_path: Path, header: str, problem: str) -> None:
    (said,) = refused(audit, write(tmp_path, "C1,AB,pathway,cp_plan,", header=header))
    assert problem in said


def test_statuses_must_agree(audit: Audit, tmp_path: Path) -> None:
    header = HEADER + ",status"
    lines = (
        "C1,AB,pathway,,cp_plan,,,finished",
        "C1,AB,mother_age,,24,,,in_progress",
        "C2,AB,pathway,,cp_plan,,,done",
    )
    first, second = refused(audit, write(tmp_path, *lines, header=header))
    assert "row 3, column status" in first
    assert "row 4, column status: “done” is no status." in second


def test_lists_fifty_problems_and_counts_the_rest(audit: Audit, tmp_path: Path) -> None:
    said = refused(audit, write(tmp_path, *(f"C{n},AB,nothing,,1,," for n in range(60))))
    assert len(said) == 51
    assert said[-1] == "And 10 more."


def test_one_wrong_row_keeps_the_whole_file_out(audit: Audit, tmp_path: Path) -> None:
    refused(audit, write(tmp_path, "C1,AB,pathway,,cp_plan,,", "C2,AB,pathway,,nowhere,,"))
    assert answering.case_log(audit) == ()


def test_importing_again_changes_nothing(audit: Audit, tmp_path: Path) -> None:
    path = write(tmp_path, "C1,AB,fathers[1]/father_role,,putative,,", "C1,AB,pathway,,cp_plan,,")
    import_answers(audit, path)
    before = answering.case_log(audit)
    assert import_answers(audit, path) == ImportedAnswers(cases_added=0, answers=0, unchanged=2)
    assert answering.case_log(audit) == before


def test_a_blank_row_of_a_template_erases_nothing(audit: Audit, tmp_path: Path) -> None:
    import_answers(audit, write(tmp_path, "C1,AB,services[1]/service_type,,Housing,,"))
    import_answers(audit, write(tmp_path, "C1,AB,services[1]/service_type,,,,", "C1,AB,pathway,,,,"))
    case = only_case(audit)
    (row,) = case.filling.rows("services")
    assert case.filling.state(Key("service_type", row.uuid)).value == "Housing"


def test_corrects_a_finished_audit_and_says_by_what(finished: OpenCase, tmp_path: Path) -> None:
    import_answers(finished.audit, write(tmp_path, "C1,AB,mother_age,,31,,", name="corrections.csv"))
    again = open_case(finished.audit, finished.ref.id)
    assert (again.ref.status, again.filling.state(Key("mother_age")).value) == (CaseStatus.FINISHED, "31")
    assert answering.history(again, Key("mother_age"))[0].why == "corrections.csv"


def test_restores_the_status(audit: Audit, tmp_path: Path) -> None:
    lines = (
        "C1,AB,pathway,,cp_plan,,,finished",
        "C2,AB,pathway,,cp_plan,,,in_progress",
        "C3,AB,pathway,,cp_plan,,,",
    )
    done = import_answers(audit, write(tmp_path, *lines, header=HEADER + ",status"))
    assert done.lacking_rows == ("C1",)  # without a father's row
    statuses = [ref.status for ref in list_cases(audit)]
    assert statuses == [CaseStatus.FINISHED, CaseStatus.IN_PROGRESS, CaseStatus.IN_PROGRESS]
    import_answers(audit, write(tmp_path, "C1,AB,pathway,,cp_plan,,,in_progress", header=HEADER + ",status"))
    assert list_cases(audit)[0].status is CaseStatus.IN_PROGRESS


def test_takes_over_a_case_of_the_list_that_is_nobodys(audit: Audit, tmp_path: Path) -> None:
    import_cases(audit, [{"case": "C1", "team": "North"}])
    assert import_answers(audit, write(tmp_path, "C1,CD,pathway,,cp_plan,,")).cases_added == 0
    (ref,) = list_cases(audit)
    assert (ref.person, ref.attributes["team"]) == ("CD", "North")


def test_a_second_officer_of_a_case_audits_it_a_second_time(audit: Audit, tmp_path: Path) -> None:
    import_answers(audit, write(tmp_path, "C1,AB,pathway,,cp_plan,,", "C1,CD,pathway,,early_help,,"))
    assert [(ref.person, ref.role.value) for ref in list_cases(audit)] == [("AB", "first"), ("CD", "second")]


def test_an_explicit_state_stays_when_a_record_is_opened(audit: Audit, tmp_path: Path) -> None:
    import_answers(
        audit,
        write(tmp_path, "C1,AB,mother_age,source_not_seen,,,", "C1,AB,records_seen,,maternity,,"),
    )
    case = only_case(audit)
    answering.save_answer(case, Key("records_seen"), Answer(S.ANSWERED, "case_system"))
    assert case.filling.state(Key("mother_age")).state is S.SOURCE_NOT_SEEN


def test_cancelling_leaves_nothing(audit: Audit, tmp_path: Path) -> None:
    def stop_at_the_second(done: int, of: int) -> None:
        if done == 1:
            raise Cancelled

    path = write(tmp_path, *(f"C{n},AB,pathway,,cp_plan,," for n in range(5)))
    with pytest.raises(Cancelled):
        import_answers(audit, path, stop_at_the_second)
    assert list_cases(audit) == ()


class TestExport:
    """What goes out comes in again."""

    def filled(self, audit: Audit) -> OpenCase:
        """A case with a little of everything."""
        case = open_case(audit, add_case(audit, "C1").id)
        for question, answer in {
            "mother_age": Answer(
                S.ANSWERED, "24", 'She said "24", twice\nin two letters', Evidence("Letter", quote="24")
            ),
            "mother_need": Answer(S.UNCLEAR, "current | no"),
            "seen": Answer(S.NOT_LOOKED_AT, note="ask the midwife"),
            "due": Answer(S.ANSWERED, "2024-11"),
        }.items():
            answering.save_answer(case, Key(question), answer)
        for role in ("confirmed", "putative"):
            _saved, row = answering.add_row(case, "fathers")
            answering.save_answer(case, Key("father_role", row), Answer(S.ANSWERED, role))
        answering.move_row(case, row, -1)
        answering.save_answer(
            case, Key("father_in_care", case.filling.rows("father_care")[0].uuid), Answer(S.ANSWERED, "yes")
        )
        _saved, gone = answering.add_row(case, "services")
        answering.save_answer(case, Key("service_type", gone), Answer(S.ANSWERED, "gone"))
        answering.remove_row(case, gone)
        answering.add_row(case, "services")
        return case

    def test_order_and_columns(self, audit: Audit, tmp_path: Path) -> None:
        self.filled(audit)
        path = tmp_path / "out.csv"
        assert export_answers(audit, path) == 7  # and the row that says nothing
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == [*HEADER.split(","), "status"]
        assert [(row["question"], row["state"], row["value"]) for row in rows] == [
            ("mother_age", "answered", "24"),
            ("mother_need", "unclear", "current | no"),
            ("fathers[1]/father_role", "answered", "putative"),
            ("fathers[2]/father_role", "answered", "confirmed"),
            ("father_care[1]/father_in_care", "answered", "yes"),
            ("services[1]/service_type", "not_looked_at", ""),
            ("due", "answered", "2024-11"),
            ("seen", "not_looked_at", ""),
        ]

    def test_a_round_trip_gives_the_same(self, make_audit: MakeAudit, tmp_path: Path) -> None:
        one, other = make_audit("one"), make_audit("other", person="XY")
        case = self.filled(one)
        export_answers(one, tmp_path / "one.csv")
        import_answers(other, tmp_path / "one.csv")
        export_answers(other, tmp_path / "other.csv")
        assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "other.csv").read_bytes()
        assert states(only_case(other)) == states(case)

    def test_a_case_that_nobody_has_begun_is_not_lost(self, make_audit: MakeAudit, tmp_path: Path) -> None:
        one, other = make_audit("one"), make_audit("other", person="CD")
        import_cases(one, [{"case": "nobodys"}])
        add_case(one, "mine")
        assert export_answers(one, tmp_path / "one.csv") == 0
        import_answers(other, tmp_path / "one.csv")
        assert [(ref.reference, ref.person, ref.status) for ref in list_cases(other)] == [
            ("mine", "AB", CaseStatus.NOT_STARTED),
            ("nobodys", "", CaseStatus.NOT_STARTED),
        ]
        export_answers(other, tmp_path / "other.csv")
        assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "other.csv").read_bytes()

    def test_rounds_are_told_apart(self, make_audit: MakeAudit, tmp_path: Path) -> None:
        one, other = make_audit("one"), make_audit("other")
        for round_, value in (("baseline", "20"), ("later", "30")):
            case = open_case(one, add_case(one, "C1", round_=round_).id)
            answering.save_answer(case, Key("mother_age"), Answer(S.ANSWERED, value))
        export_answers(one, tmp_path / "one.csv")
        import_answers(other, tmp_path / "one.csv")
        assert [(ref.reference, ref.round) for ref in list_cases(other)] == [
            ("C1", "baseline"),
            ("C1", "later"),
        ]

    def test_a_place_that_can_not_be_written(self, audit: Audit, tmp_path: Path) -> None:
        (tmp_path / "out.csv").mkdir()
        with pytest.raises(AuditError, match=r"out\.csv is a folder"):
            export_answers(audit, tmp_path / "out.csv")
        assert [path.name for path in tmp_path.glob("*.part")] == []


def test_evidence_that_only_looks_like_json_is_a_documents_name(audit: Audit, tmp_path: Path) -> None:
    half, deep = r'{""document"": ""\ud800""}', '{""a"":' * 10_000
    lines = (f'C{n},AB,mother_age,answered,3,,"{text}"' for n, text in enumerate((half, deep)))
    import_answers(audit, write(tmp_path, *lines))
    kept = [open_case(audit, ref.id).heads[Key("mother_age")].answer.evidence for ref in list_cases(audit)]
    # As they were written.
    assert [each.document[:12] for each in kept] == ['{"document":', '{"a":{"a":{"']
