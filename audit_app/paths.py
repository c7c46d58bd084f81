"""Where things lie: what ships with the program, and where it may keep what holds no case data."""

from __future__ import annotations

import sys
from pathlib import Path

# A frozen program carries forms/ and resources/ beside its modules; a checkout has them beside the package.
ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
FORMS = ROOT / "forms"
RESOURCES = ROOT / "resources"


def state_folder() -> Path:
    """The folder for the log and the recent list (neither holds case data), made when missing."""
    import platformdirs  # not needed before the window is up

    return Path(platformdirs.user_state_dir("audit-app", appauthor=False, ensure_exists=True))
