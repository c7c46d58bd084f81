"""Copying from a twin's or a sibling's case what is the same by nature, as the form says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.model import Answer, AnswerState, AuditInfo, Evidence, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.case.copying import copy_alike, kin
from audit_app.operations.file.audits import close_audit, create_audit, open_audit
from tests.operations.small_form import write_small_form
from tests.samples import PASSPHRASE

AGE, NEED, OFFER, DUE = Key("mother_age"), Key("mother_need"), Key("mother_offer"), Key("due")
ALIKE = "question,of\ndue,pregnancy\nmother_need,pregnancy\nmother_offer,pregnancy\nmother_age,mother\n"


@pytest.fixture(scope="module")
def form_with_alike(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An audit, closed, of a form that says what is the same by nature, and its recovery code."""
    folder = tmp_path_factory.mktemp("alike")
    form = write_small_form(folder / "form")
    (form / "alike.csv").write_text(ALIKE, encoding="utf-8")
    audit, code = create_audit(folder / "one.audit", PASSPHRASE, form=form, info=AuditInfo())
    close_audit(audit)
    return audit.path, code


@pytest.fixture
def family(tmp_path: Path, form_with_alike: tuple[Path, str]) -> Iterator[Audit]:
    """Twins T1 and T2, and S1, a later child of their mother."""
    path, code = form_with_alike
    audit = open_audit(Path(shutil.copy(path, tmp_path / "one.audit")), code, person="AB")
    for reference, pregnancy in (("T1", "K7QX/1"), ("T2", "K7QX/1"), ("S1", "K7QX/2"), ("X1", "OTHER/1")):
        add_case(audit, reference, attributes={"pregnancy": pregnancy})
    yield audit
    close_audit(audit)


def opened(audit: Audit, reference: str) -> OpenCase:
    (ref,) = (ref for ref in list_cases(audit) if ref.reference == reference)
    return answering.open_case(audit, ref.id)


def say(case: OpenCase, key: Key, value: str, evidence: Evidence = Evidence()) -> None:
    answering.save_answer(case, key, Answer(AnswerState.ANSWERED, value, "of this child", evidence))


@pytest.fixture
def first(family: Audit) -> OpenCase:
    """T1, audited."""
    case = opened(family, "T1")
    say(case, DUE, "2024-11-03", Evidence("Booking summary"))
    say(case, AGE, "30")
    say(case, NEED, "current")
    say(case, OFFER, "offered")
    return case


def test_a_twin_is_offered_all_and_a_sibling_what_is_of_the_mother(first: OpenCase) -> None:
    audit = first.audit
    (of_twin,) = kin(opened(audit, "T2"))
    assert (of_twin.ref.reference, of_twin.is_twin) == ("T1", True)
    assert [each.key for each in of_twin.answers] == [AGE, NEED, OFFER, DUE]
    (of_sibling,) = kin(opened(audit, "S1"))
    assert [each.key for each in of_sibling.answers] == [AGE]
    assert kin(opened(audit, "X1")) == ()


def test_what_is_copied_is_marked_until_somebody_looks(first: OpenCase) -> None:
    case = opened(first.audit, "T2")
    say(case, AGE, "31")
    copy_alike(case, kin(case)[0])
    assert answering.question_view(case, AGE).answer.value == "31"
    view = answering.question_view(case, DUE)
    assert view.answer == Answer(AnswerState.ANSWERED, "2024-11-03", "", Evidence("Booking summary"))
    assert view.look_again == "copied from T1"
    assert answering.question_view(case, OFFER).answer.value == "offered"
    answering.looked_at(case, DUE)
    assert answering.question_view(case, DUE).look_again == ""
    (caution,) = (each for each in answering.closing(case).cautions if "copied" in each.sentence)
    assert caution.matters
    assert caution.sentence.startswith("2 answers were copied")


def test_one_undo_takes_all_of_it_back(first: OpenCase) -> None:
    case = opened(first.audit, "T2")
    copy_alike(case, kin(case)[0])
    answering.undo(case)
    assert all(not answering.question_view(case, key).answer.value for key in (AGE, NEED, DUE))
    assert len(kin(case)[0].answers) == 4
