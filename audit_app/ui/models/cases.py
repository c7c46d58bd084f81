"""The list of cases as a table: one officer's audit of one case a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QSortFilterProxyModel

from audit_app.dates import moment_words
from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.operations.plan.list_rows import attribute_words
from audit_app.ui.models.index import Index
from audit_app.ui.models.rows import SORT_ROLE, RowsModel, TableColumn
from audit_app.words import _


def status_words(status: CaseStatus) -> str:
    """The status of a case as the screen says it."""
    return {
        CaseStatus.NOT_STARTED: _("Not yet started"),
        CaseStatus.IN_PROGRESS: _("In progress"),
        CaseStatus.FINISHED: _("Finished"),
    }[status]


def case_words(case: CaseRef) -> str:
    """The status of this case: where its file could not be audited, that, since it is in no figure."""
    return _("Could not be audited") if case.set_aside else status_words(case.status)


def role_words(role: Role) -> str:
    """Whose audit of the case it is."""
    return {Role.FIRST: _("First"), Role.SECOND: _("Second"), Role.AGREED: _("Agreed")}[role]


def local_time(utc: str) -> str:
    """A kept time (UTC, ISO) as the clock here says it: `3 Nov 2024, 14:02`; empty for none."""
    if not utc:
        return ""
    here = datetime.fromisoformat(utc.replace("Z", "+00:00")).astimezone()
    return moment_words(here)


def left_words(case: CaseRef) -> str:
    """How much is left, where that means something."""
    return str(case.n_left) if case.status is CaseStatus.IN_PROGRESS else ""


def columns_for(cases: Sequence[CaseRef]) -> tuple[TableColumn[CaseRef], ...]:
    """The columns these cases need: rounds and roles only where there is more than one of them."""
    order = list(CaseStatus)
    columns: list[TableColumn[CaseRef]] = [
        TableColumn(_("Case"), lambda case: case.reference, order=lambda case: natural(case.reference)),
        TableColumn(
            _("Status"), case_words, order=lambda case: (order.index(case.status), bool(case.set_aside))
        ),
        TableColumn(_("Left"), left_words, order=lambda case: case.n_left if left_words(case) else -1),
        TableColumn(_("Officer"), lambda case: case.person, order=lambda case: case.person.casefold()),
    ]
    if len({case.role for case in cases}) > 1:
        columns.append(
            TableColumn(_("Audit"), lambda case: role_words(case.role), order=lambda case: case.role)
        )
    if len({case.round for case in cases}) > 1:
        columns.append(
            TableColumn(_("Round"), lambda case: case.round, order=lambda case: natural(case.round))
        )
    columns.append(
        TableColumn(_("Last changed"), lambda case: local_time(case.changed), order=lambda case: case.changed)
    )
    return (*columns, *map(_attribute, _attributes(cases)))


def natural(text: str) -> list[tuple[int, int, str]]:
    """A key that puts C2 before C10."""
    parts: list[tuple[int, int, str]] = []
    for digit, piece in _pieces(text.casefold()):
        parts.append((0, int(piece), "") if digit else (1, 0, piece))
    return parts


def _pieces(text: str) -> list[tuple[bool, str]]:
    pieces: list[tuple[bool, str]] = []
    for letter in text:
        digit = letter.isdecimal()
        if pieces and pieces[-1][0] == digit:
            pieces[-1] = (digit, pieces[-1][1] + letter)
        else:
            pieces.append((digit, letter))
    return pieces


def _attributes(cases: Sequence[CaseRef]) -> list[str]:
    return list(dict.fromkeys(name for case in cases for name, value in case.attributes.items() if value))


def _attribute(name: str) -> TableColumn[CaseRef]:
    words = attribute_words(name)
    return TableColumn(
        words[:1].upper() + words[1:],
        lambda case: case.attributes.get(name, ""),
        order=lambda case: natural(case.attributes.get(name, "")),
    )


class CasesFilter(QSortFilterProxyModel):
    """The cases of one status whose shown words hold every word that was typed."""

    def __init__(self, cases: RowsModel[CaseRef], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases = cases
        self._words: tuple[str, ...] = ()
        self._status: CaseStatus | None = None
        self.setSourceModel(cases)
        self.setSortRole(SORT_ROLE)

    def look_for(self, text: str) -> None:
        """Show rows that hold all these words, anywhere, capitals or not."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def keep_status(self, status: CaseStatus | None) -> None:
        """Show one status, or all (None)."""
        self.beginFilterChange()
        self._status = status
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        case = self._cases.rows[row]
        if self._status is not None and case.status != self._status:
            return False
        shown = " ".join(column.text(case) for column in self._cases.columns).casefold()
        return all(word in shown for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        less: bool = left.data(SORT_ROLE) < right.data(SORT_ROLE)
        return less
