"""The table of odds: what its lines say, and that the shipped one speaks of the form."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fnmatch import filter as fitting
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.sample.chance import Chance
from audit_app.sample.facts import Absent, Truth
from audit_app.sample.odds import SHIPPED, OddsLine, read_odds, shares_of
from audit_app.xforms.values import check_value
from tests.form.filled import form

HEADER = "question,when,answers,not_recorded,unclear,inexact,source\n"


def line(tmp_path: Path, text: str, question: str = "q") -> OddsLine:
    """The line about a question of a table with these lines."""
    path = tmp_path / "odds.csv"
    path.write_text(HEADER + text + "\n", "utf-8")
    found = read_odds(path).line(question, lambda _condition: False)
    assert found
    return found


def drawn(line: OddsLine, n: int = 400, **days: Truth) -> Counter[object]:
    """What a line gives, many times over."""
    return Counter(line.draw(Chance(f"{number}"), None, lambda name: days[name]) for number in range(n))


def test_one_of_several_by_its_odds(tmp_path: Path) -> None:
    found = drawn(line(tmp_path, "q,,current 75 | no 25,,,,made up"))
    assert set(found) == {"current", "no"}
    assert 0.65 < found["current"] / 400 < 0.85


def test_each_by_itself(tmp_path: Path) -> None:
    found = drawn(line(tmp_path, "q,,police 100 + gp 50,,,,made up"))
    assert set(found) == {"police", "police gp"}


def test_a_number_between_two(tmp_path: Path) -> None:
    assert set(drawn(line(tmp_path, "q,,3..5 1,,,,made up"))) == {3, 4, 5}


def test_a_day_counted_from_another(tmp_path: Path) -> None:
    birth = line(tmp_path, "q,,birth-1..0 1,,,,made up")
    assert set(drawn(birth, birth=date(2024, 3, 1))) == {date(2024, 2, 29), date(2024, 3, 1)}
    assert set(drawn(birth, birth=Absent("Not born."))) == {Absent("Not born.")}


def test_what_does_not_apply_and_why(tmp_path: Path) -> None:
    assert set(drawn(line(tmp_path, "q,,(There was none.) 1,,,,made up"))) == {Absent("There was none.")}


def test_only_choices_that_are_offered(tmp_path: Path) -> None:
    asked = line(tmp_path, "q,,s20 50 | s76 50,,,,made up")
    assert {asked.draw(Chance(f"{n}"), ("s76", "other")) for n in range(50)} == {"s76"}
    assert asked.draw(Chance("1"), ("other",)) is None


def test_a_line_that_names_the_question_comes_before_a_pattern(tmp_path: Path) -> None:
    lines = "rec_*,,good 1,,,,made up\nrec_plan,,weak 1,,,,made up"
    assert set(drawn(line(tmp_path, lines, "rec_plan"))) == {"weak"}
    assert set(drawn(line(tmp_path, lines, "rec_other"))) == {"good"}


def test_what_no_record_holds_is_never_missing(tmp_path: Path) -> None:
    silent = line(tmp_path, "q,,yes 1,,,,made up")
    assert shares_of(silent, recorded=True).not_recorded > 0
    assert shares_of(silent, recorded=False).not_recorded == 0
    assert shares_of(line(tmp_path, "q,,yes 1,14,,,made up"), recorded=True).not_recorded == 14


def test_an_answer_without_odds_is_said_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(AuditError) as raised:
        line(tmp_path, "q,,yes 1,,,,made up\nr,,yes | no 3,,,,made up")
    assert [problem.row for problem in raised.value.problems] == [3]


def test_every_line_of_the_shipped_table_is_about_a_question() -> None:
    others = ("service_type", "document", "found_in", "quote")
    for each in read_odds().lines:
        first, _, rest = each.question.partition("/")
        assert (rest and first in others) or fitting(form().questions, each.question), each.question


def test_every_condition_of_the_shipped_table_reads_the_form_or_the_story() -> None:
    story = {"first_home", "last_home", "lives", "stay", "in_court", "court_ended", "letter_sent"}
    assert read_odds().names <= {*form().questions, *form().repeats, *story}


def test_every_answer_of_the_shipped_table_can_be_given() -> None:
    table = read_odds()
    for name, question in form().questions.items():
        for each in table.about(name):
            for value, _odds in each.answers if question.choices else ():
                assert check_value(question, value, question.choices)
            if each.condition is None:
                break  # what stands after it is never looked at


def test_every_line_has_a_source() -> None:
    rows = SHIPPED.read_text("utf-8").splitlines()
    assert [row for row in rows if not row.rpartition(",")[2]] == []
