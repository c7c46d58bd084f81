"""Case files, and each officer's audit of one. In the store a person is always an id, `""` for nobody yet."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from audit_app.errors import AuditError
from audit_app.model import CaseRef, CaseStatus, Reserved, Role
from audit_app.store.audit_file import AuditFile
from audit_app.words import _

FINISHED = "finished"  # the value of a `Reserved.STATUS` change

# The program's own attributes of a case, which are no columns of anybody's list: where it stands in the lists
# imported, and which stratum of a sample's frame it belongs to.
PLACE, FRAME = "@place", "@frame"
OWN_ATTRIBUTES = frozenset({PLACE, FRAME})


@dataclass(frozen=True)
class CaseFile:
    """A case of the list. `reference` is a pseudonym, unique within its round; `attributes` what the list
    says."""

    id: str
    reference: str
    pregnancy: str = ""
    round: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def add_case(file: AuditFile, case: CaseFile) -> None:
    """Add a case to the list. AuditError when the round has one with its reference."""
    if find_case(file, case.reference, case.round):
        where = _("round {round}").format(round=case.round) if case.round else _("this audit")
        raise AuditError(
            _("There is a case {reference} in {where} already. Choose another reference.").format(
                reference=case.reference, where=where
            )
        )
    file.run(
        "INSERT INTO case_file (reference, pregnancy, round, attributes, id) VALUES (?, ?, ?, ?, ?)",
        _columns(case),
    )


def update_case(file: AuditFile, case: CaseFile) -> None:
    """Change what the list says about the case with this id."""
    file.run(
        "UPDATE case_file SET reference = ?, pregnancy = ?, round = ?, attributes = ? WHERE id = ?",
        _columns(case),
    )


def _columns(case: CaseFile) -> tuple[str, ...]:
    attributes = json.dumps(dict(case.attributes), ensure_ascii=False)
    return (case.reference, case.pregnancy, case.round, attributes, case.id)


_CASE_FILE = "SELECT id, reference, pregnancy, round, attributes FROM case_file"


def case_files(file: AuditFile) -> tuple[CaseFile, ...]:
    """All cases, by reference."""
    return tuple(_case_file(row) for row in file.rows(f"{_CASE_FILE} ORDER BY reference, round"))


def count(file: AuditFile) -> int:
    """How many cases there are."""
    ((n,),) = file.rows("SELECT count(*) FROM case_file")
    return int(n)


def find_case(file: AuditFile, reference: str, round_: str = "") -> CaseFile | None:
    """The case with this reference in this round."""
    found = file.rows(f"{_CASE_FILE} WHERE reference = ? AND round = ?", (reference, round_))
    return _case_file(found[0]) if found else None


def _case_file(row: tuple[Any, ...]) -> CaseFile:
    id_, reference, pregnancy, round_, attributes = row
    return CaseFile(id_, reference, pregnancy, round_, json.loads(attributes))


def case_audit_id(case: str, person: str, role: Role) -> str:
    """The id of an officer's audit of a case: the same wherever and how often it is made."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{case}:{person}:{role}").hex


def add_case_audit(file: AuditFile, case: str, person: str, role: Role = Role.FIRST) -> str:
    """Give a case to an officer (an id, `""` for nobody yet); the case audit's id. Harmless when it
    exists."""
    id_ = case_audit_id(case, person, role)
    file.run(
        """INSERT INTO case_audit (id, case_file, person, role) VALUES (?, ?, nullif(?, ''), ?)
           ON CONFLICT (id) DO NOTHING""",
        (id_, case, person, role.value),
    )
    return id_


def assign(file: AuditFile, case_audit: str, person: str) -> str:
    """Give a case audit that holds no change yet to an officer; its new id, since the officer is part of
    it."""
    ((n, case, role),) = file.rows("SELECT n, case_file, role FROM case_audit WHERE id = ?", (case_audit,))
    id_ = case_audit_id(case, person, Role(role))
    if file.rows("SELECT 1 FROM case_audit WHERE id = ?", (id_,)):
        file.run("DELETE FROM answer WHERE case_audit = ?", (n,))
        file.run("DELETE FROM case_audit WHERE n = ?", (n,))
    else:
        file.run("UPDATE case_audit SET id = ?, person = nullif(?, '') WHERE n = ?", (id_, person, n))
    return id_


def refs(file: AuditFile) -> tuple[CaseRef, ...]:
    """Every officer's audit of every case, by reference; `person` is the name here. `n_left` counts the
    stored rows asked and not looked at, so it is 0 for a case audit whose answers were never written."""
    return _refs(file, "", ())


def ref(file: AuditFile, case_audit: str) -> CaseRef:
    """One of them. AuditError when there is none."""
    found = _refs(file, "WHERE case_audit.id = ?", (case_audit,))
    if not found:
        raise AuditError(_("This case is no longer in the audit. Go back to the list of cases."))
    return found[0]


def _refs(file: AuditFile, where: str, parameters: tuple[str, ...]) -> tuple[CaseRef, ...]:
    found = file.rows(
        f"""SELECT case_audit.id, case_file.id, reference, coalesce(person.name, ''), role, changed,
                   (SELECT value FROM answer
                    WHERE question = '{Reserved.STATUS}' AND case_audit = case_audit.n AND row = ''),
                   round, attributes, pregnancy,
                   (SELECT count(*) FROM answer WHERE case_audit = case_audit.n
                    AND asked AND NOT calculated AND NOT gone AND state = 'not_looked_at')
            FROM case_audit
            JOIN case_file ON case_file.id = case_audit.case_file
            LEFT JOIN person ON person.id = case_audit.person
            {where} ORDER BY reference, round, role, person.name""",
        parameters,
    )
    return tuple(map(_ref, found))


def _ref(row: tuple[Any, ...]) -> CaseRef:
    id_, case, reference, person, role, changed, status, round_, attributes, pregnancy, n_left = row
    listed = {name: text for name, text in json.loads(attributes).items() if name not in OWN_ATTRIBUTES}
    return CaseRef(
        *(id_, case, reference, person, Role(role)),
        status=_status(status, changed),
        round=round_,
        n_left=n_left,
        changed=changed,
        attributes={**listed, **({"pregnancy": pregnancy} if pregnancy else {})},
    )


def _status(status: str | None, changed: str) -> CaseStatus:
    if status == FINISHED:
        return CaseStatus.FINISHED
    return CaseStatus.IN_PROGRESS if changed else CaseStatus.NOT_STARTED
