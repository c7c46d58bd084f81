"""Files that can't be audited, as officers found on opening them (the form's role `not_auditable`): they are
counted as such, and stand in no figure.

A case is one of them where the finished audit that counts of it says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from audit_app.analysis.roles import read_roles
from audit_app.model import AnswerState, CaseRef, CaseStatus, Key, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case.open_case import OpenCase


@dataclass(frozen=True)
class NotAuditable:
    """`reasons` by case id, in the form's words; `audits` are the ids of all audits that no figure reads for
    it: those of such a case, and any that says so of another."""

    reasons: Mapping[str, str] = field(default_factory=dict)
    audits: frozenset[str] = frozenset()

    def counted(self, cases: Collection[str]) -> dict[str, int]:
        """How many of these cases can't be audited, by reason, the commonest first."""
        found = Counter(reason for case, reason in self.reasons.items() if case in cases)
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def not_auditable(audit: Audit, refs: Iterable[CaseRef]) -> NotAuditable:
    """Which of these can't be audited; none in a form without the role."""
    from audit_app.store.columns import Columns

    question, words = _saying(audit)
    if not question:
        return NotAuditable()
    column = Columns(audit.file, [question])[question]
    answers = zip(column.cases, column.states, column.values, column.asked, strict=True)
    said = {
        case: words[value]
        for case, state, value, asked in answers
        if asked and state == AnswerState.ANSWERED and value in words
    }
    if not said:
        return NotAuditable()
    refs = [ref for ref in refs if ref.role is not Role.SECOND]
    counting = each_case_once(ref for ref in refs if ref.status is CaseStatus.FINISHED)
    reasons = {ref.case: said[ref.id] for ref in counting.values() if ref.id in said}
    return NotAuditable(reasons, frozenset(ref.id for ref in refs if ref.id in said or ref.case in reasons))


def why_not(case: OpenCase) -> str:
    """Why the file of this case can't be audited, in the form's words; empty where nothing says so."""
    question, words = _saying(case.audit)
    filled = case.filling.state(Key(question)) if question else None
    answered = filled is not None and filled.asked and filled.state is AnswerState.ANSWERED
    return words.get(filled.value, "") if filled and answered else ""


def _saying(audit: Audit) -> tuple[str, dict[str, str]]:
    """The question of the role, empty without one, and the words of each answer that says so."""
    role = read_roles(audit.sheets.get("roles", [])).get("not_auditable")
    if role is None or role.question not in audit.form.questions:
        return "", {}
    labels = {choice.name: choice.label.plain() for choice in audit.form.questions[role.question].choices}
    return role.question, {value: labels.get(value, value) for value in role.values}


def each_case_once(refs: Iterable[CaseRef]) -> dict[str, CaseRef]:
    """One audit for each case, by its id: the agreed one, else a finished one, else the one changed last."""
    best: dict[str, CaseRef] = {}
    for ref in refs:
        other = best.get(ref.case)
        if other is None or _weight(ref) > _weight(other):
            best[ref.case] = ref
    return {ref.id: ref for ref in best.values()}


def _weight(ref: CaseRef) -> tuple[bool, bool, str, str]:
    return ref.role is Role.AGREED, ref.status is CaseStatus.FINISHED, ref.changed, ref.id
