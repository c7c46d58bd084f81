"""The ordinary case of the shipped form, by which it says what each module costs an officer."""

from __future__ import annotations

from functools import cache

import pytest

from audit_app.model import AnswerState
from audit_app.operations.forms import load_with_sheets
from audit_app.operations.ordinary import ordinary_case
from audit_app.operations.plan.modules import OfferedModules, offered
from audit_app.readers.form_workbook import Sheets
from audit_app.xforms.definition import Form
from tests.form.filled import sheets


@cache
def shipped() -> tuple[Form, Sheets]:
    return load_with_sheets("prebirth_case_audit")


@cache
def of_shipped() -> OfferedModules:
    return offered(*shipped())


def n_asked(*modules: str) -> int:
    form, own = shipped()
    case = ordinary_case(form, own["ordinary"], frozenset(modules))
    return sum(form.questions[key.question].is_input and case.state(key).asked for key in case.keys())  # noqa: SIM118


MODULES = [row["id"] for row in sheets()["modules"]]


def test_every_answer_of_the_ordinary_case_is_asked_for_and_none_is_amiss() -> None:
    form, own = shipped()
    case = ordinary_case(form, own["ordinary"])
    answered = [key for key in case.keys() if not form.questions[key.question].is_calculated]  # noqa: SIM118
    given = [key for key in answered if case.state(key).state is AnswerState.ANSWERED]
    assert [key for key in given if not case.state(key).asked] == []
    assert case.problems() == ()


def test_the_core_asks_at_most_90_of_it() -> None:
    assert of_shipped().n_core == n_asked() <= 90


def test_modules_are_offered_in_the_order_of_their_sheet() -> None:
    assert [module.id for module in of_shipped().modules] == MODULES
    assert set(MODULES) == set(shipped()[0].modules)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_adds_about_as_many_questions_as_it_says(module: str) -> None:
    said = next(each.n_questions for each in of_shipped().modules if each.id == module)
    assert said > 0
    # One question may wait for an answer of another module.
    assert abs(n_asked(module) - n_asked() - said) <= 1


def test_with_all_modules_the_numbers_add_up() -> None:
    offer = of_shipped()
    assert n_asked(*MODULES) == offer.n_core + sum(module.n_questions for module in offer.modules)
