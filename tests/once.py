"""What is costly to make and only read: made once in a run, by whichever of its processes asks first.

What is made must be the same whoever makes it, and nobody may change it: a test that writes works on a copy.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows has no such lock
    fcntl = None  # type: ignore[assignment]

Once = Callable[[str, Callable[[Path], Any]], Any]


def once_in(base: Path) -> Once:
    """How the tests of a run, whose folder in this process is `base`, make things once: under a name, with a
    function that is given an empty folder for the files that belong to it."""
    shared = fcntl and "PYTEST_XDIST_WORKER" in os.environ
    room = (base.parent if shared else base) / "once"
    room.mkdir(exist_ok=True)
    return lambda name, make: made_once(room, name, lambda: make(Path(tempfile.mkdtemp(dir=room))))


def made_once(room: Path, name: str, make: Callable[[], Any]) -> Any:
    """What `make` made when it was first asked for under this name, by any process that works in `room`."""
    kept = room / f"{name}.pickle"
    with _alone(room / f"{name}.lock"):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
    return pickle.loads(kept.read_bytes())


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
