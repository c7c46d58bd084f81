"""A list as people really keep it: 120 families give 120 cases and three teams, and what was done is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.export.sheets import Sheet, WorkbookDocument
from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering, pseudonyms
from audit_app.operations.case.cases import list_cases, rename_case
from audit_app.operations.plan import handing_out, sampling
from audit_app.operations.plan.case_lists import Preview, import_list, preview
from audit_app.operations.plan.import_undo import take_back
from audit_app.operations.plan.list_spellings import nearly_the_same, usual_spellings
from audit_app.readers.lists import Meaning
from tests.workbooks import write_workbook

MESSY = Path(__file__).with_name("messy.csv")


@pytest.fixture
def shown(audit: Audit) -> Preview:
    return preview(audit, MESSY)


def test_120_families_are_120_cases_and_three_teams(audit: Audit, shown: Preview) -> None:
    assert (shown.n_new, shown.n_refused) == (120, 0)
    import_list(audit, shown)
    teams = Counter(ref.attributes["team"] for ref in list_cases(audit))
    assert teams == {"North": 40, "South": 40, "East": 40}


def test_headings_of_case_systems_are_known_and_people_and_comments_left_out(shown: Preview) -> None:
    assert shown.meanings == {
        "LCS ID / Person Ref.": Meaning.CASE,
        "E.D.D.": Meaning.EXPECTED,
        "Team": Meaning.TEAM,
        "SW": Meaning.LEAVE_OUT,
        "Referral date": Meaning.KEEP,
        "Priority": Meaning.KEEP,
        "Comments": Meaning.LEAVE_OUT,
        "Who holds it": Meaning.LEAVE_OUT,
    }


def test_each_thing_that_was_done_is_told(shown: Preview) -> None:
    said = Counter(problem.message for problem in shown.problems)
    assert said["The row repeats the headings, and is left out."] == 3
    assert said["The row is a total, and is left out."] == 5
    assert said["The row is what a report prints at its end, and is left out."] == 1
    assert sum("The row is the same as row" in words for words in said) == 2
    assert sum("is read as “South”" in words for words in said) == 2


def test_the_list_that_comes_again_otherwise_written_is_known(audit: Audit, tmp_path: Path) -> None:
    import_list(audit, preview(audit, MESSY))
    again = tmp_path / "again.csv"
    again.write_text("LCS ID,EDD,Team\nlcs 2000,01/01/2025,NORTH\nLCS2007,2/2/2025,South\n", encoding="utf-8")
    shown = preview(audit, again)
    assert (shown.n_new, shown.n_updated, shown.n_unchanged) == (0, 0, 2)


@pytest.mark.parametrize(
    ("texts", "known", "usual"),
    [
        (["South", "South", "SOUTH"], [], {"SOUTH": "South"}),
        (["SOUTH", "South"], [], {"South": "SOUTH"}),
        (["SOUTH", "SOUTH"], ["South"], {"SOUTH": "South"}),
        (["North", "South", ""], [], {}),
        (["Team A", "Team B"], [], {}),
    ],
)
def test_a_team_has_its_usual_spelling(texts: list[str], known: list[str], usual: dict[str, str]) -> None:
    assert usual_spellings(texts, known) == usual


@pytest.mark.parametrize(
    ("one", "other", "same_day", "told"),
    [
        ("00123", "123", False, True),
        ("1041", "1014", True, True),
        ("1041", "1014", False, False),
        ("10411", "1041", True, True),
        ("1041", "1042", True, False),  # twins
        ("1041", "2041", True, False),
    ],
)
def test_a_number_typed_differently_is_told(one: str, other: str, same_day: bool, told: bool) -> None:
    days = {one: "2025-01-01", other: "2025-01-01" if same_day else "2025-06-01"}
    found = list(nearly_the_same([one, other], str, lambda number: (days[number],)))
    assert found == ([(one, other)] if told else [])


def test_an_import_is_taken_back_whole(audit: Audit, tmp_path: Path) -> None:
    first = write(tmp_path, "case,team", "1,North", "2,South")
    import_list(audit, preview(audit, first, keep_references=True))
    import_list(audit, preview(audit, write(tmp_path, "case,team", "2,East", "3,East"), keep_references=True))
    done = take_back(audit)
    assert (done.removed, done.restored) == (1, 1)
    assert {ref.reference: ref.attributes["team"] for ref in list_cases(audit)} == {
        "1": "North",
        "2": "South",
    }
    with pytest.raises(AuditError, match="no import"):
        take_back(audit)


def begun(audit: Audit) -> None:
    case = answering.open_case(audit, list_cases(audit)[0].id)
    answering.save_answer(case, Key("mother_age"), Answer(AnswerState.ANSWERED, "24"))


def given(audit: Audit) -> None:
    handing_out.assign(audit, "CD", handing_out.find_cases(audit, ["1"]))


def drawn(audit: Audit) -> None:
    sampling.draw(audit, sampling.SamplePlan(method=sampling.Method.ALL, seed=1))


@pytest.mark.parametrize(
    ("hang", "said"), [(begun, "has begun"), (given, "given to an officer"), (drawn, "a sample was drawn")]
)
def test_an_import_on_which_something_hangs_stays(
    audit: Audit, tmp_path: Path, hang: Callable[[Audit], None], said: str
) -> None:
    import_list(
        audit, preview(audit, write(tmp_path, "case,team", "1,North", "2,South"), keep_references=True)
    )
    hang(audit)
    with pytest.raises(AuditError, match=said):
        take_back(audit)
    assert len(list_cases(audit)) == 2


def test_a_renamed_case_keeps_its_number(audit: Audit, tmp_path: Path) -> None:
    import_list(audit, preview(audit, write(tmp_path, "case,team", "1001,North", "1002,South")))
    ref, other = list_cases(audit)
    number = pseudonyms.number_of(audit, ref)
    rename_case(audit, ref.reference, "MY-1")
    assert pseudonyms.numbers_for(audit, ["MY-1"]) == {"MY-1": number}
    for name, said in ((other.reference, "already"), (" ", "needs a reference")):
        with pytest.raises(AuditError, match=said):
            rename_case(audit, "MY-1", name)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.pdf", b"%PDF-1.7 ...", "is a PDF"),
        ("north.audit", bytes(range(256)) * 16, "is an audit file"),
        ("north.key", bytes(range(256)) * 16, "is an audit file"),
        ("answers.csv", b"case,auditor,question,state,value,note,evidence\n1,AB,x,answered,2,,\n", "answers"),
    ],
)
def test_what_is_no_list_is_told_for_what_it_is(
    audit: Audit, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AuditError, match=said):
        preview(audit, tmp_path / name)


def test_a_workbook_of_our_own_is_told_for_what_it_is(audit: Audit, tmp_path: Path) -> None:
    write_workbook(WorkbookDocument("Profile", (Sheet("One", "One", ()),)), tmp_path / "profile.xlsx")
    with pytest.raises(AuditError, match="this program wrote"):
        preview(audit, tmp_path / "profile.xlsx")


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
