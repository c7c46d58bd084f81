"""The computer's own credential store, for those who choose to keep a passphrase there. Off unless asked
for."""

from __future__ import annotations

import hashlib
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.words import _

_SERVICE = "audit-app"


def remember(path: Path, passphrase: str) -> None:
    """Keep the passphrase of this file. AuditError when the computer has no credential store."""
    import keyring  # asks the desktop's services: not before somebody wants it
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, _name(path), passphrase)
        kept = keyring.get_password(_SERVICE, _name(path)) == passphrase
    except (KeyringError, RuntimeError, OSError):
        kept = False
    if not kept:
        raise AuditError(
            _(
                "This computer has no credential store that could keep the passphrase. "
                "Type it each time you open the audit."
            )
        )


def remembered(path: Path) -> str:
    """The passphrase kept for this file, empty when none is."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, _name(path)) or ""
    except (KeyringError, RuntimeError, OSError):
        return ""


def forget(path: Path) -> None:
    """Keep it no longer; harmless when it isn't kept."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(_SERVICE, _name(path))
    except (KeyringError, RuntimeError, OSError):
        return


def _name(path: Path) -> str:
    """Under what it is kept: not the path itself, which may say more than the store's readers should know."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()
