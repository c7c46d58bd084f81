"""What a later version of a form does differently, in words."""

from __future__ import annotations

from audit_app.xforms.carrying import Carriage
from audit_app.xforms.differences import DifferenceKind, differences
from tests.xforms.forms import form


def test_a_question_that_is_asked_anew_under_another_name_is_told() -> None:
    found = differences(Carriage(form("text age\ntext seen"), form("text years label=age\ntext told")))
    gone = {each.name: each.details for each in found if each.kind is DifferenceKind.GONE}
    assert gone == {
        "age": (
            "The new question years asks the same: where it is the same question, write age under its "
            "bind::audit:was.",
        ),
        "seen": (),
    }
