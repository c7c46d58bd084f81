"""A bug reaches one dialog and a log; neither holds case data.

Of an exception only its type and the places in our code are kept: its text and the values of variables could
hold what somebody typed.
"""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from audit_app.errors import AuditError
from audit_app.ui.messages import Messenger
from audit_app.words import _

log = logging.getLogger("audit_app")


def start_log(folder: Path) -> None:
    """Write the program's own log into the folder. Other libraries' messages could quote values: not kept."""
    try:
        handler: logging.Handler = RotatingFileHandler(
            folder / "log.txt", maxBytes=200_000, backupCount=1, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def places(error: BaseException, trace: TracebackType | None) -> list[str]:
    """Type and code places of an exception, innermost last: no text of it, no values."""
    lines = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return [*lines, type(error).__name__]


class Crash:
    """The hook for exceptions that nobody caught."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger
        self._telling = False

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log it and tell it, once at a time. An AuditError is the world's doing: only told."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        if isinstance(error, AuditError):
            self._messenger.refuse(error)
            return
        where = places(error, trace)
        log.error("bug: %s", " < ".join(reversed(where)))
        if self._telling:
            return
        self._telling = True
        try:
            text = _(
                "The program has a fault. Every answer that was saved is safe in the file. "
                "You can go on, but it is better to close the program and open it again. "
                "What follows holds no case data and helps to mend it:"
            )
            self._messenger.tell(_("Something went wrong in the program"), text, where)
        finally:
            self._telling = False


def install(messenger: Messenger) -> None:
    """From now on, send bugs to the dialog and the log, and Qt's own messages to the log by their place."""
    sys.excepthook = Crash(messenger).hook
    qInstallMessageHandler(_from_qt)


def _from_qt(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
    # Qt's texts can quote what is in a widget.
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        log.info("Qt: %s %s", kind.name, context.category or "")
