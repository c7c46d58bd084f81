"""Recognising what a list of cases is, by what stands in it and not by its name, and reading it."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.readers import limits
from audit_app.readers.annex_a import read_annex_a
from audit_app.readers.bundle import holds_tables, read_bundle
from audit_app.readers.cells import at_most, guess_kind, read_rows, warning
from audit_app.readers.cin_census import read_cin_census
from audit_app.readers.cleaning import folded
from audit_app.readers.crcs import is_crcs, read_crcs
from audit_app.readers.csv_text import read_csv
from audit_app.readers.excel import OLE_MARK, ZIP_MARK, read_workbook
from audit_app.readers.files import read_bytes, shown, too_many_listed
from audit_app.readers.grid import Budget, Grid, Progress, no_progress
from audit_app.readers.headings import Headed, find_headings
from audit_app.readers.known_columns import find_column, known_columns
from audit_app.readers.lists import CaseList, ColumnKind, Layout, Meaning
from audit_app.readers.no_list import refuse_answers, refuse_what_is_no_list
from audit_app.readers.ssd import read_ssd
from audit_app.readers.ssd_tables import is_unused, narrowed
from audit_app.readers.ssda903 import read_ssda903, ssda903_layout
from audit_app.words import _

_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml|(?:\xef\xbb\xbf)?\s*<(?:\w+:)?Message\b")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|meta|head)\b", re.IGNORECASE)


def read_case_list(path: Path, sheet: str = "", progress: Progress = no_progress) -> CaseList:
    """The list in a CSV, a workbook (`.xlsx`, `.xls`; one sheet of it where named), an Annex A workbook, a
    children in need census (XML), an SSDA903 file, a Welsh census, or the tables of a Standard Safeguarding
    Dataset: a folder or an archive of CSV files is read as a workbook is, each file a sheet.

    AuditError with file, sheet, row and column for what can't be read, has no headings or no rows.
    """
    listed = _read(path, sheet, progress)
    if len(listed.rows) > limits.LISTED_ROWS:
        raise too_many_listed(path)
    if not listed.rows:
        raise AuditError(
            _("{file} has headings but no rows below them. Fill it, or choose another file.").format(
                file=shown(path.name)
            ),
            listed.problems,
        )
    return listed


def _is_folder(path: Path) -> bool:
    """Whether it is one; a name that can't be looked up is said by what reads it as a file."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _read(path: Path, sheet: str, progress: Progress) -> CaseList:
    if _is_folder(path):
        return _of_bundle(path, sheet, progress)
    data = read_bytes(path)
    refuse_what_is_no_list(path, data)
    if data.startswith(ZIP_MARK) and holds_tables(data):
        return _of_bundle(path, sheet, progress)
    if data.startswith((ZIP_MARK, OLE_MARK)):
        return _of_sheets(path, read_workbook(path, data, sheet or None, progress))
    if _XML.match(_beginning(data)):
        return read_cin_census(path, data, progress)
    if _PAGE.match(_beginning(data)):
        raise AuditError(
            _(
                "{file} is a web page that calls itself a workbook, as some case systems export. Open it in "
                "Excel and save it as .xlsx, then use that."
            ).format(file=shown(path.name))
        )
    if sheet:
        raise AuditError(
            _("{file} is not a workbook, so it has no sheet {sheet}.").format(
                file=shown(path.name), sheet=shown(sheet)
            )
        )
    return _of_sheets(path, {"": read_csv(path, data)[0]})


def _of_sheets(path: Path, grids: dict[str, Grid]) -> CaseList:
    file = shown(path.name)
    return read_ssd(file, grids) or read_annex_a(file, grids) or _first_list(path, grids)


def _of_bundle(path: Path, sheet: str, progress: Progress) -> CaseList:
    """The list in the CSV files of a folder or an archive, or in the one census that lies there."""
    files = read_bundle(path)
    tables = {name: data for name, data in files.items() if name.lower().endswith(".csv") and data.strip()}
    if sheet:
        tables = {name: data for name, data in tables.items() if sheet.casefold() in _called(name)}
    if not tables and not sheet and len(files) == 1:
        ((name, data),) = files.items()
        return read_cin_census(Path(name), data, progress)
    if not tables:
        sentence = _("{file} has no CSV file {sheet}.") if sheet else _("{file} holds no list as a CSV file.")
        raise AuditError(sentence.format(file=shown(path.name), sheet=shown(sheet)))
    grids: dict[str, Grid] = {}
    budget = Budget(path)
    for done, (name, data) in enumerate(tables.items()):
        progress(done, len(tables))
        wanted = data.split(b"\n", 1)[0] if is_unused(data) else data
        grid = read_csv(Path(name), wanted, budget)[0]
        grids[name] = narrowed(grid)
        budget.give_back(_n_cells(grid) - _n_cells(grids[name]))
    return _of_sheets(path, grids)


def _n_cells(grid: Grid) -> int:
    return sum(len(cells) for _number, cells in grid)


def _called(name: str) -> tuple[str, str]:
    return name.casefold(), name.casefold().removesuffix(".csv")


def _beginning(data: bytes) -> bytes:
    """The first letters of a file in a form that patterns of bytes fit."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data[:400].decode("utf-16", "ignore").encode()
    return data[:400]


def _first_list(path: Path, grids: dict[str, Grid]) -> CaseList:
    """The first sheet with a list of cases in it, else the first with any; a workbook often begins with a
    page of words."""
    headed = {title: find_headings(grid) for title, grid in grids.items()}
    lists = {title: each for title, each in headed.items() if each and each.body}
    if not lists:
        raise AuditError(
            _(
                "{file} has no list in it: no row of headings with rows below. Give each column a heading, "
                "and use it again."
            ).format(file=shown(path.name))
        )
    title = next((title for title, each in lists.items() if _is_of_cases(each)), next(iter(lists)))
    refuse_answers(path, lists[title].headings)
    return replace(_one_list(shown(path.name), title, lists[title]), sheets=tuple(filter(None, lists)))


def _is_of_cases(headed: Headed) -> bool:
    known = (find_column(known_columns(Layout.PLAIN), heading) for heading in headed.headings)
    return (
        ssda903_layout(headed) is not None
        or is_crcs(headed)
        or any(column and column.meaning is Meaning.CASE for column in known)
    )


def _one_list(file: str, title: str, headed: Headed) -> CaseList:
    layout = ssda903_layout(headed)
    if layout:
        return read_ssda903(file, title, headed, layout)
    return read_crcs(file, title, headed) if is_crcs(headed) else _plain(file, title, headed)


def _plain(file: str, title: str, headed: Headed) -> CaseList:
    kinds = {heading: _kind(headed, place) for place, heading in enumerate(headed.headings) if heading}
    rows, problems = read_rows(file, title, headed, {name: (name, kind) for name, kind in kinds.items()})
    found = [*(_placed(problem, file, title) for problem in headed.problems), *problems]
    return CaseList(Layout.PLAIN, tuple(kinds), tuple(rows), at_most(found), kinds, file)


def _kind(headed: Headed, place: int) -> ColumnKind:
    heading = headed.headings[place]
    known = find_column(known_columns(Layout.PLAIN), heading)
    if known:
        return known.kind
    return guess_kind(
        folded(heading), [cells[place] if place < len(cells) else "" for _number, cells in headed.body[:300]]
    )


def _placed(problem: Problem, file: str, sheet: str) -> Problem:
    return warning(
        problem.message, problem.action, file=file, sheet=sheet, row=problem.row, column=problem.column
    )
