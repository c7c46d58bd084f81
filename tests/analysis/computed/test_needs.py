"""Needs that come together, the chain from need to help, and support between proceedings."""

from __future__ import annotations

from dataclasses import replace

from audit_app.analysis.computed.chains import chain
from audit_app.analysis.computed.overlap import together
from audit_app.analysis.declared import Need
from audit_app.analysis.frames import Frame
from audit_app.results.figures import Distribution, Figure, States
from tests.analysis import hand_cohort
from tests.analysis.small import cohort, computed, counts, letters
from tests.form.filled import derived_figures

SHELL = Distribution("Q6_needs_together", "x", "fact", States())
MENTAL, MONEY = "mother_need_mental_health", "mother_need_money"
WHOLE = derived_figures()["Q6_needs_together"].row
ROW = replace(WHOLE, parts=tuple(part for part in WHOLE.parts if part.id in (MENTAL, MONEY)))

# H is G's twin: of her mental health their files differ. D's money is not in the file, so that nobody knows
# what came together there; E was not asked about money, F not about anything.
NEEDED = cohort("""
question                   A       B       C        D       E        F G H
pregnancy                  -       -       -        -       -        - P P
mother_need_mental_health  current current historic current current  - no current
mother_need_money          current current current  ?       n/a      - suspected current
""")


def shown(most: int = 10) -> Figure:
    return together(Frame(NEEDED).pregnancies, SHELL, ROW, most)


def test_combinations_are_of_current_needs_commonest_first() -> None:
    assert counts(shown().rows) == [
        f"{MENTAL}+{MONEY}: AB of ABCE",
        f"{MENTAL}: E of ABCE",
        f"{MONEY}: C of ABCE",
    ]
    assert shown().rows[0].label == "mental health + money"


def test_a_need_that_is_not_in_the_file_keeps_the_case_out() -> None:
    states = shown().states
    assert (letters(states.not_recorded), letters(states.not_asked)) == ("D", "F")


def test_rare_combinations_stand_in_one_row() -> None:
    last = shown(most=2).rows[-1]
    assert (last.label, letters(last.numerator)) == ("1 other combinations", "C")


def test_the_shipped_form_asks_about_every_need_named_here() -> None:
    from tests.form.filled import form

    assert {part.question for part in WHOLE.parts} <= set(form().questions)


def test_the_chain_of_a_need_over_its_files_and_over_the_step_before() -> None:
    need = Need("mother_mental_health", "mental_health", "mother", "Mental health",
                "mother_need_mental_health", "mother_offer_mental_health")  # fmt: skip
    found = chain(Frame(hand_cohort.cohort()), need)
    strip = [line.replace("id-", "") for line in counts(found.rows)]
    # The need is current in A, B, D and F; B found no offer, D's offer conflicts, F's was considered.
    assert strip == [
        "offered: A of ABDF",
        "accepted: A of ABDF",
        "started: A of ABDF",
        "completed: A of ABDF",
    ]
    assert counts(found.steps)[0].replace("id-", "") == "accepted_of_before: A of A"


# A to E had proceedings before, F had none, and of G nobody knows.
BETWEEN = cohort("""
question                      A   B   C  D  E   F  G
sibling_previous_proceedings  yes yes yes yes yes no ?
support_between_offered       yes yes no ?  x   -  -
support_between_accepted      yes no  -  -  -   -  -
support_between_started       ?   -   -  -  -   -  -
""")


def test_support_in_between_is_over_the_families_who_were_in_court_before() -> None:
    found = computed("M2.3_support_between", BETWEEN)
    assert counts(found.rows) == [
        "offered: AB of ABCD",
        "accepted: A of ABCD",
        "started:  of ABCD",
    ]
    assert counts(found.steps) == ["accepted_of_before: A of AB", "started_of_before:  of A"]
    assert letters(found.states.source_not_seen) == "E"
