"""A marker that is planted as case data, a computer for it to be planted on, and the search for it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from audit_app.paths import FOLDER

ROOT = Path(__file__).parents[1]
MARKER = "Grasshopper-Quill-4471"


@dataclass(frozen=True)
class Left:
    """What a program left behind: how it ended, what it printed, and every file, by name."""

    code: int
    printed: str
    files: dict[str, bytes]

    def holding(self, text: str) -> list[str]:
        """The files that hold a text in the clear."""
        ways = [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")]
        return [name for name, content in self.files.items() if any(way in content for way in ways)]


def run_apart(folder: Path, *arguments: str) -> Left:
    """Run Python in `folder`/work, with nowhere to write but in `folder`, until it ends."""
    places = {name: folder / name for name in ("work", "temp", "home", "state")}
    for place in places.values():
        place.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": str(places["home"]),
        "QT_QPA_PLATFORM": "offscreen",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), str(places["temp"])),
        FOLDER: str(places["state"]),
        **{f"XDG_{name}_HOME": str(places["state"]) for name in ("STATE", "CONFIG", "CACHE", "DATA")},
    }
    done = subprocess.run(
        [sys.executable, *arguments], cwd=places["work"], env=environment, capture_output=True, check=False
    )
    files = {entry.name: entry.read_bytes() for entry in folder.rglob("*") if entry.is_file()}
    return Left(done.returncode, (done.stdout + done.stderr).decode(errors="replace"), files)
