"""What a new version of the form left in a case: a note at an answer until somebody has looked, and what is
kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.file import audits
from audit_app.operations.plan.form_versions import bring_in
from audit_app.ui.case.case_page import CasePage
from audit_app.ui.case.section_list import CHECK
from audit_app.ui.main_window import MainWindow
from audit_app.ui.tasks import Desk
from tests.operations.two_versions import write_versions
from tests.samples import PASSPHRASE
from tests.ui.conftest import Rest
from tests.ui.screen import choose, offers, press, says

LOOKED = "Looked at: it stands as it is"


@pytest.fixture
def page(desk: Desk, window: MainWindow, tmp_path: Path) -> CasePage:
    """A case that was begun with the version before, at the answer that was split."""

    def make() -> Audit:
        first, later = write_versions(tmp_path)
        audit, _code = audits.create_audit(
            tmp_path / "a.audit", PASSPHRASE, form=first, info=AuditInfo("Round one"), person="RM"
        )
        add_case(audit, "C1")
        case = answering.open_case(audit, list_cases(audit)[0].id)
        for name, value in (("remark", "Said so"), ("abuse", "current")):
            answering.save_answer(case, Key(name), Answer(AnswerState.ANSWERED, value))
        bring_in(audit, later)
        return audit

    audit = desk.now(make)
    window.entrance.opened.emit(audit, PASSPHRASE)
    window.workspace.open_case(desk.now(list_cases, audit)[0].id, Key("was_harmed"))
    assert window.workspace.case is not None
    return window.workspace.case


def test_a_note_stands_at_the_answer_until_somebody_has_looked(page: CasePage, rest: Rest) -> None:
    words = "Look again: Was the mother harmed, or did she cause harm?"
    assert says(page, words)
    press(page, f"{LOOKED}, was_harmed")
    press(page, f"{LOOKED}, caused_harm")
    rest()
    assert not says(page, words)
    assert not offers(page, LOOKED)


def test_what_is_kept_stands_at_the_end_of_check_answers(page: CasePage) -> None:
    page.go_to(CHECK)
    assert says(page, "Kept from an earlier version of the form")
    assert says(page, "remark")
    assert says(page, "Said so")
    choose(page, "Which answers to show", "To be looked at again")
    assert says(page, "2 answers shown")
