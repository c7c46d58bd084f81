"""The preloaded shim (`shim.c`): compiling it, and speaking with it from a program that it was preloaded
into."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
WHY_NOT = (
    "failing calls, kills and power cuts need Linux"
    if sys.platform != "linux"
    else "" if COMPILER else "failing calls, kills and power cuts need a C compiler (`cc`)"
)  # fmt: skip
"""Why the shim can't be had here; empty where it can."""

DEADLY = -1
"""In place of an error's number: the call kills the program."""


def compiled(folder: Path) -> Path:
    """The shim, made in `folder`."""
    made = folder / "shim.so"
    source = Path(__file__).with_name("shim.c")
    command = [str(COMPILER), "-O1", "-Wall", "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"]
    subprocess.run(command, check=True)
    return made


class _NotHere:
    """In place of the shim in a program that it wasn't preloaded into: nothing is counted, nothing fails."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *arguments: b"" if name == "faults_last" else 0


@lru_cache
def _shim() -> Any:
    loaded = ctypes.CDLL(None) if sys.platform == "linux" else None
    if not hasattr(loaded, "faults_arm"):
        return _NotHere()
    assert loaded is not None
    loaded.faults_calls.restype = ctypes.c_long
    loaded.faults_last.restype = ctypes.c_char_p
    return loaded


def watch(folder: Path) -> None:
    """Stand before the changing calls on what is under `folder` from now on."""
    _shim().faults_watch(os.fsencode(folder.resolve()))


def arm(at: int, error: int, *, lasting: bool = False) -> None:
    """Let call number `at` from now on fail; with `lasting`, all after it too."""
    _shim().faults_arm(ctypes.c_long(at), error, int(lasting))


def disarm() -> None:
    arm(0, 0)


def calls() -> int:
    """The changing calls since `arm`, `disarm` or `watch`."""
    return int(_shim().faults_calls())


def last() -> str:
    """What failed first, as `rename /north.audit`."""
    return os.fsdecode(_shim().faults_last())


@contextmanager
def held() -> Iterator[None]:
    """Within it nothing counts and nothing fails."""
    _shim().faults_hold(1)
    try:
        yield
    finally:
        _shim().faults_hold(0)


def record(trace: Path) -> None:
    """Write every change, with its data, to a file outside the watched folder."""
    _shim().faults_record(os.fsencode(trace))


def mark(number: int) -> None:
    """Note in the trace that a person was told something."""
    _shim().faults_mark(ctypes.c_long(number))
