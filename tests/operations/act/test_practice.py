"""Rating practice: statements in versions, ratings as a history, and where that leaves stage and level."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.charts.practice_words import board_words, cell_words, moved_words
from audit_app.errors import AuditError
from audit_app.model import Action, Confidence, Level, Rag, RaterGroup, Rating
from audit_app.operations.act import practice
from audit_app.operations.act.board import board_of
from audit_app.operations.act.statements import rated
from audit_app.operations.audit import Audit
from audit_app.operations.case.cases import add_case
from audit_app.operations.file.audits import open_audit
from audit_app.operations.plan.handing_out import assign, write_pack
from audit_app.paths import FORMS
from audit_app.results.practice import BoardCell, RatedStatement
from audit_app.store import practice as stored

R, A, G, NONE, NA = Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NOT_RATED, Rag.NOT_APPLICABLE
FORM = "prebirth_case_audit"
FIRST, SECOND, THIRD = "2025-03-01", "2025-06-01", "2025-09-01"
MIDWIFERY = RaterGroup.MIDWIFERY


@pytest.fixture(autouse=True)
def _today(audit: Audit) -> None:
    audit.clock = lambda: datetime(2025, 10, 1, 9, 0, tzinfo=UTC)


def rate(audit: Audit, statement: str, *said: tuple[str, Rag], group: RaterGroup = RaterGroup.AGREED) -> None:
    for date, rating in said:
        practice.rate(audit, statement, rating, group, date=date)


def one(audit: Audit, statement: str, group: RaterGroup = RaterGroup.AGREED) -> RatedStatement:
    return next(each for each in practice.statements(audit, group) if each.statement.id == statement)


# Statements


def test_the_shipped_statements_are_whole(audit: Audit) -> None:
    shipped = practice.shipped(FORM)
    places = [(each.stage, each.level) for each in shipped]
    assert len({each.id for each in shipped}) == len(shipped) == 44
    assert [sum(stage == n for stage, _level in places) for n in (1, 2, 3)] == [23, 12, 9]
    assert all(each.text.endswith(".") and each.source and not each.local for each in shipped)
    assert [each.statement for each in practice.statements(audit)] == list(shipped)


def test_the_shipped_statements_lean_on_measures_of_the_shipped_form() -> None:
    from tests.form.filled import derived_figures

    with (FORMS / "prebirth_case_audit" / "measures.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)} | set(derived_figures())
    assert {id_ for each in practice.shipped(FORM) for id_ in each.measures} <= known


def test_an_audit_has_statements_of_its_own_from_the_first_rating_on(audit: Audit) -> None:
    assert stored.read_statements(audit.file) == ()
    practice.rate(audit, "S01", A)
    assert stored.read_statements(audit.file) == practice.shipped(FORM)


def test_an_edit_is_a_new_version_and_a_rating_keeps_its_own(audit: Audit) -> None:
    rate(audit, "S01", (FIRST, A))
    edited = practice.edit_statement(audit, "S01", text="  We take   referrals at any week. ")
    assert (edited.text, edited.version, edited.local) == ("We take referrals at any week.", 2, True)
    rate(audit, "S01", (SECOND, G))
    past = practice.history(audit, "S01")
    assert [(each.rating.version, each.same_words) for each in past] == [(2, True), (1, False)]
    assert past[1].text == practice.shipped(FORM)[0].text


def test_an_edit_that_changes_nothing_makes_no_version(audit: Audit) -> None:
    assert practice.edit_statement(audit, "S01", active=True).version == 1
    assert stored.read_statements(audit.file) == ()


def test_a_statement_is_added_beside_the_others_of_its_place(audit: Audit) -> None:
    made = practice.add_statement(audit, 1, Level.ORGANISATIONAL, "Interpreters are booked early.", ["M1"])
    again = practice.add_statement(audit, 3, Level.PRACTITIONER, "We write a letter.")
    assert (made.id, again.id, made.local, made.measures) == ("L01", "L02", True, ("M1",))
    ids = [each.statement.id for each in practice.statements(audit)]
    assert ids[13:16] == ["S14", "L01", "S15"]
    assert ids[-1] == "L02"


def test_a_statement_switched_off_is_left_out_and_keeps_its_history(audit: Audit) -> None:
    rate(audit, "S02", (FIRST, R))
    practice.edit_statement(audit, "S02", active=False)
    assert "S02" not in {each.statement.id for each in practice.statements(audit)}
    assert "S02" in {each.statement.id for each in practice.statements(audit, switched_off=True)}
    assert len(practice.history(audit, "S02")) == 1
    assert practice.board(audit).dates == ()
    with pytest.raises(AuditError, match="switched off"):
        practice.rate(audit, "S02", A)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": "  "}, "no words"),
        ({"text": "x" * 401}, "more than 400"),
        ({"stage": 4}, "no stage 4"),
    ],
)
def test_a_statement_that_cannot_be_is_refused(audit: Audit, given: dict, said: str) -> None:
    with pytest.raises(AuditError, match=said):
        practice.edit_statement(audit, "S01", **given)
    assert stored.read_statements(audit.file) == ()


# Ratings


def test_a_rating_holds_all_that_was_said(audit: Audit) -> None:
    practice.rate(
        audit, "S08", A, MIDWIFERY, note=" In half of the files. ", confidence=Confidence.LOW, date=FIRST
    )
    (past,) = practice.history(audit, "S08")
    said = past.rating
    assert (said.rating, said.group, said.note, said.date) == (A, MIDWIFERY, "In half of the files.", FIRST)
    assert (said.confidence, said.person, said.measures) == (
        "low",
        "AB",
        practice.shipped(FORM)[7].measures,
    )


def test_groups_may_differ_and_each_is_shown(audit: Audit) -> None:
    rate(audit, "S01", (FIRST, R), group=MIDWIFERY)
    rate(audit, "S01", (FIRST, G), group=RaterGroup.LEGAL)
    assert one(audit, "S01").rating is NONE
    assert one(audit, "S01", MIDWIFERY).rating is R
    assert {each.group: each.rating for each in one(audit, "S01").groups} == {
        MIDWIFERY: R,
        RaterGroup.LEGAL: G,
    }


MOVES = {
    "never rated": ((), NONE, 0, False),
    "rated once": (((FIRST, R),), R, 0, False),
    "up": (((FIRST, R), (SECOND, G)), G, 2, False),
    "down": (((FIRST, A), (SECOND, R)), R, -1, False),
    "red twice": (((FIRST, R), (SECOND, R)), R, 0, True),
    "red twice long ago": (((FIRST, R), (SECOND, R), (THIRD, A)), A, 1, False),
    "corrected on the day": (((FIRST, R), (FIRST, G)), G, 0, False),
    "a day put in later": (((SECOND, R), (FIRST, G)), R, -2, False),
    "taken back": (((FIRST, R), (SECOND, NONE)), NONE, 0, False),
    "red, taken back, red": (((FIRST, R), (SECOND, NONE), (THIRD, R)), R, 0, False),
    "no longer applies": (((FIRST, R), (SECOND, NA)), NA, 0, False),
}


@pytest.mark.parametrize(("said", "now", "moved", "red_twice"), MOVES.values(), ids=MOVES)
def test_how_a_statement_stands(
    audit: Audit, said: tuple[tuple[str, Rag], ...], now: Rag, moved: int, red_twice: bool
) -> None:
    rate(audit, "S01", *said)
    stands = one(audit, "S01")
    assert (stands.rating, stands.moved, stands.red_twice) == (now, moved, red_twice)


def test_a_colour_always_has_its_letter_and_word(audit: Audit) -> None:
    rate(audit, "S01", (FIRST, R), (SECOND, A))
    assert moved_words(one(audit, "S01")) == "A  Amber, was R  Red (towards green)"
    assert moved_words(one(audit, "S02")) == "–  Not rated"


@pytest.mark.parametrize(
    ("statement", "date", "said"),
    [
        ("S99", "", "no statement S99"),
        ("S01", "2025-10", "no exact day"),
        ("S01", "2025-10-02", "hasn't been yet"),
    ],
)
def test_a_rating_that_cannot_be_is_refused(audit: Audit, statement: str, date: str, said: str) -> None:
    with pytest.raises(AuditError, match=said):
        practice.rate(audit, statement, A, date=date)
    assert stored.read_ratings(audit.file) == ()


# The board


def cell(audit: Audit, date: str, stage: int = 1, level: Level = Level.ORGANISATIONAL) -> BoardCell:
    cells = practice.board(audit).cells
    return next(each for each in cells if (each.date, each.stage, each.level) == (date, stage, level))


def test_every_statement_in_use_is_in_one_count_of_each_date(audit: Audit) -> None:
    rate(audit, "S01", (FIRST, R), (SECOND, G))
    rate(audit, "S02", (FIRST, NA))
    rate(audit, "S36", (SECOND, A))
    board = practice.board(audit)
    assert board.dates == (FIRST, SECOND)
    for date in board.dates:
        cells = [each for each in board.cells if each.date == date]
        assert sum(len(ids) for each in cells for ids in each.counts.values()) == 44
        assert [(each.stage, each.level.value[0]) for each in cells] == [
            *((1, "o"), (1, "p"), (2, "o"), (2, "p"), (3, "o"), (3, "p"))
        ]


def test_a_rating_stands_until_the_next_and_what_moved_is_told(audit: Audit) -> None:
    rate(audit, "S01", (FIRST, R), (SECOND, G))
    rate(audit, "S02", (FIRST, A))
    rate(audit, "S03", (FIRST, G), (SECOND, A))
    rate(audit, "S04", (FIRST, R), (SECOND, R))
    then, now = cell(audit, FIRST), cell(audit, SECOND)
    assert (then.counts[R], then.counts[A], then.counts[G]) == (("S01", "S04"), ("S02",), ("S03",))
    assert (then.up, then.down, then.same) == ((), (), ())
    assert (now.counts[R], now.counts[A], now.counts[G]) == (("S04",), ("S02", "S03"), ("S01",))
    assert (now.rated, now.up, now.down, now.same) == (("S01", "S03", "S04"), ("S01",), ("S03",), ("S04",))
    assert cell_words(now) == "R 1 · A 2 · G 1 · not rated 10\n1 towards green, 1 towards red"


def test_the_board_of_a_group_knows_its_own_ratings_alone(audit: Audit) -> None:
    rate(audit, "S01", (FIRST, R), (SECOND, R))
    rate(audit, "S02", (THIRD, G), group=MIDWIFERY)
    assert practice.board(audit, MIDWIFERY).dates == (THIRD,)
    assert [each.statement.id for each in practice.board(audit).red_twice] == ["S01"]
    assert board_words(practice.board(audit)).startswith("44 statements: R 1 · A 0 · G 0 · not rated 43.")
    assert "none of them rated yet: legal" in board_words(practice.board(audit, RaterGroup.LEGAL))


DAYS = st.sampled_from([FIRST, SECOND, THIRD])
SAID = st.tuples(
    st.sampled_from(["S01", "S02", "S19"]), DAYS, st.sampled_from([*Rag]), st.sampled_from([*RaterGroup])
)


@given(st.lists(SAID, max_size=12), st.sampled_from([*RaterGroup]))
def test_whatever_was_said_each_date_counts_every_statement_once(
    said: list[tuple[str, str, Rag, RaterGroup]], group: RaterGroup
) -> None:
    ratings = [Rating(str(n), id_, 1, day, rating, by) for n, (id_, day, rating, by) in enumerate(said)]
    stands = tuple(rated(each, ratings, group) for each in practice.shipped(FORM))
    board = board_of(stands, ratings, group)
    assert board.dates == tuple(sorted({day for _id, day, _rating, by in said if by == group}))
    for date in board.dates:
        cells = [each for each in board.cells if each.date == date]
        counted = [id_ for each in cells for ids in each.counts.values() for id_ in ids]
        assert sorted(counted) == sorted(each.id for each in practice.shipped(FORM))
        assert all({*each.up, *each.down, *each.same} <= {*each.rated} for each in cells)
    last = [each for each in board.cells if each.date in board.dates[-1:]]
    for each in board.statements if last else ():
        assert any(each.statement.id in here.counts[each.rating] for here in last)
        assert not (each.moved and each.red_twice)


# Packs


def test_a_pack_has_none_of_it_and_takes_none(audit: Audit, tmp_path: Path) -> None:
    rate(audit, "S01", (FIRST, R))
    practice.save_action(audit, Action(what="Meet monthly"))
    add_case(audit, "C1")
    assign(audit, "AB")
    write_pack(audit, "AB", tmp_path / "pack.audit", "plum harbour lantern")
    pack = open_audit(tmp_path / "pack.audit", "plum harbour lantern", person="AB")
    assert stored.read_statements(pack.file) == stored.read_ratings(pack.file) == ()
    assert stored.read_actions(pack.file) == ()
    with pytest.raises(AuditError, match="This is a pack"):
        practice.rate(pack, "S01", A)
    with pytest.raises(AuditError, match="This is a pack"):
        practice.save_action(pack, Action(what="Meet monthly"))
    pack.file.db.close()
