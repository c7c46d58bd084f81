"""A release as one plan: what goes to whom, a look at it decided together, and all of it into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.read import shown_first
from audit_app.operations.share import planning
from audit_app.operations.share.planning import Planned
from audit_app.operations.share.releasing import Draft
from audit_app.operations.share.reviewed_words import unreviewed_words
from audit_app.operations.share.reviewing import unreviewed
from audit_app.operations.share.texts import PlacedText
from audit_app.ui.look import hint, text_label
from audit_app.ui.messages import Messenger, ask_why
from audit_app.ui.share.first_boxes import FirstBoxes
from audit_app.ui.share.plan_results import PlanResults
from audit_app.ui.share.plan_table import PlanTable
from audit_app.ui.share.text_review import TextReviewDialog
from audit_app.ui.share.working_dialog import WorkingDialog
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class PlanDialog(WorkingDialog):
    """Nothing is written before all of it has been looked at. `left` when some of it left; `planned` is what
    is still to be let out."""

    left = Signal()

    def __init__(
        self,
        desk: Desk,
        drawing: Desk,
        messenger: Messenger,
        audit: Audit,
        planned: tuple[Planned, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Plan a release"), desk, messenger, audit, parent)
        self._drafts: tuple[Draft, ...] = ()
        self._let_out: list[Planned] = []
        self._folder = Path()
        self.texts: TextReviewDialog | None = None
        about = _(
            "Say what goes to whom. What several people may hold together is decided together, and together "
            "with all that left before, so that nothing can be worked out from one beside the other."
        )
        self.plan = PlanTable(desk, audit, planned, self)
        self.first = FirstBoxes(desk.now(shown_first.words, audit), desk.now(shown_first.chosen, audit), self)
        self.review = self.button(_("Review &texts…"), self.read_texts)
        self.unseen = text_label("", "warning", self)
        self.unseen.hide()
        self.results = PlanResults(drawing, self)
        above: tuple[QWidget, ...] = (hint(about, self), self.plan, self.first)
        below: tuple[QWidget, ...] = (self.trouble, self.unseen, self.results, self.results.preview)
        for widget in above:
            self.body.addWidget(widget)
        self.body.addWidget(self.review, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in below:
            self.body.addWidget(widget)
        self.look = self.button(_("&Look at it"), self.make_drafts)
        self.save = self.button(_("&Save all in a folder…"), self.ask_where)
        self.leave = self.button(_("Close"), self.reject)
        self.plan.changed.connect(self._choose_anew)
        self.first.changed.connect(self._keep_first)
        self.buttons(self.look, self.save, self.leave)
        (self.plan.table if planned else self.plan.usual).setFocus()

    @property
    def planned(self) -> tuple[Planned, ...]:
        """What is planned now."""
        return self.plan.planned

    def suit(self) -> None:
        for widget in (self.plan, self.first, self.results, self.results.preview):
            widget.setEnabled(self.quiet)
        for button in (self.look, self.review):
            button.setEnabled(self.quiet and bool(self.planned))
        self.save.setEnabled(self.quiet and bool(self._drafts))

    # Looking

    def make_drafts(self) -> None:
        """Decide all of it together, off the interface's thread."""
        self.say("")
        self.work(self._desk.later(
            planning.draft_plan, self._audit, self.planned,
            done=self._show, failed=self.fail, progress=self.tell,
        ))  # fmt: skip

    def _show(self, drafts: tuple[Draft, ...]) -> None:
        self._drafts = drafts
        self.results.show_drafts(self.planned, drafts)
        self._say_unseen()
        self.suit()
        self.results.table.setFocus()
        self.come_to(self.results)

    def _choose_anew(self) -> None:
        self._drafts = ()
        self.results.show_drafts((), ())
        self.unseen.hide()
        self.review.setText(_("Review &texts…"))
        self.say("")
        self.suit()

    def _keep_first(self) -> None:
        self._choose_anew()
        try:
            self._desk.now(shown_first.choose, self._audit, self.first.chosen())
        except AuditError as error:
            self.fail(error)

    # Texts that people typed

    def read_texts(self) -> None:
        """Read the texts that would leave, off the interface's thread, and show them."""
        self.say("")
        self.work(self._desk.later(self._read_texts, done=self._show_texts, failed=self.fail))

    def _read_texts(self) -> tuple[PlacedText, ...]:
        return planning.texts(self._audit, self.planned)

    def _show_texts(self, texts: Sequence[PlacedText]) -> None:
        if not texts:
            self.say(_("No text that people typed would leave."))
            return
        if self.texts is not None:
            self.texts.deleteLater()
        self.texts = TextReviewDialog(self._desk, self._audit, texts, self._read_texts, self)
        self.texts.finished.connect(self._reviewed)
        self.texts.open()

    def _reviewed(self, _result: int) -> None:
        if self.texts is not None and self.texts.changed:
            self._choose_anew()

    def _say_unseen(self) -> None:
        texts = planning.drafted_texts(self.planned, self._drafts)
        words, n = unreviewed_words(texts), len(unreviewed(texts))
        self.unseen.setText(words)
        self.unseen.setVisible(bool(words))
        self.review.setText(_("Review &texts ({n})…").format(n=n) if n else _("Review &texts…"))

    # Writing

    def ask_where(self) -> None:
        """Ask into which folder all of it goes, and write it there."""
        planned = self._with_reason()
        folder = self._messenger.folder(_("A folder for all of it")) if planned else None
        if folder is None or not self._may_replace(folder):
            return
        self._folder, self._let_out = folder, []
        self.say("")
        self.work(self._desk.later(
            planning.release_plan, self._audit, folder, planned, self._drafts,
            despite_earlier=True, left=self._let_out.append,
            done=self._written, failed=self._stopped_short, stopped=self._stopped_by_hand,
            progress=self.tell,
        ))  # fmt: skip

    def _with_reason(self) -> tuple[Planned, ...]:
        """What is planned, with why it leaves where there is a warning; nothing when the person drew back."""
        warned = [bool(draft.released.warnings) for draft in self._drafts]
        if not any(warned):
            return self.planned
        why = ask_why(
            self._messenger,
            _("Before it leaves"),
            tuple(dict.fromkeys(text for draft in self._drafts for text in draft.released.warnings)),
            note=_(
                "Save it only if nobody will hold both outputs, or if you know why it is safe. The ledger "
                "keeps these warnings and your reason."
            ),
            yes=_("Save it all the same"),
        )
        if why is None:
            return ()
        return tuple(
            replace(each, sending=replace(each.sending, why=why)) if has_any else each
            for each, has_any in zip(self.planned, warned, strict=True)
        )

    def _may_replace(self, folder: Path) -> bool:
        there = [each.file for each in self.planned if (folder / each.file).exists()]
        return not there or self._messenger.ask(
            _("Replace what is in the folder?"),
            _("These files are there already. What the plan writes would take their place."),
            yes=_("Replace"),
            lines=there,
        )

    def _written(self, _nothing: None) -> None:
        n = len(self._let_out)
        self._forget_what_left()
        self.accept()
        words = plural("{n} file is in {{folder}}.", "{n} files are in {{folder}}.", n)
        self._messenger.tell(_("The release is written"), words.format(folder=self._folder.name))

    def _stopped_short(self, error: Exception) -> None:
        self._forget_what_left()
        self.fail(error)

    def _stopped_by_hand(self) -> None:
        left = tuple(self._let_out)
        self._forget_what_left()
        self.say(planning.stopped_words(_("Stopped before all of it was written."), left))

    def _forget_what_left(self) -> None:
        """What left stands in the ledger and not in the plan; the rest can leave as it was looked at."""
        if not self._let_out:
            return
        files = {each.file for each in self._let_out}
        rest = [
            (each, draft)
            for each, draft in zip(self.planned, self._drafts, strict=True)
            if each.file not in files
        ]
        self.plan.show_planned(tuple(each for each, _draft in rest))
        self._drafts = tuple(draft for _each, draft in rest)
        self.results.show_drafts(self.planned, self._drafts)
        self.suit()
        self.left.emit()
