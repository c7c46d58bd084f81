"""Taking results out: which edition, what it hides, which pages; a look at what would leave; then where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from audit_app.lines.released import Released
from audit_app.operations.act.measures import rounds
from audit_app.operations.act.ranking import read_before, round_before
from audit_app.operations.audit import Audit, Progress
from audit_app.operations.read import pages
from audit_app.operations.read.cohort import Filters
from audit_app.operations.share import exporting, ledger, releasing
from audit_app.operations.share.releasing import INTERNAL, Draft
from audit_app.operations.share.reviewed_words import unreviewed_words
from audit_app.operations.share.reviewing import unreviewed
from audit_app.operations.share.texts import PlacedText
from audit_app.operations.share.wording import worded
from audit_app.ui.look import text_label
from audit_app.ui.messages import Messenger, ask_why
from audit_app.ui.share.export_form import ExportForm
from audit_app.ui.share.release_preview import ReleasePreview
from audit_app.ui.share.text_review import TextReviewDialog
from audit_app.ui.share.working_dialog import WorkingDialog
from audit_app.ui.tasks import Desk
from audit_app.words import _, in_use, languages, speaking


class Export(QObject):
    """Opens the dialog; `left` when something left through it."""

    left = Signal()

    def __init__(self, desk: Desk, drawing: Desk, messenger: Messenger, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._drawing, self._messenger, self._window = desk, drawing, messenger, parent
        self.dialog: ExportDialog | None = None

    def ask(self, audit: Audit, filters: Filters) -> None:
        """Ask what leaves of these cases and where it goes, and write it."""
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = ExportDialog(
            *(self._desk, self._drawing, self._messenger, audit, filters, self._window)
        )
        self.dialog.accepted.connect(self.left)
        self.dialog.open()


class ExportDialog(WorkingDialog):
    """Nothing is written before it has been looked at, but for the internal edition."""

    def __init__(
        self,
        desk: Desk,
        drawing: Desk,
        messenger: Messenger,
        audit: Audit,
        filters: Filters,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Take results out"), desk, messenger, audit, parent)
        self._filters = filters
        self._reader = _Reader(audit, filters)
        self.round = QComboBox(self)
        self.round.setAccessibleName(_("Which round"))
        for code, name in _rounds_to_choose(desk.now(rounds, audit), filters.round).items():
            self.round.addItem(name, code)
        self.round.setCurrentIndex(self.round.findData(filters.round or None))
        self._draft: Draft | None = None
        self._gathered: tuple[str, ...] = ()
        self._path = Path()
        remembered = desk.now(releasing.profile_for, audit, releasing.SHARED)
        self.form = ExportForm(remembered, pages.listed(audit), self)
        self.form.fill_in(desk.now(ledger.last_sending, audit))
        self.language = QComboBox(self)
        self.language.setAccessibleName(_("Language"))
        for code, name in languages().items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(in_use()))
        self.changed = QCheckBox(self)
        self._offer_changed()
        self.preview = ReleasePreview(drawing, self)
        self.unseen = text_label("", "warning", self)
        self.unseen.hide()
        self.texts: TextReviewDialog | None = None
        self._lay_out()
        self.round.activated.connect(self._choose_round)
        self.form.changed.connect(self._choose_anew)
        self.language.activated.connect(self._choose_anew)
        self.changed.toggled.connect(self._choose_anew)
        self.preview.gather_changed.connect(self._gather_anew)

    def _lay_out(self) -> None:
        # In the line below, beside the others, it would be too wide for a narrow window with large text.
        self.review = self.button(_("&Review texts…"), self.read_texts)
        self.look = self.button(_("&Preview"), self.make_preview)
        self.save = self.button(_("&Save…"), self.ask_where)
        self.leave = self.button(_("Close"), self.reject)
        self._add_choice(_("Which round"), self.round)
        self.body.addWidget(self.form)
        self._add_choice(_("Language"), self.language)
        self.body.addWidget(self.review, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.changed, self.trouble, self.unseen, self.preview):
            self.body.addWidget(widget)
        self.buttons(self.look, self.save, self.leave)

    def _add_choice(self, name: str, box: QComboBox) -> None:
        """A choice under its name, where there is more than one."""
        label = QLabel(name, self)
        label.setBuddy(box)
        for each in (label, box):
            each.setVisible(box.count() > 1)
            self.body.addWidget(each)

    def _choose_round(self, *_on: object) -> None:
        """Several rounds leave as one only if somebody says so."""
        if self._is_asked():
            return
        self._filters = replace(self._filters, round=str(self.round.currentData()))
        self._reader = _Reader(self._audit, self._filters)
        self._offer_changed()
        self._choose_anew()

    def _offer_changed(self) -> None:
        before = self._desk.now(round_before, self._audit, self._filters.round)
        self.changed.setText(_("With what changed since “{round}”").format(round=before))
        self.changed.setVisible(bool(before))
        self.changed.setChecked(self.changed.isChecked() and bool(before))

    def _is_asked(self) -> bool:
        """Whether nobody has said yet which round."""
        return self.round.count() > 1 and self.round.currentData() is None

    # The preview

    def make_preview(self) -> None:
        """Work out what would leave, off the interface's thread."""
        self.say("")
        self._gathered = self.preview.gathered()
        asked = self.changed.isChecked()
        choice = (self._spoken(), self.form.pages(), self.form.profile(), self._gathered, asked)
        self.work(self._desk.later(
            self._reader.draft, *choice, done=self._show, failed=self.fail, progress=self.tell
        ))  # fmt: skip

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self.preview.show_released(draft.released, self._gathered)
        self._say_unseen(draft.worded.printed(draft.released, self.form.format()))
        self.suit()
        self.save.setFocus()
        self.come_to(self.preview)

    def _choose_anew(self, *_on: object) -> None:
        self._draft = None
        self.preview.clear()
        self.unseen.hide()
        self.say("")
        self.suit()

    def _gather_anew(self) -> None:
        self._draft = None
        self.suit()

    # Texts that people typed

    def read_texts(self) -> None:
        """Read the texts that would leave, off the interface's thread, and show them."""
        self.say("")
        self.work(self._desk.later(self._reader.texts, done=self._show_texts, failed=self.fail))

    def _show_texts(self, texts: Sequence[PlacedText]) -> None:
        self._count_unseen(texts)
        if not texts:
            self.say(_("No text that people typed would leave."))
            return
        if self.texts is not None:
            self.texts.deleteLater()
        self.texts = TextReviewDialog(self._desk, self._audit, texts, self._reader.texts, self)
        self.texts.finished.connect(self._reviewed)
        self.texts.open()

    def _reviewed(self, _result: int) -> None:
        """What was looked at before is to be looked at again once other texts would leave."""
        assert self.texts is not None
        self._count_unseen(self._desk.now(self._reader.texts))
        if self.texts.changed:
            self._choose_anew()

    def _say_unseen(self, texts: Sequence[PlacedText]) -> None:
        words = unreviewed_words(texts)
        self.unseen.setText(words)
        self.unseen.setVisible(bool(words))
        self._count_unseen(texts)

    def _count_unseen(self, texts: Sequence[PlacedText]) -> None:
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
        self.say("")
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
            partial(speaking(self._spoken())(write), sending=sending),
            format=self.form.format(),
            done=self._written,
            failed=self.fail,
            progress=self.tell,
        )
        self.work(task)

    def _spoken(self) -> str:
        """The code of the language of the output."""
        return str(self.language.currentData() or "")

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

    def suit(self) -> None:
        """Allow what can be done now."""
        quiet, internal = self.quiet, self.form.edition() == INTERNAL
        ready = quiet and not self._is_asked()
        self.round.setEnabled(quiet)
        self.form.setEnabled(quiet)
        self.preview.setEnabled(quiet)
        self.look.setVisible(not internal)
        self.changed.setEnabled(quiet and not internal)
        self.review.setVisible(not internal)
        self.review.setEnabled(ready)
        self.look.setEnabled(ready and bool(self.form.pages()))
        self.save.setEnabled(ready and (internal or self._draft is not None))


def _rounds_to_choose(known: tuple[str, ...], chosen: str) -> dict[str | None, str]:
    """Which round leaves, by its name (empty: all of them together); of several none is chosen unasked."""
    if len(known) < 2:
        return {}
    ask: dict[str | None, str] = {} if chosen else {None: _("Choose which round…")}
    together = _("All rounds together: {rounds}").format(rounds=", ".join(known))
    return {**ask, **{name: name for name in known}, "": together}


class _Reader:
    """Reads the cohort once for all previews; used on the desk's thread alone."""

    def __init__(self, audit: Audit, filters: Filters) -> None:
        self._audit, self._filters = audit, filters
        self._language = ""
        self._reading: Any = None  # with its words in that language

    def draft(
        self,
        language: str,
        page_ids: tuple[str, ...],
        profile: str,
        gather: tuple[str, ...],
        changed: bool,
        progress: Progress,
    ) -> Draft:
        """What these pages would print; with what `changed` since the round before, if asked."""
        if language != self._language:
            self._language, self._reading = language, None
        with speaking(language):
            earlier = read_before(self._audit, self._filters) if changed else None
            return releasing.preview(
                *(self._audit, self._read(), page_ids, profile, gather, progress), earlier=earlier
            )

    def texts(self) -> tuple[PlacedText, ...]:
        """The texts that would leave, with what was decided by now."""
        return worded(self._audit, self._read()).texts

    def _read(self) -> Any:
        if self._reading is None:
            self._reading = pages.read(self._audit, self._filters)
        return self._reading
