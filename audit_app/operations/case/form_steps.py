"""From one version of a form to the next, in a whole file: an audit that is given a new version, and a pack
that comes home with an older one, go the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audit_app.operations.audit import Audit, Progress
from audit_app.operations.case.refilling import refill
from audit_app.operations.form_sheets import in_use
from audit_app.operations.forms import form_of
from audit_app.store import answers, carrying, cases, changes, merging
from audit_app.store.audit_file import AuditFile
from audit_app.store.forms import FormVersion
from audit_app.xforms.carrying import SHEET, Carriage, CaseCarriage, read_rules


@dataclass(frozen=True)
class FormStep:
    """A version, the one that followed it, and how answers are carried over."""

    earlier: FormVersion
    later: FormVersion
    carriage: Carriage

    def in_case(self, file: AuditFile, case_audit: str) -> CaseCarriage:
        """The same for a case that stands at the earlier version."""
        rows = answers.read_rows(file, case_audit, removed=True)
        left = {row.uuid for row in answers.read_rows(file, case_audit)}
        said = {key: head.answer for key, head in changes.heads(file, case_audit).items()}
        return self.carriage.in_case(rows, said, {row.uuid for row in rows} - left)


def steps(versions: Sequence[FormVersion]) -> Iterator[FormStep]:
    """The steps between versions, the earliest first."""
    settled: frozenset[str] = frozenset()
    for earlier, later in pairwise(versions):
        # What the earlier version said of the one before it was done when answers came to it.
        done = earlier.sheets.get(SHEET, [])
        rules = read_rules([row for row in later.sheets.get(SHEET, ()) if row not in done])
        carriage = Carriage(form_of(earlier.xml), form_of(later.xml), rules, settled)
        yield FormStep(earlier, later, carriage)
        settled |= carriage.rules.keys() | carriage.names.keys()


def take_step(file: AuditFile, step: FormStep, progress: Progress) -> None:
    """Carry all cases over a step; what the form derives comes after (`work_out`). Inside the caller's
    transaction."""
    begun = _begun(file)
    for done, case_audit in enumerate(begun):
        progress(done, len(begun))
        carrying.carry(file, case_audit, step.later.id, step.in_case(file, case_audit).places)
        merging.stand(file, case_audit)
    carrying.carry_worked_out(file, step.carriage.names)
    carrying.carry_extracts(file, step.carriage.names)
    progress(len(begun), len(begun))


def work_out(audit: Audit, version: FormVersion, progress: Progress) -> Audit:
    """Work all cases out anew by a version; the audit as it then is. Inside the caller's transaction."""
    form = form_of(version.xml)
    now = replace(audit, form=form, declared=in_use(version, form))
    begun = _begun(audit.file)
    for done, case_audit in enumerate(begun):
        progress(done, len(begun))
        refill(now, case_audit)
    progress(len(begun), len(begun))
    return now


def _begun(file: AuditFile) -> tuple[str, ...]:
    return tuple(ref.id for ref in cases.refs(file) if ref.changed)


def restand(file: AuditFile) -> None:
    """Make the answers and rows of all cases what their changes say. Inside the caller's transaction."""
    for case_audit in _begun(file):
        merging.stand(file, case_audit)
