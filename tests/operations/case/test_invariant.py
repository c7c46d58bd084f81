"""The central promise: whatever an officer does, the case on the screen is the case in the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.case.cases import add_case
from audit_app.operations.file.audits import check_audit, close_audit, create_audit
from audit_app.store.answers import read_filled
from audit_app.xforms.filling import Filled, Filling
from tests.examples import examples

S = AnswerState
_VALUES = {
    "records_seen": ("case_system", "maternity", "case_system legal_file"),
    "mother_age": ("24", "9", "60"),
    "mother_need": ("current", "no"),
    "mother_offer": ("offered", "no_offer_found"),
    "father_role": ("confirmed", "putative"),
    "father_known_by": ("a letter",),
    "father_in_care": ("yes", "no"),
    "service_type": ("Housing", "Therapy"),
    "visit_length": ("30",),
    "due": ("2024-11-03", "2024-11"),
    "birth_date": ("2024-11-01",),
}

_ANSWERS = st.sampled_from(
    [(name, Answer(S.ANSWERED, value)) for name, values in _VALUES.items() for value in values]
    + [
        (name, Answer(state))
        for name in _VALUES
        for state in (S.NOT_RECORDED, S.SOURCE_NOT_SEEN, S.NOT_LOOKED_AT)
    ]
)
_STEPS = st.one_of(
    st.tuples(st.just("answer"), _ANSWERS, st.integers(0, 5)),
    st.tuples(st.just("missing"), st.sampled_from(sorted(_VALUES)), st.integers(0, 5)),
    st.tuples(st.just("undo"), st.none(), st.none()),
    st.tuples(st.just("add"), st.sampled_from(["fathers", "services", "visits"]), st.integers(0, 5)),
    st.tuples(st.just("remove"), st.sampled_from(["fathers", "services", "visits"]), st.integers(0, 5)),
    st.tuples(st.just("move"), st.sampled_from(["fathers", "services"]), st.integers(0, 5)),
    st.tuples(st.just("rest"), st.sampled_from(["start", "parents", "care", "help", "timing"]), st.none()),
)


@pytest.fixture(scope="module")
def audit_for_all(tmp_path_factory: pytest.TempPathFactory, small_form: Path) -> Iterator[Audit]:
    """One audit for all examples, since making one takes a while; each example has a case of its own."""
    path = tmp_path_factory.mktemp("invariant") / "one.audit"
    audit, _code = create_audit(path, "plum harbour lantern", form=small_form, info=AuditInfo(), person="AB")
    yield audit
    close_audit(audit)


_numbers = count()


@examples(common=60, long=1_000)
@given(steps=st.lists(_STEPS, max_size=25))
def test_the_screen_shows_what_the_file_says(
    audit_for_all: Audit, steps: list[tuple[str, object, object]]
) -> None:
    case = answering.open_case(audit_for_all, add_case(audit_for_all, f"C{next(_numbers)}").id)
    for kind, what, which in steps:
        with suppress(AuditError):
            _do(case, kind, what, which)
    again = answering.open_case(audit_for_all, case.ref.id)
    assert _states(again.filling) == _states(case.filling)
    assert again.heads == case.heads
    if case.heads:
        # Notes stand in no row; what was taken out with its row is passed over by the store.
        assert read_filled(audit_for_all.file, case.ref.id) == _states(case.filling)
    assert check_audit(audit_for_all) == ()


def _do(case: OpenCase, kind: str, what: object, which: object) -> None:
    if kind == "answer":
        name, answer = what  # type: ignore[misc]
        if key := _pick(case, name, which):
            answering.save_answer(case, key, answer)
    elif kind == "missing":
        if key := _pick(case, str(what), which):
            answering.not_in_the_file(case, key)
    elif kind == "undo":
        answering.undo(case)
    elif kind == "rest":
        answering.mark_rest(case, str(what))
    elif kind == "add":
        homes = [row.uuid for row in case.filling.rows("services")] if what == "visits" else [""]
        if homes:
            answering.add_row(case, str(what), homes[int(str(which)) % len(homes)])
    elif rows := _rows(case, str(what)):
        row = rows[int(str(which)) % len(rows)]
        if kind == "remove":
            answering.remove_row(case, row)
        else:
            answering.move_row(case, row, 1 if int(str(which)) % 2 else -1)


def _pick(case: OpenCase, name: str, which: object) -> Key | None:
    keys = [key for key in case.filling.keys() if key.question == name]  # noqa: SIM118
    return keys[int(str(which)) % len(keys)] if keys else None


def _rows(case: OpenCase, repeat: str) -> list[str]:
    homes = [row.uuid for row in case.filling.rows("services")] if repeat == "visits" else [""]
    return [row.uuid for home in homes for row in case.filling.rows(repeat, home)]


def _states(filling: Filling) -> dict[Key, Filled]:
    return {key: filling.state(key) for key in filling.keys()}  # noqa: SIM118
