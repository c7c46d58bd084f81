"""The list of cases: seeing it, and adding to it by hand.

A case of an imported list is nobody's until somebody answers in it; then it is theirs, and its case audit's
id changes (`open_case` still finds it by the old one).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from audit_app.errors import AuditError
from audit_app.model import CaseRef, CaseStatus
from audit_app.operations.audit import Audit
from audit_app.operations.case import pseudonyms
from audit_app.operations.case.auditable import not_auditable
from audit_app.operations.case.open_case import person_id
from audit_app.store import cases, info
from audit_app.store.cases import CaseFile
from audit_app.store.writing import transaction
from audit_app.words import _

PREGNANCY_COLUMN = "pregnancy"


def mother_of(pregnancy: str) -> str:
    """The mother of a pregnancy that a list of cases named (`K7QX-4M/1`); empty for any other."""
    mother, slash, number = pregnancy.rpartition("/")
    return mother if slash and number.isdigit() else ""


def list_cases(audit: Audit) -> tuple[CaseRef, ...]:
    """Every officer's audit of every case, by reference, with status, what is left, and whether it was
    finished as one that can't be audited."""
    refs = cases.refs(audit.file)
    out = not_auditable(audit, refs)
    return tuple(
        replace(ref, set_aside=out.reasons.get(ref.case, ""))
        if ref.id in out.audits and ref.status is CaseStatus.FINISHED
        else ref
        for ref in refs
    )


def add_case(
    audit: Audit, reference: str, *, round_: str = "", attributes: Mapping[str, str] | None = None
) -> CaseRef:
    """Add a case with a reference of the audit's own (a pseudonym), for whoever works now to audit; without a
    round it belongs to the audit's. AuditError when it exists already in the round."""
    reference = reference.strip()
    if not reference:
        raise AuditError(_("A case needs a reference. Use one of your own, never a name."))
    new = CaseFile(
        audit.new_id(),
        reference,
        pregnancy=(attributes or {}).get(PREGNANCY_COLUMN, ""),
        round=round_.strip() or info.read_info(audit.file).round,
        attributes={name: text for name, text in (attributes or {}).items() if name != PREGNANCY_COLUMN},
    )
    with transaction(audit.file):
        cases.add_case(audit.file, new)
        case_audit = cases.add_case_audit(audit.file, new.id, person_id(audit))
    return cases.ref(audit.file, case_audit)


def rename_case(audit: Audit, reference: str, new: str) -> None:
    """Give a case another reference, in every round that has it and in the key file. AuditError, with all as
    it was, when there is no such case or the new reference is in use."""
    reference, new = reference.strip(), new.strip()
    if not new:
        raise AuditError(_("A case needs a reference. Use one of your own, never a name."))
    listed = cases.case_files(audit.file)
    found = [case for case in listed if case.reference == reference]
    if not found:
        raise AuditError(_("No such case in this audit: {cases}.").format(cases=reference))
    if any(case.reference == new for case in listed):
        raise AuditError(_("There is a case {reference} already.").format(reference=new))
    with transaction(audit.file):
        for case in found:
            cases.update_case(audit.file, replace(case, reference=new))
        pseudonyms.rename(audit, reference, new)
