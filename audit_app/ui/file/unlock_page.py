"""Asking for the passphrase: to open a file, and to come back to a locked window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from audit_app.ui.look import ColumnPage, Heading, alert_label, hint, spaced, text_label
from audit_app.words import _


class UnlockPage(ColumnPage):
    """`given(secret, person, remember)` when it is filled in; `drawn_back` when the person goes away."""

    given = Signal(str, str, bool)
    drawn_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(64, parent)
        self._heading = Heading("", 1, self)
        self._why = hint("", self)
        self._trouble = alert_label(parent=self)
        self._secret = QLineEdit(self)
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._person = QLineEdit(self)
        self._remember = QCheckBox(_("Keep the passphrase in this computer's own credential store"), self)
        self._open = QPushButton(self)
        self._back = QPushButton(self)
        self._lay_out()
        self._open.setDefault(True)
        self._open.clicked.connect(self._give)
        self._back.clicked.connect(self.drawn_back)
        self._secret.returnPressed.connect(self._give)
        self._person.returnPressed.connect(self._give)

    def _lay_out(self) -> None:
        self._secret_label = _labelled(_("Passphrase or recovery code"), self._secret, self)
        self._person_label = _labelled(_("Your name or initials"), self._person, self)
        buttons = QHBoxLayout()
        spaced(buttons)
        buttons.addWidget(self._open)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        self.body.addSpacing(24)
        for widget in (self._heading, self._why, self._trouble):
            self.body.addWidget(widget)
        for label, editor in ((self._secret_label, self._secret), (self._person_label, self._person)):
            pair = QVBoxLayout()
            spaced(pair).setSpacing(4)
            pair.addWidget(label)
            pair.addWidget(editor)
            self.body.addLayout(pair)
        self.body.addWidget(self._remember)
        self.body.addLayout(buttons)
        self.body.addStretch(1)

    def ask_to_open(self, path: Path, person: str) -> None:
        """Ask for what opens this file."""
        self._show(
            _("Open {file}").format(file=path.name),
            _("Your name or initials are kept with each answer that you give."),
            _("Open"),
            _("Cancel"),
            opening=True,
        )
        self._person.setText(person)
        self._secret.clear()
        self._remember.setChecked(False)

    def offer(self, secret: str) -> None:
        """Fill in what the credential store had, unless something has been typed meanwhile."""
        if not self._secret.text():
            self._secret.setText(secret)
            self._remember.setChecked(True)

    def ask_to_come_back(self) -> None:
        """Ask for the passphrase of the file that is open behind the lock."""
        self._show(
            _("Locked"),
            _(
                "Nothing you typed is lost. Enter the passphrase, or the recovery code, "
                "that you opened the audit with."
            ),
            _("Unlock"),
            _("Close the audit"),
            opening=False,
        )
        self._secret.clear()

    def refuse(self, sentence: str) -> None:
        """Say why it did not open, and let them try again."""
        self.setEnabled(True)
        self._trouble.setText(sentence)
        self._trouble.show()
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self._secret.selectAll()

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self._secret.clear()

    def _show(self, heading: str, why: str, forward: str, back: str, *, opening: bool) -> None:
        self.setEnabled(True)
        self._heading.setText(heading)
        self._why.setText(why)
        self._open.setText(forward)
        self._back.setText(back)
        self._trouble.hide()
        for widget in (self._person_label, self._person, self._remember):
            widget.setVisible(opening)
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if not self._secret.text():
            self.refuse(_("Enter the passphrase or the recovery code."))
        elif self._person.isVisibleTo(self) and not self._person.text().strip():
            self.refuse(_("Enter your name or initials."))
            self._person.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setEnabled(False)
            self._trouble.hide()
            self.given.emit(self._secret.text(), self._person.text().strip(), self._remember.isChecked())


def _labelled(text: str, editor: QWidget, parent: QWidget) -> QLabel:
    label = text_label(text, parent=parent)
    label.setBuddy(editor)
    editor.setAccessibleName(text)
    return label
