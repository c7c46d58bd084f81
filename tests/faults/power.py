"""Power cuts: the recorded changes of each operation up to some moment, of which the disk kept what it was
made to keep and, of the rest, what it happened to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.faults import promises
from tests.faults.disk import Disk, Event, read_trace
from tests.faults.operations import LONG, OPERATIONS
from tests.faults.references import Reference, reference
from tests.faults.seen import Seen

TOLD = "A"


def tries(n: int, room: Path, *, small: bool = False) -> list[str]:
    """`save 17`: the cut in `save` that seed 17 draws; a third of them in a long sitting."""
    names = [name for name, operation in OPERATIONS.items() if operation.is_often or not small]
    return [f"{LONG.name if seed % 3 == 0 else names[seed % len(names)]} {seed}" for seed in range(n)]


def prepare(name: str, room: Path) -> None:
    reference(room, name.split()[0])


def run(name: str, room: Path, folder: Path) -> list[str]:
    """What was broken."""
    operation, seed = name.split()
    known, random = reference(room, operation), Random(int(seed))
    events = read_trace(known.trace, known.folder)
    at = random.randint(1, len(events))
    disk = Disk(known.base)
    for event in events[:at]:
        disk.happen(event)
    disk.cut(folder, random)
    told, coming = _told(known, events[:at])
    broken = promises.half_files(folder, told, known.lines, (known.template.code,))
    broken += promises.about_moment(folder, known.operation, known.template, told, coming, exact=True)
    return [f"{text} [at change {at} of {len(events)}]" for text in broken]


def _told(known: Reference, before: Sequence[Event]) -> tuple[Seen, list[Seen]]:
    """What was told last before the cut, and what would have been told next."""
    n = max((event.inode for event in before if event.what == TOLD), default=0)
    seen = [step.seen for step in known.steps[:n] if step.seen]
    return seen[-1] if seen else known.template.seen, known.coming(n)[:1]
