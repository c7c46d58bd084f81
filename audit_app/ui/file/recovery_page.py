"""The recovery code, shown once: to print, or to keep on purpose, before the work begins."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from audit_app.errors import AuditError
from audit_app.operations.outputs import put_out
from audit_app.ui.look import ColumnPage, Heading, spaced, text_label
from audit_app.ui.messages import Messenger
from audit_app.words import _


class RecoveryPage(ColumnPage):
    """`kept` when the person says that the code is put away."""

    kept = Signal()

    def __init__(self, messenger: Messenger, parent: QWidget | None = None) -> None:
        super().__init__(80, parent)
        self._messenger = messenger
        self._file = ""
        self._code = QLabel(self)
        self._code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._code.setProperty("role", "notice")
        self._code.setWordWrap(True)
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._code.setAccessibleName(_("Recovery code"))
        self._put_away = QCheckBox(_("I have put the recovery code away safely"), self)
        self._go_on = QPushButton(_("Go on"), self)
        self._go_on.clicked.connect(self._leave)
        self._put_away.toggled.connect(self._go_on.setEnabled)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addSpacing(24)
        self.body.addWidget(Heading(_("Your recovery code"), 1, self))
        text = _(
            "If the passphrase is forgotten, this code opens the file. It is shown only now. "
            "Print it and keep it as you would keep a key, apart from this computer. "
            "Nobody can make it again, and without it and the passphrase the audit is lost."
        )
        self.body.addWidget(text_label(text, parent=self))
        self.body.addWidget(self._code)
        buttons = QHBoxLayout()
        spaced(buttons)
        for label, slot in ((_("Print…"), self._print), (_("Save as a text file…"), self._save)):
            button = QPushButton(label, self)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.body.addWidget(self._put_away)
        self.body.addWidget(self._go_on, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_code(self, file: str, code: str) -> None:
        """Show the code of this file."""
        self._file = file
        self._code.setText(code)
        self._put_away.setChecked(False)
        self._go_on.setEnabled(False)
        self._put_away.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        heading = escape(_("Recovery code of {file}").format(file=self._file))
        code = escape(self._code.text())
        self._messenger.print_page(heading, f"<h2>{heading}</h2><p style='font-family: monospace'>{code}</p>")

    def _save(self) -> None:
        kinds = _("Text files (*.txt)")
        path = self._messenger.save_file(_("Save the recovery code"), kinds, _("recovery code.txt"))
        if path is not None:
            self._write(path)

    def _write(self, path: Path) -> None:
        try:
            put_out(path, f"{self._file}\n{self._code.text()}\n".encode())
        except AuditError as error:
            self._messenger.refuse(error)

    def _leave(self) -> None:
        self._code.clear()
        self.kept.emit()
