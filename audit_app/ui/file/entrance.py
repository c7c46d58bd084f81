"""The way in: start page, passphrase, new audit, recovery code; it ends with an open audit.

Operations and the rarer pages are imported when they are first needed, so that the window is up at once.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from audit_app.errors import AuditError
from audit_app.paths import state_folder
from audit_app.ui.file.start_page import StartPage
from audit_app.ui.file.unlock_page import UnlockPage
from audit_app.ui.messages import Messenger
from audit_app.ui.qt import bring_forward
from audit_app.ui.settings import Settings
from audit_app.ui.tasks import Desk
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit, Progress
    from audit_app.operations.plan.modules import OfferedModules
    from audit_app.ui.file.new_audit_page import NewAudit, NewAuditPage
    from audit_app.ui.file.recovery_page import RecoveryPage

# Every case in the sample is made up, so its passphrase can be known to all.
SAMPLE_PASSPHRASE = "sample audit of made-up cases"


class Entrance(QStackedWidget):
    """`opened(audit, secret)` when an audit is open."""

    opened = Signal(object, str)

    def __init__(
        self, desk: Desk, messenger: Messenger, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._messenger, self._settings = desk, messenger, settings
        self._path: Path | None = None
        self._secret = ""
        self._audit: Audit | None = None
        self._new: NewAuditPage | None = None
        self._recovery: RecoveryPage | None = None
        self.start = StartPage(self)
        self.unlock = UnlockPage(self)
        self.addWidget(self.start)
        self.addWidget(self.unlock)
        self.start.new_asked.connect(self.ask_new)
        self.start.open_asked.connect(self.ask_open)
        self.start.sample_asked.connect(self.open_sample)
        self.start.recent_asked.connect(self.ask_secret)
        self.unlock.given.connect(self._open)
        self.unlock.drawn_back.connect(self.begin)
        self.begin()

    def begin(self) -> None:
        """Show the start page."""
        self._path, self._secret, self._audit = None, "", None
        self.unlock.forget()
        if self._new is not None:
            self._new.forget()
        self.start.show_recent(self._settings.recent())
        bring_forward(self, self.start)
        self.start.take_focus()

    def ask_open(self) -> None:
        """Ask which file to open."""
        path = self._messenger.open_file(_("Open an audit"), _("Audits (*.audit);;All files (*)"))
        if path is not None:
            self.ask_secret(path)

    def ask_secret(self, path: Path) -> None:
        """Ask for what opens this file; the credential store is asked too."""
        from audit_app.operations.file import audits

        self._path = path
        bring_forward(self, self.unlock)
        self.unlock.ask_to_open(path, self._settings.now.person)
        self._desk.later(audits.remembered_passphrase, path, done=self._offer, failed=self._ignore)

    def ask_new(self) -> None:
        """Show the page of a new audit."""
        from audit_app.operations import forms
        from audit_app.ui.file.new_audit_page import NewAuditPage

        if self._new is None:
            self._new = NewAuditPage(self._messenger, self)
            self._new.filled.connect(self._create)
            self._new.form_chosen.connect(self._read_modules)
            self._new.drawn_back.connect(self.begin)
            self.addWidget(self._new)
        bring_forward(self, self._new)
        self._new.start(self._settings.now.person, self._desk.now(forms.list_forms))

    def open_sample(self) -> None:
        """Open the sample audit, made the first time."""
        from audit_app.operations import demo
        from audit_app.operations.file import audits

        self._path, self._secret = state_folder() / "sample.audit", SAMPLE_PASSPHRASE
        person = self._settings.now.person or _("Visitor")
        if self._path.exists():
            self._desk.later(
                audits.open_audit,
                self._path,
                self._secret,
                person=person,
                title=_("Opening the sample"),
                done=self._enter,
                failed=self._messenger.refuse,
            )
        else:
            self._desk.later(
                _make_sample,
                demo.make_demo,
                self._path,
                person,
                title=_("Making sixty made-up cases"),
                done=self._enter,
                failed=self._messenger.refuse,
            )

    def _offer(self, secret: str) -> None:
        if secret and self.currentWidget() is self.unlock:
            self.unlock.offer(secret)

    def _ignore(self, _error: AuditError) -> None:
        """A computer without a credential store remembers nothing: that is no trouble."""

    def _open(self, secret: str, person: str, remember: bool) -> None:
        from audit_app.operations.file import audits

        self._secret = secret
        self._settings.change(person=person)
        keep = audits.remember_passphrase if remember else None
        self._desk.later(
            _open_and_keep,
            self._path,
            secret,
            person,
            keep,
            title=_("Opening the audit"),
            done=self._enter_kept,
            failed=self._refuse,
        )

    def _refuse(self, error: AuditError) -> None:
        self.unlock.refuse(str(error))

    def _create(self, new: NewAudit) -> None:
        self._path, self._secret = new.path, new.passphrase
        self._settings.change(person=new.person)
        self._desk.later(
            _create,
            new,
            title=_("Making the audit"),
            done=self._show_code,
            failed=self._refuse_new,
        )

    def _read_modules(self, form: str | Path) -> None:
        self._desk.later(_offered, form, done=self._show_modules)

    def _show_modules(self, read: tuple[str | Path, OfferedModules | None, str]) -> None:
        form, offered, trouble = read
        if self._new is None:
            return
        if offered is None:
            self._new.refuse_modules(form, trouble)
        else:
            self._new.show_modules(form, offered)

    def _refuse_new(self, error: AuditError) -> None:
        if self._new is not None:
            self._new.refuse(str(error))

    def _show_code(self, made: tuple[Audit, str]) -> None:
        from audit_app.ui.file.recovery_page import RecoveryPage

        self._audit, code = made
        if self._recovery is None:
            self._recovery = RecoveryPage(self._messenger, self)
            self._recovery.kept.connect(self._code_kept)
            self.addWidget(self._recovery)
        bring_forward(self, self._recovery)
        self._recovery.show_code(self._audit.path.name, code)

    def _code_kept(self) -> None:
        if self._audit is not None:
            self._enter(self._audit)

    def _enter_kept(self, opened: tuple[Audit, str, str]) -> None:
        audit, left, trouble = opened
        if left:
            self._messenger.tell(_("Going on with work from last time"), left)
        if trouble:
            self._messenger.tell(_("The passphrase was not kept"), trouble)
        self._enter(audit)

    def _enter(self, audit: Audit) -> None:
        from audit_app.operations.origin import original_of

        if audit.path.parent != state_folder():
            self._settings.opened(original_of(audit.path))
        if audit.told:
            self._messenger.tell(_("How the file was found"), " ".join(audit.told))
        secret = self._secret
        self.begin()
        self.opened.emit(audit, secret)


def _make_sample(
    make_demo: Callable[..., tuple[Audit, str]], path: Path, person: str, progress: Progress
) -> Audit:
    from audit_app.operations.file import audits

    audit, _code = make_demo(path, SAMPLE_PASSPHRASE, team=True, progress=progress)
    audits.set_person(audit, person)
    return audit


def _offered(form: str | Path) -> tuple[str | Path, OfferedModules | None, str]:
    """A form with what it offers, or with why it offers nothing."""
    from audit_app.operations.plan import modules

    try:
        return form, modules.offered_by(form), ""
    except AuditError as error:
        return form, None, str(error)


def _create(new: NewAudit) -> tuple[Audit, str]:
    """The new audit, open (as a working copy where it lies on a share), and its recovery code."""
    from audit_app.operations.file import audits, working_copy

    audit, code = audits.create_audit(
        new.path, new.passphrase, form=new.form, info=new.info, person=new.person
    )
    if working_copy.is_wanted(new.path):
        audits.close_audit(audit)
        audit, _said = working_copy.open_audit(new.path, new.passphrase, person=new.person)
    return audit, code


def _open_and_keep(
    path: Path, secret: str, person: str, keep: Callable[[Path, str], object] | None
) -> tuple[Audit, str, str]:
    """The open audit, what to know of work left in it, and why the passphrase could not be kept (both mostly
    empty)."""
    from audit_app.operations.file import audits, working_copy

    audit, left = working_copy.open_audit(path, secret, person=person)
    try:
        if keep is not None:
            keep(path, secret)
        elif audits.remembered_passphrase(path):
            audits.forget_passphrase(path)
    except AuditError as error:
        return audit, left, (str(error) if keep is not None else "")
    return audit, left, ""
