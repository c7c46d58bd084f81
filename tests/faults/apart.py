"""A piece of a test in a process of its own, which may be killed, hang, or hold a file open."""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

Send = Callable[[Any], None]
_SIZE = struct.Struct("<Q")


@dataclass(frozen=True)
class Ended:
    """What a process sent before it ended, the signal that ended it (0: none), and whether it was given up
    as hanging."""

    sent: list[Any]
    signal: int
    late: bool = False


def apart(do: Callable[[Send], object], seconds: float = 60) -> Ended:
    """Do something in a forked process; what it sent, in order. An exception in it is a RuntimeError here."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _run(do, writing)
    os.close(writing)
    received, late = _received(reading, time.monotonic() + seconds)
    os.close(reading)
    if late:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    sent = _unpacked(received)
    if sent and isinstance(sent[-1], _Failed):
        raise RuntimeError(f"a test broke down in its own process:\n{sent[-1].text}")
    return Ended(sent, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, late)


@dataclass(frozen=True)
class _Failed:
    text: str


def _run(do: Callable[[Send], object], writing: int) -> None:
    def send(what: Any) -> None:
        data = pickle.dumps(what)
        _write_all(writing, _SIZE.pack(len(data)) + data)

    try:
        do(send)
    except BaseException:
        import traceback

        send(_Failed(traceback.format_exc()))
    finally:
        os._exit(0)


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _received(reading: int, until: float) -> tuple[bytes, bool]:
    """All bytes that came until the other end was closed, and whether that took too long."""
    received = bytearray()
    while True:
        ready, _w, _x = select.select([reading], [], [], max(0, until - time.monotonic()))
        if not ready:
            return bytes(received), True
        block = os.read(reading, 1 << 20)
        if not block:
            return bytes(received), False
        received += block


def _unpacked(received: bytes) -> list[Any]:
    found, at = [], 0
    while at + _SIZE.size <= len(received):
        (length,) = _SIZE.unpack_from(received, at)
        at += _SIZE.size
        if at + length > len(received):
            break  # killed in the middle of saying it
        found.append(pickle.loads(received[at : at + length]))
        at += length
    return found
