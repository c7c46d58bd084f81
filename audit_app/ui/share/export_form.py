"""The choices of an export: edition, what is hidden, format and pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from audit_app.operations.read.pages import ALL_PAGES
from audit_app.operations.share.exporting import CSV, PARQUET, PDF, XLSX, ending_of
from audit_app.operations.share.ledger import Sending
from audit_app.operations.share.releasing import (
    EDITIONS,
    INTERNAL,
    RESTRICTED,
    SHARED,
    SHARED_PROFILES,
    profile_words,
)
from audit_app.ui.look import GRID, Heading, hint, spaced
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.named_group import NamedGroup
from audit_app.words import _

_INDENT = 3 * GRID
_FORMATS = {INTERNAL: (XLSX, CSV, PARQUET), RESTRICTED: (XLSX, PDF, CSV), SHARED: (XLSX, PDF, CSV)}


class ExportForm(QWidget):
    """Says what was chosen; `changed` when it has changed. It begins with the shared edition. `pages` are the
    ids and titles of the audit's pages."""

    changed = Signal()

    def __init__(
        self,
        profile: str,
        pages: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        editions: Collection[str] = EDITIONS,
    ) -> None:
        super().__init__(parent)
        self._down = QVBoxLayout(self)
        spaced(self._down, 0, 1)
        self._editions = QButtonGroup(self)
        self.editions: dict[str, QRadioButton] = {}
        self._add_editions(editions)
        self.profiles = self._combo(_("What is hidden"))
        for id_, name in profile_names().items():
            self.profiles.addItem(name, id_)
        self.profiles.setCurrentIndex(self.profiles.findData(profile))
        self._rule = hint("", self)
        self._down.addWidget(self._rule)
        self.formats = self._combo(_("Format"))
        self.purpose = self._line(_("What for"))
        self.recipient = self._line(_("Who receives it"))
        self.boxes: dict[str, QCheckBox] = {}
        self._add_pages(pages)
        self._editions.buttonClicked.connect(self._on_edition)
        self.profiles.activated.connect(self._on_changed)
        self._suit()

    def edition(self) -> str:
        """The edition that is chosen."""
        return next(name for name, button in self.editions.items() if button.isChecked())

    def profile(self) -> str:
        """The disclosure profile of the restricted or shared edition."""
        return RESTRICTED if self.edition() == RESTRICTED else str(self.profiles.currentData())

    def format(self) -> str:
        """The format of the file, which is its ending too."""
        return str(self.formats.currentData())

    def kinds(self) -> str:
        """The files that may be saved, as file dialogs write them."""
        return f"{_format_words()[self.format()]} (*.{ending_of(self.format())})"

    def pages(self) -> tuple[str, ...]:
        """The pages that are ticked, in order."""
        return tuple(id_ for id_, box in self.boxes.items() if box.isChecked())

    def sending(self) -> Sending:
        """What is said of the output, for the ledger."""
        return Sending(self.purpose.text(), self.recipient.text())

    def fill_in(self, said: Sending) -> None:
        """Say the same as last time."""
        self.purpose.setText(said.purpose)
        self.recipient.setText(said.recipient)

    def choose(self, edition: str, profile: str, format: str, page_ids: Collection[str]) -> None:
        """Begin with these."""
        self.editions[edition].setChecked(True)
        self.profiles.setCurrentIndex(max(0, self.profiles.findData(profile)))
        self._suit()
        self.formats.setCurrentIndex(max(0, self.formats.findData(format)))
        for id_, box in self.boxes.items():
            box.setChecked(id_ in page_ids or tuple(page_ids) == ALL_PAGES)

    def _add_editions(self, editions: Collection[str]) -> None:
        group = NamedGroup(_("Edition"), parent=self)
        inside = QVBoxLayout(group)
        spaced(inside, 0, 0)
        inside.addWidget(Heading(_("Edition"), 3, group))
        for name, (label, about) in _edition_words().items():
            if name not in editions:
                continue
            button = QRadioButton(label, group)
            button.setAccessibleDescription(about)
            button.setChecked(name == SHARED)
            self.editions[name] = button
            self._editions.addButton(button)
            below = hint(about, group)
            below.setContentsMargins(_INDENT, 0, 0, GRID)
            inside.addWidget(button)
            inside.addWidget(below)
        self._down.addWidget(group)

    def _combo(self, name: str) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        # Its longest words must not make the page wider than a narrow window with large text.
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(14)
        made.setProperty("label", self._labelled(name, made))
        return made

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setAccessibleName(name)
        self._labelled(name, made)
        return made

    def _labelled(self, name: str, editor: QWidget) -> QLabel:
        label = QLabel(name, self)
        label.setBuddy(editor)
        self._down.addWidget(label)
        self._down.addWidget(editor)
        return label

    def _add_pages(self, pages: Sequence[tuple[str, str]]) -> None:
        self._pages = NamedGroup(_("Pages"), parent=self)
        inside = QGridLayout(self._pages)
        spaced(inside, 0, 1)
        inside.addWidget(Heading(_("Pages"), 3, self._pages), 0, 0)
        for text, slot, column in ((_("Tick all"), self._all, 1), (_("Tick none"), self._none, 2)):
            button = push_button(text, slot, self._pages)
            button.setProperty("role", "quiet")
            inside.addWidget(button, 0, column)
        inside.setColumnStretch(3, 1)
        for place, (id_, title) in enumerate(pages):
            box = QCheckBox(title, self._pages)
            box.setChecked(True)
            box.clicked.connect(self._on_changed)
            self.boxes[id_] = box
            inside.addWidget(box, 1 + place, 0, 1, 4)
        self._down.addWidget(self._pages)

    def _suit(self) -> None:
        edition = self.edition()
        for widget in (self.profiles, self.profiles.property("label")):
            widget.setVisible(edition == SHARED)
        self._pages.setVisible(edition != INTERNAL)
        self._rule.setVisible(edition != INTERNAL)
        self._rule.setText(profile_words()[self.profile()])
        self.formats.clear()
        for name in _FORMATS[edition]:
            self.formats.addItem(_format_words()[name], name)

    def _on_edition(self, _button: object) -> None:
        self._suit()
        self.changed.emit()

    def _on_changed(self, _what: object) -> None:
        self._rule.setText(profile_words()[self.profile()])
        self.changed.emit()

    def _all(self) -> None:
        self._tick(True)

    def _none(self) -> None:
        self._tick(False)

    def _tick(self, ticked: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(ticked)
        self.changed.emit()


def _edition_words() -> dict[str, tuple[str, str]]:
    return {
        SHARED: (
            _("Shared"),
            _("May be sent. Small numbers are hidden, and others that were found to give one away."),
        ),
        RESTRICTED: (
            _("Restricted"),
            _(
                "For the steering group of this partnership: one question a table, 1 and 2 are hidden, "
                "answers that mean much the same are gathered; marked on every page."
            ),
        ),
        INTERNAL: (
            _("Internal"),
            _(
                "For your own team, with the cases behind each number: not for sharing. It is not encrypted, "
                "so keep it where case files may be kept."
            ),
        ),
    }


def profile_names() -> dict[str, str]:
    """What each profile of the shared edition is called."""
    names = {
        "dfe": _("As the Department for Education publishes"),
        "strict": _("Strict: nothing below 10"),
        "statswales": _("As StatsWales publishes"),
    }
    return {name: names[name] for name in SHARED_PROFILES}


def _format_words() -> dict[str, str]:
    return {
        XLSX: _("Excel workbook"),
        PDF: _("Printed report, PDF"),
        CSV: _("Tables as CSV files, in a zip"),
        PARQUET: _("Tables as Parquet files, in a zip"),
    }
