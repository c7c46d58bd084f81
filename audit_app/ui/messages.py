"""The only place that asks a person or tells them something: an interface and its Qt form.

Pages are handed a `Messenger`; tests hand them one that answers by itself and remembers what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from audit_app.errors import AuditError, FileGoneError
from audit_app.ui.look import GRID, Heading, alert_label, hint, spaced, text_label
from audit_app.words import _


@dataclass(frozen=True)
class AskedField:
    """One thing to fill in. `secret` is shown as dots, `lines` above 1 is a text of several lines.

    `options` are what one is picked of, an id with its words each; `text` and the answer are then ids.
    """

    name: str
    label: str
    text: str = ""
    hint: str = ""
    secret: bool = False
    lines: int = 1
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()


class Messenger(Protocol):
    """What can be asked and told. None means that the person drew back."""

    def tell(self, title: str, text: str = "", lines: Sequence[str] = ()) -> None:
        """Say something; `lines` are listed below it, in columns where they hold tabs."""

    def refuse(self, error: AuditError) -> None:
        """Say what could not be done, with the single places of the error."""

    def ask(
        self, question: str, text: str = "", *, yes: str, lines: Sequence[str] = (), no: str = ""
    ) -> bool:
        """A question with one way forward, its button `yes`, and one way back (`no`, else Cancel)."""

    def choose(self, question: str, text: str, options: Sequence[str], current: int = 0) -> int | None:
        """Pick one of several; its place."""

    def fill_in(
        self, title: str, fields: Sequence[AskedField], text: str = "", yes: str = "", note: str = ""
    ) -> dict[str, str] | None:
        """A small form; by field name its ids and texts, these without spaces around them (but secrets)."""

    def open_file(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """A file that exists. `kinds` as Qt writes them: `Audits (*.audit);;All files (*)`."""

    def open_files(self, title: str, kinds: str, folder: Path | None = None) -> tuple[Path, ...]:
        """Any number of files that exist; none when the person drew back."""

    def folder(self, title: str) -> Path | None:
        """A folder that exists."""

    def save_file(self, title: str, kinds: str, suggested: str) -> Path | None:
        """A place for a file; it has been asked whether one there may be replaced."""

    def show_file(self, path: Path) -> bool:
        """Have the computer show a file; whether it has a program for that."""

    def print_page(self, title: str, html: str) -> bool:
        """Print a text on purpose; whether it was sent to a printer."""


def ask_text(
    messenger: Messenger,
    title: str,
    label: str,
    *,
    text: str = "",
    hint: str = "",
    lines: int = 1,
    yes: str = "",
) -> str | None:
    """One text that must not be empty, or None."""
    field = AskedField("text", label, text=text, hint=hint, lines=lines, required=True)
    filled = messenger.fill_in(title, [field], yes=yes)
    return filled["text"] if filled is not None else None


def ask_reason(messenger: Messenger, hint: str, case: str = "") -> str | None:
    """Why an audit is finished although something that matters is missing, or None."""
    title = _("Finish the audit of {case}").format(case=case) if case else _("Finish this audit")
    return ask_text(messenger, title, _("Why is it right so?"), hint=hint, yes=_("Finish and lock"))


def ask_why(messenger: Messenger, title: str, warnings: Sequence[str], *, note: str, yes: str) -> str | None:
    """Why something leaves although these warnings say what it gives away, or None."""
    field = AskedField("why", _("Why it leaves all the same"), lines=2, required=True)
    filled = messenger.fill_in(title, [field], text="\n\n".join(warnings), yes=yes, note=note)
    return filled["why"] if filled is not None else None


def ask_passphrase(messenger: Messenger, title: str, text: str = "", yes: str = "") -> str | None:
    """The passphrase or recovery code of a file, or None."""
    field = AskedField("secret", _("Passphrase or recovery code"), secret=True, required=True)
    filled = messenger.fill_in(title, [field], text=text, yes=yes or _("Open"))
    return filled["secret"] if filled is not None else None


class QtMessenger:
    """Asks and tells in dialogs over the window. The only place that waits in a loop of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def tell(self, title: str, text: str = "", lines: Sequence[str] = ()) -> None:
        dialog = _Dialog(title, text, lines, self.parent)
        dialog.buttons(yes=_("Close"), no="")
        dialog.exec()

    def refuse(self, error: AuditError) -> None:
        if isinstance(error, FileGoneError):
            return  # `Rescue` asks what to do about it
        self.tell(_("That could not be done"), error.sentence, [str(problem) for problem in error.problems])

    def ask(
        self, question: str, text: str = "", *, yes: str, lines: Sequence[str] = (), no: str = ""
    ) -> bool:
        dialog = _Dialog(question, text, lines, self.parent)
        dialog.buttons(yes=yes, no=no or _("Cancel"))
        return dialog.exec() == QDialog.DialogCode.Accepted

    def choose(self, question: str, text: str, options: Sequence[str], current: int = 0) -> int | None:
        dialog = _ChoiceDialog(question, text, options, current, self.parent)
        return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def fill_in(
        self, title: str, fields: Sequence[AskedField], text: str = "", yes: str = "", note: str = ""
    ) -> dict[str, str] | None:
        dialog = _FormDialog(title, fields, text, yes or _("OK"), note, self.parent)
        return dialog.filled() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def open_file(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        name, _kind = QFileDialog.getOpenFileName(self.parent, title, str(folder or Path.home()), kinds)
        return Path(name) if name else None

    def open_files(self, title: str, kinds: str, folder: Path | None = None) -> tuple[Path, ...]:
        names, _kind = QFileDialog.getOpenFileNames(self.parent, title, str(folder or Path.home()), kinds)
        return tuple(map(Path, names))

    def folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self.parent, title, str(Path.home()))
        return Path(name) if name else None

    def save_file(self, title: str, kinds: str, suggested: str) -> Path | None:
        start = Path(suggested)
        if not start.is_absolute():
            start = Path.home() / start
        name, _kind = QFileDialog.getSaveFileName(self.parent, title, str(start), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(start.suffix)

    def show_file(self, path: Path) -> bool:
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def print_page(self, title: str, html: str) -> bool:
        # Printing is rare, and its library would be loaded by every start.
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, self.parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        document = QTextDocument()
        document.setHtml(html)
        document.print_(printer)
        return True


class _Dialog(QDialog):
    """A heading, a text, a list, what a kind of dialog adds, and the buttons."""

    def __init__(self, title: str, text: str, lines: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleDescription(text)
        self.setMinimumWidth(56 * GRID)
        self.body = QVBoxLayout(self)
        spaced(self.body, 3, 2)
        self.body.addWidget(Heading(title, 2, self))
        if text:
            self.body.addWidget(text_label(text, parent=self))
        if lines:
            self.body.addWidget(self._list(lines), 1)

    def _list(self, lines: Sequence[str]) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setAccessibleName(self.windowTitle())
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setWordWrap(True)
        rows = [line.split("\t") for line in lines]
        made.setColumnCount(max(map(len, rows)))
        made.addTopLevelItems([QTreeWidgetItem(row) for row in rows])
        made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for column in range(made.columnCount() - 1):
            made.resizeColumnToContents(column)
            made.setColumnWidth(column, made.columnWidth(column) + 2 * GRID)
        made.setMinimumSize(QSize(60 * GRID, min(len(lines), 10) * 4 * GRID + GRID))
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Wrapped words make Qt guess too high a dialog; its layout knows better once the width is known.
        size = self.size()
        if self.body.hasHeightForWidth() and not self.findChildren(QTreeWidget):
            size.setHeight(self.body.totalHeightForWidth(self.width()))
        self.resize(size.boundedTo(self.screen().availableSize()))

    def buttons(self, yes: str, no: str) -> None:
        """The way forward and the way back; the way back is the one that Escape and a closed window take."""
        box = QDialogButtonBox(self)
        forward = box.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        forward.setDefault(True)
        if no:
            box.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.body.addWidget(box)


class _ChoiceDialog(_Dialog):
    def __init__(
        self, question: str, text: str, options: Sequence[str], current: int, parent: QWidget | None
    ) -> None:
        super().__init__(question, text, (), parent)
        self._group = QButtonGroup(self)
        for place, option in enumerate(options):
            button = QRadioButton(option, self)
            button.setChecked(place == current)
            self._group.addButton(button, place)
            self.body.addWidget(button)
        self.buttons(_("OK"), _("Cancel"))

    def chosen(self) -> int:
        return self._group.checkedId()


_Editor = QLineEdit | QPlainTextEdit | QComboBox


class _FormDialog(_Dialog):
    def __init__(
        self, title: str, fields: Sequence[AskedField], text: str, yes: str, note: str, parent: QWidget | None
    ) -> None:
        super().__init__(title, text, (), parent)
        self._fields = fields
        self._editors: dict[str, _Editor] = {}
        inside = QWidget(self)
        form = QVBoxLayout(inside)
        spaced(form, 0, 1)
        for field in fields:
            cell = QVBoxLayout()
            spaced(cell).setSpacing(4)
            for widget in (text_label(field.label, parent=self), self._editor(field)):
                cell.addWidget(widget)
            if field.hint:
                cell.addWidget(hint(field.hint, self))
            form.addLayout(cell)
        self.body.addWidget(_scrolled(inside, self) if len(fields) > 4 else inside, 1)
        if note:
            self.body.addWidget(hint(note, self))
        self._missing = alert_label(parent=self)
        self._missing.hide()
        self.body.addWidget(self._missing)
        self.buttons(yes, _("Cancel"))

    def _editor(self, field: AskedField) -> _Editor:
        make = _box if field.options else _paragraph if field.lines > 1 else _line
        editor = make(field, self)
        editor.setAccessibleName(field.label)
        needed = _("Must be filled in.") if field.required else ""
        editor.setAccessibleDescription(" ".join(part for part in (field.hint, needed) if part))
        self._editors[field.name] = editor
        return editor

    def filled(self) -> dict[str, str]:
        return {field.name: self._text(field) for field in self._fields}

    def _text(self, field: AskedField) -> str:
        editor = self._editors[field.name]
        if isinstance(editor, QComboBox):
            return str(editor.currentData())
        text = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
        return text if field.secret else text.strip()

    def accept(self) -> None:
        for field in self._fields:
            if field.required and not self._text(field):
                self._missing.setText(_("Please fill in: {label}").format(label=field.label))
                self._missing.show()
                self._editors[field.name].setAccessibleDescription(self._missing.text())
                self._editors[field.name].setFocus(Qt.FocusReason.OtherFocusReason)
                return
        super().accept()


def _box(field: AskedField, parent: QWidget) -> _Editor:
    box = QComboBox(parent)
    # A long choice must not make the form wider than the window.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    for id_, text in field.options:
        box.addItem(text, id_)
    box.setCurrentIndex(max(0, box.findData(field.text)))
    return box


def _paragraph(field: AskedField, parent: QWidget) -> _Editor:
    box = QPlainTextEdit(field.text, parent)
    box.setTabChangesFocus(True)
    box.setFixedHeight(box.fontMetrics().lineSpacing() * field.lines + 2 * GRID)
    return box


def _line(field: AskedField, parent: QWidget) -> _Editor:
    line = QLineEdit(field.text, parent)
    if field.secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def _scrolled(inside: QWidget, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.setMinimumHeight(40 * GRID)
    return area
