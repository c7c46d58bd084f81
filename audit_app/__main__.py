"""`audit-app` alone opens the window; with arguments it is the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """The program's exit code."""
    if len(sys.argv) > 1:
        from audit_app.cli import main as command_line

        return command_line() or 0
    from audit_app.app import main as window

    return window()


if __name__ == "__main__":
    sys.exit(main())
