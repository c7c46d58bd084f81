"""What stands out, worked by hand: four shares whose Wilson intervals are published check values (7 of 12:
31.95% to 80.67%; 18 of 24: 55.10% to 88.00%; 3 of 40: 2.58% to 19.86%; 0 of 20: 0% to 16.11%)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.analysis.intervals import wilson
from audit_app.analysis.ranking import rank, read_expected
from audit_app.lines.line import Line
from audit_app.lines.messages import Basis, Way, Yardstick
from audit_app.lines.of_figures import lines_of
from audit_app.lines.sentences import filled, numbers, typed_numbers, usual_words
from audit_app.results.figures import Proportion, States

ALL = Yardstick(Way.MORE, 1.0, Basis.STATEMENT, "statement S19")
NONE = Yardstick(Way.FEWER, 0.0, Basis.STATEMENT, "statement S06")


def share(id_: str, k: int, n: int, *, chance: bool = True, greyed: bool = False) -> Line:
    cases = tuple(f"{number}" for number in range(n))
    low, high = wilson(k, n) or (None, None) if chance else (None, None)
    figure = Proportion(
        *(id_, f"Figure {id_}", "practice", States(known=cases), cases),
        numerator=cases[:k],
        proportion=k / n,
        low=low,
        high=high,
        greyed=greyed,
    )
    return next(lines_of(figure))


def test_findings_stand_by_the_families_that_are_short_at_the_near_end() -> None:
    lines = (share("A", 18, 24), share("B", 3, 40), share("C", 7, 12), share("D", 0, 20))
    found = rank(lines, {"A": ALL, "B": ALL, "C": NONE, "D": ALL})
    # B 40 × (1 − .1986) = 32.1, D 20 × (1 − .1611) = 16.8, C 12 × .3195 = 3.8, A 24 × (1 − .8800) = 2.9
    assert [each.line.id for each in found] == ["B", "D", "C", "A"]
    assert [round(each.families, 1) for each in found] == [32.1, 16.8, 3.8, 2.9]
    assert [each.affected for each in found] == [37, 20, 7, 6]
    assert found[0].reasons == (
        "37 of 40",
        "92 points (statement S19)",
        "at least 32 short",
        "",
    )


def test_the_areas_own_target_is_what_a_share_is_measured_against() -> None:
    target = Yardstick(Way.MORE, 0.9, Basis.TARGET, "the area’s own target of 90%")
    near, reached = rank((share("A", 18, 24), share("E", 24, 24)), {"A": target, "E": target})
    assert round(near.families, 2) == round(24 * (0.9 - 0.8800), 2)
    assert near.reasons[1] == "15 points (the area’s own target of 90%)"
    assert (reached.families, reached.worth) == (0.0, False)
    assert reached.reasons[1] == "none (the area’s own target of 90%)"


def test_what_surely_moved_since_the_last_round_weighs_too_either_way() -> None:
    sticks = {"A": ALL}
    (now,) = rank((share("A", 18, 24),), sticks, {"A": share("A", 3, 40)}, "first")
    assert now.change
    assert now.change.low
    # Newcombe: 75.0 − 7.5 = 67.5 points, from 67.5 − √((75 − 55.10)² + (19.86 − 7.5)²) = 44.1
    assert round(now.change.low * 100, 1) == 44.1
    assert round(now.families, 1) == round(24 * 0.12 + 24 * 0.441, 1)
    assert now.reasons[3] == "68 points nearer than in “first”, at least 44.1"
    (same,) = rank((share("A", 18, 24),), sticks, {"A": share("A", 17, 24)}, "first")
    assert round(same.families, 1) == 2.9
    assert same.reasons[3] == "none beyond its uncertainty since “first”"


def test_cases_chosen_by_hand_have_no_interval_and_the_reason_says_so() -> None:
    (found,) = rank((share("A", 18, 24, chance=False),), {"A": ALL})
    assert (found.families, found.surely) == (6.0, None)
    assert found.reasons[2] == "no interval: these files alone"


@pytest.mark.parametrize(
    "line",
    [
        share("A", 3, 40, greyed=True),
        replace(share("A", 3, 40), cells={}),
        replace(share("A", 3, 40), typed=True),
        replace(share("A", 3, 40), cannot="Nobody asked."),
    ],
)
def test_what_little_is_known_of_has_no_place_in_the_order(line: Line) -> None:
    assert rank((line,), {"A": ALL}) == ()


def test_a_number_that_is_held_back_has_no_place_either() -> None:
    line = share("A", 3, 40)
    hidden = {name: replace(cell, value=None, hidden=name == "n") for name, cell in line.cells.items()}
    assert rank((replace(line, cells=hidden),), {"A": ALL}) == ()


def test_a_family_that_counts_with_several_services_weighs_as_none() -> None:
    line = share("A", 3, 40)
    twice = {**line.cells, "of": replace(line.cell("of"), cases=("a",) * 40)}
    assert rank((replace(line, cells=twice),), {"A": ALL}) == ()


def test_fewer_than_five_families_are_no_message() -> None:
    few, enough = rank((share("F", 1, 5), share("G", 1, 6)), {"F": ALL, "G": ALL})
    assert {few.line.id: few.worth, enough.line.id: enough.worth} == {"F": False, "G": True}


def test_nothing_stands_in_the_order_of_which_nobody_says_what_to_expect() -> None:
    assert rank((share("A", 3, 40),), {}) == ()


def test_a_sentence_holds_the_numbers_that_the_figure_has() -> None:
    line = share("A", 9, 30)
    words = "In {rest} of {n} files nothing shows it ({rest_share}, {low} to {high} do)"
    assert filled(words, line) == "In 21 of 30 files nothing shows it (70%, 17% to 48% do)"
    assert (
        filled(usual_words(line), line)
        == "Figure A: evidenced in 9 of 30 files (30%); in 21 nothing shows it"
    )


def test_a_sentence_with_a_number_that_is_held_back_is_none() -> None:
    line = share("A", 9, 30)
    held = replace(line, cells={**line.cells, "n": replace(line.cell("n"), hidden=True, text="[c]")})
    assert filled("In {k} of {n} files", held) == ""
    assert numbers(held)["n"] == "30"


def test_a_number_typed_into_the_words_is_found_unless_the_figure_itself_says_it() -> None:
    assert typed_numbers("53 of {n} within 28 days", "Support within 28 days") == ("53",)


def test_a_form_says_which_way_is_nearer() -> None:
    (row,) = read_expected(
        [{"figure": "M5.1", "way": "fewer", "statements": "S27 S13", "words": "{k}"}, {}][:1]
    )
    assert (row.way, row.statements, row.words) == (Way.FEWER, ("S27", "S13"), "{k}")
