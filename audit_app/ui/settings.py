"""What a person has chosen for this computer: text size, idle minutes, language, the audits opened last.

Kept as JSON beside the log. It holds no case data and no passphrase; of an audit, only where the file is.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from audit_app.paths import state_folder

TEXT_SIZES = (100, 110, 125, 150, 175, 200)
PAUSE = "pause_minutes"
"""The property of the application under which case pages find it."""
PAUSE_MINUTES = (0, 30, 45, 60, 90)
IDLE_MINUTES = (2, 5, 10, 15, 30)
_RECENT = 6


@dataclass(frozen=True)
class Preferences:
    """Text size in per cent, minutes without key or mouse until the window locks,
    minutes at case files until a pause is suggested (0: never), name or initials."""

    text_size: int = 100
    idle_minutes: int = 10
    pause_minutes: int = 45
    language: str = "en"
    person: str = ""
    recent: tuple[str, ...] = ()


class Settings:
    """The preferences in use, and the file they are kept in. A file that can't be read counts as none."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or state_folder() / "settings.json"
        self.now = _read(self._path)

    def change(self, **chosen: Any) -> None:
        """Keep what was chosen."""
        self.now = replace(self.now, **chosen)
        try:
            self._path.write_text(json.dumps(asdict(self.now)), encoding="utf-8")
        except OSError:
            logging.getLogger(__name__).info("the settings could not be kept")

    def opened(self, path: Path) -> None:
        """Put an audit at the head of the recent list."""
        name = str(path.resolve())
        others = [other for other in self.now.recent if other != name]
        self.change(recent=tuple([name, *others][:_RECENT]))

    def recent(self) -> tuple[Path, ...]:
        """The audits opened last that are still there, newest first."""
        return tuple(path for path in map(Path, self.now.recent) if path.exists())

    def step_text(self, by: int) -> int:
        """The next larger (1) or smaller (-1) text size."""
        sizes = [size for size in TEXT_SIZES if (size - self.now.text_size) * by > 0]
        return (min(sizes) if by > 0 else max(sizes)) if sizes else self.now.text_size


def _read(path: Path) -> Preferences:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        known = {name: type(value) for name, value in asdict(Preferences()).items()}
        return Preferences(**{name: known[name](value) for name, value in kept.items() if name in known})
    except (OSError, ValueError, TypeError, AttributeError):
        return Preferences()
