"""Every changing call of each operation fails, once and from then on, for want of room and for a broken
disk."""

from __future__ import annotations

import errno
from itertools import product
from pathlib import Path
from random import Random

from tests.faults import promises
from tests.faults.operations import OPERATIONS
from tests.faults.playing import Fault, play
from tests.faults.references import reference
from tests.faults.seen import rests

ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC}
HOW_LONG = ("once", "then-on", "for-good")
_WAYS = tuple(product(ERRORS, HOW_LONG))


def tries(n: int, room: Path, *, small: bool = False) -> list[str]:
    """`save 17 EIO once` ...: each call in one way before any in another."""
    random = Random(n)
    calls = [
        (name, at)
        for name, operation in OPERATIONS.items()
        if operation.is_often or not small
        for at in range(1, reference(room, name).calls + 1)
    ]
    layers: list[list[str]] = [[] for _way in _WAYS]
    for name, at in calls:
        for layer, (error, how_long) in zip(layers, random.sample(_WAYS, len(_WAYS)), strict=True):
            layer.append(f"{name} {at} {error} {how_long}")
    for layer in layers:
        random.shuffle(layer)
    return [each for layer in layers for each in layer][:n]


def prepare(name: str, room: Path) -> None:
    reference(room, name.split()[0])


def run(name: str, room: Path, folder: Path) -> list[str]:
    """What was broken."""
    operation, at, error, how_long = name.split()
    known = reference(room, operation)
    desk = known.template.desk(folder)
    ended = play(known.operation, desk, Fault(int(at), ERRORS[error], how_long))
    if ended.late or ended.signal:
        return ["it hung"] if ended.late else [f"the program was ended by signal {ended.signal}"]
    remembers = () if how_long == "once" else known.operation.remembers
    broken, expected = promises.about_steps(ended.sent, known.template.seen, remembers)
    broken += promises.half_files(folder, expected, known.lines, (known.template.code,))
    if how_long == "for-good":
        # What couldn't be synchronised was not acknowledged, and yet may be there, as after a power cut.
        n_done = next((n for n, step in enumerate(ended.sent) if not step.is_done), len(ended.sent))
        coming = known.coming(n_done)
        broken += promises.about_moment(folder, known.operation, known.template, expected, coming)
    else:
        broken += promises.about_folder(folder, known.operation, expected, known.template)
    failed = next((step.failed for step in ended.sent if step.failed), "")
    if how_long == "once" and not failed.startswith("unlink"):
        broken += [f"a rest was left: {path.name}" for path in rests(folder)]
    return [f"{text} [failed: {failed}]" for text in broken]
