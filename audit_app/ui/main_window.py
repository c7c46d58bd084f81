"""The window: puts the way in, an audit's pages, menus and the progress line together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.file.entrance import Entrance
from audit_app.ui.file.leftovers import Leftovers
from audit_app.ui.file.lock import IdleWatch, Lock
from audit_app.ui.file.rescue import Rescue
from audit_app.ui.file.unlock_page import UnlockPage
from audit_app.ui.help_menu import HelpMenu
from audit_app.ui.look import apply_style, set_text_size
from audit_app.ui.menus import Menus, made_up_note
from audit_app.ui.messages import Messenger
from audit_app.ui.progress import ProgressLine
from audit_app.ui.qt import application, bring_forward, clear_clipboard, to_front
from audit_app.ui.settings import PAUSE, Settings
from audit_app.ui.settings_dialog import ask_settings
from audit_app.ui.tasks import Desk
from audit_app.words import _, use_language

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit
    from audit_app.operations.file.working_copy import PutBack
    from audit_app.ui.file.file_tasks import FileTasks
    from audit_app.ui.workspace import Workspace


class MainWindow(QMainWindow):
    """`desk` is the thread of the open audit, `drawing` the one that draws charts."""

    def __init__(
        self, desk: Desk, drawing: Desk, messenger: Messenger, changes: Changes, settings: Settings
    ) -> None:
        super().__init__()
        self._desk, self._drawing = desk, drawing
        self._messenger, self._changes, self._settings = messenger, changes, settings
        self._lock: Lock | None = None
        self.workspace: Workspace | None = None
        self._progress = ProgressLine(desk, self)
        self.statusBar().addPermanentWidget(self._progress, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().hide()
        self._progress.wanted.connect(self.statusBar().setVisible)
        self._leftovers = Leftovers(desk, messenger, self)
        self._rescue = Rescue(desk, messenger, self)
        self._rescue.moved.connect(self._go_on_elsewhere)
        # Later: whoever asked for what failed must have heard of it first.
        desk.gone.connect(self._offer_rescue, Qt.ConnectionType.QueuedConnection)
        self._progress.busy.connect(self._wait)
        self._watch = IdleWatch(settings.now.idle_minutes, self)
        self._watch.idle.connect(self.lock)
        application().setProperty(PAUSE, settings.now.pause_minutes)
        self.resize(QSize(1180, 720).boundedTo(self.screen().availableSize()))
        self.setMinimumWidth(480)
        self._put_in_words()

    def _put_in_words(self) -> None:
        """Make all that is there before an audit is opened, in the language in use."""
        self._pages = QStackedWidget(self)
        self.entrance = Entrance(self._desk, self._messenger, self._settings, self)
        self.locked = UnlockPage(self)
        self._pages.addWidget(self.entrance)
        self._pages.addWidget(self.locked)
        self.setCentralWidget(self._pages)
        self.entrance.opened.connect(self._enter)
        self.locked.given.connect(self._unlock)
        self.locked.drawn_back.connect(partial(self._instead, None))
        self._make_menus()
        self._made_up = made_up_note(self)
        self._made_up.hide()
        self.menuBar().setCornerWidget(self._made_up)
        self._name("")

    def use_language(self, language: str) -> None:
        """Put all that is shown in a language, and go on at the same place of the same audit.

        Widgets are given their words when they are made, so that all are made anew; they hold no truth.
        """
        use_language(language)
        space, audit = self.workspace, self.workspace.audit if self.workspace else None
        standing = space.standing() if space is not None else None
        self._desk.cancel_all()
        if space is not None:
            space.leave()
            space.show_audit(None)
            self._file_tasks.deleteLater()
            self._export_task.deleteLater()
        self._acts.clear()
        self.workspace = None
        self._put_in_words()
        if audit is not None and standing is not None:
            self._show_space(audit)
            self.space.go_on(standing)

    # Menus

    def _make_menus(self) -> None:
        menus = self._acts = Menus(self)
        menus.add(
            _("&Program"),
            ("new_audit", partial(self._instead, self.entrance.ask_new)),
            ("open_audit", partial(self._instead, self.entrance.ask_open)),
            ("sample_audit", partial(self._instead, self.entrance.open_sample)),
            ("close_audit", partial(self._instead, None)),
            None,
            ("lock", self.lock),
            ("settings", self._ask_settings),
            None,
            ("quit", self.close),
        )
        self._audit_menu = menus.add(_("&Audit"))  # filled once there are pages that it can lead to
        self._here = self.menuBar().addMenu(_("&This page"))
        self._here.aboutToShow.connect(self._fill_here)
        menus.add(_("&View"), ("bigger_text", self._bigger), ("smaller_text", self._smaller))
        self._help = HelpMenu(self._desk, self._messenger, lambda: self.workspace)
        menus.add(_("&Help"), *self._help.items())
        self._allow_audit(False)

    def _fill_audit_menu(self, space: Workspace, file: FileTasks) -> None:
        self._acts.fill(
            self._audit_menu,
            ("go_home", space.go_home),
            ("go_plan", space.go_plan),
            ("go_cases", space.go_cases),
            ("go_gather", space.go_gather),
            ("go_read", space.go_read),
            ("go_needs", space.go_needs),
            ("go_act", space.go_act),
            ("go_share", space.go_share),
            ("back", space.go_back),
            None,
            ("export", self._export),
            None,
            ("about_audit", file.about),
            ("save_copy", file.save_copy),
            ("prepare_return", file.prepare_return),
            ("check_audit", file.check),
            ("change_passphrase", file.change_passphrase),
        )

    def _fill_here(self) -> None:
        self._here.clear()
        page = self.workspace.front if self.workspace is not None and self._at_work else None
        self._here.addActions(page.actions() if page is not None else [])
        if self._here.isEmpty():
            self._here.addAction(_("Nothing to choose here")).setEnabled(False)

    def _allow_audit(self, allowed: bool) -> None:
        self._audit_menu.setEnabled(allowed)
        self._here.setEnabled(allowed)
        for made in self._audit_menu.actions():
            made.setEnabled(allowed)
        for name in ("close_audit", "lock"):
            self._acts[name].setEnabled(allowed)

    def _suit_pack(self, is_pack: bool) -> None:
        """A pack is sent back; only the audit that it came from plans and gathers."""
        for name, wanted in (
            ("prepare_return", is_pack),
            ("go_plan", not is_pack),
            ("go_gather", not is_pack),
            ("go_act", not is_pack),
            ("go_share", not is_pack),
        ):
            self._acts[name].setVisible(wanted)

    # An audit comes and goes

    @property
    def space(self) -> Workspace:
        """The pages of an audit; only asked for once one has been opened."""
        assert self.workspace is not None
        return self.workspace

    @property
    def _at_work(self) -> bool:
        return self.workspace is not None and self._pages.currentWidget() is self.workspace

    def _enter(self, audit: Audit, secret: str) -> None:
        self._lock = Lock(secret)
        self._show_space(audit)

    def _show_space(self, audit: Audit) -> None:
        if self.workspace is None:
            self._make_workspace()
        bring_forward(self._pages, self.space)
        self.space.show_audit(audit)
        self._file_tasks.show_audit(audit)
        self._made_up.setVisible(self.space.made_up)
        self._allow_audit(True)
        self._suit_pack(self.space.is_pack)
        self._name(audit.path.name)

    def _make_workspace(self) -> None:
        # These bring the operations and with them the store: not before the window is up.
        from audit_app.ui.file.file_tasks import FileTasks
        from audit_app.ui.share.export_dialog import Export
        from audit_app.ui.workspace import Workspace

        space = self.workspace = Workspace(self._desk, self._drawing, self._messenger, self._changes, self)
        self._export_task = Export(self._desk, self._drawing, self._messenger, self)
        self._export_task.left.connect(self._tell_left)
        self._file_tasks = FileTasks(self._desk, self._messenger, self._changes, self)
        self._file_tasks.passphrase_changed.connect(self._relock)
        self._fill_audit_menu(space, self._file_tasks)
        space.export_asked.connect(self._export)
        space.return_asked.connect(self._acts["prepare_return"].trigger)
        self._pages.addWidget(space)

    def warm_up(self) -> None:
        """Bring in what the next click will need, once the window is up, and look for what a crash left."""
        self._desk.later(_import_operations)
        self._leftovers.look()

    def close_audit(self, *, quitting: bool = False) -> None:
        """Save what is typed, close the file, put it back if it is a working copy, and show the way in."""
        if self.workspace is None or self.workspace.audit is None:
            return
        from audit_app.operations.file import audits, working_copy

        audit = self.workspace.audit
        self._desk.cancel_all()
        self.workspace.leave()
        self.workspace.show_audit(None)
        self._file_tasks.show_audit(None)
        clear_clipboard()
        self._made_up.hide()
        copy = working_copy.of(audit.path)
        self._desk.now(audits.close_audit, audit)
        self._lock = None
        self.locked.forget()
        self._allow_audit(False)
        self.menuBar().setEnabled(True)
        self._name("")
        bring_forward(self._pages, self.entrance)
        self.entrance.begin()
        if copy is not None and quitting:
            self.hide()  # a slow share would have it stand there frozen
            self._tell_put_back(self._desk.now(working_copy.put_back, copy))
        elif copy is not None:
            title = _("Putting the audit back into its folder")
            self._desk.later(working_copy.put_back, copy, title=title, done=self._tell_put_back)

    # A file that went away

    def _offer_rescue(self) -> None:
        if self.workspace is not None and self.workspace.audit is not None:
            self._rescue.offer(self.workspace.audit)

    def _may_close(self) -> bool:
        audit = self.workspace.audit if self.workspace is not None else None
        if audit is None:
            return True
        self._desk.cancel_all()  # or the question would wait for what is under way
        return self._rescue.may_close(audit)

    def _go_on_elsewhere(self, audit: Audit) -> None:
        self._settings.opened(audit.path)
        self._name(audit.path.name)
        self._changes.tell(ChangeKind.AUDIT, by=self)

    def _tell_put_back(self, found: PutBack) -> None:
        if found.said:
            self._messenger.tell(_("About the audit in its shared folder"), found.said)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self.close_audit(quitting=True)
        self._drawing.close()
        self._desk.close()
        event.accept()

    def _name(self, file: str) -> None:
        program = _("Case file audit")
        self.setWindowTitle(f"{file} – {program}" if file else program)

    def _wait(self, busy: bool) -> None:
        focus = QApplication.focusWidget()
        self._pages.setEnabled(not busy)
        self.menuBar().setEnabled(not busy and self._pages.currentWidget() is not self.locked)
        if busy:
            self._focus_before = focus
        elif self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus()

    # Locking

    def lock(self) -> None:
        """Hide the audit until its passphrase is given again."""
        if not self._at_work:
            return
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
        self.space.leave()
        clear_clipboard()
        self.menuBar().setEnabled(False)
        self._allow_audit(False)
        self._made_up.hide()
        bring_forward(self._pages, self.locked)
        self.locked.ask_to_come_back()

    def _unlock(self, secret: str, _person: str, _remember: bool) -> None:
        if self._lock is None or not self._lock.opens(secret):
            self.locked.refuse(_("That is not the passphrase that you opened the audit with. Try again."))
            return
        self.locked.forget()
        self._made_up.setVisible(self.space.made_up)
        self.menuBar().setEnabled(True)
        self._allow_audit(True)
        bring_forward(self._pages, self.space)
        self.space.come_back()

    def _relock(self, secret: str) -> None:
        self._lock = Lock(secret)

    # Menu slots

    def open_path(self, path: Path | None) -> None:
        """Come to the front, and ask for what opens this file in place of the audit that is open."""
        to_front(self)
        if path is not None:
            self._instead(partial(self.entrance.ask_secret, path))

    def _instead(self, begin: Callable[[], None] | None) -> None:
        """Close the audit that is open, unless a person would rather stay, and begin with another."""
        if self._may_close():
            self.close_audit()
            if begin is not None:
                begin()

    def _export(self) -> None:
        self.space.leave()
        if self.space.audit is not None:
            self._export_task.ask(self.space.audit, self.space.filters())

    def _tell_left(self) -> None:
        self._changes.tell(ChangeKind.LEDGER, by=self)

    def _ask_settings(self) -> None:
        spoken = self._settings.now.language
        if ask_settings(self._messenger, self._settings):
            self._use_settings()
            if self._settings.now.language != spoken:
                self.use_language(self._settings.now.language)

    def _bigger(self) -> None:
        self._settings.change(text_size=self._settings.step_text(1))
        self._use_settings()

    def _smaller(self) -> None:
        self._settings.change(text_size=self._settings.step_text(-1))
        self._use_settings()

    def _use_settings(self) -> None:
        set_text_size(application(), self._settings.now.text_size)
        self._watch.set_minutes(self._settings.now.idle_minutes)
        application().setProperty(PAUSE, self._settings.now.pause_minutes)
        self._changes.tell(ChangeKind.SETTINGS, by=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Only what nothing in the page has taken: a question of a case shows its guidance.
        page = self.space.front if self._at_work else self._pages.currentWidget()
        if not self.menuBar().isEnabled() or not self._help.takes(event, page or self):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        # Later, since setting a style sheet inside a change of palette would cause the next one.
        if event.type() == QEvent.Type.ThemeChange:
            QTimer.singleShot(0, self, self._restyle)
        super().changeEvent(event)

    def _restyle(self) -> None:
        apply_style(application())
        self._changes.tell(ChangeKind.SETTINGS, by=self)


def _import_operations() -> None:
    import audit_app.operations.case.cases
    import audit_app.operations.file.audits  # noqa: F401
