"""What is said of a workbook that can't be read, the same for old Excel and new."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.readers.files import shown, shown_all
from audit_app.words import _


def protected(path: Path) -> AuditError:
    """The error for a workbook that a password opens."""
    return AuditError(
        _("{file} is protected with a password. Save a copy without one, and use that.").format(
            file=shown(path.name)
        )
    )


def no_such_sheet(path: Path, sheet: str, sheets: Sequence[str]) -> AuditError:
    """The error for a sheet that a workbook doesn't have."""
    return AuditError(
        _("{file} has no sheet {sheet}. It has: {sheets}.").format(
            file=shown(path.name), sheet=shown(sheet), sheets=shown_all(sheets)
        )
    )


def holds_error(error: str) -> tuple[str, str]:
    """What to say of a cell that holds an error: the message, and what to do."""
    return (
        _("The cell holds the error {error}.").format(error=error),
        _("Mend the formula, or empty the cell."),
    )
