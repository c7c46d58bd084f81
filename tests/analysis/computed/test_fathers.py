"""The ladders of fathers and mothers, over five pregnancies worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from audit_app.results.inputs import Variable
from tests.analysis.small import cohort, computed, counts, letters

# A: all the way. B: two fathers, of whom the confirmed one counts. C: nobody identified. D: only a partner.
# E: the file says nothing of the contact, which is not a no; F: the record was not opened. G is A's twin.
TABLE = """
question                                        A         B         C              D       E        F G
pregnancy                                       P1        -         -              -       -        - P1
fathers[1]/father_role  confirmed putative  not_identified partner putative x confirmed
fathers[2]/father_role                          -         confirmed -              -       -        - -
father_inclusion_rows[1]/father_rung_contacted  yes       yes       no             yes     ?        x yes
father_inclusion_rows[2]/father_rung_contacted  -         no        -              -       -        - -
father_inclusion_rows[1]/father_rung_assessed   yes       yes       no             no      yes      x yes
father_inclusion_rows[2]/father_rung_assessed   -         yes       -              -       -        - -
father_told_la_plan_date                        2024-03   ?         -              n/a     -        . -
mother_told_la_plan_date                        2024-03-01 ?        2024-02-02     n/a     -        . -
"""
TABLE = (
    TABLE.replace(" confirmed", " father_confirmed").replace(" putative", " father_putative")
    .replace(" partner", " partner_not_parent")
)  # fmt: skip
COHORT = cohort(TABLE)


def test_every_rung_is_over_the_pregnancies_to_which_it_could_apply_and_whose_file_could_say() -> None:
    found = computed("M7.2_ladder", COHORT)
    assert (found.kind, letters(found.base)) == ("ladder", "ABCDE")
    assert counts(found.rows) == [
        "identified: ABE of ABCDE",
        "contacted: A of ABCE",  # D has a partner only, who is no parent
        "assessed: ABE of ABCE",
        "told: A of ABD",
        "told_of_all: A of ABCDE",
    ]


def test_each_rung_is_also_over_those_who_reached_the_one_before() -> None:
    found = computed("M7.2_ladder", COHORT)
    assert counts(found.steps) == [
        "contacted_of_before: A of ABE",  # the silent file of E is not evidence of contact
        "assessed_of_before: A of A",
        "told_of_before: A of AB",
    ]


def test_the_states_of_a_rung_stay_beside_it() -> None:
    contacted = computed("M7.2_ladder", COHORT).rows[1]
    assert letters(contacted.states.not_recorded) == "E"
    assert letters(contacted.states.population_unknown) == "F"  # nobody saw who he is
    assert letters(contacted.states.not_applicable) == "D"  # a partner who is no parent


def test_rungs_that_the_form_lacks_are_named() -> None:
    assert "Represented at the first hearing" in computed("M7.2_ladder", COHORT).caution


def test_possible_fathers_stand_apart_each_by_himself() -> None:
    found = computed("M7.2_possible_fathers_ladder", COHORT)
    assert counts(found.rows) == ["identified: BE of BE", "contacted: B of BE", "assessed: BE of BE"]


def test_of_two_possible_fathers_of_a_case_each_stands_on_his_own_rung() -> None:
    read = cohort("""
question                                        A
fathers[1]/father_role                          father_putative
fathers[2]/father_role                          father_putative
father_inclusion_rows[1]/father_rung_contacted  yes
father_inclusion_rows[2]/father_rung_contacted  no
father_inclusion_rows[1]/father_rung_assessed   no
father_inclusion_rows[2]/father_rung_assessed   yes
""")
    found = computed("M7.2_possible_fathers_ladder", read)
    assert counts(found.steps) == ["contacted_of_before: A of AA", "assessed_of_before:  of A"]


def test_a_month_is_enough_to_know_that_somebody_was_told_and_what_does_not_apply_never_came() -> None:
    read = cohort("""
question                 A     B     C
mother_told_la_plan_date ~date ~date n/a
""")
    assert counts(computed("M7.2_mother_ladder", read).rows)[0] == "told: AB of ABC"


def test_the_mothers_ladder_has_the_steps_that_she_is_asked_about() -> None:
    assert counts(computed("M7.2_mother_ladder", COHORT).rows) == [
        "told: AC of ABCD",
        "told_of_all: AC of ABCD",
    ]


def test_a_ladder_whose_module_is_off_says_so() -> None:
    off = replace(
        COHORT,
        variables={"mother_told_la_plan_date": Variable("mother_told_la_plan_date", module="birth")},
        modules=frozenset(),
    )
    found = computed("M7.2_mother_ladder", off)
    assert found.rows == ()
    assert found.cannot


def test_nobody_to_count() -> None:
    empty = replace(COHORT, cases={})
    assert [row.proportion for row in computed("M7.2_ladder", empty).rows] == [None] * 5
