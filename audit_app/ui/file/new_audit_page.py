"""A new audit on one page: what is audited, where the file stands, and the passphrase that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from audit_app.dates import parse_typed
from audit_app.model import AuditInfo, Country
from audit_app.operations import forms
from audit_app.operations.file import audits, retention, working_copy
from audit_app.operations.plan.modules import OfferedModules
from audit_app.ui.look import GRID, ColumnPage, Heading, alert_label, hint, spaced, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.module_boxes import ModuleBoxes
from audit_app.ui.parts.tab_order import chain
from audit_app.words import _

# Up to this strength (0 to 4) a passphrase is asked about once more.
_WEAK = 1

AUDIT_FILES = "Audits (*.audit);;All files (*)"


@dataclass(frozen=True)
class NewAudit:
    """What `audits.create_audit` needs."""

    path: Path
    passphrase: str
    form: str | Path
    info: AuditInfo
    person: str


class NewAuditPage(ColumnPage):
    """`filled(NewAudit)` when it is complete; `drawn_back` when the person goes away from it. `form_chosen`
    (a name or path) asks for `show_modules`, or `refuse_modules`, of that form."""

    filled = Signal(object)
    form_chosen = Signal(object)
    drawn_back = Signal()

    def __init__(self, messenger: Messenger, parent: QWidget | None = None) -> None:
        super().__init__(88, parent)
        self._messenger = messenger
        self._trouble = alert_label(parent=self)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        spaced(self._form, 0, 1).setHorizontalSpacing(2 * GRID)
        self._make_fields()
        self.body.addWidget(Heading(_("New audit"), 1, self))
        self.body.addWidget(self._trouble)
        self.body.addLayout(self._form)
        self.body.addLayout(self._buttons())
        self.body.addStretch(1)

    def start(self, person: str, shipped: tuple[forms.ShippedForm, ...]) -> None:
        """Begin with an empty page."""
        for editor in self.findChildren(QLineEdit):
            editor.clear()
        self._person.setText(person)
        self._kind.clear()
        for form in shipped:
            self._kind.addItem(form.title, form.name)
        self._kind.addItem(_("A form of your own…"), None)
        self._trouble.hide()
        self._warning.hide()
        self._rate_passphrase()
        self._ask_modules()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str, editor: QWidget | None = None) -> None:
        """Say what is missing or wrong, at the top, and go where it is."""
        self.setEnabled(True)
        self._trouble.setText(sentence)
        self._trouble.show()
        (editor or self._pick).setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self._trouble)

    def show_modules(self, form: str | Path, offered: OfferedModules) -> None:
        """What a form offers, unless another is chosen by now."""
        if form == self._kind.currentData():
            self._modules.show_offered(offered)
            chain(self.inside)

    def refuse_modules(self, form: str | Path, sentence: str) -> None:
        """Why there is nothing to choose from."""
        if form == self._kind.currentData():
            self._modules.say(sentence)

    def forget(self) -> None:
        """Keep no passphrase on the page."""
        self._first.clear()
        self._again.clear()

    def _make_fields(self) -> None:
        self._name = self._line(_("Name of the audit"))
        self._add(
            _("Name of the audit"), self._name, help_=_("For example: Case file audit 2026, first round")
        )
        self._kind = self._combo(_("Form"))
        self._kind.activated.connect(self._choose_form)
        self._modules = ModuleBoxes(self)
        self._add(_("Modules"), self._modules)
        self._area = self._line(_("Area"))
        self._add(_("Area"), self._area, help_=_("Your local authority or partnership"))
        self._country = self._combo(_("Country"))
        self._country.addItem(_("England"), Country.ENGLAND)
        self._country.addItem(_("Wales"), Country.WALES)
        self._from, self._until = self._line(_("Cases from")), self._line(_("Cases until"))
        until = QLabel(_("until"), self)
        help_ = _("Dates such as 1 April 2025. May stay empty, as may the round")
        self._add(_("Cases from"), self._from, until, self._until, help_=help_)
        self._round = self._line(_("Round"))
        self._add(_("Round"), self._round)
        self._kept = self._combo(_("Keep cases for"))
        for months in (0, *retention.USUAL):
            self._kept.addItem(retention.period_words(months), months)
        self._person = self._line(_("Your name or initials"))
        self._add(_("Your name or initials"), self._person, help_=_("Kept with each answer that you give"))
        self._make_safe_fields()

    def _make_safe_fields(self) -> None:
        self._path = self._line(_("File"))
        self._path.setReadOnly(True)
        self._path.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._pick = QPushButton(_("Choose where…"), self)
        self._pick.clicked.connect(self._choose_path)
        self._warning = text_label("", "warning", self)
        self._add(_("File"), self._path, self._pick)
        self._form.addRow("", self._warning)
        self._first = self._line(_("Passphrase"), secret=True)
        self._strength = hint("", self)
        self._add(_("Passphrase"), self._first, below=self._strength)
        self._again = self._line(_("Passphrase again"), secret=True)
        help_ = _("Without it, or the recovery code that you will be shown, nobody can open the file.")
        self._add(_("Passphrase again"), self._again, help_=help_)
        self._first.textChanged.connect(self._rate_passphrase)

    def _buttons(self) -> QHBoxLayout:
        self._make = QPushButton(_("Make the audit"), self)
        self._make.clicked.connect(self._give)
        back = QPushButton(_("Cancel"), self)
        back.clicked.connect(self.drawn_back)
        row = QHBoxLayout()
        spaced(row)
        row.addWidget(self._make)
        row.addWidget(back)
        row.addStretch(1)
        return row

    def _line(self, name: str, *, secret: bool = False) -> QLineEdit:
        editor = QLineEdit(self)
        editor.setAccessibleName(name)
        editor.returnPressed.connect(self._give)
        if secret:
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        return editor

    def _combo(self, name: str) -> QComboBox:
        editor = QComboBox(self)
        editor.setAccessibleName(name)
        self._add(name, editor)
        return editor

    def _add(self, label: str, *widgets: QWidget, help_: str = "", below: QLabel | None = None) -> None:
        """A row of the form: its label, what is filled in, and a hint close below it."""
        row, cell = QHBoxLayout(), QVBoxLayout()
        spaced(row)
        spaced(cell, 0, 0).setSpacing(4)
        for widget in widgets:
            row.addWidget(widget, 1 if isinstance(widget, QLineEdit | QComboBox | ModuleBoxes) else 0)
        cell.addLayout(row)
        if help_:
            widgets[0].setAccessibleDescription(help_)
            below = hint(help_, self)
        if below is not None:
            cell.addWidget(below)
        self._form.addRow(label, cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Labels stand above what is filled in where there is little room beside them: large text, long
        words."""
        form = getattr(self, "_form", None)  # Qt asks before there is one
        if form is None:
            return
        items = (form.itemAt(row, QFormLayout.ItemRole.LabelRole) for row in range(form.rowCount()))
        widest = max((item.sizeHint().width() for item in items if item), default=0)
        policies = QFormLayout.RowWrapPolicy
        crowded = widest * 3 > form.geometry().width() > 0
        form.setRowWrapPolicy(policies.WrapAllRows if crowded else policies.WrapLongRows)

    def _choose_form(self) -> None:
        if self._kind.currentData() is not None:
            self._ask_modules()
            return
        path = self._messenger.open_file(_("A form of your own"), _("Forms (*.xlsx);;All files (*)"))
        if path is None:
            self._kind.setCurrentIndex(0)
        else:
            self._kind.insertItem(0, path.name, path)
            self._kind.setCurrentIndex(0)
        self._ask_modules()

    def _ask_modules(self) -> None:
        self._modules.say(_("Reading the form…"))
        self.form_chosen.emit(self._kind.currentData())

    def _choose_path(self) -> None:
        suggested = (self._name.text().strip() or _("audit")).replace("/", "-") + ".audit"
        path = self._messenger.save_file(_("Where to keep the audit file"), AUDIT_FILES, suggested)
        if path is None:
            return
        self._path.setText(str(path))
        warning = working_copy.about(path)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))

    def _rate_passphrase(self) -> None:
        marks, sentence = audits.passphrase_strength(self._first.text())
        if self._first.text():
            self._strength.setText(_("Strength {marks} of 4. {hint}").format(marks=marks, hint=sentence))
        else:
            self._strength.setText(_("Four or more words that nobody would guess make a good passphrase."))

    def _missing(self) -> tuple[str, QWidget] | None:
        for editor, sentence in (
            (self._name, _("Give the audit a name.")),
            (self._person, _("Enter your name or initials.")),
            (self._path, _("Choose where to keep the file.")),
            (self._first, _("Choose a passphrase.")),
        ):
            if not editor.text().strip():
                return sentence, (self._pick if editor is self._path else editor)
        if self._kind.currentData() is None:
            return _("Choose a form."), self._kind
        if self._first.text() != self._again.text():
            return _("The two passphrases are not the same. Type them again."), self._again
        for editor in (self._from, self._until):
            text = editor.text().strip()
            day = parse_typed(text)
            if text and (day is None or len(day.iso) != 10):
                return _("Enter a whole date, such as 1 April 2025."), editor
        return None

    def _means_it(self) -> bool:
        """Whether the passphrase holds, or is wanted although it doesn't."""
        marks, sentence = audits.passphrase_strength(self._first.text())
        if marks > _WEAK:
            return True
        return self._messenger.ask(_("Use this weak passphrase?"), sentence, yes=_("Use it all the same"))

    def _period(self) -> str:
        ends = [parse_typed(editor.text().strip()) for editor in (self._from, self._until)]
        return "..".join(end.iso if end else "" for end in ends) if any(ends) else ""

    def _give(self) -> None:
        wrong = self._missing()
        if wrong:
            self.refuse(*wrong)
            return
        if not self._means_it():
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.setEnabled(False)
        self._trouble.hide()
        info = AuditInfo(
            name=self._name.text().strip(),
            country=Country(self._country.currentData()),
            area=self._area.text().strip(),
            period=self._period(),
            round=self._round.text().strip(),
            modules=self._modules.ticked(),
            settings=retention.settings(self._kept.currentData()),
        )
        form = self._kind.currentData()
        person = self._person.text().strip()
        self.filled.emit(NewAudit(Path(self._path.text()), self._first.text(), form, info, person))
