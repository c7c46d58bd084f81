"""Names of files that aren't done yet, and what a program that stopped in the middle left under them.

Whatever is written for people is written under such a name beside its place (see `placing`). Each is noted in
the program's own folder while it is being written, so that what a crash left is found wherever it lies, and
offered for deletion once.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from audit_app.paths import state_folder

SUFFIX = ".unfinished"
_BESIDE = ("", "-wal", "-journal", "-shm")  # what SQLite keeps beside a file while it is open
_LONGEST = 100  # letters of a name that are kept, so that what is added to it never makes it too long


def name_for(path: Path) -> Path:
    """A name beside `path` that says that it isn't done, and that no file has."""
    return path.with_name(f"{path.name[:_LONGEST]}.{secrets.token_hex(4)}{SUFFIX}")


def shown_name(path: Path) -> str:
    """The name that a person knows a file by, as it may stand in a sentence: an unfinished one's is the name
    that it will have, a very long one's its beginning and its end."""
    name = path.name.rsplit(".", 2)[0] if path.name.endswith(SUFFIX) else path.name
    name = name.encode("utf-8", "replace").decode()
    return name if len(name) <= 80 else f"{name[:60]}…{name[-15:]}"


def rests_of(path: Path) -> tuple[Path, ...]:
    """What was being written to become the file at `path`, and never did."""
    beginning = f"{path.name[:_LONGEST]}."
    with suppress(OSError):
        return tuple(
            sorted(
                each
                for each in path.parent.iterdir()
                if each.name.endswith(SUFFIX) and each.name.startswith(beginning)
            )
        )
    return ()


def discard(part: Path) -> bool:
    """Delete an unfinished file or folder with what stands beside it; whether nothing is left of it."""
    if part.is_dir() and not part.is_symlink():
        shutil.rmtree(part, ignore_errors=True)
    names = [Path(f"{part}{ending}") for ending in _BESIDE]
    for name in names:
        with suppress(OSError):
            name.unlink(missing_ok=True)
    return not any(os.path.lexists(name) for name in names)


# Notes


def note(part: Path) -> Path | None:
    """Write down that `part` is being written; the note, None where there is no place for one."""
    with suppress(OSError):
        folder = _folder()
        folder.mkdir(exist_ok=True)
        made = folder / part.name[-40:]
        made.write_text(json.dumps({"path": str(part), "by": os.getpid()}), encoding="utf-8")
        return made
    return None


def forget(noted: Path | None) -> None:
    """The file is done, or gone: nothing needs to be looked after."""
    if noted is not None:
        with suppress(OSError):
            noted.unlink(missing_ok=True)


def left_behind() -> tuple[Path, ...]:
    """What programs that stopped in the middle left. Each is told once: its note is gone afterwards."""
    found = []
    for noted in _notes():
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads(noted.read_text(encoding="utf-8"))
            if _is_running(int(said["by"])):
                continue
            if (part := Path(said["path"])).name.endswith(SUFFIX) and os.path.lexists(part):
                found.append(part)
        forget(noted)
    return tuple(found)


def delete(parts: Iterable[Path]) -> tuple[Path, ...]:
    """Delete unfinished files; those that couldn't be."""
    return tuple(part for part in parts if part.name.endswith(SUFFIX) and not discard(part))


def _folder() -> Path:
    return state_folder() / "unfinished"


def _notes() -> list[Path]:
    with suppress(OSError):
        return sorted(_folder().iterdir())
    return []


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        # https://learn.microsoft.com/windows/win32/procthread/process-security-and-access-rights
        synchronize, still_running = 0x00100000, 0x102
        kernel = ctypes.windll.kernel32
        if not (handle := kernel.OpenProcess(synchronize, False, process)):
            return False
        # One that has ended can be opened too, as long as whoever started it has not let go of it.
        found = kernel.WaitForSingleObject(handle, 0)
        kernel.CloseHandle(handle)
        return bool(found == still_running)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True
