"""Where things lie: what ships with the program, and where it may keep what holds no case data."""

from __future__ import annotations

import os
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


FOLDER = "AUDIT_APP_FOLDER"
"""The variable by which IT says where the program keeps its own files: on a virtual desktop, say, whose own
folders are gone after each session."""


def state_folder() -> Path:
    """The folder for settings, log and recent list (none holds case data) and encrypted working copies, made
    when missing. OSError when it can't be made."""
    if said := os.environ.get(FOLDER):
        folder = Path(os.path.expandvars(said)).expanduser()
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    import platformdirs  # not needed before the window is up

    return Path(platformdirs.user_state_dir("audit-app", appauthor=False, ensure_exists=True))
