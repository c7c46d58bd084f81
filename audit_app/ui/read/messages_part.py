"""What stands out: the page that *Read* opens with. The messages stand in their order; all findings, ranked
with their reasons, wait behind a button."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.lines.sample_words import no_case_words
from audit_app.operations.act.messages import Editing, Found, StandsOut
from audit_app.operations.audit import Audit, Progress
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import spaced, text_label
from audit_app.ui.messages import AskedField, Messenger
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import row_of_buttons
from audit_app.ui.read.message_card import MessageCard
from audit_app.ui.read.reading import CohortPart
from audit_app.ui.read.shared import Make, SharedReading, Source
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural

KEY = "messages"
TEXTS = ("words", "means", "not_shown", "action")


class MessagesPart(CohortPart):
    """Messages can be chosen, worded, put in order and taken away; `page_asked` for a page by its id."""

    page_asked = Signal(str)

    def __init__(self, shared: SharedReading, drawing: Desk, messenger: Messenger, changes: Changes) -> None:
        super().__init__(_("What stands out"), shared, drawing)
        self._messenger, self._changes = messenger, changes
        self.cards: list[MessageCard] = []
        self.view = QScrollArea(self)
        self.view.setWidgetResizable(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.setAccessibleName(_("What stands out"))
        self.more = QPushButton(_("All findings, ranked with their reasons"), self)
        self.more.setAutoDefault(False)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_ranking)
        self.ranking = self._make_ranking()
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.ranking, 1)
        self.body.addWidget(self.view, 1)
        changes.happened.connect(self._follow)

    def _make_ranking(self) -> QWidget:
        made = QWidget(self)
        layout = QVBoxLayout(made)
        spaced(layout)
        layout.addWidget(text_label(rule_words(), parent=made))
        self.table: RowsTable[Found] = RowsTable(
            _("Findings"), finding_columns(), made, stretch=0, known_by=_figure
        )
        self.table.opened.connect(self._choose)
        layout.addWidget(self.table, 1)
        layout.addLayout(row_of_buttons(made, ((_("Make it a message"), self._choose),)))
        made.hide()
        return made

    def wanted(self) -> tuple[object, Make]:
        return KEY, _make

    def best_focus(self) -> QWidget:
        return self.view

    @property
    def complete(self) -> bool:
        """Whether all that is to be seen stands there."""
        return self._task is None

    def show_result(self, result: StandsOut | None) -> None:
        self.table.show_rows(result.found if result else ())
        self.more.setVisible(bool(result and result.found))
        self._show_ranking(self.more.isChecked())
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        spaced(column, 1, 2)
        self.cards = []
        if result is not None:
            self._fill(inside, column, result)
        column.addStretch(1)
        place = self.view.verticalScrollBar().value()
        self.view.setWidget(inside)
        self.view.verticalScrollBar().setValue(place)

    def _fill(self, inside: QWidget, column: QVBoxLayout, result: StandsOut) -> None:
        column.addWidget(text_label(beginning(result), parent=inside))
        if result.offered and result.messages:
            column.addWidget(
                push_button(_("Take these as they stand"), self._take_all, inside),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        for n, message in enumerate(result.messages):
            deeds = tuple(_deeds(result, n))
            card = MessageCard(message, deeds, self._drawing, inside)
            card.asked.connect(self._do)
            column.addWidget(card)
            self.cards.append(card)

    def _show_ranking(self, on: bool) -> None:
        shown = on and self.more.isVisibleTo(self)
        self.ranking.setVisible(shown)
        self.view.setVisible(not shown)
        self.more.setText(
            _("Back to the messages") if shown else _("All findings, ranked with their reasons")
        )

    # What can be done

    def _choose(self, *_index: Any) -> None:
        found = self.table.current()
        if found is not None:
            self._change(partial(_choosing, (found.ranked.line.id,)))

    def _take_all(self) -> None:
        self._change(partial(_choosing, tuple(each.figure for each in self._shown.messages)))

    def _do(self, deed: str, figure: str) -> None:
        if deed == "word":
            self._begin(partial(_editing, figure), self._ask_words)
        elif deed == "page":
            self.page_asked.emit(next(each.page for each in self._shown.messages if each.figure == figure))
        else:
            self._change(partial(_DEEDS[deed], figure))

    def _ask_words(self, now: Editing, typed: dict[str, str] | None = None, wrong: str = "") -> None:
        filled = self._messenger.fill_in(
            _("Word the message"), word_fields(now, typed or {}), text=wrong, yes=_("Keep")
        )
        if filled is None:
            return
        texts = {name: filled[name] for name in TEXTS}
        texts |= {name: "" for name, usual in now.usual.items() if texts[name].split() == usual.split()}
        self._begin(
            partial(_wording, now.wording.figure, texts),
            self._changed,
            lambda error: self._ask_words(now, filled, str(error)),
        )

    def _change(self, make: Make) -> None:
        self._begin(make, self._changed)

    def _begin(
        self,
        make: Make,
        done: Callable[[Any], None],
        failed: Callable[[AuditError], None] | None = None,
    ) -> None:
        self._trouble.hide()
        self._shared.change(make, done=done, failed=failed or self._refuse)

    def _refuse(self, error: AuditError) -> None:
        self._trouble.setText(str(error))
        self._trouble.show()

    def _changed(self, _result: object) -> None:
        self._changes.tell(ChangeKind.PRACTICE, by=self)
        self._again_from_practice()

    def _again_from_practice(self) -> None:
        self._shared.drop(KEY)
        if self.isVisible() and self._shared.audit is not None:
            self.read()

    def _follow(self, kinds: frozenset[ChangeKind], by: QObject | None) -> None:
        if by is not self and ChangeKind.PRACTICE in kinds:
            self._again_from_practice()


def beginning(result: StandsOut) -> str:
    """What stands before the messages."""
    if not result.messages and not result.cohort.cases:
        return no_case_words()
    if not result.messages:
        return _(
            "No finding here is worth a message: none is surely short of what is expected by a case, with "
            "five or more affected. The pages at the left say what the files hold."
        )
    if result.offered:
        return _(
            "Nobody has chosen messages yet. These are what the ranking offers, the first finding of each "
            "page: take them, or choose others, about five in all."
        )
    return plural(
        "One message was chosen. It stands first in what is taken out.",
        "{n} messages were chosen. They stand first in what is taken out.",
        len(result.messages),
    )


def rule_words() -> str:
    """The rule of the ranking in a few sentences."""
    return _(
        "Findings stand by how many cases are short of what is expected, counted at the near end of the "
        "interval, and by how many the share surely moved since the last round. What is expected is the "
        "area’s own target, else what a time limit or a statement of practice describes, for every case; "
        "never a published figure. Distance is in percentage points."
    )


def finding_columns() -> tuple[TableColumn[Found], ...]:
    """The ranking: each criterion in words."""
    return (
        TableColumn(_("Finding"), lambda found: found.sentence),
        TableColumn(_("Affected"), lambda found: found.ranked.reasons[0]),
        TableColumn(_("Distance"), lambda found: found.ranked.reasons[1]),
        TableColumn(_("Certainty"), lambda found: found.ranked.reasons[2]),
        TableColumn(_("Change"), lambda found: found.ranked.reasons[3]),
        TableColumn(_("Cases"), lambda found: f"{found.ranked.families:.1f}", number=True),
        TableColumn(_("Chosen"), lambda found: _("yes") if found.chosen else ""),
    )


def word_fields(now: Editing, typed: dict[str, str]) -> list[AskedField]:
    """The texts of a message, to be worded; where they are left as they were, they are said as usual."""
    places = ", ".join(f"{{{name}}} {words}" for name, words in now.numbers.items() if name != "label")
    hints = {
        "words": _("Places hold the figure’s numbers: {places}.").format(places=places),
        "means": _("Say what it means for those whom it is about. Write no names."),
        "not_shown": "",
    }
    labels = {
        "words": _("The sentence"),
        "means": _("What this means"),
        "not_shown": _("What it does not show"),
    }
    fields = [
        AskedField(
            name, label, typed.get(name, getattr(now.wording, name) or now.usual[name]), hints[name], lines=3
        )
        for name, label in labels.items()
    ]
    options = (("", _("The one that fits")), *now.actions)
    action = AskedField(
        "action", _("What is done about it"), typed.get("action", now.wording.action), options=options
    )
    return [*fields, action]


def _deeds(result: StandsOut, n: int) -> Any:
    """What can be done with a message, and the words of its button."""
    if result.offered:
        yield "choose", _("Take it")
        yield "page", _("Show its page")
        return
    if result.messages[n].asks:
        yield "hold", _("It still holds")
    yield "word", _("Word it…")
    if n > 0:
        yield "up", _("Move up")
    if n + 1 < len(result.messages):
        yield "down", _("Move down")
    yield "away", _("Take it away")
    yield "page", _("Show its page")


def _figure(found: Found) -> str:
    return found.ranked.line.id


# What is done on the desk


def _make(source: Source, progress: Progress) -> StandsOut:
    from audit_app.operations.act import messages

    reading = source.reading(progress)
    return messages.stands_out(source.audit, reading, source.filters, source.before(), progress)


def _editing(figure: str, source: Source, progress: Progress) -> Editing:
    from audit_app.operations.act import messages

    return messages.editing(source.audit, source.reading(progress), figure)


def _line(figure: str, source: Source, progress: Progress) -> Any:
    from audit_app.operations.act import ranking

    line = ranking.line_of(source.reading(progress), figure)
    if line is None:
        raise AuditError(_("This form has no such figure any more."))
    return line


def _choosing(figures: tuple[str, ...], source: Source, progress: Progress) -> None:
    from audit_app.operations.act import wordings

    for figure in figures:
        wordings.choose(source.audit, _line(figure, source, progress))


def _wording(figure: str, texts: dict[str, str], source: Source, progress: Progress) -> None:
    from audit_app.operations.act import wordings

    wordings.word(source.audit, _id(figure, source.audit), _line(figure, source, progress), **texts)


def _holding(figure: str, source: Source, progress: Progress) -> None:
    from audit_app.operations.act import wordings

    wordings.still_holds(source.audit, _id(figure, source.audit), _line(figure, source, progress))


def _taking_away(figure: str, source: Source, _progress: Progress) -> None:
    from audit_app.operations.act import wordings

    wordings.take_away(source.audit, _id(figure, source.audit))


def _moving(by: int, figure: str, source: Source, _progress: Progress) -> None:
    from audit_app.operations.act import wordings

    ids = [each.id for each in wordings.wordings(source.audit)]
    place = ids.index(_id(figure, source.audit))
    ids.insert(max(place + by, 0), ids.pop(place))
    wordings.put_in_order(source.audit, ids)


def _id(figure: str, audit: Audit) -> str:
    """The id of the message about a figure; empty where there is none any more, which is then refused."""
    from audit_app.operations.act import wordings

    return next((each.id for each in wordings.wordings(audit) if each.figure == figure), "")


_DEEDS: dict[str, Callable[..., None]] = {
    "choose": lambda figure, source, progress: _choosing((figure,), source, progress),
    "hold": _holding,
    "away": _taking_away,
    "up": partial(_moving, -1),
    "down": partial(_moving, 1),
}
