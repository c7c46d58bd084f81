"""A new version of the form in a running audit: nothing is lost, packs come home, and it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import Answer, AnswerState, AuditInfo, Evidence, Key, Origin
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import open_case
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file.audits import check_audit, close_audit, create_audit, open_audit
from audit_app.operations.gather.taking_in import merge
from audit_app.operations.plan import handing_out
from audit_app.operations.plan.form_comparison import compare_form, sentence
from audit_app.operations.plan.form_versions import bring_in, form_in_use, take_back
from audit_app.operations.read import cohort
from audit_app.store import changes
from tests.operations.conftest import PASSPHRASE
from tests.operations.lists import import_cases
from tests.operations.modular_form import write_form
from tests.operations.team import answered, find, opened
from tests.operations.two_versions import first, second, write_versions

S = AnswerState
DOCUMENT = Evidence(document="Core assessment", date="2025-03-01", page="4")


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """The folders of both versions."""
    return write_versions(tmp_path)


@pytest.fixture
def audit(tmp_path: Path, versions: tuple[Path, Path]) -> Iterator[Audit]:
    """Twelve cases, half of them filled, of AB and CD."""
    audit, _code = create_audit(
        tmp_path / "a.audit", PASSPHRASE, form=versions[0], info=AuditInfo(name="Test"), person="Boss"
    )
    import_cases(audit, [{"case": f"C{number:02}"} for number in range(1, 13)])
    names = [f"C{number:02}" for number in range(1, 13)]
    handing_out.assign(audit, "AB", handing_out.find_cases(audit, names[:6]))
    handing_out.assign(audit, "CD", handing_out.find_cases(audit, names[6:]))
    for number in (*range(1, 4), *range(7, 10)):
        fill(audit, number)
    yield audit
    close_audit(audit)


def fill(audit: Audit, number: int) -> None:
    """A case half filled, each in its own way."""
    case = open_case(audit, find(audit, f"C{number:02}").id)

    def say(name: str, answer: Answer, row: str = "") -> None:
        answering.save_answer(case, Key(name, row), answer)

    say("mother_age", Answer(S.ANSWERED, str(20 + number), evidence=DOCUMENT, note="by her own account"))
    say("abuse", answered(("current", "past", "no")[number % 3]))
    say("needs", answered(("housing debt", "drugs", "debt")[number % 3]))
    say("remark", answered(f"Remark {number}"))
    say("grade", answered(("good", "poor")[number % 2]))
    say("seen", answered(f"2025-01-{number:02}"))
    answering.add_row(case, "fathers")
    (row,) = case.filling.rows("fathers")
    (care,) = case.filling.rows("father_care")
    say("father_role", answered("confirmed"), row.uuid)
    say("father_in_care", Answer(S.NOT_RECORDED, note="looked everywhere"), care.uuid)
    if number == 1:
        for page in ("first_page", "family", "care"):
            answering.mark_rest(case, page)
        say("immediate_concern", answered("no"))
        answering.finish(case)


def everything(audit: Audit) -> dict[str, list[tuple[Any, ...]]]:
    """All that the file holds, but for when and by whom it was touched last."""
    tables = [
        name
        for (name,) in audit.file.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in ("mark", "sqlite_sequence")
    ]
    found = {}
    for table in tables:
        rows = audit.file.rows(f"SELECT * FROM {table}")
        found[table] = sorted(rows, key=repr)
    return found


def stands(audit: Audit, reference: str, question: str) -> Answer:
    head = open_case(audit, find(audit, reference).id).heads[Key(question)]
    return head.answer


def figures(audit: Audit) -> dict[str, object]:
    """The figures that both versions have."""
    read = cohort.measures(audit, only_finished=False)
    return {figure.id: figure for figure in read}


def test_answers_go_over_and_come_back(audit: Audit, versions: tuple[Path, Path]) -> None:
    before = everything(audit)
    done = bring_in(audit, versions[1])
    assert (done.n_cases, form_in_use(audit).version) == (6, "2")
    age = stands(audit, "C02", "age")
    assert age == Answer(S.ANSWERED, "22", note="by her own account", evidence=DOCUMENT)
    assert stands(audit, "C03", "needs").value == "housing money"
    case = open_case(audit, find(audit, "C03").id)
    assert case.heads[Key("was_harmed")].answer.value == "current"
    assert case.heads[Key("caused_harm")].answer.value == "no"
    assert case.heads[Key("was_harmed")].origin is Origin.LOOK_AGAIN
    (care,) = case.filling.rows("father_history")
    assert case.filling.state(Key("father_in_care", care.uuid)).state is S.NOT_RECORDED
    assert case.filling.state(Key("older")).value == "24"
    assert check_audit(audit) == ()
    assert take_back(audit).version == "1"
    assert everything(audit) == before
    assert check_audit(audit) == ()
