"""Where a file that is worked on as a copy came from (`file/working_copy` makes and ends such copies)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NOTE = "origin.json"
"""The name of the note beside a copy."""


@dataclass(frozen=True)
class CopyOrigin:
    """What the note beside a copy says: the original, and the digests of its files when the copy was made."""

    original: Path
    taken: Mapping[str, str]


def origin_of(path: Path) -> CopyOrigin | None:
    """Where a copy came from; None for a file worked on in place."""
    try:
        note = json.loads((path.parent / NOTE).read_text(encoding="utf-8"))
        found = CopyOrigin(Path(note["original"]), dict(note["taken"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if path.is_file() and found.original.name == path.name else None


def original_of(path: Path) -> Path:
    """The file that a person knows: the original of a working copy, else the file itself."""
    origin = origin_of(path)
    return origin.original if origin else path
