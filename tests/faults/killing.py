"""Kills at any changing call of any operation, in the middle of writing too. Between two such calls nothing
reaches the disk, so these are all the moments there are."""

from __future__ import annotations

import signal
from pathlib import Path
from random import Random

from tests.faults import promises, shim
from tests.faults.operations import OPERATIONS
from tests.faults.playing import Fault, play
from tests.faults.references import Reference, reference
from tests.faults.seen import Seen


def tries(n: int, room: Path, *, exports: bool = True) -> list[str]:
    """`save 17` ...: as many of each operation."""
    random = Random(n)
    names = [name for name, operation in OPERATIONS.items() if exports or not operation.exports]
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
    return broken + between(folder, known, told)


def between(folder: Path, known: Reference, told: Seen) -> list[str]:
    """What is wrong with a folder that must be as it was told last, or as it was about to become."""
    operation = known.operation
    secrets = (*told.secrets, *([operation.secret] if operation.secret else []))
    looked = [
        (audit, promises.look(folder, audit, secrets))
        for audit in promises.places(folder, operation, told, known.template)
    ]
    broken = [f"audit lost: {audit}: {found.refused}" for audit, found in looked if found.refused]
    broken += [problem for _audit, found in looked for problem in found.problems]
    seen = [found.seen for _audit, found in looked if found.seen]
    if seen and not any(_is_one_of(each, told, known) for each in seen):
        broken.append(f"neither as it was nor as it was to become: {seen[0].differs_from(told)}")
    if not operation.also_in:
        files = seen[0].files if seen else {}
        broken += [
            f"{name} {'differs' if name in files else 'is gone'}"
            for name in told.files
            if seen and files.get(name) != told.files[name]
        ]
        broken += [f"{name} is unexpected" for name in files if not _is_known(name, told, known)]
    return broken


def _is_one_of(seen: Seen, told: Seen, known: Reference) -> bool:
    following = [step.seen for step in known.steps if step.seen]
    if seen.rows == told.rows:
        return seen.links == told.links or not told.links
    return any(seen.counts == each.counts for each in following)


def _is_known(name: str, told: Seen, known: Reference) -> bool:
    return name in told.files or any(step.seen and name in step.seen.files for step in known.steps)
