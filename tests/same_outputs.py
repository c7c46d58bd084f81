"""Whether a change left all outputs as they were: what is printed of sample audits, as text to compare.

    python -m tests.same_outputs before/          writes what the program prints now
    python -m tests.same_outputs after/ before/   writes it again, and names what differs (exit 1)

There are small audits beside the usual one, so that figures are missing, greyed and hidden too.
"""

from __future__ import annotations

import filecmp
import hashlib
import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from openpyxl import load_workbook

from audit_app.charts import chart, released
from audit_app.charts.describe import describe_block
from audit_app.charts.saving import to_svg
from audit_app.charts.theme import Theme
from audit_app.cli.main import cli
from audit_app.errors import AuditError
from audit_app.lines.line import Line, LineCell
from audit_app.operations import demo
from audit_app.operations.audit import Audit
from audit_app.operations.file.audits import close_audit
from audit_app.operations.read import cohort, pages
from audit_app.operations.share import exporting, releasing
from audit_app.ui.models.blocks import block_grids, states_grid
from audit_app.ui.models.released import released_grid
from audit_app.ui.read.beside import cannot_lines, definition_lines, greyed_lines, published_lines

AUDITS = {"small": (14, 2, ("strict", "statswales")), "usual": (60, 1, ("restricted", "dfe"))}
"""By name: how many cases, the seed, and the disclosure profiles in which it leaves."""
NOW = datetime(2025, 9, 15, 9, 0, tzinfo=UTC)
PASSPHRASE = "same outputs before and after"


def write(out: Path) -> None:
    """All outputs of every audit, each as files in a folder."""
    for name, (n_cases, seed, profiles) in AUDITS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sample.audit"
            audit, _code = demo.make_demo(path, PASSPHRASE, n_cases=n_cases, seed=seed)
            audit.clock = lambda: NOW
            (out / name).mkdir(parents=True)
            for file, said in _outputs(audit, Path(folder), profiles):
                text = said if isinstance(said, str) else json.dumps(_plain(said), indent=1, sort_keys=True)
                (out / name / file).write_text(text, encoding="utf-8")
            close_audit(audit)
            for command in ("profile", "gaps", "measures"):
                (out / name / f"{command}.txt").write_text(_printed(command, path), encoding="utf-8")


def differing(one: Path, other: Path) -> list[str]:
    """The files that are not the same in both folders, or are in one alone."""
    names = sorted({path.relative_to(root) for root in (one, other) for path in root.rglob("*.*")})
    return [str(name) for name in names if not _same(one / name, other / name)]


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and filecmp.cmp(one, other, shallow=False)


def _outputs(audit: Audit, folder: Path, profiles: Iterable[str]) -> Iterator[tuple[str, Any]]:
    reading = pages.read(audit)
    yield "measures.json", cohort.profile_as_json(pages.profile(reading))
    yield "profile.json", cohort.profile_as_json(cohort.read_profile(audit))
    references = {id_: ref.reference for id_, ref in reading.cohort.cases.items()}
    yield "gaps.json", cohort.gaps_as_json(reading.gaps, references)
    for id_ in pages.ids(audit):
        yield f"page_{id_}.json", list(_page(pages.page(reading, id_)))
    exporting.export(audit, folder / "internal.xlsx", edition=releasing.INTERNAL)
    yield "internal.xlsx.json", _workbook(folder / "internal.xlsx")
    for profile in profiles:
        yield from _released(audit, reading, profile, folder)


def _page(page: Any) -> Iterator[Any]:
    yield page.title, page.question, page.finding, page.cautions
    for block in page.blocks:
        yield block.id, block.title, block.picture, block.cautions, block.cannot, describe_block(block)
        yield block_grids(block.figures, lambda id_: (id_,)), states_grid(block.figures, lambda id_: (id_,))
        for lines in (cannot_lines, greyed_lines, definition_lines, published_lines):
            yield lines(block.figures)
        if block.picture:
            yield _drawn(chart.draw_block(block, Theme()))


def _released(audit: Audit, reading: Any, profile: str, folder: Path) -> Iterator[tuple[str, Any]]:
    """What leaves under a profile; that it doesn't, where too few cases stand behind it."""
    try:
        draft = releasing.preview(audit, reading, exporting.ALL_PAGES, profile)
    except AuditError as error:
        yield f"{profile}.json", str(error)
        return
    yield f"{profile}.json", draft.released
    yield (
        f"{profile}_shown.json",
        [
            (
                block.id,
                released_grid(block.table),
                released.describe_released(block.table, block.picture),
                released.reading_words(block.table, block.picture),
                _drawn(released.draw(block.table, block.picture, Theme())) if block.picture else "",
            )
            for page in draft.released.pages
            for block in page.blocks
            if block.table
        ],
    )
    edition = profile if profile == releasing.RESTRICTED else releasing.SHARED
    for format in (exporting.XLSX, exporting.PDF, exporting.CSV):
        path = folder / f"{profile}.{exporting.ending_of(format)}"
        exporting.export_draft(audit, path, draft, edition=edition, format=format, despite_earlier=True)
        yield f"{path.name}.json", _READERS[format](path)


def _drawn(canvas: Any) -> str:
    return hashlib.sha256(to_svg(canvas, "", "")).hexdigest()


def _workbook(path: Path) -> dict[str, Any]:
    return {"cells": list(_cells(path)), **dict(_members(path, "xl/charts/"))}


def _cells(path: Path) -> Iterator[tuple[Any, ...]]:
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    look = (cell.number_format, cell.font.b, cell.fill.fgColor.rgb, cell.alignment.indent)
                    yield (sheet.title, cell.coordinate, cell.value, *map(str, look))


def _members(path: Path, folder: str) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith(folder):
                yield name, archive.read(name).decode("utf-8")


_READERS: dict[str, Callable[[Path], Any]] = {
    exporting.XLSX: _workbook,
    exporting.PDF: lambda path: hashlib.sha256(path.read_bytes()).hexdigest(),
    exporting.CSV: lambda path: dict(_members(path, "")),
}


def _printed(command: str, path: Path) -> str:
    result = CliRunner().invoke(cli, [command, str(path)], env={"AUDIT_APP_PASSPHRASE": PASSPHRASE})
    return f"{result.exit_code}\n{result.output}"


_PRINTED: dict[type, tuple[str, ...]] = {
    LineCell: ("text", "value", "hidden", "low", "high"),
    Line: (
        *("id", "label", "kind", "level", "cells", "unit"),
        *("definition", "caution", "national", "quoted", "merged"),
    ),
}


def _plain(value: Any) -> Any:
    """Frozen results as JSON holds them; of what leaves, what is printed."""
    if isinstance(value, (Line, LineCell)):
        return {name: _plain(getattr(value, name)) for name in _PRINTED[type(value)]}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name != "seal"}
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(_plain, value), key=str)
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


if __name__ == "__main__":
    here = Path(sys.argv[1])
    shutil.rmtree(here, ignore_errors=True)
    write(here)
    found = differing(here, Path(sys.argv[2])) if len(sys.argv) > 2 else []
    print("\n".join(found) or "the same" if len(sys.argv) > 2 else f"written to {here}")
    sys.exit(bool(found))
