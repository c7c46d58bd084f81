"""A display, a session bus and the window in it, and what drives it: started for one test, ended with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PYTHON = "/usr/bin/python3"
NEEDS = {"Xvfb": "xvfb", "dbus-run-session": "dbus-daemon"}
REGISTRY = Path("/usr/libexec/at-spi2-registryd")
# The window beside its driver. It is ended, not closed: without a window manager no key comes to it once a
# dialog was in front. `times` says last what both took of the processor.
SCRIPT = """
"$0" -m audit_app "$1" >"$3" 2>&1 </dev/null & window=$!
"$2" -W ignore "$4"; code=$?
kill $window; wait $window
times >&2
exit $code
"""


def missing() -> str:
    """The Debian packages that are missing here, empty where a window can be heard."""
    packages = [package for program, package in NEEDS.items() if not shutil.which(program)]
    packages += [] if REGISTRY.exists() else ["at-spi2-core"]
    asks = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    try:
        subprocess.run([PYTHON, "-c", asks], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        packages += ["gir1.2-atspi-2.0", "python3-gi"]
    return ", ".join(packages)


def heard(audit: Path, folder: Path, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """All that was told while `asked` was done to a case of an audit (`listener`), in order. AssertionError
    with what went wrong."""
    read, write = os.pipe()
    display = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    log = folder / "window.log"
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        done = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", SCRIPT, sys.executable, str(audit), PYTHON, str(log),
             str(HERE / "listener.py")],
            input=json.dumps(asked), text=True, capture_output=True, timeout=4 * asked["most"],
            env={**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8",
                 "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "AUDIT_APP_FOLDER": str(folder / "own")},
        )  # fmt: skip
    finally:
        display.terminate()
        display.wait()
    (folder / "told.jsonl").write_text(done.stdout, encoding="utf-8")
    (folder / "session.log").write_text(done.stderr, encoding="utf-8")
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    last = "\n".join(map(str, told[-5:]))
    assert done.returncode == 0, f"{done.stderr[-800:]}\n{last}\n{log.read_text(encoding='utf-8')[-800:]}"
    return told
