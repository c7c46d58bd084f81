"""Cases that an older program worked out are worked out anew when they are opened."""

from __future__ import annotations

from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.file.audits import check_audit, close_audit, open_audit
from audit_app.store import info
from audit_app.store.answers import read_filled, write_filled
from audit_app.store.writing import transaction
from audit_app.xforms.filling import RECKONING, Filled
from tests.operations.conftest import PASSPHRASE

EARLY = Key("days_early")


def answered(value: str) -> Answer:
    return Answer(AnswerState.ANSWERED, value)


def test_what_an_older_program_left_unworked_is_made_anew_at_the_next_opening(case: OpenCase) -> None:
    answering.save_answer(case, Key("due"), answered("2024-11-10"))
    answering.save_answer(case, Key("birth_date"), answered("2024-11"))
    file = case.audit.file
    with transaction(file):  # as a program before bounds left it
        write_filled(
            file, case.ref.id, {EARLY: Filled(True, AnswerState.ANSWERED, "", calculated=True, inexact=True)}
        )
        info.write_reckoning(file, RECKONING - 1)
    close_audit(case.audit)
    audit = open_audit(file.path, PASSPHRASE)
    found = read_filled(audit.file, case.ref.id)[EARLY]
    assert (found.value, found.inexact) == ("-20/9", True)
    assert info.read_asking(audit.file).reckoning == RECKONING
    assert check_audit(audit) == ()
    close_audit(audit)
