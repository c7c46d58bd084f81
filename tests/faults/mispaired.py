"""An audit beside the log of another moment, another copy or another audit, whole, cut short or torn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

from audit_app.store.cipher_pages import log_of
from tests.faults import promises
from tests.faults.desk import MAIN
from tests.faults.moments import Moment, belongs, held, opened_once, taken

Rows = dict[str, str]
_WAYS = ("whole", "whole", "whole", "cut", "torn")


def tries(n: int, room: Path, *, small: bool = False) -> list[str]:
    """`3 17 cut 5`: the file of moment 3 beside the log of moment 17, cut at a place drawn with seed 5."""
    random, moments = Random(n), taken(room)
    pairs = [(file.n, log.n) for file in moments for log in moments if log.log]
    drawn = random.choices(pairs, k=n)
    return [f"{file} {log} {random.choice(_WAYS)} {seed}" for seed, (file, log) in enumerate(drawn)]


def prepare(name: str, room: Path) -> None:
    taken(room)


def run(name: str, room: Path, folder: Path) -> list[str]:
    """What was broken."""
    moments = taken(room)
    n_file, n_log, way, seed = name.split()
    file, log = moments[int(n_file)], moments[int(n_log)]
    data, intact = _spoilt(log.log, way, Random(int(seed)))
    folder.mkdir()
    path = folder / MAIN
    path.write_bytes(file.file)
    log_of(path).write_bytes(data)
    once = opened_once(path, file.code)
    is_kept = data in [each.read_bytes() for each in folder.iterdir()]
    if once.raw:
        return [f"raw error: {once.raw}"]
    if once.refused:
        broken = [] if way == "torn" else [f"it doesn't open: {once.refused}"]
        unchanged = is_kept and path.read_bytes() == file.file
        return broken + ([] if unchanged else ["it was refused, and yet changed"])
    says_more = any(end <= intact for end in log.commits) and once.rows != log.rows
    is_its_own = belongs(file, log, moments) or not says_more
    return [
        *_about_rows(once.rows, file, log, intact, moments),
        *([] if is_its_own else _about_log(is_kept, once.told)),
        *_about_closing(folder, file.code, once.rows),
    ]


def _about_rows(rows: Rows, file: Moment, log: Moment, intact: int, moments: list[Moment]) -> list[str]:
    expected = held(file, log, intact, moments) if belongs(file, log, moments) else file.alone
    if rows == expected:
        return []
    return [f"it opens as {_which(rows, moments)}, not as {_which(expected, moments)}"]


def _about_log(is_kept: bool, told: Sequence[str]) -> list[str]:
    broken = [] if is_kept else ["the log of something else is gone"]
    return broken if told else [*broken, "nothing was told of the log of something else"]


def _about_closing(folder: Path, code: str, rows: Rows) -> list[str]:
    found = promises.look(folder, MAIN, [code])
    if found.refused or found.problems:
        return [f"it was spoilt by opening: {found.refused or found.problems}"]
    return [] if found.seen and found.seen.rows == rows else ["opening it once more shows something else"]


def _which(rows: Rows, moments: list[Moment]) -> str:
    found = [str(each.n) for each in moments if rows in (each.rows, each.alone)]
    return f"moment {' or '.join(found)}" if found else "no moment that there was"


def _spoilt(log: bytes, way: str, random: Random) -> tuple[bytes, int]:
    """A log, and how much of its beginning is as it was."""
    at = random.randrange(len(log))
    if way == "cut":
        return log[:at], at
    if way == "torn":
        at -= at % 512
        return log[:at] + random.randbytes(len(log[at : at + 512])) + log[at + 512 :], at
    return log, len(log)
