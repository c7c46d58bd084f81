"""Extracts beside the case files: taken in, shown as not yet checked, confirmed, and compared."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import Answer, AnswerState, Key, Origin
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, open_case, question_view, save_answer
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.plan import case_lists
from audit_app.operations.plan.extract_comparison import ExtractComparison, Match, compare_extract
from audit_app.operations.plan.prefill_maps import PrefillMap, read_prefill_map
from audit_app.operations.plan.prefilling import (
    TakenExtract,
    confirm_extract,
    extracts,
    preview_extract,
    remap_extract,
    remove_extract,
    take_in_extract,
    unread_values,
    with_values,
)

MAP = PrefillMap("no", {"birth_date": "born", "mother_age": "age", "pathway": "way", "records_seen": "seen"},
                 {"pathway": {"a) CPP": "cp_plan"}})  # fmt: skip
HEAD = "no,born,age,way,seen"


def write(tmp_path: Path, *lines: str, name: str = "legal.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def take(audit: Audit, path: Path, mapping: PrefillMap | None = MAP, extract: str = "") -> TakenExtract:
    return take_in_extract(audit, preview_extract(audit, path, mapping, extract=extract))


def answered(value: str) -> Answer:
    return Answer(AnswerState.ANSWERED, value)


@pytest.fixture
def filled(audit: Audit, tmp_path: Path) -> OpenCase:
    """A case of which the extract `legal` says everything."""
    ref = add_case(audit, "C1")
    take(audit, write(tmp_path, HEAD, "C1,12/11/2024,31.0,CPP,Maternity"))
    return open_case(audit, ref.id)


@pytest.mark.parametrize(
    ("column", "cell", "question", "value"),
    [
        ("born", "3/11/24", "birth_date", "2024-11-03"),
        ("born", "45599", "birth_date", "2024-11-03"),
        ("born", "Nov 2024", "birth_date", "2024-11"),
        ("age", "31.0", "mother_age", "31"),
        ("way", "a) CPP", "pathway", "cp_plan"),
        ("way", "CPP", "pathway", "cp_plan"),
        ("way", "Early help", "pathway", "early_help"),
        ("way", "b) early_help", "pathway", "early_help"),
        ("seen", "legal_file maternity", "records_seen", "maternity legal_file"),
    ],
)
def test_cells_become_values_of_the_form(
    audit: Audit, tmp_path: Path, column: str, cell: str, question: str, value: str
) -> None:
    ref = add_case(audit, "C1")
    take(audit, write(tmp_path, f"no,{column}", f"C1,{cell}"), PrefillMap("no", {question: column}, MAP.values
         if question == "pathway" else {}))  # fmt: skip
    assert open_case(audit, ref.id).extracts == {Key(question): {"legal": value}}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("C1,May be 8 Jan 2000,,,", "row 2, column born: “May be 8 Jan 2000” is not a date"),
        ("C1,,old,,", "row 2, column age: “old” is not a whole number"),
        ("C1,,,elsewhere,", "row 2, column way: “elsewhere” is not among the choices"),
        ("C9,,30,,", "row 2, column no: 1 case of the extract isn't in this audit"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_said(audit: Audit, tmp_path: Path, row: str, said: str) -> None:
    add_case(audit, "C1")
    shown = preview_extract(audit, write(tmp_path, HEAD, row), MAP)
    assert said in "\n".join(map(str, shown.problems))
    assert take_in_extract(audit, shown).values == 0


def test_a_prefilled_answer_is_not_looked_at_until_confirmed(filled: OpenCase) -> None:
    key = Key("birth_date")
    view = question_view(filled, key)
    assert view.answer.state is AnswerState.NOT_LOOKED_AT
    assert (view.from_extract, view.to_confirm) == (
        "From the extract, not yet checked: 12 November 2024 (legal)",
        True,
    )
    saved = confirm_extract(filled, key)
    assert key in saved.changed
    view = question_view(filled, key)
    assert (view.answer, view.to_confirm) == (answered("2024-11-12"), False)
    assert view.from_extract == "The extract says: 12 November 2024 (legal)"
    assert filled.heads[key].origin is Origin.SCREEN
    answering.undo(filled)
    assert question_view(filled, key).to_confirm


def test_two_extracts_that_differ_need_a_choice(filled: OpenCase, tmp_path: Path) -> None:
    audit = filled.audit
    other = PrefillMap("no", {"birth_date": "born", "pathway": "way"})
    take(audit, write(tmp_path, "no,born,way", "C1,13/11/2024,cp_plan", name="annex.csv"), other)
    case = open_case(audit, filled.ref.id)
    assert question_view(case, Key("birth_date")).from_extract == (
        "From the extract, not yet checked: 13 November 2024 (annex) · 12 November 2024 (legal)"
    )
    with pytest.raises(AuditError, match="say different things"):
        confirm_extract(case, Key("birth_date"))
    confirm_extract(case, Key("birth_date"), "annex")
    assert case.filling.state(Key("birth_date")).value == "2024-11-13"
    confirm_extract(case, Key("pathway"))
    with pytest.raises(AuditError, match="No extract says"):
        confirm_extract(case, Key("mother_need"))
    assert extracts(audit) == ("annex", "legal")
    assert remove_extract(audit, "annex") == 2
    assert extracts(audit) == ("legal",)


def test_the_same_extract_again_replaces_what_it_said(filled: OpenCase, tmp_path: Path) -> None:
    done = take(filled.audit, write(tmp_path, HEAD, "C1,13/11/2024,,,"))
    assert (done.cases, done.values, done.unknown) == (1, 1, 0)
    assert open_case(filled.audit, filled.ref.id).extracts == {Key("birth_date"): {"legal": "2024-11-13"}}


def test_a_case_twice_is_read_once(audit: Audit, tmp_path: Path) -> None:
    add_case(audit, "C1")
    shown = preview_extract(audit, write(tmp_path, HEAD, "C1,,30,,", "C1,,31,,"), MAP)
    assert "row 3, column no: The case stands in row 2 already" in str(shown.problems[0])
    assert [each.n_values for each in shown.questions] == [0, 1, 0, 0]


def test_extracts_link_by_the_number_behind_a_pseudonym(audit: Audit, tmp_path: Path) -> None:
    listed = write(tmp_path, "case,team", "101,North", "102,South", name="cases.csv")
    case_lists.import_list(audit, case_lists.preview(audit, listed))
    done = take(audit, write(tmp_path, HEAD, "101.0,,30,,", "103,,40,,"))
    assert (done.cases, done.values, done.unknown) == (1, 1, 1)
    said = {ref.attributes["team"]: open_case(audit, ref.id).extracts for ref in list_cases(audit)}
    assert said == {"North": {Key("mother_age"): {"legal": "30"}}, "South": {}}


def test_known_columns_need_no_map_and_a_map_is_remembered(audit: Audit, tmp_path: Path) -> None:
    add_case(audit, "C1")
    shown = preview_extract(audit, write(tmp_path, "Case number,DOB,Colour", "C1,12/11/2024,red"))
    assert shown.mapping == PrefillMap("Case number", {"birth_date": "DOB"})
    path = write(tmp_path, "code,when", "C1,12/11/2024")
    with pytest.raises(AuditError, match="known to hold the case number"):
        preview_extract(audit, path)
    by_hand = PrefillMap("code", {"birth_date": "when"})
    take(audit, path, by_hand)
    assert preview_extract(audit, path).mapping == by_hand


def test_an_unknown_extract_is_mapped_by_hand_step_by_step(audit: Audit, tmp_path: Path) -> None:
    add_case(audit, "C1")
    shown = preview_extract(audit, write(tmp_path, "code,when", "C1,12/11/2024"), by_hand=True)
    assert (shown.columns, "case number" in shown.missing) == (("code", "when"), True)
    with pytest.raises(AuditError, match="case number"):
        take_in_extract(audit, shown)
    shown = remap_extract(audit, shown, PrefillMap("code"))
    assert "Map at least one" in shown.missing
    shown = remap_extract(audit, shown, PrefillMap("code", {"birth_date": "when"}))
    assert (shown.missing, shown.n_cases) == ("", 1)
    assert take_in_extract(audit, shown).values == 1


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (PrefillMap("no", {"colour": "born"}), "no question “colour”"),
        (PrefillMap("no", {"days_early": "born"}), "can't be filled"),
        (PrefillMap("no", {"father_role": "born"}), "can't be filled"),
        (PrefillMap("no", {"birth_date": "dob"}), "no column “dob”"),
        (PrefillMap("number", {"birth_date": "born"}), "no column “number”"),
        (PrefillMap("no"), "Map at least one"),
    ],
)
def test_a_map_that_does_not_fit_is_told(
    audit: Audit, tmp_path: Path, mapping: PrefillMap, said: str
) -> None:
    with pytest.raises(AuditError, match=said):
        preview_extract(audit, write(tmp_path, HEAD, "C1,,,,"), mapping)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"case": "no", "colour": 1}, "“colour” is not understood"),
        ({"case": 3}, "is no map"),
        ({"questions": {"birth_date": 3}}, "is no map"),
        ({"values": {"pathway": "x"}}, "is no map"),
    ],
)
def test_a_map_is_read_from_json_or_told(tmp_path: Path, said: dict[str, object], sentence: str) -> None:
    path = write(tmp_path, json.dumps(MAP.as_json()), name="map.json")
    assert read_prefill_map(path) == MAP
    with pytest.raises(AuditError, match=sentence):
        read_prefill_map(write(tmp_path, json.dumps(said), name="map.json"))


def test_what_could_not_be_read_is_said_by_hand(audit: Audit, tmp_path: Path) -> None:
    for case in ("C1", "C2", "C3", "C4"):
        add_case(audit, case)
    path = write(tmp_path, HEAD, "C1,,,Plan A,", "C2,,,Plan B,", "C3,,,plan B,", "C4,,,Early help,")
    shown = preview_extract(audit, path, PrefillMap("no", {"pathway": "way"}))
    assert unread_values(audit, shown, "pathway") == ("Plan A", "Plan B", "plan B")
    mapping = with_values(shown.mapping, "pathway", {"Plan B": "cp_plan"})
    shown = remap_extract(audit, shown, mapping)
    assert unread_values(audit, shown, "pathway") == ("Plan A",)
    assert [(each.n_values, each.n_unread) for each in shown.questions] == [(3, 1)]


def test_a_cancelled_extract_leaves_nothing(audit: Audit, tmp_path: Path) -> None:
    add_case(audit, "C1")
    shown = preview_extract(audit, write(tmp_path, HEAD, "C1,,30,,"), MAP)

    def stop(done: int, of: int) -> None:
        if done == of:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_in_extract(audit, shown, stop)
    assert extracts(audit) == ()


def counts(found: ExtractComparison) -> dict[str, int]:
    return Counter(case.match.value for case in found.cases)


def test_extract_and_file_are_compared_by_question(audit: Audit, tmp_path: Path) -> None:
    said = ["3/11/2024", "3/11/2024", "3/11/2024", "3/11/2024", "", "", "3/11/2024", "3/11/2024"]
    found = [
        answered("2024-11-03"),
        answered("2024-11"),
        answered("2024-11-04"),
        Answer(AnswerState.NOT_RECORDED),
        answered("2024-11-03"),
        Answer(AnswerState.NOT_RECORDED),
        Answer(AnswerState.UNCLEAR, "2024-11-03 | 2024-11-04"),
        Answer(),
    ]
    for number, answer in enumerate(found):
        save_answer(open_case(audit, add_case(audit, f"C{number}").id), Key("birth_date"), answer)
    rows = (f"C{number},{cell},,," for number, cell in enumerate(said))
    take(audit, write(tmp_path, HEAD, *rows))
    by_question = {each.question: each for each in compare_extract(audit)}
    assert list(by_question) == ["records_seen", "pathway", "mother_age", "birth_date"]
    births = by_question["birth_date"]
    assert counts(births) == {
        "agree": 2,
        "differ": 1,
        "only_extract": 1,
        "only_file": 1,
        "neither": 1,
        "unclear": 1,
        "not_compared": 1,
    }
    (differing,) = births.behind(Match.DIFFER)
    assert differing.reference == "C2"
    assert counts(by_question["mother_age"]) == {"not_compared": 8}
    assert compare_extract(audit, "other") == ()
