"""One window a person: a file that is opened while the program runs goes to the window that is there.

Windows and Linux start the program again with the file's name; what starts then hands it over through a local
socket that only the same user can open (no network), and ends. macOS tells the running program by an event.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from audit_app.ui.qt import application

_PATIENCE_MS = 1500
_LONGEST = 2**16  # of a path that somebody hands over


def server_name(folder: Path) -> str:
    """The name of the socket of whoever has this folder for the program's state."""
    return f"audit-app-{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]}"


def handed_over(name: str, path: Path | None) -> bool:
    """Whether a window that is there already took this file, or came to the front where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(f"{path.resolve() if path else ''}\n".encode())
    done = socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    return done


class OneWindow(QObject):
    """Listens for files. `asked(path)` when one is to be opened, or None when only the window is wanted."""

    asked = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        if not self._server.listen(name):
            # Nobody answered there, or this program would have ended: what is left is of one that crashed.
            QLocalServer.removeServer(name)
            self._server.listen(name)
        application().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what macOS tells of a file that was opened."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.asked.emit(Path(event.file()))
            return True
        return super().eventFilter(watched, event)

    def _greet(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.setParent(self)
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)

    def _read(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        said = bytes(socket.readLine(_LONGEST).data()).decode("utf-8", "replace").strip()
        self.asked.emit(Path(said) if said else None)
