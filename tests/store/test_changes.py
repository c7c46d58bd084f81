"""Changes in, answers out: heads, history, undo, rows, and sets of changes that arrive in any order."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import Cancelled
from audit_app.model import Answer, AnswerState, CaseStatus, Change, Evidence, Key, Origin, Reserved, Role
from audit_app.store import answers, audit_file, cases, changes, integrity, people
from audit_app.store.writing import transaction
from audit_app.xforms.filling import Filled, Row
from tests.examples import examples
from tests.store.conftest import PASSPHRASE, Writer

HOUSING = Key("housing")


def row_json(order: int, *, removed: bool = False, repeat: str = "fathers", parent: str = "") -> str:
    return json.dumps({"repeat": repeat, "parent": parent, "order": order, "removed": removed})


def test_an_answer_is_read_back_whole(writer: Writer) -> None:
    saved = writer.save("housing", "temporary")
    expected = Answer(AnswerState.ANSWERED, "temporary", "a note", Evidence("Birth plan", page="3"))
    assert {key: change.answer for key, change in changes.heads(writer.file, writer.case_audit).items()} == {
        HOUSING: expected
    }
    assert changes.heads(writer.file, writer.case_audit) == {HOUSING: saved}


def test_an_answer_is_there_after_reopening(writer: Writer, path: Path) -> None:
    writer.save("housing", "temporary")
    audit_file.close(writer.file)
    again = audit_file.open_file(path, PASSPHRASE)
    assert changes.heads(again, writer.case_audit)[HOUSING].answer.value == "temporary"
    audit_file.close(again)


def test_history_is_newest_first_and_the_log_oldest_first(writer: Writer) -> None:
    saved = [writer.save("housing", value) for value in ("a", "b", "c")]
    other = writer.save("smoking", "yes")
    assert changes.history(writer.file, writer.case_audit, HOUSING) == tuple(reversed(saved))
    assert changes.log(writer.file, writer.case_audit) == (*saved, other)
    assert changes.log(writer.file) == (*saved, other)


def test_a_change_names_what_it_replaced(writer: Writer) -> None:
    first, second = writer.save("housing", "a"), writer.save("housing", "b")
    assert second.parents == (first.id,)
    assert changes.by_id(writer.file, second.parents) == {first.id: first}


def test_a_change_is_never_altered(writer: Writer) -> None:
    writer.save("housing", "a")
    with pytest.raises(Exception, match="never altered"), transaction(writer.file):
        writer.file.run("UPDATE change SET value = 'b'")
    assert changes.heads(writer.file, writer.case_audit)[HOUSING].answer.value == "a"


def test_two_heads_are_a_conflict_and_the_later_one_stands(writer: Writer) -> None:
    first = writer.save("housing", "a")
    later = writer.save("housing", "theirs", parents=(first.id,), time="2025-03-02")
    earlier = writer.save("housing", "mine", parents=(first.id,), time="2025-03-01T23")
    assert changes.heads(writer.file, writer.case_audit)[HOUSING].answer.value == "theirs"
    heads = changes.head_ids(writer.file, writer.case_audit, [HOUSING])[HOUSING]
    assert heads == (earlier.id, later.id)
    assert writer.file.rows("SELECT heads FROM answer") == [(2,)]
    writer.save("housing", "settled", parents=heads, time="2025-03-03")
    assert changes.heads(writer.file, writer.case_audit)[HOUSING].answer.value == "settled"
    assert writer.file.rows("SELECT heads FROM answer") == [(1,)]


@examples(common=25, long=500, shared=True)
@given(seed=st.integers(0, 10_000))
def test_taking_in_changes_is_set_union(writer: Writer, seed: int) -> None:
    """Any order, and more than once, gives the same answers; the check agrees."""
    random, file = Random(seed), writer.file
    case = f"case{seed}-{next(writer.numbers)}"
    with transaction(file):
        cases.add_case(file, cases.CaseFile(case, case))
        one, two, _agreed = (cases.add_case_audit(file, case, writer.person, role) for role in Role)
    made = _graph(writer, random)
    kept = []
    for case_audit in (one, two):
        for change in [*random.sample(made, k=len(made)), *random.sample(made, k=3)]:
            with transaction(file):
                changes.append(file, [_in_case(change, case_audit)])
        kept.append(
            file.rows(
                """SELECT question, state, value, heads FROM answer JOIN case_audit ON n = answer.case_audit
                   WHERE id = ? ORDER BY question""",
                (case_audit,),
            )
        )
    assert kept[0] == kept[1]
    assert integrity.check(file) == ()


def _graph(writer: Writer, random: Random) -> list[Change]:
    """Changes of two questions, each of which replaces none, one or two of the earlier ones."""
    made: list[Change] = []
    for question in 5 * ("housing", "smoking"):
        earlier = [change.id for change in made if change.question == question]
        parents = tuple(random.sample(earlier, k=min(len(earlier), random.randrange(3))))
        made.append(writer.change(question, random.choice("abc"), parents=parents))
    return made


def _in_case(change: Change, case_audit: str) -> Change:
    """The same change as if it had been made in another case."""
    parents = tuple(case_audit + parent for parent in change.parents)
    return replace(change, id=case_audit + change.id, case_audit=case_audit, parents=parents)


def test_the_last_batch_is_offered_for_undo_until_it_is_taken_back(writer: Writer) -> None:
    one = writer.save("housing", "a", batch="one")
    two = [writer.save(question, "b", batch="two") for question in ("housing", "smoking")]
    assert changes.last_batch(writer.file, writer.case_audit, writer.person) == tuple(two)
    writer.save("housing", "a", batch=changes.undo_of("two"), origin=Origin.UNDO)
    assert changes.last_batch(writer.file, writer.case_audit, writer.person) == (one,)
    writer.save("housing", "", batch=changes.undo_of("one"), origin=Origin.UNDO)
    assert changes.last_batch(writer.file, writer.case_audit, writer.person) == ()


def test_undo_leaves_other_officers_alone(writer: Writer) -> None:
    writer.save("housing", "a")
    assert changes.last_batch(writer.file, writer.case_audit, "somebody else") == ()


def test_rows_of_a_repeat_come_go_and_move(writer: Writer) -> None:
    writer.save(Reserved.ROW, row_json(1), row="r1")
    writer.save(Reserved.ROW, row_json(0), row="r2")
    assert answers.read_rows(writer.file, writer.case_audit) == (
        Row("r2", "fathers", "", 0),
        Row("r1", "fathers", "", 1),
    )
    writer.save(Reserved.ROW, row_json(0, removed=True), row="r2")
    assert answers.read_rows(writer.file, writer.case_audit) == (Row("r1", "fathers", "", 1),)
    writer.save(Reserved.ROW, row_json(5), row="r2")
    assert [row.uuid for row in answers.read_rows(writer.file, writer.case_audit)] == ["r1", "r2"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ((), CaseStatus.NOT_STARTED),
        (("",), CaseStatus.IN_PROGRESS),
        (("finished",), CaseStatus.FINISHED),
        (("finished", "open"), CaseStatus.IN_PROGRESS),
    ],
)
def test_the_status_of_a_case_follows_from_its_changes(
    writer: Writer, status: tuple[str, ...], expected: CaseStatus
) -> None:
    for value in status:
        writer.save(Reserved.STATUS if value else "housing", value)
    assert cases.ref(writer.file, writer.case_audit).status is expected


def test_the_form_never_overwrites_what_a_person_said(writer: Writer) -> None:
    writer.save("housing", "temporary")
    hidden = Filled(False, AnswerState.NOT_LOOKED_AT, "")
    worked_out = Filled(True, AnswerState.ANSWERED, "34", calculated=True)
    left = Filled(True, AnswerState.NOT_LOOKED_AT, "")
    with transaction(writer.file):
        answers.write_filled(
            writer.file,
            writer.case_audit,
            {HOUSING: hidden, Key("age"): worked_out, Key("smoking"): left, Key("drinking"): left},
        )
    assert answers.read_filled(writer.file, writer.case_audit) == {
        HOUSING: Filled(False, AnswerState.ANSWERED, "temporary"),
        Key("age"): worked_out,
        Key("smoking"): left,
        Key("drinking"): left,
    }
    assert cases.ref(writer.file, writer.case_audit).n_left == 2


def test_answers_of_a_removed_row_are_kept_but_not_read(writer: Writer) -> None:
    writer.save("father_known", "yes", row="r1")
    key = Key("father_known", "r1")
    shown = Filled(True, AnswerState.ANSWERED, "yes")
    with transaction(writer.file):
        answers.write_filled(writer.file, writer.case_audit, {key: None})
    assert answers.read_filled(writer.file, writer.case_audit) == {}
    assert changes.heads(writer.file, writer.case_audit)[key].answer.value == "yes"
    with transaction(writer.file):
        answers.write_filled(writer.file, writer.case_audit, {key: shown})
    assert answers.read_filled(writer.file, writer.case_audit) == {key: shown}


def test_answers_given_in_bulk_are_counted(writer: Writer) -> None:
    writer.save("housing", "a")
    writer.save("smoking", "", state=AnswerState.NOT_RECORDED, origin=Origin.BULK)
    writer.save("drinking", "", state=AnswerState.NOT_LOOKED_AT, origin=Origin.UNDO)
    writer.save(Reserved.STATUS, "finished")
    assert answers.count_answers(writer.file, [writer.case_audit]) == answers.AnswerCounts(2, 1)
    assert answers.count_answers(writer.file, [writer.case_audit], ["housing"]) == answers.AnswerCounts(1, 1)


def test_nothing_is_kept_of_what_was_cancelled(writer: Writer) -> None:
    change = writer.change("housing", "a")

    def save_and_cancel() -> None:
        with transaction(writer.file):
            changes.append(writer.file, [change])
            raise Cancelled

    with pytest.raises(Cancelled):
        save_and_cancel()
    assert changes.log(writer.file) == ()


def test_no_operation_joins_the_transaction_of_another(writer: Writer) -> None:
    with transaction(writer.file), pytest.raises(RuntimeError), transaction(writer.file):
        pass


def test_nothing_is_written_outside_a_transaction(writer: Writer) -> None:
    with pytest.raises(RuntimeError):
        changes.append(writer.file, [writer.change("housing", "a")])


def test_a_person_is_known_once(writer: Writer) -> None:
    with transaction(writer.file):
        assert people.add(writer.file, "p2", "rm") == "p1"
        people.add(writer.file, "p3", "AB")
    assert people.names(writer.file) == {"p3": "AB", "p1": "RM"}
    assert people.id_of(writer.file, "nobody") == ""
