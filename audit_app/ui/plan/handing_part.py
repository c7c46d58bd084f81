"""Handing out: who audits which case, blind second audits, and the packs that carry them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.model import CaseRef
from audit_app.operations.audit import Audit
from audit_app.operations.case import cases
from audit_app.operations.plan import handing_out, sampling
from audit_app.operations.plan.handing_out import Assigned, Officer, PackOut
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import hint, spaced, text_label
from audit_app.ui.messages import Messenger, ask_text
from audit_app.ui.models.cases import case_words, local_time, natural, role_words
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart, row_of_buttons
from audit_app.ui.parts.table import TableView
from audit_app.ui.plan.pack_writing import PackWriting
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural

_MOST_SEEDS = 1_000_000


class HandingPart(ScrollingPart):
    """Officers, cases and packs, each a table with what can be done."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Hand out"), desk, messenger, changes, parent)
        self._about = text_label("", parent=self)
        self.officers = RowsTable(_("Officers"), officer_columns(), self, stretch=0)
        self.officers.allow_several()
        self.cases = RowsTable(_("Cases to be audited"), case_columns(), self, known_by=_audit_of)
        self.cases.allow_several()
        self.packs = RowsTable(_("Packs given out"), pack_columns(), self)
        self._writing = PackWriting(messenger, self)
        self._writing.ready.connect(self._write)
        self._tabs = QTabBar(self)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(_("Officers, cases and packs"))
        self._pages = QStackedWidget(self)
        for page in (self._officer_page(), self._case_page(), self._pack_page()):
            self._tabs.addTab("")
            self._pages.addWidget(page)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.body.addWidget(self._about)
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._pages, 1)

    def _officer_page(self) -> QWidget:
        return _page(
            self.officers,
            _("Choose one officer or several (Ctrl or Shift with the arrows), then hand out."),
            row_of_buttons(
                self,
                (
                    (_("Add an officer…"), self._add),
                    (_("Share the cases evenly"), self._evenly),
                    (_("Share the second audits"), self._second),
                    (_("Write a pack…"), self._ask_pack),
                ),
            ),
        )

    def _case_page(self) -> QWidget:
        return _page(
            self.cases,
            _("Choose the cases, then who audits them. A case that somebody has begun stays theirs."),
            row_of_buttons(
                self,
                (
                    (_("Give to…"), self._by_hand),
                    (_("Give for a second audit to…"), self._second_by_hand),
                ),
            ),
        )

    def _pack_page(self) -> QWidget:
        return _page(
            self.packs,
            _("A pack holds one officer's cases only. Take it back in under Gather, as often as it comes."),
            row_of_buttons(self, ((_("Write it again…"), self._pack_again),)),
        )

    def read(self) -> None:
        """Read officers, cases and packs."""
        found = self.ask(_read)
        if found is None:
            return
        officers, refs, packs, due = found
        self.officers.show_rows(officers)
        self.cases.show_rows(refs)
        self.packs.show_rows(packs)
        for place, title in enumerate(_titles(officers, refs, packs)):
            self._tabs.setTabText(place, title)
        self._about.setText(_left(refs, due))

    def forget(self) -> None:
        """Show nothing of another audit."""
        for table in (self.officers, self.cases, self.packs):
            table.show_rows(())
        self._about.clear()

    def take_focus(self) -> None:
        """Put the focus on the table in front."""
        (self.officers, self.cases, self.packs)[self._pages.currentIndex()].setFocus()

    # Officers and cases

    def _add(self) -> None:
        title = _("Add an officer")
        name = ask_text(self._messenger, title, _("Name or initials"), yes=_("Add"))
        if name is not None and self.ask(handing_out.add_officer, name) is not None:
            self.changed(ChangeKind.AUDIT)

    def _evenly(self) -> None:
        names = self._chosen_officers()
        if names:
            given = self.ask(handing_out.assign_evenly, names, seed=_seed())
            self._given(given, _("There is no case left to give."))

    def _second(self) -> None:
        names = self._chosen_officers()
        if names:
            given = self.ask(handing_out.assign_due, names, seed=_seed())
            nothing = _(
                "No second audit could be given out. The sample says which cases are audited twice; "
                "each needs a first officer, and somebody else for the second audit."
            )
            self._given(given, nothing)

    def _by_hand(self) -> None:
        chosen = [ref.id for ref in self._chosen_cases()]
        name = self._pick_officer(_("Give to")) if chosen else None
        if name is not None:
            self._given(self.ask(handing_out.assign, name, chosen), _("They are theirs already."))

    def _second_by_hand(self) -> None:
        chosen = [ref.id for ref in self._chosen_cases()]
        name = self._pick_officer(_("Give for a blind second audit to")) if chosen else None
        if name is not None:
            given = self.ask(handing_out.assign_second, chosen, [name], seed=_seed())
            self._given(given, _("They are audited twice already."))

    def _given(self, given: Sequence[Assigned] | None, nothing: str) -> None:
        if given is None:
            return
        if not given:
            self.refuse(AuditError(nothing))
            return
        self.changed(ChangeKind.CASES, ChangeKind.AUDIT)
        said = plural("{n} audit was given out.", "{n} audits were given out.", len(given))
        self._about.setText(f"{said} {self._about.text()}")

    def _chosen_officers(self) -> list[str]:
        names = [officer.name for officer in self.officers.chosen()]
        if not names:
            self.refuse(AuditError(_("Choose the officers in the table first, or add one.")))
        return names

    def _chosen_cases(self) -> list[CaseRef]:
        chosen = self.cases.chosen()
        if not chosen:
            self.refuse(AuditError(_("Choose the cases in the table first.")))
        return chosen

    def _pick_officer(self, title: str) -> str | None:
        names = [officer.name for officer in self.officers.shown.rows]
        if not names:
            return ask_text(self._messenger, title, _("Name or initials"))
        place = self._messenger.choose(title, "", [*names, _("Somebody new…")])
        if place is None:
            return None
        return names[place] if place < len(names) else ask_text(self._messenger, title, _("Name or initials"))

    # Packs

    def show_packs(self) -> None:
        """Bring the packs to the front."""
        self._tabs.setCurrentIndex(2)

    def _ask_pack(self) -> None:
        names = self._chosen_officers()
        if len(names) > 1:
            self.refuse(AuditError(_("A pack is for one officer. Choose one of them.")))
        elif names:
            self._writing.ask(names[0])

    def _pack_again(self) -> None:
        pack: PackOut | None = self.packs.current()
        if pack is None:
            self.refuse(AuditError(_("Choose the pack in the table first.")))
        else:
            self._writing.ask(pack.person)

    def _write(self, officer: str, path: Path, passphrase: str) -> None:
        self.start(
            handing_out.write_pack, officer, path, passphrase, title=_("Writing the pack"), done=self._written
        )

    def _written(self, pack: PackOut) -> None:
        self.changed(ChangeKind.AUDIT)
        self.show_packs()
        n = plural("{n} case", "{n} cases", len(pack.cases))
        text = _(
            "It holds {cases}. Give the passphrase by another way than the pack: by telephone, say. "
            "This audit opens the pack when it comes back, whatever its passphrase."
        ).format(cases=n)
        self._messenger.tell(_("The pack for {name} is written").format(name=pack.person), text)


def officer_columns() -> tuple[TableColumn[Officer], ...]:
    """The table of officers, by name."""
    return (
        TableColumn(_("Officer"), lambda officer: officer.name),
        TableColumn(_("First audits"), lambda officer: str(officer.first), number=True),
        TableColumn(_("Second audits"), lambda officer: str(officer.second), number=True),
        TableColumn(_("In progress"), lambda officer: str(officer.in_progress), number=True),
        TableColumn(_("Finished"), lambda officer: str(officer.finished), number=True),
    )


def case_columns() -> tuple[TableColumn[CaseRef], ...]:
    """The table of audits to be given out."""
    return (
        TableColumn(_("Case"), lambda ref: ref.reference),
        TableColumn(_("Officer"), lambda ref: ref.person or _("nobody yet")),
        TableColumn(_("Audit"), lambda ref: role_words(ref.role)),
        TableColumn(_("Status"), case_words),
    )


def pack_columns() -> tuple[TableColumn[PackOut], ...]:
    """The table of packs, oldest first."""
    return (
        TableColumn(_("For"), lambda pack: pack.person),
        TableColumn(_("Given"), lambda pack: local_time(pack.given)),
        TableColumn(_("Cases"), lambda pack: str(len(pack.cases)), number=True),
        TableColumn(_("Finished here"), lambda pack: str(pack.finished), number=True),
        TableColumn(_("Came back"), _came_back),
    )


def _read(
    audit: Audit,
) -> tuple[tuple[Officer, ...], tuple[CaseRef, ...], tuple[PackOut, ...], int]:
    counts = sampling.counts(audit)
    refs = [ref for ref in cases.list_cases(audit) if counts(ref)]
    refs.sort(key=lambda ref: (bool(ref.person), natural(ref.reference), ref.role))
    due = len(handing_out.due_twice(audit))
    return handing_out.officers(audit), tuple(refs), handing_out.packs_out(audit), due


def _titles(
    officers: Sequence[Officer], refs: Sequence[CaseRef], packs: Sequence[PackOut]
) -> tuple[str, ...]:
    return (
        plural("{n} officer", "{n} officers", len(officers)),
        plural("{n} audit", "{n} audits", len(refs)),
        plural("{n} pack", "{n} packs", len(packs)),
    )


def _left(refs: Sequence[CaseRef], due: int) -> str:
    free = sum(1 for ref in refs if not ref.person)
    if not refs:
        return _("There are no cases to hand out yet. Bring in the list, and draw the sample.")
    said = [
        plural("{n} case is nobody's yet.", "{n} cases are nobody's yet.", free)
        if free
        else _("Every case has its officer.")
    ]
    if due:
        said.append(
            plural(
                "{n} second audit is still to be given out.",
                "{n} second audits are still to be given out.",
                due,
            )
        )
    return " ".join(said)


def _audit_of(ref: CaseRef) -> str:
    # Not its id, of which the officer is a part.
    return f"{ref.reference} {ref.round} {ref.role}"


def _came_back(pack: PackOut) -> str:
    if not pack.returned:
        return _("not yet")
    when = local_time(pack.returned)
    return when if pack.returns < 2 else _("{n} times, last {when}").format(n=pack.returns, when=when)


def _seed() -> int:
    return secrets.randbelow(_MOST_SEEDS)


def _page(table: TableView, about: str, buttons: FlowLayout) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    spaced(layout, 0, 1)
    layout.addWidget(hint(about, made))
    layout.addWidget(table, 1)
    layout.addLayout(buttons)
    return made
