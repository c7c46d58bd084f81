"""A list of cases from preview to import: what is understood, replaced, remembered, refused and taken in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.operations.audit import Audit
from audit_app.operations.case import pseudonyms
from audit_app.operations.case.cases import list_cases
from audit_app.operations.plan.case_lists import Preview, import_list, preview, remap
from audit_app.operations.plan.list_mapping import read_list_map
from audit_app.readers.lists import Meaning
from audit_app.store import cases
from audit_app.store.cases import PLACE
from audit_app.store.writing import transaction


@pytest.fixture(autouse=True)
def today(audit: Audit) -> None:
    audit.clock = lambda: datetime(2025, 1, 15, tzinfo=UTC)


def write(tmp_path: Path, *lines: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def counts(shown: Preview) -> tuple[int, int, int, int]:
    return shown.n_new, shown.n_updated, shown.n_unchanged, shown.n_refused


def attributes(audit: Audit) -> list[dict[str, str]]:
    return [dict(ref.attributes) for ref in list_cases(audit)]


HEAD = "Mosaic ID,Mother's ID,EDD,DOB,Allocated Team,Social worker,Priority,Child name"
ROWS = (
    "101,9,3/11/2024,,North,A Person,a) High,Baby A",
    "102,9,5/11/2024,,North,A Person,a) High,Baby B",
    "103,9,1/2/2023,,South,A Person,b) Low,Older child",
)


def test_a_preview_says_what_each_column_means_and_what_would_come(audit: Audit, tmp_path: Path) -> None:
    shown = preview(audit, write(tmp_path, HEAD, *ROWS))
    assert shown.meanings == {
        "Mosaic ID": Meaning.CASE,
        "Mother's ID": Meaning.MOTHER,
        "EDD": Meaning.EXPECTED,
        "DOB": Meaning.BIRTH,
        "Allocated Team": Meaning.TEAM,
        "Social worker": Meaning.LEAVE_OUT,
        "Priority": Meaning.KEEP,
        "Child name": Meaning.LEAVE_OUT,
    }
    assert counts(shown) == (3, 0, 0, 0)
    assert shown.columns[2].examples == ("2024-11-03", "2024-11-05", "2023-02-01")
    assert shown.sample[0].values["Priority"] == "High"
    assert list_cases(audit) == ()
    assert not pseudonyms.has_key(audit)


def test_numbers_are_replaced_and_twins_share_a_pregnancy(audit: Audit, tmp_path: Path) -> None:
    done = import_list(audit, preview(audit, write(tmp_path, HEAD, *ROWS)))
    assert (done.added, done.updated, done.unchanged, done.refused) == (3, 0, 0, 0)
    refs = list_cases(audit)
    numbers = pseudonyms.numbers_for(audit, [ref.reference for ref in refs])
    by_number = {numbers[ref.reference]: ref for ref in refs}
    assert set(by_number) == {"101", "102", "103"}
    twin, other, older = (by_number[number].attributes for number in ("101", "102", "103"))
    assert twin["pregnancy"] == other["pregnancy"] != older["pregnancy"]
    assert {name: twin[name] for name in ("expected date", "team", "Priority")} == {
        "expected date": "2024-11-03",
        "team": "North",
        "Priority": "High",
    }
    kept = json.dumps([dict(ref.attributes) for ref in refs])
    assert not any(word in kept for word in ("Person", "Baby", '"101"', '"9"'))


def test_the_same_list_again_changes_nothing_and_a_newer_one_updates(audit: Audit, tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, *ROWS)
    import_list(audit, preview(audit, path))
    before = list_cases(audit)
    assert counts(preview(audit, path)) == (0, 0, 3, 0)
    assert import_list(audit, preview(audit, path)).unchanged == 3
    assert list_cases(audit) == before
    born = "101,9,,12/11/2024,West,,a) High,"
    triplet = "104,9,4/11/2024,,North,,,"
    shown = preview(audit, write(tmp_path, HEAD, born, triplet))
    assert counts(shown) == (1, 1, 0, 0)
    import_list(audit, shown)
    now = {ref.attributes["pregnancy"] for ref in list_cases(audit)}
    assert len(list_cases(audit)) == 4
    assert now == {ref.attributes["pregnancy"] for ref in before}
    (updated,) = [each for each in attributes(audit) if each.get("birth date")]
    assert (updated["expected date"], updated["birth date"], updated["team"]) == (
        "2024-11-03",
        "2024-11-12",
        "West",
    )


def test_a_list_of_pseudonyms_keeps_them(audit: Audit, tmp_path: Path) -> None:
    path = write(tmp_path, "case,pregnancy,round,colour", "C1,P1,,red", "C2,P1,second,blue")
    import_list(audit, preview(audit, path, keep_references=True))
    assert [(ref.reference, ref.round, dict(ref.attributes)) for ref in list_cases(audit)] == [
        ("C1", "baseline", {"colour": "red", "pregnancy": "P1"}),
        ("C2", "second", {"colour": "blue", "pregnancy": "P1"}),
    ]
    assert not pseudonyms.has_key(audit)
    assert [case.attributes[PLACE] for case in cases.case_files(audit.file)] == ["2", "3"]


def test_a_given_pregnancy_is_replaced_too(audit: Audit, tmp_path: Path) -> None:
    path = write(tmp_path, "case,pregnancy", "1,77", "2,77", "3,78")
    import_list(audit, preview(audit, path))
    shared = [each["pregnancy"] for each in attributes(audit)]
    assert len(set(shared)) == 2
    assert not {"77", "78"} & set(shared)
    assert counts(preview(audit, path)) == (0, 0, 3, 0)


def test_unknown_columns_are_mapped_by_hand_and_remembered(audit: Audit, tmp_path: Path) -> None:
    path = write(tmp_path, "Our code,When due,Notes", "1,3/11/2024,x")
    shown = preview(audit, path)
    assert "Choose the one that does" in shown.missing
    with pytest.raises(AuditError, match="Choose the one that does"):
        import_list(audit, shown)
    said = {"Our code": Meaning.CASE, "When due": Meaning.EXPECTED, "Notes": Meaning.LEAVE_OUT}
    shown = remap(audit, shown, said)
    assert (shown.missing, shown.n_new, shown.remembered) == ("", 1, False)
    import_list(audit, shown)
    assert attributes(audit) == [{"expected date": "2024-11-03"}]
    again = preview(audit, write(tmp_path, "Notes,WHEN DUE,Our  code", "y,4/11/2024,1"))
    assert again.remembered
    assert counts(again) == (0, 1, 0, 0)


def test_a_mapping_moves_a_meaning_from_another_column(audit: Audit, tmp_path: Path) -> None:
    path = write(tmp_path, "case,other", "1,2")
    shown = remap(audit, preview(audit, path), {"other": Meaning.CASE})
    assert shown.meanings == {"case": Meaning.LEAVE_OUT, "other": Meaning.CASE}
    with pytest.raises(AuditError, match=r"no column “colour”\. It has: case, other"):
        preview(audit, path, {"colour": Meaning.KEEP})
    with pytest.raises(AuditError, match="Only one column can be the case number"):
        preview(audit, path, {"case": Meaning.CASE, "other": Meaning.CASE})


@pytest.mark.parametrize(
    ("rows", "refused", "said"),
    [
        (["1,a", ",b"], 1, ["row 3, column case: The row has no case number"]),
        (["1,a", "1,b"], 1, ["row 3, column case: Case 1 stands in row 2 already"]),
        (["1,a", "1,a"], 0, ["row 3, column case: The row is the same as row 2"]),
        (["1.23E+11,a", "2,b"], 1, ["row 2, column case: The row has no case number", "shortened"]),
        (["9434765919,a"], 0, ["column case: The case numbers look like NHS numbers"]),
        (["x" * 101 + ",a", "2,b"], 1, ["row 2, column case: The case number is too long"]),
    ],
)
def test_rows_that_cannot_be_taken_are_said(
    audit: Audit, tmp_path: Path, rows: list[str], refused: int, said: list[str]
) -> None:
    shown = preview(audit, write(tmp_path, "case,colour", *rows))
    words = "\n".join(map(str, shown.problems))
    assert shown.n_refused == refused
    assert all(each in words for each in said)
    assert import_list(audit, shown).refused == refused


def test_a_birth_to_come_is_an_expected_date(audit: Audit, tmp_path: Path) -> None:
    shown = preview(audit, write(tmp_path, "case,DOB", "1,3/4/2025", "2,3/4/2024"))
    assert "taken as the expected date" in str(shown.problems[0])
    import_list(audit, shown)
    dates = [(each.get("expected date", ""), each["birth date"]) for each in attributes(audit)]
    assert sorted(dates) == [("", "2024-04-03"), ("2025-04-03", "")]


def everything(audit: Audit) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the audit, by table."""
    tables = audit.file.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {name: audit.file.rows(f"SELECT * FROM {name}") for (name,) in tables}


class Stop:
    """Progress that is cancelled at its nth step."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, done: int, of: int) -> None:
        self.left -= 1
        if not self.left:
            raise Cancelled


@pytest.mark.parametrize("step", range(1, 6))
def test_an_import_cancelled_at_any_step_leaves_the_audit_and_its_key_file_as_they_were(
    audit: Audit, tmp_path: Path, step: int
) -> None:
    shown = preview(audit, write(tmp_path, HEAD, *ROWS))
    before = everything(audit)
    with pytest.raises(Cancelled):
        import_list(audit, shown, Stop(step))
    assert everything(audit) == before
    assert not pseudonyms.key_path(audit).exists()
    assert not preview(audit, write(tmp_path, HEAD, *ROWS)).remembered


@pytest.mark.parametrize("step", range(1, 6))
def test_a_later_import_cancelled_at_any_step_links_nothing(audit: Audit, tmp_path: Path, step: int) -> None:
    import_list(audit, preview(audit, write(tmp_path, HEAD, ROWS[0])))
    before, links = everything(audit), pseudonyms.key_path(audit).read_bytes()
    with pytest.raises(Cancelled):
        import_list(audit, preview(audit, write(tmp_path, HEAD, *ROWS)), Stop(step))
    assert everything(audit) == before
    assert pseudonyms.key_path(audit).read_bytes() == links


def test_an_import_counts_six_steps_so_that_those_tests_cancel_at_each(audit: Audit, tmp_path: Path) -> None:
    import_list(audit, preview(audit, write(tmp_path, HEAD, *ROWS)), Stop(6))
    assert len(list_cases(audit)) == 3


def test_an_import_whose_key_file_cannot_be_written_takes_in_nothing(audit: Audit, tmp_path: Path) -> None:
    shown = preview(audit, write(tmp_path, HEAD, *ROWS))
    before = everything(audit)
    pseudonyms.key_path(audit).mkdir()
    with pytest.raises(AuditError, match="key"):
        import_list(audit, shown)
    assert everything(audit) == before


def test_an_import_after_a_crash_before_its_commit_is_linked(audit: Audit, tmp_path: Path) -> None:
    # What such a crash leaves: the key file in its place, and the audit as it was.
    shown = preview(audit, write(tmp_path, HEAD, *ROWS))
    import_list(audit, shown)
    with transaction(audit.file):
        for table in ("case_audit", "case_file"):
            audit.file.run(f"DELETE FROM {table}")
        audit.file.run("UPDATE identity SET linked = ''")
    import_list(audit, shown)
    numbers = pseudonyms.numbers_for(audit, [ref.reference for ref in list_cases(audit)])
    assert sorted(numbers.values()) == ["101", "102", "103"]


def test_a_mapping_is_read_from_json(tmp_path: Path) -> None:
    path = write(tmp_path, '{"case": "Our code", "leave_out": ["Notes", "Name"]}', name="map.json")
    assert read_list_map(path) == {
        "Our code": Meaning.CASE,
        "Notes": Meaning.LEAVE_OUT,
        "Name": Meaning.LEAVE_OUT,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "one JSON object"),
        ("{", "can.t be read as JSON"),
        ('{"colour": "x"}', "“colour” is no meaning"),
        ('{"case": 3}', "names of columns"),
    ],
)
def test_a_mapping_that_is_none_is_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(AuditError, match=said):
        read_list_map(write(tmp_path, text, name="map.json"))


def test_thousands_of_rows_are_taken_in_with_progress(audit: Audit, tmp_path: Path) -> None:
    rows = (f"{n},{n // 2},0{n % 9 + 1}/11/2024,Team {n % 7}" for n in range(5_000))
    seen: list[tuple[int, int]] = []
    shown = preview(audit, write(tmp_path, "case,mother id,EDD,team", *rows))
    done = import_list(audit, shown, lambda at, of: seen.append((at, of)))
    assert (done.added, seen[0], seen[-1]) == (5_000, (0, 5_000), (5_000, 5_000))
