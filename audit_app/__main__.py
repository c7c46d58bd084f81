"""`audit-app` alone opens the window; with arguments it is the command line."""

from __future__ import annotations

import os
import sys

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main() -> int:
    """The program's exit code."""
    if len(sys.argv) > 1:
        from audit_app.cli import main as command_line

        return command_line() or 0
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _SCREENS):
        # Qt would end the program with a page of its own reasons.
        from audit_app.words import _

        sentence = _("There is no screen here for a window. “audit-app --help” lists what works without one.")
        print(sentence, file=sys.stderr)
        return 1
    from audit_app.app import main as window

    return window()


if __name__ == "__main__":
    sys.exit(main())
