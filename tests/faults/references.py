"""Each operation played once without a fault: what it comes to, in how many changing calls, and the trace of
them."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.faults.careless import CARELESS
from tests.faults.desk import Template, template
from tests.faults.operations import LONG, OPERATIONS, Operation
from tests.faults.playing import DO, Fault, Step, play, trace_of
from tests.faults.promises import text_lines
from tests.faults.seen import Seen
from tests.once import made_once


def declared(name: str) -> Operation:
    """The operation of this name."""
    return {**OPERATIONS, **CARELESS, LONG.name: LONG}[name]


@dataclass(frozen=True)
class Reference:
    """`steps` are all that was told, in order; `lines` how many each text came to have; `trace` every change,
    with the data, and `base` the files before it: name, inode, data."""

    operation: Operation
    template: Template
    steps: tuple[Step, ...]
    lines: dict[str, int]
    trace: Path
    base: tuple[tuple[str, int, bytes], ...]

    @property
    def folder(self) -> Path:
        """The folder that the changes of the trace were made in."""
        return self.trace.with_suffix("")

    @property
    def calls(self) -> int:
        """The changing calls of the operation."""
        return self._done.calls

    @property
    def after(self) -> Seen:
        """What stands in the folder once the operation is done."""
        return self._done.seen or self.template.seen

    def coming(self, n: int) -> list[Seen]:
        """What stands in the folder each time that something is told, after the first `n` times."""
        return [step.seen for step in self.steps[n:] if step.seen]

    @property
    def _done(self) -> Step:
        return [step for step in self.steps if step.name == DO][-1]


def reference(room: Path, name: str) -> Reference:
    """How this operation goes when nothing is wrong. RuntimeError when it doesn't go well even so."""
    _warm_up(room, name)
    return made_once(room, f"operation {name}", lambda: _played(room, declared(name)))


@lru_cache(None)
def _warm_up(room: Path, name: str) -> None:
    """Play it once in this process, so that those forked from it have all that it imports and compiles."""
    operation = declared(name)
    desk = template(room, operation.kind).desk(room / f"warming up {name} in {os.getpid()}")
    operation.begin(desk)
    operation.do(desk)
    desk.close()
    shutil.rmtree(desk.folder)


def _played(room: Path, operation: Operation) -> Reference:
    found = template(room, operation.kind)
    desk = found.desk(room / f"playing {operation.name}")
    base = tuple(
        (path.relative_to(desk.folder).as_posix(), path.stat().st_ino, path.read_bytes())
        for path in sorted(desk.folder.rglob("*"))
        if path.is_file()
    )
    steps = play(operation, desk, Fault(), trace=True).sent
    if bad := [step for step in steps if not step.is_done] or not steps:
        raise RuntimeError(f"{operation.name} fails without any fault: {bad}")
    lines = text_lines(desk.folder)
    shutil.rmtree(desk.folder)
    return Reference(operation, found, tuple(steps), lines, Path(trace_of(desk)), base)
