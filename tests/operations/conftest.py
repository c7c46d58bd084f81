"""A real audit of the small form, and a case in it, for each test that wants one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, open_case
from audit_app.operations.case.cases import add_case
from audit_app.operations.file.audits import close_audit, create_audit, open_audit
from tests.operations.small_form import write_small_form

PASSPHRASE = "plum harbour lantern"
MakeAudit = Callable[..., Audit]


@pytest.fixture(scope="session")
def small_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small form."""
    return write_small_form(tmp_path_factory.mktemp("forms") / "small")


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory, small_form: Path) -> tuple[Path, str]:
    """An empty audit of the small form, closed, and its recovery code, which opens a copy of it at once."""
    path = tmp_path_factory.mktemp("blank") / "blank.audit"
    info = AuditInfo(name="Test", round="baseline")
    audit, code = create_audit(path, PASSPHRASE, form=small_form, info=info)
    close_audit(audit)
    return path, code


@pytest.fixture
def make_audit(tmp_path: Path, blank: tuple[Path, str]) -> Iterator[MakeAudit]:
    """Makes new audits of the small form."""
    made: list[Audit] = []

    def make(name: str = "one", *, person: str = "AB") -> Audit:
        path = tmp_path / f"{name}.audit"
        shutil.copy(blank[0], path)
        made.append(open_audit(path, blank[1], person=person))
        return made[-1]

    yield make
    for audit in made:
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
    answering.finish(complete, "Checked twice")
    return complete
