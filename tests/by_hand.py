"""An audit edited with other tools, which know nothing of what the program promises."""

from __future__ import annotations

from collections.abc import Callable

from audit_app.store.audit_file import AuditFile
from audit_app.store.writing import transaction


def edited_by_hand(file: AuditFile, edit: str | Callable[[AuditFile], None]) -> None:
    """Do a statement, or what a function does, without the triggers that would refuse it."""
    triggers = file.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    with transaction(file):
        for name, _sql in triggers:
            file.run(f"DROP TRIGGER {name}")
        if isinstance(edit, str):
            file.run(edit)
        else:
            edit(file)
        for _name, sql in triggers:
            file.run(sql)
