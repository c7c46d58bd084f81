"""Moments of audits, as a copying or synchronising program takes them while somebody is at work: the file and
the log beside it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit_app.operations.file import audits
from audit_app.store.cipher_pages import log_of
from tests.faults.apart import Send, apart
from tests.faults.desk import NEW_PASSPHRASE, Desk, template
from tests.faults.operations import OPERATIONS
from tests.faults.playing import attempt
from tests.faults.seen import rows_of
from tests.once import made_once

_LOG_HEADER, FRAME_HEADER = 32, 24
FRAME = FRAME_HEADER + 4096
_SALTS = slice(16, 24)  # of a log's header: another pair each time that the log is begun anew


@dataclass(frozen=True)
class Moment:
    """One moment in the life of the audit `of`: its file, its log, what it held and what opens it; `alone` is
    what its file holds without the log."""

    n: int
    of: str
    file: bytes
    log: bytes
    rows: dict[str, str]
    code: str
    alone: dict[str, str] = field(default_factory=dict)

    @property
    def log_begun(self) -> bytes:
        """The same for all logs that go on from one another; empty without a log."""
        return self.log[_SALTS]

    @property
    def commits(self) -> list[int]:
        """Where in the log each transaction ends. What follows the last is left of a log before it."""
        return commits(self.log)


def commits(log: bytes) -> list[int]:
    """Where each transaction ends in a log (https://www.sqlite.org/fileformat2.html#the_write_ahead_log);
    checksums are not looked at."""
    ends = []
    for at in range(_LOG_HEADER, len(log) - FRAME + 1, FRAME):
        frame = log[at : at + FRAME_HEADER]
        if frame[8:16] != log[_SALTS]:
            break
        if frame[4:8] != bytes(4):
            ends.append(at + FRAME)
    return ends


def belongs(file: Moment, log: Moment, moments: list[Moment]) -> bool:
    """Whether the log may be played into the file: it was beside just this file, or goes on from there."""
    goes_on = [each for each in moments if (each.of, each.log_begun) == (log.of, log.log_begun)]
    before = moments[goes_on[0].n - 1]
    if before.of == log.of:
        goes_on.append(before)  # closed, and then opened again
    return any(each.file == file.file for each in goes_on if each.n <= log.n)


def held(file: Moment, log: Moment, intact: int, moments: list[Moment]) -> dict[str, str]:
    """What the file holds with the first bytes, so many, of a log that belongs to it."""
    reached = [
        each
        for each in moments
        if (each.of, each.log_begun) == (log.of, log.log_begun)
        and each.n <= log.n
        and each.commits[-1] <= intact
    ]
    # What is in the file already isn't taken back by an earlier log.
    at = min(each.n for each in moments if (each.of, each.file) == (log.of, file.file))
    return reached[-1].rows if reached and reached[-1].n >= at else file.alone


def taken(room: Path) -> list[Moment]:
    """The moments that all tries are made of."""
    return made_once(room, "moments", lambda: _taken(room))


def _taken(room: Path) -> list[Moment]:
    work = room / "moments"
    work.mkdir()
    found: list[Moment] = []
    for sittings in (_ours, _worked_on_elsewhere, _anothers):
        found += apart(lambda send, sittings=sittings: sittings(room, work, send)).sent
    alone = {
        file: apart(lambda send, file=file, code=code: send(_alone(work / "alone.audit", file, code))).sent[0]
        for file, code in {each.file: each.code for each in found}.items()
    }
    return [replace(each, n=n, alone=alone[each.file]) for n, each in enumerate(found)]


def _ours(room: Path, work: Path, send: Send) -> None:
    """Three sittings, a checkpoint in the middle of one, a copy, a new passphrase."""
    desk = template(room, "north").desk(work / "ours")
    _sit(desk, send, 3)
    shutil.copy(desk.path, work / "taken away.audit")
    desk.open()
    _answers(desk, send, 3)
    desk.opened.file.rows("PRAGMA wal_autocheckpoint = 1")  # as after a thousand pages
    _answers(desk, send, 1)
    desk.opened.file.rows("PRAGMA wal_autocheckpoint = 1000")
    _answers(desk, send, 3)
    copy = desk.folder / "copy.audit"
    audits.save_copy(desk.opened, copy)
    send(replace(_moment(desk), of="copy", file=copy.read_bytes(), log=b""))
    _answers(desk, send, 2)
    desk.secrets = (audits.change_passphrase(desk.opened, NEW_PASSPHRASE),)
    send(_moment(desk, of="after a new passphrase"))
    for _ in range(2):
        desk.answer()
        send(_moment(desk, of="after a new passphrase"))


def _worked_on_elsewhere(room: Path, work: Path, send: Send) -> None:
    """The file of an earlier moment, taken to another computer and gone on with there."""
    desk = template(room, "north").desk(work / "elsewhere")
    shutil.copy(work / "taken away.audit", desk.path)
    desk.answers += 11
    _sit(desk, send, 3, of="elsewhere")


def _anothers(room: Path, work: Path, send: Send) -> None:
    """An audit of the same form that has nothing to do with ours."""
    desk = template(room, "north").desk(work / "another's")
    OPERATIONS["create"].do(desk)
    _answers(desk, send, 3, of="another's")


def _sit(desk: Desk, send: Send, n: int, of: str = "ours") -> None:
    desk.open()
    _answers(desk, send, n, of)
    rows = rows_of(desk.opened)
    desk.close()
    send(Moment(0, of, desk.path.read_bytes(), b"", rows, desk.secrets[0]))


def _answers(desk: Desk, send: Send, n: int, of: str = "ours") -> None:
    for _ in range(n):
        desk.answer()
        send(_moment(desk, of))


def _moment(desk: Desk, of: str = "ours") -> Moment:
    """The file and its log, read by another process: to read them in this one would lose the lock."""
    read = apart(
        lambda send: send([each.read_bytes() for each in (desk.path, log_of(desk.path)) if each.exists()])
    )
    (file, *logs) = read.sent[0]
    return Moment(0, of, file, b"".join(logs), rows_of(desk.opened), desk.secrets[0])


@dataclass(frozen=True)
class Once:
    """What opening an audit once, and closing it, came to."""

    refused: str
    raw: str
    rows: dict[str, str]
    told: tuple[str, ...]


def opened_once(path: Path, secret: str) -> Once:
    """Open an audit, read it and close it, in a process of its own."""
    once: Once = apart(lambda send: send(_once(path, secret))).sent[0]
    return once


def _once(path: Path, secret: str) -> Once:
    found: list[tuple[dict[str, str], tuple[str, ...]]] = []

    def open_and_close() -> None:
        audit = audits.open_audit(path, secret)
        found.append((rows_of(audit), audit.told))
        audits.close_audit(audit)

    said = attempt(open_and_close)
    return Once(*said, *(found[0] if found else ({}, ())))


def _alone(path: Path, file: bytes, code: str) -> dict[str, str]:
    path.write_bytes(file)
    audit = audits.open_audit(path, code)
    rows = rows_of(audit)
    audits.close_audit(audit)
    path.unlink()
    return rows
