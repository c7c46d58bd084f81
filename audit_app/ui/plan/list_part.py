"""The list of cases: what a file was understood to say, mapped by hand where it isn't known, then taken
in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from audit_app.operations.case import pseudonyms
from audit_app.operations.plan import case_lists, import_undo, standing
from audit_app.operations.plan.case_lists import ImportedList, Meaning, Preview
from audit_app.operations.plan.import_undo import ImportTakenBack
from audit_app.ui.actions import action
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, Heading, hint, spaced, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart
from audit_app.ui.plan.understood import Understood, problem_columns
from audit_app.ui.tasks import Desk
from audit_app.words import _, marked, plural

LISTS = marked("Lists (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.xml *.zip);;All files (*)")


class ListPart(ScrollingPart):
    """Import with a preview. Nothing is taken in before the person agrees."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("List of cases"), desk, messenger, changes, parent)
        self._preview: Preview | None = None
        self._about = text_label("", parent=self)
        self._key = hint("", self)
        self._choose = QPushButton(_("Choose a list…"), self)
        self._choose.clicked.connect(self.choose)
        self._folder = QPushButton(_("Choose a folder…"), self)
        self._folder.clicked.connect(self.choose_folder)
        self._heading = Heading("", 2, self)
        self._counts = text_label("", parent=self)
        self._belonging = text_label("", parent=self)
        self._notes = hint("", self)
        self._missing = text_label("", "warning", self)
        self._keep = QCheckBox(_("The list holds pseudonyms already: keep them"), self)
        self._keep.clicked.connect(self._keep_references)
        self._everyone = QCheckBox(_("List children of every age"), self)
        self._everyone.clicked.connect(self._list_everyone)
        self.understood = Understood(self)
        self.understood.meaning_chosen.connect(self._map)
        self._take = QPushButton("", self)
        self._take.clicked.connect(self.take_in)
        self._drop = QPushButton(_("Bring nothing in"), self)
        self._drop.clicked.connect(self._dismiss)
        self.undo = QPushButton(_("Take the last import back…"), self)
        self.undo.clicked.connect(self._take_back)
        action("choose_list", self.choose, self)
        self._lay_out()

    def _lay_out(self) -> None:
        first = QVBoxLayout()
        spaced(first, 0, 1)
        first.addWidget(self._about)
        first.addWidget(self._key)
        buttons = FlowLayout(gap=GRID)
        for button in (self._choose, self._folder, self.undo):
            buttons.addWidget(button)
        first.addLayout(buttons)
        self.body.addLayout(first)
        self._shown = QWidget(self)
        layout = QVBoxLayout(self._shown)
        spaced(layout, 0, 1)
        words = (self._heading, self._counts, self._belonging, self._notes, self._missing)
        for widget in (*words, self._everyone, self._keep):
            layout.addWidget(widget)
        layout.addWidget(self.understood, 1)
        buttons = FlowLayout(gap=GRID)
        for button in (self._take, self._drop):
            buttons.addWidget(button)
        layout.addLayout(buttons)
        self._nothing = QWidget(self)
        self.left_out = RowsTable(_("What was not brought in"), problem_columns(), self)
        self._body = QStackedWidget(self)
        for page in (self._nothing, self._shown, self.left_out):
            self._body.addWidget(page)
        self.body.addWidget(self._body, 1)

    def read(self) -> None:
        """Read how many cases are listed."""
        n = self.ask(standing.listed) or 0
        self._about.setText(self._words(n))
        linked = self.ask(pseudonyms.has_key)
        self._key.setText(key_words(pseudonyms.key_path(self.audit).name) if linked else "")
        self._key.setVisible(bool(linked))
        self.undo.setVisible(self.ask(import_undo.last_import) is not None)

    def forget(self) -> None:
        """Drop the preview of another audit's list."""
        self._dismiss()

    def take_focus(self) -> None:
        """Put the focus on what to do next."""
        if self._preview is None:
            self._choose.setFocus()
        elif self._preview.missing:
            self.understood.take_focus()
        else:
            self._take.setFocus()

    def choose(self) -> None:
        """Choose a file, and see what it is understood to say."""
        path = self._messenger.open_file(_("Choose a list of cases"), _(LISTS))
        if path is not None and self._audit is not None:
            self.preview(path)

    def choose_folder(self) -> None:
        """Choose a folder of CSV files, as extracts of several tables come."""
        path = self._messenger.folder(_("Choose a folder of CSV files"))
        if path is not None and self._audit is not None:
            self.preview(path)

    def preview(self, path: Path) -> None:
        """Show what importing this file would do."""
        self._dismiss()
        self.start(case_lists.preview, path, title=_("Reading the list"), done=self._show)

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        self._heading.setText(f"{preview.file}: {preview.layout_words}")
        self._counts.setText(counts_words(preview))
        for label, sentences in ((self._belonging, preview.belonging), (self._notes, preview.notes)):
            label.setText(" ".join(sentences))
            label.setVisible(bool(sentences))
        self._everyone.setChecked(preview.everyone)
        self._everyone.setVisible(preview.chooses)
        self._missing.setText(preview.missing)
        self._missing.setVisible(bool(preview.missing))
        self._keep.setChecked(preview.keep_references)
        self.understood.show_list(preview)
        n = preview.n_new + preview.n_updated
        self._take.setText(plural("Bring in {n} case", "Bring in {n} cases", n))
        self._take.setEnabled(not preview.missing and n > 0)
        self._choose.setText(_("Choose another list…"))
        self._body.setCurrentWidget(self._shown)
        self.take_focus()

    def _dismiss(self) -> None:
        self._preview = None
        self.trouble.hide()
        self._choose.setText(_("Choose a list…"))
        self._body.setCurrentWidget(self._nothing)

    def _map(self, column: str, meaning: Meaning) -> None:
        self._remap({column: meaning})

    def _keep_references(self, keep: bool) -> None:
        self._remap({}, keep_references=keep)

    def _list_everyone(self, everyone: bool) -> None:
        self._remap({}, everyone=everyone)

    def _remap(self, mapping: dict[str, Meaning], **kwargs: bool) -> None:
        shown = self._preview and self.ask(case_lists.remap, self._preview, mapping, **kwargs)
        if shown is not None:
            self._show(shown)

    def take_in(self) -> None:
        """Bring in the list that is shown."""
        title = _("Bringing in the list")
        self.start(case_lists.import_list, self._preview, title=title, done=self._imported)

    def _imported(self, result: ImportedList) -> None:
        self._dismiss()
        self.changed(ChangeKind.CASES, ChangeKind.AUDIT)
        self._about.setText(f"{result_words(result)} {self._about.text()}")
        if result.problems:
            self.left_out.show_rows(result.problems)
            self._body.setCurrentWidget(self.left_out)
        self.take_focus()

    def _take_back(self) -> None:
        last = self.ask(import_undo.last_import)
        if last is None:
            return
        text = _("The list {file}: {added}, {updated}.").format(
            file=last.file,
            added=plural("one case goes", "{n} cases go", len(last.added)),
            updated=plural("one is again as it was", "{n} are again as they were", len(last.before)),
        )
        if self._messenger.ask(_("Take the last import back?"), text, yes=_("Take it back")):
            self.start(import_undo.take_back, title=_("Taking the list back"), done=self._taken_back)

    def _taken_back(self, _done: ImportTakenBack) -> None:
        self._body.setCurrentWidget(self._nothing)
        self.changed(ChangeKind.CASES, ChangeKind.AUDIT)
        self.take_focus()

    def _words(self, n: int) -> str:
        if n:
            return plural("{n} case is listed.", "{n} cases are listed.", n)
        return _(
            "Bring in the list that the cases are to be chosen from: a CSV or Excel file, an Annex A "
            "workbook, the children in need census, an SSDA903 file, the Welsh children receiving care and "
            "support census, or a Standard Safeguarding Dataset extract (a folder or zip of CSV files). You "
            "see what was understood before anything is kept."
        )


def key_words(name: str) -> str:
    """What a person should know about the key file."""
    return _(
        "Each case-system number has been replaced by a random reference. The key file “{name}” beside "
        "the audit is the only way back: keep a copy safe, and give it to nobody."
    ).format(name=name)


def result_words(result: ImportedList) -> str:
    """What an import did."""
    parts = [
        _("{n} added").format(n=result.added),
        _("{n} updated").format(n=result.updated) if result.updated else "",
        _("{n} unchanged").format(n=result.unchanged) if result.unchanged else "",
        _("{n} refused").format(n=result.refused) if result.refused else "",
    ]
    return f"{', '.join(part for part in parts if part)}."


def counts_words(preview: Preview) -> str:
    """What importing the list would do."""
    parts = [
        plural("{n} row.", "{n} rows.", preview.n_rows),
        plural("{n} new case", "{n} new cases", preview.n_new),
        _("{n} updated").format(n=preview.n_updated) if preview.n_updated else "",
        _("{n} unchanged").format(n=preview.n_unchanged) if preview.n_unchanged else "",
        _("{n} refused").format(n=preview.n_refused) if preview.n_refused else "",
        _("{n} left out").format(n=preview.n_left_out) if preview.n_left_out else "",
    ]
    rows, *rest = (part for part in parts if part)
    said = [f"{rows} {', '.join(rest)}."] if not preview.missing else [rows]
    if preview.remembered:
        said.append(_("The columns are taken as they were the last time."))
    said.append(_("Nothing has been brought in yet."))
    return " ".join(said)
