"""What the parts of a page share: a heading, errors said in place, operations at the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, Heading, alert_label, hint, spaced, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.tasks import Desk

P = ParamSpec("P")
T = TypeVar("T")


class ScrollingPart(QScrollArea):
    """A `Part` of a page. A subclass fills `body`, and says in `show` what it read.

    It scrolls only when the window is too low for what must be seen at once.
    """

    said = Signal(str)  # how it stands, in a few words

    def __init__(
        self, title: str, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._desk, self._messenger, self._changes = desk, messenger, changes
        self._audit: Audit | None = None
        self.trouble = alert_label(parent=self)
        self.trouble.hide()
        self.inside = QWidget(self)
        self.body = QVBoxLayout(self.inside)
        spaced(self.body, 1, 2)
        self.body.addWidget(Heading(title, 1, self))
        self.body.addWidget(self.trouble)
        self.setWidget(self.inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        changes.happened.connect(self._follow)

    # What a subclass says

    def read(self) -> None:
        """Read what is shown, and say how it stands."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        raise NotImplementedError

    def forget(self) -> None:
        """Let go of what belongs to another audit."""

    # What they share

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on; it is read when the part is in front."""
        self._audit = audit
        self.trouble.hide()
        self.forget()

    @property
    def audit(self) -> Audit:
        """The audit that is shown; only asked for while there is one."""
        assert self._audit is not None
        return self._audit

    def ask(
        self, operation: Callable[Concatenate[Audit, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """The result of a short operation on the audit; None where it was refused, which is said in place."""
        self.trouble.hide()
        try:
            return self._desk.now(operation, self.audit, *args, **kwargs)
        except AuditError as error:
            self.refuse(error)
            return None

    def start(
        self,
        operation: Callable[..., Any],
        *args: Any,
        title: str,
        done: Callable[[Any], None],
        **kwargs: Any,
    ) -> None:
        """A long operation on the audit."""
        self.trouble.hide()
        self._desk.later(operation, self.audit, *args, title=title, done=done, failed=self.refuse, **kwargs)

    def refuse(self, error: AuditError) -> None:
        """Say in place what could not be done."""
        self.trouble.setText(str(error))
        self.trouble.show()
        self.ensureWidgetVisible(self.trouble)

    def changed(self, *kinds: ChangeKind) -> None:
        """Tell the other pages, and show how it now stands."""
        self._changes.tell(*kinds, by=self)
        self.read()

    def _follow(self, kinds: frozenset[ChangeKind], by: QObject | None) -> None:
        if (
            self._audit
            and by is not self
            and self.isVisible()
            and kinds & {ChangeKind.CASES, ChangeKind.AUDIT}
        ):
            self.read()


def row_of_buttons(parent: QWidget, buttons: Iterable[tuple[str, Callable[[], None]]]) -> FlowLayout:
    """Buttons in a line that wraps where the window is narrow."""
    line = FlowLayout(gap=GRID)
    for text, slot in buttons:
        line.addWidget(push_button(text, slot, parent))
    return line


def field(label: str, editor: QWidget, parent: QWidget, help_: str = "") -> QWidget:
    """An editor under its label, with a hint below."""
    made = QWidget(parent)
    layout = QVBoxLayout(made)
    spaced(layout).setSpacing(4)
    name = text_label(label, parent=made)
    name.setBuddy(editor)
    editor.setAccessibleName(label)
    layout.addWidget(name)
    layout.addWidget(editor)
    if help_:
        editor.setAccessibleDescription(help_)
        layout.addWidget(hint(help_, made))
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made
