"""How a sample is to be drawn: method, size, groups, seed, second audits, and what is left out beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from audit_app.operations.plan.list_rows import attribute_words
from audit_app.operations.plan.sampling import Method, SamplePlan, StrataColumn
from audit_app.ui.look import GRID, hint, spaced, text_label
from audit_app.ui.messages import AskedField, Messenger
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.scrolling_part import field
from audit_app.words import _, plural

_STRATIFIED = (Method.PROPORTIONAL, Method.FIXED)
_MOST_SHOWN = 4


class NumberBox(QLineEdit):
    """A whole number, typed: 0 to `most`, or none."""

    def __init__(self, most: int, usual: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(QIntValidator(0, most, self))
        self.set_value(usual)

    def value(self) -> int | None:
        """The number; None where nothing is typed."""
        return int(self.text()) if self.text() else None

    def set_value(self, number: int | None) -> None:
        """Show this number."""
        self.setText("" if number is None else str(number))


class SampleForm(QWidget):
    """`wanted(SamplePlan)` to see what it would draw; `drawn_back` when the sample that stands is to stay."""

    wanted = Signal(object)
    drawn_back = Signal()

    def __init__(self, messenger: Messenger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messenger = messenger
        self._excluded: dict[str, str] = {}
        self._method = QComboBox(self)
        for method in Method:
            self._method.addItem(method_words(method), method)
        self._method.setCurrentIndex(self._method.findData(Method.RANDOM))
        self._method.currentIndexChanged.connect(self._arrange)
        self._size = NumberBox(100_000, 30, self)
        self._second = NumberBox(100, 10, self)
        self._seed = NumberBox(999_999, None, self)
        self._basis = QLineEdit(self)
        self._by = QListWidget(self)
        self._chosen = QPlainTextEdit(self)
        self._chosen.setTabChangesFocus(True)
        self._out = text_label("", parent=self)
        self._lay_out()
        self._arrange()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        spaced(layout, 0, 2)
        layout.addWidget(field(_("How the cases are chosen"), self._method, self))
        self._method_help = hint("", self)
        layout.addWidget(self._method_help)
        self._by_field = field(
            _("Groups by"),
            self._by,
            self,
            _("One or more columns of the list. Each mix of values is a group."),
        )
        self._chosen_field = field(_("Cases, one reference a line"), self._chosen, self)
        self._chosen.setMaximumHeight(15 * GRID)
        layout.addWidget(self._by_field)
        layout.addWidget(self._chosen_field)
        numbers = QHBoxLayout()
        spaced(numbers, 0, 2)
        self._size_field = field(_("How many"), self._size, self)
        self._size_label = self._size_field.findChildren(QLabel)[0]
        seed = field(_("Seed"), self._seed, self, _("Empty: chance chooses one, which is printed."))
        for widget in (self._size_field, field(_("Audited twice, in %"), self._second, self), seed):
            numbers.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        numbers.addStretch(1)
        layout.addLayout(numbers)
        help_ = _("For example: date of referral. It says which cases the list could hold.")
        layout.addWidget(field(_("The date by which the list was made"), self._basis, self, help_))
        layout.addWidget(self._out)
        layout.addLayout(self._buttons())
        layout.addStretch(1)

    def _buttons(self) -> FlowLayout:
        line = FlowLayout(gap=GRID)
        self._show = push_button(_("Show what would be drawn"), self.give, self)
        self._leave_out = push_button(_("Leave a case out beforehand…"), self._exclude, self)
        self._back = push_button(_("Keep the sample as it is"), self.drawn_back.emit, self)
        for button in (self._show, self._leave_out, self._back):
            line.addWidget(button)
        return line

    def offer(self, columns: Sequence[StrataColumn], *, has_sample: bool) -> None:
        """Offer these columns for groups; ticked ones stay so."""
        ticked = set(self._ticked())
        self._by.clear()
        for column in columns:
            item = QListWidgetItem(column_words(column))
            item.setData(Qt.ItemDataRole.UserRole, column.name)
            state = Qt.CheckState.Checked if column.name in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self._by.addItem(item)
        self._back.setVisible(has_sample)
        self._fit()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Give the columns to choose from the room that they need, within reason."""
        rows = min(max(self._by.count(), 2), 6)
        row = max(self._by.sizeHintForRow(0), self.fontMetrics().height() + 2 * GRID)
        self._by.setFixedHeight(rows * row + GRID)

    def forget(self) -> None:
        """Nothing of another audit stays."""
        self._excluded.clear()
        self._by.clear()
        for editor in (self._seed, self._basis, self._chosen):
            editor.clear()
        self._arrange()

    def take_focus(self) -> None:
        """Put the focus on the first choice."""
        self._method.setFocus()

    def plan(self) -> SamplePlan:
        """What is filled in."""
        method = self._chosen_method()
        return SamplePlan(
            method=method,
            size=(self._size.value() or 0) if method not in (Method.ALL, Method.PURPOSIVE) else 0,
            by=tuple(self._ticked()) if method in _STRATIFIED else (),
            seed=self._seed.value(),
            second=(self._second.value() or 0) / 100,
            excluded=dict(self._excluded),
            chosen=tuple(self._chosen.toPlainText().split()) if method is Method.PURPOSIVE else (),
            basis=self._basis.text().strip(),
        )

    def fill_in(
        self, method: Method, size: int, *, by: Sequence[str] = (), seed: int | None = None, basis: str = ""
    ) -> None:
        """Fill in the form."""
        self._method.setCurrentIndex(self._method.findData(method))
        self._size.set_value(size)
        self._seed.set_value(seed)
        self._basis.setText(basis)
        for item in self._columns():
            ticked = item.data(Qt.ItemDataRole.UserRole) in by
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def with_seed(self, plan: SamplePlan, seed: int) -> SamplePlan:
        """The plan with the seed that chance chose, which stays on the form."""
        self._seed.set_value(seed)
        return replace(plan, seed=seed)

    def _chosen_method(self) -> Method:
        return Method(self._method.currentData())  # Qt gives back a bare text

    def _ticked(self) -> list[str]:
        ticked = (item for item in self._columns() if item.checkState() == Qt.CheckState.Checked)
        return [item.data(Qt.ItemDataRole.UserRole) for item in ticked]

    def _columns(self) -> list[QListWidgetItem]:
        return [self._by.item(row) for row in range(self._by.count())]

    def give(self) -> None:
        """Ask to see what would be drawn."""
        self.wanted.emit(self.plan())

    def _exclude(self) -> None:
        fields = (
            AskedField("case", _("Case reference"), required=True),
            AskedField("why", _("Why it is left out"), required=True),
        )
        text = _("It can’t be drawn. The statement gives the reasons with their numbers.")
        filled = self._messenger.fill_in(_("Leave a case out"), fields, text=text, yes=_("Leave it out"))
        if filled is not None:
            self._excluded[filled["case"]] = filled["why"]
            self._arrange()

    def _arrange(self) -> None:
        method = self._chosen_method()
        self._by_field.setVisible(method in _STRATIFIED)
        self._chosen_field.setVisible(method is Method.PURPOSIVE)
        self._size_field.setVisible(method not in (Method.ALL, Method.PURPOSIVE))
        self._method_help.setText(method_help(method))
        each = method is Method.FIXED
        self._size_label.setText(_("How many from each") if each else _("How many"))
        self._size.setAccessibleName(self._size_label.text())
        out = [f"{case} ({why})" for case, why in self._excluded.items()]
        self._out.setText(
            plural("{n} case is left out beforehand: ", "{n} cases are left out beforehand: ", len(out))
            + ", ".join(out)
        )
        self._out.setVisible(bool(out))


def method_words(method: Method) -> str:
    """A method as people name it."""
    return {
        Method.ALL: _("All cases on the list"),
        Method.RANDOM: _("Simple random sample"),
        Method.PROPORTIONAL: _("Random within groups, in proportion to their size"),
        Method.FIXED: _("Random within groups, the same number from each"),
        Method.SYSTEMATIC: _("Systematic: evenly spaced down the list"),
        Method.PURPOSIVE: _("Chosen by hand"),
    }[method]


def method_help(method: Method) -> str:
    """When a method is the right one."""
    return {
        Method.ALL: _("Where there are few enough to audit them all: nothing is left to chance."),
        Method.RANDOM: _("Every case has the same chance. The plainest sample to defend."),
        Method.PROPORTIONAL: _("Every group stands in the sample as it does in the list."),
        Method.FIXED: _("Small groups are seen too. The figures are then weighted, and say so."),
        Method.SYSTEMATIC: _("Spreads over the list in its own order, such as by date."),
        Method.PURPOSIVE: _("To learn from particular cases. They stand for themselves, so no intervals."),
    }[method]


def column_words(column: StrataColumn) -> str:
    """A column with its values and how many cases have each."""
    shown = [f"{value or _('not given')} {n}" for value, n in column.values[:_MOST_SHOWN]]
    more = [_("…")] if len(column.values) > _MOST_SHOWN else []
    return f"{attribute_words(column.name)}: {', '.join(shown + more)}"
