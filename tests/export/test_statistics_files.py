"""Case tables for SPSS and Stata: labels, codes for states, and what doesn't fit said."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit_app.analysis.plain_frames import plain_frame
from audit_app.errors import AuditError
from audit_app.export.statistics_files import VARIABLES, statistics_files
from audit_app.export.statistics_variables import SPSS, STATA, cut, variables
from audit_app.results.pages import CaseTable, ColumnCodes

STATES = ColumnCodes(
    {"answered": "a value was found", "not_recorded": "not in the file", "not_asked": "not asked"}
)
LONG = "a_question_with_a_name_that_is_far_too_long_for_stata"
TABLE = CaseTable(
    "cases",
    "Cases",
    (
        *(("case", "Case"), ("role", "Rôle"), ("role__state", "State of: Role"), ("n", "How many")),
        *(("n__state", "State of: How many"), ("day", "Day"), ("several", "Several"), (LONG, "Long " * 30)),
    ),
    (
        ("A", "father", "answered", "3", "answered", "2024-11-03", "x y", "0.5"),
        ("B", "", "not_recorded", "", "not_asked", "2024-11", "", "-2"),
        ("C", "none", "answered", "-4", "answered", "", "y", ""),
    ),
    ("text", "text", "text", "integer", "text", "date", "text", "number"),
    codes={
        "role": ColumnCodes({"father": "A father", "none": "Nobody"}),
        "role__state": STATES,
        "n__state": STATES,
        "several": ColumnCodes({"x": "X", "y": "Y"}, several=True),
    },
)
READERS = {"spss": "read_sav", "stata": "read_dta"}


def written(folder: Path, format: str, table: CaseTable = TABLE) -> dict[str, bytes]:
    """The files of a table."""

    @contextmanager
    def scratch() -> Iterator[Path]:
        yield folder / "part"
        (folder / "part").unlink()

    files, _n = statistics_files([table], format=format, to_frame=plain_frame, scratch=scratch)
    assert not (folder / "part").exists()
    return files


def read(folder: Path, format: str, table: CaseTable = TABLE) -> tuple[dict[str, list[Any]], Any]:
    """What the format's own library reads back, and what it says of it."""
    pyreadstat = pytest.importorskip("pyreadstat")
    (data,) = [data for name, data in written(folder, format, table).items() if name != VARIABLES]
    (folder / "read").write_bytes(data)
    frame, about = getattr(pyreadstat, READERS[format])(folder / "read", user_missing=True)
    return frame.to_dict("list"), about


def test_spss_has_labels_and_missing_values(tmp_path: Path) -> None:
    found, about = read(tmp_path, "spss")
    assert (found["case"], found["role"], found["n"]) == (["A", "B", "C"], [1, -999991, 2], [3, -999992, -4])
    assert about.column_names_to_labels["role"] == "Rôle"
    assert about.variable_value_labels["role"] == {1: "A father", 2: "Nobody", -999991: "not in the file"}
    assert about.missing_ranges["n"] == [{"lo": -999999.0, "hi": -999991.0}]
    assert about.variable_value_labels["role__state"][1] == "not in the file"
    assert found["day"][0] == date(2024, 11, 3)
    assert found["day__given"] == ["2024-11-03", "2024-11", ""]
    assert (about.file_label, found["several"]) == ("Cases", ["x y", "", "y"])


def test_stata_has_labels_and_missing_values(tmp_path: Path) -> None:
    found, about = read(tmp_path, "stata")
    assert (found["role"], found["n"]) == ([1, "a", 2], [3, "b", -4])
    assert about.variable_value_labels["role"] == {1: "A father", 2: "Nobody", "a": "not in the file"}
    assert about.missing_user_values == {"role": ["a"], "n": ["b"]}
    assert found["day"][0] == date(2024, 11, 3)
    assert len(about.column_names[-1]) == 27
    assert max(map(len, about.column_labels)) <= 80


def test_what_does_not_fit_is_listed_whole(tmp_path: Path) -> None:
    pytest.importorskip("pyreadstat")
    listed = {
        row["column"]: row
        for row in csv.DictReader(io.StringIO(written(tmp_path, "stata")[VARIABLES].decode()))
    }
    assert listed[LONG]["variable"] == LONG[:27]
    assert listed[LONG]["label"] == "Long " * 30
    assert (listed["role"]["values"], listed["role"]["missing"]) == (
        "1 = A father; 2 = Nobody",
        "a = not in the file",
    )


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (["x" * 40, "x" * 41, "X" * 42], ["x" * 28, "x" * 26 + "_2", "X" * 26 + "_3"]),
        ([f"{'y' * 40}__state"], ["y" * 25 + "_st"]),
        (
            ["weight.kg", "weight-kg", "1st", "if", "_x"],
            ["weight_kg", "weight_kg_2", "v_1st", "v_if", "v__x"],
        ),
    ],
)
def test_names_are_short_plain_and_unlike_each_other(columns: list[str], names: list[str]) -> None:
    table = CaseTable("t", "T", tuple((name, "") for name in columns), (), ("text",) * len(columns))
    assert [each.name for each in variables(table, STATA)] == names


@pytest.mark.parametrize(("text", "most", "left"), [("short", 80, "short"), ("é" * 50, 80, "é" * 38 + "…")])
def test_labels_are_cut_between_letters(text: str, most: int, left: str) -> None:
    assert cut(text, most) == left


def test_numbers_that_could_be_codes_stay_and_states_stand_beside_them() -> None:
    low = replace(TABLE, rows=(("A", "", "not_recorded", "-999995", "answered", "", "", ""), TABLE.rows[1]))
    n = next(each for each in variables(low, SPSS) if each.name == "n")
    assert (n.values, n.missing) == ((-999995, None), ())


def test_choices_that_are_numbers_keep_them() -> None:
    codes = {"role": ColumnCodes({"0": "No", "9": "Yes"})}
    table = CaseTable("t", "T", (("role", "R"),), (("9",),), ("text",), codes=codes)
    (role,) = variables(table, SPSS)
    assert (role.values, role.labels) == ((9,), {0: "No", 9: "Yes"})


@pytest.mark.parametrize("format", [*READERS])
@pytest.mark.parametrize("n", [0, 2])
def test_tables_without_rows_or_without_values(tmp_path: Path, format: str, n: int) -> None:
    rows = (("A", "", "not_recorded", "", "not_asked", "", "", ""),) * n
    found, about = read(tmp_path, format, replace(TABLE, rows=rows))
    assert len(found["case"]) == n
    assert about.original_variable_types["day"] in ("DATE11", "%td")


def test_without_the_extra_a_sentence_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(AuditError, match="pip install pyreadstat"):
        written(tmp_path, "spss")
