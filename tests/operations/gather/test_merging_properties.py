"""Whole packs, edited at random and merged in any order, any grouping and any number of times: one result,
nothing lost, nothing overwritten in silence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Change, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, open_case
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file.audits import check_audit, close_audit, open_audit
from audit_app.operations.gather.conflicts import conflicts
from audit_app.operations.gather.taking_in import merge
from audit_app.operations.plan import handing_out
from audit_app.store import changes, keys
from audit_app.store.answers import read_filled
from tests.examples import examples
from tests.operations.lists import import_cases
from tests.operations.team import PACK

S = AnswerState
_ANSWERS = st.sampled_from(
    [
        ("mother_age", Answer(S.ANSWERED, "24")),
        ("mother_age", Answer(S.ANSWERED, "31", note="said so")),
        ("mother_age", Answer(S.NOT_RECORDED)),
        ("mother_need", Answer(S.ANSWERED, "current")),
        ("mother_need", Answer(S.ANSWERED, "no")),
        ("mother_offer", Answer(S.ANSWERED, "offered")),
        ("due", Answer(S.ANSWERED, "2024-11-03")),
        ("father_role", Answer(S.ANSWERED, "confirmed")),
        ("father_role", Answer(S.ANSWERED, "putative")),
        ("father_in_care", Answer(S.ANSWERED, "yes")),
    ]
)
_EDIT = st.one_of(
    st.tuples(st.just("answer"), _ANSWERS),
    st.tuples(st.just("answer"), _ANSWERS),
    st.tuples(st.sampled_from(["add", "remove", "move", "finish", "reopen", "undo"]), st.none()),
)
# Who edits which of two cases: the manager (0), or one of the packs (1 to 3).
_EDITS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1), _EDIT), min_size=12, max_size=24)
_ORDERS = st.lists(st.permutations([1, 2, 3]).map(tuple), min_size=1, max_size=2)
_numbers = count()


@dataclass(frozen=True)
class Start:
    """The manager's audit and three packs of one officer's cases, closed, each with the code that opens
    it."""

    files: tuple[tuple[Path, str], ...]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, blank: tuple[Path, str]) -> Start:
    folder = tmp_path_factory.mktemp("start")
    path = folder / "0.audit"
    shutil.copy(blank[0], path)
    audit = open_audit(path, blank[1], person="Boss")
    import_cases(audit, [{"case": "C1"}, {"case": "C2"}])
    handing_out.assign(audit, "AB")
    add_father(open_case(audit, list_cases(audit)[0].id))
    for number in (1, 2, 3):
        handing_out.write_pack(audit, "AB", folder / f"{number}.audit", PACK)
    close_audit(audit)
    return Start(((path, blank[1]), *(_with_code(folder / f"{number}.audit") for number in (1, 2, 3))))


def _with_code(pack_file: Path) -> tuple[Path, str]:
    pack = open_audit(pack_file, PACK)
    close_audit(pack)
    return pack_file, keys.recovery_code(pack.file.key)


def add_father(case: OpenCase) -> None:
    answering.add_row(case, "fathers")


@contextmanager
def opened(path: Path, code: str, person: str) -> Iterator[Audit]:
    audit = open_audit(path, code)
    audit.person = person
    try:
        yield audit
    finally:
        close_audit(audit)


def edit(case: OpenCase, kind: str, what: tuple[str, Answer] | None) -> None:
    rows = case.filling.rows("fathers")
    if kind == "answer" and what:
        question, answer = what
        found = [key for key in case.filling.keys() if key.question == question]  # noqa: SIM118
        if found:
            answering.save_answer(case, found[0], answer)
    elif kind == "add":
        add_father(case)
    elif kind == "remove" and rows:
        answering.remove_row(case, rows[0].uuid)
    elif kind == "move" and rows:
        answering.move_row(case, rows[0].uuid, 1)
    elif kind == "finish":
        for page in ("start", "parents", "care", "help", "timing"):
            answering.mark_rest(case, page)
        answering.save_answer(case, Key("records_seen"), Answer(S.ANSWERED, "case_system"))
        answering.save_answer(case, Key("immediate_concern"), Answer(S.ANSWERED, "no"))
        answering.finish(case, "Checked twice")
    elif kind == "reopen":
        answering.reopen(case, "to look again")
    elif kind == "undo":
        answering.undo(case)


@dataclass(frozen=True)
class Outcome:
    """All that merging must make the same whatever the order."""

    changes: frozenset[Change]
    answers: tuple[object, ...]
    status: tuple[object, ...]
    conflicts: frozenset[tuple[str, Key, frozenset[Answer]]]


def outcome(audit: Audit) -> Outcome:
    refs = list_cases(audit)
    return Outcome(
        changes=frozenset(changes.log(audit.file)),
        answers=tuple(
            sorted((ref.id, *key, filled) for ref in refs for key, filled in _filled(audit, ref.id))
        ),
        status=tuple((ref.id, ref.status, ref.n_left, ref.changed) for ref in refs),
        conflicts=frozenset(
            (*found.place, frozenset(version.answer for version in found.versions))
            for found in conflicts(audit)
        ),
    )


def _filled(audit: Audit, case_audit: str) -> list[tuple[Key, str]]:
    return [(key, repr(filled)) for key, filled in read_filled(audit.file, case_audit).items()]


@examples(common=12, long=500)
@given(edits=_EDITS, orders=_ORDERS, twice=st.booleans())
def test_any_order_gives_one_result(
    start: Start, tmp_path_factory: pytest.TempPathFactory, edits: list, orders: list, twice: bool
) -> None:
    folder = tmp_path_factory.mktemp(f"example{next(_numbers)}")
    files = []
    made: set[Change] = set()
    for number, (path, code) in enumerate(start.files):
        copy = folder / f"{number}.audit"
        shutil.copy(path, copy)
        files.append(copy)
        with opened(copy, code, "Boss" if number == 0 else f"P{number}") as audit:
            for who, which, (kind, what) in edits:
                if who == number:
                    with suppress(AuditError):
                        edit(open_case(audit, list_cases(audit)[which].id), kind, what)
            made |= set(changes.log(audit.file))
    together = merged(folder, files, start, [(1, 2, 3)])
    results = [merged(folder, files, start, [order]) for order in orders]
    one_by_one = [(number,) for number in orders[0]] + ([orders[-1]] if twice else [])
    results.append(merged(folder, files, start, one_by_one))
    assert all(result == together for result in results)
    assert {change.id for change in together.changes} == {change.id for change in made}
    assert no_silent_loss(together)


def merged(folder: Path, files: Sequence[Path], start: Start, groups: Sequence[Sequence[int]]) -> Outcome:
    target = folder / f"merged{next(_numbers)}.audit"
    shutil.copy(files[0], target)
    with opened(target, start.files[0][1], "Boss") as audit:
        for group in groups:
            merge(audit, [files[number] for number in group])
        assert check_audit(audit) == ()
        return outcome(audit)


def no_silent_loss(result: Outcome) -> bool:
    """Every answer that no later change replaced stands, or is a version of a conflict (rows' order
    aside)."""
    replaced = {parent for change in result.changes for parent in change.parents}
    heads: dict[tuple[str, Key], set[Answer]] = {}
    for change in result.changes:
        if change.id not in replaced and change.question not in ("@row", "@accepted"):
            place = (change.case_audit, Key(change.question, change.row))
            heads.setdefault(place, set()).add(change.answer)
    in_conflict = {
        (case_audit, key): set(answers)
        for case_audit, key, answers in result.conflicts
        if key.question != "@row"
    }
    return in_conflict == {place: answers for place, answers in heads.items() if len(answers) > 1}
