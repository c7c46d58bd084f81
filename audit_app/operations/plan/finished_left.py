"""Cases that stay finished although what is asked changed beneath them: which have something to do now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.model import CaseStatus
from audit_app.operations.audit import Audit
from audit_app.operations.case.empty_repeats import empty_repeats
from audit_app.operations.case.open_case import open_case
from audit_app.store import cases
from audit_app.words import _


@dataclass(frozen=True)
class FinishedLeft:
    """References of finished cases: those with questions that nobody has looked at, and those that have lost
    the row of which other pages and figures speak (a father's)."""

    questions: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """A sentence for each kind that there is."""
        return tuple(self._words())

    def _words(self) -> Iterator[str]:
        if self.questions:
            said = _("Finished, with questions that nobody has looked at: {cases}. Reopen them to answer.")
            yield said.format(cases=", ".join(self.questions))
        if self.rows:
            said = _(
                "Finished, and now without an entry that figures rest on: {cases}. Reopen each, and add it "
                "or say why there is none."
            )
            yield said.format(cases=", ".join(self.rows))


def lacking_rows(audit: Audit) -> frozenset[str]:
    """The ids of finished audits of cases in which `empty_repeats` finds what matters."""
    found = (ref.id for ref in cases.refs(audit.file) if ref.status is CaseStatus.FINISHED)
    return frozenset(id_ for id_ in found if _lacks(audit, id_))


def finished_left(audit: Audit, lacked: frozenset[str]) -> FinishedLeft:
    """What finished cases have to do now; `lacked` are those that lacked rows before."""
    finished = [ref for ref in cases.refs(audit.file) if ref.status is CaseStatus.FINISHED]
    lack = lacking_rows(audit) - lacked
    return FinishedLeft(
        tuple(dict.fromkeys(ref.reference for ref in finished if ref.n_left)),
        tuple(dict.fromkeys(ref.reference for ref in finished if ref.id in lack)),
    )


def _lacks(audit: Audit, case_audit: str) -> bool:
    found = empty_repeats(audit.form, open_case(audit, case_audit).filling)
    return any(caution.matters for caution in found)
