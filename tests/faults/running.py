"""Nurseries at work: starting them, dividing tries among them, and what was broken."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit_app.paths import FOLDER
from tests.faults import shim
from tests.planted import ROOT


@dataclass(frozen=True)
class Broken:
    """A promise that was broken, and the try in which it was: `python -m tests.faults KIND NAME` repeats
    it."""

    kind: str
    name: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.what}"


class Nursery:
    """One program in which tries are made, one at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, *what: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"a nursery died over {what}")
        return json.loads(line)

    def tries(self, kind: str, n: int, *, small: bool = False) -> list[str]:
        found: list[str] = self.ask("tries", kind, n, small)
        return found

    def run(self, kind: str, name: str) -> list[Broken]:
        return [Broken(kind, name, what) for what in self.ask("run", kind, name)]


@contextmanager
def nurseries(n: int = 1) -> Iterator[list[Nursery]]:
    """Nurseries that work in one folder, which is in memory where there is such a place: what a real disk
    keeps is not what tests of faults are about."""
    memory = Path("/dev/shm")
    room = Path(tempfile.mkdtemp(prefix="faults-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        with ExitStack() as running:
            yield [Nursery(running.enter_context(_started(room, number))) for number in range(n)]
    finally:
        shutil.rmtree(room)


@contextmanager
def _started(room: Path, number: int) -> Iterator[subprocess.Popen[str]]:
    places = {f"XDG_{name}_HOME": str(room) for name in ("STATE", "CONFIG", "CACHE", "DATA")}
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "TMPDIR": str(room),
        FOLDER: str(room),
        **places,
    }
    environment["OPENBLAS_NUM_THREADS"] = "1"
    if not shim.WHY_NOT:
        environment["LD_PRELOAD"] = str(_shim(room))
    command = [sys.executable, "-m", "tests.faults.nursery", str(room), str(number)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def _shim(room: Path) -> Path:
    made = room / "shim.so"
    return made if made.exists() else shim.compiled(room)


def run_all(
    working: Sequence[Nursery], kind: str, names: Sequence[str], tell: Callable[[list[Broken]], None]
) -> None:
    """Make all tries, divided among the nurseries; what each broke is told as it ends."""
    left: queue.SimpleQueue[str] = queue.SimpleQueue()
    for name in names:
        left.put(name)

    def work(nursery: Nursery) -> None:
        while True:
            try:
                name = left.get_nowait()
            except queue.Empty:
                return
            tell(nursery.run(kind, name))

    threads = [threading.Thread(target=work, args=(nursery,)) for nursery in working]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
