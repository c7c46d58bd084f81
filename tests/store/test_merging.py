"""Case audits brought from file to file: a union of changes, whatever the order and however often.

Every example has a case of its own in three files that are edited apart and two into which they are
brought; what should come out is worked out on plain sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Change, Key, Origin, Role
from audit_app.store import audit_file, cases, changes, making, merging, people, removing
from audit_app.store.audit_file import AuditFile
from audit_app.store.carrying import carry
from audit_app.store.merging import FileMerge
from audit_app.store.removing import Removal
from audit_app.store.writing import transaction
from audit_app.xforms.carrying import CarriedAnswer
from tests.examples import examples
from tests.store.conftest import PASSPHRASE, Writer

KEYS = (Key("housing"), Key("income"), Key("type", "r1"))
_numbers = count(1)

# Who edits (0 to 2), or who takes another's work in before going on, and with what.
_STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.one_of(
            st.tuples(st.just("edit"), st.sampled_from(KEYS), st.sampled_from("ab"), st.integers(0, 9)),
            st.tuples(st.just("take"), st.integers(0, 2), st.none(), st.none()),
        ),
    ),
    max_size=12,
)
_ORDERS = st.lists(st.integers(0, 2), min_size=0, max_size=5).flatmap(
    lambda extra: st.permutations([0, 1, 2, *extra])
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[AuditFile]]:
    """Three that are edited, two into which they are brought."""
    folder = tmp_path_factory.mktemp("merging")
    made = [making.create(folder / f"{number}.audit", PASSPHRASE)[0] for number in range(5)]
    yield made
    for file in made:
        audit_file.close(file)


def take(source: AuditFile, target: AuditFile, case_audit: str) -> None:
    with transaction(target):
        for shared in merging.shared(source):
            if shared.id == case_audit:
                merging.bring(FileMerge(source, target), shared)
                merging.stand(target, case_audit)


def everything(file: AuditFile, case_audit: str) -> set[Change]:
    return set(changes.log(file, case_audit))


def answers_of(file: AuditFile, case_audit: str) -> list[tuple[object, ...]]:
    return file.rows(
        """SELECT answer.question, answer.row, answer.state, answer.value, heads, change.id FROM answer
           JOIN change ON change.n = answer.change JOIN case_audit ON case_audit.n = answer.case_audit
           WHERE case_audit.id = ? ORDER BY answer.question, answer.row""",
        (case_audit,),
    )


def expected_answers(known: set[Change]) -> list[tuple[object, ...]]:
    """What the graph says, from plain sets: the latest of each key's heads."""
    replaced = {parent for change in known for parent in change.parents}
    heads: dict[Key, list[Change]] = {}
    for change in known:
        if change.id not in replaced:
            heads.setdefault(Key(change.question, change.row), []).append(change)
    latest = {key: max(found, key=lambda change: (change.time, change.id)) for key, found in heads.items()}
    return [
        (*key, now.answer.state.value, now.answer.value, len(heads[key]), now.id)
        for key, now in sorted(latest.items())
    ]


@examples(common=60, long=2_000)
@given(steps=_STEPS, order=_ORDERS)
def test_merging_is_a_union(files: list[AuditFile], steps: list, order: list[int]) -> None:
    *editors, one, other = files
    case = f"case{next(_numbers)}"
    for file in editors:
        with transaction(file):
            person = people.add(file, people.new_id("AB"), "AB")
            cases.add_case(file, cases.CaseFile(case, case))
            case_audit = cases.add_case_audit(file, case, person, Role.FIRST)
    for who, (what, *rest) in steps:
        if what == "take":
            take(editors[rest[0]], editors[who], case_audit) if rest[0] != who else None
        else:
            edit(editors[who], case_audit, person, *rest)
    for number in (0, 1, 2):
        take(editors[number], one, case_audit)
    for number in order:
        take(editors[number], other, case_audit)
    known = set().union(*(everything(file, case_audit) for file in editors))
    assert everything(one, case_audit) == everything(other, case_audit) == known
    assert answers_of(one, case_audit) == answers_of(other, case_audit) == expected_answers(known)
    rivals = merging.rival_heads(one, [case_audit])
    assert {key: len(heads) for (_id, key), heads in rivals.items()} == {
        Key(question, row): n for question, row, _s, _v, n, _id in expected_answers(known) if n > 1
    }


def edit(file: AuditFile, case_audit: str, person: str, key: Key, value: str, time: int) -> None:
    parents = changes.head_ids(file, case_audit, [key])[key]
    number = next(_numbers)
    change = Change(
        id=f"{number:032x}",
        case_audit=case_audit,
        question=key.question,
        row=key.row,
        answer=Answer(AnswerState.ANSWERED, value),
        why="",
        person=person,
        time=f"2025-03-0{time % 9 + 1}",
        batch=str(number),
        origin=Origin.SCREEN,
        parents=parents,
    )
    with transaction(file):
        changes.append(file, [change])


@pytest.fixture
def target(tmp_path: Path) -> Iterator[AuditFile]:
    opened, _code = making.create(tmp_path / "target.audit", PASSPHRASE)
    yield opened
    audit_file.close(opened)


def test_an_officer_is_the_same_when_the_name_is(file: AuditFile, writer: Writer, target: AuditFile) -> None:
    writer.save("housing", "temporary")
    with transaction(target):
        people.add(target, "another id", "rm")
    take(file, target, writer.case_audit)
    assert people.names(target) == {"another id": "rm"}
    assert [ref.person for ref in cases.refs(target)] == ["rm"]
    take(file, target, writer.case_audit)
    assert len(changes.log(target)) == 1


def test_a_case_is_the_same_when_its_reference_and_round_are(
    file: AuditFile, writer: Writer, target: AuditFile
) -> None:
    with transaction(target):
        cases.add_case(target, cases.CaseFile("other", "K-001", round="1"))
    take(file, target, writer.case_audit)
    assert [case.id for case in cases.case_files(target)] == ["other"]
    assert [ref.case for ref in cases.refs(target)] == ["other"]


def test_a_removed_case_stays_out(file: AuditFile, writer: Writer, target: AuditFile) -> None:
    writer.save("type", "nurse", row="r1")
    take(file, target, writer.case_audit)
    removing.remove_cases(target, [Removal("c1", "2025-04-01", "AB", "asked for")])
    assert cases.refs(target) == ()
    take(file, target, writer.case_audit)
    assert cases.refs(target) == ()
    assert changes.log(target) == ()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE change SET value = 'another'",
        "UPDATE change SET state = 'no such state' WHERE question = 'income'",
        "UPDATE change SET origin = 'no such origin' WHERE question = 'income'",
        "UPDATE change SET question = '@row', value = 'no json' WHERE question = 'income'",
        "UPDATE change SET question = '@row', value = '{}' WHERE question = 'income'",
    ],
)
def test_an_altered_history_is_refused(
    file: AuditFile, writer: Writer, target: AuditFile, tampering: str
) -> None:
    writer.save("housing", "temporary")
    take(file, target, writer.case_audit)
    writer.save("income", "none")
    before = changes.log(target)
    with transaction(file):
        file.run("DROP TRIGGER change_is_insert_only")
        file.run(tampering)
    with pytest.raises(AuditError, match="changed outside this program"):
        take(file, target, writer.case_audit)
    assert changes.log(target) == before


def test_a_change_of_another_case_is_no_change_of_this_one(
    file: AuditFile, writer: Writer, target: AuditFile
) -> None:
    change = writer.save("housing", "temporary")
    take(file, target, writer.case_audit)
    with transaction(file):
        cases.add_case(file, cases.CaseFile("c2", "K-002"))
        second = cases.add_case_audit(file, "c2", writer.person)
        file.run("DROP TRIGGER change_is_insert_only")
        file.run("UPDATE change SET case_audit = (SELECT n FROM case_audit WHERE id = ?)", (second,))
    with pytest.raises(AuditError, match="changed outside this program"):
        take(file, target, second)
    assert [each.id for each in changes.log(target)] == [change.id]


def test_answers_follow_a_question_to_its_new_name(
    file: AuditFile, writer: Writer, target: AuditFile
) -> None:
    first = writer.save("home", "hostel")
    follow(file, writer.case_audit, "2", {"home": "lodging"})
    follow(file, writer.case_audit, "3", {"lodging": "housing"})
    take(file, target, writer.case_audit)
    writer.save("home", "flat")  # in a pack that still asks the first version
    for _again in range(2):
        follow(file, writer.case_audit, "2", {"home": "lodging"})
        follow(file, writer.case_audit, "3", {"lodging": "housing"})
        take(file, target, writer.case_audit)
    assert merging.rival_heads(target) == {}
    assert changes.heads(target, writer.case_audit)[Key("housing")].answer.value == "flat"
    history = changes.history(target, writer.case_audit, Key("housing"))
    assert [change.answer.value for change in history] == ["flat", "hostel"]
    assert first.id not in {change.id for change in history}


def follow(file: AuditFile, case_audit: str, version: str, names: dict[str, str]) -> None:
    def places(key: Key, answer: Answer) -> dict[Key, CarriedAnswer]:
        return {Key(names[key.question], key.row): CarriedAnswer(answer)} if key.question in names else {}

    with transaction(file):
        carry(file, case_audit, version, places)
        merging.stand(file, case_audit)
