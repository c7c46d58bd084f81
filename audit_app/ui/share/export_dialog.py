"""Taking results out: which edition, what it hides, which pages; a look at what would leave; then where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from audit_app.lines.released import Released
from audit_app.operations.audit import Audit, Progress
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import exporting, ledger, releasing
from audit_app.operations.share.releasing import INTERNAL, Draft
from audit_app.operations.share.reviewed_words import unreviewed_words
from audit_app.operations.share.reviewing import unreviewed
from audit_app.operations.share.texts import Text
from audit_app.operations.share.wording import worded
from audit_app.ui.look import GRID, ColumnPage, Heading, spaced, text_label
from audit_app.ui.messages import Messenger, ask_why
from audit_app.ui.share.export_form import ExportForm
from audit_app.ui.share.release_preview import ReleasePreview
from audit_app.ui.share.text_review import TextReview
from audit_app.ui.tasks import Desk, Task
from audit_app.words import _

_SIZE = (88 * GRID, 80 * GRID)


class Export(QObject):
    """Opens the dialog; `left` when something left through it."""

    left = Signal()

    def __init__(self, desk: Desk, messenger: Messenger, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._messenger, self._window = desk, messenger, parent
        self.dialog: ExportDialog | None = None

    def ask(self, audit: Audit, filters: Filters) -> None:
        """Ask what leaves of these cases and where it goes, and write it."""
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = ExportDialog(self._desk, self._messenger, audit, filters, self._window)
        self.dialog.accepted.connect(self.left)
        self.dialog.open()


class ExportDialog(QDialog):
    """Nothing is written before it has been looked at, but for the internal edition."""

    def __init__(
        self, desk: Desk, messenger: Messenger, audit: Audit, filters: Filters, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._messenger = desk, messenger
        self._audit, self._filters = audit, filters
        self._reader = _Reader(audit, filters)
        self._draft: Draft | None = None
        self._gathered: tuple[str, ...] = ()
        self._task: Task | None = None
        self._path = Path()
        self.setWindowTitle(_("Take results out"))
        remembered = desk.now(releasing.profile_for, audit, releasing.SHARED)
        self.form = ExportForm(remembered, self)
        self.form.fill_in(desk.now(ledger.last_sending, audit))
        self.preview = ReleasePreview(self)
        self.trouble = text_label("", "error", self)
        self.trouble.hide()
        self.unseen = text_label("", "warning", self)
        self.unseen.hide()
        self.texts: TextReview | None = None
        self._lay_out()
        self.form.changed.connect(self._choose_anew)
        self.preview.gather_changed.connect(self._gather_anew)
        self._suit()
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))

    def _lay_out(self) -> None:
        column = ColumnPage(160, self)
        column.body.addWidget(Heading(_("Take results out"), 1, self))
        # In the line below, beside the others, it would be too wide for a narrow window with large text.
        self.review = QPushButton(_("&Review texts…"), self)
        column.body.addWidget(self.form)
        column.body.addWidget(self.review, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.trouble, self.unseen, self.preview):
            column.body.addWidget(widget)
        column.body.addStretch(1)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(_("How far the check is"))
        self.stop = QPushButton(_("Cancel"), self)
        self.look = QPushButton(_("&Preview"), self)
        self.save = QPushButton(_("&Save…"), self)
        self.leave = QPushButton(_("Close"), self)
        for button, slot in (
            (self.stop, self._stop),
            (self.review, self.read_texts),
            (self.look, self.make_preview),
            (self.save, self.ask_where),
            (self.leave, self.reject),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        line = QHBoxLayout()
        spaced(line, 2, 1)
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop)
        line.addStretch(1)
        for button in (self.look, self.save, self.leave):
            line.addWidget(button)
        down = QVBoxLayout(self)
        spaced(down)
        down.addWidget(column, 1)
        down.addLayout(line)
        self._work(None)

    # The preview

    def make_preview(self) -> None:
        """Work out what would leave, off the interface's thread."""
        self._say("")
        self._gathered = self.preview.gathered()
        choice = (self.form.pages(), self.form.profile(), self._gathered)
        self._work(self._desk.later(
            self._reader.draft, *choice, done=self._show, failed=self._fail, progress=self._tell
        ))  # fmt: skip

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self.preview.show_released(draft.released, self._gathered)
        self._say_unseen(draft.worded.printed(draft.released, self.form.format()))
        self._suit()
        self.save.setFocus()

    def _choose_anew(self) -> None:
        self._draft = None
        self.preview.clear()
        self.unseen.hide()
        self._say("")
        self._suit()

    def _gather_anew(self) -> None:
        self._draft = None
        self._suit()

    # Texts that people typed

    def read_texts(self) -> None:
        """Read the texts that would leave, off the interface's thread, and show them."""
        self._say("")
        self._work(self._desk.later(self._reader.texts, done=self._show_texts, failed=self._fail))

    def _show_texts(self, texts: Sequence[Text]) -> None:
        self._count_unseen(texts)
        if not texts:
            self._say(_("No text that people typed would leave."))
            return
        if self.texts is not None:
            self.texts.deleteLater()
        self.texts = TextReview(self._desk, self._audit, texts, self._reader.texts, self)
        self.texts.finished.connect(self._reviewed)
        self.texts.open()

    def _reviewed(self, _result: int) -> None:
        """What was looked at before is to be looked at again once other texts would leave."""
        assert self.texts is not None
        self._count_unseen(self._desk.now(self._reader.texts))
        if self.texts.changed:
            self._choose_anew()

    def _say_unseen(self, texts: Sequence[Text]) -> None:
        words = unreviewed_words(texts)
        self.unseen.setText(words)
        self.unseen.setVisible(bool(words))
        self._count_unseen(texts)

    def _count_unseen(self, texts: Sequence[Text]) -> None:
        n = len(unreviewed(texts))
        self.review.setText(_("&Review texts ({n})…").format(n=n) if n else _("&Review texts…"))

    # Writing

    def ask_where(self) -> None:
        """Ask where the file goes, and write it there."""
        draft, sending = self._draft, self.form.sending()
        if draft is not None and draft.released.warnings:
            why = self._why(draft)
            if why is None:
                return
            sending = replace(sending, why=why)
        path = self._messenger.save_file(
            _("Take results out"),
            self.form.kinds(),
            f"{self._audit.path.stem}.{exporting.ending_of(self.form.format())}",
        )
        if path is None:
            return
        self._path = path
        self._say("")
        write: Callable[..., Released | None]
        if self.form.edition() == INTERNAL:
            write = partial(exporting.export, self._audit, path, edition=INTERNAL, filters=self._filters)
        elif draft is not None:
            edition = self.form.edition()
            write = partial(
                exporting.export_draft, self._audit, path, draft, edition=edition, despite_earlier=True
            )
        else:
            return
        task = self._desk.later(
            partial(write, sending=sending),
            format=self.form.format(),
            done=self._written,
            failed=self._fail,
            progress=self._tell,
        )
        self._work(task)

    def _why(self, draft: Draft) -> str | None:
        return ask_why(
            self._messenger,
            _("Before it leaves"),
            draft.released.warnings,
            note=_(
                "Save it only if nobody will hold both outputs, or if you know why it is safe. The ledger "
                "keeps these warnings and your reason."
            ),
            yes=_("Save it all the same"),
        )

    def _written(self, released: Released | None) -> None:
        if released is None:
            text = _("{file} contains small numbers: not for sharing.").format(file=self._path.name)
        else:
            text = " ".join([self._path.name, _("is written."), releasing.hidden_words(released)])
        self.accept()
        self._messenger.tell(_("The results are written"), text)

    # What they share

    def reject(self) -> None:
        self._stop()
        super().reject()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _work(self, task: Task | None) -> None:
        self._task = task
        self.bar.setVisible(task is not None)
        self.bar.setRange(0, 0)
        self.stop.setVisible(task is not None and task.can_cancel)
        self.form.setEnabled(task is None)
        self.preview.setEnabled(task is None)
        if task is not None:
            task.ended.connect(self._rest)
        self._suit()

    def _rest(self) -> None:
        self._work(None)

    def _tell(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _fail(self, error: Exception) -> None:
        self._say(str(error))

    def _say(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _suit(self) -> None:
        """Allow what can be done now."""
        quiet, internal = self._task is None, self.form.edition() == INTERNAL
        self.look.setVisible(not internal)
        self.review.setVisible(not internal)
        self.review.setEnabled(quiet)
        self.look.setEnabled(quiet and bool(self.form.pages()))
        self.save.setEnabled(quiet and (internal or self._draft is not None))


class _Reader:
    """Reads the cohort once for all previews; used on the desk's thread alone."""

    def __init__(self, audit: Audit, filters: Filters) -> None:
        self._audit, self._filters = audit, filters
        self._reading: Any = None

    def draft(
        self, page_ids: tuple[str, ...], profile: str, gather: tuple[str, ...], progress: Progress
    ) -> Draft:
        """What these pages would print."""
        return releasing.preview(self._audit, self._read(), page_ids, profile, gather, progress)

    def texts(self) -> tuple[Text, ...]:
        """The texts that would leave, with what was decided by now."""
        return worded(self._audit, self._read()).texts

    def _read(self) -> Any:
        if self._reading is None:
            self._reading = pages.read(self._audit, self._filters)
        return self._reading
