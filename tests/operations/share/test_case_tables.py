"""The analyst's tables: values beside states, no words of a person, and all files or none."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit_app.errors import AuditError
from audit_app.export.case_sheets import MOST_CELLS, case_sheets
from audit_app.export.parquet import parquet_files
from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.open_case import OpenCase
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import exporting
from audit_app.operations.share.case_tables import case_tables
from audit_app.results.pages import CaseTable
from audit_app.store import people
from audit_app.xforms.definition import QuestionType
from tests.once import Once
from tests.samples import copied, made_up

EVERYTHING = Filters(status="all")


@pytest.fixture(scope="module", name="sample")
def _sample(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    audit = copied(made_up(once, 12, seed=3), tmp_path_factory.mktemp("tables") / "s.audit")
    yield audit
    close_audit(audit)


def _by_name(tables: tuple[CaseTable, ...]) -> dict[str, CaseTable]:
    return {table.name: table for table in tables}


def _records(table: CaseTable) -> list[dict[str, str]]:
    names = [name for name, _label in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def test_each_repeat_is_a_table_and_the_dictionary_comes_last(sample: Audit) -> None:
    names = [table.name for table in case_tables(sample)]
    assert names[:4] == ["cases", "fathers", "siblings", "services"]
    assert names[-1] == "data_dictionary"
    assert not {"father_care", "father_offers"} & set(names)  # they stand with the fathers


@pytest.mark.parametrize(
    ("answer", "cells"),
    [
        (Answer(AnswerState.ANSWERED, "31"), ("31", "answered")),
        (Answer(AnswerState.NOT_RECORDED), ("", "not_recorded")),
        (Answer(AnswerState.UNCLEAR, "31 | 32"), ("", "unclear")),
        (Answer(), ("", "not_looked_at")),
    ],
)
def test_a_value_stands_only_where_the_state_is_answered(
    case: OpenCase, answer: Answer, cells: tuple[str, str]
) -> None:
    answering.save_answer(case, Key("records_seen"), Answer(AnswerState.ANSWERED, "case_system"))
    if answer != Answer():
        answering.save_answer(case, Key("mother_age"), answer)
    (row,) = _records(_by_name(case_tables(case.audit, EVERYTHING))["cases"])
    assert (row["mother_age"], row["mother_age__state"]) == cells


def test_a_question_that_another_answer_rules_out_is_not_asked(case: OpenCase) -> None:
    answering.save_answer(case, Key("mother_need"), Answer(AnswerState.ANSWERED, "no"))
    (row,) = _records(_by_name(case_tables(case.audit, EVERYTHING))["cases"])
    assert (row["mother_offer"], row["mother_offer__state"]) == ("", "not_asked")


def test_what_is_not_asked_is_no_empty_cell_alone(sample: Audit) -> None:
    for table in case_tables(sample)[:-1]:
        for row in _records(table):
            states = {name for name in row if name.endswith("__state")}
            assert all(row[name] for name in states)
            assert all(
                (row[name] == "answered") >= bool(row[name.removesuffix("__state")]) for name in states
            )


def test_fathers_have_what_companions_say_of_them(sample: Audit) -> None:
    fathers = _records(_by_name(case_tables(sample))["fathers"])
    assert {"father_role", "father_offer_mental_health", "father_assessed"} & set(fathers[0])
    offers = {row["father_offer_mental_health__state"] for row in fathers}
    assert offers & {"answered", "not_asked"}


def test_rows_inside_rows_say_which_row_is_around_them(case: OpenCase) -> None:
    services = [answering.add_row(case, "services")[1] for _number in range(2)]
    visit = answering.add_row(case, "visits", services[1])[1]
    question = next(each for each in case.audit.form.questions.values() if each.repeat == "visits")
    tables = _by_name(case_tables(case.audit, EVERYTHING, free_text=True))
    (row,) = _records(tables["visits"])
    assert visit
    assert (row["row"], row["of_row"], row[f"{question.name}__state"]) == ("1", "2", "not_looked_at")


def test_no_officer_and_nobodys_own_words_are_in_the_tables(sample: Audit) -> None:
    texts = {name for name, each in sample.form.questions.items() if each.type is QuestionType.TEXT}
    tables = case_tables(sample)
    assert not texts & {name for table in tables for name, _label in table.columns}
    cells = {text for table in tables for row in table.rows for text in row}
    assert not cells & set(people.names(sample.file).values())


def test_free_text_stands_where_it_is_asked_for(sample: Audit) -> None:
    texts = {name for name, each in sample.form.questions.items() if each.type is QuestionType.TEXT}
    tables = case_tables(sample, free_text=True)
    assert texts & {name for table in tables for name, _label in table.columns}


def test_the_dictionary_describes_every_column(sample: Audit) -> None:
    *tables, dictionary = case_tables(sample)
    rows = [(row["table"], row["column"]) for row in _records(dictionary)]
    described = [row for row in rows if row[0] != "states"]
    assert rows[-1] == ("states", "inexact")
    assert described == [(table.name, name) for table in tables for name, _label in table.columns]
    roles = next(row for row in _records(dictionary) if row["column"] == "father_role")
    assert "father_confirmed = " in roles["choices"]


def write_tables(audit: Audit, path: Path, format: str) -> None:
    exporting.export(audit, path, edition="internal", format=format)


def test_csv_files_go_into_a_new_folder(sample: Audit, tmp_path: Path) -> None:
    write_tables(sample, tmp_path / "out", format="csv")
    with (tmp_path / "out" / "services.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["case"].startswith("MADE-UP")
    assert {row["service_type__state"] for row in rows} == {"answered"}


def test_csv_files_go_into_an_archive(sample: Audit, tmp_path: Path) -> None:
    write_tables(sample, tmp_path / "out.zip", format="csv")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert "cases.csv" in archive.namelist()
        assert archive.read("cases.csv").startswith(b"case,round,status,pregnancy,")


def test_the_same_audit_gives_the_same_archive(sample: Audit, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        write_tables(sample, tmp_path / name, format="csv")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("out.csv", "Name a new folder"),
        ("out.audit", "is an audit"),
        ("full", "isn't an empty folder"),
        ("nowhere/out", "does not exist"),
    ],
)
def test_where_tables_cannot_go_a_sentence_says_so(
    name: str, said: str, sample: Audit, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "something.txt").write_text("mine")
    with pytest.raises(AuditError, match=said):
        write_tables(sample, tmp_path / name, format="csv")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["full", "something.txt"]


def test_without_the_extra_a_sentence_says_how_to_install_it(
    sample: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(AuditError, match="pip install pyarrow"):
        write_tables(sample, tmp_path / "out", format="parquet")
    assert not list(tmp_path.iterdir())


TYPED = CaseTable(
    "typed",
    "Typed",
    (("case", "Case"), ("n", "How many"), ("share", "Share"), ("day", "Day")),
    (("A", "3", "0.5", "2024-11-03"), ("B", "", "", "2024-11"), ("C", "0", "2", "")),
    ("text", "integer", "number", "date"),
)


def test_parquet_columns_are_typed_and_inexact_dates_are_kept_beside() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(parquet_files([TYPED])["typed.parquet"]))
    assert [str(field.type) for field in table.schema] == [
        "string",
        "int64",
        "double",
        "date32[day]",
        "string",
    ]
    assert table.to_pydict() == {
        "case": ["A", "B", "C"],
        "n": [3, None, 0],
        "share": [0.5, None, 2.0],
        "day": [date(2024, 11, 3), None, None],
        "day__given": ["2024-11-03", "2024-11", None],
    }


def test_parquet_holds_what_the_csv_files_hold(sample: Audit, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_tables(sample, tmp_path / "out", format="parquet")
    tables = case_tables(sample)
    for table in tables:
        read = parquet.read_table(tmp_path / "out" / f"{table.name}.parquet")
        assert read.num_rows == len(table.rows)
        for place, ((name, _label), kind) in enumerate(zip(table.columns, table.types, strict=True)):
            given = f"{name}__given" if kind == "date" else name
            found = [value is None for value in read.column(given).to_pylist()]
            assert found == [not row[place] for row in table.rows]


def test_too_many_cases_for_a_workbook_are_not_put_into_one() -> None:
    rows = (("A", "1", "1", ""),) * (MOST_CELLS // 4 + 1)
    (sheet,) = case_sheets([CaseTable("typed", "Typed", TYPED.columns, rows, TYPED.types)])
    assert not sheet.tables
    assert "csv or parquet" in str(sheet.lines[0].value)


def package_in(folder: Path) -> dict[str, Any]:
    """The package that describes the tables of a folder."""
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return package


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_package_describes_every_table_and_column(sample: Audit, tmp_path: Path, format: str) -> None:
    pytest.importorskip("pyarrow")
    write_tables(sample, tmp_path / "out", format=format)
    package = package_in(tmp_path / "out")
    assert package["$schema"].endswith("2.0/datapackage.json")
    assert [each["name"] for each in package["resources"]] == [table.name for table in case_tables(sample)]
    for table, resource in zip(case_tables(sample), package["resources"], strict=True):
        assert resource["bytes"] == (tmp_path / "out" / resource["path"]).stat().st_size
        given = {f"{name}__given" for (name, _label), kind in columns_of(table) if kind == "date"}
        assert {field["name"] for field in resource["schema"]["fields"]} == {
            *(name for name, _label in table.columns),
            *(given if format == "parquet" else ()),
        }


def columns_of(table: CaseTable) -> list[tuple[tuple[str, str], str]]:
    return [*zip(table.columns, table.types, strict=True)]


def test_what_the_package_says_of_types_choices_and_keys_is_so(sample: Audit, tmp_path: Path) -> None:
    write_tables(sample, tmp_path / "out", format="csv")
    keys: dict[str, set[tuple[str, ...]]] = {}
    for resource in package_in(tmp_path / "out")["resources"]:
        schema = resource["schema"]
        with (tmp_path / "out" / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        key = schema.get("primaryKey", ())
        found = [tuple(row[name] for name in key) for row in rows]
        assert not key or len(set(found)) == len(rows)
        keys[resource["name"]] = set(found)
        for link in schema.get("foreignKeys", ()):
            assert {tuple(row[name] for name in link["fields"]) for row in rows} <= {
                each[: len(link["fields"])] for each in keys[link["reference"]["resource"]]
            }
        for field in schema["fields"]:
            values = {row[field["name"]] for row in rows} - {""}
            limits = field.get("constraints", {})
            assert values <= set(limits.get("enum", values))
            assert all(re.fullmatch(limits.get("pattern", ".*"), value, re.DOTALL) for value in values)
            numeric = field["type"] in ("integer", "number")
            assert not numeric or all(float(value) == float(value) for value in values)


def test_choices_have_their_labels_in_the_package(sample: Audit, tmp_path: Path) -> None:
    write_tables(sample, tmp_path / "out.zip", format="csv")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        package = json.loads(archive.read("datapackage.json"))
    cases, fathers, *_rest = package["resources"]
    role = next(field for field in fathers["schema"]["fields"] if field["name"] == "father_role")
    assert "father_confirmed" in {each["value"] for each in role["categories"]}
    assert all(each["label"] for each in role["categories"])
    assert cases["schema"]["primaryKey"] == ["case", "round"]
    assert fathers["schema"]["foreignKeys"] == [
        {"fields": ["case", "round"], "reference": {"resource": "cases", "fields": ["case", "round"]}}
    ]


@pytest.mark.parametrize(("format", "ending"), [("spss", "sav"), ("stata", "dta")])
def test_statistics_files_hold_every_table_and_leave_nothing_beside_them(
    sample: Audit, tmp_path: Path, format: str, ending: str
) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    told: list[str] = []
    exporting.export(sample, tmp_path / "out", edition="internal", format=format, notice=told.append)
    *tables, dictionary = case_tables(sample)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [*(f"{table.name}.{ending}" for table in tables), f"{dictionary.name}.csv", "variables.csv"]
    )
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert all("variables.csv has" in words for words in told)
    for table in tables:
        read = getattr(pyreadstat, f"read_{ending}")
        frame, about = read(tmp_path / "out" / f"{table.name}.{ending}", user_missing=True)
        assert frame[frame.columns[0]].tolist() == [row[0] for row in table.rows]
        assert about.column_names_to_labels["case"] == "Case reference"


def test_the_ending_of_one_file_is_no_place_for_several(sample: Audit, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="Name a new folder"):
        exporting.export(sample, tmp_path / "out.sav", edition="internal")
    assert not list(tmp_path.iterdir())
