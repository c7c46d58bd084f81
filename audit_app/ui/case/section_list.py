"""The list of sections with how far each has come, at the left; in a narrow window, a single box to choose
from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from audit_app.operations.case.answering import Beside, SectionLine, SectionState
from audit_app.ui.case.choice_editors import CalmList
from audit_app.ui.look import mixed
from audit_app.ui.models.index import Index
from audit_app.ui.parts.said import section_words
from audit_app.words import _, plural

# No section's names: names of a form hold no @.
CHECK, DOCUMENTS, OVERVIEW, SUMMARY = "@check", "@documents", "@overview", "@summary"

_MARGIN = 7
_MARK = 20  # the room of the mark before a section, in pixels at least
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_NAME = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1


def entries(lines: Sequence[SectionLine], beside: Beside) -> list[tuple[str, str, str]]:
    """Name, label and status of each line; at the end the pages of the whole case."""
    return [
        *((line.name, line.label, section_words(line)) for line in lines),
        (CHECK, _("Check answers"), ""),
        (DOCUMENTS, _("Documents"), _("{n} listed").format(n=beside.documents)),
        (
            OVERVIEW,
            _("Overview"),
            plural("{n} flagged", "{n} flagged", beside.flagged) if beside.flagged else "",
        ),
    ]


def entry_words(lines: Sequence[SectionLine], name: str) -> str:
    """A page as it is announced when it comes to the front: its name, and how far a section has come."""
    said = {line.name: f"{line.label}. {section_words(line)}" for line in lines}
    whole = {
        CHECK: _("Check answers"), DOCUMENTS: _("Documents"), OVERVIEW: _("Overview"), SUMMARY: _("Summary")
    }  # fmt: skip
    return said.get(name) or whole.get(name, "")


def _needed(lines: Sequence[SectionLine]) -> list[str]:
    return [line.name for line in lines if line.state is not SectionState.NOT_NEEDED]


def others(lines: Sequence[SectionLine], name: str) -> list[str]:
    """The other sections that are needed, the next one first."""
    names = _needed(lines)
    at = names.index(name) if name in names else 0
    return [*names[at + 1 :], *names[:at]]


def neighbour(lines: Sequence[SectionLine], name: str, by: int) -> str:
    """The section before or after one that is needed; Check answers after the last, empty before the
    first."""
    names = [*_needed(lines), CHECK]
    place = names.index(name) + by if name in names else 0
    return names[place] if 0 <= place < len(names) else ""


def first_open(lines: Sequence[SectionLine]) -> str:
    """The first section that isn't complete; Check answers where all are."""
    going = (SectionState.NOT_STARTED, SectionState.IN_PROGRESS)
    return next((line.name for line in lines if line.state in going), CHECK)


class TwoLines(QStyledItemDelegate):
    """Draws the name of a section and, quieter beneath it, how far it has come."""

    def __init__(self, sections: QListWidget) -> None:
        super().__init__(sections)
        self._sections = sections

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = max(self._sections.viewport().width() - 2 * _MARGIN - _mark_room(option), 40)
        room = QRect(0, 0, width, 10_000)
        flags = int(_WRAPPED)
        height = sum(option.fontMetrics.boundingRect(room, flags, text).height() for text in _texts(index))
        return QSize(width, height + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        roles, groups = QPalette.ColorRole, QPalette.ColorGroup
        # Windows marks what is chosen in a list without the focus in pale grey, with a dark text.
        group = groups.Active if option.state & QStyle.StateFlag.State_Active else groups.Inactive
        ink = option.palette.color(group, roles.HighlightedText if chosen else roles.Text)
        quiet = ink if chosen else mixed(ink, option.palette.color(roles.Base), 0.32)
        area = option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.save()
        painter.setFont(option.font)
        _draw_mark(painter, index.data(_STATE), QRectF(area.topLeft(), _mark_size(option)), ink)
        area.setLeft(area.left() + _mark_room(option))
        for text, colour in zip(_texts(index), (ink, quiet), strict=False):
            painter.setPen(colour)
            painter.drawText(area, int(_WRAPPED), text)
            area.setTop(area.top() + option.fontMetrics.boundingRect(area, int(_WRAPPED), text).height())
        painter.restore()


def _mark_size(option: QStyleOptionViewItem) -> QSizeF:
    side = option.fontMetrics.height() * 0.8
    return QSizeF(side, side)


def _mark_room(option: QStyleOptionViewItem) -> int:
    return max(_MARK, round(option.fontMetrics.height() * 1.3))


def _draw_mark(painter: QPainter, state: str | None, box: QRectF, ink: QColor) -> None:
    """How far a section has come, at a glance: an empty ring, a half-filled one, a tick; a dash
    where it isn't needed. The words beneath its name say the same."""
    box = box.translated(1, 3)
    pen = QPen(ink, max(box.width() / 9, 1.2))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    if state in (SectionState.NOT_STARTED, SectionState.IN_PROGRESS):
        painter.drawEllipse(box)
    if state == SectionState.IN_PROGRESS:
        painter.setBrush(ink)
        painter.drawChord(box, 90 * 16, 180 * 16)
    if state == SectionState.COMPLETED:
        painter.drawPolyline([_in(box, 0.05, 0.55), _in(box, 0.38, 0.88), _in(box, 0.98, 0.15)])
    if state == SectionState.NOT_NEEDED:
        painter.drawLine(_in(box, 0.2, 0.5), _in(box, 0.8, 0.5))


def _in(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())


def _texts(index: Index) -> list[str]:
    text: str = index.data(Qt.ItemDataRole.DisplayRole)
    return text.split("\n")


class SectionList(QListWidget):
    """Two lines of text for each section. `chosen` carries a section's name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Sections of this case"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(TwoLines(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemClicked.connect(self._on_item)
        self.itemActivated.connect(self._on_item)

    def show_lines(self, lines: Sequence[SectionLine], current: str, beside: Beside) -> None:
        """Show the sections as they now stand."""
        wanted = entries(lines, beside)
        if self.count() != len(wanted):
            self.clear()
            for _entry in wanted:
                QListWidgetItem(self)
        for place, (name, label, status) in enumerate(wanted):
            item = self.item(place)
            text = f"{label}\n{status}" if status else label
            if item.text() != text:
                item.setText(text)
                item.setData(_NAME, name)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", ", "))
        for place, line in enumerate(lines):
            if self.item(place).data(_STATE) != line.state:
                self.item(place).setData(_STATE, line.state)
        names = [name for name, _label, _status in wanted]
        self.setCurrentRow(names.index(current) if current in names else -1)

    def _on_item(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_NAME))


class SectionBox(CalmList):
    """The same in one line."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Section of this case"))
        self.setSizeAdjustPolicy(CalmList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.activated.connect(self._on_activated)

    def show_lines(self, lines: Sequence[SectionLine], current: str, beside: Beside) -> None:
        """Show the sections as they now stand."""
        wanted = entries(lines, beside)
        if self.count() != len(wanted):
            self.clear()
            self.addItems([""] * len(wanted))
        for place, (name, label, status) in enumerate(wanted):
            self.setItemText(place, f"{label} — {status}" if status else label)
            self.setItemData(place, name, _NAME)
            if name == current:
                self.setCurrentIndex(place)

    def _on_activated(self, place: int) -> None:
        self.chosen.emit(self.itemData(place, _NAME))
