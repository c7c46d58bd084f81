"""The list of cases: adding one by hand, and importing a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import Answer, AnswerState, CaseStatus, Key
from audit_app.operations.answering import open_case, save_answer
from audit_app.operations.audit import Audit
from audit_app.operations.cases import add_case, import_cases, list_cases, read_case_list


def test_a_case_added_by_hand_is_its_officers(audit: Audit) -> None:
    ref = add_case(audit, " C1 ", attributes={"team": "North", "pregnancy": "P1"})
    assert (ref.reference, ref.person, ref.round, ref.status) == (
        "C1",
        "AB",
        "baseline",
        CaseStatus.NOT_STARTED,
    )
    assert ref.attributes == {"team": "North", "pregnancy": "P1"}
    assert list_cases(audit) == (ref,)


def test_a_case_needs_a_reference(audit: Audit) -> None:
    with pytest.raises(AuditError, match="reference"):
        add_case(audit, "  ")


def test_a_reference_stands_once_in_a_round(audit: Audit) -> None:
    add_case(audit, "C1")
    add_case(audit, "C1", round_="later")
    with pytest.raises(AuditError, match="C1"):
        add_case(audit, "C1")
    assert [(ref.reference, ref.round) for ref in list_cases(audit)] == [("C1", "baseline"), ("C1", "later")]


def test_a_list_is_added_then_updated(audit: Audit) -> None:
    first = import_cases(audit, [{"case": "C1", "team": "North"}, {"case": "C2", "team": "South"}])
    again = import_cases(
        audit, [{"case": "C2", "team": "East", "pregnancy": "P2"}, {"case": "C3", "round": "later"}]
    )
    assert (first.added, first.updated, first.refused) == (2, 0, 0)
    assert (again.added, again.updated, again.refused) == (1, 1, 0)
    assert [(ref.reference, ref.round, dict(ref.attributes)) for ref in list_cases(audit)] == [
        ("C1", "baseline", {"team": "North"}),
        ("C2", "baseline", {"team": "East", "pregnancy": "P2"}),
        ("C3", "later", {}),
    ]


@pytest.mark.parametrize("column", ["case", "case_ref", "reference", "Case "])
def test_the_column_of_references_has_several_names(audit: Audit, column: str) -> None:
    import_cases(audit, [{column: "C1", "Team": "North"}])
    (ref,) = list_cases(audit)
    assert (ref.reference, ref.attributes) == ("C1", {"Team": "North"})


def test_rows_are_refused_with_their_reason(audit: Audit) -> None:
    rows = [{"case": "C1"}, {"case": "", "team": "North"}, {"case": "", "team": ""}, {"case": "C1"}]
    done = import_cases(audit, rows, file="list.csv")
    assert (done.added, done.refused) == (1, 2)
    assert [str(problem).split(".")[0:2] for problem in done.problems] == [
        ["list", "csv, row 3, column case: The row has no case reference"],
        ["list", "csv, row 5, column case: C1 stands in row 2 already"],
    ]


def test_a_list_without_references_is_refused(audit: Audit) -> None:
    with pytest.raises(AuditError, match="no column “case”"):
        import_cases(audit, [{"name": "C1"}], file="list.csv")


def test_cancelling_leaves_nothing(audit: Audit) -> None:
    def stop(done: int, of: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_cases(audit, [{"case": f"C{n}"} for n in range(5)], progress=stop)
    assert list_cases(audit) == ()


def test_row_numbers_are_those_of_the_file(audit: Audit, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("case,team\nC1,North\n\n,South\n", encoding="utf-8")
    done = import_cases(audit, read_case_list(path), file=path.name)
    assert [problem.row for problem in done.problems] == [4]


def test_whoever_begins_a_case_that_is_nobodys_is_its_officer(audit: Audit) -> None:
    import_cases(audit, [{"case": "C1"}])
    (listed,) = list_cases(audit)
    assert listed.person == ""
    case = open_case(audit, listed.id)
    save_answer(case, Key("mother_age"), Answer(AnswerState.ANSWERED, "24"))
    (ref,) = list_cases(audit)
    assert (ref.person, ref.id) == ("AB", case.ref.id)
    assert open_case(audit, listed.id).ref == ref
