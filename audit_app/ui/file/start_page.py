"""The first page: a new audit, an old one, or the sample; and the audits opened last, by file name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from audit_app.ui.look import ColumnPage, Heading, hint, spaced
from audit_app.ui.parts.command_link import CommandLink
from audit_app.words import _


class StartPage(ColumnPage):
    """Sends what a person wants; holds nothing."""

    new_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    recent_asked = Signal(object)  # the path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(80, parent)
        self.body.addSpacing(24)
        self.body.addWidget(Heading(_("Case file audit"), 1, self))
        self.body.addWidget(
            hint(
                _(
                    "Audit case files and see what families needed, what they were "
                    "offered, and when. Everything stays in one encrypted file on this computer."
                ),
                self,
            )
        )
        self.body.addSpacing(8)
        for text, description, signal in (
            (_("New audit"), _("Choose a form, say what is audited, set a passphrase"), self.new_asked),
            (_("Open an audit"), _("An audit file that you were given or made before"), self.open_asked),
            (_("Sample audit"), _("Sixty made-up cases, to look around and try things"), self.sample_asked),
        ):
            self.body.addWidget(CommandLink(text, description, signal.emit, self))
        self._recent_heading = Heading(_("Opened last"), 3, self)
        self._recent = QWidget(self)
        self._links: list[_Recent] = []
        self._files = spaced(QVBoxLayout(self._recent), 0, 0)
        self.body.addSpacing(8)
        self.body.addWidget(self._recent_heading)
        self.body.addWidget(self._recent)
        self.body.addStretch(1)
        self.show_recent(())

    def take_focus(self) -> None:
        """Put the focus on the first choice."""
        self.findChildren(CommandLink)[0].setFocus()

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List these files by their names."""
        for link in self._links:
            self._files.removeWidget(link)
            link.deleteLater()
        self._links = [_Recent(path, self) for path in paths]
        for link in self._links:
            self._files.addWidget(link)
        self._recent_heading.setVisible(bool(paths))
        self._recent.setVisible(bool(paths))


class _Recent(QPushButton):
    def __init__(self, path: Path, page: StartPage) -> None:
        super().__init__(path.name, page)
        self._path = path
        self._page = page
        self.setFlat(True)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Open {file}").format(file=path.name))
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        self._page.recent_asked.emit(self._path)
