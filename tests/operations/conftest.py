"""A real audit of the small form, and a case in it, for each test that wants one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations import answering
from audit_app.operations.answering import OpenCase, open_case
from audit_app.operations.audit import Audit
from audit_app.operations.audits import close_audit, create_audit
from audit_app.operations.cases import add_case
from tests.operations.small_form import write_small_form

PASSPHRASE = "plum harbour lantern"
MakeAudit = Callable[..., Audit]


@pytest.fixture(scope="session")
def small_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small form."""
    return write_small_form(tmp_path_factory.mktemp("forms") / "small")


@pytest.fixture
def make_audit(tmp_path: Path, small_form: Path) -> Iterator[MakeAudit]:
    """Makes new audits, of the small form unless told."""
    made: list[Audit] = []

    def make(name: str = "one", *, form: str | Path = small_form, person: str = "AB") -> Audit:
        info = AuditInfo(name="Test", round="baseline")
        audit, _code = create_audit(
            tmp_path / f"{name}.audit", PASSPHRASE, form=form, info=info, person=person
        )
        made.append(audit)
        return audit

    yield make
    for audit in made:
        # A test may have closed it, to open it again.
        with suppress(Exception):
            close_audit(audit)


@pytest.fixture
def audit(make_audit: MakeAudit) -> Audit:
    """An empty audit of the small form."""
    return make_audit()


@pytest.fixture
def case(audit: Audit) -> OpenCase:
    """An empty case, open."""
    return open_case(audit, add_case(audit, "C1").id)


@pytest.fixture
def complete(case: OpenCase) -> OpenCase:
    """A case with nothing left to look at."""
    for page in ("start", "parents", "care", "help", "timing"):
        answering.mark_rest(case, page)
    answering.save_answer(case, Key("records_seen"), Answer(AnswerState.ANSWERED, "case_system maternity"))
    answering.save_answer(case, Key("immediate_concern"), Answer(AnswerState.ANSWERED, "no"))
    return case


@pytest.fixture
def finished(complete: OpenCase) -> OpenCase:
    """A case that is locked."""
    answering.finish(complete)
    return complete
