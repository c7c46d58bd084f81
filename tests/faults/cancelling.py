"""Every operation that says how far it has come, cancelled at each such moment."""

from __future__ import annotations

from pathlib import Path
from random import Random

from audit_app.errors import Cancelled
from tests.faults import promises
from tests.faults.apart import Send, apart
from tests.faults.desk import Desk
from tests.faults.operations import OPERATIONS
from tests.faults.playing import attempt
from tests.faults.references import Reference, reference
from tests.faults.seen import digest
from tests.once import made_once


def tries(n: int, room: Path, *, small: bool = False) -> list[str]:
    """`import-list 7`: cancelled when it tells for the seventh time how far it is."""
    places = [
        f"{name} {at}"
        for name, operation in OPERATIONS.items()
        if operation.is_often or not small
        for at in range(1, _moments(room, name) + 1)
    ]
    return places if n >= len(places) else Random(n).sample(places, n)


def prepare(name: str, room: Path) -> None:
    reference(room, name.split()[0])


def run(name: str, room: Path, folder: Path) -> list[str]:
    """What was broken."""
    operation, at = name.split()
    known = reference(room, operation)
    desk = known.template.desk(folder)
    (broken,) = apart(lambda send: send(_cancelled(known, desk, int(at)))).sent
    found = promises.look(folder, known.template.main, [known.template.code])
    return [*broken, *found.problems, *([found.refused] if found.refused else [])]


def _cancelled(known: Reference, desk: Desk, at: int) -> list[str]:
    known.operation.begin(desk)
    key_file = desk.path.with_suffix(".key")
    before, key_before, told = desk.seen(), digest(key_file), iter(range(1, 10**6))

    def cancel(done: int, of: int) -> None:
        if next(told) == at:
            raise Cancelled

    desk.progress = cancel
    _sentence, raw = attempt(lambda: known.operation.do(desk))
    after = desk.seen()
    assert before
    assert after
    broken = [f"raw error: {raw}"] if raw else []
    broken += [f"cancelled, and yet {text}" for text in after.differs_from(before)]
    if digest(key_file) != key_before:
        broken.append("cancelled, and yet the key file changed")
    refused, raw = attempt(lambda: known.operation.do(desk))
    if refused or raw:
        broken.append(f"it can't be done again: {refused or raw}")
    desk.close()
    return broken


def _moments(room: Path, name: str) -> int:
    """How often an operation tells how far it is."""
    return made_once(room, f"moments of {name}", lambda: _counted(room, reference(room, name)))


def _counted(room: Path, known: Reference) -> int:
    n = 0

    def count(done: int, of: int) -> None:
        nonlocal n
        n += 1

    def play(send: Send) -> None:
        desk = known.template.desk(room / f"counting {known.operation.name}")
        known.operation.begin(desk)
        desk.progress = count
        known.operation.do(desk)
        send(n)

    return apart(play).sent[0]
