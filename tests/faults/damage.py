"""Damage by page: bits flipped, pages emptied, exchanged, filled with other bytes, ends cut off, in an audit
or in the log beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from audit_app.store.cipher_pages import log_of
from tests.faults.desk import MAIN
from tests.faults.moments import FRAME, FRAME_HEADER, Moment, opened_once, taken

_PAGE = 4096


def _flip(data: bytearray, random: Random, page: slice) -> None:
    data[random.randrange(page.start, page.stop)] ^= 1 << random.randrange(8)


def _empty(data: bytearray, random: Random, page: slice) -> None:
    data[page] = bytes(page.stop - page.start)


def _fill(data: bytearray, random: Random, page: slice) -> None:
    data[page] = random.randbytes(page.stop - page.start)


def _sector(data: bytearray, random: Random, page: slice) -> None:
    at = random.randrange(page.start, page.stop) // 512 * 512
    data[at : at + 512] = bytes(len(data[at : at + 512]))


def _exchange(data: bytearray, random: Random, page: slice) -> None:
    other = _drawn(data, random)
    data[page], data[other] = data[other], data[page]


def _cut(data: bytearray, random: Random, page: slice) -> None:
    del data[page.start :]


DAMAGES: dict[str, Callable[[bytearray, Random, slice], None]] = {
    do.__name__.lstrip("_"): do for do in (_flip, _empty, _fill, _sector, _exchange, _cut)
}
"""The kinds of damage by name."""


def _drawn(data: bytes, random: Random) -> slice:
    """A page of a file; of a log, as much of it anywhere."""
    at = random.randrange(len(data))
    at -= at % _PAGE if len(data) % _PAGE == 0 else 0
    at = min(at, len(data) - _PAGE)
    return slice(at, at + _PAGE)


def _damaged(data: bytes, kind: str, random: Random) -> bytes:
    found = bytearray(data)
    DAMAGES[kind](found, random, _drawn(data, random))
    return bytes(found)


def tries(n: int, room: Path, *, small: bool = False) -> list[str]:
    """`12 file flip 3`: of moment 12, a bit of the file that seed 3 draws."""
    random = Random(n)
    with_log = [each.n for each in taken(room) if each.log]
    places = ("file", "file", "log")
    kinds = [*DAMAGES] * (n // len(DAMAGES) + 1)
    return [f"{random.choice(with_log)} {random.choice(places)} {kinds[seed]} {seed}" for seed in range(n)]


def prepare(name: str, room: Path) -> None:
    taken(room)


def run(name: str, room: Path, folder: Path) -> list[str]:
    """What was broken."""
    number, of, kind, seed = name.split()
    moment, random = taken(room)[int(number)], Random(int(seed))
    file, log = moment.file, moment.log[: moment.commits[-1]]
    if of == "file":
        file = _damaged(file, kind, random)
    else:
        log = _damaged(log, kind, random)
    folder.mkdir()
    path = folder / MAIN
    path.write_bytes(file)
    log_of(path).write_bytes(log)
    once = opened_once(path, moment.code)
    if once.raw:
        return [f"raw error: {once.raw}"]
    if once.refused:
        kept = {each.read_bytes() for each in folder.iterdir()}
        return (
            [] if {file, log} <= kept and path.read_bytes() == file else ["it was refused, and yet changed"]
        )
    if once.rows == moment.rows:
        return []
    is_told = once.told or (of == "log" and _looks_unfinished(moment, log))
    return [] if is_told else ["answers are missing, and nothing was told"]


def _looks_unfinished(moment: Moment, log: bytes) -> bool:
    """Whether it can't be told from a log whose last transaction was never finished: what says that it was
    stands in the head of its last frame."""
    end = moment.commits[-1]
    head = slice(end - FRAME, end - FRAME + FRAME_HEADER)
    return len(log) < end or log[head] != moment.log[head]
