"""How many of the forms that pyxform accepts are accepted here, and why the others aren't.

    python tests/conformance/forms.py FOLDER [--list REASON] [--json OUT]

FOLDER holds workbooks at any depth, and, where it is a copy of pyxform, its `tests`: the forms that these
give to `assertPyxformXform` are taken down instead of tested; a list that one takes from a CSV is made up
beside it. Each form that pyxform compiles goes through
the form check; printed are how many pass, and each refusal with its count, *rightly* before *ours to mend*.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import re
import sys
import types
import unittest
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from audit_app.errors import AuditError, Problem, Severity
from audit_app.readers.form_lists import names_lists, with_lists
from audit_app.readers.form_workbook import read_form_sheets
from audit_app.readers.grid import Budget
from audit_app.readers.pulled_data import lists_pulled
from audit_app.xforms.compile import Sheets
from audit_app.xforms.headings import with_usual_headings
from audit_app.xforms.lint import check

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
_NAMED = re.compile(r"“[^”]*”|\d+")
RIGHTLY = re.compile(
    r"geopoint|geotrace|geoshape|asks for a p|asks for a place|“image”|“audio”|“video”|beside the form"
    r"|nor XML|on places",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A form of somebody's, and where it was found. `problem` says why its sheets can't be read."""

    name: str
    sheets: Sheets
    source: Any
    problem: str = ""


def collect(folder: Path) -> Iterator[Found]:
    """Every form beneath a folder."""
    if (folder / "tests" / "pyxform_test_case.py").is_file():
        yield from _of_tests(folder)
    for path in sorted(folder.rglob("*.xls*")):
        try:
            yield Found(path.name, read_form_sheets(path), str(path))
        except AuditError as error:
            yield Found(path.name, {}, str(path), " ".join([str(error), *map(str, error.problems)]))


def _of_tests(folder: Path) -> Iterator[Found]:
    """The forms that pyxform's tests hand over, taken down by a test case of ours in the place of theirs."""
    taken: list[Found] = []

    class PyxformTestCase(unittest.TestCase):
        def assertPyxformXform(self, md: Any = None, ss_structure: Any = None, **_others: Any) -> None:
            sheets = _sheets_of(md) if md is not None else ss_structure
            if sheets is not None:
                taken.append(
                    Found(
                        self.id().removeprefix("tests."), _as_text(sheets), ss_structure if md is None else md
                    )
                )

        def __getattr__(self, name: str) -> Any:
            if name.startswith("assert"):
                return lambda *_given, **_named: None
            raise AttributeError(name)

    stand_in = types.ModuleType("tests.pyxform_test_case")
    stand_in.PyxformTestCase = PyxformTestCase  # type: ignore[attr-defined]
    stand_in.PyxformTestError = Exception  # type: ignore[attr-defined]
    sys.path.insert(0, str(folder))
    sys.modules.pop("tests", None)
    sys.modules["tests.pyxform_test_case"] = stand_in
    for path in sorted((folder / "tests").rglob("test_*.py")):
        module = ".".join(path.relative_to(folder).with_suffix("").parts)
        try:
            loaded = importlib.import_module(module)
        except ImportError:
            continue
        for case in vars(loaded).values():
            if isinstance(case, type) and issubclass(case, PyxformTestCase) and case is not PyxformTestCase:
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    unittest.defaultTestLoader.loadTestsFromTestCase(case).run(unittest.TestResult())
    yield from taken


def _sheets_of(markdown: Any) -> dict[str, Any] | None:
    from pyxform.xls2json_backends import md_to_dict

    try:
        return md_to_dict(markdown)
    except Exception:  # what is no table is no form
        return None


def _as_text(sheets: dict[str, Any]) -> Sheets:
    """The sheets as text; a heading under which nothing stands is kept by an empty cell in the first row."""
    found: Sheets = {}
    for name in SHEETS:
        if name in sheets and sheets[name] is not None:
            rows = [{str(c): "" if v is None else str(v) for c, v in row.items()} for row in sheets[name]]
            found[name] = rows
    return found


def pyxform_says(source: Any) -> str:
    """Why pyxform refuses a form as it was found; empty where it takes it."""
    from pyxform.xls2xform import convert

    try:
        with contextlib.redirect_stdout(io.StringIO()):
            convert(source, form_name=None if isinstance(source, str) and "\n" not in source else "data")
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def errors_of(found: Found) -> list[Problem]:
    """What the form check refuses; one problem for what breaks it."""
    if found.problem:
        return [Problem(found.problem, "")]
    try:
        problems = check(with_usual_headings(_with_made_up_lists(found.sheets)))
    except AuditError as error:
        return list(error.problems) or [Problem(error.sentence, "")]
    except Exception as error:
        return [Problem(f"BROKEN {type(error).__name__}: {error}", "")]
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _with_made_up_lists(sheets: Sheets) -> Sheets:
    """The sheets with two choices for each list that they take from a CSV, in all columns that are read."""
    if not names_lists(sheets):
        return sheets
    with TemporaryDirectory() as folder:
        for row in sheets["survey"]:
            for name in re.findall(r"from[ _]file\s+(\S+\.(?:csv|xml))", row.get("type", ""), re.IGNORECASE):
                _make_up(Path(folder, name), f"{row.get('choice_filter', '')} {row.get('parameters', '')}")
            if kind := re.fullmatch(r"\s*(csv|xml)-external\s*", row.get("type", "")):
                read = " ".join(
                    text for each in sheets["survey"] for text in each.values() if "instance(" in text
                )
                _make_up(Path(folder, f"{row.get('name', '')}.{kind[1]}"), read)
        for _number, column, name in lists_pulled(sheets):
            _make_up(Path(folder, f"{name}.csv"), " ".join(row.get(column, "") for row in sheets["survey"]))
        return with_lists(Path(folder), dict(sheets), Budget(Path(folder)))


def _make_up(path: Path, read: str) -> None:
    """Two items with all columns that may be read."""
    columns = dict.fromkeys(["name", "label", *re.findall(r"[A-Za-z_]\w*", read)])
    rows = [{each: f"{each}{n}" for each in columns} for n in (1, 2)]
    if path.suffix == ".csv":
        lines = [",".join(columns), *(",".join(row.values()) for row in rows)]
        path.write_text("\n".join(lines), "utf-8")
    else:
        items = ("".join(f"<{name}>{text}</{name}>" for name, text in row.items()) for row in rows)
        path.write_text(f"<root>{''.join(f'<item>{item}</item>' for item in items)}</root>", "utf-8")


def _kind(message: str) -> str:
    """A message without what is a form's own; of what isn't supported its name stays."""
    return (message if "supported" in message else _NAMED.sub("…", message))[:110]


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--list", default="", help="names the forms refused for a reason with this in it")
    arguments.add_argument("--json", type=Path, help="where what was found is written as JSON")
    given = arguments.parse_args()
    forms = list(collect(given.folder))
    taken = [found for found in forms if not pyxform_says(found.source)]
    reasons: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    accepted = right = 0
    told = []
    for found in taken:
        errors = errors_of(found)
        kinds = {_kind(problem.message) for problem in errors}
        rightly = any(RIGHTLY.search(problem.message) for problem in errors)
        accepted += not errors
        right += rightly
        reasons.update(kinds)
        if len(kinds) == 1:
            alone.update(kinds)
        told.append({"name": found.name, "errors": [str(problem) for problem in errors], "rightly": rightly,
                     "sheets": found.sheets})  # fmt: skip
        for problem in errors:
            if given.list and given.list in problem.message:
                print(f"{found.name}: {problem}")
    print(f"{len(forms)} forms, {len(taken)} accepted by pyxform, of these {accepted} accepted here,")
    print(f"{right} refused for media, geography or files, {len(taken) - accepted - right} for other reasons")
    for wanted in (True, False):
        print("\nrightly refused" if wanted else "\nother reasons")
        for kind, n in reasons.most_common():
            if bool(RIGHTLY.search(kind)) is wanted:
                print(f"  {n:4} ({alone[kind]:3} alone)  {kind}")
    if given.json:
        given.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
