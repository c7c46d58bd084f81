"""Kills at any changing call of any operation, in the middle of writing too. Between two such calls nothing
reaches the disk, so these are all the moments there are."""

from __future__ import annotations

import signal
from pathlib import Path
from random import Random

from tests.faults import promises, shim
from tests.faults.operations import OPERATIONS
from tests.faults.playing import Fault, play
from tests.faults.references import reference


def tries(n: int, room: Path, *, small: bool = False) -> list[str]:
    """`save 17` ...: as many of each operation."""
    random = Random(n)
    names = [name for name, operation in OPERATIONS.items() if operation.is_often or not small]
    picked = (names[number % len(names)] for number in range(n))
    return [f"{name} {random.randint(1, reference(room, name).calls)}" for name in picked]


def prepare(name: str, room: Path) -> None:
    reference(room, name.split()[0])


def run(name: str, room: Path, folder: Path) -> list[str]:
    """What was broken."""
    operation, at = name.split()
    known = reference(room, operation)
    desk = known.template.desk(folder)
    ended = play(known.operation, desk, Fault(int(at), shim.DEADLY, "once"))
    if ended.signal != signal.SIGKILL:
        return [f"it was not killed, but {'hung' if ended.late else 'ended'}"]
    broken, told = promises.about_steps(ended.sent, known.template.seen)
    broken += promises.half_files(folder, told, known.lines, (known.template.code,))
    coming = known.coming(len(ended.sent))[:1]
    return broken + promises.about_moment(folder, known.operation, known.template, told, coming)
