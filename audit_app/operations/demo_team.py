"""What a made-up team did around the cases of the sample: a pack that came back, a second audit of some cases
by somebody else, documents that were listed, and answers on which two officers disagree. All of it is written
as changes like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from audit_app.model import Answer, AnswerState, CaseStatus, Origin, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case.bulk import Given, GivenCase, take_in
from audit_app.operations.case.documents import list_named
from audit_app.operations.case.open_case import Edit, make_change, now_text, open_case
from audit_app.operations.case.refilling import refill
from audit_app.sample.team import AS_THE_FIRST, OTHERWISE
from audit_app.store import cases, changes, forms, merging, packs, people
from audit_app.store.packs import Pack
from audit_app.store.writing import transaction

if TYPE_CHECKING:
    from audit_app.model import CaseRef
    from audit_app.sample import SampleCase

Giver = Callable[[Audit, "SampleCase"], Sequence[Given]]
_AUDITED_TWICE = 6
_MISSED_BY_SECOND = 9  # of so many answers in the file the second officer doesn't find one


def work_as_a_team(audit: Audit, made: Mapping[str, SampleCase], give: Giver) -> None:
    """All of it, over the cases that were `made` (by their first audit); `give` has the answers of one."""
    refs = [cases.ref(audit.file, id_) for id_ in made]
    finished = [ref for ref in refs if ref.status is CaseStatus.FINISHED]
    begun = next((ref for ref in refs if ref.status is CaseStatus.IN_PROGRESS), None)
    if begun:
        list_named(open_case(audit, begun.id))
    ids = {ref.person: people.id_of(audit.file, ref.person) for ref in refs}
    with transaction(audit.file):
        for number, ref in enumerate(finished[:_AUDITED_TWICE]):
            others = [name for name in ids if name != ref.person]
            if others:
                second = ids[others[number % len(others)]]
                _audit_again(audit, ref, second, give(audit, made[ref.id]))
        if begun:
            others = [name for name in ids if name != begun.person] or [begun.person]
            _disagree(audit, begun, ids[others[0]])
            _bring_back(audit, ids[begun.person], [ref.id for ref in refs if ref.person == begun.person])


def _audit_again(audit: Audit, ref: CaseRef, person: str, answers: Sequence[Given]) -> None:
    """A blind second audit: as the first, but for answers that this officer did not find."""
    id_ = cases.add_case_audit(audit.file, ref.case, person, Role.SECOND)
    said = tuple(_otherwise(number, each) for number, each in enumerate(answers))
    given = GivenCase(id_, person, said, CaseStatus.FINISHED, is_new=True)
    take_in(audit, given, time=now_text(audit), origin=Origin.DEMO)


def _otherwise(number: int, given: Given) -> Given:
    question, found = given.path.question, given.answer.state is AnswerState.ANSWERED
    fixed = question.repeat or question.name in AS_THE_FIRST
    if fixed or not found or number % _MISSED_BY_SECOND:
        return given
    return replace(given, answer=Answer(AnswerState.NOT_RECORDED))


def _disagree(audit: Audit, ref: CaseRef, person: str) -> None:
    """Answers that another officer gave without knowing those that stand."""
    batch = audit.new_id()
    edits = (
        Edit(key, answer, Origin.DEMO) for key, answer in OTHERWISE if key.question in audit.form.questions
    )
    new = [make_change(audit, ref.id, edit, (), person, now_text(audit), batch) for edit in edits]
    changes.append(audit.file, new)
    merging.stand(audit.file, ref.id)
    refill(audit, ref.id)


def _bring_back(audit: Audit, person: str, case_audits: Sequence[str]) -> None:
    """A pack that was given out and came back; its file is nowhere, so that nothing opens it."""
    form, _version = forms.current_id(audit.file)
    pack = Pack(audit.new_id(), person, form, now_text(audit), case_audits=tuple(case_audits))
    packs.add_pack(audit.file, pack, b"")
    packs.mark_returned(audit.file, pack.id, now_text(audit))
