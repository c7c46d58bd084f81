"""Area figures and events: what no case file holds, typed or pasted once, and kept as it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.model import LocalEvent
from audit_app.operations.area import area_context
from audit_app.operations.area.area_context import AreaView
from audit_app.operations.area.figures import next_year, read_year
from audit_app.operations.area.items import ITEMS, KINDS, kind_words
from audit_app.operations.area.typed import Cell, with_typed
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import alert_label, hint, spaced
from audit_app.ui.messages import AskedField, Messenger, ask_text
from audit_app.ui.parts.scrolling_part import ScrollingPart, field, row_of_buttons
from audit_app.ui.plan.area_table import AreaTable
from audit_app.ui.plan.event_list import EventList
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class AreaPart(ScrollingPart):
    """A table for each place. What contradicts another figure waits in its cell, with the reason below."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Area figures and events"), desk, messenger, changes, parent)
        self._view = AreaView()
        self._places: dict[str, str] = {}  # with those that have no figure yet
        self._years: set[str] = set()  # with those that were offered or added, and have no figure yet
        self._waiting: dict[Cell, str] = {}
        self.box = QComboBox(self)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(24)
        self.box.activated.connect(self._show_table)
        self.table = AreaTable(self)
        self.table.cells.typed.connect(self._type)
        self.table.pasted.connect(self._paste)
        self.table.selectionModel().currentChanged.connect(self._explain)
        self._meaning = hint("", self)
        self.wrong = alert_label(parent=self)
        self.events = EventList(self)
        self.events.added.connect(self._add_event)
        self.events.removed.connect(self._remove_event)
        self._lay_out()

    def _lay_out(self) -> None:
        about = _(
            "Numbers that case files can't give: how many children were in proceedings, how many were born. "
            "Type them, or paste them from a spreadsheet. They are saved as you go; "
            "leave empty what isn't known."
        )
        places = (
            (_("Add a place…"), self._add_place),
            (_("Change its name…"), self._change_place),
            (_("Remove the place…"), self._remove_place),
        )
        years = (
            (_("Paste"), self.table.paste),
            (_("Add a year…"), self._add_year),
            (_("Remove the year…"), self._remove_year),
        )
        self._figures = QWidget(self)
        inside = spaced(QVBoxLayout(self._figures))
        inside.addWidget(hint(about, self))
        inside.addWidget(field(_("Place"), self.box, self))
        inside.addLayout(row_of_buttons(self, places))
        inside.addWidget(self.table)
        inside.addWidget(self.wrong)
        inside.addWidget(self._meaning)
        inside.addLayout(row_of_buttons(self, years))
        self.body.addWidget(self._figures)
        self.body.addWidget(self.events, 1)

    # What every part has

    def read(self) -> None:
        """Read what was given, and show it with what waits."""
        view = self.ask(area_context.read_area)
        if view is not None:
            self._show(view)

    def forget(self) -> None:
        """Let go of what waits: it belongs to another audit."""
        self._view, self._places = AreaView(), {}
        self._years.clear()
        self._waiting.clear()

    def take_focus(self) -> None:
        """Put the focus into the table; where the form reads no figures, on the events."""
        (self.table if self._view.has_figures else self.events).setFocus()

    @property
    def place(self) -> str:
        """The place whose figures are shown."""
        return self.box.currentData() or ""

    def _show(self, view: AreaView) -> None:
        chosen = self.place
        self._view = view
        self._figures.setVisible(view.has_figures)
        self._places = {**view.places, **{p: k for p, k in self._places.items() if p not in view.places}}
        if "area" not in self._places.values():
            self._places = {view.own: "area", **self._places}
        self._years.update(view.years)
        self.box.clear()
        for place, kind in self._places.items():
            what = kind_words(kind)
            self.box.addItem(place if place == what else f"{place} ({what.lower()})", place)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self._show_table()
        self.events.show_events(view.events)
        self.said.emit(standing_words(view))

    def _show_table(self) -> None:
        here = {cell: text for cell, text in self._waiting.items() if cell[0] == self.place}
        wrong = with_typed(self._view.figures, self._places, self._waiting).wrong
        said = [sentence for cell, sentence in wrong.items() if cell in here]
        self.table.cells.show(self.place, self._all_years(), self._view.figures, here, wrong)
        self.wrong.setText("\n".join([*said, _("Not saved until this is put right.")] if said else said))
        self.wrong.setVisible(bool(said))
        self._explain(self.table.currentIndex())

    def _explain(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        item = ITEMS[max(0, index.column())]
        self._meaning.setText(f"{item.words}: {item.help}")

    def _all_years(self) -> tuple[str, ...]:
        return tuple(sorted(self._years))

    # Figures

    def _type(self, cell: Cell, text: str) -> None:
        self._waiting[cell] = text
        typed = with_typed(self._view.figures, self._places, self._waiting)
        self._waiting = {cell: text for cell, text in self._waiting.items() if cell in typed.wrong}
        if typed.figures == self._view.figures or not self._keep(area_context.set_figures, typed.figures):
            self._show_table()

    def _paste(self, text: str) -> None:
        years, items = self.table.years_from_here, self.table.items_from_here
        kind = self._places.get(self.place, "area")
        try:
            new = area_context.read_pasted(text, self.place, kind, years=years, items=items)
        except AuditError as error:
            self.refuse(error)
            return
        if self._keep(area_context.set_figures, area_context.with_figures(self._view.figures, new)):
            pasted = {(each.place, each.year, each.what) for each in new}
            self._waiting = {cell: text for cell, text in self._waiting.items() if cell not in pasted}
            self._show_table()

    def _keep(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Whether the operation was done; then all shows what is kept now."""
        if self.ask(operation, *args, **kwargs) is None:
            return False
        self.changed(ChangeKind.AREA)
        return True

    # Places and years

    def _add_place(self) -> None:
        self._ask_place(_("Add a place"), "", "neighbour")

    def _change_place(self) -> None:
        self._ask_place(_("Change the place"), self.place, self._places.get(self.place, "area"))

    def _ask_place(self, title: str, name: str, kind: str) -> None:
        kinds = tuple((each, kind_words(each)) for each in KINDS)
        fields = (
            AskedField("name", _("Name of the place"), text=name, required=True),
            AskedField("kind", _("What it is"), text=kind, options=kinds),
        )
        filled = self._messenger.fill_in(title, fields)
        if filled is None:
            return
        new, kind = " ".join(filled["name"].split()), filled["kind"]
        try:
            self._places = area_context.with_place(self._places, new, kind, instead_of=name)
        except AuditError as error:
            self.refuse(error)
            return
        self._waiting = {(new if c[0] == name else c[0], *c[1:]): text for c, text in self._waiting.items()}
        if not (name and self._keep(area_context.rename_place, name, new, kind)):
            self._show(self._view)
        self.box.setCurrentIndex(self.box.findData(new))
        self._show_table()

    def _remove_place(self) -> None:
        place = self.place
        n = sum(each.place == place for each in self._view.figures)
        text = plural("Its one figure goes with it.", "Its {n} figures go with it.", n) if n else ""
        if not place or not self._messenger.ask(
            _("Remove {place}?").format(place=place), text, yes=_("Remove")
        ):
            return
        del self._places[place]
        self._waiting = {cell: text for cell, text in self._waiting.items() if cell[0] != place}
        left = tuple(each for each in self._view.figures if each.place != place)
        self._keep(area_context.set_figures, left)

    def _add_year(self) -> None:
        years = self._all_years()
        said = ask_text(
            self._messenger,
            _("Add a year"),
            _("Year"),
            text=next_year(years[-1]) if years else "",
            hint=_("A reporting year such as 2024/25, or a calendar year such as 2024."),
            yes=_("Add"),
        )
        if said is None:
            return
        if year := read_year(said):
            self._years.add(year)
            self._show_table()
            self.table.setCurrentIndex(self.table.cells.index(self._all_years().index(year), 0))
        else:
            self.refuse(AuditError(_("“{year}” is no year. Write it as 2024/25 or 2024.").format(year=said)))

    def _remove_year(self) -> None:
        years = self.table.years_from_here
        if not years:
            return
        n = sum(each.year == years[0] for each in self._view.figures)
        text = plural(
            "One figure of this year goes with it.", "{n} figures of this year go with it, of all places.", n
        )
        if not self._messenger.ask(
            _("Remove {year}?").format(year=years[0]), text if n else "", yes=_("Remove")
        ):
            return
        self._years.discard(years[0])
        self._waiting = {cell: text for cell, text in self._waiting.items() if cell[1] != years[0]}
        self._keep(
            area_context.set_figures, tuple(each for each in self._view.figures if each.year != years[0])
        )

    # Events

    def _add_event(self, event: LocalEvent) -> None:
        try:
            self._desk.now(area_context.change_events, self.audit, add=[event])
        except AuditError as error:
            self.events.refuse(error.sentence)
            return
        self.changed(ChangeKind.AREA)
        self.events.taken()

    def _remove_event(self, event: LocalEvent) -> None:
        self._keep(area_context.change_events, remove=[event])


def standing_words(view: AreaView) -> str:
    """How many figures and events there are; empty before there are any."""
    said = (
        plural("{n} figure", "{n} figures", len(view.figures)) if view.figures else "",
        plural("{n} event", "{n} events", len(view.events)) if view.events else "",
    )
    return ", ".join(filter(None, said))
