"""A form's modules to choose from, each with what it is about and how many questions it adds."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from audit_app.operations.plan.modules import ModuleView, OfferedModules
from audit_app.ui.look import GRID, hint, spaced, text_label
from audit_app.ui.parts.named_group import NamedGroup
from audit_app.words import _, plural

# The words about a module begin where its name does, beside the box.
_INDENT = 3 * GRID


class ModuleBoxes(QWidget):
    """A box for each module, with the total for an ordinary case above; `changed` when a person ticks one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._offered = OfferedModules(0, ())
        self.total = text_label("", parent=self)
        self._group: NamedGroup | None = None
        self._layout = QVBoxLayout(self)
        spaced(self._layout, 0, 1)
        self._layout.addWidget(self.total)

    def say(self, text: str) -> None:
        """Nothing to choose from, and why."""
        self._clear()
        self.total.setText(text)

    def show_offered(self, offered: OfferedModules, on: Iterable[str] = ()) -> None:
        """Show what a form offers, with these modules ticked."""
        self._clear()
        self._offered = offered
        self._group = NamedGroup(_("Modules"), parent=self)
        layout = QVBoxLayout(self._group)
        spaced(layout, 0, 0)
        for module in offered.modules:
            self._add(module, layout)
        self._layout.addWidget(self._group)
        self.tick(on)

    def tick(self, on: Iterable[str]) -> None:
        """Tick exactly these modules."""
        wanted = set(on)
        for name, box in self.boxes.items():
            box.setChecked(name in wanted)
        self._say_total()

    def ticked(self) -> tuple[str, ...]:
        """The modules that are ticked, in order."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def _add(self, module: ModuleView, layout: QVBoxLayout) -> None:
        box = QCheckBox(module.label, self._group)
        about = about_module(module)
        box.setAccessibleDescription(about)
        box.clicked.connect(self._on_clicked)
        below = hint(about, self._group)
        below.setContentsMargins(_INDENT, 0, 0, GRID)
        self.boxes[module.id] = box
        layout.addWidget(box)
        layout.addWidget(below)

    def _clear(self) -> None:
        self.boxes = {}
        self._offered = OfferedModules(0, ())
        if self._group is not None:
            self._group.hide()
            self._group.deleteLater()
            self._group = None

    def _on_clicked(self, _ticked: bool) -> None:
        self._say_total()
        self.changed.emit()

    def _say_total(self) -> None:
        text = total_words(self._offered, self.ticked())
        self.total.setText(text)
        if self._group is not None:
            self._group.setAccessibleDescription(text)


def about_module(module: ModuleView) -> str:
    """What a module is about, and what it costs."""
    adds = plural("Adds about {n} question.", "Adds about {n} questions.", module.n_questions)
    return f"{module.adds} {adds}".strip()


def total_words(offered: OfferedModules, on: Iterable[str]) -> str:
    """What an ordinary case is asked: the core, and what the modules add to it."""
    if not offered.modules:
        return _("This form has no modules to choose from.")
    chosen = set(on)
    more = sum(module.n_questions for module in offered.modules if module.id in chosen)
    if not more:
        return plural(
            "An ordinary case asks about {n} question.",
            "An ordinary case asks about {n} questions.",
            offered.n_core,
        )
    return _("An ordinary case asks about {core} + {more} questions.").format(core=offered.n_core, more=more)
