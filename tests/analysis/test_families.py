"""Twenty-five families on the shipped form, counted by hand: what its measures say of them.

Cells that a line lacks at its end were not asked. Signs are those of `small`; a few choices are shortened.
The expected letters were read off the table, line by line.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from audit_app.analysis.computed import ComputedMeasure, catalogue
from audit_app.analysis.declared import read_measures, read_needs
from audit_app.analysis.frames import Frame
from audit_app.operations.declared import Declared
from audit_app.operations.national import national_figures
from audit_app.results.figures import Figure
from audit_app.results.inputs import CohortInput, Cuts
from tests.analysis.small import cohort, counts, letters
from tests.form.filled import derived, form, sheets

FAMILIES = "ABCDEFGHIJKLMNOPQRSTUVWXY"
TABLE = """
highest_pathway_reached      i i i i i i i i p p p p c c c c c c c n n n n ? z
sibling_previous_proceedings y y y - - - - - y - - ? y - - - - ? x y - - - ~yes|no .
months_since_last_proceedings_end 6 7 25 - - - - - ? - - - 24 - - - - - - 0
support_between_offered      y n ? - - - - - y - - - y - - - - - - x
support_between_accepted     y - - - - - - - n - - - ?
support_between_started      y
pre_proceedings_used         y y n ? n x y ~yes|no y y y y
separated                    o o t n o ? o n n t n n n n n n n n n n n n n n .
separation_legal_basis       interim_care s20 s76 - s20 - ? - - s20
parent_prepared              y n ? - y - x - - y
hope_box                     taken declined not_offered - ? - not_available - - taken
days_separation_to_support   0 7 8 - 28 - n/a - - ?
days_birth_to_application    0 1 6 7 13 14 3 ?
notice_days                  0 2 7 1 11 20 ~date 5
urgent_ico_sought            y y n y n n y y
mother_represented_hearing1  y n ? y x n y ?
referral_gestation 70 90 99 140 200 100 250 ? 80 130 150 160 170 60 110 210 180 190 99 99 160 99 230 99 280
late_disclosure              no - - no no - concealed no - - no no no - - denied no no - - no - no - no
family_meeting               fgc_held - - other_held - - - - fgc_held - other_held - - - - - - - - - - x ?
edd_still_on_system          y n ? n
mother_care_experienced      y n - - ?
fathers[1]/father_role       confirmed putative not_identified other_legal_parent partner ? x confirmed
fathers[2]/father_role       - confirmed
father_inclusion_rows[1]/father_rung_contacted  y y n ? n - - n
father_inclusion_rows[2]/father_rung_contacted  - n
father_care[1]/father_care_experienced          n n - - n
father_care[2]/father_care_experienced          - n
outcomes[1]/outcome_point       6w 6w 6w 6w
outcomes[2]/outcome_point       6m 6m 6m 6m
outcomes[3]/outcome_point       12m 12m 12m 12m
outcomes[1]/outcome_followed    y y n y
outcomes[2]/outcome_followed    y y - ?
outcomes[3]/outcome_followed    n y - y
outcomes[1]/outcome_living_with foster mother - ?
outcomes[2]/outcome_living_with kin mother
outcomes[3]/outcome_living_with - mother - both
placements[1]/placement_parent_child    y y y n y
placements[1]/placement_ended_together  y n - - y
placements[1]/placement_legal_basis     s38_6 s20 s38_6 none voluntary_no_order
placements[1]/placement_distance_miles  5 21 20 40 ?
"""
SHORT = {
    "i": "proceedings_issued",
    "p": "pre_proceedings",
    "c": "cp_plan",
    "z": "closed_nfa",
    "confirmed": "father_confirmed",
    "putative": "father_putative",
    "partner": "partner_not_parent",
    "taken": "offered_accepted",
    "declined": "offered_declined",
}
MEANING = {
    "highest_pathway_reached": {"n": "cin_s17"},
    "separated": {"o": "ongoing", "t": "temporary", "n": "never"},
    "sibling_previous_proceedings": {"-": "no"},
    "family_meeting": {"-": "not_offered"},
}


def _line(line: str) -> str:
    path, *cells = line.split()
    meaning = {"y": "yes", "n": "no", **SHORT, **MEANING.get(path, {})}
    cells += ["-"] * (len(FAMILIES) - len(cells))
    return " ".join([path, *(meaning.get(cell, cell) for cell in cells)])


@cache
def families() -> CohortInput:
    """The cohort of the table."""
    lines = [_line(line) for line in TABLE.strip().splitlines()]
    return cohort("\n".join([f"question {' '.join(FAMILIES)}", *lines]), Declared(form(), sheets()).variables)


@cache
def entries() -> dict[str, ComputedMeasure]:
    """Every measure of the shipped form."""
    known = Declared(form(), sheets()).variables
    measures = read_measures(sheets()["measures"], known)
    return catalogue(measures, read_needs(sheets()["needs"], known), national_figures(), derived())


def made(id_: str, **cuts: object) -> Figure:
    return entries()[id_].make(Frame(replace(families(), cuts=Cuts(**cuts))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("id_", "numerator", "base"),
    [
        ("M2.1_mother_previous_proceedings", "ABCIMT", "ABCDEFGHIJKMNOPQTUVW"),
        ("M3.1_pre_proceedings_used", "ABG", "ABCDEGH"),  # F's record was not opened; I to L came to no court
        ("M3.2_agreement_first", "BCEJ", "ABCEJ"),
        ("M4.8_referral_before_20_weeks", "ABCFIJNOSTVX", "ABCDEFGIJKLMNOPQRSTUVWXY"),
        ("M5.1_short_notice", "AB", "ABC"),  # D was a week old; G's hearing is known by its month only
        ("M5.1_short_notice_urgent_order", "AB", "AB"),
        ("M5.2_emergency", "AB", "ABC"),
        ("M5.2_same_day", "A", "ABC"),
        ("M5.2_same_day_urgent_order", "A", "AB"),
        ("M5.7_mother_represented", "ADG", "ABCDFGH"),
        ("M7.1_father_identified", "ABDH", "ABCDEFH"),
        ("M7.2_father_contacted", "A", "ABCDH"),  # B's confirmed father was not, though a possible one was
        ("M7.5_family_meeting_held", "ADIK", "ABCDEFGHIJKLMNOPQRSTUWXY"),
        ("M10.1_together", "AE", "ABE"),
        ("M10.1_together_by_court", "A", "A"),  # C's goes on
        ("M10.1_together_voluntary", "E", "BE"),
        ("M10.2_over_20_miles", "B", "ABC"),
        ("M10.4_prepared", "AEJ", "ABCEJ"),
        ("M10.4_hope_box_offered", "ABJ", "ABCEGJ"),
        ("M10.4_hope_box_given", "AJ", "ABCEGJ"),
        ("M10.5_offered_in_7_days", "AB", "ABCEGJ"),  # G was never offered any
        ("M10.5_offered_in_28_days", "ABCE", "ABCEGJ"),
        ("M10.6_followed_6w", "ABD", "ABCD"),
        ("M10.6_followed_12m", "BD", "ABD"),
        ("Q11_due_date_lost", "BD", "ABD"),
    ],
)
def test_shares(id_: str, numerator: str, base: str) -> None:
    found = made(id_)
    assert (letters(found.numerator), letters(found.base)) == (numerator, base)


@pytest.mark.parametrize(
    ("id_", "rows"),
    [
        ("M2.2_gap_bands", ["0-6: AT of ABCMT", "7-12: B of ABCMT", "13-24: M of ABCMT", "25+: C of ABCMT"]),
        ("M2.3_support_between", ["offered: AIM of ABCIM", "accepted: A of ABCIM", "started: A of ABCIM"]),
        (
            "M5.1_definitions",
            [
                *("under_3: AB of ABC", "under_7: AB of ABC", "at_most_7: ABC of ABC"),
                *("under_12: ABC of ABC", "2_to_5: B of ABC"),
            ],
        ),
        (
            "M5.3_notice_bands",
            [
                *("0: A of ABC", "1:  of ABC", "2: B of ABC"),
                *("3-6:  of ABC", "7-11: C of ABC", "12+:  of ABC"),
            ],
        ),
        (
            "M5.6_application_day",
            ["0: A of ABCDEFG", "1: B of ABCDEFG", "2-5: G of ABCDEFG", ">5: CDEF of ABCDEFG"],
        ),
        ("M7.2_ladder", ["identified: ABDH of ABCDEFH", "contacted: A of ABCDH"]),
        ("M10.1_by_care_experience", ["yes: A of A", "no:  of B", "unknown: E of E"]),
        (
            "M9_groups",
            [
                f"{name}: {cases} of {FAMILIES}"
                for name, cases in (
                    ("early", "ABCFIJNOSTVX"),
                    ("later", "DEKLMQRUWY"),
                    ("concealed", "GP"),
                    ("unknown", "H"),
                )
            ],
        ),
        ("M9_all_family_meeting", ["early: AI of ABCFIJNOSTX", "later: DK of DEKLMQRUWY"]),
    ],
)
def test_lines_and_ladders(id_: str, rows: list[str]) -> None:
    assert counts(made(id_).rows)[: len(rows)] == rows


@pytest.mark.parametrize(
    ("point", "living"),
    [
        ("6w", {"mother": "B", "foster": "A"}),
        ("6m", {"mother": "B", "kin": "A"}),
        ("12m", {"mother": "B", "both": "D"}),
    ],
)
def test_who_has_the_baby_among_those_followed(point: str, living: dict[str, str]) -> None:
    found = made(f"M10.6_{point}")
    assert {
        row.id.rpartition(".")[2]: letters(row.numerator) for row in found.rows if row.numerator
    } == living
    assert letters(found.base) == "".join(sorted("".join(living.values())))


@pytest.mark.parametrize(
    ("id_", "values", "median"),
    [
        ("M2.2_gap_months", (0, 6, 7, 24, 25), 7),
        ("M5.3_notice_days", (0, 2, 7), 2),
        ("M5.6_birth_to_application", (0, 1, 3, 6, 7, 13, 14), 6),
        ("M10.2_distance", (5, 20, 21), 20),
    ],
)
def test_numbers(id_: str, values: tuple[float, ...], median: float) -> None:
    found = made(id_)
    assert (found.values, found.median) == (values, median)


def test_newborn_under_14_days_brings_two_more() -> None:
    found = made("M5.1_short_notice", newborn_under=14)
    assert (letters(found.numerator), letters(found.base)) == ("ABD", "ABCDE")


def test_the_published_share_stands_beside_newborns_in_court_alone() -> None:
    found = made("M2.1_mother_previous_proceedings")
    assert found.subset is not None
    assert (letters(found.subset.numerator), letters(found.subset.base)) == ("ABC", "ABCG")
    assert found.subset.national is not None
    assert found.subset.national.id == "SIB01b"


@pytest.mark.parametrize(
    ("id_", "state", "cases"),
    [
        ("M2.1_mother_previous_proceedings", "not_recorded", "LR"),
        ("M2.1_mother_previous_proceedings", "unclear", "X"),
        ("M2.1_mother_previous_proceedings", "source_not_seen", "S"),
        ("M2.1_mother_previous_proceedings", "not_looked_at", "Y"),
        ("M3.1_pre_proceedings_used", "source_not_seen", "F"),
        ("M3.1_pre_proceedings_used", "not_applicable", "IJKLMNOPQRSTUVWY"),
        ("M5.1_short_notice", "not_applicable", "DEF"),
        ("M7.2_father_contacted", "not_applicable", "EIJKLMNOPQRSTUVWXY"),
        ("M10.4_prepared", "source_not_seen", "G"),
    ],
)
def test_what_is_not_known_stays_apart(id_: str, state: str, cases: str) -> None:
    assert letters(getattr(made(id_).states, state)) == cases
