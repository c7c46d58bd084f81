"""A file that can't be audited: finished with an answer that says so, counted everywhere, in no figure.

Of ten cases eight are drawn. One is finished as too little, one as restricted; a third says so but isn't
finished; four are audited, one isn't begun.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from audit_app.analysis.as_json import cohort_as_json
from audit_app.errors import AuditError
from audit_app.export.cover import Provenance, cover
from audit_app.model import Answer, AnswerState, AuditInfo, Key, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering, answers_file
from audit_app.operations.case.cases import list_cases
from audit_app.operations.case.open_case import open_case
from audit_app.operations.case.summary import case_summary
from audit_app.operations.file import audits
from audit_app.operations.gather.progress import read_progress
from audit_app.operations.plan.sampling import Method, SamplePlan, draw, read_sample, sample_as_json
from audit_app.operations.read.cohort import Filters, filter_choices, read_cohort, read_profile
from audit_app.store import cases
from audit_app.store.writing import transaction
from audit_app.ui.models.cases import case_words
from tests.operations.lists import import_cases

SHEETS = {
    "survey": """type,name,label,relevant,required
begin_group,first,First page,,
select_one enough,enough,Is there enough to audit?,,yes
end_group,,,,
begin_group,family,Family,${enough} = '' or ${enough} = 'yes',
select_one yes_no,known,Is the father known?,,
select_one yes_no,came,Did he come?,${known} = 'yes',
end_group,,,,
""",
    "choices": """list_name,name,label
enough,yes,Yes
enough,little,Too little
enough,closed,Restricted
yes_no,yes,Yes
yes_no,no,No
""",
    "settings": "form_title,form_id,version\nA small form,small_form,1\n",
    "roles": "role,question,values\nnot_auditable,enough,little closed\n",
    "measures": """id,label,section,kind,denominator,question,numerator,settled_by
M1_known,Father known,Fathers,proportion,fact,known,yes,
M2_came,He came,Fathers,proportion,practice,came,yes,known
""",
}
ANSWERS = """case,auditor,question,state,value,note,evidence,status
C0,A,enough,answered,yes,,,finished
C0,A,known,answered,yes,,,finished
C0,A,came,answered,yes,,,finished
C1,A,enough,answered,yes,,,finished
C1,A,known,answered,no,,,finished
C2,A,known,answered,no,,,finished
C3,A,enough,answered,yes,,,finished
C3,A,known,answered,yes,,,finished
C3,A,came,not_recorded,,,,finished
C4,A,enough,answered,little,,,finished
C5,A,enough,answered,closed,,,finished
C6,A,enough,answered,little,,,in_progress
"""
DRAWN = SamplePlan(Method.PURPOSIVE, chosen=tuple(f"C{n}" for n in range(8)))
HALF = "4 of the 8 drawn files are finished. 2 files could not be audited, and are in no figure."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("form")
    (folder / "small").mkdir()
    for name, text in SHEETS.items():
        (folder / "small" / f"{name}.csv").write_text(text, encoding="utf-8")
    about = AuditInfo(round="1")
    audit, _code = audits.create_audit(
        folder / "a.audit", "nine calm herons", form=folder / "small", info=about, person="A"
    )
    import_cases(audit, [{"case": f"C{n}", "team": "NS"[n % 2]} for n in range(10)])
    (folder / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    answers_file.import_answers(audit, folder / "answers.csv")
    audits.close_audit(audit)
    return folder / "a.audit"


@pytest.fixture
def audit(made: Path, tmp_path: Path) -> Iterator[Audit]:
    path = tmp_path / "a.audit"
    path.write_bytes(made.read_bytes())
    audit = audits.open_audit(path, "nine calm herons", person="A")
    yield audit
    audits.close_audit(audit)


def test_it_is_in_no_figure_and_the_heading_says_how_many(audit: Audit) -> None:
    for status in ("finished", "all"):
        _read, heading = read_cohort(audit, Filters(status=status))
        assert {"C4", "C5", "C6"}.isdisjoint(heading.cases.values())
        assert heading.not_auditable == {"Too little": 1, "Restricted": 1}
        assert heading.statement == "2 files could not be audited, and are in no figure."
    told = cohort_as_json(read_profile(audit).cohort)
    assert (told["n_cases"], told["n_not_auditable"]) == (4, 2)
    assert told["not_auditable"] == {"Too little": 1, "Restricted": 1}


def test_nobody_is_offered_to_filter_by_it(audit: Audit) -> None:
    assert {choice.name for choice in filter_choices(audit)} == {"round", "team", "known", "came"}


def test_what_it_opens_decides_nothing_for_the_others(audit: Audit) -> None:
    """C2 never said whether there was enough: his coming still doesn't apply, as in C1."""
    came = next(each for each in read_profile(audit).figures if each.id == "M2_came")
    found = came.states
    assert (len(found.known), len(found.not_recorded), len(found.not_applicable)) == (1, 1, 2)
    assert not found.population_unknown


def test_the_sample_says_what_was_drawn_finished_and_not_auditable(audit: Audit) -> None:
    draw(audit, DRAWN)
    view = read_sample(audit)
    assert view is not None
    assert view.statement.endswith(HALF)
    assert [(each.drawn, each.finished, each.not_auditable) for each in view.strata] == [(8, 4, 2)]
    assert sample_as_json(view)["strata"][0]["not_auditable"] == 2
    heading = read_cohort(audit, Filters())[1]
    assert heading.statement.endswith(HALF)
    assert cohort_as_json(heading)["sample"] == [
        {"stratum": "", "frame": 10, "drawn": 8, "replaced": 0, "finished": 4, "not_auditable": 2}
    ]


def test_a_finished_file_stands_for_those_listed_for_each_that_is_audited(audit: Audit) -> None:
    """Five of the North are drawn: two audited, one can't be, so each of the two stands for 5/2."""
    draw(audit, SamplePlan(Method.FIXED, 5, ("team",), 1))
    view = read_sample(audit)
    assert view is not None
    assert [(s.name, s.drawn, s.finished, s.not_auditable, s.weight) for s in view.strata] == [
        ("N", 5, 2, 1, 2.5),
        ("S", 5, 2, 1, 2.5),
    ]
    assert "N 5 listed, 5 drawn, 2 finished, 1 could not be audited" in view.statement


def test_a_sample_is_done_once_all_others_are_audited(audit: Audit) -> None:
    draw(audit, SamplePlan(Method.PURPOSIVE, chosen=("C0", "C1", "C4")))
    figure = read_profile(audit).figures[0]
    assert "drawn files" not in figure.caution
    heading = read_cohort(audit, Filters())[1]
    assert heading.statement.endswith(
        "2 of the 3 drawn files are finished. 1 file could not be audited, and is in no figure."
    )


def test_an_agreed_audit_says_it_for_the_case(audit: Audit) -> None:
    first = next(ref for ref in list_cases(audit) if ref.reference == "C4")
    with transaction(audit.file):
        cases.add_case_audit(audit.file, first.case, "", Role.AGREED)
    agreed = next(ref for ref in list_cases(audit) if ref.role is Role.AGREED)
    case = answering.open_case(audit, agreed.id)
    for name, value in (("enough", "yes"), ("known", "no")):
        answering.save_answer(case, Key(name), Answer(AnswerState.ANSWERED, value))
    answering.finish(case, "Checked twice")
    heading = read_cohort(audit, Filters())[1]
    assert "C4" in heading.cases.values()
    assert heading.not_auditable == {"Restricted": 1}


def test_nothing_more_is_needed_to_finish_one(audit: Audit) -> None:
    ref = next(ref for ref in list_cases(audit) if ref.reference == "C7")
    case = answering.open_case(audit, ref.id)
    with pytest.raises(AuditError, match="can't be finished yet"):
        answering.finish(case, "Checked twice")
    answering.save_answer(case, Key("enough"), Answer(AnswerState.ANSWERED, "closed"))
    answering.finish(case, "Checked twice")
    assert read_cohort(audit, Filters())[1].n_not_auditable == 3


def test_progress_the_home_page_and_the_workbooks_cover_say_so_too(audit: Audit) -> None:
    progress, summary = read_progress(audit), audits.summary(audit)
    assert (progress.finished, progress.not_auditable) == (6, 2)
    assert (summary.n_finished, summary.n_not_auditable) == (6, 2)
    sheet = cover(read_profile(audit), summary.info, Provenance("small", "1", "1", date(2026, 11, 22)))
    words = {row[0].value: row[1].value for row in sheet.tables[0].rows}
    assert words["Could not be audited"] == "2 (Restricted 1; Too little 1)"


def test_the_list_of_cases_says_which_could_not_be_audited_and_why(audit: Audit) -> None:
    """C6 isn't finished, so nothing is settled about it."""
    why = {ref.reference: ref.set_aside for ref in list_cases(audit)}
    assert {case: words for case, words in why.items() if words} == {"C4": "Too little", "C5": "Restricted"}
    listed = {ref.reference: case_words(ref) for ref in list_cases(audit)}
    assert [listed[case] for case in ("C3", "C4", "C6")] == [
        "Finished",
        "Could not be audited",
        "In progress",
    ]


def test_its_summary_says_why_and_leaves_nothing_to_talk_through(audit: Audit) -> None:
    summaries = {ref.reference: case_summary(open_case(audit, ref.id)) for ref in list_cases(audit)[:6]}
    assert (summaries["C4"].set_aside, summaries["C3"].set_aside) == ("Too little", "")
    assert "Actions, with who and by when" not in dict(summaries["C4"].headings)
    assert "Actions, with who and by when" in dict(summaries["C3"].headings)


def test_a_case_audited_twice_is_one_case_and_two_audits(audit: Audit) -> None:
    first = next(ref for ref in list_cases(audit) if ref.reference == "C1")
    before = audits.summary(audit)
    with transaction(audit.file):
        cases.add_case_audit(audit.file, first.case, "", Role.SECOND)
    after = audits.summary(audit)
    assert (after.n_not_started, after.n_cases) == (before.n_not_started + 1, before.n_cases)
