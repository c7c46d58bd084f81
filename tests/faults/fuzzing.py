"""Small changed inputs for every reader of people's files: taken in or refused in a sentence, soon and
without much memory."""

from __future__ import annotations

import resource
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from audit_app.operations import forms
from audit_app.operations.area import pasted
from audit_app.operations.case import answers_file
from audit_app.operations.gather import adjudicating, conflicts, taking_in
from audit_app.operations.plan import case_lists, prefill_maps, prefilling
from tests.faults import inputs
from tests.faults.desk import PACK, Desk, template
from tests.faults.mutating import mutated
from tests.faults.playing import attempt
from tests.faults.promises import NOT_FOR_PEOPLE
from tests.once import made_once

SECONDS, MEMORY = 5, 2**30
_IN_USE = Path("/proc/self/statm")


@dataclass(frozen=True)
class Reader:
    """A kind of file: good ones by name, and how they are read, at the desk at which they lie."""

    name: str
    files: Callable[[Path], dict[str, bytes]]
    read: Callable[[Desk, Path], object]
    kind: str = "north"
    opens: bool = True  # whether reading needs the audit


def _list(desk: Desk, path: Path) -> None:
    shown = case_lists.preview(desk.opened, path, keep_references=len(path.read_bytes()) % 2 == 0)
    case_lists.import_list(desk.opened, shown)


def _extract(desk: Desk, path: Path) -> None:
    mapping = prefill_maps.read_prefill_map(path)
    extract = desk.folder / "extract.csv"
    prefilling.take_in_extract(desk.opened, prefilling.preview_extract(desk.opened, extract, mapping))


def _pasted(desk: Desk, path: Path) -> None:
    text = path.read_bytes().decode(errors="replace")
    pasted.read_pasted(text, "Northshire", years=("2023/24", "2024/25"))


READERS: dict[str, Reader] = {
    each.name: each
    for each in (
        Reader("list-csv", inputs.plain_lists, _list),
        Reader("list-xlsx", inputs.workbooks, _list),
        Reader("list-xls", inputs.old_workbooks, _list),
        Reader("annex-a", inputs.annex_a, _list),
        Reader("census", inputs.census, _list),
        Reader("systems", inputs.systems, _list),
        Reader("looked-after", inputs.looked_after, _list),
        Reader(
            "form-folder",
            inputs.form_folder,
            lambda desk, path: forms.compile_source(path.parent),
            opens=False,
        ),
        Reader(
            "form-workbook", inputs.form_workbook, lambda desk, path: forms.compile_source(path), opens=False
        ),
        Reader("answers", inputs.answers, lambda desk, path: answers_file.import_answers(desk.opened, path)),
        Reader("map", inputs.maps, _extract),
        Reader(
            "decisions",
            inputs.decisions,
            lambda desk, path: conflicts.settle_from_file(desk.opened, path),
            "conflicted",
        ),
        Reader(
            "agreements", inputs.decisions, lambda desk, path: adjudicating.agree_from_file(desk.opened, path)
        ),
        Reader("area", inputs.area, lambda desk, path: pasted.take_in_figures(desk.opened, path)),
        Reader("area-pasted", inputs.pasted, _pasted, opens=False),
        Reader("pack", inputs.packs, lambda desk, path: taking_in.merge(desk.opened, [path], dry_run=True)),
    )
}
"""The readers by name."""


def tries(n: int, room: Path, *, small: bool = False) -> list[str]:
    """`list-csv 17`: the change that seed 17 draws."""
    names = [*READERS]
    return [f"{names[seed % len(names)]} {seed}" for seed in range(n)]


def prepare(name: str, room: Path) -> None:
    _warm_up(READERS[name.split()[0]], room)


def run(name: str, room: Path, folder: Path) -> list[str]:
    """What was broken."""
    kind, seed = name.split()
    reader, random = READERS[kind], Random(int(seed))
    desk = template(room, reader.kind).desk(folder)
    of, data = random.choice(sorted(_files(reader, room).items()))
    path = desk.folder / of
    path.write_bytes(mutated(data, random))
    if reader.opens:
        desk.open()
    _limit()
    refused, raw = attempt(lambda: reader.read(desk, path))
    signal.setitimer(signal.ITIMER_PROF, 0)
    if raw:
        return [f"{of}: raw error: {raw}"]
    match = NOT_FOR_PEOPLE.search(refused)
    return [f"{of}: “{match[0]}” in the sentence: {refused}"] if match else []


def _limit() -> None:
    """From now on this process ends by a signal after some seconds of work, and has so much more memory,
    where the system says how much it has."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    if _IN_USE.exists():
        most = int(_IN_USE.read_text().split()[0]) * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _files(reader: Reader, room: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = made_once(room, f"inputs {reader.name}", lambda: _made(reader, room))
    return found


def _made(reader: Reader, room: Path) -> dict[str, bytes]:
    folder = room / f"inputs {reader.name}"
    folder.mkdir()
    return reader.files(template(room, "north").folder / PACK if reader.name == "pack" else folder)


@lru_cache(None)
def _warm_up(reader: Reader, room: Path) -> None:
    """Read the good files here, so that processes forked from this one have all that it takes."""
    for name, data in _files(reader, room).items():
        _read_once(reader, template(room, reader.kind).desk(room / f"warming up {reader.name}"), name, data)


def _read_once(reader: Reader, desk: Desk, name: str, data: bytes) -> None:
    path = desk.folder / name
    path.write_bytes(data)
    if reader.opens:
        desk.open()
    attempt(lambda: reader.read(desk, path))
    desk.close()
    shutil.rmtree(desk.folder)
