"""One output of a plan: its file, which edition, what of which cases, what for and to whom."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from audit_app.operations.read.cohort import FilterChoice
from audit_app.operations.share.exporting import ending_of
from audit_app.operations.share.planning import Planned
from audit_app.operations.share.releasing import RESTRICTED, SHARED
from audit_app.ui.look import GRID, ColumnPage, Heading, alert_label, hint, spaced
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.filters import FilterBar
from audit_app.ui.parts.named_group import NamedGroup
from audit_app.ui.share.export_form import ExportForm
from audit_app.words import _

_SIZE = (80 * GRID, 84 * GRID)
_ENDINGS = (".xlsx", ".pdf", ".zip")


class PlannedDialog(QDialog):
    """Begins with an output as it is planned; `planned` is what it became. `taken` are the names of the
    plan's other files; `choices` and `dates` what cases can be read by."""

    def __init__(
        self,
        title: str,
        planned: Planned,
        taken: Collection[str],
        choices: tuple[FilterChoice, ...],
        dates: tuple[tuple[str, str], ...],
        pages: tuple[tuple[str, str], ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.planned = planned
        self._taken = {name.casefold() for name in taken}
        self.setWindowTitle(title)
        self.name = QLineEdit(Path(planned.file).stem, self)
        self.name.setAccessibleName(_("Name of the file"))
        self.form = ExportForm(planned.profile, pages, self, (SHARED, RESTRICTED))
        self.form.choose(planned.edition, planned.profile, planned.format, planned.page_ids)
        self.form.fill_in(planned.sending)
        self.form.changed.connect(self._suit)
        self.form.formats.activated.connect(self._suit)
        self.name.textEdited.connect(self._suit)
        self.cases = FilterBar(self)
        self.cases.offer(choices, dates)
        self.cases.show_filters(planned.filters)
        self.trouble = alert_label(parent=self)
        self.trouble.hide()
        self._lay_out(title)
        self._suit()
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        self.name.setFocus()

    def _lay_out(self, title: str) -> None:
        self.page = ColumnPage(160, self)
        label = QLabel(_("Name of the file"), self)
        label.setBuddy(self.name)
        self.file = hint("", self)
        which = NamedGroup(_("Which cases"), parent=self)
        inside = spaced(QVBoxLayout(which))
        inside.addWidget(Heading(_("Which cases"), 3, which))
        inside.addWidget(self.cases)
        for widget in (Heading(title, 1, self), label, self.name, self.file, self.form, which):
            self.page.body.addWidget(widget)
        self.page.body.addStretch(1)
        self.keep = push_button(_("&Keep in the plan"), self.accept, self)
        self.leave = push_button(_("Cancel"), self.reject, self)
        line = spaced(QHBoxLayout())
        line.addStretch(1)
        line.addWidget(self.keep)
        line.addWidget(self.leave)
        below = spaced(QVBoxLayout(), 2, 1)
        below.addWidget(self.trouble)  # below, where it is seen wherever the page was scrolled to
        below.addLayout(line)
        down = spaced(QVBoxLayout(self))
        down.addWidget(self.page, 1)
        down.addLayout(below)

    def accept(self) -> None:
        trouble = self._trouble()
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        if trouble:
            return
        self.planned = Planned(
            self._file(),
            self.form.edition(),
            self.form.profile() if self.form.edition() == SHARED else "",
            self.form.pages(),
            self.cases.filters(),
            self.form.sending(),
        )
        super().accept()

    def _trouble(self) -> str:
        if not self._stem():
            return _("Give the file a name.")
        if Path(self._file()).name != self._file() or "\\" in self._file():
            return _("{file} is no file name. Leave out folders.").format(file=self._file())
        if self._file().casefold() in self._taken:
            return _("The plan has a file {file} already. Give this one another name.").format(
                file=self._file()
            )
        return "" if self.form.pages() else _("Choose at least one page.")

    def _stem(self) -> str:
        name = self.name.text().strip()
        ending = next((each for each in _ENDINGS if name.casefold().endswith(each)), "")
        return name[: len(name) - len(ending)].strip()

    def _file(self) -> str:
        return f"{self._stem()}.{ending_of(self.form.format())}"

    def _suit(self, _what: object = None) -> None:
        self.file.setText(_("Written as {file}").format(file=self._file()) if self._stem() else "")
