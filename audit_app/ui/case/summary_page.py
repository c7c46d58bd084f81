"""The one-page summary of a case, for the conversation with the practitioner and the family.

It is shown; it is printed or saved only when a person asks for it, because a saved page is no longer
encrypted.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.model import Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import CaseSummary, Opinion
from audit_app.operations.outputs import put_out
from audit_app.ui.case.noted_text import NotedText
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import Heading, hint, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.flow import FlowLayout
from audit_app.words import _


def set_aside_words(summary: CaseSummary) -> str:
    """That there is nothing to talk through, and why."""
    return _("This file can't be audited ({why}). It is counted as such, and is in no figure.").format(
        why=summary.set_aside
    )


def page_html(summary: CaseSummary) -> str:
    """The summary as a page of its own, made up from nothing but its words."""
    title = _("Summary of {case}").format(case=escape(summary.reference))
    parts = [f"<h1>{title}</h1>"]
    if summary.set_aside:
        parts.append(f"<p>{escape(set_aside_words(summary))}</p>")
    for heading, lines in summary.headings:
        said = lines or (_("Nothing recorded."),)
        items = "".join(f"<li>{escape(line)}</li>" for line in said)
        parts.append(f"<h2>{escape(heading)}</h2><ul>{items}</ul>")
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    return f"<!doctype html><html>{head}<body>{''.join(parts)}</body></html>"


class SummaryPage(QScrollArea):
    """The summary. `back_asked` and `reopen_asked` lead away from it."""

    back_asked = Signal()
    reopen_asked = Signal()

    def __init__(self, sitting: Sitting, messenger: Messenger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting, self._messenger = sitting, messenger
        self._summary = CaseSummary(sitting.case.ref.reference)
        self._boxes: dict[str, NotedText] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def refresh(self) -> None:
        """Read the case and draw its summary."""
        self._summary = self._sitting.read(answering.case_summary)
        inside = QWidget(self)
        inside.setMaximumWidth(self.fontMetrics().averageCharWidth() * 140)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 12, 16, 24)
        layout.addWidget(Heading(_("Summary of {case}").format(case=self._summary.reference), 1, inside))
        layout.addWidget(text_label(self._said(), "notice", inside))
        layout.addLayout(self._tools(inside))
        shown = dict(self._summary.headings)
        self._boxes = {
            each.label: self._box(each, inside) for each in self._opinions() if each.label in shown
        }
        for heading, lines in self._summary.headings:
            layout.addSpacing(8)
            layout.addWidget(Heading(heading, 2, inside))
            if heading in self._boxes:
                layout.addWidget(self._boxes[heading])
                continue
            for line in lines:
                layout.addWidget(text_label(f"• {line}", parent=inside))
            if not lines:
                layout.addWidget(hint(_("Nothing recorded."), inside))
        layout.addStretch(1)
        self.setWidget(inside)

    def _said(self) -> str:
        if self._summary.set_aside:
            return set_aside_words(self._summary)
        if self._sitting.locked:
            return _("This audit is finished and locked. Talk it through with practitioner and family.")
        return _("This audit is not finished: the summary says what has been found so far.")

    def follow(self) -> None:
        """Show what practitioner and family say as it now stands."""
        for opinion in self._opinions():
            if opinion.label in self._boxes:
                self._boxes[opinion.label].take(opinion)

    def settle(self) -> None:
        """Save what has been typed."""
        for box in self._boxes.values():
            box.settle()

    def start(self, _key: Key | None = None) -> None:
        """Put the focus on the first thing that can be done."""
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _box(self, opinion: Opinion, inside: QWidget) -> NotedText:
        def save(text: str) -> None:
            self._sitting.do(answering.save_opinion, opinion.who, text)

        warn = self._sitting.personal_text
        empty = _("Add it after the conversation, without names")
        return NotedText(opinion.label, opinion, save, empty=empty, warn=warn, parent=inside)

    def _opinions(self) -> tuple[Opinion, ...]:
        return self._sitting.read(answering.opinions)

    def _page(self) -> str:
        self.settle()
        self._summary = self._sitting.read(answering.case_summary)
        return page_html(self._summary)

    def _tools(self, inside: QWidget) -> FlowLayout:
        tools = FlowLayout()
        self.print_button = QPushButton(_("Print…"), inside)
        self.save_button = QPushButton(_("Save as a page…"), inside)
        self.reopen_button = QPushButton(_("Reopen this audit…"), inside)
        self.back_button = QPushButton(_("Back"), inside)
        self.reopen_button.setVisible(self._sitting.locked)
        for button, slot in (
            (self.print_button, self._print),
            (self.save_button, self._save),
            (self.reopen_button, self.reopen_asked),
            (self.back_button, self.back_asked),
        ):
            button.clicked.connect(slot)
            tools.addWidget(button)
        return tools

    def _print(self) -> None:
        self._messenger.print_page(_("Summary of a case"), self._page())

    def _save(self) -> None:
        sure = self._messenger.ask(
            _("Save this page outside the encrypted file?"),
            _("Anyone who can open the saved page can read what it says about this case."),
            yes=_("Save"),
        )
        if not sure:
            return
        suggested = f"{self._summary.reference}.html"
        path = self._messenger.save_file(_("Save the summary"), _("Web page (*.html)"), suggested)
        if path is not None:
            try:
                put_out(path, self._page().encode())
            except AuditError as error:
                self._messenger.refuse(error)
