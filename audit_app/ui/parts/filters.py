"""Which cases the pages read: by status, round, a column of the list, any choice question, dates between."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from audit_app.dates import parse_iso, parse_typed
from audit_app.operations.read.cohort import FilterChoice, Filters
from audit_app.ui.look import GRID, alert_label, spaced
from audit_app.ui.parts.flow import FlowLayout
from audit_app.words import _

ROUND = "round"
_LONGEST = 48  # characters of a question in the words of a filter


@dataclass(frozen=True)
class Chosen:
    """One filter in use: a column or question with a value, or the days from and until which it must lie."""

    name: str
    label: str
    value: str
    in_words: str
    is_date: bool = False
    until: str = ""


class FilterBar(QWidget):
    """`changed` when another part of the cohort is wanted; `filters` says which."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[FilterChoice, ...] = ()
        self._dates: tuple[tuple[str, str], ...] = ()
        self._chosen: dict[str, Chosen] = {}
        self._chips: dict[str, QPushButton] = {}
        self._status = self._combo(_("Cases"))
        for name, label in (
            ("finished", _("Finished cases")),
            ("in_progress", _("Cases in progress")),
            ("all", _("All cases")),
        ):
            self._status.addItem(label, name)
        self._rounds = self._combo(_("Which round"))
        self._rounds.hide()
        self._what = self._combo(_("Add a filter"))
        self._value = self._combo(_("is"))
        self._what.setMaxVisibleItems(20)
        self._from, self._to = self._day(_("from")), self._day(_("to"))
        self._use = QPushButton(_("Use these dates"), self)
        self._use.setAutoDefault(False)  # in a dialog, Enter would press it from any field
        self._trouble = alert_label(parent=self)
        self._trouble.hide()
        self._lay_out()
        self.setFocusProxy(self._status)
        self._status.currentIndexChanged.connect(self._tell)
        self._what.currentIndexChanged.connect(self._choose_what)
        self._value.activated.connect(self._choose_value)
        self._rounds.activated.connect(self._choose_round)
        for edit in (self._from, self._to):
            edit.returnPressed.connect(self._choose_dates)
        self._use.clicked.connect(self._choose_dates)
        self.offer((), ())

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setMinimumContentsLength(16)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return combo

    def _day(self, name: str) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setAccessibleName(name)
        edit.setAccessibleDescription(_("A day, a month or a year; empty for no limit"))
        edit.setPlaceholderText(_("{name} (apr 2024)").format(name=name))
        edit.setMinimumWidth(edit.fontMetrics().averageCharWidth() * 22)
        return edit

    def _lay_out(self) -> None:
        self._is = QLabel(_("is"), self)
        self._line = FlowLayout(gap=GRID)
        for widget in (
            self._status,
            self._rounds,
            self._what,
            self._is,
            self._value,
            self._from,
            self._to,
            self._use,
        ):
            self._line.addWidget(widget)
        layout = QVBoxLayout(self)
        spaced(layout)
        layout.addLayout(self._line)
        layout.addWidget(self._trouble)

    # What is offered

    def offer(self, choices: tuple[FilterChoice, ...], dates: tuple[tuple[str, str], ...]) -> None:
        """Offer these columns and choice questions, and these date questions (name, label)."""
        if (choices, dates) == (self._offered, self._dates) and self._what.count():
            return
        self._offered, self._dates = choices, dates
        self._offer_rounds()
        # Offering is no choice of anybody's.
        blocked = self._what.blockSignals(True)
        self._what.clear()
        self._what.addItem(_("Add a filter…"), None)
        for label, choice in (
            *((choice.label, choice) for choice in choices),
            *((_("{date}, between").format(date=label), name) for name, label in dates),
        ):
            self._what.addItem(label[:1].upper() + label[1:], choice)
            self._what.setItemData(self._what.count() - 1, label, Qt.ItemDataRole.ToolTipRole)
        labels = (self._what.itemText(place) for place in range(self._what.count()))
        widest = max(map(self.fontMetrics().horizontalAdvance, labels))
        self._what.view().setMinimumWidth(min(widest + 6 * GRID, 70 * GRID))
        self._what.blockSignals(blocked)
        self._choose_what()

    @property
    def rounds(self) -> tuple[str, ...]:
        """The rounds that can be chosen."""
        return next(
            (tuple(name for name, _words in each.values) for each in self._offered if each.name == ROUND), ()
        )

    def _offer_rounds(self) -> None:
        """Of several rounds the bar asks which: they are together only where somebody says so."""
        self._rounds.clear()
        for name in self.rounds:
            self._rounds.addItem(_("Round: {round}").format(round=name), name)
        self._rounds.addItem(_("All rounds together"), "")
        self._rounds.setVisible(len(self.rounds) > 1)
        self._show_round()

    def _show_round(self) -> None:
        chosen = self._chosen[ROUND].value if ROUND in self._chosen else ""
        self._rounds.setCurrentIndex(self._rounds.findData(chosen))

    def _choose_round(self) -> None:
        value = self._rounds.currentData()
        if value:
            self.choose(_of_choice(ROUND, value, self._offered))
        elif ROUND in self._chosen:
            self._drop(ROUND)
            self._tell()

    def reset(self) -> None:
        """All finished cases, as for an audit just opened."""
        blocked = self.blockSignals(True)
        self._status.setCurrentIndex(0)
        for name in tuple(self._chosen):
            self._drop(name)
        self.blockSignals(blocked)

    def filters(self) -> Filters:
        """What is chosen."""
        where = {name: each.value for name, each in self._chosen.items() if not each.is_date}
        round_ = where.pop(ROUND, "")
        between = {name: (each.value, each.until) for name, each in self._chosen.items() if each.is_date}
        return Filters(self._status.currentData(), round_, where or None, between)

    # What is chosen

    def show_filters(self, filters: Filters) -> None:
        """Choose these, in the words of what is offered."""
        blocked = self.blockSignals(True)
        self.reset()
        self._status.setCurrentIndex(max(0, self._status.findData(filters.status)))
        for name, value in {ROUND: filters.round, **(filters.where or {})}.items():
            if value:
                self.choose(_of_choice(name, value, self._offered))
        for name, (start, end) in (filters.between or {}).items():
            self.choose(_of_dates(name, dict(self._dates).get(name, name), start, end))
        self.blockSignals(blocked)

    def choose(self, chosen: Chosen) -> None:
        """Use this filter, in place of one on the same column."""
        self._drop(chosen.name)
        chip = QPushButton(f"{chosen.in_words}  ✕", self)
        chip.setAutoDefault(False)
        chip.setProperty("filter", chosen.name)
        chip.setAccessibleName(_("Take away the filter {filter}").format(filter=chosen.in_words))
        chip.setToolTip(chip.accessibleName())
        chip.clicked.connect(self._take_away)
        self._chosen[chosen.name], self._chips[chosen.name] = chosen, chip
        self._line.addWidget(chip)
        chip.setVisible(chosen.name != ROUND or len(self.rounds) < 2)  # the box says it already
        self._show_round()
        self._what.setCurrentIndex(0)
        self._what.setFocus()
        self._tell()

    def _take_away(self) -> None:
        self._drop(self.sender().property("filter"))
        self._what.setFocus()
        self._tell()

    def _drop(self, name: str) -> None:
        if self._chosen.pop(name, None) is not None:
            chip = self._chips.pop(name)
            self._line.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
            self._show_round()

    def _choose_what(self) -> None:
        choice = self._what.currentData()
        self._value.clear()
        if isinstance(choice, FilterChoice):
            self._value.addItem(_("choose…"), None)
            for value, label in choice.values:
                self._value.addItem(label, value)
        for widget in (self._is, self._value):
            widget.setVisible(isinstance(choice, FilterChoice))
        for shown in (self._from, self._to, self._use):
            shown.setVisible(isinstance(choice, str))
        self._trouble.hide()

    def _choose_value(self) -> None:
        choice, value = self._what.currentData(), self._value.currentData()
        if isinstance(choice, FilterChoice) and value is not None:
            self.choose(_of_choice(choice.name, value, self._offered))

    def _choose_dates(self) -> None:
        typed = [edit.text().strip() for edit in (self._from, self._to)]
        read = [parse_typed(text) for text in typed]
        unread = [text for text, day in zip(typed, read, strict=True) if text and day is None]
        start = read[0].first.isoformat() if read[0] else ""
        end = read[1].last.isoformat() if read[1] else ""
        if unread:
            text = _("“{text}” is no date. Write it as 3 nov 2024, nov 2024 or 2024.")
            self._refuse(text.format(text=unread[0]))
        elif not start and not end:
            self._refuse(_("Give the first day, the last day, or both."))
        elif start and end and end < start:
            self._refuse(_("The last day is before the first. Change one of them."))
        else:
            self._choose_between(start, end)

    def _choose_between(self, start: str, end: str) -> None:
        name = self._what.currentData()
        self._from.clear()
        self._to.clear()
        self.choose(_of_dates(name, dict(self._dates)[name], start, end))

    def _refuse(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()

    def _tell(self) -> None:
        self.changed.emit()


def between_words(start: str, end: str) -> str:
    """A span of ISO days in words; either end may be open."""
    first, last = ((day.words if (day := parse_iso(text)) else "") for text in (start, end))
    if first and last:
        return _("{first} to {last}").format(first=first, last=last)
    return _("from {first}").format(first=first) if first else _("until {last}").format(last=last)


def _of_choice(name: str, value: str, offered: tuple[FilterChoice, ...]) -> Chosen:
    choice = next((each for each in offered if each.name == name), FilterChoice(name, name, ()))
    in_words = dict(choice.values).get(value, value)
    return Chosen(name, choice.label, value, f"{_short(choice.label)}: {in_words}")


def _of_dates(name: str, label: str, start: str, end: str) -> Chosen:
    in_words = f"{_short(label)}: {between_words(start, end)}"
    return Chosen(name, label, start, in_words, is_date=True, until=end)


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
