"""The same operations without a screen. Each command is a few lines over one operation.

Nothing heavy is imported before a command runs, so that `audit-app --help` answers at once.
"""

from audit_app.cli.main import cli, main

__all__ = ["cli", "main"]
