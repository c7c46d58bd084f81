"""`audit-app` alone, or with an audit file, opens the window; with other arguments it is the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_COMPLETES = "_AUDIT_APP_COMPLETE"  # by which click is asked for what completes a line
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main() -> int:
    """The program's exit code."""
    file = _audit_file(sys.argv[1:])
    if (len(sys.argv) > 1 and file is None) or _COMPLETES in os.environ:
        try:
            from audit_app.cli import main as command_line

            return command_line() or 0
        except KeyboardInterrupt:  # before the command line is there to say so
            return 1
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _SCREENS):
        # Qt would end the program with a page of its own reasons.
        from audit_app.words import _

        sentence = _("There is no screen here for a window. “audit-app --help” lists what works without one.")
        print(sentence, file=sys.stderr)
        return 1
    from audit_app.app import main as window

    return window(file)


def _audit_file(arguments: list[str]) -> Path | None:
    """The file that a double click names; None for a command."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        return None
    path = Path(arguments[0])
    return path if path.suffix.lower() == ".audit" else None


if __name__ == "__main__":
    sys.exit(main())
