"""What is shown first in what leaves, where not all can be: ticked for the whole audit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from audit_app.ui.look import Heading, hint, spaced
from audit_app.ui.parts.named_group import NamedGroup
from audit_app.words import _


class FirstBoxes(NamedGroup):
    """Says what is `chosen` of what a form wants first (by name, its words); `changed` when a person chose
    otherwise. A form that wants nothing first has none of it."""

    changed = Signal()

    def __init__(
        self, wanted: Mapping[str, str], chosen: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Show first"), parent=parent)
        inside = spaced(QVBoxLayout(self))
        inside.addWidget(Heading(_("Show first"), 3, self))
        about = _("Where not all can be shown, these are, and others are hidden for them.")
        inside.addWidget(hint(about, self))
        self.setAccessibleDescription(about)
        self.boxes: dict[str, QCheckBox] = {}
        for name, words in wanted.items():
            self.boxes[name] = box = QCheckBox(words, self)
            box.setChecked(name in chosen)
            box.clicked.connect(self._on_ticked)
            inside.addWidget(box)
        if not wanted:
            self.hide()

    def chosen(self) -> tuple[str, ...]:
        """The names that are ticked."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def _on_ticked(self, _ticked: bool) -> None:
        self.changed.emit()
