"""Where things lie: what ships with the program, and where it may keep what holds no case data."""

from __future__ import annotations

import site
import sys
import sysconfig
from pathlib import Path


def _root() -> Path:
    """Where forms/ and resources/ lie: beside a frozen program's modules, beside the package in a checkout,
    in the environment's share/ where pip has installed the program."""
    beside = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    installed = (
        Path(base) / "share" / "audit-app" for base in (sysconfig.get_path("data"), site.getuserbase())
    )
    return next((root for root in (beside, *installed) if (root / "forms").is_dir()), beside)


ROOT = _root()
FORMS = ROOT / "forms"
RESOURCES = ROOT / "resources"


def state_folder() -> Path:
    """The folder for the log and the recent list (neither holds case data), made when missing."""
    import platformdirs  # not needed before the window is up

    return Path(platformdirs.user_state_dir("audit-app", appauthor=False, ensure_exists=True))
